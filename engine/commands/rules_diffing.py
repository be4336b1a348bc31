"""The command that compares two versions of a rulebook: ``kaiyaku rules diff``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from .options import (
    FromOption,
    LangOption,
    UntilOption,
    argument,
    check_language_code,
    days_of_range,
    language_for,
    option,
)
from .output import print_text
from .rules_folder import RulesOption, folder_of
from .running import FOUND_SOMETHING, BadInput

if TYPE_CHECKING:
    from ..rulebook import Rulebook


class DiffFormat(StrEnum):
    """How differences can be shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[
        Path | None, argument("OLD", "The folder of the old version.", readable=False)
    ] = None,
    new: Annotated[
        Path | None, argument("NEW", "The folder of the new version.", readable=False)
    ] = None,
    since: Annotated[
        str | None,
        option(
            "--since",
            "REVISION",
            "Instead of two folders: compare the rulebook as it is with this revision of"
            " its git repository.",
        ),
    ] = None,
    rules: RulesOption = None,
    first: FromOption = None,
    until: UntilOption = None,
    population: Annotated[
        Path | None,
        option(
            "--population",
            "FILE",
            "A file of scenarios, a case, or a folder of them: count who of these is hit.",
            readable=False,
        ),
    ] = None,
    format: Annotated[
        DiffFormat,
        typer.Option("--format", help="How to show the differences; Markdown suits a review."),
    ] = DiffFormat.TEXT,
    lang: LangOption = None,
) -> None:
    """Tell whose plans an edit changes: who gets, loses or sees differently which step, warning,
    document, cost, date, place, order or text, each with the smallest situation that shows it.
    Exit status 1 when something differs."""
    from ..authoring.diffing.differences import differences
    from ..authoring.diffing.json_differences import differences_json
    from ..authoring.diffing.population import NoPopulation, people_in
    from ..authoring.diffing.report import differences_markdown, differences_text
    from ..authoring.inspecting.shown_places import shown_folder
    from ..worlds.solving import Window

    check_language_code(lang)
    day, last = days_of_range(first, until)
    with _two_folders(old, new, since, rules) as (before, after, name):
        names = name, shown_folder(after)
        one, other = _read(before, f"The old version ({name})"), _read(after, "The new version")
        language = language_for(lang, other.languages)
        try:
            people = None if population is None else people_in(population, other, day)
        except NoPopulation as error:
            raise BadInput(str(error)) from None
        found = differences(one, other, Window(day, last), language, people, _tell)
        _tell("")
    forms = {
        DiffFormat.TEXT: differences_text,
        DiffFormat.MARKDOWN: differences_markdown,
        DiffFormat.JSON: differences_json,
    }
    print_text(forms[format](found, *names, shown_folder(after), day, last))
    if found:
        raise typer.Exit(FOUND_SOMETHING)


@contextmanager
def _two_folders(
    old: Path | None, new: Path | None, since: str | None, rules: Path | None
) -> Iterator[tuple[Path, Path, str]]:
    """Both folders, and what to call the old one."""
    from ..authoring.diffing.git_revision import NoRevision, take_out
    from ..authoring.inspecting.shown_places import shown_folder

    if since is not None:
        if old is not None:
            raise BadInput("Give two folders or --since REVISION, not both.")
        folder = folder_of(rules)
        with TemporaryDirectory(prefix="kaiyaku-") as home:
            try:
                before = take_out(folder, since, Path(home))
            except NoRevision as error:
                raise BadInput(str(error)) from None
            yield before, folder, since
        return
    if old is None or (new is None and rules is None):
        raise BadInput(
            "Give the folders of both versions: kaiyaku rules diff OLD NEW. Or compare with a"
            " revision of the git repository: kaiyaku rules diff --since REVISION."
        )
    if new is not None and rules is not None:
        raise BadInput("Give the new version as NEW or with --rules, not both.")
    yield old, new or folder_of(rules), shown_folder(old)


def _read(folder: Path, which: str) -> Rulebook:
    from ..loading import load_rulebook
    from ..loading.cache import cached
    from ..loading.faults.diagnostics import RulebookErrors
    from ..rulebook import Rulebook

    try:
        return cached(folder, load_rulebook, "rulebook", Rulebook)
    except RulebookErrors as errors:
        raise BadInput(
            f"{which} cannot be compared before its errors are mended.\n{errors}"
        ) from None


def _tell(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()
