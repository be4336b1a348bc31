from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.authoring.variants import with_rules
from engine.conditions import Comparison, Relation
from engine.items import items_of
from engine.loading import load_rulebook_text
from engine.sharpening import Certainty, Sharpener
from engine.sharpening.closure import LiveAncestors
from engine.situation import Situation
from tests import brute_force
from tests.strategies import Size, rulebooks, situations

FEW = Size(asked=4, options=3, tables=1, columns=2, derived=2, rules=5, steps=3, depth=2, parts=2)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    report_multiple_bugs=False,
)
@given(st.data())
def test_certainty_is_what_going_through_every_completion_finds(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(small=True))
    situation = data.draw(situations(rulebook))
    sharpener = Sharpener(rulebook, situation)
    for entry in items_of(rulebook).values():
        expected = brute_force.certainty(entry, rulebook, sharpener.valuation)
        found = sharpener.certainty(entry)
        closure = brute_force.closure_of(entry, rulebook)
        entangled = LiveAncestors(sharpener.valuation).entangled(closure)
        approximate = entangled or brute_force.only_bounded(closure)
        if approximate or entry.item.id in sharpener.inexact:
            assert found in (expected, Certainty.POSSIBLE)
        else:
            assert found == expected, entry.item


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    report_multiple_bugs=False,
)
@given(st.data())
def test_an_item_can_vanish_exactly_when_some_answers_rule_it_out(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(size=FEW, small=True))
    situation = data.draw(situations(rulebook))
    sharpener = Sharpener(rulebook, situation)
    has_looked_before = data.draw(st.booleans())
    for entry in items_of(rulebook).values():
        if has_looked_before:
            sharpener.certainty(entry)
        closure = brute_force.closure_of(entry, rulebook)
        entangled = LiveAncestors(sharpener.valuation).entangled(closure)
        if not entangled and not brute_force.only_bounded(closure):
            expected = brute_force.can_be_ruled_out(entry, rulebook, sharpener.valuation)
            assert sharpener.can_vanish(entry) == expected, entry.item


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


def test_an_empty_cell_of_a_choice_may_turn_out_as_any_of_its_options() -> None:
    """The options of the cell are not mistaken for rows of its table."""
    rulebook = load_rulebook_text({"rulebook.yaml": TINY})
    [entry] = items_of(rulebook).values()
    expected = {"strict": Certainty.CERTAIN, "silent": Certainty.POSSIBLE}
    for firm, certainty in expected.items():
        situation = Situation({"firm": firm}, date(2026, 1, 1))
        assert certainty == Sharpener(rulebook, situation).certainty(entry)


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
    [entry] = items_of(rulebook).values()
    situation = Situation({"firm": "silent"}, date(2026, 1, 1))
    assert Certainty.POSSIBLE == Sharpener(rulebook, situation).certainty(entry)
