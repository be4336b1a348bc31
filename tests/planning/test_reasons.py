"""What counts as resting on an official source."""

from __future__ import annotations

from datetime import date

import pytest

from engine.loading import load_rulebook_text
from engine.planning import make_plan
from engine.situation import Situation, reference_findings

BOOK = """
rulebook: {id: t, version: '1', title: T, languages: [en], currency: EUR}
phases: {all: {title: All}}
groups: {all: {title: All}}
sources:
  office: {title: The office, kind: official, checked: 2026-01-01}
  blog: {title: A blog, kind: third_party, checked: 2026-01-01}
facts: {shop: {kind: choice, group: all, label: Shop, question: Which shop?}}
tables:
  shop:
    key: shop
    columns: {way: {kind: text, label: way, when_unknown: Ask.}}
    rows: {here: {label: Here, way: CELL}}
steps: {go: {phase: all, title: Go, how: "{shop.way}"}}
rules: {everybody: {then: [{do: go}], because: B, sources: [office]}}
"""


@pytest.mark.parametrize(
    ("cell", "official"),
    [
        ("{value: Ring 0120-000-000., sources: [blog]}", False),
        ("{value: It costs ¥220., sources: [blog]}", False),
        ("{value: It costs ¥220., sources: [office]}", True),
        ("{value: It costs ¥220., sources: [blog, office]}", True),
        ("{value: Ask at the counter., sources: [blog]}", True),
        ("{value: Open the sample2.0 app., sources: [blog]}", True),
        ("It costs ¥220.", True),
    ],
)
def test_a_figure_inside_a_text_needs_an_official_source_too(cell: str, official: bool) -> None:
    rulebook = load_rulebook_text({"rulebook.yaml": BOOK.replace("CELL", cell)})
    situation = Situation({"shop": "here"}, date(2026, 11, 22))
    plan = make_plan(rulebook, situation, "en", reference_findings(rulebook, situation))
    assert [official] == [step.official for step in plan.steps]


OPEN_BOOK = (
    BOOK.replace(
        "columns: {way: {kind: text, label: way, when_unknown: Ask.}}",
        "columns: {open: {kind: yes_no, label: open}}",
    )
    .replace('how: "{shop.way}"', "how: Go")
    .replace("way: CELL", "open: CELL")
    .replace("{then:", "{WHEN then:")
)


@pytest.mark.parametrize(
    ("when", "cell", "official"),
    [
        ("when: {shop.open: yes},", "{value: yes, sources: [office]}", True),
        ("when: {shop.open: yes},", "{value: yes, sources: [blog]}", False),
        ("when: {shop.open: known},", "{value: yes, sources: [blog]}", False),
        ("when: {shop.open: yes},", "yes", True),
        ("when: {any: [{shop.open: no}, {shop: here}]},", "{value: yes, sources: [blog]}", True),
        ("", "{value: yes, sources: [blog]}", True),
    ],
)
def test_a_rule_that_tests_a_cell_rests_on_its_sources_too(
    when: str, cell: str, official: bool
) -> None:
    book = OPEN_BOOK.replace("WHEN", when).replace("CELL", cell)
    rulebook = load_rulebook_text({"rulebook.yaml": book})
    situation = Situation({"shop": "here"}, date(2026, 11, 22))
    plan = make_plan(rulebook, situation, "en", reference_findings(rulebook, situation))
    assert [official] == [step.official for step in plan.steps]
