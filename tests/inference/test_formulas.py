"""Conditions become alternatives of plain conjunctions that hold exactly when they do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conditions import (
    All,
    Any,
    Comparison,
    Condition,
    Not,
    comparisons_in,
    push_negation,
    truth_of,
)
from engine.conditions import Relation as R
from engine.inference.formulas import ALWAYS, Alternatives, Formulas, conjoin, simplest
from engine.inference.limits import LIMITS, Limits
from engine.inference.signals import Signals
from engine.values import Kind, Value
from tests.inference.books import UNTIMED, fact
from tests.random_conditions import conditions, domain

FACTS = {
    it.id: it
    for it in (
        fact("a", Kind.YES_NO),
        fact("b", Kind.CHOICE, ["x", "y", "z"]),
        fact("c", Kind.CHOICES, ["x", "y"]),
        fact("d", Kind.INTEGER),
    )
}


def holds(alternatives: Alternatives, sent: dict[int, int]) -> bool:
    return any(
        all(signal in sent and codes >> sent[signal] & 1 for signal, codes in conjunction)
        for conjunction in alternatives
    )


@UNTIMED
@given(conditions(FACTS.values()), st.booleans(), st.data())
def test_alternatives_hold_exactly_when_the_condition_certainly_does(
    condition: Condition, tight: bool, data: st.DataObject
) -> None:
    signals = Signals(FACTS, comparisons_in(condition))
    it = Formulas(signals, Limits(alternatives=2, tests=2) if tight else LIMITS)
    positive = push_negation(condition)
    alternatives = it.alternatives(positive)
    values: dict[str, Value | None] = {
        fact_id: data.draw(st.sampled_from((None, *domain(about))))
        for fact_id, about in FACTS.items()
    }
    known = data.draw(st.sampled_from((None, False)))
    sent = {}
    for number, signal in enumerate(signals.signals):
        value = values.get(signal.fact)
        if value is not None:
            sent[number] = signal.coding.code(value)
        elif known is False and signal.tells_unknown:
            sent[number] = 0
    for auxiliary, needed in it.auxiliaries.items():
        if holds(needed, sent):
            sent[auxiliary] = 1
    truth = truth_of(positive, lambda f: (values[f], known if values[f] is None else True))
    assert (truth is True) == holds(alternatives, sent)


def test_contradictions_and_what_is_superfluous_go() -> None:
    assert None is conjoin(((1, 0b010),), ((1, 0b100), (2, 0b10)))
    assert ((1, 0b010), (2, 0b10)) == conjoin(((1, 0b110),), ((1, 0b011), (2, 0b10)))
    narrow, wide = ((1, 0b010), (2, 0b10)), ((1, 0b110),)
    assert (wide,) == simplest([narrow, wide, narrow])
    assert (((1, 0b110),),) == simplest([((1, 0b010),), ((1, 0b100),)])
    assert ALWAYS == simplest([wide, ()])


def test_a_condition_that_would_multiply_out_is_cut_into_auxiliaries() -> None:
    a, b = Comparison("a", R.EQUALS, True), Comparison("b", R.EQUALS, "x")
    c, d = Comparison("c", R.INCLUDES, "x"), Comparison("d", R.OVER, 3)
    condition = All((Any((All((a, b)), c)), Any((d, c)), Any((All((b, d)), a))))
    it = Formulas(Signals(FACTS, (a, b, c, d)), Limits(alternatives=4))
    alternatives = it.alternatives(condition)
    assert len(alternatives) <= 4
    assert 1 == len(it.auxiliaries)
    assert alternatives == it.alternatives(condition)
    assert 1 == len(it.auxiliaries)


def test_negation_must_be_gone() -> None:
    with pytest.raises(ValueError, match="pushed"):
        Formulas(Signals(FACTS, ()), LIMITS).alternatives(Not(Comparison("a", R.KNOWN)))
