"""Making conditions shorter."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conditions import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Comparison,
    Condition,
    Not,
    Relation,
    comparisons_in,
    push_negation,
    truth_of,
)
from engine.values import Value
from engine.wording.simplifying import either, every, negated, plainest
from tests.wording.sample import RULEBOOK

FACTS = RULEBOOK.facts
DOMAINS: dict[str, tuple[Value, ...]] = {
    "roaming": (True, False),
    "card": ("sim", "esim", "both"),
    "lines": (1, 2, 3),
}


LEAVES: tuple[Condition, ...] = (
    Comparison("roaming", Relation.EQUALS, True),
    Comparison("roaming", Relation.EQUALS, False),
    Comparison("card", Relation.EQUALS, "sim"),
    Comparison("card", Relation.EQUALS, "esim"),
    Comparison("card", Relation.NONE_OF, ("sim",)),
    Comparison("lines", Relation.OVER, 1),
    Comparison("lines", Relation.AT_MOST, 1),
)


def _groups(parts: st.SearchStrategy[Condition], most: int = 4) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, max_size=most).map(tuple)
    return st.builds(All, several) | st.builds(Any, several)


SHALLOW = _groups(_groups(st.sampled_from(LEAVES), 3))
CONDITIONS = SHALLOW | st.recursive(st.sampled_from(LEAVES), _groups, max_leaves=12)


def _simplified(condition: Condition) -> Condition:
    if isinstance(condition, All):
        return every([_simplified(part) for part in condition.parts], FACTS)
    if isinstance(condition, Any):
        return either([_simplified(part) for part in condition.parts], FACTS)
    assert isinstance(condition, Comparison)
    return plainest(condition, FACTS)


def _table(condition: Condition) -> list[bool | None]:
    """Its truth for every combination of values."""
    knowledge = [
        {fact: (value, True) for fact, value in zip(DOMAINS, values, strict=True)}
        for values in product(*DOMAINS.values())
    ]
    return [truth_of(condition, way.__getitem__) for way in knowledge]


ON, OFF, SIM, ESIM, NOT_SIM, MANY, ONE = LEAVES
SIM_OR_ESIM = Comparison("card", Relation.ONE_OF, ("sim", "esim"))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Any((All((ON, SIM)), All((ON, SIM, MANY)), All((ESIM, ONE)))),
         Any((All((ON, SIM)), All((ESIM, ONE))))),
        (All((Any((ON, SIM)), Any((ON, SIM, MANY)), Any((ESIM, ONE)))),
         All((Any((ON, SIM)), Any((ESIM, ONE))))),
        (Any((ON, All((OFF, SIM)))), Any((ON, SIM))),
        (All((ON, Any((OFF, SIM)))), All((ON, SIM))),
        (Any((NOT_SIM, All((SIM, MANY)))), Any((NOT_SIM, MANY))),
        (Any((NOT_SIM, All((ESIM, MANY)))), NOT_SIM),
        (All((ESIM, Any((NOT_SIM, MANY)))), ESIM),
        (Any((All((ON, SIM)), All((ON, MANY)))), All((ON, Any((SIM, MANY))))),
        (Any((All((ON, SIM)), ONE, All((ON, MANY)))), Any((ONE, ON))),
        (Any((MANY, ONE)), ALWAYS),
        (All((MANY, ONE)), NEVER),
        (Any((SIM, NOT_SIM)), ALWAYS),
        (All((SIM, ESIM)), NEVER),
        (Any((SIM, MANY, ESIM)), Any((SIM_OR_ESIM, MANY))),
        (All((ON,)), ON),
        (Any((ON, NEVER)), ON),
        (All((ON, ALWAYS)), ON),
    ],
)  # fmt: skip
def test_each_law_shortens(condition: Condition, expected: Condition) -> None:
    assert expected == _simplified(condition)


@settings(max_examples=300)
@given(CONDITIONS)
def test_a_simplified_condition_means_the_same(condition: Condition) -> None:
    assert _table(condition) == _table(_simplified(condition))


@given(CONDITIONS)
def test_a_negated_condition_means_the_opposite(condition: Condition) -> None:
    simple = _simplified(condition)
    assert _table(Not(simple)) == _table(negated(simple, FACTS))
    assert _table(Not(condition)) == _table(_simplified(push_negation(Not(condition))))


@given(CONDITIONS)
def test_simplifying_never_lengthens_and_is_done_in_one_go(condition: Condition) -> None:
    simple = _simplified(condition)
    assert len(list(comparisons_in(simple))) <= len(list(comparisons_in(condition)))
    assert simple == _simplified(simple)
