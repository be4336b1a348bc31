"""The command that tests a rulebook with its own scenarios: ``kaiyaku rules test``."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Annotated

import typer

from .options import option
from .output import note, print_text
from .progress_line import Teller
from .rules_folder import RulesOption, folder_of, spelled
from .running import FOUND_SOMETHING, BadInput

if TYPE_CHECKING:
    from ..authoring.testing.coverage import Coverage
    from ..authoring.testing.mutation_report import Mutation
    from ..authoring.testing.running import Result
    from ..authoring.testing.targets import Targets
    from ..loading.scenarios.expectations import Scenario
    from ..opening import OpenRulebook
    from ..rulebook import Rulebook

MOST_SECONDS = 600
"""So much time, of the processor, suggestions get with everything before them."""
SEARCH_SECONDS = 200
"""So much of it is kept for the search."""
_OVER = "the time for suggestions was over. Write these into the rulebook, then ask again."


def test(
    rules: RulesOption = None,
    wanted: Annotated[
        str | None,
        option("--filter", "TEXT", "Run only scenarios whose name or file holds this text."),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Rewrite what is expected wherever it is not met.")
    ] = False,
    junit: Annotated[Path | None, option("--junit", "FILE", "Also write a JUnit report.")] = None,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Tell what of the rulebook no scenario sees.")
    ] = False,
    html: Annotated[
        Path | None,
        option(
            "--html", "FILE", "Also write the coverage as a page, beside the lines of the YAML."
        ),
    ] = None,
    fail_under: Annotated[
        float | None,
        option("--fail-under", "PERCENT", "Exit status 1 when less is covered.", min=0, max=100),
    ] = None,
    mutate: Annotated[
        bool,
        typer.Option(
            "--mutate", help="Change the rules bit by bit and tell what no scenario notices."
        ),
    ] = False,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest", help="Write scenarios for what none has seen (with --mutate: or noticed)."
        ),
    ] = False,
    output: Annotated[
        Path | None,
        option(
            "--output -o", "FILE", "The file for suggested scenarios (default: standard output)."
        ),
    ] = None,
) -> None:
    """Run the rulebook's scenarios. Exit status 1 when one fails, when less is covered than
    asked for, or when a change goes unnoticed."""
    from ..authoring.testing.report import junit_report, text_report
    from ..files import write_whole

    if fail_under is not None and math.isnan(fail_under):
        raise BadInput("--fail-under: write a number from 0 to 100.")
    bench = _open_bench(rules, wanted, needed=not suggest, say=note if suggest else print_text)
    if update:
        bench = _updated(bench)
    if junit is not None:
        write_whole(junit, junit_report(bench.results, bench.shown, bench.rulebook.id))
    if bench.results:
        bench.say(text_report(bench.results, bench.shown))
    failed = not all(result.passed for result in bench.results)
    seen = None
    if coverage or html is not None or fail_under is not None or suggest:
        seen = _covered(bench)
        if coverage or fail_under is not None:
            _tell_coverage(bench, seen[1])
        if html is not None:
            _write_page(bench, seen[1], html)
        failed |= fail_under is not None and seen[1].percent < fail_under
    until = process_time() + MOST_SECONDS
    mutation = None
    if mutate:
        mutation = _mutated(bench, until - SEARCH_SECONDS) if suggest else _mutated(bench)
    if suggest and seen is not None:
        _suggest(bench, *seen, mutation, output, until)
        return
    failed |= mutation is not None and mutation.failed
    if failed:
        raise typer.Exit(FOUND_SOMETHING)


@dataclass(frozen=True)
class _Bench:
    """What is tested: the rulebook in a folder, and what came of its scenarios."""

    folder: Path
    shown: str
    wanted: str | None
    opened: OpenRulebook
    results: tuple[Result, ...]
    say: Callable[[str], None]

    @property
    def rulebook(self) -> Rulebook:
        return self.opened.rulebook

    @property
    def as_of(self) -> date:
        """The day that stands for any: that of the first scenario, else today."""
        return self.results[0].scenario.as_of if self.results else date.today()


def _open_bench(
    rules: Path | None, wanted: str | None, *, needed: bool, say: Callable[[str], None]
) -> _Bench:
    from ..authoring.inspecting.shown_places import shown_folder
    from ..authoring.testing.running import run
    from ..opening import open_rulebook

    folder = folder_of(rules)
    opened = open_rulebook(folder)
    scenarios = _scenarios(folder, opened.rulebook, wanted)
    if not scenarios and (needed or wanted is not None):
        raise BadInput(_nothing_to_run(rules, wanted))
    return _Bench(folder, shown_folder(folder), wanted, opened, run(opened, scenarios), say)


def _scenarios(folder: Path, rulebook: Rulebook, wanted: str | None) -> tuple[Scenario, ...]:
    from ..authoring.testing.running import chosen
    from ..loading.scenarios.scenarios import load_scenarios

    return chosen(load_scenarios(folder, rulebook), wanted)


def _nothing_to_run(rules: Path | None, wanted: str | None) -> str:
    if wanted is None:
        return (
            f"{folder_of(rules)} has no scenarios. Put some into its folder scenarios/; "
            f"'{spelled('kaiyaku rules new scenario ID', rules)}' begins one, and "
            f"'{spelled('kaiyaku rules test --suggest', rules)}' writes some."
        )
    return f"no scenario is called or lies in a file like {wanted!r}."


def _updated(bench: _Bench) -> _Bench:
    """The bench after what is expected was rewritten."""
    from ..authoring.inspecting.shown_places import shown_file
    from ..authoring.testing.running import run
    from ..authoring.testing.updating import update_scenarios

    for file in update_scenarios(bench.folder, bench.results):
        note(f"updated {shown_file(bench.shown, file)}")
    scenarios = _scenarios(bench.folder, bench.rulebook, bench.wanted)
    results = run(bench.opened, scenarios)
    return _Bench(bench.folder, bench.shown, bench.wanted, bench.opened, results, bench.say)


def _covered(bench: _Bench) -> tuple[Targets, Coverage]:
    from ..authoring.testing.coverage import coverage_of
    from ..authoring.testing.targets import targets_of
    from ..worlds.solving import Solver

    targets = targets_of(bench.rulebook, Solver(bench.rulebook, bench.as_of))
    return targets, coverage_of(targets, bench.results)


def _tell_coverage(bench: _Bench, coverage: Coverage) -> None:
    from ..authoring.testing.coverage_report import coverage_text

    bench.say("\n" + coverage_text(coverage, bench.shown))


def _write_page(bench: _Bench, coverage: Coverage, html: Path) -> None:
    from ..authoring.testing.coverage_html import coverage_page
    from ..files import write_whole
    from ..loading.faults.report import Report
    from ..loading.source.files import read_folder

    texts = {it.path: it.text for it in read_folder(bench.folder, Report())}
    write_whole(html, coverage_page(coverage, bench.rulebook, texts))
    note(f"The coverage is in {html}.")


def _mutated(bench: _Bench, until: float = inf) -> Mutation:
    from ..authoring.checks.accepted import load_accepted
    from ..authoring.testing.mutation_operators import mutants_of
    from ..authoring.testing.mutation_report import judged, mutation_text
    from ..authoring.testing.running_mutants import try_mutants
    from ..worlds.solving import Solver

    accepted = load_accepted(bench.folder)
    mutants = list(mutants_of(bench.rulebook))
    solver = Solver(bench.rulebook, bench.as_of)
    progress, trials = Teller(), []
    for trial in try_mutants(bench.rulebook, mutants, bench.results, solver):
        trials.append(trial)
        progress.tell(f"{len(trials)} of {len(mutants)} changes tried")
        if process_time() > until:
            break
    progress.end()
    if len(trials) < len(mutants):
        left = len(mutants) - len(trials)
        note(f"{left} of {len(mutants)} changes were not tried: {_OVER}")
    all_tried = bench.wanted is None and len(trials) == len(mutants)
    mutation = judged(trials, accepted, all_tried=all_tried)
    bench.say("\n" + mutation_text(mutation, bench.shown))
    return mutation


def _suggest(
    bench: _Bench,
    targets: Targets,
    coverage: Coverage,
    mutation: Mutation | None,
    output: Path | None,
    until: float,
) -> None:
    from ..authoring.testing.goals import wishes_for_survivors, wishes_for_targets
    from ..authoring.testing.remaining_goals import still_missing
    from ..authoring.testing.suggesting import Why, suggest
    from ..authoring.testing.suggestion_yaml import suggestions_text
    from ..worlds.solving import Solver

    survivors = [] if mutation is None else [trial.mutant for trial in mutation.surviving]
    wishes = wishes_for_targets(bench.rulebook, targets, coverage)
    wishes += wishes_for_survivors(bench.rulebook, survivors)
    if not wishes:
        note("Nothing is left to suggest.")
        return
    progress = Teller()

    def tell(done: int, found: int) -> None:
        progress.tell(f"{done} of {len(wishes)} looked for, {found} scenarios found")

    suggestions = suggest(
        bench.rulebook, wishes, bench.as_of, seconds=until - process_time(), tell=tell
    )
    progress.tell("running the new scenarios")
    taken = {it.id for it in _scenarios(bench.folder, bench.rulebook, None)}
    text = suggestions_text(suggestions, taken)
    solver = Solver(bench.rulebook, bench.as_of)
    left = still_missing(bench.opened, text, suggestions, (targets, coverage), survivors, solver)
    progress.end()
    text = suggestions_text(suggestions, taken, left)
    if output is None:
        print_text(text)
    else:
        _write_suggestions(output, text)
    missing = len({wish.words for wish in wishes})
    note(f"Scenarios suggested: {len(suggestions.found)}, for {missing - len(left)} of {missing}")
    for words, reason in left.items():
        note(f"  still missing: {words} ({reason})")
    if any(why is Why.NO_TIME for _, why in suggestions.unmet):
        note(f"Not everything was looked for: {_OVER}")


def _write_suggestions(output: Path, text: str) -> None:
    from ..files import write_whole

    if output.exists():
        raise BadInput(f"{output} is already there. Name another file.")
    write_whole(output, text)
