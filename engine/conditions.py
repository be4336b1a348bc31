"""Conditions: what the ``when`` of a rule says, and when it holds.

Owns the condition tree, its strong Kleene truth and the pushing of negation to the leaves
(every relation has a negated twin, so nothing negative is left over). Does not know where
facts come from: it asks a :data:`Lookup`.
"""

from __future__ import annotations

import operator
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import chain

from msgspec import Struct

from .values import Truth, Value, truth_not


class Relation(StrEnum):
    """How a leaf compares a fact with its operand; each has a negated twin."""

    EQUALS = "equals"
    DIFFERS = "differs"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    OVER = "over"
    AT_MOST = "at_most"
    UNDER = "under"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    OUTSIDE = "outside"
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    UNKNOWN = "unknown"
    KNOWN = "known"


_TWINS = (
    (Relation.EQUALS, Relation.DIFFERS),
    (Relation.ONE_OF, Relation.NONE_OF),
    (Relation.OVER, Relation.AT_MOST),
    (Relation.UNDER, Relation.AT_LEAST),
    (Relation.BETWEEN, Relation.OUTSIDE),
    (Relation.INCLUDES, Relation.EXCLUDES),
    (Relation.UNKNOWN, Relation.KNOWN),
)
NEGATED_TWIN = {one: other for pair in _TWINS for one, other in (pair, pair[::-1])}

Operand = Value | tuple[Value, ...] | None
"""One value; the values of a list (``one_of``) or the two ends, both inside (``between``);
nothing for ``unknown`` and ``known``."""


class Comparison(Struct, frozen=True):
    """One comparison of one fact: a leaf."""

    fact: str
    relation: Relation
    operand: Operand = None


class All(Struct, frozen=True):
    """Holds when every part holds; always, when there are none."""

    parts: tuple[Condition, ...]


class Any(Struct, frozen=True):
    """Holds when some part holds; never, when there are none."""

    parts: tuple[Condition, ...]


class Not(Struct, frozen=True):
    """Holds when its part does not."""

    part: Condition


Condition = Comparison | All | Any | Not
ALWAYS = All(())
NEVER = Any(())

Knowledge = tuple[Value | None, Truth]
"""What is known of a fact: its value if there is one to reason with, and whether the person
knows it (``False`` after "I don't know", ``None`` while nobody has asked)."""

Lookup = Callable[[str], Knowledge]


def truth_of(condition: Condition, lookup: Lookup) -> Truth:
    """Strong Kleene truth of ``condition``; a comparison without a value is unknown."""
    if isinstance(condition, Comparison):
        return comparison_truth(condition, lookup(condition.fact))
    if isinstance(condition, Not):
        return truth_not(truth_of(condition.part, lookup))
    settling = isinstance(condition, Any)
    result: Truth = not settling
    for part in condition.parts:
        truth = truth_of(part, lookup)
        if truth is settling:
            return truth
        if truth is None:
            result = None
    return result


def comparison_truth(comparison: Comparison, knowledge: Knowledge) -> Truth:
    """Truth of a single leaf, given what is known of its fact."""
    value, known = knowledge
    holds = _HOLDS.get(comparison.relation)
    if holds is None:
        return known if comparison.relation is Relation.KNOWN else truth_not(known)
    return None if value is None else holds(value, comparison.operand)


def compare(relation: Relation, value: Value, operand: Operand) -> bool:
    """Whether a present ``value`` stands in ``relation`` to ``operand``."""
    return _HOLDS[relation](value, operand)


def _is_between(value: typing.Any, ends: typing.Any) -> bool:
    low, high = ends
    return bool(low <= value <= high)


_HOLDS: Mapping[Relation, Callable[[typing.Any, typing.Any], bool]] = {
    Relation.EQUALS: operator.eq,
    Relation.DIFFERS: operator.ne,
    Relation.ONE_OF: lambda value, operand: value in operand,
    Relation.NONE_OF: lambda value, operand: value not in operand,
    Relation.OVER: operator.gt,
    Relation.AT_MOST: operator.le,
    Relation.UNDER: operator.lt,
    Relation.AT_LEAST: operator.ge,
    Relation.BETWEEN: _is_between,
    Relation.OUTSIDE: lambda value, operand: not _is_between(value, operand),
    Relation.INCLUDES: operator.contains,
    Relation.EXCLUDES: lambda value, operand: operand not in value,
}
"""What each relation between a value and its operand says; evaluation spends its time here."""


def push_negation(condition: Condition, negate: bool = False) -> Condition:
    """An equal condition (its negation, if ``negate``) without any :class:`Not`."""
    if isinstance(condition, Not):
        return push_negation(condition.part, not negate)
    if isinstance(condition, Comparison):
        if negate:
            return Comparison(condition.fact, NEGATED_TWIN[condition.relation], condition.operand)
        return condition
    parts = tuple(push_negation(part, negate) for part in condition.parts)
    return Any(parts) if isinstance(condition, All) == negate else All(parts)


def comparisons_in(condition: Condition) -> tuple[Comparison, ...]:
    """Every leaf of ``condition``, in the order written."""
    if isinstance(condition, Comparison):
        return (condition,)
    if isinstance(condition, Not):
        return comparisons_in(condition.part)
    return tuple(chain.from_iterable(map(comparisons_in, condition.parts)))
