"""Conditions that never or always hold are blamed at the smallest part, and only when proved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.authoring.checks.dead_conditions import dead_conditions
from engine.authoring.checks.implied_conditions import implied_conditions
from engine.authoring.checks.model import Context
from engine.authoring.checks.same_rules import same_rules
from engine.conditions import truth_of
from engine.situation import Valuation
from tests.authoring.checks.found import TODAY, codes, found, rule
from tests.strategies import Size, rulebooks, situations

TINY = Size(asked=4, options=3, tables=1, columns=2, derived=2, rules=5, steps=3, depth=2, parts=2)


def places(example: str) -> list[tuple[str, int, int]]:
    """Code, line and column of what is found."""
    return [(it.code, it.place.line, it.place.column) for it in found(example)]


def test_the_smallest_part_is_blamed() -> None:
    when = "any: [{pet: cat}, {all: [{rents: yes}, {boxes: {over: 500}}]}]"
    text = "rules:\n" + rule("x", when)
    assert [("KY551", 2, text.splitlines()[1].index("boxes") + 1)] == places(text)


def test_conditions_that_exclude_each_other_are_named_without_the_others() -> None:
    text = "rules:\n" + rule("x", "pet: cat, moves_on: known, rents: yes, not: {rents: yes}")
    [finding] = found(text)
    assert "KY751" == finding.code
    assert (
        "The rule x can never apply: `rents: yes`; `not: {rents: yes}` exclude each other."
        == finding.problem
    )


def test_conditions_are_followed_through_conclusions_and_tables() -> None:
    assert ["KY751"] == codes("rules:\n" + rule("x", "needs_van: yes, boxes: {under: 10}"))
    assert ["KY751"] == codes("rules:\n" + rule("x", "town: bonn, town.days: 14"))


@pytest.mark.parametrize(
    "when",
    [
        "boxes: unknown",
        "boxes: {over: 499}",
        "moves_on: {before: 2020-01-02}",
        "days_left: {under: 0}",
        "not: {pet: [cat, dog]}",
        "helpers: {includes_all: [friends, firm]}",
        "town.office: unknown",
    ],
)
def test_what_can_be_is_left_alone(when: str) -> None:
    assert [] == codes("rules:\n" + rule("x", when, "{warn: {severity: note, text: Breathe.}}"))


def test_a_rule_in_force_for_a_time_is_judged_within_that_time() -> None:
    calculated = "calculated:\n  month_end: {end_of_month: today}\n"
    inside = rule("x", "month_end: 2027-01-31", more=", valid: {from: 2027-01-01}")
    outside = rule("x", "month_end: 2027-01-31", more=", valid: {from: 2028-01-01}")
    assert [] == codes(f"{calculated}rules:\n{inside}")
    assert ["KY551"] == codes(f"{calculated}rules:\n{outside}")


@pytest.mark.parametrize(
    ("calculation", "comparison"),
    [
        ("{end_of_month: today}", "2031-02-28"),
        ("{end_of_month: today}", "{before: 2003-02-01}"),
        ("{add_days: [today, 9]}", "2033-07-14"),
        ("{days_between: [today, 2030-01-01]}", "0"),
        ("{days_between: [2030-01-01, today]}", "{at_least: 777}"),
        ("{months_between: [today, 2030-01-01]}", "{at_most: -40}"),
    ],
)
def test_no_condition_on_the_calendar_is_blamed_for_a_far_day(
    calculation: str, comparison: str
) -> None:
    calculated = f"calculated:\n  that: {calculation}\n"
    assert [] == codes(f"{calculated}rules:\n{rule('x', f'that: {comparison}')}")


def test_cases_of_calculated_facts_are_looked_at_too() -> None:
    text = (
        "calculated:\n"
        "  last:\n"
        "    cases:\n"
        "      - {when: {boxes: {over: 500}}, value: today}\n"
        "      - {otherwise: moves_on}\n"
        "rules:\n" + rule("x", "last: {after: 2027-01-01}")
    )
    assert [("KY551", 4, 17)] == places(text)


def test_of_two_conditions_that_say_the_same_one_is_noted() -> None:
    text = "rules:\n" + rule("x", "pet: cat, not: {pet: [dog, no_pet]}")
    assert [("KY553", 2, text.splitlines()[1].index("pet: [") + 1)] == places(text)


def test_rules_with_warnings_of_other_words_are_not_the_same() -> None:
    one = rule("one", "pet: cat", "{warn: {severity: note, text: One.}}")
    other = rule("other", "pet: cat", "{warn: {severity: note, text: Other.}}")
    assert [] == codes(f"rules:\n{one}{other}")
    assert ["KY752"] == codes(f"rules:\n{one}{other.replace('Other.', 'One.')}")


def test_rules_that_are_in_force_at_other_times_are_not_the_same() -> None:
    one = rule("one", "pet: cat", more=", valid: {until: 2027-01-31}")
    other = rule("other", "pet: cat", more=", valid: {from: 2027-02-01}")
    assert [] == codes(f"rules:\n{one}{other}")
    wider = rule("other", "pet: cat", more=", valid: {until: 2027-02-01}")
    assert ["KY753"] == codes(f"rules:\n{one}{wider}")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_false_alarm_on_random_rulebooks(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(size=TINY, small=True))
    context = Context(rulebook, TODAY)
    blamed = {it.problem: it.code for it in dead_conditions(context)}
    same = list(same_rules(context))
    list(implied_conditions(context))
    days = [TODAY, date(2027, 3, 31), date(2026, 1, 1)]
    for situation in data.draw(st.lists(situations(rulebook, as_of=days), max_size=15)):
        valuation = Valuation(rulebook, situation)
        for written in context.conditions:
            if situation.as_of not in written.window:
                continue
            for part, _ in written.parts():
                verdict = context.solver.verdict(part, written.window)
                truth = truth_of(part, valuation.knowledge)
                assert verdict.can_hold or truth is not True
                assert verdict.can_fail or truth is not False
        for problem, code in blamed.items():
            if code == "KY751":
                name = problem.removeprefix("The rule ").split(" can never")[0]
                assert valuation.rule_truth(rulebook.rules[name]) is not True
        for finding in same:
            if finding.code == "KY753":
                one = finding.problem.removeprefix("The rule ").split(" adds")[0]
                other = finding.related[0][1].removeprefix("the rule ")
                holds = valuation.rule_truth(rulebook.rules[one])
                assert not holds or valuation.rule_truth(rulebook.rules[other]) is not False
