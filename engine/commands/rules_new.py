"""The commands ``kaiyaku rules new``: rulebook, rule, row and scenario.

Owns their options, the reading and writing of the files and what is said about them.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..opening import today_in
from . import completion
from .options import OnOption, option
from .output import note
from .rules_folder import RulesOption, folder_of
from .rules_inspecting import day_for, read_rulebook
from .running import BadInput

if TYPE_CHECKING:
    from ..authoring.scaffolding import Files
    from ..authoring.scaffolding.additions import Ground

app = typer.Typer(
    name="new",
    help="Begin a rulebook, a rule, a table row or a scenario: complete, loaded and tested.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
FileOption = Annotated[
    str | None,
    option(
        "--file", "FILE", "The file in the rulebook's folder to put it into (default: a new one)."
    ),
]


@app.command()
def rulebook(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="What the rulebook is called.")
    ] = "My checklist",
    languages: Annotated[
        str, typer.Option("--languages", metavar="CODES", help="Its languages, as en,zh,ja.")
    ] = "en",
    on: OnOption = None,
) -> None:
    """Begin a rulebook in a new folder, with everything an editor needs."""
    from ..authoring.scaffolding import starter_files
    from ..authoring.schemas import schema_texts
    from ..authoring.schemas.files import FOLDER
    from ..authoring.transaction import AlreadyThere, write_new_folder
    from ..loading import load_rulebook_text
    from .options import read_on

    today = read_on(on) or date.today()
    name, called, codes = id_from(folder), title_from(title), languages_in(languages)
    texts = dict(starter_files(name, called, codes, today))
    made = load_rulebook_text(texts)
    for name, text in schema_texts(made, made.languages[0]).items():
        texts[f"{FOLDER}/{name}"] = text
    try:
        write_new_folder(folder, texts)
    except AlreadyThere as error:
        raise BadInput(str(error)) from None
    _tell(folder, texts)
    at = shlex.join(["--rules", str(folder)])
    note(f"Try it: kaiyaku rules check {at}; kaiyaku rules test {at}; kaiyaku {at}")


@app.command()
def rule(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of the new rule.")],
    when: Annotated[
        list[str] | None,
        option(
            "--when",
            "FACT=VALUE",
            "When it holds. May be repeated.",
            autocompletion=completion.settings,
        ),
    ] = None,
    step: Annotated[
        str | None,
        option(
            "--step",
            "STEP",
            "The step it wants (default: a new one of the same id).",
            autocompletion=completion.steps,
        ),
    ] = None,
    file: FileOption = None,
    rules: RulesOption = None,
    on: OnOption = None,
) -> None:
    """Begin a rule, with a step and scenarios for both cases."""
    from ..answers import read_settings
    from ..authoring.scaffolding import new_rule

    ground = _ground(rules, on)
    conditions = read_settings(ground.rulebook, when or [])
    _carry_out(rules, lambda: new_rule(ground, name, conditions, file=file, step=step), ground)


@app.command()
def row(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="The table.")],
    name: Annotated[str, typer.Argument(metavar="ROW", help="The id of the new row.")],
    file: FileOption = None,
    rules: RulesOption = None,
    on: OnOption = None,
) -> None:
    """Begin a table row, with a hint for every cell and a scenario."""
    from ..authoring.scaffolding import new_row

    ground = _ground(rules, on)
    _carry_out(rules, lambda: new_row(ground, table, name, file=file), ground)


@app.command()
def scenario(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id of the new scenario.")],
    settings: Annotated[
        list[str] | None,
        option(
            "--set", "FACT=VALUE", "An answer. May be repeated.", autocompletion=completion.settings
        ),
    ] = None,
    file: FileOption = None,
    rules: RulesOption = None,
    on: OnOption = None,
) -> None:
    """Write a scenario that expects what the plan for these answers holds now.

    Look it through: it is only as right as the plan.
    """
    from ..answers import read_settings
    from ..authoring.scaffolding import new_scenario

    ground = _ground(rules, on)
    given = read_settings(ground.rulebook, settings or [])
    _carry_out(rules, lambda: new_scenario(ground, name, given, ground.today, file=file), ground)


def id_from(folder: Path) -> str:
    """An id made of the folder's name."""
    import re

    from ..loading.sections.declaring import LONGEST_ID
    from ..loading.source.nodes import NULL_WORDS

    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return "rulebook" if name in NULL_WORDS else name[:LONGEST_ID]


def title_from(text: str) -> str:
    """A title as YAML wants it: on one line, with its braces doubled. Raises
    :class:`BadInput` for none."""
    from ..wording.visible import on_one_line

    title = on_one_line(text)
    if not title:
        raise BadInput("--title is empty. Write what the rulebook is called.")
    return title.replace("{", "{{").replace("}", "}}")


def languages_in(text: str) -> list[str]:
    """The language codes in a list with commas, each once. Raises :class:`BadInput`."""
    from ..loading.faults.report import quoted
    from ..loading.language_codes import looks_like_language

    codes = list(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))
    for code in codes:
        if not looks_like_language(code):
            raise BadInput(
                f"--languages: {quoted(code)} is no language code. Write a code like en, zh or ja."
            )
    if not codes:
        raise BadInput("--languages names no language. Write codes like en,zh,ja.")
    return codes


def _ground(rules: Path | None, on: str | None) -> Ground:
    from ..authoring.scaffolding.additions import Ground
    from ..loading.source.folder import contents

    rulebook = read_rulebook(rules)
    texts = {path: content.decode("utf-8-sig") for path, content in contents(folder_of(rules))}
    return Ground(rulebook, texts, day_for(on, rulebook) if on else today_in(rulebook.time_zone))


def _carry_out(rules: Path | None, make: Callable[[], Files], ground: Ground) -> None:
    from ..authoring.scaffolding import CannotScaffold
    from ..authoring.schemas import schema_texts
    from ..authoring.schemas.files import FOLDER
    from ..authoring.transaction import write_all
    from ..loading import load_rulebook_text

    folder = folder_of(rules)
    try:
        files = make()
    except CannotScaffold as error:
        raise BadInput(str(error)) from None
    written = dict(files)
    if (folder / FOLDER).is_dir():
        grown = load_rulebook_text({**ground.texts, **files})
        for name, text in schema_texts(grown, grown.languages[0]).items():
            written[f"{FOLDER}/{name}"] = text
    write_all(folder, written)
    _tell(folder, files)


def _tell(folder: Path, files: Mapping[str, str]) -> None:
    for path in files:
        note(f"Written: {folder / path}")
