"""Which values of an open date or number are told apart.

A comparison of a date turns near the days that it is about; a comparison of a sum turns where
the other numbers in it let it pass its bound. Around those places every value counts; between
them one is like another.

Owns the choice. Knows nothing of diagrams.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from msgspec import Struct

from ..conditions import Operand, Relation
from ..rulebook import Rulebook
from ..values import EARLIEST_DATE, LARGEST_NUMBER, LATEST_DATE, Kind, Value
from .compiling import Atom, Variable
from .terms import Term, dates_in, direction, substituted, variables_of

SMALL_AXIS = 400
"""A number between limits no further apart has each of its values for itself."""
NEAR = 3
"""Days on each side of a day where a comparison can turn."""
MONTH = 31
"""So far does a function of the calendar reach."""
FAR = (-12_000, 12_000)
"""Days from today where no comparison turns any more."""
_FARTHEST = 4_000
SOME_DAYS = (-400, -100, -20, 0, 3, 20, 60, 200)
"""The days, from today, that a sample looks at."""
DIFFERENCES = ("days_between", "days_until")
"""The functions that come to a number of days between two dates."""


class Axis(Struct, frozen=True):
    """An open date or number: its level, the values told apart in rising order, and whether
    "I don't know" is an answer to it (the bit after the last value) and nothing an answer
    (the next one)."""

    name: str
    level: int
    values: list[Any]
    askable: bool

    @property
    def full(self) -> int:
        """The set of all values."""
        return (1 << len(self.values)) - 1

    @property
    def unknown(self) -> int:
        """The set that is the answer "I don't know"."""
        return 1 << len(self.values)


class Atoms(Struct, frozen=True):
    """The comparisons of a rulebook, and the names they are about: true for those that a
    person can state. ``askable`` have a question; ``variables`` are those above atoms."""

    atoms: tuple[Atom, ...]
    variables: Mapping[int, Variable]
    names: Mapping[str, bool]
    askable: frozenset[str]


class Axes:
    """The values of the open dates and numbers of one day; ``given`` are those with a value."""

    def __init__(
        self, rulebook: Rulebook, atoms: Atoms, as_of: date, given: Mapping[str, Value]
    ) -> None:
        self.rulebook = rulebook
        self.atoms = atoms
        self.as_of = as_of
        self.given = given
        self._terms: dict[Any, Any] = {}
        self._turnings: dict[str, tuple[int, int]] = {}

    def given_term(self, term: Any) -> Any:
        """The term with everything given put in."""
        return substituted(term, self.given, self.as_of, self._terms)

    def limits(self, name: str) -> tuple[Any, Any]:
        """The least and the largest value."""
        fact = self.rulebook.facts[name.removeprefix("?")]
        low: Any = EARLIEST_DATE if fact.kind is Kind.DATE else -LARGEST_NUMBER
        high: Any = LATEST_DATE if fact.kind is Kind.DATE else LARGEST_NUMBER
        return (
            low if fact.minimum is None else fact.minimum,
            high if fact.maximum is None else fact.maximum,
        )

    def values(self, name: str) -> list[Any]:
        """All values worth telling apart, in rising order."""
        fact = self.rulebook.facts[name.removeprefix("?")]
        low, high = self.limits(name)
        return [*(self._days if fact.kind is Kind.DATE else self._numbers)(name, low, high)]

    def some_values(self, name: str) -> list[Any]:
        """Some of the days of a date, or all values of a number."""
        fact = self.rulebook.facts[name.removeprefix("?")]
        return self._some_days(*self.limits(name)) if fact.kind is Kind.DATE else self.values(name)

    def some_value(self, name: str, number: int) -> Any:
        """A value that the date or number can have: so many days from today, or the number,
        as far as the author's limits let it."""
        fact = self.rulebook.facts[name]
        value: Any = number
        if fact.kind is Kind.DATE:
            value = moved(self.as_of, number) or self.as_of
        if fact.minimum is not None:
            value = max(value, fact.minimum)
        return value if fact.maximum is None else min(value, fact.maximum)

    @cached_property
    def _all_tests(self) -> list[tuple[Any, Relation | None, Operand]]:
        """The comparisons, with everything given put in, each once."""
        tests = ((self.given_term(it.term), it.relation, it.operand) for it in self.atoms.atoms)
        return list(dict.fromkeys(tests))

    @cached_property
    def _tests(self) -> Mapping[str, list[tuple[Any, Relation | None, Operand]]]:
        """For each open name, the comparisons that it is in, with everything given put in."""
        found: dict[str, list[tuple[Any, Relation | None, Operand]]] = {}
        for test in self._all_tests:
            for name in variables_of(test[0]):
                found.setdefault(name, []).append(test)
        return found

    def _days(self, name: str, low: date, high: date) -> list[date]:
        fact = self.rulebook.facts[name.removeprefix("?")]
        if (high - low).days <= SMALL_AXIS:
            return [low + timedelta(days=n) for n in range((high - low).days + 1)]
        first, last = low.toordinal(), high.toordinal()
        zones = [(max(first, begin), min(last, end)) for begin, end in self._zones(name)]
        for limit in (fact.minimum, fact.maximum):
            if isinstance(limit, date):
                zones.append((limit.toordinal(), limit.toordinal()))
        days: list[int] = []
        for begin, end in sorted(zones):
            days += range(max(begin, days[-1] + 1 if days else begin), end + 1)
        return [*map(date.fromordinal, days)] or [min(max(self.as_of, low), high)]

    def _some_days(self, low: date, high: date) -> list[date]:
        if (high - low).days <= len(SOME_DAYS):
            return [low + timedelta(days=n) for n in range((high - low).days + 1)]
        days = (moved(self.as_of, days) for days in SOME_DAYS)
        return [it for it in days if it is not None and low <= it <= high] or [low, high]

    def _zones(self, name: str) -> Iterator[tuple[int, int]]:
        """The stretches of days, as ordinals, in which comparisons can turn: around the days
        that a term is compared with, as far as its calendar functions reach; and one far from
        all of them on each side."""
        here = self.as_of.toordinal()
        yield here - NEAR, here + NEAR
        reaches: dict[Any, tuple[int, int]] = {}
        for term, _, operand in self._all_tests:
            if name not in variables_of(term):
                continue
            reach = reaches.get(term)
            if reach is None:
                low, high = _shift(term, name)
                for other_name in variables_of(term) - {name}:
                    below, above = self._turning(other_name)
                    low, high = low + below, high + above
                reach = reaches[term] = low, high
            low, high = reach
            less, more = _shift_of_operand(term, operand)
            for anchor in {here, *_ordinals_in(term, operand)}:
                yield anchor - high + less - NEAR, anchor - low + more + NEAR
        for far in FAR:
            yield here + far, here + far + 2 * MONTH

    def _turning(self, name: str) -> tuple[int, int]:
        """How far from today the comparisons of one date alone can turn."""
        found = self._turnings.get(name)
        if found is None:
            found = self._turnings[name] = self._find_turning(name)
        return found

    def _find_turning(self, name: str) -> tuple[int, int]:
        low = high = 0
        for term, _, operand in self._tests.get(name, ()):
            if variables_of(term) == {name} and not any(_ordinals_in(term, operand)):
                below, above = _shift(term, name)
                less, more = _shift_of_operand(term, operand)
                low, high = min(low, less - above), max(high, more - below)
        return low, high

    def _numbers(self, name: str, low: int, high: int) -> list[int]:
        if high - low <= SMALL_AXIS:
            return list(range(low, high + 1))
        near = {low, high}
        near.update(it for it in (-1, 0, 1) if low <= it <= high)
        for term, relation, operand in self._tests.get(name, ()):
            if relation is None:
                near.update(range(max(low, -NEAR), min(high, NEAR) + 1))
                continue
            bounds = [it for it in _several(operand) if isinstance(it, int)]
            if not bounds or any(
                self.rulebook.facts[other.removeprefix("?")].kind is Kind.DATE
                for other in variables_of(term)
            ):
                near.update(range(max(low, -NEAR), min(high, NEAR) + 1))
            for bound in bounds:
                near.update(self._crossings(term, name, bound, low, high))
        return sorted(near)

    def _crossings(self, term: Any, name: str, bound: int, low: int, high: int) -> Iterator[int]:
        """The numbers next to where the term passes ``bound``, with the other numbers in it at
        the values that tests of their own, and their limits, single out."""
        others = sorted(variables_of(term) - {name})
        corners: list[dict[str, Value]] = [{}]
        for other in others:
            values = self._corners(other)
            corners = [{**corner, other: value} for corner in corners for value in values]
        for corner in corners:
            alone = substituted(term, corner, self.as_of, {})
            rising = direction(alone, name)
            if rising not in (1, -1):
                continue

            def reached(number: int, alone: Any = alone, rising: int = rising) -> bool:
                value = substituted(alone, {name: number}, self.as_of, {})
                return value is None or (value >= bound if rising == 1 else value <= bound)

            first, last = low, high
            while first < last:
                middle = (first + last) // 2
                if reached(middle):
                    last = middle
                else:
                    first = middle + 1
            yield from (n for n in range(first - 2, first + 3) if low <= n <= high)

    def _corners(self, name: str) -> list[Value]:
        fact = self.rulebook.facts[name.removeprefix("?")]
        if fact.kind is Kind.DATE:
            return [self.as_of]
        low, high = self.limits(name)
        if high - low <= SMALL_AXIS:
            return [*range(low, high + 1)]
        found = {low, high, max(low, min(high, 0))}
        for term, _, operand in self._tests.get(name, ()):
            if variables_of(term) != {name}:
                continue
            for bound in _several(operand):
                if isinstance(bound, int):
                    found.update(self._crossings(term, name, bound, low, high))
        return [*sorted(found)]


def moved(day: date, days: int) -> date | None:
    """The day so many days later; ``None`` outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


@lru_cache(maxsize=65_536)
def _shift(term: Any, name: str) -> tuple[int, int]:
    """By how many days, at least and at most, a term lies behind the date in it."""
    if not isinstance(term, Term) or term[0] != "call":
        return 0, 0
    _, function, *arguments = term
    low = high = 0
    parts = [_shift(argument, name) for argument in arguments if name in variables_of(argument)]
    if parts:
        low, high = min(part[0] for part in parts), max(part[1] for part in parts)
    numbers = [it for it in arguments if isinstance(it, int)]
    if function in ("add_days", "add_months") and numbers:
        unit = 1 if function == "add_days" else 30
        low, high = low + unit * numbers[0], high + unit * numbers[0]
    elif function not in ("earliest", "latest", *DIFFERENCES):
        low, high = low - MONTH, high + MONTH
    if function == "add_months":
        slack = 3 + abs(numbers[0]) if numbers else 2 * MONTH
        low, high = low - slack, high + slack
    return low, high


def _shift_of_operand(term: Any, operand: Operand) -> tuple[int, int]:
    numbers = [it for it in _several(operand) if isinstance(it, int)]
    in_months = isinstance(term, Term) and term[:2] == ("call", "months_between")
    if isinstance(term, Term) and term[:2] == ("call", "day_of_month"):
        return 0, 0
    most = max(map(abs, numbers), default=0) * (MONTH if in_months else 1)
    return -min(most, _FARTHEST), min(most, _FARTHEST)


def _several(operand: Operand) -> tuple[Any, ...]:
    return operand if isinstance(operand, tuple) else (operand,)


def _ordinals_in(term: Any, operand: Operand = None) -> set[int]:
    return {it.toordinal() for it in (*_several(operand), *dates_in(term)) if isinstance(it, date)}
