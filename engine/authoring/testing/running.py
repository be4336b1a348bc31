"""Running a rulebook's scenarios.

Owns which scenarios are run and what came of each. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...loading.scenarios.expectations import Scenario
from ...opening import OpenRulebook
from ...situation import Situation, presuming
from .judging import Deviation, differences
from .outcomes import Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one scenario: it has passed when there are no differences."""

    scenario: Scenario
    differences: tuple[Deviation, ...]
    outcome: Outcome

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences


def chosen(scenarios: Iterable[Scenario], wanted: str | None) -> tuple[Scenario, ...]:
    """The scenarios whose id or file holds the text ``wanted``; all of them without one."""
    if wanted is None:
        return tuple(scenarios)
    text = wanted.lower()
    return tuple(it for it in scenarios if text in it.id.lower() or text in it.place.file.lower())


def run(opened: OpenRulebook, scenarios: Sequence[Scenario]) -> tuple[Result, ...]:
    """Run the scenarios one after the other."""
    return tuple(_run(opened, scenario) for scenario in scenarios)


def outcome_of(opened: OpenRulebook, scenario: Scenario) -> Outcome:
    """The outcome of a scenario's situation."""
    given = Situation(scenario.given, scenario.as_of)
    situation = presuming(opened.rulebook, given)
    return Outcome(opened.rulebook, situation, opened.findings(situation), given)


def _run(opened: OpenRulebook, scenario: Scenario) -> Result:
    outcome = outcome_of(opened, scenario)
    return Result(scenario, differences(scenario, outcome), outcome)
