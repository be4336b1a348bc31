"""The commands that check and test a rulebook: ``kaiyaku rules check``, ``test``, ``explain``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.commands.options import RulesOption
from engine.commands.running import FOUND_SOMETHING, BadInput
from engine.commands.showing import note, print_text


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

        for file in update_scenarios(folder, opened, results):
            note(f"updated {shown_file(shown, file)}")
        results = run(opened, chosen(load_scenarios(folder, opened.rulebook), wanted))
    if junit is not None:
        write_whole(junit, junit_report(results, shown, opened.rulebook.id))
    print_text(text_report(results, shown))
    if not all(result.passed for result in results):
        raise typer.Exit(FOUND_SOMETHING)


def _nothing_to_run(folder: Path, wanted: str | None) -> str:
    if wanted is None:
        return (
            f"{folder} has no scenarios. Put some into its folder scenarios/; "
            "rules/README.md shows one."
        )
    return f"no scenario is called or lies in a file like {wanted!r}."
