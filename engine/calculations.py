"""Calculated facts: the closed set of functions that YAML may use over facts.

Owns the functions and how each treats missing arguments. A function is pure: it sees its
arguments and nothing else (the as-of date is the argument ``today``).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from .conditions import Condition, Knowledge, Lookup, comparisons_in, truth_of
from .public_holidays import PUBLIC_HOLIDAYS
from .values import EARLIEST_DATE, LATEST_DATE, Kind, Value, truth_and


class FactArgument(Struct, frozen=True):
    """The value of a fact."""

    fact: str


class LiteralArgument(Struct, frozen=True):
    """A value written in the YAML."""

    value: Value


class TodayArgument(Struct, frozen=True):
    """The plan's as-of date."""


Argument = FactArgument | LiteralArgument | TodayArgument


class Call(Struct, frozen=True):
    """One function applied to arguments."""

    function: str
    arguments: tuple[Argument, ...]


class CalculatedCase(Struct, frozen=True):
    """A value that holds when ``when`` does and no earlier case did."""

    when: Condition
    value: Argument


class Cases(Struct, frozen=True):
    """The value of the first case whose condition holds; none, if no condition does."""

    cases: tuple[CalculatedCase, ...]


Calculation = Call | Cases


def days_between(first: date, last: date) -> int:
    """Days from ``first`` to ``last``; negative when ``last`` is earlier."""
    return (last - first).days


def months_between(first: date, last: date) -> int:
    """Whole months from ``first`` to ``last``, counted as people do: a month is over on the
    same day of the next month, or on that month's last day if it has no such day. Negative
    when ``last`` is earlier."""
    if last < first:
        return -months_between(last, first)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def add_days(start: date, days: int) -> date:
    """The day ``days`` days after ``start``. Raises ``OverflowError`` outside the calendar."""
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """The same day ``months`` months later, or that month's last day if it has no such day."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, month_length(year, month0 + 1)))


def month_length(year: int, month: int) -> int:
    """Days in the month (28 to 31)."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def end_of_month(day: date) -> date:
    """The last day of the month of ``day``."""
    return day.replace(day=month_length(day.year, day.month))


def start_of_month(day: date) -> date:
    """The first day of the month of ``day``."""
    return day.replace(day=1)


def next_day_of_month(start: date, number: int) -> date:
    """The first date on or after ``start`` that is day ``number`` of its month; in a month
    too short for it, that month's last day."""
    here = _clamped(start.year, start.month, number)
    if here >= start:
        return here
    following = add_months(start_of_month(start), 1)
    return _clamped(following.year, following.month, number)


def previous_day_of_month(start: date, number: int) -> date:
    """The last date on or before ``start`` that is day ``number`` of its month; in a month
    too short for it, that month's last day."""
    here = _clamped(start.year, start.month, number)
    if here <= start:
        return here
    before = add_months(start_of_month(start), -1)
    return _clamped(before.year, before.month, number)


def _clamped(year: int, month: int, number: int) -> date:
    if not 1 <= number <= 31:
        raise ValueError(f"{number} is no day of a month")
    return date(year, month, min(number, month_length(year, month)))


def working_day_on_or_before(day: date, country: str) -> date:
    """``day``, or the nearest earlier day that is no weekend or public holiday in ``country``
    (ISO 3166 code). Source of holidays: :mod:`engine.public_holidays`."""
    return _working_day(day, country, -1)


def working_day_on_or_after(day: date, country: str) -> date:
    """``day``, or the nearest later day that is no weekend or public holiday in ``country``."""
    return _working_day(day, country, 1)


def _working_day(day: date, country: str, step: int) -> date:
    while day.weekday() >= 5 or PUBLIC_HOLIDAYS.has(day, country):
        day += timedelta(days=step)
    return day


class Signature(Struct, frozen=True):
    """How a function may be called: the kinds of its arguments and of its result.

    ``variadic`` functions take one or more arguments of the single kind in ``takes``.
    ``gives`` of ``None`` means: the kind of the arguments.
    """

    apply: Callable[..., Value]
    takes: tuple[Kind, ...]
    gives: Kind | None
    variadic: bool = False
    names: tuple[str, ...] = ()


FUNCTIONS: Mapping[str, Signature] = {
    "days_until": Signature(days_between, (Kind.DATE, Kind.DATE), Kind.INTEGER),
    "days_between": Signature(days_between, (Kind.DATE, Kind.DATE), Kind.INTEGER),
    "months_between": Signature(months_between, (Kind.DATE, Kind.DATE), Kind.INTEGER),
    "add_days": Signature(add_days, (Kind.DATE, Kind.INTEGER), Kind.DATE, names=("date", "days")),
    "add_months": Signature(
        add_months, (Kind.DATE, Kind.INTEGER), Kind.DATE, names=("date", "months")
    ),
    "end_of_month": Signature(end_of_month, (Kind.DATE,), Kind.DATE),
    "start_of_month": Signature(start_of_month, (Kind.DATE,), Kind.DATE),
    "day_of_month": Signature(lambda day: day.day, (Kind.DATE,), Kind.INTEGER),
    "next_day_of_month": Signature(
        next_day_of_month, (Kind.DATE, Kind.INTEGER), Kind.DATE, names=("date", "day")
    ),
    "previous_day_of_month": Signature(
        previous_day_of_month, (Kind.DATE, Kind.INTEGER), Kind.DATE, names=("date", "day")
    ),
    "working_day_on_or_before": Signature(
        working_day_on_or_before, (Kind.DATE, Kind.TEXT), Kind.DATE, names=("date", "country")
    ),
    "working_day_on_or_after": Signature(
        working_day_on_or_after, (Kind.DATE, Kind.TEXT), Kind.DATE, names=("date", "country")
    ),
    "earliest": Signature(min, (Kind.DATE,), Kind.DATE, variadic=True),
    "latest": Signature(max, (Kind.DATE,), Kind.DATE, variadic=True),
    "sum": Signature(lambda *amounts: sum(amounts), (Kind.MONEY,), None, variadic=True),
    "difference": Signature(operator.sub, (Kind.MONEY, Kind.MONEY), None),
    "product": Signature(operator.mul, (Kind.MONEY, Kind.INTEGER), None),
    "count": Signature(len, (Kind.CHOICES,), Kind.INTEGER),
}
"""Every function but ``first_known`` and ``cases``, which treat missing values themselves.
``days_until`` is written with one argument in YAML; loading puts ``today`` before it.
Where ``takes`` says money, whole numbers do as well, as long as all are of one kind
(``product``: the second is always a number)."""

FIRST_KNOWN = "first_known"
"""``first_known: [a, b]``: the first fact that the person knows."""


def calculate(calculation: Calculation, lookup: Lookup, today: date) -> Knowledge:
    """The value of a calculated fact and whether it is known.

    It has no value while an argument has none, and none where the function has none
    (a date outside 1900 to 2199, day 40 of a month).
    """
    if isinstance(calculation, Cases):
        return _first_case(calculation, lookup, today)
    arguments = [_argument(argument, lookup, today) for argument in calculation.arguments]
    if calculation.function == FIRST_KNOWN:
        return _first_known(arguments)
    known = truth_and(argument_known for _, argument_known in arguments)
    if any(value is None for value, _ in arguments):
        return None, known
    value = apply_function(calculation.function, [value for value, _ in arguments])
    return (value, known) if value is not None else (None, False)


def apply_function(function: str, values: list[Value | None]) -> Value | None:
    """What a function gives for values, or ``None`` where it has no result."""
    try:
        value = FUNCTIONS[function].apply(*values)
    except (OverflowError, ValueError):
        return None
    if isinstance(value, date) and not EARLIEST_DATE <= value <= LATEST_DATE:
        return None
    return value


def _argument(argument: Argument, lookup: Lookup, today: date) -> Knowledge:
    match argument:
        case FactArgument(fact):
            return lookup(fact)
        case LiteralArgument(value):
            return value, True
    return today, True


def _first_known(arguments: list[Knowledge]) -> Knowledge:
    for value, known in arguments:
        if known is not False:
            return (value, True) if known else (None, None)
    return None, False


def _first_case(calculation: Cases, lookup: Lookup, today: date) -> Knowledge:
    for case in calculation.cases:
        truth = truth_of(case.when, lookup)
        if truth:
            return _argument(case.value, lookup, today)
        if truth is None:
            open_facts = (lookup(test.fact)[1] is None for test in comparisons_in(case.when))
            return None, None if any(open_facts) else False
    return None, False


def arguments_of(calculation: Calculation) -> tuple[str, ...]:
    """Ids of the facts a calculation depends on, each once, in the order written."""
    if isinstance(calculation, Call):
        named = [a.fact for a in calculation.arguments if isinstance(a, FactArgument)]
    else:
        named = []
        for case in calculation.cases:
            named += [comparison.fact for comparison in comparisons_in(case.when)]
            if isinstance(case.value, FactArgument):
                named.append(case.value.fact)
    return tuple(dict.fromkeys(named))
