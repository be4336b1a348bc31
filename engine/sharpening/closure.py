"""Everything that the conditions of some rules can come to depend on.

Owns what follows from the rulebook alone, once for all situations; and which calculated facts
hang on too much at once to be split exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from engine.calculations import FIRST_KNOWN, Call, Cases, FactArgument, LiteralArgument
from engine.conditions import Comparison, Condition, Relation, comparisons_in, truth_of
from engine.rulebook import Asked, Cell, Concluded, Rule, Rulebook
from engine.situation import Valuation
from engine.values import Kind

NUMBERS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.CHOICES})
"""Kinds whose values are too many to split a calculation over them exactly."""


class Reach(Struct, frozen=True):
    """What something comes to depend on: leaves, facts, and those facts of which it also
    matters whether the person knows them. All in the order in which they are met."""

    comparisons: Mapping[Comparison, None]
    facts: Mapping[str, None]
    knowledge_matters: Mapping[str, None]


def _reach_of(
    conditions: Iterable[Condition], facts: Iterable[str], reaches: Mapping[str, Reach]
) -> Reach:
    comparisons: dict[Comparison, None] = {}
    direct = dict.fromkeys(facts)
    known: dict[str, None] = {}
    for condition in conditions:
        for comparison in comparisons_in(condition):
            comparisons[comparison] = None
            direct[comparison.fact] = None
            if comparison.relation in (Relation.KNOWN, Relation.UNKNOWN):
                known[comparison.fact] = None
                known.update(reaches[comparison.fact].facts)
    reached = dict(direct)
    for fact_id in direct:
        reach = reaches[fact_id]
        comparisons.update(reach.comparisons)
        reached.update(reach.facts)
        known.update(reach.knowledge_matters)
    return Reach(comparisons, reached, known)


@lru_cache(maxsize=8)
def _reaches_of(rulebook: Rulebook) -> Mapping[str, Reach]:
    """For each fact, everything that it is derived from."""
    reaches: dict[str, Reach] = {}
    for fact_id in rulebook.derivation_order:
        origin = rulebook.facts[fact_id].origin
        conditions: list[Condition] = []
        if isinstance(origin, Concluded):
            conditions = [rule.when for rule in rulebook.concluding_rules[fact_id]]
        elif isinstance(origin, Cases):
            conditions = [case.when for case in origin.cases]
        reach = _reach_of(conditions, rulebook.depends_on(fact_id), reaches)
        if isinstance(origin, Call) and origin.function == FIRST_KNOWN:
            reach = Reach(reach.comparisons, reach.facts, reach.facts)
        reaches[fact_id] = reach
    return reaches


class Closure:
    """Everything that the conditions of some rules can come to depend on.

    ``comparisons`` are the leaves, through conclusions and calculated cases, of the rules and
    of what is shown.
    """

    def __init__(self, rulebook: Rulebook, rules: Iterable[Rule], shown: Sequence[str]) -> None:
        self.rulebook = rulebook
        self._reaches = _reaches_of(rulebook)
        reach = _reach_of([rule.when for rule in rules], shown, self._reaches)
        self.comparisons = reach.comparisons
        self.facts = reach.facts
        self.knowledge_matters = reach.knowledge_matters
        self._comparisons_on: dict[str, tuple[Comparison, ...]] = {}

    def ancestors(self, fact_id: str) -> Mapping[str, None]:
        """Every fact that ``fact_id`` is directly or indirectly derived from."""
        return self._reaches[fact_id].facts

    @cached_property
    def calculated(self) -> Mapping[str, tuple[str, ...]]:
        """The calculated facts, with the facts below that can be missing by themselves:
        answers, and cells that some row leaves empty."""
        facts = self.rulebook.facts
        return {
            fact_id: tuple(other for other in self.ancestors(fact_id) if self._is_basis(other))
            for fact_id in self.facts
            if isinstance(facts[fact_id].origin, Call | Cases)
        }

    def _is_basis(self, fact_id: str) -> bool:
        origin = self.rulebook.facts[fact_id].origin
        return self.has_gap(origin) if isinstance(origin, Cell) else isinstance(origin, Asked)

    def has_gap(self, cell: Cell) -> bool:
        """Whether some row leaves the column empty."""
        rows = self.rulebook.tables[cell.table].rows
        options = self.rulebook.facts[cell.key].options
        return any(cell.column not in rows.get(option.id, {}) for option in options)

    def comparisons_on(self, variable: str) -> tuple[Comparison, ...]:
        """The leaves whose truth can follow from ``variable`` through cells and calculations."""
        found = self._comparisons_on.get(variable)
        if found is None:
            derived = self.rulebook.dependents[variable][0]
            found = self._comparisons_on[variable] = tuple(
                comparison
                for comparison in self.comparisons
                if comparison.fact in derived
                and not isinstance(self.rulebook.facts[comparison.fact].origin, Concluded)
            )
        return found

    def reach_in_days(self) -> int:
        """How far from any date in play a calculated comparison can still change."""
        reach = 70
        for comparison in self.comparisons:
            if self.rulebook.facts[comparison.fact].kind is Kind.INTEGER:
                operands = comparison.operand
                numbers = operands if isinstance(operands, tuple) else (operands,)
                reach += max((abs(n) * 31 for n in numbers if isinstance(n, int)), default=0)
        for fact_id in self.facts:
            origin = self.rulebook.facts[fact_id].origin
            if isinstance(origin, Cell) and self.rulebook.facts[fact_id].kind is Kind.INTEGER:
                reach += max((abs(n) * 31 for n in self._cells(origin)), default=0)
            if isinstance(origin, Call):
                literals = (a.value for a in origin.arguments if isinstance(a, LiteralArgument))
                months = 31 if origin.function == "add_months" else 1
                reach += sum(abs(n) * months for n in literals if isinstance(n, int))
        return reach

    def _cells(self, cell: Cell) -> Iterator[int]:
        for row in self.rulebook.tables[cell.table].rows.values():
            value = row[cell.column].value if cell.column in row else None
            if isinstance(value, int):
                yield value


@lru_cache(maxsize=4096)
def closure_of(rulebook: Rulebook, key: tuple[str, ...], shown: tuple[str, ...]) -> Closure:
    """The closure of the rules that an :attr:`~engine.items.ItemEntry.key` names."""
    rules = [rulebook.rules[rule_id] for group in key for rule_id in group.split()]
    return Closure(rulebook, rules, shown)


def entangled(closure: Closure, valuation: Valuation) -> tuple[str, ...]:
    """Calculated facts over two or more missing dates, or over a missing number: these are
    treated as free, because splitting their arguments one by one would miss combinations."""
    facts = closure.rulebook.facts

    def too_many(basis: Iterable[str]) -> bool:
        missing = [facts[other].kind for other in basis if valuation.value(other) is None]
        return not NUMBERS.isdisjoint(missing) or missing.count(Kind.DATE) > 1

    free = []
    for fact_id, basis in closure.calculated.items():
        if valuation.value(fact_id) is None and too_many(basis):
            live = live_ancestors(fact_id, valuation)
            if too_many(other for other in basis if other in live):
                free.append(fact_id)
    return tuple(free)


def live_ancestors(fact_id: str, valuation: Valuation) -> frozenset[str]:
    """The facts that a missing value still hangs on, directly or indirectly: what only a case
    or a rule reads that cannot hold any more is left out."""
    found: set[str] = set()
    queue = [fact_id]
    while queue:
        for other in _live_parents(queue.pop(), valuation):
            if other not in found:
                found.add(other)
                if valuation.value(other) is None:
                    queue.append(other)
    return frozenset(found)


def _live_parents(fact_id: str, valuation: Valuation) -> Iterator[str]:
    rulebook = valuation.rulebook
    origin = rulebook.facts[fact_id].origin
    if isinstance(origin, Concluded):
        for rule in rulebook.concluding_rules[fact_id]:
            if valuation.rule_truth(rule) is None:
                yield from (comparison.fact for comparison in comparisons_in(rule.when))
    elif isinstance(origin, Cases):
        for case in origin.cases:
            truth = truth_of(case.when, valuation.knowledge)
            if truth is None:
                yield from (comparison.fact for comparison in comparisons_in(case.when))
            if truth is not False and isinstance(case.value, FactArgument):
                yield case.value.fact
            if truth:
                return
    else:
        yield from rulebook.depends_on(fact_id)
