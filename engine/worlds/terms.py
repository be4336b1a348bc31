"""Terms: what a calculated fact comes to, as a formula over dates and numbers not yet known.

Owns writing them down, working them out, and the direction in which they move. Knows nothing
of rules, answers or diagrams.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from ..calculations import apply_function
from ..conditions import Operand, Relation, compare
from ..values import Value


class Term(tuple[Any, ...]):
    """A formula: ``("today",)``, ``("var", name)`` or ``("call", function, *arguments)``, whose
    arguments are values and terms."""

    __slots__ = ()


TODAY = Term(("today",))
Point = Mapping[str, Value]
"""Values of variables by name."""

RISING: Mapping[str, tuple[int, ...]] = {
    "days_until": (-1, 1),
    "days_between": (-1, 1),
    "months_between": (-1, 1),
    "add_days": (1, 1),
    "add_months": (1, 1),
    "end_of_month": (1,),
    "start_of_month": (1,),
    "next_day_of_month": (1, 0),
    "previous_day_of_month": (1, 0),
    "working_day_on_or_before": (1, 0),
    "working_day_on_or_after": (1, 0),
    "difference": (1, -1),
}
"""For each argument: 1 where a larger one never makes the result smaller, -1 where it never
makes it larger, 0 where neither is so."""
_RISING_IN_ALL = frozenset({"earliest", "latest", "sum"})


def variable(name: str) -> Term:
    """The term that is the variable of that name."""
    return Term(("var", name))


_NOTHING_BETWEEN = frozenset({"difference", "days_until", "days_between", "months_between"})
"""Functions of two arguments that come to 0 where both are the same."""


def call(function: str, arguments: tuple[object, ...]) -> Any:
    """``function`` of values and terms: a term, or a value where it is one whatever they are."""
    if function in _NOTHING_BETWEEN and arguments[0] == arguments[1]:
        return 0
    return Term(("call", function, *arguments))


def variables_of(term: object) -> frozenset[str]:
    """Names of the variables in a term; none in a value."""
    return _variables_of(term) if isinstance(term, Term) else frozenset()


@lru_cache(maxsize=65_536)
def _variables_of(term: Term) -> frozenset[str]:
    if term[0] == "var":
        return frozenset((term[1],))
    return frozenset().union(*map(variables_of, term[2:])) if term[0] == "call" else frozenset()


def dates_in(term: object) -> frozenset[date]:
    """The days written in a term."""
    if isinstance(term, date):
        return frozenset((term,))
    return _dates_in(term) if isinstance(term, Term) and term[0] == "call" else frozenset()


@lru_cache(maxsize=65_536)
def _dates_in(term: Term) -> frozenset[date]:
    return frozenset().union(*map(dates_in, term[2:]))


def reads_today(term: object) -> bool:
    """Whether the term looks at the as-of date."""
    if not isinstance(term, Term):
        return False
    return term == TODAY or (term[0] == "call" and any(map(reads_today, term[2:])))


def direction(term: object, name: str) -> int | None:
    """1 or -1 where the term only rises or only falls with the variable, 0 where it does not
    contain it, ``None`` where it does neither."""
    if not isinstance(term, Term) or term[0] == "today":
        return 0
    if term[0] == "var":
        return 1 if term[1] == name else 0
    _, function, *arguments = term
    signs = (1,) * len(arguments) if function in _RISING_IN_ALL else RISING.get(function)
    total = 0
    for number, argument in enumerate(arguments):
        inner = direction(argument, name)
        if inner == 0:
            continue
        sign = signs[number] if signs else 0
        if function == "product":
            other = arguments[1 - number]
            sign = 0 if isinstance(other, Term) or not isinstance(other, int) else (
                1 if other >= 0 else -1
            )  # fmt: skip
        if inner is None or not sign or (total and total != inner * sign):
            return None
        total = inner * sign
    return total


def substituted(term: Any, point: Point, today: date, memo: dict[Any, Any]) -> Any:
    """The term with the variables of ``point`` and today put in: a value, a term over the
    variables that are left, or ``None`` where a function has no result. ``memo`` belongs to
    one point and one day."""
    if not isinstance(term, Term):
        return term
    found = memo.get(term, memo)
    if found is memo:
        found = memo[term] = _substituted(term, point, today, memo)
    return found


def _substituted(term: Term, point: Point, today: date, memo: dict[Any, Any]) -> Any:
    if term[0] == "today":
        return today
    if term[0] == "var":
        return point.get(term[1], term)
    arguments = [substituted(argument, point, today, memo) for argument in term[2:]]
    symbolic = False
    for argument in arguments:
        if argument is None:
            return None
        if isinstance(argument, Term):
            symbolic = True
    if symbolic:
        return call(term[1], tuple(arguments))
    return apply_function(term[1], arguments)


def along(term: Any, name: str, values: list[Any], memo: dict[Any, Any]) -> list[Any]:
    """What the term over a single variable comes to for each of its ``values``. ``memo``
    belongs to one variable and these values."""
    if not isinstance(term, Term):
        return [term] * len(values)
    found = memo.get(term)
    if found is None:
        if term[0] == "var":
            found = values
        else:
            columns = [along(argument, name, values, memo) for argument in term[2:]]
            found = [
                None if None in row else _applied(term[1], *row)
                for row in zip(*columns, strict=True)
            ]
        memo[term] = found
    return found


@lru_cache(maxsize=16_384)
def _applied(function: str, *arguments: Any) -> Any:
    """One result of a function: from one as-of date to the next most are the same."""
    return apply_function(function, list(arguments))


def tested(relation: Relation, operand: Operand) -> Callable[[Any], bool]:
    """The test that a comparison makes of a value."""
    return lambda value: compare(relation, value, operand)
