"""What follows from a situation, and from assumptions about it."""

from __future__ import annotations

from datetime import date

from engine.items import Certainty, items_of
from engine.loading import load_rulebook_text
from engine.rulebook import Rulebook
from engine.situation import Situation, Valuation, reference_findings
from engine.values import UNKNOWN
from engine.worlds import View

TODAY = date(2026, 11, 22)


def rulebook(body: str) -> Rulebook:
    head = (
        "rulebook: {id: t, version: '1', title: T, languages: [en], currency: EUR}\n"
        "phases: {all: {title: All}}\n"
        "groups: {all: {title: All}}\n"
        "sources: {s: {title: S, kind: official, checked: 2026-01-01}}\n"
    )
    return load_rulebook_text({"rulebook.yaml": head + body})


DATES = """
facts:
  begins: {kind: date, group: all, label: Begins, question: When does it begin?}
  ends: {kind: date, group: all, label: Ends, question: When does it end?}
  insured: {kind: yes_no, group: all, label: Insured, question: Are you insured?}
calculated:
  length: {label: Length, days_between: [begins, ends]}
steps: {pack: {phase: all, title: Pack}}
rules:
  long: {when: {length: {over: 10}, insured: yes}, then: [{do: pack}], because: B, sources: [s]}
"""


def test_an_assumption_outlives_assumptions_about_what_it_follows_from() -> None:
    valuation = Valuation(rulebook(DATES), Situation({}, TODAY))
    assumed = valuation.assuming("length", (30, True)).assuming("begins", (TODAY, True))
    assert assumed.value("length") == 30


def test_a_stand_in_gives_a_value_but_no_knowledge() -> None:
    valuation = Valuation(rulebook(DATES), Situation({"begins": UNKNOWN, "ends": TODAY}, TODAY))
    assumed = valuation.assuming("begins", (TODAY, False))
    assert assumed.knowledge("length") == (0, False)


def test_a_conclusion_is_false_only_when_every_rule_for_it_is() -> None:
    book = rulebook(
        """
facts:
  a: {kind: yes_no, group: all, label: A, question: A?}
  b: {kind: yes_no, group: all, label: B, question: B?}
conclusions: {either: {label: Either}}
rules:
  from-a: {when: {a: yes}, then: [{conclude: either}], because: B, sources: [s]}
  from-b: {when: {b: yes}, then: [{conclude: either}], because: B, sources: [s]}
"""
    )

    def either(**answers: bool) -> bool | None:
        return reference_findings(book, Situation(answers, TODAY)).conclusions["either"]

    assert either() is None
    assert either(a=False) is None
    assert either(a=False, b=False) is False
    assert either(b=True) is True


def test_a_step_for_either_answer_is_certain_for_somebody_who_does_not_know() -> None:
    book = rulebook(
        """
facts:
  kind: {kind: choice, group: all, label: Kind, question: Which?, options: {one: One, two: Two}}
steps: {go: {phase: all, title: Go}}
rules:
  one: {when: {kind: one}, then: [{do: go}], because: B, sources: [s]}
  two: {when: {kind: two}, then: [{do: go}], because: B, sources: [s]}
"""
    )
    [item] = items_of(book)
    for answers in ({}, {"kind": UNKNOWN}):
        assert View(book, Situation(answers, TODAY)).certainty(item) is Certainty.CERTAIN


def test_ignorance_behind_an_open_question_is_looked_through() -> None:
    book = rulebook(
        """
facts:
  leaving: {kind: yes_no, group: all, label: Leaving, question: Leaving?}
  early: {kind: yes_no, group: all, label: Early, question: Early?}
  day: {kind: date, group: all, label: Day, question: When?}
calculated:
  last:
    label: Last
    cases:
      - {when: {leaving: yes, early: yes}, value: day}
      - {otherwise: today}
  left: {label: Left, days_until: last}
steps: {go: {phase: all, title: Go}}
rules:
  soon: {when: {left: {under: 5}}, then: [{do: go}], because: B, sources: [s]}
"""
    )
    [item] = items_of(book)
    view = View(book, Situation({"leaving": UNKNOWN}, TODAY))
    assert view.certainty(item) is Certainty.POSSIBLE
    assert view.can_vanish(item) is False
