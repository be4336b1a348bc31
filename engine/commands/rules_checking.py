"""The commands that look for what is wrong: ``kaiyaku rules check`` and ``explain``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import language_for, option, read_on
from .output import note, print_text
from .rules_folder import RulesOption, folder_of, spelled
from .running import BAD_INPUT, FOUND_SOMETHING, BadInput

if TYPE_CHECKING:
    from ..authoring.checks.checking import Checked


class CheckFormat(StrEnum):
    """How findings can be shown."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def check(
    rules: RulesOption = None,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="How to show what is found.")
    ] = CheckFormat.TEXT,
    max_source_age: Annotated[
        int,
        typer.Option(
            "--max-source-age",
            metavar="DAYS",
            min=1,
            help="Note sources that nobody has checked for longer.",
        ),
    ] = 365,
    on: Annotated[
        str | None, option("--on", "DATE", "The day to check for, as YYYY-MM-DD (default: today).")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file is saved.")
    ] = False,
) -> None:
    """Look for everything that is wrong with a rulebook. Exit status 1 when there is an error
    or a warning, 2 when there is nothing to check."""
    from ..authoring.checks.checking import Remembered, check_folder
    from ..authoring.checks.watching import changes
    from ..authoring.schemas.upkeep import are_old, renew

    folder = folder_of(rules)
    today = read_on(on) or date.today()
    remembered = Remembered()
    if watch:
        note(f"Watching {folder}. Ctrl+C ends.")
        with suppress(KeyboardInterrupt), cannot_watch():
            for _ in changes(folder):
                checked = check_folder(
                    folder, today, oldest_source_days=max_source_age, remembered=remembered
                )
                _clear_terminal()
                print_text(_shown(checked, folder, format))
                if checked.rulebook is not None:
                    renew(folder, checked.rulebook, language_for(None, checked.rulebook.languages))
        return
    checked = check_folder(folder, today, oldest_source_days=max_source_age)
    print_text(_shown(checked, folder, format))
    if checked.rulebook is not None and are_old(folder, checked.rulebook):
        command = spelled("kaiyaku rules schema --write", rules)
        note(f"What your editor knows is older than the rulebook: {command}")
    if checked.unreadable:
        raise typer.Exit(BAD_INPUT)
    if checked.failed:
        raise typer.Exit(FOUND_SOMETHING)


@contextmanager
def cannot_watch() -> Iterator[None]:
    """Tells how to get what watching needs, where it is not there."""
    from ..authoring.checks.watching import CannotWatch

    try:
        yield
    except CannotWatch as error:
        raise BadInput(str(error)) from None


def _shown(checked: Checked, folder: Path, format: CheckFormat) -> str:
    from ..authoring.checks import formats as check_formats
    from ..authoring.checks.report import Sources, text_report
    from ..authoring.inspecting.shown_places import shown_folder

    name = shown_folder(folder)
    match format:
        case CheckFormat.TEXT:
            return text_report(checked, name, Sources(folder))
        case CheckFormat.JSON:
            return check_formats.json_report(checked, name)
        case CheckFormat.GITHUB:
            return check_formats.github_report(checked, name)
        case CheckFormat.SARIF:
            return check_formats.sarif_report(checked, name)


def _clear_terminal() -> None:
    if sys.stdout.isatty():
        sys.stdout.write("\x1b[2J\x1b[H")


def explain(
    code: Annotated[
        str | None, typer.Argument(help="A code such as KY301; without one, all codes are listed.")
    ] = None,
) -> None:
    """Explain a code: what it means, why it is bad, a bad and a good example."""
    from ..authoring.pages.text import NoSuchCode, list_of_codes, page_text

    if code is None:
        print_text(list_of_codes())
        return
    try:
        print_text(page_text(code))
    except NoSuchCode as error:
        raise BadInput(str(error)) from None
