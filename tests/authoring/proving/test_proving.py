"""Verdicts on random invariants are those of going through every world, every interview and
every day, and what refutes is the smallest; ``tests/bench/random_proofs.py`` looks at more."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice

import pytest

from engine.authoring.proving.proving import Proof, ProofResult, prove
from engine.conditions import ALWAYS, All, Comparison, Condition, Relation
from engine.items import ItemKind
from engine.loading import load_rulebook_text
from engine.loading.scenarios.invariants import Claim, ClaimKind, Invariant
from engine.rulebook import Place
from engine.situation import Situation
from engine.worlds.solving import Window
from tests.authoring.page_base import FILES
from tests.bench.random_proofs import looked_at

DAY = date(2026, 11, 26)
ENOUGH = 20


def test_verdicts_equal_going_through_every_world_interview_and_day() -> None:
    counted: Counter[ProofResult] = Counter()
    for it in islice(looked_at(0), 150):
        assert not it.problem, it
        counted[it.proof.outcome] += 1
    assert counted[ProofResult.PROVED] > ENOUGH
    assert counted[ProofResult.REFUTED] > ENOUGH
    assert counted[ProofResult.UNDECIDED] < ENOUGH


MORE = """\
facts:
  reads: {kind: yes_no, group: home, question: Do you read?}
  books: {kind: integer, group: home, question: How many books?, minimum: 0, maximum: 9}
  seen_on: {kind: date}
steps:
  carry: {phase: day, title: Carry}
  call: {phase: day, title: Call}
rules:
  few: {when: {reads: yes, books: {under: 2}}, then: [do: carry], because: B., sources: [handbook]}
  many: {when: {books: {at_least: 2}}, then: [do: call], because: B., sources: [handbook]}
  seen: {when: {seen_on: unknown}, then: [do: call], because: B., sources: [handbook]}
"""


def _proof(claim: Claim, when: Condition = ALWAYS, more: str = MORE) -> Proof:
    rulebook = load_rulebook_text({**FILES, "more.yaml": more})
    invariant = Invariant("it", when, (claim,), "B.", Place("", 1, 1))
    [proof] = prove(rulebook, [invariant], Window(DAY, DAY), built_in=False)
    assert proof.outcome is ProofResult.REFUTED
    assert proof.sure
    return proof


def test_a_number_out_of_reach_is_no_reason_to_ask() -> None:
    """It was proved, for people with more books than there can be."""
    when = Comparison("books", Relation.UNDER, 100)
    only_readers = MORE.replace("{books: {at", "{reads: yes, books: {at")
    proof = _proof(Claim(ClaimKind.ASKS, facts=("books",)), when, only_readers)
    assert proof.situation == Situation({"reads": False}, DAY)


def test_one_of_two_that_is_missing_whatever_is_answered_needs_no_answer_to_tell_which() -> None:
    both = ((ItemKind.STEP, "carry"), (ItemKind.STEP, "call"))
    never_both = Comparison("seen_on", Relation.KNOWN)
    proof = _proof(Claim(ClaimKind.INCLUDES, both), never_both)
    assert proof.situation is not None
    assert list(proof.situation.answers) == ["seen_on"]
    assert proof.words == "the step carry is missing, or the step call is missing"


def test_a_date_that_nobody_asks_for_is_stated_where_only_that_shows_it() -> None:
    proof = _proof(Claim(ClaimKind.INCLUDES, ((ItemKind.STEP, "call"),)))
    assert proof.situation is not None
    assert proof.situation.answers.keys() == {"seen_on", "books"}


def test_one_step_is_more_than_none_whichever_it_is() -> None:
    proof = _proof(Claim(ClaimKind.AT_MOST, limits=(("steps", 0),)))
    assert proof.situation == Situation({}, DAY)


def test_all_that_is_broken_in_the_situation_is_said() -> None:
    three = tuple((ItemKind.STEP, it) for it in ("calm-cat", "book-van", "carry", "call"))
    when = All((
        Comparison("pet", Relation.EQUALS, "dog"), Comparison("books", Relation.EQUALS, 0),
        Comparison("seen_on", Relation.KNOWN), Comparison("reads", Relation.EQUALS, False),
        Comparison("boxes", Relation.EQUALS, 0),
    ))  # fmt: skip
    proof = _proof(Claim(ClaimKind.INCLUDES, three), when)
    assert proof.words == (
        "the step calm-cat is missing, and the step book-van is missing, "
        "and the step carry is missing, and 1 more"
    )


def test_no_plan_has_more_steps_than_there_are_however_large_their_diagrams(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("engine.authoring.proving.claims.MOST_NODES", 0)
    rulebook = load_rulebook_text({**FILES, "more.yaml": MORE})
    claim = Claim(ClaimKind.AT_MOST, limits=(("steps", len(rulebook.steps)),))
    invariant = Invariant("it", ALWAYS, (claim,), "B.", Place("", 1, 1))
    [proof] = prove(rulebook, [invariant], Window(DAY, DAY), built_in=False)
    assert proof.outcome is ProofResult.PROVED
