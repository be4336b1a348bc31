"""A fact that nobody is asked for can have a value without an answer."""

from __future__ import annotations

from datetime import date

import pytest

from engine.inference import compile_program, inference_for
from engine.situation import Situation, Valuation, reference_findings
from engine.values import Answer, Missing, Value
from tests.loading.sample import faults_in, files, loaded, rule

TODAY = date(2026, 11, 22)
STAFF = "facts:\n  staff: {kind: yes_no, label: Staff, default: no}\n" + rule("{not: {staff: yes}}")


@pytest.mark.parametrize(
    ("answers", "value"),
    [
        ({}, False),
        ({"staff": Missing.UNANSWERED}, False),
        ({"staff": Missing.UNKNOWN}, False),
        ({"staff": True}, True),
        ({"staff": False}, False),
    ],
)
def test_an_answer_counts_and_without_one_the_default_does(
    answers: dict[str, Answer], value: bool
) -> None:
    rulebook, situation = loaded(STAFF), Situation(answers, TODAY)
    assert Valuation(rulebook, situation).knowledge("staff") == (value, True)
    findings = inference_for(compile_program(rulebook), rulebook).findings(situation)
    assert findings.rules["planted"] is not value
    assert findings == reference_findings(rulebook, situation)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("{kind: choice, options: {a: A, b: B}, default: b}", "b"),
        ("{kind: choices, options: {a: A, b: B}, default: none}", frozenset()),
        ("{kind: choices, options: {a: A, b: B}, default: [a]}", frozenset({"a"})),
        ("{kind: integer, default: 3, maximum: 3}", 3),
        ("{kind: money, default: 0}", 0),
        ("{kind: date, default: 2026-12-01}", date(2026, 12, 1)),
    ],
)
def test_a_default_is_a_value_of_the_fact(fact: str, value: Value) -> None:
    assert loaded(f"facts:\n  it: {fact}\n").defaults == {"it": value}


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("{kind: yes_no, group: line, question: Q?, default: no}", "KY618"),
        ("{kind: integer, maximum: 3, default: 4}", "KY618"),
        ("{kind: date, minimum: 2026-01-01, default: 2025-01-01}", "KY618"),
        ("{kind: choice, options: {a: A}, default: b}", "KY311"),
        ("{kind: yes_no, default: maybe}", "KY212"),
    ],
)
def test_a_default_that_does_not_fit_is_refused(fact: str, code: str) -> None:
    assert [code] == [it.code for it in faults_in(files(f"facts:\n  it: {fact}\n"))]
