"""The hour at which a step is due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine import open_rulebook

RULEBOOK = """\
rulebook: {id: shops, version: "1", title: Shops, languages: [en], currency: EUR, time_zone: UTC}
phases: {all: {title: All}}
groups: {all: {title: All}}
facts:
  shop: {kind: choice, label: Shop, question: Which?, group: all}
  ends: {kind: date, label: Ends, question: When?, group: all}
  owes: {kind: yes_no, label: Owes, question: Owes?, group: all}
calculated:
  opening: {label: Opening, cases: [{when: {owes: yes}, value: shop.until}]}
tables:
  shop:
    key: shop
    columns: {until: {kind: time, label: Until}}
    rows:
      north: {label: North, until: "20:00"}
      south: {label: South}
steps:
  go: {phase: all, title: Go, due: {by: ends, time: opening, meanwhile_time: shop.until}}
  pay: {phase: all, title: Pay}
sources: {desk: {title: Desk, kind: background, checked: 2026-11-01}}
rules:
  debts: {when: {owes: yes}, then: [do: pay], because: It is so., sources: desk}
  all: {then: [do: go], because: It is so., sources: desk}
"""


def time_at(folder: Path, shop: str) -> str | None:
    """The hour before which one has to go to the shop."""
    folder.joinpath("shops.yaml").write_text(RULEBOOK, "utf-8")
    opened = open_rulebook(folder)
    answers = {"shop": shop, "ends": "2026-12-20"}
    [step] = opened.plan(opened.situation(answers, date(2026, 12, 1)), "en").steps
    assert step.due is not None
    return step.due.time


def test_the_hour_of_the_row_is_told(tmp_path: Path) -> None:
    assert "20:00" == time_at(tmp_path, "north")


def test_an_hour_that_nobody_knows_is_none(tmp_path: Path) -> None:
    """It is not the empty text, which no calendar can read."""
    assert time_at(tmp_path, "south") is None
    assert time_at(tmp_path, "unknown") is None
