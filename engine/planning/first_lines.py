"""What a plan begins with: the few lines that matter most to this person.

Owns which lines these are and their order; has no words, and takes nothing out of the plan:
every line points at a step or a warning that stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from ..items import Certainty
from ..rulebook import SEVERITIES
from ..situation import Valuation
from .plan import FirstLine, PlanStep, PlanWarning
from .prevalence import Prevalence

MOST_DANGERS = 5
"""Dangers at steps that a plan begins with; all of them stand at their steps as well."""
GENERAL = 0.5
"""What is said to a larger share of all people than this is not about this person."""


def first_lines(
    valuation: Valuation, steps: Iterable[PlanStep], warnings: Iterable[PlanWarning]
) -> tuple[FirstLine, ...]:
    """The lines a plan begins with: the next deadline, the dangers that the person's own
    answers raise, what cannot be undone, and the warnings of the whole plan that nearly
    everybody is given."""
    open_steps = {step.id: step for step in steps if not step.done}
    return _First(valuation, open_steps, tuple(warnings)).lines()


class _First:
    """The beginning of one plan in the making."""

    def __init__(
        self,
        valuation: Valuation,
        steps: Mapping[str, PlanStep],
        warnings: tuple[PlanWarning, ...],
    ) -> None:
        self.steps = steps
        self.today = valuation.situation.as_of
        self.rules = valuation.rulebook.rules
        self.prevalence = Prevalence(valuation)
        askable = valuation.rulebook.askable
        self.asked_as = {fact: number for number, fact in enumerate(askable)}
        self.of_all = [it for it in warnings if it.step is None]
        self.at_steps = [it for it in warnings if it.step in steps]

    def lines(self) -> tuple[FirstLine, ...]:
        for_good = next(iter(sorted(self._for_good(), key=_is_possible)), None)
        personal = [
            it for it in self.of_all if it.severity == "danger" and not self._is_general(it)
        ]
        dangers = [*personal, *self._dangers_at_steps()]
        said = {it.id for it in dangers}
        if for_good is not None:
            said.add(for_good.id)
            dangers = [it for it in dangers if it.id != for_good.id]
        general = sorted(
            (it for it in self.of_all if it.id not in said),
            key=lambda it: (SEVERITIES.index(it.severity), self._is_general(it)),
        )
        return (
            *(FirstLine("deadline", step.id, None) for step in self._next_due()),
            *(FirstLine("danger", it.step, it.id) for it in dangers),
            *([FirstLine("cannot_be_undone", for_good.step, for_good.id)] if for_good else ()),
            *(FirstLine("general", None, it.id) for it in general),
        )

    def _next_due(self) -> Iterator[PlanStep]:
        """The open steps of the next last day (a missed one comes first of all), and where that
        is today already, those of the next one after it; those that may not be needed only where
        nothing else is due."""
        due = [
            (_is_possible(step), step.due.by, step)
            for step in self.steps.values()
            if step.due is not None and not step.due.goes_on
        ]
        if due:
            sure = min(is_possible for is_possible, _, _ in due)
            days = sorted({by for is_possible, by, _ in due if is_possible == sure})
            first, *later = days
            shown = [first, *later[:1]] if first <= self.today else [first]
            for day in shown:
                yield from (step for other, by, step in due if (other, by) == (sure, day))

    def _for_good(self) -> Iterator[PlanWarning]:
        return (it for it in (*self.at_steps, *self.of_all) if it.cannot_be_undone)

    def _dangers_at_steps(self) -> list[PlanWarning]:
        """The dangers at steps that are surely in the plan. Questions go from the general to
        the particular, so those that the latest of the answers raise come first; and one for
        each answer before another one for the same."""
        sure = [it for it in self.at_steps if it.severity == "danger" and not self._is_general(it)]
        raised = Counter[int]()
        ranks: dict[str, tuple[int, int]] = {}
        for warning in sure:
            question = self._raised_by(warning)
            ranks[warning.id] = raised[question], -question
            raised[question] += 1
        return sorted(sure, key=lambda it: ranks[it.id])[:MOST_DANGERS]

    def _raised_by(self, warning: PlanWarning) -> int:
        facts = (fact for reason in warning.why for fact in reason.facts)
        return max((self.asked_as.get(fact, -1) for fact in facts), default=-1)

    def _share(self, warning: PlanWarning) -> float:
        shares = (self.prevalence.of(self.rules[reason.rule]) for reason in warning.why)
        return max(shares, default=1.0)

    def _is_general(self, warning: PlanWarning) -> bool:
        """Whether it is not about this person: perhaps not so at all, or so of nearly all."""
        return warning.certainty is Certainty.POSSIBLE or self._share(warning) > GENERAL


def _is_possible(thing: PlanStep | PlanWarning) -> bool:
    return thing.certainty is Certainty.POSSIBLE
