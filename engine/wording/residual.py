"""What is still open of a condition: the part that a situation has not settled.

Owns which facts that part hangs on. However the missing values turn out, the open part holds
exactly when the condition does. Knows nothing of languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..calculations import Cases, FactArgument, arguments_of
from ..conditions import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Comparison,
    Condition,
    comparison_truth,
    comparisons_in,
    push_negation,
)
from ..rulebook import Asked, Cell, Concluded
from ..situation import Valuation
from .simplifying import either, every, plainest


class OpenParts:
    """What a situation leaves open of conditions; what was found once is remembered."""

    def __init__(self, valuation: Valuation) -> None:
        self.valuation = valuation
        self.rulebook = valuation.rulebook
        self._found: dict[Condition, Condition] = {}
        self._grounds: dict[tuple[str, bool], list[Condition]] = {}

    def of(self, condition: Condition) -> Condition:
        """The part of ``condition`` that is open: ``ALWAYS`` or ``NEVER`` where nothing is.

        It has no negation left. A conclusion that has no words for what is asked of it is
        replaced by what it rests on.
        """
        found = self._found.get(condition)
        if found is None:
            found = self._found[condition] = self._find(condition)
        return found

    def _find(self, condition: Condition) -> Condition:
        if isinstance(condition, Comparison):
            return self._comparison(condition)
        if isinstance(condition, All | Any):
            parts = [self.of(part) for part in condition.parts]
            together = every if isinstance(condition, All) else either
            return together(parts, self.rulebook.facts)
        return self.of(push_negation(condition))

    def facts_in(self, condition: Condition) -> tuple[str, ...]:
        """Ids of the facts that a person states and that the open part of ``condition`` hangs
        on, through conclusions, tables and calculated facts; each once, in the order met."""
        found: dict[str, None] = {}
        self._collect(_facts_in(self.of(condition)), found)
        facts = self.rulebook.facts
        return tuple(fact_id for fact_id in found if isinstance(facts[fact_id].origin, Asked))

    def _comparison(self, comparison: Comparison) -> Condition:
        truth = comparison_truth(comparison, self.valuation.knowledge(comparison.fact))
        if truth is not None:
            return ALWAYS if truth else NEVER
        facts = self.rulebook.facts
        plain = plainest(comparison, facts)
        fact = facts[comparison.fact]
        if not isinstance(fact.origin, Concluded) or not isinstance(plain, Comparison):
            return plain
        if plain.operand is True and fact.statement is None:
            return either(self._rests_on(fact.id, True), facts)
        if plain.operand is False and fact.denial is None:
            return every(self._rests_on(fact.id, False), facts)
        return plain

    def _rests_on(self, conclusion: str, concluded: bool) -> list[Condition]:
        key = conclusion, concluded
        found = self._grounds.get(key)
        if found is None:
            found = self._grounds[key] = [
                self.of(push_negation(rule.when, not concluded))
                for rule in self.rulebook.concluding_rules[conclusion]
                if self.valuation.rule_truth(rule) is None
            ]
        return found

    def _collect(self, fact_ids: Iterable[str], found: dict[str, None]) -> None:
        for fact_id in fact_ids:
            if fact_id not in found and self.valuation.value(fact_id) is None:
                found[fact_id] = None
                self._collect(self._open_parents(fact_id), found)

    def _open_parents(self, fact_id: str) -> Iterator[str]:
        origin = self.rulebook.facts[fact_id].origin
        if isinstance(origin, Cell):
            yield origin.key
        elif isinstance(origin, Concluded):
            for condition in self._rests_on(fact_id, True):
                yield from _facts_in(condition)
        elif isinstance(origin, Cases):
            yield from self._open_in_cases(origin)
        elif not isinstance(origin, Asked):
            yield from arguments_of(origin)

    def _open_in_cases(self, calculation: Cases) -> Iterator[str]:
        for case in calculation.cases:
            still_open = self.of(case.when)
            if still_open == NEVER:
                continue
            yield from _facts_in(still_open)
            if isinstance(case.value, FactArgument):
                yield case.value.fact
            if still_open == ALWAYS:
                return


def _facts_in(condition: Condition) -> Iterator[str]:
    return (comparison.fact for comparison in comparisons_in(condition))
