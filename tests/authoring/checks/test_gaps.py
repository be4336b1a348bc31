"""Cases with a gap between them, or that overlap: told where a number or date tells them apart,
whatever else they ask for, and nowhere else."""

from __future__ import annotations

import pytest

from tests.authoring.checks.found import found, rule


def told(*cases: str) -> list[tuple[str, int, dict[str, object]]]:
    """Code, line and the situation that shows it, for the cases of one calculated fact."""
    listed = "".join(f"      - {{{case}}}\n" for case in cases)
    text = f"calculated:\n  trips:\n    cases:\n{listed}rules:\n" + rule("x", "trips: known")
    return [
        (it.code, it.place.line, dict(it.witness.situation.answers))
        for it in found(text)
        if it.code in {"KY554", "KY555"} and it.witness
    ]


REST = "otherwise: 9"


@pytest.mark.parametrize(
    "cases",
    [
        ("when: {boxes: {at_most: 20}}, value: 1", "when: {boxes: {over: 20}}, value: 2"),
        (
            "when: {rents: yes, boxes: {at_most: 20}}, value: 1",
            "when: {rents: yes, boxes: {over: 20}}, value: 2",
        ),
        # Somebody who does not rent has no such value; how many boxes does not matter
        ("when: {rents: yes, boxes: {under: 20}}, value: 1", "when: {pet: cat}, value: 2"),
        # What is not known is no gap between ranges
        (
            "when: {rents: yes, moves_on: known}, value: 1",
            "when: {rents: no, moves_on: known}, value: 2",
        ),
        # The first that holds is meant
        ("when: {pet: cat, boxes: {over: 20}}, value: 1", "when: {rents: yes}, value: 2", REST),
        ("when: {boxes: {over: 40}}, value: 1", "when: {boxes: {over: 20}}, value: 2", REST),
    ],
)
def test_cases_that_are_all_right_are_left_alone(cases: tuple[str, ...]) -> None:
    assert [] == told(*cases)


def test_a_gap_is_found_where_the_cases_ask_for_something_else_too() -> None:
    [(code, line, answers)] = told(
        "when: {rents: yes, boxes: {under: 20}}, value: 1",
        "when: {rents: yes, boxes: {over: 20}}, value: 2",
        "when: {rents: no}, value: 3",
    )
    assert ("KY554", 2) == (code, line)
    assert {"rents": True, "boxes": 20} == answers


def test_an_overlap_is_found_where_the_cases_ask_for_something_else_too() -> None:
    [(code, line, answers)] = told(
        "when: {rents: yes, boxes: {between: [0, 20]}}, value: 1",
        "when: {rents: yes, boxes: {between: [20, 40]}}, value: 2",
        REST,
    )
    assert ("KY555", 5) == (code, line)
    assert {"rents": True, "boxes": 20} == answers


def test_what_else_is_asked_for_may_be_anything() -> None:
    besides = "any: [{rents: yes}, {pet: cat}]"
    [(code, _, answers)] = told(
        f"when: {{{besides}, boxes: {{under: 20}}}}, value: 1",
        f"when: {{{besides}, boxes: {{over: 21}}}}, value: 2",
    )
    assert "KY554" == code
    assert answers["boxes"] in {20, 21}
