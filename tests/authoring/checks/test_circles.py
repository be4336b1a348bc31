"""Circles of order are found exactly where a situation leads into them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.authoring.checks.circles import circle_of, circles
from engine.authoring.checks.model import Context
from engine.loading.scenarios.scenarios import load_scenarios_text
from engine.planning.contents import contents_of, order_of
from engine.planning.ordering import OrderCircle
from engine.situation import Valuation, reference_findings
from engine.worlds import View
from tests.authoring.checks.found import TODAY, book, codes, found, rule
from tests.strategies import Size, rulebooks, situations

TINY = Size(asked=3, options=3, tables=1, columns=1, derived=2, rules=6, steps=4, depth=1, parts=2)
PACK_FIRST = "{order: [pack, give-notice]}"
NOTICE_FIRST = "{order: [give-notice, pack]}"


def test_a_contradiction_is_shown_with_the_smallest_situation() -> None:
    text = "rules:\n" + rule("one", "pet: cat", PACK_FIRST)
    text += rule("two", "boxes: {over: 9}", NOTICE_FIRST)
    [finding] = found(text)
    assert finding.witness is not None
    situation = finding.witness.situation
    assert "KY754" == finding.code
    assert {"pet", "boxes", "rents"} == situation.answers.keys()
    assert circle_of(book(text), situation)
    assert {
        "pack before give-notice, says the rule one",
        "give-notice before pack, says the rule two",
    } == {words for _, words in finding.related}


def test_the_situation_can_be_pasted_as_a_scenario() -> None:
    from engine.authoring.checks.report import scenario_text

    text = "rules:\n" + rule("one", "pet: cat", PACK_FIRST)
    text += rule("two", "needs_van: yes", NOTICE_FIRST)
    [finding] = found(text)
    pasted = scenario_text(finding)
    assert pasted is not None
    indented = "".join(f"  {line}\n" for line in pasted.splitlines())
    [scenario] = load_scenarios_text({"scenarios/x.yaml": f"scenarios:\n{indented}"}, book(text))
    assert finding.witness is not None
    assert finding.witness.situation.answers == scenario.given


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("pet: cat", "pet: dog"),
        ("rents: yes, pet: cat", "rents: no, pet: cat"),
        ("needs_van: yes", "boxes: {under: 20}"),
        ("town: bonn", "town.days: 14"),
    ],
)
def test_what_never_comes_together_is_nobodys_business(one: str, two: str) -> None:
    text = "rules:\n" + rule("one", one, PACK_FIRST) + rule("two", two, NOTICE_FIRST)
    assert not {"KY754", "KY851"} & set(codes(text))


def test_rules_that_are_never_in_force_together_do_not_contradict_each_other() -> None:
    text = "rules:\n" + rule("one", "pet: cat", PACK_FIRST, ", valid: {until: 2027-01-31}")
    apart = text + rule("two", "rents: yes", NOTICE_FIRST, ", valid: {from: 2027-02-01}")
    meeting = text + rule("two", "rents: yes", NOTICE_FIRST, ", valid: {from: 2027-01-31}")
    assert [] == codes(apart)
    [finding] = found(meeting)
    assert finding.witness is not None
    assert "2027-01-31" == str(finding.witness.situation.as_of)


def test_a_circle_over_steps_that_are_never_in_one_plan_is_silent() -> None:
    text = (
        "steps:\n"
        "  one: {phase: before, title: One}\n"
        "  two: {phase: before, title: Two}\n"
        "rules:\n"
        + rule("a", "pet: cat", "{do: one}")
        + rule("b", "pet: dog", "{do: two}")
        + rule("c", "rents: yes", "{order: [one, two]}, {order: [two, one]}")
    )
    assert {"KY758"} == set(codes(text))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_random_situation_leads_into_a_circle_that_was_not_reported(
    data: st.DataObject,
) -> None:
    rulebook = data.draw(rulebooks(size=TINY, small=True, circles=True, validity=False))
    reported = list(circles(Context(rulebook, TODAY)))
    for finding in reported:
        if finding.witness is not None:
            assert circle_of(rulebook, finding.witness.situation)
    for situation in data.draw(st.lists(situations(rulebook, as_of=[TODAY]), max_size=8)):
        findings = reference_findings(rulebook, situation)
        contents = contents_of(findings, View(rulebook, situation)).certainty
        steps = {item.id: it for item, it in contents.items() if item.kind.value == "step"}
        try:
            order_of(steps, findings, Valuation(rulebook, situation))
        except OrderCircle as circle:
            assert reported or len(circle.ties) == 1
