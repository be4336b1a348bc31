"""Gates leave exactly the conjunctions that what is sent does not contradict."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from engine.conditions import All, Comparison, Condition, Relation
from engine.inference import Inference, compile_program
from engine.inference.gates import OPEN, gates
from engine.inference.limits import Limits
from engine.inference.signals import Listed, Signal
from engine.situation import Situation, reference_findings
from tests.inference.books import TODAY, UNTIMED, book, choice
from tests.inference.test_network import many_conjunctions


@UNTIMED
@given(many_conjunctions(), st.data())
def test_what_is_left_is_what_holds_of_the_signals_that_have_gates(
    drawn: tuple[dict[tuple[tuple[int, int], ...], int], list[Signal]], data: st.DataObject
) -> None:
    conjunctions, signals = list(drawn[0]), drawn[1]
    signals[0] = Signal("f0", Listed({}, 1), 4, True)
    left = (1 << len(conjunctions)) - 1
    sent = {}
    for gate in gates(conjunctions, {}, signals, most_codes=3):
        lowest = 0 if signals[gate.signal].tells_unknown else 1
        sent[gate.signal] = data.draw(st.sampled_from((OPEN, *range(lowest, 4))))
        left &= gate.possible[sent[gate.signal]]
    assert 0 not in sent
    for number, conjunction in enumerate(conjunctions):
        can_hold = all(
            signal == 0 or (sent[signal] != OPEN and codes >> sent[signal] & 1)
            for signal, codes in conjunction
        )
        assert can_hold == bool(left >> number & 1)


@UNTIMED
@given(st.randoms(use_true_random=False))
def test_durable_rules_finds_the_same_whether_or_not_gates_have_left_out_what_cannot_hold(
    chance: random.Random,
) -> None:
    facts = [choice(f"a{n}", 3) for n in range(6)]
    when: dict[str, Condition] = {
        f"r{n}": All(
            tuple(
                Comparison(it.id, Relation.EQUALS, f"v{chance.randrange(3)}")
                for it in chance.sample(facts, 2)
            )
        )
        for n in range(20)
    }
    rulebook = book(facts, when)
    gated = Inference(compile_program(rulebook), rulebook)
    ungated = Inference(compile_program(rulebook, Limits(gated_codes=0)), rulebook)
    for _ in range(10):
        answers = {it.id: f"v{chance.randrange(3)}" for it in facts if chance.random() < 0.8}
        situation = Situation(answers, TODAY)
        found = gated.findings(situation)
        assert ungated.findings(situation) == found == reference_findings(rulebook, situation)
    gated.close()
    ungated.close()
