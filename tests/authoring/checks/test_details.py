"""What is left to the thorough questionnaire must be harmless to leave out."""

from __future__ import annotations

import pytest

from tests.authoring.checks.found import codes, found, rule

FACT = "facts:\n  lift: {kind: yes_no, group: home, label: Lift, question: Lift?, detail: yes}\n"
DANGER = "{do: hurry}, {warn: {severity: danger, text: D.}}"
NOTE = "{do: hurry}, {warn: {severity: note, text: N.}}"


def test_a_detail_question_behind_a_danger_warning_is_found() -> None:
    rules = "rules:\n" + rule("stairs", "lift: no", DANGER)
    [finding] = [it for it in found(FACT + rules) if it.code == "KY656"]
    assert "lift is a detail question" in finding.problem
    assert "the danger warning stairs" in finding.problem


def test_it_is_found_through_a_conclusion_and_a_calculation() -> None:
    between = (
        "conclusions:\n  no_lift:"
        " {label: No lift, statement: there is none, denial: there is one}\n"
        "calculated:\n  floors: {label: Floors, cases: [{when: {no_lift: yes}, value: 3},"
        " {otherwise: 1}]}\n"
    )
    rules = rule("climb", "lift: no", "{conclude: no_lift}") + rule(
        "stairs", "floors: {over: 2}", DANGER
    )
    assert "KY656" in codes(FACT + between + "rules:\n" + rules)


def test_a_weighty_conclusion_must_not_hang_on_a_detail_question() -> None:
    between = (
        "conclusions:\n  others_carry:"
        " {label: Helpers, statement: others carry, denial: you carry, weighty: yes}\n"
    )
    rules = rule("climb", "lift: no", "{conclude: others_carry}") + rule(
        "stairs", "others_carry: yes"
    )
    assert "KY656" in codes(FACT + between + "rules:\n" + rules)
    assert "KY656" not in codes(FACT + between.replace(", weighty: yes", "") + "rules:\n" + rules)


@pytest.mark.parametrize(
    ("fact", "then"),
    [(FACT, NOTE), (FACT.replace(", detail: yes", ""), DANGER)],
    ids=["a note may hang on a detail", "an ordinary question may decide a danger"],
)
def test_nothing_else_is_found(fact: str, then: str) -> None:
    assert "KY656" not in codes(fact + "rules:\n" + rule("stairs", "lift: no", then))
