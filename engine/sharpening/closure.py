"""Everything that the conditions of some rules can come to depend on.

Owns what follows from the rulebook alone, once for all situations; and which calculated facts
hang on too much at once to be split exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from engine.calculations import FIRST_KNOWN, Call, Cases, LiteralArgument
from engine.conditions import Comparison, Condition, Relation, comparisons_in
from engine.rulebook import Asked, Cell, Concluded, Rule, Rulebook
from engine.situation import Valuation
from engine.values import Kind

NUMBERS = frozenset({Kind.INTEGER, Kind.MONEY, Kind.CHOICES})
"""Kinds whose values are too many to split a calculation over them exactly."""


class Closure:
    """Everything that the conditions of some rules can come to depend on.

    ``comparisons`` are the leaves, through conclusions and calculated cases, of the rules and
    of what is shown.
    """

    def __init__(self, rulebook: Rulebook, rules: Iterable[Rule], shown: Sequence[str]) -> None:
        self.rulebook = rulebook
        self.comparisons: dict[Comparison, None] = {}
        self.facts: dict[str, None] = {}
        self.knowledge_matters: set[str] = set()
        for rule in rules:
            self._add_condition(rule.when)
        for fact in shown:
            self._add_fact(fact)
        self._ancestors: dict[str, frozenset[str]] = {}
        self._comparisons_on: dict[str, tuple[Comparison, ...]] = {}
        self._spread_knowledge()

    def _add_condition(self, condition: Condition) -> None:
        for comparison in comparisons_in(condition):
            self.comparisons[comparison] = None
            if comparison.relation in (Relation.KNOWN, Relation.UNKNOWN):
                self.knowledge_matters.add(comparison.fact)
            self._add_fact(comparison.fact)

    def _add_fact(self, fact_id: str) -> None:
        if fact_id in self.facts:
            return
        self.facts[fact_id] = None
        origin = self.rulebook.facts[fact_id].origin
        if isinstance(origin, Concluded):
            for rule in self.rulebook.concluding_rules[fact_id]:
                self._add_condition(rule.when)
        elif isinstance(origin, Cases):
            for case in origin.cases:
                self._add_condition(case.when)
        if isinstance(origin, Call) and origin.function == FIRST_KNOWN:
            self.knowledge_matters.update(self.rulebook.depends_on(fact_id))
        for other in self.rulebook.depends_on(fact_id):
            self._add_fact(other)

    def _spread_knowledge(self) -> None:
        for fact_id in reversed(self.rulebook.derivation_order):
            if fact_id in self.knowledge_matters:
                self.knowledge_matters.update(self.rulebook.depends_on(fact_id))

    def ancestors(self, fact_id: str) -> frozenset[str]:
        """Every fact that ``fact_id`` is directly or indirectly derived from."""
        found = self._ancestors.get(fact_id)
        if found is None:
            direct = self.rulebook.depends_on(fact_id)
            found = frozenset(direct).union(*(self.ancestors(other) for other in direct))
            self._ancestors[fact_id] = found
        return found

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
    free = []
    for fact_id, basis in closure.calculated.items():
        if valuation.value(fact_id) is None:
            missing = [facts[other].kind for other in basis if valuation.value(other) is None]
            if not NUMBERS.isdisjoint(missing) or missing.count(Kind.DATE) > 1:
                free.append(fact_id)
    return tuple(free)
