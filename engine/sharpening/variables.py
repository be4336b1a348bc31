"""The classes of values worth telling apart, for a fact whose value is missing.

Owns the splitting; does not decide anything about plans.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, count

from engine.conditions import (
    Comparison,
    Knowledge,
    comparison_truth,
)
from engine.keeping import kept_with_rulebook
from engine.rulebook import Cell, Fact, Rulebook
from engine.sharpening.closure import Closure
from engine.situation import Valuation
from engine.values import EARLIEST_DATE, LARGEST_NUMBER, LATEST_DATE, Kind, Truth, Value

FINITE = frozenset({Kind.YES_NO, Kind.CHOICE, Kind.CHOICES})
MOST_OPTIONS_SPLIT = 6
"""A ``choices`` fact is split into all subsets of at most this many options."""
DATE_WINDOW_DAYS = 800
"""Around the as-of date, every day is a candidate when a calculated date hangs on a date."""


class TooManyClasses(Exception):
    """The values of a fact fall into more classes than are worth splitting."""


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


def _rows_told_apart(
    rulebook: Rulebook, variable: str, comparisons: tuple[Comparison, ...]
) -> tuple[str, ...] | None:
    """One option for each class that comparisons on the choice itself and on the cells of its
    row tell apart; ``None`` if some comparison is on anything else."""
    columns: list[tuple[Truth, ...]] = []
    for comparison in comparisons:
        column = _truth_by_row(rulebook, variable, comparison)
        if column is None:
            return None
        columns.append(column)
    options = [option.id for option in rulebook.facts[variable].options]
    if not columns:
        return tuple(options[:1])
    classes: dict[tuple[Truth, ...], str] = {}
    for option, truths in zip(options, zip(*columns, strict=True), strict=True):
        classes.setdefault(truths, option)
    return tuple(classes.values())


@kept_with_rulebook
def _truth_by_row(
    rulebook: Rulebook, variable: str, comparison: Comparison
) -> tuple[Truth, ...] | None:
    """The truth of a comparison on the choice itself, or on a cell of its row, for each
    option; ``None`` if it is on anything else."""
    options = [option.id for option in rulebook.facts[variable].options]
    if comparison.fact == variable:
        return tuple(comparison_truth(comparison, (option, True)) for option in options)
    origin = rulebook.facts[comparison.fact].origin
    if not isinstance(origin, Cell) or origin.key != variable:
        return None
    rows = rulebook.tables[origin.table].rows
    cells = [rows.get(option, {}).get(origin.column) for option in options]
    return tuple(
        comparison_truth(comparison, (cell.value, True) if cell else (None, False))
        for cell in cells
    )


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
    if fact.kind in (Kind.TIME, Kind.TEXT):
        # A calculated fact hands these on as they are: what it is compared with counts, too.
        named = dict.fromkeys(it for it in _thresholds(comparisons) if isinstance(it, str))
        other = next(time for n in count() if (time := f"{n // 60:02}:{n % 60:02}") not in named)
        return (*named, other)
    direct = [comparison for comparison in comparisons if comparison.fact == fact.id]
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
    for distance in range(reach + 1):
        for anchor in sorted(anchors):
            for days in (distance, -distance):
                shifted = _shifted(anchor, days)
                if shifted is not None and low <= shifted <= high and shifted not in seen:
                    seen.add(shifted)
                    yield shifted


def _shifted(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
