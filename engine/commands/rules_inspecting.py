"""The commands that look into a rulebook and extend it: show, schema, graph, docs, fmt.

Owns their options and the reading of a rulebook for them; what they do is
:mod:`engine.authoring`.
"""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..opening import today_in
from . import completion
from .options import (
    ForceOption,
    LangOption,
    OnOption,
    argument,
    check_language_code,
    language_for,
    option,
    read_on,
)
from .output import check_new, note, print_text, takes_color, width_of, write_new
from .rules_folder import RulesOption, folder_of, spelled
from .running import FOUND_SOMETHING, BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..loading.scenarios.expectations import Scenario
    from ..loading.scenarios.invariants import Invariant
    from ..rulebook import Rulebook


def read_rulebook(rules: Path | None) -> Rulebook:
    """The rulebook, without inference. Raises ``RulebookErrors``."""
    from ..loading import load_rulebook
    from ..loading.cache import cached
    from ..rulebook import Rulebook

    return cached(folder_of(rules), load_rulebook, "rulebook", Rulebook)


def read_scenarios(rules: Path | None, rulebook: Rulebook) -> Sequence[Scenario]:
    """Its scenarios. Raises ``RulebookErrors``."""
    from ..loading.scenarios.scenarios import load_scenarios

    return load_scenarios(folder_of(rules), rulebook)


def read_invariants(rules: Path | None, rulebook: Rulebook) -> Sequence[Invariant]:
    """Its invariants. Raises ``RulebookErrors``."""
    from ..loading.scenarios.invariants import load_invariants

    return load_invariants(folder_of(rules), rulebook)


def day_for(on: str | None, rulebook: Rulebook) -> date:
    """The date that ``--on`` gives, or today."""
    return read_on(on) or today_in(rulebook.time_zone)


def show(
    name: Annotated[
        str,
        argument(
            "ID",
            "A rule, fact, conclusion, step, warning, document, cost, source, phase,"
            " group, option (FACT=OPTION), table, table row (TABLE.ROW), scenario or invariant.",
            autocompletion=completion.names,
        ),
    ],
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Show what an id stands for, and everything that is tied to it.

    Where it is declared, what it says in words, what it refers to and what refers to it, each
    with file and line.
    """
    from ..authoring.inspecting.names import NoSuchName
    from ..authoring.inspecting.show import show

    check_language_code(lang)
    rulebook = read_rulebook(rules)
    scenarios = read_scenarios(rules, rulebook)
    language = language_for(lang, rulebook.languages)
    to = sys.stdout
    try:
        text = show(
            rulebook,
            scenarios,
            read_invariants(rules, rulebook),
            name,
            language,
            day_for(on, rulebook),
            width=width_of(to),
            color=takes_color(to),
        )
    except NoSuchName as error:
        raise BadInput(str(error)) from None
    print_text(text)


class Schema(StrEnum):
    """What there is a JSON Schema of."""

    PLAN = "plan"
    DIFF = "diff"
    RULEBOOK = "rulebook"
    SCENARIOS = "scenarios"
    INVARIANTS = "invariants"


def schema(
    what: Annotated[
        Schema,
        typer.Argument(
            help="plan: what 'kaiyaku plan --format json' gives. diff: what 'kaiyaku rules diff"
            " --format json' gives. rulebook, scenarios, invariants:"
            " the YAML files of this rulebook, for your editor."
        ),
    ] = Schema.PLAN,
    write: Annotated[
        bool,
        typer.Option(
            "--write", help="Write the schemas of the YAML files into the rulebook's folder."
        ),
    ] = False,
    output: Annotated[
        Path | None,
        option("--output -o", "DIR", "Write the schemas of the YAML files into this folder."),
    ] = None,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Print a JSON Schema, or write those that help your editor.

    With --write, an editor that speaks to the YAML language server completes the ids of this
    very rulebook, and tells what they stand for. Run it again when you have added some.
    """
    if what is Schema.PLAN and not write and output is None:
        from ..rendering.plan_schema import plan_schema_text

        print_text(plan_schema_text())
        return
    if what is Schema.DIFF and not write and output is None:
        from ..authoring.diffing.json_differences import differences_schema_text

        print_text(differences_schema_text())
        return
    from ..authoring.schemas import schema_texts
    from ..authoring.schemas.files import FOLDER
    from ..authoring.transaction import write_all

    check_language_code(lang)
    rulebook = read_rulebook(rules)
    texts = schema_texts(rulebook, language_for(lang, rulebook.languages))
    if not write and output is None:
        print_text(texts[f"{what.value}.schema.json"])
        return
    folder = output or folder_of(rules) / FOLDER
    write_all(folder, texts)
    note(f"Written to {folder}: {', '.join(texts)}.")
    if write:
        note("An editor finds them by the first line of a YAML file:")
        note(f"  # yaml-language-server: $schema={FOLDER}/rulebook.schema.json")
        for other in ("scenarios", "invariants"):
            note(f"  # yaml-language-server: $schema=../{FOLDER}/{other}.schema.json")


class Picture(StrEnum):
    """How a graph can be drawn."""

    SVG = "svg"
    DOT = "dot"
    MERMAID = "mermaid"


def graph(
    topic: Annotated[
        str | None, option("--topic", "FILE", "Everything in this file, and what it is tied to.")
    ] = None,
    around: Annotated[
        str | None,
        option(
            "--around",
            "ID",
            "Everything near this fact, conclusion, rule or step.",
            autocompletion=completion.names,
        ),
    ] = None,
    depth: Annotated[
        int, typer.Option("--depth", min=1, help="How many arrows away counts as near.")
    ] = 2,
    order: Annotated[
        bool,
        typer.Option(
            "--order", help="The order of the steps: phase by phase, with what ties them."
        ),
    ] = False,
    form: Annotated[
        Picture | None,
        typer.Option(
            "--format",
            help="What to draw it for (default: what the ending of --output says, else svg).",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None, option("--output -o", "FILE", "Write the picture to a file.")
    ] = None,
    force: ForceOption = False,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Draw how facts lead to conclusions, rules and steps.

    Without an option: the topics of the rulebook, and what leads from one to another.
    """
    from ..authoring import graph as graphs
    from ..authoring.inspecting.names import NoSuchName

    check_language_code(lang)
    if topic is not None and around is not None:
        raise BadInput("--topic and --around exclude each other.")
    rulebook = read_rulebook(rules)
    language, today = language_for(lang, rulebook.languages), day_for(on, rulebook)
    steps = None
    try:
        if topic is not None:
            drawn = graphs.of_topic(rulebook, topic, language, today)
            steps = graphs.steps_in(drawn)
        elif around is not None:
            drawn = graphs.around(rulebook, around, depth, language, today)
            steps = graphs.steps_in(drawn)
        else:
            drawn = graphs.overview(rulebook, language, today)
    except (NoSuchName, graphs.NoSuchTopic) as error:
        raise BadInput(str(error)) from None
    if order:
        drawn = graphs.order(rulebook, language, today, steps)
    drawings = {
        Picture.SVG: graphs.as_svg,
        Picture.DOT: graphs.as_dot,
        Picture.MERMAID: graphs.as_mermaid,
    }
    text = drawings[form or _form_of(output)](drawn)
    if output is None or str(output) == "-":
        print_text(text)
    else:
        write_new(output, text, force=force)
        note(f"Written: {output}")


def docs(
    output: Annotated[
        Path | None,
        option(
            "--output -o",
            "FILE",
            "Write one page to a file; or a page for each topic into a folder: a name without an "
            "ending is one.",
        ),
    ] = None,
    force: ForceOption = False,
    rules: RulesOption = None,
    on: OnOption = None,
) -> None:
    """Make a reference of the whole rulebook, for those who know its subject.

    Every rule in words, every step, table row and source, the languages side by side: as one
    HTML page that can be searched, printed and sent by mail, or as a page for each topic.
    """
    from ..authoring.docs import render_docs, render_pages
    from ..authoring.transaction import write_all

    rulebook = read_rulebook(rules)
    invariants = read_invariants(rules, rulebook)
    if output is not None and (output.is_dir() or not (output.exists() or output.suffix)):
        pages = render_pages(rulebook, day_for(on, rulebook), invariants)
        for name in pages:
            check_new(output / name, force=force)
        write_all(output, pages)
        note(f"Written: {output / 'index.html'} and {len(pages) - 1} pages beside it")
        return
    page = render_docs(rulebook, day_for(on, rulebook), invariants)
    if output is None or str(output) == "-":
        print_text(page)
        return
    write_new(output, page, force=force)
    note(f"Written: {output}")


def fmt(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit status 1 if a file is not tidy.")
    ] = False,
    rules: RulesOption = None,
) -> None:
    """Give all files of a rulebook the same layout.

    Keys come in one order, indentation and spaces are made even. Comments, every word of a
    text and the order of your entries stay as they are.
    """
    from ..authoring.formatting import CannotFormat, formatted
    from ..files import write_whole
    from ..loading.source.folder import contents

    rulebook = read_rulebook(rules)
    read_scenarios(rules, rulebook)
    folder = folder_of(rules)
    untidy: list[str] = []
    for path, content in contents(folder):
        text = content.decode("utf-8")
        try:
            tidy = formatted(text, rulebook.languages, path.partition("/")[0])
        except CannotFormat as error:
            note(f"{folder / path} is left as it is: {error}")
            continue
        if tidy != text:
            untidy.append(path)
            if not check:
                write_whole(folder / path, tidy)
    for path in untidy:
        print_text(str(folder / path))
    if not untidy:
        note("Every file is tidy.")
    elif check:
        command = spelled("kaiyaku rules fmt", rules)
        note(f"These files are not tidy. To change them: {command}")
        raise typer.Exit(FOUND_SOMETHING)


def _form_of(output: Path | None) -> Picture:
    endings = {".dot": Picture.DOT, ".gv": Picture.DOT, ".mmd": Picture.MERMAID}
    return Picture.SVG if output is None else endings.get(output.suffix, Picture.SVG)
