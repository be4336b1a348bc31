"""What is still missing once suggested scenarios have run.

Owns the second look: nothing is taken for seen or noticed because a suggestion meant to.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...loading.scenarios.scenarios import load_scenarios_text
from ...opening import OpenRulebook
from ...worlds.solving import Solver
from .coverage import Coverage, coverage_of
from .coverage_report import missed
from .mutant import Mutant
from .running import run
from .running_mutants import Fate, try_mutants
from .suggesting import Suggestions, Why
from .targets import Targets


def still_missing(
    opened: OpenRulebook,
    text: str,
    suggestions: Suggestions,
    before: tuple[Targets, Coverage],
    survivors: Sequence[Mutant],
    solver: Solver,
) -> dict[str, str]:
    """Of what was missing ``before``, and of the surviving mutants, what the scenarios in
    ``text`` leave: in words, each with the reason."""
    scenarios = load_scenarios_text({"suggested": text}, opened.rulebook)
    results = run(opened, scenarios)
    targets, coverage = before
    seen_by = coverage_of(targets, results).seen_by
    left = [missed(it) for it in coverage.uncovered() if not seen_by[it]]
    for trial in try_mutants(opened.rulebook, survivors, results, solver):
        if trial.fate is not Fate.NOTICED:
            left.append(trial.mutant.words)
    reasons: dict[str, Why] = {}
    for wish, why in suggestions.unmet:
        reasons.setdefault(wish.words, why)
    return {words: str(reasons.get(words, Why.NOT_FOUND).value) for words in left}
