"""``rules diff`` names whom dangerous edits of the shipped rulebook hit, and nobody for
refactorings."""

from __future__ import annotations

import os
from datetime import date
from functools import cache

import pytest

from engine.authoring.diffing.differences import differences
from engine.authoring.testing.variants import varied
from engine.conditions import Any, Not
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.rulebook import Rulebook, Warn
from engine.worlds.solving import Window
from tests.authoring.dangerous_edits import EDITS

DAY = date(2026, 11, 26)
YEAR = Window(DAY, date(2027, 11, 26))
FEW = 7


@cache
def shipped() -> Rulebook:
    return load_rulebook(shipped_rulebook_folder())


@pytest.mark.parametrize(
    "name", EDITS if "KAIYAKU_RANDOM_EDITS" in os.environ else list(EDITS)[::4]
)
def test_a_dangerous_edit_names_whom_it_hits(name: str) -> None:
    dangerous = EDITS[name]
    found = differences(shipped(), dangerous.edit(shipped()), YEAR, "en")
    [effect] = [it for it in found.effects if (it.id, it.way) == (dangerous.item, dangerous.way)]
    assert dangerous.hits <= set(effect.witness.answers)
    assert len(effect.witness.answers) <= FEW
    assert len(effect.causes) == 1
    assert effect.causes[0].change == "changed"


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
