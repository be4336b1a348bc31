"""Every key under ``expect`` is held against the plan, and a difference says what was found."""

from __future__ import annotations

import pytest

from engine.authoring.testing.judging import Deviation
from tests.authoring.sample import BODY, CALCULATED, results, scenario

EVERYTHING = "{rents: yes, pet: cat, boxes: 30, moves_on: 2027-03-31}"


def difference(given: str, expect: str, body: str = BODY) -> Deviation:
    """The only difference there is."""
    [result] = results(scenario(given, expect), body)
    [found] = result.differences
    return found


@pytest.mark.parametrize(
    ("given", "expect"),
    [
        (EVERYTHING, "steps: [pack, give-notice, hand-over, book-van, calm-cat]"),
        ("{pet: unknown}", "possible_steps: [calm-cat]"),
        ("{}", "absent_steps: [calm-cat]"),
        ("{pet: dog}", "absent_steps: [calm-cat]"),
        (EVERYTHING, "order: [[book-van, pack], [give-notice, calm-cat, hand-over]]"),
        (EVERYTHING, "order: [book-van, pack]"),
        ("{rents: yes}", "warnings: [renting]"),
        ("{rents: unknown}", "possible_warnings: [renting]"),
        ("{rents: no}", "absent_warnings: [renting]"),
        ("{rents: yes}", "documents: keys"),
        ("{rents: unknown}", "possible_documents: keys"),
        ("{rents: no}", "absent_documents: keys"),
        ("{boxes: 21}", "costs: [van]"),
        ("{boxes: unknown}", "possible_costs: [van]"),
        ("{boxes: 20}", "absent_costs: [van]"),
        (EVERYTHING, "due: {give-notice: {by: 2026-12-31}}"),
        ("{boxes: 21}", "conclusions: {needs_van: yes}"),
        ("{boxes: 20}", "conclusions: {needs_van: no}"),
        ("{}", "conclusions: {needs_van: unknown}"),
        ("{}", "asked: [rents, pet, boxes]"),
        ("{rents: no}", "not_asked: [moves_on, rents]"),
    ],
)
def test_what_is_as_expected_passes(given: str, expect: str) -> None:
    [result] = results(scenario(given, expect))
    assert () == result.differences


@pytest.mark.parametrize(
    ("given", "expect", "subject", "expected", "found", "hint"),
    [
        ("{rents: no}", "steps: [hand-over]", "hand-over", "certain", "not in the plan",
         "the rule renting needs rents: yes"),
        ("{rents: unknown}", "steps: [hand-over]", "hand-over", "certain", "possible",
         "the rule renting needs rents: yes"),
        ("{}", "possible_steps: [hand-over]", "hand-over", "possible",
         "not in the plan: it hangs on questions not answered yet",
         "the rule renting needs rents: yes"),
        ("{rents: yes}", "absent_warnings: [renting]", "renting", "not in the plan", "certain",
         "because of the rule renting"),
        ("{boxes: 21}", "order: [[pack, book-van]]", "order", "pack → book-van",
         "book-van → pack", None),
        ("{boxes: 0}", "order: [[book-van, pack]]", "order", "book-van → pack", "pack",
         "not in the plan: book-van"),
        (EVERYTHING, "due: {give-notice: {by: 2027-01-01}}", "give-notice", "by 2027-01-01",
         "by 2026-12-31", None),
        ("{rents: yes}", "due: {give-notice: {by: 2027-01-01}}", "give-notice", "by 2027-01-01",
         "by unknown", None),
        ("{rents: no}", "due: {give-notice: {by: 2027-01-01}}", "give-notice", "by 2027-01-01",
         "not in the plan", None),
        ("{boxes: 1}", "conclusions: {needs_van: yes}", "needs_van", "yes", "no",
         "the rule many-boxes needs boxes: {over: 20}"),
        ("{pet: cat}", "asked: [pet]", "pet", "asked", "not asked", "the scenario answers pet"),
        ("{}", "not_asked: [pet]", "pet", "not asked", "asked",
         "the answer can still change calm-cat, calm-cat>hand-over"),
    ],
)  # fmt: skip
def test_what_is_not_as_expected_is_told(
    given: str, expect: str, subject: str, expected: str, found: str, hint: str | None
) -> None:
    told = difference(given, expect)
    assert (subject, expected, found, hint) == (
        told.subject,
        told.expected,
        told.found,
        told.hint,
    )


def test_a_difference_stands_at_the_word_that_is_wrong() -> None:
    told = difference("{rents: no}", "steps:\n  - pack\n  - hand-over")
    assert "scenarios/all.yaml:8:11" == str(told.place)


def test_a_circle_of_steps_is_one_difference_that_names_who_says_what() -> None:
    body = BODY.replace("order: [calm-cat, hand-over]", "order: [hand-over, calm-cat, hand-over]")
    told = difference("{rents: yes, pet: cat}", "order: [[pack, hand-over]]", body)
    assert told.found.startswith("no plan: the steps are ordered in a circle")
    assert "calm-cat before hand-over (rule cat)" in (told.hint or "")


def test_a_rule_out_of_force_is_named_as_the_reason() -> None:
    body = BODY.replace(
        "because: Cats dislike moving.", "because: Cats.\n    valid: {until: 2026-01-01}"
    )
    told = difference("{pet: cat}", "steps: [calm-cat]", body)
    assert "the rule cat is not in force on 2026-11-22" == told.hint


@pytest.mark.parametrize(
    ("given", "expect"),
    [
        ("{moves_on: 2026-11-27}", "values: {days_left: 5}"),
        ("{moves_on: unknown}", "values: {days_left: unknown}"),
    ],
)
def test_what_is_worked_out_as_expected_passes(given: str, expect: str) -> None:
    [result] = results(scenario(given, expect), BODY + CALCULATED)
    assert () == result.differences


TEXTS = """
tables:
  shop:
    key: pet
    columns: {greeting: {kind: text, label: Greeting, when_unknown: Nobody knows it.}}
    rows: {cat: {greeting: Good day.}}
"""


@pytest.mark.parametrize(
    ("given", "said"),
    [("{pet: cat}", "day"), ("{pet: dog}", "Nobody knows"), ("{pet: dog}", "unknown")],
)
def test_a_text_is_as_expected_when_it_says_so(given: str, said: str) -> None:
    [result] = results(scenario(given, f"values: {{shop.greeting: {said}}}"), BODY + TEXTS)
    assert () == result.differences


def test_a_text_that_says_something_else_is_shown() -> None:
    it = difference("{pet: cat}", "values: {shop.greeting: evening}", BODY + TEXTS)
    assert ("shop.greeting", "evening", "Good day.") == (
        it.subject,
        it.expected,
        it.found,
    )


@pytest.mark.parametrize(
    ("given", "found", "hint"),
    [
        ("{moves_on: 2026-11-27}", "5", None),
        ("{moves_on: unknown}", "unknown", "not known: moves_on"),
    ],
)
def test_a_value_that_comes_out_differently_is_told(
    given: str, found: str, hint: str | None
) -> None:
    it = difference(given, "values: {days_left: 6}", BODY + CALCULATED)
    assert ("values", "days_left", "6", found, hint) == (
        it.key,
        it.subject,
        it.expected,
        it.found,
        it.hint,
    )
