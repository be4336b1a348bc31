"""``--update`` rewrites what is wrong and leaves every other word as it was written."""

from __future__ import annotations

import pytest

from engine.authoring.testing.running import run
from engine.authoring.testing.updating import updated
from tests.authoring.sample import BODY, CALCULATED, book, opened, scenario, scenarios

EVERYTHING = "{rents: yes, pet: cat, boxes: 30, moves_on: 2027-03-31}"


def rewritten(text: str) -> str:
    """The text after an update; whatever came out of it passes."""
    rulebook = book(BODY + CALCULATED)
    ready = opened(rulebook)
    new = updated(text, run(ready, scenarios(rulebook, text)))
    assert all(result.passed for result in run(ready, scenarios(rulebook, new))), new
    return new


@pytest.mark.parametrize(
    ("given", "before", "after"),
    [
        ("{rents: no}", "steps: [pack, hand-over]  # all",
         "steps: [pack]  # all\nabsent_steps: [hand-over]"),
        ("{rents: no}", "steps: [hand-over, pack]", "steps: [pack]\nabsent_steps: [hand-over]"),
        ("{rents: no}", "steps: hand-over", "absent_steps: [hand-over]"),
        ("{rents: no}", "steps:\n  - pack # a\n  - hand-over # b\nasked: [pet]",
         "steps:\n  - pack # a\nabsent_steps: [hand-over]\nasked: [pet]"),
        ("{rents: no}", "steps:\n  - pack\n  - hand-over\nabsent_steps:\n  # why\n  - give-notice",
         "steps:\n  - pack\nabsent_steps:\n  # why\n  - give-notice\n  - hand-over"),
        ("{rents: no}", "steps: [pack, hand-over]\nabsent_steps: give-notice",
         "steps: [pack]\nabsent_steps: [give-notice, hand-over]"),
        ("{rents: unknown, pet: dog}", "steps: [hand-over, give-notice, calm-cat]",
         "possible_steps: [hand-over, give-notice]\nabsent_steps: [calm-cat]"),
        (EVERYTHING, "order:\n  - [pack, book-van]  # first\n  - [give-notice, hand-over]",
         "order:\n  - [book-van, pack]  # first\n  - [give-notice, hand-over]"),
        (EVERYTHING, "order: [hand-over, calm-cat, give-notice]",
         "order: [give-notice, calm-cat, hand-over]"),
        ("{rents: yes, pet: dog}", "order: [[give-notice, calm-cat, hand-over]]",
         "order: [[give-notice, hand-over]]"),
        ("{pet: dog}", "steps: [pack]\norder: [[calm-cat, hand-over]]", "steps: [pack]"),
        (EVERYTHING, "due:\n  give-notice: {by: 2027-01-01}  # ninety days",
         "due:\n  give-notice: {by: 2026-12-31}  # ninety days"),
        ("{rents: yes}", "steps: [pack]\ndue: {give-notice: {by: 2027-01-01}}", "steps: [pack]"),
        ("{boxes: 1}", "conclusions: {needs_van: yes}", "conclusions: {needs_van: no}"),
        ("{moves_on: 2026-11-27}", "values: {days_left: 4}  # x", "values: {days_left: 5}  # x"),
        ("{}", "values:\n  days_left: 4", "values:\n  days_left: unknown"),
        ("{boxes: 1}", "asked: [boxes, pet]", "asked: [pet]\nnot_asked: [boxes]"),
    ],
)  # fmt: skip
def test_a_wrong_expectation_is_rewritten_in_place(given: str, before: str, after: str) -> None:
    assert scenario(given, after) == rewritten(scenario(given, before))


def test_flow_style_stays_flow_style() -> None:
    text = "on: 2026-11-22\nscenarios: {one: {given: {rents: no}, expect: {steps: [%s]%s}}}\n"
    assert text % ("pack", ", absent_steps: [hand-over]") == rewritten(
        text % ("pack, hand-over", "")
    )


def test_what_is_right_is_left_alone() -> None:
    text = scenario(EVERYTHING, "steps:   [ pack ,hand-over ]   # as I like it")
    assert text == rewritten(text)


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + scenario("{rents: no}", "steps: [pack, hand-over]").replace("\n", "\r\n")
    after = rewritten(text)
    assert after.startswith("\ufeff")
    assert after.count("\n") == after.count("\r\n") == text.count("\n") + 1
