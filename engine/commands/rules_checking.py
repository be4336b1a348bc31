"""The commands that check and test a rulebook: ``kaiyaku rules check``, ``test``, ``explain``."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.commands.options import RulesOption, read_on
from engine.commands.running import BAD_INPUT, FOUND_SOMETHING, BadInput
from engine.commands.showing import note, print_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.authoring.checking import Checked
    from engine.authoring.testing.running import Result
    from engine.rulebook import Rulebook


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
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="The day to check for, as YYYY-MM-DD (default: today).",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check again whenever a file is saved.")
    ] = False,
) -> None:
    """Look for everything that is wrong with a rulebook. Exit status 1 when there is an error
    or a warning, 2 when there is nothing to check."""
    from engine.authoring.checking import Remembered, check_folder
    from engine.authoring.watching import changes
    from engine.loading import shipped_rulebook_folder

    folder = rules or shipped_rulebook_folder()
    today = read_on(on) or date.today()
    remembered = Remembered()
    if watch:
        note(f"Watching {folder}. Ctrl+C ends.")
        with suppress(KeyboardInterrupt):
            for _ in changes(folder):
                checked = check_folder(
                    folder, today, oldest_source_days=max_source_age, remembered=remembered
                )
                _clear_terminal()
                print_text(_shown(checked, folder, format))
        return
    checked = check_folder(folder, today, oldest_source_days=max_source_age)
    print_text(_shown(checked, folder, format))
    if checked.unreadable:
        raise typer.Exit(BAD_INPUT)
    if checked.failed:
        raise typer.Exit(FOUND_SOMETHING)


def _shown(checked: Checked, folder: Path, format: CheckFormat) -> str:
    from engine.authoring import check_formats
    from engine.authoring.check_report import Sources, text_report
    from engine.authoring.placing import shown_folder

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


def test(
    rules: RulesOption = None,
    wanted: Annotated[
        str | None,
        typer.Option(
            "--filter",
            metavar="TEXT",
            help="Run only scenarios whose name or file holds this text.",
            show_default=False,
        ),
    ] = None,
    update: Annotated[
        bool,
        typer.Option("--update", help="Rewrite what is expected wherever it is not met."),
    ] = False,
    junit: Annotated[
        Path | None,
        typer.Option(
            "--junit", metavar="FILE", help="Also write a JUnit report.", show_default=False
        ),
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="Tell what of the rulebook no scenario sees."),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            help="Also write the coverage as a page, beside the lines of the YAML.",
            show_default=False,
        ),
    ] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            "--fail-under",
            metavar="PERCENT",
            help="Exit status 1 when less is covered.",
            show_default=False,
            min=0,
            max=100,
        ),
    ] = None,
    mutate: Annotated[
        bool,
        typer.Option(
            "--mutate", help="Change the rules bit by bit and tell what no scenario notices."
        ),
    ] = False,
) -> None:
    """Run the rulebook's scenarios. Exit status 1 when one fails."""
    from engine.authoring.placing import shown_file, shown_folder
    from engine.authoring.testing.report import junit_report, text_report
    from engine.authoring.testing.running import chosen, run
    from engine.files import write_whole
    from engine.loading import shipped_rulebook_folder
    from engine.loading.scenarios import load_scenarios
    from engine.opening import open_rulebook

    folder = rules or shipped_rulebook_folder()
    opened = open_rulebook(folder)
    scenarios = chosen(load_scenarios(folder, opened.rulebook), wanted)
    if not scenarios:
        raise BadInput(_nothing_to_run(folder, wanted))
    results = run(opened, scenarios)
    shown = shown_folder(folder)
    if update:
        from engine.authoring.testing.updating import update_scenarios

        for file in update_scenarios(folder, results):
            note(f"updated {shown_file(shown, file)}")
        results = run(opened, chosen(load_scenarios(folder, opened.rulebook), wanted))
    if junit is not None:
        write_whole(junit, junit_report(results, shown, opened.rulebook.id))
    print_text(text_report(results, shown))
    failed = not all(result.passed for result in results)
    if coverage or html is not None or fail_under is not None:
        failed |= not _covers(opened.rulebook, results, folder, html, fail_under)
    if mutate:
        failed |= not _notices_mutants(opened.rulebook, results, folder, all_run=wanted is None)
    if failed:
        raise typer.Exit(FOUND_SOMETHING)


def _covers(
    rulebook: Rulebook,
    results: Sequence[Result],
    folder: Path,
    html: Path | None,
    fail_under: float | None,
) -> bool:
    """Show what the scenarios cover; whether that is enough."""
    from engine.authoring.placing import shown_folder
    from engine.authoring.solving import Solver
    from engine.authoring.testing.coverage import coverage_of
    from engine.authoring.testing.coverage_report import coverage_text
    from engine.authoring.testing.targets import targets_of
    from engine.files import write_whole

    targets = targets_of(rulebook, Solver(rulebook, results[0].scenario.as_of))
    found = coverage_of(targets, results)
    print_text("\n" + coverage_text(found, shown_folder(folder)))
    if html is not None:
        from engine.authoring.testing.coverage_html import coverage_page
        from engine.loading import files
        from engine.loading.report import Report

        texts = {it.path: it.text for it in files.read_folder(folder, Report())}
        write_whole(html, coverage_page(found, rulebook, texts))
    return fail_under is None or found.percent >= fail_under


def _notices_mutants(
    rulebook: Rulebook, results: Sequence[Result], folder: Path, *, all_run: bool
) -> bool:
    """Show which mutants survive; whether all that do are accepted."""
    from engine.authoring.placing import shown_folder
    from engine.authoring.solving import Solver
    from engine.authoring.testing.accepted import load_accepted
    from engine.authoring.testing.mutants import mutants_of
    from engine.authoring.testing.mutating import try_mutants
    from engine.authoring.testing.mutation_report import judged, mutation_text

    accepted = load_accepted(folder)
    mutants = list(mutants_of(rulebook))
    solver = Solver(rulebook, results[0].scenario.as_of)
    trials = []
    for number, trial in enumerate(try_mutants(rulebook, mutants, results, solver), 1):
        _tell_progress(f"{number} of {len(mutants)} changes tried")
        trials.append(trial)
    _tell_progress("")
    mutation = judged(trials, accepted, all_tried=all_run)
    print_text("\n" + mutation_text(mutation, shown_folder(folder)))
    return not mutation.failed


def _tell_progress(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")
        sys.stderr.flush()


def _nothing_to_run(folder: Path, wanted: str | None) -> str:
    if wanted is None:
        return (
            f"{folder} has no scenarios. Put some into its folder scenarios/; "
            "rules/README.md shows one."
        )
    return f"no scenario is called or lies in a file like {wanted!r}."


def register(app: typer.Typer) -> None:
    """Put these commands into ``app``."""
    app.command()(check)
    app.command()(test)
