"""A plan with its things by id, for renderings that gather what belongs to a step.

Owns look-ups only; says nothing and formats nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from ..planning.plan import Plan, PlanCost, PlanDocument, PlanStep, PlanWarning, Reason, SourceNote
from ..rulebook import SEVERITIES
from .plan_words import answers_by_fact, ways_to_find_out

MANY_STEPS = 6
"""Steps from which on a plan begins with a list of their titles."""


class PlanIndex(Struct, frozen=True, dict=True):
    """``plan``, and what stands where in it."""

    plan: Plan

    @cached_property
    def answers(self) -> Mapping[str, tuple[str, str]]:
        """Label and answer in words, by fact."""
        return answers_by_fact(self.plan)

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The number of each step."""
        return {step.id: step.position for step in self.plan.steps}

    def numbers_of(self, steps: Iterable[str]) -> tuple[str, ...]:
        """The numbers of those of ``steps`` that are in the plan, in the plan's order."""
        found = sorted(self.positions[step] for step in steps if step in self.positions)
        return tuple(map(str, found))

    @cached_property
    def sources(self) -> Mapping[str, tuple[int, SourceNote]]:
        """Every source behind the plan with a number to refer to it by, in reading order."""
        plan = self.plan
        reasons = [
            *(reason for warning in self.warnings_of_all() for reason in warning.why),
            *(reason for step in plan.steps for reason in self.reasons_at(step)),
            *(reason for document in plan.documents for reason in document.why),
            *(reason for cost in plan.costs for reason in cost.why),
        ]
        notes = {source.id: source for reason in reasons for source in reason.sources}
        return {id: (number, notes[id]) for number, id in enumerate(notes, start=1)}

    @cached_property
    def find_out(self) -> Mapping[str, tuple[str, ...]]:
        """For each step how to find out what it hangs on; each way is told once."""
        return ways_to_find_out(self.plan)

    def warnings_at(self, step: PlanStep) -> tuple[PlanWarning, ...]:
        """The warnings of a step, worst first."""
        return _worst_first(self._warnings[id] for id in step.warnings)

    def cautions_at(self, step: PlanStep) -> tuple[PlanWarning, ...]:
        """The warnings to read before the step: its dangers and cautions, worst first."""
        return tuple(it for it in self.warnings_at(step) if it.severity != "note")

    def notes_at(self, step: PlanStep) -> tuple[PlanWarning, ...]:
        """The warnings that only add to the step."""
        return tuple(it for it in self.warnings_at(step) if it.severity == "note")

    def overview(self) -> tuple[PlanStep, ...]:
        """The steps that a list of titles goes before; none for a plan that is seen at a
        glance."""
        return self.plan.steps if len(self.plan.steps) >= MANY_STEPS else ()

    def step(self, id: str) -> PlanStep:
        """The step of that id, which is in the plan."""
        return self.plan.steps[self.positions[id] - 1]

    def warning(self, id: str) -> PlanWarning:
        """The warning of that id, which is in the plan."""
        return self._warnings[id]

    def warnings_of_all(self) -> tuple[PlanWarning, ...]:
        """The warnings of the whole plan, worst first."""
        return _worst_first(warning for warning in self.plan.warnings if warning.step is None)

    def documents_at(self, step: PlanStep) -> tuple[PlanDocument, ...]:
        """What to bring for a step."""
        return tuple(self._documents[id] for id in step.documents)

    def costs_at(self, step: PlanStep) -> tuple[PlanCost, ...]:
        """What a step may cost."""
        return tuple(self._costs[id] for id in step.costs)

    def reasons_at(self, step: PlanStep) -> tuple[Reason, ...]:
        """Every rule behind a step and what belongs to it, each once."""
        reasons = [
            *step.why,
            *(reason for warning in self.warnings_at(step) for reason in warning.why),
            *(reason for document in self.documents_at(step) for reason in document.why),
            *(reason for cost in self.costs_at(step) for reason in cost.why),
        ]
        unique: dict[str, Reason] = {}
        for reason in reasons:
            unique.setdefault(reason.rule, reason)
        return tuple(unique.values())

    @cached_property
    def _warnings(self) -> Mapping[str, PlanWarning]:
        return {warning.id: warning for warning in self.plan.warnings}

    @cached_property
    def _documents(self) -> Mapping[str, PlanDocument]:
        return {document.id: document for document in self.plan.documents}

    @cached_property
    def _costs(self) -> Mapping[str, PlanCost]:
        return {cost.id: cost for cost in self.plan.costs}


def _worst_first(warnings: Iterable[PlanWarning]) -> tuple[PlanWarning, ...]:
    return tuple(sorted(warnings, key=lambda warning: SEVERITIES.index(warning.severity)))
