"""Plans of the shipped rulebook agree with themselves about dates and money, whatever the day.

Random people on days through a year (ends of months, weekends, the turn of the year): the days
between which to act are in order and ahead, cost the same unless the plan says so, and no words
speak of a date that the plan does not have.
"""

from __future__ import annotations

import random
import re
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from engine.opening import OpenRulebook, open_rulebook
from engine.planning.plan import DueDate, Plan
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Answer

DAYS = (
    "2026-11-22", "2026-11-25", "2026-11-26", "2026-11-29", "2026-11-30", "2026-12-01",
    "2026-12-09", "2026-12-10", "2026-12-16", "2026-12-19", "2026-12-20", "2026-12-21",
    "2026-12-28", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-04", "2027-01-30",
    "2027-01-31", "2027-02-14", "2027-02-24", "2027-02-27", "2027-02-28", "2027-03-01",
    "2027-03-25", "2027-03-31", "2027-04-30", "2027-05-05", "2027-06-13", "2027-07-31",
    "2027-08-15", "2027-09-30", "2027-10-20", "2027-10-31", "2027-11-21", "2028-02-29",
)  # fmt: skip
PEOPLE_A_DAY = 6
DATE = re.compile(r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|"
                  r"November|December) \d{4}")  # fmt: skip
NEEDS_A_DATE = ("the date here", "dates here", "the later date", "the dates ")


@cache
def shipped() -> OpenRulebook:
    return open_rulebook()


def somebody(on: date, number: int) -> dict[str, Answer]:
    """Random answers, most of them given."""
    drawn = random.Random(f"{on}/{number}")
    carriers: list[Answer] = [it.id for it in shipped().rulebook.facts["carrier"].options]
    start = on - timedelta(days=drawn.choice((20, 200, 355, 360, 364, 365, 366, 368, 380, 900)))
    given: dict[str, Answer] = {
        "card": drawn.choice(("sim", "esim")),
        "carrier": drawn.choice([*carriers, UNKNOWN]),
        "goal": drawn.choice(("end", "end", "end", "move", "keep")),
        "leaving": drawn.choice(("stays", "stays", "for_good", "for_a_while", "left")),
        "contract_start": start + timedelta(days=drawn.randrange(-3, 12)),
        "leaves_on": on + timedelta(days=drawn.choice((-2, 0, 1, 3, 6, 9, 14, 30, 45, 75))),
        "closing_day": drawn.choice(("month_end", "day_20", "day_10")),
        "way": drawn.choice(("shop", "online")),
        "unpaid": drawn.random() < 0.5,
        "auto_pay": True,
        "paid_by": "card_japan",
        "roaming": drawn.random() < 0.5,
        "services": frozenset(),
        "attached": frozenset(),
        "special": frozenset(drawn.choice(((), ("hardly_used",)))),
    }
    for fact in drawn.sample(("contract_start", "leaves_on", "closing_day", "way", "leaving"), 2):
        if drawn.random() < 0.3:
            given[fact] = UNKNOWN
        elif drawn.random() < 0.2:
            del given[fact]
    return given


@pytest.mark.parametrize("day", DAYS)
def test_dates_and_money_agree(day: str) -> None:
    on = date.fromisoformat(day)
    for number in range(PEOPLE_A_DAY):
        given = somebody(on, number)
        situation = Situation(given, on)
        plan = shipped().plan(situation, "en")
        faults = faults_in(plan, Valuation(shipped().rulebook, situation))
        assert not faults, f"on {on} {given}: {faults}"


def faults_in(plan: Plan, valuation: Valuation) -> list[str]:
    """What in the plan contradicts itself."""
    steps = {step.id: step for step in plan.steps}
    dues = {step.id: step.due for step in plan.steps if step.due is not None}
    end = dues.get("end-line")
    faults = [f"{it} is due in the past" for it, due in dues.items() if due.by < plan.as_of]
    faults += [f"{it} begins late" for it, due in dues.items() if due.since and due.since > due.by]
    faults += words_without_dates(plan, end)
    if end is not None:
        faults += days_after_departure(end, valuation)
        faults += days_that_cost_more(end, plan, valuation)
        faults += months_that_cost_more(end, plan, valuation)
    earlier = dues.get("end-a-month-earlier")
    if earlier is not None:
        if end is None or not plan.as_of <= earlier.by < end.by:
            faults.append("the cheaper month is not before the dearer one")
        elif steps["end-a-month-earlier"].position > steps["end-line"].position:
            faults.append("the cheaper month comes after the dearer one")
    if end is not None:
        chosen = end if earlier is None else earlier
        faults += [
            f"{step.id} comes before the end, and is due after it: {step.due.by}"
            for step in plan.steps
            if step.due is not None and step.position < steps["end-line"].position
            if step.id != "end-after-the-fee" and step.due.by > max(chosen.by, plan.as_of)
        ]
    return faults


def days_after_departure(end: DueDate, valuation: Valuation) -> list[str]:
    leaves = valuation.value("leaves_on")
    goes = valuation.value("leaving") in ("for_good", "for_a_while")
    if goes and isinstance(leaves, date) and valuation.value("goal") != "move":
        as_of = valuation.situation.as_of
        if end.by > max(as_of, leaves - timedelta(days=1)):
            return [f"to be done on {end.by}, after departure"]
    return []


def days_that_cost_more(end: DueDate, plan: Plan, valuation: Valuation) -> list[str]:
    """Days of the window that cost the early fee while others do not, unless it is said."""
    until = valuation.value("young_until")
    if valuation.value("has_early_fee") is not True or not isinstance(until, date):
        return []
    first = end.since or plan.as_of
    said = {warning.id for warning in plan.warnings}
    if plan.as_of <= until and "not-before-the-fee-is-over" not in said:
        return [f"the fee until {until} is not named"]
    if valuation.value("end_by") is not None and first <= until < end.by:
        return [f"acting from {first} to {until} costs the fee, until {end.by} it does not"]
    return []


def months_that_cost_more(end: DueDate, plan: Plan, valuation: Valuation) -> list[str]:
    """A window over two months that are each charged in full, a cut-off missed in silence, or
    a month begun for a few days without a word on the cheaper one."""
    value = valuation.value
    if value("gives_up_number") is not True or value("closing_day_counts") is True:
        return []
    faults = []
    first, ends = end.since or end.by, value("carrier.end")
    full = value("carrier.last_month") == "full"
    said = {warning.id for warning in plan.warnings}
    if full and ends == "at_once" and (first.year, first.month) != (end.by.year, end.by.month):
        faults.append(f"the window from {first} to {end.by} costs one month or two")
    cut_off = value("carrier.cutoff_day")
    late = isinstance(cut_off, int) and end.by.day > cut_off
    if ends == "month_end" and late and "cut-off-has-passed" not in said:
        faults.append(f"{end.by} is after the cut-off, and nothing says so")
    few = end.by.day <= 7 and (end.by.year, end.by.month) != (plan.as_of.year, plan.as_of.month)
    left = (end.by.replace(day=1) - timedelta(days=8) - plan.as_of).days
    cheaper = any(step.id == "end-a-month-earlier" for step in plan.steps)
    if full and ends in ("at_once", "month_end") and few and left > 0 and not cheaper:
        faults.append(f"{end.by} begins a month for a few days, and nothing says so")
    return faults


def words_without_dates(plan: Plan, end: DueDate | None) -> list[str]:
    faults = []
    texts = [(step.id, f"{step.title} {step.how or ''}") for step in plan.steps]
    texts += [(warning.id, warning.text) for warning in plan.warnings]
    for place, text in texts:
        if end is None and any(words in text for words in NEEDS_A_DATE):
            faults.append(f"{place} speaks of dates, and there are none: {text}")
        if "not known yet" in text:
            faults.append(f"{place} shows a gap in the middle of a sentence: {text}")
        for found in re.finditer(rf"\b[Bb]y ({DATE.pattern})", text):
            named = datetime.strptime(found[1], "%d %B %Y").date()
            if named < plan.as_of:
                faults.append(f"{place} asks for something by {named}: {text}")
    return faults


def test_a_plan_that_disagrees_would_be_noticed() -> None:
    on = date(2026, 11, 20)
    given: dict[str, Answer] = {
        "card": "esim", "carrier": "rakuten", "goal": "end", "leaving": "stays",
        "leaves_on": date(2026, 11, 29), "contract_start": date(2025, 11, 27),
        "special": frozenset(),
    }  # fmt: skip
    situation = Situation(given, on)
    plan = shipped().plan(situation, "en")
    valuation = Valuation(shipped().rulebook, situation)
    end = next(step.due for step in plan.steps if step.id == "end-line")
    assert end is not None
    assert not days_that_cost_more(end, plan, valuation)
    assert days_that_cost_more(
        DueDate(by=end.by, since=on, time=None, days_left=9), plan, valuation
    )
    assert days_after_departure(
        DueDate(by=date(2026, 12, 5), since=None, time=None, days_left=9),
        Valuation(shipped().rulebook, Situation(given | {"leaving": "for_good"}, on)),
    )
