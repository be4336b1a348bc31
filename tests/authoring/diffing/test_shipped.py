"""``rules diff`` names whom dangerous edits of the shipped rulebook hit, and nobody for
refactorings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from engine.authoring.diffing.differences import differences
from engine.authoring.diffing.model import Way
from engine.authoring.testing.variants import varied
from engine.conditions import Any, Not
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.rulebook import Rulebook, Warn
from engine.worlds.solving import Window
from tests.authoring.proving.test_shipped import EDITS

DAY = date(2026, 11, 26)
YEAR = Window(DAY, date(2027, 11, 26))
Told = tuple[str, Way]

HIT: Mapping[str, tuple[str, Way, set[str]]] = {
    "roaming is turned off afterwards": ("turn-off-roaming>end-line", Way.ORDER, {"roaming"}),
    "the bill is paid after the end": ("pay-unpaid-bill>end-line", Way.ORDER, {"unpaid"}),
    "the profile may go before the mail": ("verify-end>delete-esim", Way.UNTIED, {"card"}),
    "the payment is removed at once": ("watch-bills>remove-auto-pay", Way.UNTIED, {"card"}),
    "heirs log in": ("recover-login", Way.GAINED, {"special"}),
    "heirs get a letter of attorney": ("letter-of-attorney", Way.GAINED, {"special"}),
    "only docomo's customers hear that the line is theirs": (
        "never-hand-the-line-over", Way.LOST, {"carrier"},
    ),
    "nobody is warned of deleting": ("deleting-is-not-cancelling", Way.LOST, {"card"}),
    "who moves also cancels": ("list-accounts", Way.GAINED, {"card"}),
    "a lost phone is not blocked": ("block-line", Way.LOST, {"special"}),
    "a bank is moved to nowhere": ("list-accounts>move-bank", Way.UNTIED, {"services"}),
    "the mail may come before the review": (
        "wait-for-review>confirm-mail", Way.UNTIED, {"card"},
    ),
}  # fmt: skip


@cache
def shipped() -> Rulebook:
    return load_rulebook(shipped_rulebook_folder())


@pytest.mark.parametrize("name", HIT if "KAIYAKU_RANDOM_EDITS" in os.environ else list(HIT)[::4])
def test_a_dangerous_edit_names_whom_it_hits(name: str) -> None:
    _, edit, _ = EDITS[name]
    item, way, answered = HIT[name]
    found = differences(shipped(), edit(shipped()), YEAR, "en")
    [effect] = [it for it in found.effects if (it.id, it.way) == (item, way)]
    assert answered <= set(effect.witness.answers)
    assert len(effect.witness.answers) <= 5
    assert len(effect.causes) == 1
    assert effect.causes[0].change == "changed"


def test_twelve_edits_are_looked_at() -> None:
    assert HIT.keys() == EDITS.keys()
    assert len(HIT) == 12


def test_a_refactoring_hits_nobody() -> None:
    rules = {}
    for rule in shipped().rules.values():
        if any(isinstance(it, Warn) for it in rule.effects):
            rules[rule.id] = varied(rule, when=Not(Not(rule.when)))
        elif isinstance(rule.when, Any) and len(rule.when.parts) > 1:
            first, *rest = rule.when.parts
            rules[f"one-{rule.id}"] = varied(rule, id=f"one-{rule.id}", when=first)
            rules[f"other-{rule.id}"] = varied(rule, id=f"other-{rule.id}", when=Any(tuple(rest)))
        else:
            rules[f"renamed-{rule.id}"] = varied(rule, id=f"renamed-{rule.id}")
    same = varied(shipped(), rules=rules)
    found = differences(shipped(), same, YEAR, "en")
    assert (found.effects, found.undecided) == ((), ())
    assert not found
