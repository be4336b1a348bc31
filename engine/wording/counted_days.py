"""Counted days said as what they compare: "0 days or more until the deadline" is "the deadline
has not passed".

Owns which comparisons of a count of days are a comparison of two days. Knows no language.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from ..calculations import Call, FactArgument, TodayArgument
from ..conditions import Comparison, Relation
from ..rulebook import Fact

_AT_LEAST_NONE = ((Relation.AT_LEAST, 0), (Relation.OVER, -1))
_LESS_THAN_NONE = ((Relation.UNDER, 0), (Relation.AT_MOST, -1))


class DayOrder(Enum):
    """How the day stands to the other one, or to the plan's own day."""

    EARLIER = "earlier"
    NOT_EARLIER = "not_earlier"


class Days(Struct, frozen=True):
    """``day`` is earlier than ``other``, or is not; without ``other``, than the plan's day."""

    order: DayOrder
    day: str
    other: str | None


def days_compared(comparison: Comparison, facts: Mapping[str, Fact]) -> Days | None:
    """The two days that a comparison of the days between them with none compares."""
    sign = (comparison.relation, comparison.operand)
    if sign not in _AT_LEAST_NONE and sign not in _LESS_THAN_NONE:
        return None
    order = DayOrder.NOT_EARLIER if sign in _AT_LEAST_NONE else DayOrder.EARLIER
    match facts[comparison.fact].origin:
        case Call("days_until" | "days_between", (TodayArgument(), FactArgument(day))):
            return Days(order, day, None)
        case Call("days_between", (FactArgument(first), FactArgument(last))):
            return Days(order, last, first)
    return None
