"""The shipped rulebook keeps its invariants, and dangerous edits of it break them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from engine.authoring.proving.proving import Proof, ProofResult, prove
from engine.authoring.testing.suggesting import outcome_in
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.loading.scenarios.invariants import Invariant, load_invariants
from engine.rulebook import Rulebook
from engine.worlds.solving import Window
from tests.authoring.dangerous_edits import EDITS

DAY = date(2026, 11, 26)
YEAR = Window(DAY, DAY + timedelta(days=365))


@cache
def shipped() -> Rulebook:
    return load_rulebook(shipped_rulebook_folder())


@cache
def invariants() -> tuple[Invariant, ...]:
    return load_invariants(shipped_rulebook_folder(), shipped())


def test_the_shipped_rulebook_promises_all_that_matters() -> None:
    """That each promise is proved for a year, `make rules` sees."""
    assert len(invariants()) > 60


FEW = 7
"""A situation that shows it has no more answers than that."""


@pytest.mark.parametrize("name", EDITS)
def test_a_dangerous_edit_is_refuted_with_few_answers(name: str) -> None:
    dangerous = EDITS[name]
    [wanted] = [it for it in invariants() if it.id == dangerous.invariant]
    edited = dangerous.edit(shipped())
    [proof] = prove(edited, [wanted], YEAR, built_in=False)
    assert (proof.outcome, proof.sure) == (ProofResult.REFUTED, True)
    assert proof.words == dangerous.words
    assert proof.situation is not None
    assert dangerous.answers <= proof.situation.answers.keys()
    assert len(proof.situation.answers) <= FEW
    _shows_it(edited, proof)


def _shows_it(rulebook: Rulebook, proof: Proof) -> None:
    """What the proof says is in the plan of its situation, or out of it, is so."""
    assert proof.situation is not None
    outcome = outcome_in(rulebook, proof.situation)
    if proof.words.startswith("nothing puts"):
        _, _, first, _, then = proof.words.split()
        assert {first, then} <= set(outcome.ordering.steps)
