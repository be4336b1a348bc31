"""Slips that authors make who think in another language, with what the hint has to say."""

from __future__ import annotations

from tests.authoring.page_base import FILES

SCENARIOS = """\
on: 2026-11-22
scenarios:
  renter:
    given: {rents: yes, pet: cat, boxes: 30, helpers: [friends], town: bonn, moves_on: 2027-03-31}
    expect:
      steps: [give-notice, hand-over, pack, register]
      absent_steps: [hurry]
      order: [[calm-cat, hand-over]]
      warnings: [renting]
"""
INVARIANTS = """\
invariants:
  notice-first:
    when: {rents: yes}
    order: [give-notice, hand-over]
    because: The contract comes first.
  cats:
    when: {pet: cat}
    includes: [calm-cat]
    excludes: [dog]
    because: Cats dislike moving.
  short:
    at_most: {steps: 9, questions: 9}
    because: Nobody reads more.
"""
SCENARIO, INVARIANT = "scenarios/one.yaml", "invariants/all.yaml"
WHOLE = {**FILES, SCENARIO: SCENARIOS, INVARIANT: INVARIANTS}

_CAT, _RENTS, _FEW = "when: {pet: cat}", "when: {rents: yes}", "days_left: {under: 7}"
_CASES = "{days_until: moves_on}"
_NO_DOG = "excludes: [dog]"

MEANT: list[tuple[str, str, str]] = [
    # What denies
    ("helpers: {not: none}", "helpers: {is_not: none}", "`helpers: {not: none}`"),
    (
        "helpers: {includes: friends}",
        "helpers: {does_not_include: friends}",
        "`not: {helpers: {includes: friends}}`",
    ),
    (_CAT, 'when: {pet: "!= cat"}', "`pet: {not: cat}`"),
    (_CAT, "when: {pet: !cat}", "`pet: {not: cat}`"),
    (_CAT, "when: {pet: {not_in: [dog, no_pet]}}", "`pet: {not: [dog, no_pet]}`"),
    (_RENTS, "unless: {rents: yes}", "`when: {not: {…}}`"),
    (_RENTS, "when_not: {rents: yes}", "`when: {not: {…}}`"),
    (_NO_DOG, "never: [dog]", "'excludes'"),
    (_NO_DOG, "not_includes: [dog]", "'excludes'"),
    ("includes: [calm-cat]", "mutually_exclusive: [calm-cat, dog]", "'never_together'"),
    ("absent_steps: [hurry]", "not_steps: [hurry]", "`absent_steps:`"),
    # Sizes, dates and lists
    (_FEW, "days_left: {less_than: 7}", "`days_left: {under: 7}`"),
    (_FEW, 'days_left: {"<": 7}', "`days_left: {under: 7}`"),
    (_FEW, 'days_left: {">=": 7}', "`days_left: {at_least: 7}`"),
    (_FEW, "days_left: {not_more_than: 7}", "`days_left: {at_most: 7}`"),
    (
        f"{{{_FEW}}}",
        "{moves_on: {not_after: 2027-01-01}}",
        "`moves_on: {on_or_before: 2027-01-01}`",
    ),
    (f"{{{_FEW}}}", "{moves_on: {before: tomorrow}}", "`days_until`"),
    ("due: {by: moves_on, days_before: 90}", "due: {before: moves_on}", "'by'"),
    ("days_before: 90}", "weeks_before: 12}", "`days_before: 84`"),
    (_CAT, "when: {pet: cat or dog}", "`pet: [cat, dog]`"),
    (
        "helpers: {includes: friends}",
        "helpers: friends and firm",
        "{includes_all: [friends, firm]}",
    ),
    (
        "helpers: {includes: friends}",
        "helpers: {contains: friends}",
        "`helpers: {includes: friends}`",
    ),
    (_CAT, "when: {or: [{pet: cat}, {pet: dog}]}", "`any:`"),
    # Where things stand
    (
        "      - do: book-van\n      - cost",
        "      do: book-van\n      - cost",
        "Write `- ` before that",
    ),
    (
        "hurry: {phase: before, title: Hurry up}",
        "hurry: {phase: before, title: H, when: x}",
        "`rules:`",
    ),
    (_CASES, "{cases: [{when: {pet: cat}, then: 1}, {otherwise: 2}]}", "'value'"),
    (_CASES, "{cases: [{if: {pet: cat}, value: 1}, {otherwise: 2}]}", "'when'"),
    (_CASES, "{cases: [{when: {pet: cat}, value: 1}, {default: 2}]}", "'otherwise'"),
    (_CASES, "moves_on - today", "`days_until: a_date_fact`"),
    ("days: {kind: integer}", "days: integer", "`{kind: integer}`"),
    ("order: [give-notice, hand-over]", "before: [give-notice, hand-over]", "'order'"),
    ("includes: [calm-cat]", "steps: [calm-cat]", "'includes'"),
    ("at_most: {steps: 9, questions: 9}", "at_most: 9", "`at_most: {steps: 40}`"),
    ("because: Nobody reads more.", "reason: Nobody reads more.", "'because'"),
    # Words
    ("kind: official, checked", "kind: government, checked", "'official'"),
    ("severity: caution", "severity: warning", "'caution'"),
    ("boxes: {kind: integer", "boxes: {kind: int", "'integer'"),
    ("    kind: yes_no", "    kind: boolean", "'yes_no'"),
    ("    kind: choices", "    kind: multiple_choice", "'choices'"),
    ("languages: [en, de]", "languages: [english, de]", "Write en"),
    ("languages: [en, de]", "languages: [EN, de]", "Write en"),
    ("languages: [en, de]", "languages: en, de", "[en, de]"),
    ("Go to {town.office}.", "Go to {{town.office}}.", "Write {town.office}"),
    ("Go to {town.office}.", "Go to ${town.office}.", "Write {town.office}"),
]
"""What was to be written, what was written, and what one of the hints says."""
