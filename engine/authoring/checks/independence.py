"""Which conditions have nothing to do with each other, so that they can be judged one by one.

Owns what a condition rests on: the facts below it, and the day. Conditions that share nothing
hold together wherever each of them can hold, which spares the solver all their combinations.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...calculations import Call, Cases, TodayArgument
from ...conditions import Condition, comparisons_in
from ...rulebook import Concluded, Fact, Rulebook

_THE_DAY = ""
"""Stands for the as-of date among the ids of facts."""


class Independence:
    """What the conditions of one rulebook rest on."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._below: dict[str, frozenset[str]] = {}

    def apart(self, conditions: Sequence[Condition]) -> list[list[Condition]]:
        """The conditions in groups of which none has anything to do with another one."""
        groups: list[tuple[frozenset[str], list[Condition]]] = []
        for condition in conditions:
            rests_on, together = self._rests_on(condition), [condition]
            for it in [it for it in groups if it[0] & rests_on]:
                groups.remove(it)
                rests_on, together = rests_on | it[0], it[1] + together
            groups.append((rests_on, together))
        return [together for _, together in groups]

    def _rests_on(self, condition: Condition) -> frozenset[str]:
        return frozenset().union(*(self._all_below(it.fact) for it in comparisons_in(condition)))

    def _all_below(self, fact_id: str) -> frozenset[str]:
        found = self._below.get(fact_id)
        if found is None:
            rulebook = self._rulebook
            below = {fact_id, *((_THE_DAY,) if self._moves(rulebook.facts[fact_id]) else ())}
            found = self._below[fact_id] = frozenset(below).union(
                *(self._all_below(it) for it in rulebook.depends_on(fact_id))
            )
        return found

    def _moves(self, fact: Fact) -> bool:
        """Whether the as-of date itself has a say."""
        match fact.origin:
            case Call(arguments=arguments):
                return any(isinstance(it, TodayArgument) for it in arguments)
            case Cases(cases=cases):
                return any(isinstance(it.value, TodayArgument) for it in cases)
            case Concluded():
                rules = self._rulebook.concluding_rules[fact.id]
                return any(rule.valid_from or rule.valid_until for rule in rules)
        return False
