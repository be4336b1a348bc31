"""What is read from diagrams is what going through every completion finds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.authoring.testing.variants import with_rules
from engine.conditions import Comparison, Relation
from engine.items import Certainty, Item, ItemKind, items_of
from engine.loading import load_rulebook_text
from engine.rulebook import Rulebook
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Answer, Kind
from engine.worlds import View
from engine.worlds.solving import LEFT_OPEN, Solver, Verdict
from engine.worlds.view import Budget
from tests import brute_force
from tests.strategies import Size, asked_facts, rulebooks, situations

FEW = Size(asked=4, options=3, tables=1, columns=2, derived=2, rules=5, steps=3, depth=2, parts=2)
SLOW: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow],
    "report_multiple_bugs": False,
}


@settings(max_examples=150, **SLOW)
@given(st.data())
def test_what_was_read_of_one_situation_is_not_taken_for_another(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(small=True))
    given = data.draw(situations(rulebook))
    alike = [given]
    for fact in asked_facts(rulebook):
        others = {it: answer for it, answer in given.answers.items() if it != fact.id}
        alike += [
            Situation({**others, fact.id: UNKNOWN}, given.as_of),
            Situation(others, given.as_of),
        ]
    for situation in alike:
        view, anew = View(rulebook, situation), View(replace(rulebook), situation)
        for item in items_of(rulebook):
            assert anew.certainty(item) == view.certainty(item), item
            assert anew.can_vanish(item) == view.can_vanish(item), item
            assert anew.hangs_on(item) == view.hangs_on(item), item
        for fact_id in situation.answers:
            assert anew.counts(fact_id) == view.counts(fact_id), fact_id


@settings(max_examples=300, **SLOW)
@given(st.data())
def test_certainty_is_what_going_through_every_completion_finds(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(small=True))
    situation = data.draw(situations(rulebook))
    view, valuation = View(rulebook, situation), Valuation(rulebook, situation)
    for item, entry in items_of(rulebook).items():
        assert not view.is_bounded(item)
        assert brute_force.certainty(entry, rulebook, valuation) == view.certainty(item), item


@settings(max_examples=150, **SLOW)
@given(st.data())
def test_an_item_can_vanish_exactly_when_some_answers_rule_it_out(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(size=FEW, small=True))
    situation = data.draw(situations(rulebook))
    view, valuation = View(rulebook, situation), Valuation(rulebook, situation)
    for item, entry in items_of(rulebook).items():
        expected = brute_force.looks_of(entry, rulebook, valuation).can_be_ruled_out
        assert expected == view.can_vanish(item), item


@settings(max_examples=80, **SLOW)
@given(st.data())
def test_a_question_matters_to_an_item_exactly_when_two_answers_make_it_look_different(
    data: st.DataObject,
) -> None:
    rulebook = data.draw(rulebooks(size=FEW, small=True))
    situation = data.draw(situations(rulebook))
    view, valuation = View(rulebook, situation), Valuation(rulebook, situation)
    for item, entry in items_of(rulebook).items():
        expected = brute_force.looks_of(entry, rulebook, valuation).relevant
        assert expected == view.hangs_on(item), item


@settings(max_examples=80, **SLOW)
@given(st.data())
def test_an_answer_counts_exactly_when_the_open_question_would_matter(
    data: st.DataObject,
) -> None:
    rulebook = data.draw(rulebooks(size=FEW, small=True))
    situation = data.draw(situations(rulebook))
    view = View(rulebook, situation)
    for fact_id in set(rulebook.askable) & situation.answers.keys():
        others = {f: a for f, a in situation.answers.items() if f != fact_id}
        without = Valuation(rulebook, Situation(others, situation.as_of))
        expected = fact_id in brute_force.relevant(rulebook, without)
        assert expected == view.counts(fact_id), fact_id


@settings(max_examples=150, **SLOW)
@given(st.data())
def test_a_value_is_shown_exactly_when_it_is_the_same_under_every_completion(
    data: st.DataObject,
) -> None:
    rulebook = data.draw(rulebooks(size=FEW, small=True))
    situation = data.draw(situations(rulebook))
    view, valuation = View(rulebook, situation), Valuation(rulebook, situation)
    for fact_id, fact in rulebook.facts.items():
        if fact.kind is Kind.CHOICES:
            continue
        expected = brute_force.shown_value(fact_id, rulebook, valuation)
        assert expected == view.valuation.value(fact_id), fact_id


TINY = """
rulebook: {id: tiny, version: "1", title: Tiny, languages: [en], currency: JPY}
phases: {all: {title: All}}
groups: {all: {title: All}}
facts:
  firm: {kind: choice, group: all, label: Firm, question: Which firm?}
tables:
  firm:
    key: firm
    columns:
      back: {kind: choice, label: Back, options: {must: Must, may: May, no_need: No}}
    rows:
      strict: {label: Strict, sources: [page], back: must}
      silent: {label: Silent, sources: [page]}
steps:
  send: {phase: all, title: Send it}
rules:
  sent:
    when: {firm.back: [must, may]}
    then: [do: send]
    because: They ask for it.
    sources: [page]
sources:
  page: {title: Page, kind: background, checked: 2026-01-01}
"""
SEND = Item(ItemKind.STEP, "send")


def test_an_empty_cell_of_a_choice_may_turn_out_as_any_of_its_options() -> None:
    """The options of the cell are not mistaken for rows of its table."""
    rulebook = load_rulebook_text({"rulebook.yaml": TINY})
    expected = {"strict": Certainty.CERTAIN, "silent": Certainty.POSSIBLE}
    for firm, certainty in expected.items():
        assert certainty == View(rulebook, Situation({"firm": firm}, DAY)).certainty(SEND)


def test_a_time_that_is_handed_on_may_be_what_it_is_compared_with() -> None:
    """An empty cell can turn out as the very time that only a calculated fact is tested for
    (which no rulebook in YAML does)."""
    column = "      back: {kind: choice, label: Back, options: {must: Must, may: May, no_need: No}}"
    text = (
        TINY.replace(column, "      closes: {kind: time, label: Closes}")
        .replace("back: must}", 'closes: "20:00"}')
        .replace("{firm.back: [must, may]}", "{closes: known}")
    ) + (
        "calculated:\n  closes:\n    label: Closing time\n"
        "    cases: [{when: {firm: silent}, value: firm.closes}]\n"
    )
    loaded = load_rulebook_text({"rulebook.yaml": text})
    at_nine = replace(loaded.rules["sent"], when=Comparison("closes", Relation.EQUALS, "09:00"))
    rulebook = with_rules(loaded, {"sent": at_nine})
    assert Certainty.POSSIBLE == View(rulebook, Situation({"firm": "silent"}, DAY)).certainty(SEND)


def calculating(facts: str, calculated: str, condition: str) -> Rulebook:
    """A rulebook whose only step is sent when ``condition`` holds."""
    return load_rulebook_text(
        {
            "rulebook.yaml": f"""
rulebook: {{id: sums, version: "1", title: Sums, languages: [en], currency: JPY}}
phases: {{all: {{title: All}}}}
groups: {{all: {{title: All}}}}
facts: {{{facts}}}
calculated: {{{calculated}}}
steps: {{send: {{phase: all, title: Send it}}}}
rules: {{sent: {{when: {condition}, then: [do: send], because: b, sources: [page]}}}}
sources: {{page: {{title: Page, kind: background, checked: 2026-01-01}}}}
"""
        }
    )


DAY = date(2026, 1, 1)
TWO_AMOUNTS = (
    "a: {kind: money, group: all, label: A, question: A?, minimum: 0},"
    " b: {kind: money, group: all, label: B, question: B?, minimum: 0, maximum: 2000}"
)


def test_a_sum_of_two_open_amounts_is_exact_without_trying_them() -> None:
    sums = "total: {label: Total, kind: money, sum: [a, b, 10]}"
    cases = (
        ("{total: {at_least: 10}}", Certainty.CERTAIN),
        ("{total: {under: 10}}", Certainty.RULED_OUT),
        ("{total: {over: 100000}, a: {under: 98000}}", Certainty.POSSIBLE),
        ("{total: {over: 100000}, a: {under: 97990}}", Certainty.RULED_OUT),
        ("{any: [{total: {at_most: 50000}}, {a: {over: 40000}}]}", Certainty.CERTAIN),
    )
    for condition, expected in cases:
        rulebook = calculating(TWO_AMOUNTS, sums, condition)
        assert expected == View(rulebook, Situation({}, DAY)).certainty(SEND), condition


def test_two_open_dates_far_apart_are_compared_exactly() -> None:
    cases = (
        ("{days: {over: 3000}}", Certainty.POSSIBLE),
        ("{any: [{days: {over: 3}}, {days: {at_most: 3}}]}", Certainty.CERTAIN),
        (
            "{days: {over: 400}, start: {after: 2026-01-01}, end: {before: 2027-01-01}}",
            Certainty.RULED_OUT,
        ),
        (
            "{days: {over: 300}, start: {after: 2026-01-01}, end: {before: 2027-01-01}}",
            Certainty.POSSIBLE,
        ),
    )
    for condition, expected in cases:
        rulebook = two_dates(condition)
        for answers in ({}, {"start": UNKNOWN}, {"start": UNKNOWN, "end": UNKNOWN}):
            found = View(rulebook, Situation(answers, DAY)).certainty(SEND)
            assert expected == found, (condition, answers)


def two_dates(condition: str) -> Rulebook:
    dates = ", ".join(
        f"{name}: {{kind: date, group: all, label: {name}, question: When?}}"
        for name in ("start", "end")
    )
    return calculating(dates, "days: {label: Days, days_between: [start, end]}", condition)


def test_what_is_too_much_to_read_is_possible_and_said_to_be_bounded() -> None:
    impossible = "{days: {over: 400}, start: {after: 2026-01-01}, end: {before: 2027-01-01}}"
    situation = Situation({"start": UNKNOWN}, DAY)
    view = View(two_dates(impossible), situation, Budget(0))
    assert view.certainty(SEND) is Certainty.POSSIBLE
    assert view.can_vanish(SEND)
    assert view.is_bounded(SEND)
    assert frozenset({"end"}) == view.relevant
    read = View(two_dates(impossible), situation)
    assert read.certainty(SEND) is Certainty.RULED_OUT
    assert not read.is_bounded(SEND)


def test_verdicts_that_take_too_much_reading_are_left_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far = Comparison("days", Relation.OVER, 3000)
    book = two_dates("{days: {over: 3000}}")
    assert Verdict(True, True, True) == Solver(book, DAY).verdict(far)
    monkeypatch.setattr("engine.worlds.solving.MOST_READ", 0)
    assert LEFT_OPEN == Solver(book, DAY).verdict(far)


DAY_AND_FLAG = (
    "day: {kind: date, group: all, label: Day, question: When?},"
    " flag: {kind: yes_no, group: all, label: Flag, question: Is it?}"
)


def test_days_that_were_not_looked_at_first_count_where_the_day_is_not_known() -> None:
    """Each answer leaves it possible: on one day or on another."""
    rulebook = calculating(
        DAY_AND_FLAG,
        "left: {label: Left, days_until: day}",
        "{any: [{flag: yes, left: 137}, {flag: no, left: 3}]}",
    )
    view = View(rulebook, Situation({"day": UNKNOWN}, DAY))
    assert Certainty.POSSIBLE == view.certainty(SEND)
    assert not view.can_vanish(SEND)
    assert frozenset() == view.relevant


def test_an_hour_that_stands_nowhere_is_not_shown() -> None:
    column = "      back: {kind: choice, label: Back, options: {must: Must, may: May, no_need: No}}"
    text = (
        TINY.replace(column, "      closes: {kind: time, label: Closes}")
        .replace("back: must}", 'closes: "20:00"}')
        .replace("{firm.back: [must, may]}", "{firm: known}")
    )
    rulebook = load_rulebook_text({"rulebook.yaml": text})
    for firm, expected in {"strict": "20:00", "silent": None}.items():
        assert expected == View(rulebook, Situation({"firm": firm}, DAY)).value("firm.closes")


def test_a_difference_of_a_thing_and_itself_is_nothing_even_if_nobody_knows_it() -> None:
    column = "      back: {kind: choice, label: Back, options: {must: Must, may: May, no_need: No}}"
    text = (
        TINY.replace(column, "      fee: {kind: money, label: Fee}")
        .replace("back: must}", "fee: 20}")
        .replace("{firm.back: [must, may]}", "{gap: 0}")
    ) + "calculated:\n  gap: {label: Gap, difference: [firm.fee, firm.fee]}\n"
    rulebook = load_rulebook_text({"rulebook.yaml": text})
    for firm in ("strict", "silent", UNKNOWN):
        view = View(rulebook, Situation({"firm": firm}, DAY))
        assert (0, Certainty.CERTAIN) == (view.value("gap"), view.certainty(SEND))


def test_all_days_of_a_date_that_nobody_knows_are_looked_at() -> None:
    """A few of them look as if the open question mattered; the day of the test undoes it."""
    column = "      back: {kind: choice, label: Back, options: {must: Must, may: May, no_need: No}}"
    text = (
        TINY.replace(column, "      last: {kind: date, label: Last}")
        .replace("back: must}", "last: 2026-11-30}")
        .replace(
            "{firm.back: [must, may]}",
            "{any: [{not: {firm.last: 2025-10-18}, day: 2026-01-02}, {flag: yes, firm: strict}]}",
        )
        .replace(
            "tables:",
            "  day: {kind: date, group: all, label: Day, question: When?,"
            " minimum: 2026-01-01, maximum: 2026-01-03}\n"
            "  flag: {kind: yes_no, group: all, label: Flag, question: Is it?}\n"
            "tables:",
            1,
        )
    )
    answers: dict[str, Answer] = {"firm": UNKNOWN, "flag": UNKNOWN}
    view = View(load_rulebook_text({"rulebook.yaml": text}), Situation(answers, DAY))
    assert Certainty.POSSIBLE == view.certainty(SEND)
    assert frozenset() == view.hangs_on(SEND)


def test_what_nobody_can_be_asked_for_makes_nothing_vanish() -> None:
    for kind, test in (("integer", "at_least: 1"), ("date", "after: 2026-01-01")):
        facts = f"n: {{kind: {kind}, label: N}}"
        rulebook = calculating(facts, "m: {label: M, days_until: today}", f"{{n: {{{test}}}}}")
        view = View(rulebook, Situation({}, DAY))
        assert Certainty.POSSIBLE == view.certainty(SEND)
        assert not view.can_vanish(SEND)


def test_two_ways_to_say_the_same_of_open_dates_make_no_question_matter() -> None:
    """One branch looks at one date, the other at two without hanging on the second."""
    facts = f"{DAY_AND_FLAG}, other: {{kind: date, group: all, label: Other, question: When else?}}"
    rulebook = calculating(
        facts,
        "gap: {label: Gap, days_between: [day, other]}",
        "{day: {after: 2026-03-01}, any:"
        " [{flag: yes}, {flag: no, any: [{gap: {over: 3}}, {gap: {under: 4}}]}]}",
    )
    assert {"day"} == View(rulebook, Situation({}, DAY)).relevant


def test_a_date_that_an_open_one_cannot_move_is_shown() -> None:
    facts = "day: {kind: date, group: all, label: Day, question: When?}"
    first = (
        "later: {label: Later, latest: [today, day]},"
        " first: {label: First, earliest: [2025-12-05, later]}"
    )
    rulebook = calculating(facts, first, "{first: {before: 2027-01-01}}")
    for day in (None, UNKNOWN):
        answers: dict[str, Answer] = {} if day is None else {"day": day}
        view = View(rulebook, Situation(answers, DAY))
        assert date(2025, 12, 5) == view.value("first")
        assert view.value("later") is None


def test_perhaps_unofficial_looks_like_unofficial() -> None:
    text = (
        TINY.replace("{firm.back: [must, may]}", "{firm: known}")
        + "  office: {title: Office, kind: official, checked: 2026-01-01}\n"
    ).replace(
        "sources:\n  page",
        "  confirmed: {when: {flag: yes, known_to: yes}, then: [do: send],"
        " because: b, sources: [office]}\nsources:\n  page",
    )
    questions = "".join(
        f"  {fact}: {{kind: yes_no, group: all, label: {fact}, question: Is it?}}\n"
        for fact in ("flag", "known_to")
    )
    text = text.replace("tables:", f"{questions}tables:", 1)
    answers: dict[str, Answer] = {"firm": "strict", "known_to": UNKNOWN}
    view = View(load_rulebook_text({"rulebook.yaml": text}), Situation(answers, DAY))
    assert not view.is_official(SEND)
    assert frozenset() == view.relevant
