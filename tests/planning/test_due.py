"""The date that stands in while the one that counts hangs on an open question."""

from __future__ import annotations

from datetime import date

import pytest

from engine.loading import load_rulebook_text
from engine.planning.contents import due_date
from engine.rulebook import Rulebook
from engine.situation import Situation, Valuation
from engine.values import Answer, Missing

BOOK = """
rulebook: {id: t, version: '1', title: T, languages: [en], currency: EUR}
phases: {all: {title: All}}
groups: {all: {title: All}}
sources: {office: {title: The office, kind: official, checked: 2026-01-01}}
facts:
  leaves_on: {kind: date, group: all, label: Last day, question: When?}
  ready_on: {kind: date, group: all, label: Ready, question: When ready?}
  counter: {kind: yes_no, group: all, label: Counter, question: At the counter?}
calculated:
  month_end: {label: End of the month, end_of_month: today}
  closes: {label: Closing, cases: [{when: {counter: no}, value: desk.closes}]}
tables:
  desk:
    key: place
    columns: {closes: {kind: time, label: closes}}
    rows: {here: {label: Here, closes: '17:59', sources: [office]}}
steps:
  go:
    phase: all
    title: Go
    due:
      by: leaves_on
      time: closes
      meanwhile: [ready_on, month_end]
      meanwhile_time: desk.closes
rules: {everybody: {then: [do: go], because: B, sources: [office]}}
"""
PLACE = "  place: {kind: choice, group: all, label: Place, question: Where?}\n"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook_text({"rulebook.yaml": BOOK.replace("calculated:", PLACE + "calculated:")})


@pytest.mark.parametrize(
    ("answers", "by", "time"),
    [
        ({}, "2026-11-30", None),
        ({"ready_on": date(2026, 11, 24)}, "2026-11-24", None),
        ({"leaves_on": date(2026, 12, 5), "ready_on": date(2026, 11, 24)}, "2026-12-05", None),
        ({"leaves_on": Missing.UNKNOWN}, None, None),
        ({"place": "here"}, "2026-11-30", "17:59"),
        ({"place": "here", "counter": False}, "2026-11-30", "17:59"),
        ({"place": "here", "counter": True}, "2026-11-30", None),
    ],
)
def test_a_date_or_hour_stands_in_only_while_a_question_is_open(
    book: Rulebook, answers: dict[str, Answer], by: str | None, time: str | None
) -> None:
    found = due_date(book.steps["go"].due, Valuation(book, Situation(answers, date(2026, 11, 22))))
    assert by == (found and found.by.isoformat())
    assert time == (found and found.time)


def test_what_stands_in_is_no_reason_to_ask(book: Rulebook) -> None:
    due = book.steps["go"].due
    assert due is not None
    assert ("leaves_on", "closes") == due.facts()
    assert {"ready_on", "month_end", "desk.closes"} < set(due.all_facts())
