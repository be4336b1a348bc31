"""Random conditions, and the values that they are about.

Owns the pools that operands and answers are drawn from: small enough that random conditions
and random answers meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations

from hypothesis import strategies as st

from engine.conditions import All, Any, Comparison, Condition, Not, Relation
from engine.rulebook import Fact
from engine.values import ORDERED, Kind, Value

TODAY = date(2026, 11, 22)
NUMBERS = (-2, 0, 1, 2, 3, 5)
AMOUNTS = (0, 1, 3, 5, 1000, 3300, 10000)
DATES = tuple(TODAY + timedelta(days=days) for days in (-400, -31, -1, 0, 1, 8, 39, 131))
TIMES = ("09:00", "20:00", "21:10")
AS_OF = (TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=40))
CONDITION_KINDS = (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES, Kind.INTEGER, Kind.MONEY, Kind.DATE)


def domain(fact: Fact) -> tuple[Value, ...]:
    """All values of an asked fact, if it is finite (always in ``small`` rulebooks), else a
    choice of them that lies on, between and around what random conditions compare with."""
    match fact.kind:
        case Kind.YES_NO:
            return (False, True)
        case Kind.CHOICE:
            return tuple(option.id for option in fact.options)
        case Kind.CHOICES:
            ids = [option.id for option in fact.options]
            return tuple(
                frozenset(some) for n in range(len(ids) + 1) for some in combinations(ids, n)
            )
        case Kind.DATE:
            if isinstance(fact.minimum, date) and isinstance(fact.maximum, date):
                days = (fact.maximum - fact.minimum).days
                return tuple(fact.minimum + timedelta(days=day) for day in range(days + 1))
            return DATES + tuple(day + timedelta(days=2) for day in DATES)
        case Kind.INTEGER | Kind.MONEY:
            if isinstance(fact.minimum, int) and isinstance(fact.maximum, int):
                return tuple(range(fact.minimum, fact.maximum + 1))
            pool = NUMBERS if fact.kind is Kind.INTEGER else AMOUNTS
            return (*pool, 4, 10**6)
    raise ValueError(f"{fact.id} is of a kind that nobody can answer: {fact.kind.value}")


def conditions(
    facts: Iterable[Fact], *, depth: int = 3, parts: int = 3, knowledge_tests: bool = True
) -> st.SearchStrategy[Condition]:
    """Random conditions over ``facts``, nested at most ``depth`` deep."""
    return _conditions(tuple(facts), depth, parts, knowledge_tests)


@st.composite
def comparisons(draw: st.DrawFn, facts: Sequence[Fact], knowledge_tests: bool = True) -> Comparison:
    """Random leaves over ``facts`` in every relation that their kinds allow."""
    fact = draw(st.sampled_from(facts))
    if fact.kind is Kind.TEXT or (knowledge_tests and draw(st.integers(0, 7)) == 0):
        return Comparison(fact.id, draw(st.sampled_from((Relation.UNKNOWN, Relation.KNOWN))))
    if fact.kind is Kind.CHOICES:
        if fact.options and draw(st.integers(0, 3)) > 0:
            relation = draw(st.sampled_from((Relation.INCLUDES, Relation.EXCLUDES)))
            return Comparison(fact.id, relation, draw(_option_of(fact)))
        relation = draw(st.sampled_from((Relation.EQUALS, Relation.DIFFERS)))
        return Comparison(fact.id, relation, frozenset[str]())
    relations = [Relation.EQUALS, Relation.DIFFERS]
    if fact.kind is not Kind.YES_NO:
        relations += [Relation.ONE_OF, Relation.NONE_OF]
    if fact.kind in ORDERED:
        relations += [
            Relation.OVER, Relation.AT_MOST, Relation.UNDER, Relation.AT_LEAST,
            Relation.BETWEEN, Relation.OUTSIDE,
        ]  # fmt: skip
    relation = draw(st.sampled_from(relations))
    pool = st.sampled_from(operands(fact))
    if relation in (Relation.ONE_OF, Relation.NONE_OF):
        listed = draw(st.lists(pool, min_size=1, max_size=4, unique=True))
        return Comparison(fact.id, relation, tuple(listed))
    if relation in (Relation.BETWEEN, Relation.OUTSIDE):
        ends = sorted((draw(pool), draw(pool)))  # type: ignore[type-var]
        return Comparison(fact.id, relation, tuple(ends))
    return Comparison(fact.id, relation, draw(pool))


def operands(fact: Fact) -> tuple[Value, ...]:
    """Values that random conditions compare ``fact`` with."""
    match fact.kind:
        case Kind.TIME:
            return TIMES
        case Kind.INTEGER:
            return NUMBERS
        case Kind.MONEY:
            return AMOUNTS
        case Kind.DATE:
            return DATES
    return domain(fact)


def _option_of(fact: Fact) -> st.SearchStrategy[str]:
    return st.sampled_from([option.id for option in fact.options])


@st.composite
def _conditions(
    draw: st.DrawFn, facts: tuple[Fact, ...], depth: int, parts: int, knowledge_tests: bool
) -> Condition:
    shape = draw(st.integers(0, 9)) if depth else 0
    if shape <= 3:
        return draw(comparisons(facts, knowledge_tests))
    inner = _conditions(facts, depth - 1, parts, knowledge_tests)
    if shape == 4:
        return Not(draw(inner))
    several = tuple(draw(st.lists(inner, min_size=draw(st.integers(0, 1)), max_size=parts)))
    return All(several) if shape <= 7 else Any(several)
