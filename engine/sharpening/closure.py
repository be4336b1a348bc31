"""Everything that the conditions of some rules can come to depend on.

Owns what follows from the rulebook alone, once for all situations; and which calculated facts
hang on too much at once to be split exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from engine.calculations import (
    FIRST_KNOWN,
    Call,
    Cases,
    FactArgument,
    LiteralArgument,
    TodayArgument,
)
from engine.conditions import Comparison, Condition, Relation, comparisons_in, truth_of
from engine.keeping import kept_with_rulebook
from engine.rulebook import Asked, Cell, Concluded, Origin, Rule, Rulebook
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


@kept_with_rulebook
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


@kept_with_rulebook
def _bases_of(rulebook: Rulebook) -> Mapping[str, tuple[str, ...]]:
    """For each calculated fact, what can be missing by itself below it."""
    facts, reaches = rulebook.facts, _reaches_of(rulebook)
    by_themselves = {fact.id for fact in facts.values() if _can_be_missing(rulebook, fact.origin)}
    return {
        fact.id: tuple(other for other in reaches[fact.id].facts if other in by_themselves)
        for fact in facts.values()
        if isinstance(fact.origin, Call | Cases)
    }


def _can_be_missing(rulebook: Rulebook, origin: Origin) -> bool:
    if isinstance(origin, Cell):
        return has_gap(rulebook, origin)
    return isinstance(origin, Asked) and origin.default is None


def has_gap(rulebook: Rulebook, cell: Cell) -> bool:
    """Whether some row leaves the column empty."""
    rows = rulebook.tables[cell.table].rows
    options = rulebook.facts[cell.key].options
    return any(cell.column not in rows.get(option.id, {}) for option in options)


class Closure(Struct, frozen=True, eq=False, dict=True):
    """Everything that the conditions of some rules can come to depend on.

    ``comparisons`` are the leaves, through conclusions and calculated cases, of the rules and
    of what is shown.
    """

    rulebook: Rulebook
    comparisons: Mapping[Comparison, None]
    facts: Mapping[str, None]
    knowledge_matters: Mapping[str, None]
    is_timeless: bool
    """Whether the as-of date has no say."""
    _comparisons_on: dict[str, tuple[Comparison, ...]] = field(default_factory=dict)

    def ancestors(self, fact_id: str) -> Mapping[str, None]:
        """Every fact that ``fact_id`` is directly or indirectly derived from."""
        return _reaches_of(self.rulebook)[fact_id].facts

    @cached_property
    def calculated(self) -> Mapping[str, tuple[str, ...]]:
        """The calculated facts, with the facts below that can be missing by themselves:
        answers, and cells that some row leaves empty."""
        bases = _bases_of(self.rulebook)
        return {fact_id: bases[fact_id] for fact_id in self.facts if fact_id in bases}

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


@kept_with_rulebook
def closure_of(rulebook: Rulebook, key: tuple[str, ...], shown: tuple[str, ...]) -> Closure:
    """The closure of the rules that an :attr:`~engine.items.ItemEntry.key` names."""
    rules = [rulebook.rules[rule_id] for group in key for rule_id in group.split()]
    return closure_over(rulebook, rules, shown)


def closure_over(rulebook: Rulebook, rules: Iterable[Rule], shown: Sequence[str] = ()) -> Closure:
    """The closure of some rules and of facts that are shown."""
    wanting = tuple(rules)
    reach = _reach_of([rule.when for rule in wanting], shown, _reaches_of(rulebook))
    timeless = all(rule.is_always_in_force for rule in wanting) and not any(
        _looks_at_the_day(rulebook, fact_id) for fact_id in reach.facts
    )
    return Closure(rulebook, reach.comparisons, reach.facts, reach.knowledge_matters, timeless)


def _looks_at_the_day(rulebook: Rulebook, fact_id: str) -> bool:
    match rulebook.facts[fact_id].origin:
        case Concluded():
            rules = rulebook.concluding_rules[fact_id]
            return not all(rule.is_always_in_force for rule in rules)
        case Call(_, arguments):
            return TodayArgument() in arguments
        case Cases(cases):
            return any(case.value == TodayArgument() for case in cases)
        case _:
            return False


class LiveAncestors:
    """The facts that missing values still hang on in one valuation."""

    def __init__(self, valuation: Valuation) -> None:
        self.valuation = valuation
        self._entangled: dict[str, bool] = {}
        self._found: dict[str, frozenset[str]] = {}
        self._parents: dict[str, frozenset[str]] = {}

    def of(self, fact_id: str) -> frozenset[str]:
        """What a missing value hangs on, directly or indirectly: what only a case or a rule
        reads that cannot hold any more is left out."""
        found = self._found.get(fact_id)
        if found is None:
            found = self._found[fact_id] = self._walk(fact_id)
        return found

    def entangled(self, closure: Closure) -> tuple[str, ...]:
        """Calculated facts over two or more missing dates, or over a missing number: these
        are treated as free, because splitting their arguments one by one would miss
        combinations."""
        calculated = closure.calculated
        return tuple(it for it in calculated if self._is_entangled(it, calculated[it]))

    def _is_entangled(self, fact_id: str, basis: Sequence[str]) -> bool:
        found = self._entangled.get(fact_id)
        if found is None:
            found = self.valuation.value(fact_id) is None and self._too_many(basis)
            if found:
                alive = self.of(fact_id)
                found = self._too_many(other for other in basis if other in alive)
            self._entangled[fact_id] = found
        return found

    def _too_many(self, basis: Iterable[str]) -> bool:
        facts = self.valuation.rulebook.facts
        missing = [facts[other].kind for other in basis if self.valuation.value(other) is None]
        return not NUMBERS.isdisjoint(missing) or missing.count(Kind.DATE) > 1

    def _walk(self, fact_id: str) -> frozenset[str]:
        found: set[str] = set()
        queue = [fact_id]
        while queue:
            for other in self._parents_of(queue.pop()) - found:
                found.add(other)
                if self.valuation.value(other) is None:
                    queue.append(other)
        return frozenset(found)

    def _parents_of(self, fact_id: str) -> frozenset[str]:
        found = self._parents.get(fact_id)
        if found is None:
            found = self._parents[fact_id] = frozenset(_live_parents(fact_id, self.valuation))
        return found


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
