"""What can hold at all is proved, and without a look at every day where no day matters."""

from __future__ import annotations

from datetime import date

import pytest

from engine.authoring.probing import Probes
from engine.authoring.solving import Solver, Verdict
from engine.authoring.written import both
from engine.conditions import Comparison, Condition, Not, Relation, comparisons_in
from engine.sharpening import Certainty
from tests.authoring.sample import BODY, book

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
NEEDS_VAN = Comparison("needs_van", Relation.EQUALS, True)
FEW_BOXES = Comparison("boxes", Relation.AT_MOST, 10)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The as-of dates that are looked at, each as often as it is."""
    days: list[date] = []
    look = Probes.certainty

    def counted(probes: Probes, number: int, as_of: date) -> tuple[Certainty, bool]:
        days.append(as_of)
        return look(probes, number, as_of)

    monkeypatch.setattr(Probes, "certainty", counted)
    return days


@pytest.mark.parametrize("moving", [FIRST_DAYS, Not(FIRST_DAYS), SOON])
def test_what_is_impossible_whatever_the_day_is_not_looked_at_on_every_day(
    moving: Condition, looks: list[date]
) -> None:
    condition = both(both(NEEDS_VAN, moving), FEW_BOXES)
    assert Verdict(False, True, True) == Solver(book(MOVING), TODAY).verdict(condition)
    assert [TODAY, TODAY] == looks


def test_what_only_the_day_makes_impossible_is_looked_at_on_every_day(looks: list[date]) -> None:
    condition = both(CAT, FIRST_DAYS, Comparison("day", Relation.OVER, 20), NEEDS_VAN)
    assert Verdict(True, True, True) == Solver(book(MOVING), TODAY).verdict(both(CAT, FIRST_DAYS))
    on_few_days = len(set(looks))
    assert not Solver(book(MOVING), TODAY).verdict(condition).can_hold
    assert on_few_days > 1


def test_what_the_days_make_too_much_to_search_may_be_impossible_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look = Probes.certainty

    def gives_up_on_days(probes: Probes, number: int, as_of: date) -> tuple[Certainty, bool]:
        if "day" in {leaf.fact for leaf in comparisons_in(probes.rules[number].when)}:
            return Certainty.POSSIBLE, False
        return look(probes, number, as_of)

    monkeypatch.setattr(Probes, "certainty", gives_up_on_days)
    solver = Solver(book(MOVING), TODAY)
    assert Verdict(True, True, False) == solver.verdict(both(NEEDS_VAN, FIRST_DAYS))
    assert Verdict(False, True, True) == solver.verdict(both(NEEDS_VAN, FIRST_DAYS, FEW_BOXES))
