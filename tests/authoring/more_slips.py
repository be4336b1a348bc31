"""Eighty more things that authors write in a rulebook that was all right: ``old`` was to be
written, ``new`` was, and what the messages have to say of what was meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class More:
    """One of them."""

    old: str
    new: str
    meant: str
    file: str = "base.yaml"


_RENTS = "when: {rents: yes}"
_CAT = "when: {pet: cat}"
_DOG = "when: {pet: dog, helpers: {includes: friends}}"
_BOXES = "boxes: {over: 20}"
_DAYS = "days_left: {under: 7}"
_VAN = "when: {needs_van: yes}"
_MOVES = "moves_on: {kind: date, group: home, question: When?, minimum: 2020-01-01}"
_COUNT = "boxes: {kind: integer, group: home, question: How many boxes?, minimum: 0, maximum: 500}"
_LEFT = "days_left: {days_until: moves_on}"
_DUE = "due: {by: moves_on, days_before: 90}"
_WARN = "- warn: {severity: note, text: Let a friend walk the dog.}"
_SOURCE = "handbook: {title: The handbook, kind: official, checked: 2026-11-01}"

MORE = [
    # Other people's words for what this language has
    More(_RENTS, "if: {rents: yes}", "'when'"),
    More(_RENTS, "condition: {rents: yes}", "'when'"),
    More(_RENTS, "where: {rents: yes}", "'when'"),
    More("then: [{do: hurry}]", "do: hurry", "'then'"),
    More("then: [{do: hurry}]", "actions: [{do: hurry}]", "'then'"),
    More("then: [{do: hurry}]", "then: hurry", "do: hurry"),
    More("then: [{do: hurry}]", "then: [hurry]", "do: hurry"),
    More("then: [{do: hurry}]", "then: [{step: hurry}]", "'do'"),
    More("then: [{do: hurry}]", "then: [{add: hurry}]", "'do'"),
    More("then: [{do: hurry}]", "then: [{show: hurry}]", "'do'"),
    More("- cost: van", "- charge: van", "'cost'"),
    More("- cost: van", "- fee: van", "'cost'"),
    More("[{conclude: needs_van}]", "[{set: needs_van}]", "'conclude'"),
    More("[{conclude: needs_van}]", "[{conclude: {needs_van: yes}}]", "conclude: needs_van"),
    More(_WARN, "- warning: {severity: note, text: Walk the dog.}", "'warn'"),
    More(_WARN, "- warn: Let a friend walk the dog.", "severity"),
    More(_WARN, "- warn: {severity: note, message: Walk the dog.}", "'text'"),
    More(_WARN, "- warn: {level: note, text: Walk the dog.}", "'severity'"),
    More(_WARN, "- warn: {severity: info, text: Walk the dog.}", "'note'"),
    More(_WARN, "- warn: {severity: critical, text: Walk the dog.}", "'danger'"),
    More("because: A week is short.", "why: A week is short.", "'because'"),
    More("because: A week is short.", "reason: A week is short.", "'because'"),
    More("sources: [handbook]\n  cat", "source: handbook\n  cat", "'sources'"),
    More("question: Do you rent?", "ask: Do you rent?", "'question'"),
    More("question: Do you rent?", "text: Do you rent?", "'question'"),
    More("title: Book a van}", "name: Book a van}", "'title'"),
    More("title: Book a van}", "label: Book a van}", "'title'"),
    More("phase: before, title: Pack", "stage: before, title: Pack", "'phase'"),
    More("bring: keys", "documents: keys", "'bring'"),
    More('how: "Go to {town.office}."', 'description: "Go to {town.office}."', "'how'"),
    More("minimum: 0, maximum: 500", "min: 0, max: 500", "'minimum'"),
    More(
        "options: {cat: Cat, dog: Dog, no_pet: No pet}", "values: {cat: Cat, dog: Dog}", "'options'"
    ),
    More(
        "options: {cat: Cat, dog: Dog, no_pet: No pet}",
        "choices: {cat: Cat, dog: Dog}",
        "'options'",
    ),
    More("    kind: yes_no", "    type: yes_no", "'kind'"),
    More("    kind: yes_no", "    kind: bool", "'yes_no'"),
    More("    kind: yes_no", "    kind: yesno", "'yes_no'"),
    More(
        "    kind: choice\n    group: home\n    question: Which pet?",
        "    kind: select\n    group: home\n    question: Which pet?",
        "'choice'",
    ),
    More("moves_on: {kind: date", "moves_on: {kind: day", "'date'"),
    More("moves_on: {kind: date", "moves_on: {kind: datetime", "'date'"),
    More("boxes: {kind: integer", "boxes: {kind: number", "'integer'"),
    More("boxes: {kind: integer", "boxes: {kind: float", "'integer'"),
    # Conditions
    More(_RENTS, "when: {rents: mostly}", "yes or no"),
    More(_RENTS, "when: rents", "rents: yes"),
    More(_RENTS, "when: [{rents: yes}, {pet: cat}]", "`all:`"),
    More(_RENTS, "when: rents = yes", "rents: yes"),
    More(_RENTS, "when: not rents", "rents: no"),
    More(_CAT, "when: {pet: {is: cat}}", "`pet: cat`"),
    More(_CAT, "when: {pet: {equals: cat}}", "`pet: cat`"),
    More(_CAT, "when: {pet: {in: [cat, dog]}}", "`pet: [cat, dog]`"),
    More(_CAT, "when: {pet: {one_of: [cat, dog]}}", "`pet: [cat, dog]`"),
    More(_CAT, "when: {pet: Cat}", "'cat'"),
    More(_CAT, "when: {and: [{pet: cat}, {rents: yes}]}", "`all:`"),
    More(_CAT, "when: {pet: {not: cats}}", "'cat'"),
    More(_CAT, "when: {pet: none}", "no_pet"),
    More(_DOG, "when: {pet: dog, helpers: friends}", "includes"),
    More(_DOG, "when: {pet: dog, helpers: {contains: friends}}", "includes"),
    More(_DOG, "when: {pet: dog, helpers: {has: friends}}", "includes"),
    More(
        _DOG,
        "when: {pet: dog, helpers: {without: friends}}",
        "`not: {helpers: {includes: friends}}`",
    ),
    More(_BOXES, "boxes: {more_than: 20}", "`boxes: {over: 20}`"),
    More(_BOXES, "boxes: {greater_than: 20}", "`boxes: {over: 20}`"),
    More(_BOXES, "boxes: {above: 20}", "over"),
    More(_BOXES, "boxes: {gt: 20}", "over"),
    More(_BOXES, 'boxes: "> 20"', "`boxes: {over: 20}`"),
    More(_BOXES, "boxes: {at least: 20}", "at_least"),
    More(_BOXES, "boxes: {min: 20}", "at_least"),
    More(_BOXES, "boxes: {from: 20, to: 40}", "between"),
    More(_BOXES, "boxes: 20-40", "between"),
    More(_BOXES, "boxes: {between: 20, 40}", "between"),
    More(_DAYS, "moves_on: {after: today}", "days_until"),
    More(_DAYS, "moves_on: {on: 2026-12-01}", "`moves_on: 2026-12-01`"),
    More(_DAYS, "moves_on: {no_later_than: 2026-12-01}", "on_or_before"),
    More(_DAYS, "moves_on: {since: 2026-12-01}", "on_or_after"),
    More(_DAYS, "moves_on: {not_after: 2026-12-01}", "on_or_before"),
    More(_DAYS, "moves_on: {after: 1 December 2026}", "YYYY-MM-DD"),
    # Dates, numbers, places
    More(_DUE, "due: moves_on", "by: moves_on"),
    More(_DUE, "due: {by: 2026-12-01}", "date fact"),
    More(_DUE, "due: {by: moves_on, days: 3}", "'days_before'"),
    More("amount: 80", "amount: 80.50", "whole"),
    More(_SOURCE, "handbook: {title: The handbook, kind: official, date: 2026-11-01}", "'checked'"),
    More(
        _SOURCE,
        "handbook: {title: The handbook, kind: official, checked: 2026/11/01}",
        "YYYY-MM-DD",
    ),
]
