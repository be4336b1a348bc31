"""The shipped rulebook keeps its invariants, and dangerous edits of it break them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import pytest

from engine.authoring.proving.proving import Proof, ProofResult, prove
from engine.authoring.testing.suggesting import outcome_in
from engine.authoring.testing.variants import varied, with_rules, with_step
from engine.conditions import ALWAYS, Comparison, Relation
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.loading.scenarios.invariants import Invariant, load_invariants
from engine.rulebook import Do, Rulebook, Warn
from engine.worlds.solving import Window

DAY = date(2026, 11, 26)
YEAR = Window(DAY, DAY + timedelta(days=365))


@cache
def shipped() -> Rulebook:
    return load_rulebook(shipped_rulebook_folder())


@cache
def invariants() -> tuple[Invariant, ...]:
    return load_invariants(shipped_rulebook_folder(), shipped())


def test_every_invariant_is_proved_for_a_year() -> None:
    assert len(invariants()) > 60
    proofs = list(prove(shipped(), invariants(), YEAR))
    assert [] == [it for it in proofs if it.outcome is not ProofResult.PROVED]


def without_order(first: str, then: str) -> Callable[[Rulebook], Rulebook]:
    """The rulebook in which neither step says that it comes before the other."""

    def edit(rulebook: Rulebook) -> Rulebook:
        one, other = rulebook.steps[first], rulebook.steps[then]
        before = tuple(it for it in one.before if it != then)
        after = tuple(it for it in other.after if it != first)
        assert (before, after) != (one.before, other.after)
        rulebook = with_step(rulebook, varied(one, before=before))
        return with_step(rulebook, varied(rulebook.steps[then], after=after))

    return edit


def moved(step: str, phase: str) -> Callable[[Rulebook], Rulebook]:
    return lambda rulebook: with_step(
        rulebook, varied(rulebook.steps[step], phase=phase, before=(), after=())
    )


def with_when(rule: str, when: object) -> Callable[[Rulebook], Rulebook]:
    return lambda rulebook: with_rules(rulebook, {rule: varied(rulebook.rules[rule], when=when)})


def without_effect(rule: str, kind: type) -> Callable[[Rulebook], Rulebook]:
    def edit(rulebook: Rulebook) -> Rulebook:
        effects = rulebook.rules[rule].effects
        left = tuple(it for it in effects if not isinstance(it, kind))
        assert left != effects
        return with_rules(rulebook, {rule: varied(rulebook.rules[rule], effects=left)})

    return edit


FEW = 5
"""A witness has no more answers than that."""

EDITS: dict[str, tuple[str, Callable[[Rulebook], Rulebook], set[str]]] = {
    "roaming is turned off afterwards": (
        "roaming-before-ending", moved("turn-off-roaming", "afterwards"), {"roaming"},
    ),
    "the bill is paid after the end": (
        "debts-before-ending", moved("pay-unpaid-bill", "afterwards"), {"unpaid"},
    ),
    "the profile may go before the mail": (
        "esim-profile-is-deleted-last", without_order("verify-end", "delete-esim"), {"card"},
    ),
    "the payment is removed at once": (
        "payment-is-removed-after-the-last-bill",
        without_order("watch-bills", "remove-auto-pay"), {"card"},
    ),
    "heirs log in": (
        "heirs-do-not-log-in",
        with_when("login-is-recovered", Comparison("special", Relation.INCLUDES, "login")),
        {"card", "special"},
    ),
    "heirs get a letter of attorney": (
        "the-dead-need-no-letter-of-attorney",
        with_when("proxy-is-prepared", Comparison("special", Relation.INCLUDES, "proxy")),
        {"special"},
    ),
    "only docomo's customers hear that the line is theirs": (
        "everybody-keeps-the-line-to-themselves",
        with_when("never-hand-the-line-over", Comparison("carrier", Relation.EQUALS, "docomo")),
        {"carrier"},
    ),
    "nobody is warned of deleting": (
        "esim-is-deleted-and-warned-about",
        without_effect("deleting-is-not-cancelling", Warn), {"card"},
    ),
    "who moves also cancels": (
        "who-moves-gives-up-nothing", with_when("accounts-are-listed", ALWAYS), {"goal"},
    ),
    "a lost phone is not blocked": (
        "lost-phones-are-blocked", without_effect("lost-line-is-blocked", Do),
        {"card", "special"},
    ),
    "a bank is moved to nowhere": (
        "two-factor-list-before-bank", without_order("list-accounts", "move-bank"),
        {"card", "goal", "services"},
    ),
    "the mail may come before the review": (
        "review-before-the-mail", without_order("wait-for-review", "confirm-mail"), {"card"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_dangerous_edit_is_refuted_with_few_answers(name: str) -> None:
    invariant, edit, answered = EDITS[name]
    [wanted] = [it for it in invariants() if it.id == invariant]
    edited = edit(shipped())
    [proof] = prove(edited, [wanted], YEAR, built_in=False)
    assert proof.outcome is ProofResult.REFUTED
    assert proof.situation is not None
    assert proof.sure
    assert answered <= set(proof.situation.answers)
    assert len(proof.situation.answers) <= FEW
    _shows_it(edited, proof)


def _shows_it(rulebook: Rulebook, proof: Proof) -> None:
    """What the proof says is in the plan of its situation, or out of it, is so."""
    assert proof.situation is not None
    outcome = outcome_in(rulebook, proof.situation)
    if proof.words.startswith("nothing puts"):
        _, _, first, _, then = proof.words.split()
        assert {first, then} <= set(outcome.ordering.steps)
