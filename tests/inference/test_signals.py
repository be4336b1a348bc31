"""Signals tell values apart exactly as far as the conditions do."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engine.conditions import NEGATED_TWIN, Comparison, Relation, compare
from engine.inference.signals import KNOWLEDGE_TESTS, Listed, Signals, classes
from engine.rulebook import Fact
from engine.values import Kind
from tests.inference.books import UNTIMED, fact
from tests.random_conditions import comparisons, domain

FACTS = [
    fact("a", Kind.YES_NO),
    fact("b", Kind.CHOICE, ["x", "y", "z", "w"]),
    fact("c", Kind.CHOICES, ["x", "y", "z"]),
    fact("d", Kind.INTEGER),
    fact("e", Kind.MONEY),
    fact("f", Kind.DATE),
]


@UNTIMED
@given(st.sampled_from(FACTS), st.data())
def test_a_leaf_holds_of_a_value_exactly_if_the_value_sends_one_of_its_codes(
    about: Fact, data: st.DataObject
) -> None:
    tests = data.draw(st.lists(comparisons([about], False), min_size=1, max_size=8))
    signals = Signals({about.id: about}, tests)
    for test in tests:
        for twin in (test, Comparison(about.id, NEGATED_TWIN[test.relation], test.operand)):
            signal, codes = signals.leaf(twin)
            for value in domain(about):
                code = signals.signals[signal].coding.code(value)
                assert compare(twin.relation, value, twin.operand) == bool(codes >> code & 1)


@UNTIMED
@given(st.sampled_from([it for it in FACTS if it.kind is not Kind.CHOICES]), st.data())
def test_values_that_no_test_tells_apart_share_a_code(about: Fact, data: st.DataObject) -> None:
    tests = data.draw(st.lists(comparisons([about], False), max_size=8))
    tests = [test for test in tests if test.relation not in KNOWLEDGE_TESTS]
    coding, count, _ = classes(about.kind, tests)
    outcomes = {
        coding.code(value): tuple(compare(t.relation, value, t.operand) for t in tests)
        for value in domain(about)
    }
    assert len(set(outcomes.values())) == len(outcomes)
    assert set(outcomes) <= set(range(1, count + 1))


def test_a_list_that_is_only_ever_tested_as_a_whole_is_one_class() -> None:
    tests = [Comparison("b", Relation.ONE_OF, ("x", "y")), Comparison("b", Relation.EQUALS, "z")]
    coding, count, codes = classes(Kind.CHOICE, tests)
    assert Listed({"x": 1, "y": 1, "z": 2}, 3) == coding
    assert (3, [0b0010, 0b0100]) == (count, codes)


def test_the_ends_of_the_calendar_can_be_compared_with() -> None:
    tests = [
        Comparison("f", Relation.OVER, date.min),
        Comparison("f", Relation.UNDER, date.max),
    ]
    coding, _, _ = classes(Kind.DATE, tests)
    codes = [coding.code(day) for day in (date.min, date(2026, 11, 22), date.max)]
    assert 3 == len(set(codes))


def test_only_facts_tested_for_it_tell_that_they_are_unknown() -> None:
    tests = [Comparison("a", Relation.KNOWN), Comparison("d", Relation.OVER, 3)]
    signals = Signals({it.id: it for it in FACTS}, tests)
    assert {"a": True, "d": False} == {it.fact: it.tells_unknown for it in signals.signals}
    assert [0b111, 0b110] == [it.all_codes | 0b110 for it in signals.signals]
    assert signals.leaf(Comparison("a", Relation.UNKNOWN))[1] == 1
