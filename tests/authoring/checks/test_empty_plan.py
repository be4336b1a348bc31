"""Whether a plan can be empty is proved, shown, or said to be left open."""

from __future__ import annotations

from datetime import date

import pytest

from engine.authoring.checks.codes import CheckCode
from engine.authoring.checks.empty_plan import empty_plan
from engine.authoring.checks.model import Context
from engine.loading import load_rulebook_text
from tests.authoring.page_base import FILES

TODAY = date(2026, 11, 22)


def _found(body: str) -> list[str]:
    rulebook = load_rulebook_text({**FILES, "base.yaml": body})
    return [it.code for it in empty_plan(Context(rulebook, TODAY))]


def test_what_grew_too_large_is_left_open_and_not_taken_for_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = FILES["base.yaml"].replace(
        "  everybody:\n    then: [{do: pack}]",
        "  everybody:\n    when: {pet: dog}\n    then: [{do: pack}]",
    )
    assert [CheckCode.EMPTY_PLAN] == _found(body)
    monkeypatch.setattr("engine.authoring.checks.empty_plan.MOST_NODES", 1)
    assert [CheckCode.UNDECIDED] == _found(body)
