"""The values that are worth telling apart where something hangs on few facts: by the tests
that are made of them and the rows they pick, found anew here and not taken from the diagrams.

For going through every completion on a rulebook too large for all values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from engine.conditions import compare
from engine.rulebook import Cell, Fact
from engine.values import Kind, Value
from tests.brute_force import Closure
from tests.random_conditions import domain


class ValueClasses:
    """One value of each class; of a date, ``days``."""

    def __init__(self, days: Sequence[date]) -> None:
        self.days = days

    def __call__(self, fact: Fact, closure: Closure) -> Sequence[Value]:
        """A value of each class, as far as the closure tells them apart."""
        if fact.kind is Kind.DATE:
            low = fact.minimum if isinstance(fact.minimum, date) else date.min
            high = fact.maximum if isinstance(fact.maximum, date) else date.max
            return [day for day in self.days if low <= day <= high]
        kinds: dict[object, Value] = {}
        for value in domain(fact) if fact.kind is not Kind.CHOICES else _lists(fact, closure):
            kinds.setdefault(_signature(fact, value, closure), value)
        return [*kinds.values()]


def _signature(fact: Fact, value: Value, closure: Closure) -> object:
    tests = [
        compare(it.relation, value, it.operand)
        for it in closure.comparisons
        if it.fact == fact.id and it.operand is not None
    ]
    cells: list[object] = []
    for fact_id in closure.facts:
        other = closure.rulebook.facts[fact_id]
        if isinstance(other.origin, Cell) and other.origin.key == fact.id:
            row = closure.rulebook.tables[other.origin.table].rows.get(str(value), {})
            cells.append(row.get(other.origin.column))
    return tuple(tests), str(cells), value if fact.id in closure.shown else None


def _lists(fact: Fact, closure: Closure) -> Iterator[frozenset[str]]:
    """Every choice among the options that something is asked of, with and without the rest."""
    ids = [option.id for option in fact.options]
    named = {str(it.operand) for it in closure.comparisons if it.fact == fact.id}
    if fact.id in closure.shown:
        named = set(ids)
    tested = [it for it in ids if it in named]
    rest = frozenset(ids) - named
    for count in range(len(tested) + 1):
        for some in combinations(tested, count):
            yield frozenset(some)
            if rest:
                yield frozenset(some) | rest


def some_days(today: date) -> list[date]:
    """Each day around today, and others farther away."""
    near = range(-10, 45)
    far = [*range(-1500, -10, 97), *range(45, 800, 59)]
    return [today + timedelta(days=days) for days in sorted((*near, *far))]


def many_days(today: date) -> list[date]:
    """Each day of four years around today, and some of others."""
    far = [*range(-4000, -900, 97), *range(600, 3000, 83)]
    return [today + timedelta(days=days) for days in sorted((*range(-900, 600), *far))]
