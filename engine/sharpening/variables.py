"""Which missing values a condition hangs on, and the classes of values worth telling apart.

Owns the splitting; does not decide anything about plans.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations

from engine.calculations import FIRST_KNOWN, Call, Cases, LiteralArgument
from engine.conditions import (
    Comparison,
    Condition,
    Knowledge,
    Relation,
    comparison_truth,
    comparisons_in,
)
from engine.rulebook import Asked, Cell, Concluded, Fact, Rule, Rulebook
from engine.situation import Valuation
from engine.values import EARLIEST_DATE, LARGEST_NUMBER, LATEST_DATE, Kind, Truth, Value

FINITE = frozenset({Kind.YES_NO, Kind.CHOICE, Kind.CHOICES})
MOST_OPTIONS_SPLIT = 6
"""A ``choices`` fact is split into all subsets of at most this many options."""
DATE_WINDOW_DAYS = 800
"""Around the as-of date, every day is a candidate when a calculated date hangs on a date."""


_UNLIKELY_TIMES = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60))


class TooManyClasses(Exception):
    """The values of a fact fall into more classes than are worth splitting."""


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

    def is_basis(self, fact_id: str, valuation: Valuation) -> bool:
        """Whether a missing value is missing by itself: an answer, or an empty cell."""
        origin = self.rulebook.facts[fact_id].origin
        if isinstance(origin, Cell):
            return valuation.value(origin.key) is not None or self.has_gap(origin)
        return isinstance(origin, Asked)

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
            if isinstance(origin, Call):
                literals = (a.value for a in origin.arguments if isinstance(a, LiteralArgument))
                months = 31 if origin.function == "add_months" else 1
                reach += sum(abs(n) * months for n in literals if isinstance(n, int))
        return reach


@lru_cache(maxsize=4096)
def closure_of(rulebook: Rulebook, key: tuple[str, ...], shown: tuple[str, ...]) -> Closure:
    """The closure of the rules that an :attr:`~engine.items.ItemEntry.key` names."""
    rules = [rulebook.rules[rule_id] for group in key for rule_id in group.split()]
    return Closure(rulebook, rules, shown)


def entangled(closure: Closure, valuation: Valuation) -> tuple[str, ...]:
    """Calculated facts over two or more missing dates, or over a missing number: these are
    treated as free, because splitting their arguments one by one would miss combinations."""
    free = []
    for fact_id in closure.facts:
        if not isinstance(closure.rulebook.facts[fact_id].origin, Call | Cases):
            continue
        if valuation.value(fact_id) is not None:
            continue
        missing = [
            closure.rulebook.facts[other].kind
            for other in closure.ancestors(fact_id)
            if valuation.value(other) is None and closure.is_basis(other, valuation)
        ]
        numbers = sum(kind in (Kind.INTEGER, Kind.MONEY, Kind.CHOICES) for kind in missing)
        if numbers or missing.count(Kind.DATE) > 1:
            free.append(fact_id)
    return tuple(free)


def classes_of(
    variable: str,
    closure: Closure,
    valuations: Sequence[Valuation],
    among: Collection[Comparison],
    shown: Sequence[str] = (),
    spend: Callable[[], None] = lambda: None,
) -> Iterator[Knowledge]:
    """Values of ``variable``, one (two, where values show by themselves) for each class that
    the comparisons in ``among`` tell apart in any of the valuations, as assumptions to make.

    Lazy: likely values come first. Calls ``spend`` for every value looked at. Raises
    :class:`TooManyClasses`.
    """
    fact = closure.rulebook.facts[variable]
    settled = {valuation.knowledge(variable)[1] for valuation in valuations}
    if settled == {None}:
        knowns = (True, False) if variable in closure.knowledge_matters else (True,)
    else:
        knowns = (False,)
    comparisons = [c for c in closure.comparisons_on(variable) if c in among]
    shown = [s for s in shown if s in closure.rulebook.dependents[variable][0]]
    if fact.kind is Kind.CHOICE and not shown:
        rows = _rows_told_apart(closure.rulebook, variable, tuple(comparisons))
        if rows is not None:
            yield from ((row, known) for row in rows for known in knowns)
            return
    seen: dict[object, set[object]] = {}
    for value in _candidates(fact, closure, comparisons, valuations):
        for known in knowns:
            spend()
            assumption: Knowledge = (value, known)
            signature, appearance = _signature(fact, assumption, comparisons, shown, valuations)
            appearances = seen.setdefault((known, signature), set())
            most = 2 if fact.kind not in FINITE else len(fact.options) + 2
            if appearance not in appearances and len(appearances) < most:
                appearances.add(appearance)
                yield assumption


@lru_cache(maxsize=4096)
def _rows_told_apart(
    rulebook: Rulebook, variable: str, comparisons: tuple[Comparison, ...]
) -> tuple[str, ...] | None:
    """One option for each class that comparisons on the choice itself and on the cells of its
    row tell apart; ``None`` if some comparison is on anything else."""
    origins = [rulebook.facts[comparison.fact].origin for comparison in comparisons]
    if not all(
        comparison.fact == variable or (isinstance(origin, Cell) and origin.key == variable)
        for comparison, origin in zip(comparisons, origins, strict=True)
    ):
        return None
    classes: dict[tuple[Truth, ...], str] = {}
    for option in rulebook.facts[variable].options:
        truths = []
        for comparison, origin in zip(comparisons, origins, strict=True):
            knowledge: Knowledge = (option.id, True)
            if comparison.fact != variable and isinstance(origin, Cell):
                cell = rulebook.tables[origin.table].rows.get(option.id, {}).get(origin.column)
                knowledge = (cell.value, True) if cell else (None, False)
            truths.append(comparison_truth(comparison, knowledge))
        classes.setdefault(tuple(truths), option.id)
    return tuple(classes.values())


def _signature(
    fact: Fact,
    assumption: Knowledge,
    comparisons: Sequence[Comparison],
    shown: Sequence[str],
    valuations: Sequence[Valuation],
) -> tuple[object, object]:
    truths: list[object] = []
    appearance: list[object] = []
    for valuation in valuations:
        assumed = valuation.assuming(fact.id, assumption)
        for comparison in comparisons:
            truth = comparison_truth(comparison, assumed.knowledge(comparison.fact))
            if (
                truth is None
                and fact.kind in FINITE
                and not _is_empty_cell(assumed, comparison.fact, fact.id)
            ):
                truths.append(assumption[0])
            else:
                truths.append(truth)
        appearance += [assumed.value(s) for s in shown]
    return tuple(truths), tuple(appearance)


def _is_empty_cell(valuation: Valuation, fact_id: str, key: str) -> bool:
    origin = valuation.rulebook.facts[fact_id].origin
    return isinstance(origin, Cell) and origin.key == key


def _candidates(
    fact: Fact,
    closure: Closure,
    comparisons: Sequence[Comparison],
    valuations: Sequence[Valuation],
) -> Iterable[Value]:
    if fact.kind is Kind.YES_NO:
        return (True, False)
    if fact.kind is Kind.CHOICE:
        return tuple(option.id for option in fact.options)
    direct = [comparison for comparison in comparisons if comparison.fact == fact.id]
    if fact.kind in (Kind.TIME, Kind.TEXT):
        named = dict.fromkeys(_thresholds(direct))
        return (*named, next(time for time in _UNLIKELY_TIMES if time not in named))
    if fact.kind is Kind.CHOICES:
        return _subsets(fact, direct)
    if fact.kind is Kind.DATE:
        derived = len(direct) < len(comparisons)
        return _dates(fact, closure, direct, valuations, derived)
    return _numbers(fact, direct)


def _subsets(fact: Fact, direct: Sequence[Comparison]) -> Iterator[frozenset[str]]:
    tested = {c.operand for c in direct if isinstance(c.operand, str)}
    if len(tested) > MOST_OPTIONS_SPLIT:
        raise TooManyClasses(fact.id)
    named = sorted(tested)
    rest = next((option.id for option in fact.options if option.id not in tested), None)
    for size in range(len(named) + 1):
        for chosen in combinations(named, size):
            yield frozenset(chosen)
            if rest is not None:
                yield frozenset((*chosen, rest))


def _thresholds(direct: Sequence[Comparison]) -> list[Value]:
    operands: list[Value] = []
    for comparison in direct:
        if isinstance(comparison.operand, tuple):
            operands += comparison.operand
        elif comparison.operand is not None:
            operands.append(comparison.operand)
    return operands


def _numbers(fact: Fact, direct: Sequence[Comparison]) -> Iterator[int]:
    low = fact.minimum if isinstance(fact.minimum, int) else -LARGEST_NUMBER
    high = fact.maximum if isinstance(fact.maximum, int) else LARGEST_NUMBER
    near = {low, low + 1, high - 1, high}
    for threshold in _thresholds(direct):
        if isinstance(threshold, int):
            near |= {threshold + offset for offset in (-2, -1, 0, 1, 2)}
    yield from sorted(number for number in near if low <= number <= high)


def _dates(
    fact: Fact,
    closure: Closure,
    direct: Sequence[Comparison],
    valuations: Sequence[Valuation],
    derived: bool,
) -> Iterator[date]:
    as_of = valuations[0].situation.as_of
    low = fact.minimum if isinstance(fact.minimum, date) else EARLIEST_DATE
    high = fact.maximum if isinstance(fact.maximum, date) else LATEST_DATE
    anchors = {as_of} | {t for t in _thresholds(direct) if isinstance(t, date)}
    likely = [as_of + timedelta(days=days) for days in (20, 3, 60, 0, -100, 200, -400, 400)]
    seen: set[date] = set()
    near = [anchor + timedelta(days=d) for anchor in sorted(anchors) for d in (-2, -1, 0, 1, 2)]
    for day in (*likely, *near, low, high):
        if low <= day <= high and day not in seen:
            seen.add(day)
            yield day
    if not derived:
        return
    reach = closure.reach_in_days()
    if reach > DATE_WINDOW_DAYS * 4:
        raise TooManyClasses(fact.id)
    for valuation in valuations:
        for other in closure.facts:
            value = valuation.value(other)
            if isinstance(value, date):
                anchors.add(value)
    for anchor in sorted(anchors):
        for days in range(-reach, reach + 1):
            shifted = _shifted(anchor, days)
            if shifted is not None and low <= shifted <= high and shifted not in seen:
                seen.add(shifted)
                yield shifted


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
