"""What a condition can come to if its facts could have any values together.

Owns the quick look before the exact search: every fact that is compared is taken for free,
also one that is derived from others. What is impossible even so is impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import combinations, product

from engine.conditions import Comparison, Condition, Knowledge, comparisons_in, truth_of
from engine.rulebook import Fact
from engine.values import LARGEST_NUMBER, Kind, Value, Wording

MOST_COMBINATIONS = 3_000
MOST_LEAVES = 10
"""More comparisons than that on one fact are left to the exact search."""


def truths_of_free_facts(condition: Condition, facts: Mapping[str, Fact]) -> frozenset[bool] | None:
    """Every truth that the condition takes when its facts are free; ``None`` if there are too
    many combinations to look at."""
    leaves: dict[str, list[Comparison]] = {}
    for leaf in comparisons_in(condition):
        leaves.setdefault(leaf.fact, []).append(leaf)
    if any(len(on_it) > MOST_LEAVES for on_it in leaves.values()):
        return None
    pools = [_pool(facts[fact], on_it) for fact, on_it in leaves.items()]
    size = 1
    for pool in pools:
        size *= len(pool)
    if not pools or size > MOST_COMBINATIONS:
        return None
    found: set[bool] = set()
    for values in product(*pools):
        known = dict(zip(leaves, values, strict=True))
        truth = truth_of(condition, known.__getitem__)
        found |= {True, False} if truth is None else {truth}
        if len(found) == 2:
            break
    return frozenset(found)


def _pool(fact: Fact, leaves: list[Comparison]) -> list[Knowledge]:
    values = list(dict.fromkeys(_values(fact, leaves)))
    return [(value, known) for value in values for known in (True, False)]


def _values(fact: Fact, leaves: list[Comparison]) -> Iterable[Value]:
    operands = [operand for leaf in leaves for operand in operands_of(leaf)]
    match fact.kind:
        case Kind.YES_NO:
            return (True, False)
        case Kind.CHOICE:
            return [option.id for option in fact.options]
        case Kind.CHOICES:
            return _subsets(fact, [it for it in operands if isinstance(it, str)])
        case Kind.DATE:
            days = [it for it in operands if isinstance(it, date)]
            near = [day + timedelta(days=n) for day in days for n in (-1, 0, 1)]
            return near or [date(2000, 1, 1)]
        case Kind.INTEGER | Kind.MONEY:
            numbers = [it for it in operands if isinstance(it, int)]
            return [0, *(it + n for it in numbers for n in (-1, 0, 1) if it < LARGEST_NUMBER)]
        case _:
            return [Wording({"": "any"})]


def operands_of(leaf: Comparison) -> tuple[Value, ...]:
    """What a fact is compared with; empty for a mere ``known``."""
    if isinstance(leaf.operand, tuple):
        return leaf.operand
    return () if leaf.operand is None else (leaf.operand,)


def _subsets(fact: Fact, named: list[str]) -> list[Value]:
    """All subsets of the options named, with and without another one."""
    tested = list(dict.fromkeys(named))
    others = [option.id for option in fact.options if option.id not in tested][:1]
    pool = tested + others
    return [frozenset(them) for size in range(len(pool) + 1) for them in combinations(pool, size)]
