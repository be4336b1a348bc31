"""Whether a condition can hold is proved, for every day that matters; a situation really makes
it hold, and is small."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.authoring.inspecting.condition_places import both
from engine.conditions import Comparison, Condition, Not, Relation, truth_of
from engine.items import Certainty, Item, ItemEntry, ItemKind
from engine.rulebook import Asked, Rulebook
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN
from engine.worlds.solving import ALWAYS_OPEN, Solver, Verdict, Window
from tests import brute_force
from tests.authoring.sample import BODY, book
from tests.random_conditions import AS_OF
from tests.random_rulebooks import rulebooks

TODAY = date(2026, 11, 22)
MOVING = (
    BODY
    + """\
calculated:
  day: {label: Day of the month, day_of_month: today}
  days_left: {label: Days left, days_until: moves_on}
"""
)
FIRST_DAYS = Comparison("day", Relation.AT_MOST, 5)
SOON = Comparison("days_left", Relation.UNDER, 14)
CAT = Comparison("pet", Relation.EQUALS, "cat")
RENTS = Comparison("rents", Relation.EQUALS, True)
NEEDS_VAN = Comparison("needs_van", Relation.EQUALS, True)
FEW_BOXES = Comparison("boxes", Relation.AT_MOST, 10)


def solver() -> Solver:
    return Solver(book(MOVING), TODAY)


@pytest.mark.parametrize("moving", [FIRST_DAYS, Not(FIRST_DAYS), SOON])
def test_what_is_impossible_whatever_the_day_is_proved(moving: Condition) -> None:
    condition = both(both(NEEDS_VAN, moving), FEW_BOXES)
    assert solver().verdict(condition) == Verdict(False, True, True)


def test_what_only_another_day_makes_possible_is_found() -> None:
    assert solver().verdict(both(CAT, FIRST_DAYS)) == Verdict(True, True, True)
    assert not solver().verdict(FIRST_DAYS, Window(TODAY, TODAY)).can_hold
    found = solver().situation(both(CAT, FIRST_DAYS))
    assert found == Situation({"pet": "cat"}, date(2026, 12, 1))


def test_what_no_day_makes_possible_is_proved() -> None:
    condition = both(CAT, FIRST_DAYS, Comparison("day", Relation.OVER, 20))
    assert not solver().verdict(condition).can_hold
    assert solver().situation(condition) is None


def test_a_situation_has_no_answer_more_than_it_needs_and_keeps_those_given() -> None:
    assert solver().situation(both(CAT, RENTS)) == Situation({"rents": True, "pet": "cat"}, TODAY)
    kept = solver().situation(CAT, given={"boxes": 7})
    assert kept == Situation({"pet": "cat", "boxes": 7}, TODAY)
    assert solver().situation(CAT, given={"pet": "dog"}) is None


def test_not_knowing_is_an_answer() -> None:
    found = solver().situation(both(Not(Comparison("boxes", Relation.KNOWN)), CAT))
    assert found is not None
    assert found.answers["boxes"] is UNKNOWN


def without_defaults(rulebook: Rulebook) -> Rulebook:
    """The rulebook for those who state every fact: no default rules a situation out."""
    facts = {
        fact.id: replace(fact, origin=Asked()) if isinstance(fact.origin, Asked) else fact
        for fact in rulebook.facts.values()
    }
    return replace(rulebook, facts=facts)


@settings(deadline=None, max_examples=60)
@given(rulebooks(small=True).map(without_defaults), st.sampled_from(AS_OF))
def test_verdicts_are_those_of_going_through_everything(rulebook: Rulebook, day: date) -> None:
    window = Window(day, day)
    asking = Solver(rulebook, day)
    for rule in rulebook.rules.values():
        entry = ItemEntry(Item(ItemKind.STEP, "?"), ((rule,),), ())
        certainty = brute_force.certainty(entry, rulebook, Valuation(rulebook, Situation({}, day)))
        verdict = asking.verdict_of(asking.worlds.rule(rule), window)
        assert verdict.can_hold is (certainty is not Certainty.RULED_OUT)
        assert verdict.can_fail is (certainty is not Certainty.CERTAIN)


@settings(deadline=None, max_examples=60)
@given(rulebooks().map(without_defaults), st.sampled_from(AS_OF))
def test_a_situation_makes_its_condition_hold(rulebook: Rulebook, day: date) -> None:
    asking = Solver(rulebook, day)
    for rule in rulebook.rules.values():
        found = asking.situation(rule.when)
        assert found is None or asking.verdict(rule.when).can_hold
        if found is not None:
            truth = truth_of(rule.when, Valuation(rulebook, found).knowledge)
            assert truth is not False
            certain = Solver(rulebook, found.as_of).situation(
                rule.when, Window(found.as_of, found.as_of), found.answers
            )
            assert certain is not None
            assert certain.answers == found.answers


def test_a_window_moves_the_day_into_itself() -> None:
    later = Window(date(2027, 1, 1), None)
    found = solver().situation(CAT, later)
    assert found is not None
    assert found.as_of == date(2027, 1, 1)
    assert ALWAYS_OPEN.nearest(TODAY) == TODAY
