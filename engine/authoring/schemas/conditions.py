"""Schemas of conditions and answers: what may be said of each fact, by its kind.

Owns which comparisons fit which kind of fact, as an editor is told. Whether a condition is
read the same way is for the loader (and a test) to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...loading.sections.comparisons import DATES, SIZES
from ...rulebook import Asked, Concluded, Fact, Rulebook
from ...values import PLACEHOLDER, Kind, Wording
from ...wording.filling import plain
from .pieces import (
    AMOUNT,
    DATE,
    KNOWLEDGE,
    TIME,
    UNKNOWN,
    WHOLE_NUMBER,
    YES_NO,
    Schema,
    either,
    listing,
    mapping,
    one_or_more,
    reference,
    words,
)

VALUES: Mapping[Kind, Schema] = {
    Kind.YES_NO: YES_NO,
    Kind.INTEGER: WHOLE_NUMBER,
    Kind.MONEY: AMOUNT,
    Kind.DATE: DATE,
    Kind.TIME: TIME,
}
CONDITION = "condition"
OPEN = words({UNKNOWN: "Open."})
_SAYS: Schema = {"type": "string", "description": "Words that the text says, or `unknown`."}
_NO_OPTION = {"none": "None of the options is chosen."}
_SIZE_NOTES = {
    "over": "More than this.",
    "under": "Less than this.",
    "at_least": "This or more.",
    "at_most": "This or less.",
    "before": "Earlier than this day.",
    "after": "Later than this day.",
    "on_or_before": "This day or earlier.",
    "on_or_after": "This day or later.",
}


def condition_definitions(rulebook: Rulebook, language: str) -> dict[str, Schema]:
    """Definitions of the condition, of the options of every choice, and of what can be said
    of every kind of fact."""
    definitions: dict[str, Schema] = {
        f"options of {fact.id}": words(option_notes(fact, language, rulebook))
        for fact in rulebook.facts.values()
        if fact.kind in (Kind.CHOICE, Kind.CHOICES)
    }
    for kind in (Kind.YES_NO, Kind.INTEGER, Kind.MONEY, Kind.DATE):
        definitions[f"said of {kind.value}"] = _said_of(VALUES[kind], kind)
    definitions["said of a conclusion"] = either(YES_NO, mapping({"not": YES_NO}))
    definitions["said of a word"] = either(words(KNOWLEDGE), mapping({"not": words(KNOWLEDGE)}))
    keys: dict[str, Schema] = {
        "any": listing(reference(CONDITION)) | {"description": "At least one of these holds."},
        "all": listing(reference(CONDITION)) | {"description": "Every one of these holds."},
        "not": reference(CONDITION, "This does not hold."),
    }
    for fact in rulebook.facts.values():
        note = fact_note(fact, language, rulebook)
        if fact.kind in (Kind.CHOICE, Kind.CHOICES):
            definitions[f"said of {fact.id}"] = _said_of_options(fact, language, rulebook)
            keys[fact.id] = reference(f"said of {fact.id}", note)
        else:
            keys[fact.id] = reference(_kind_definition(fact), note)
    definitions[CONDITION] = mapping(keys, note="All of these hold.", fewest=1)
    return definitions


def answer_to(fact: Fact, language: str, rulebook: Rulebook) -> Schema:
    """What a scenario may give for an asked fact."""
    unknown = words({UNKNOWN: KNOWLEDGE[UNKNOWN]})
    note = fact_note(fact, language, rulebook)
    if fact.kind is Kind.CHOICE:
        return either(reference(f"options of {fact.id}"), unknown) | {"description": note}
    if fact.kind is Kind.CHOICES:
        chosen = reference(f"options of {fact.id}")
        none = words({**_NO_OPTION, UNKNOWN: KNOWLEDGE[UNKNOWN]})
        return either(chosen, listing(chosen, 0), none) | {"description": note}
    return either(VALUES[fact.kind], unknown) | {"description": note}


def value_of(fact: Fact, language: str, rulebook: Rulebook) -> Schema:
    """What a scenario may expect a fact to come to that is worked out."""
    if fact.kind is Kind.CHOICES:
        return OPEN
    return _SAYS if fact.kind is Kind.TEXT else answer_to(fact, language, rulebook)


def fact_note(fact: Fact, language: str, rulebook: Rulebook) -> str:
    """What an editor says about a fact: its label, kind and question."""
    asked = isinstance(fact.origin, Asked)
    kind = fact.kind.value if asked else f"{fact.kind.value}, derived"
    note = f"{said(fact.label, language, rulebook)} ({kind})"
    more = fact.question or fact.statement
    return f"{note}. {said(more, language, rulebook)}" if more is not None else note


def option_notes(fact: Fact, language: str, rulebook: Rulebook) -> dict[str, str]:
    """What an editor says about each option."""
    notes = {}
    for option in fact.options:
        help = f". {said(option.help, language, rulebook)}" if option.help else ""
        notes[option.id] = said(option.label, language, rulebook) + help
    return notes


def said(words: Wording, language: str, rulebook: Rulebook) -> str:
    """A text as it can stand in a note: facts that it names by their labels."""

    def label(found: re.Match[str]) -> str:
        fact = rulebook.facts.get(found[1])
        return f"‹{plain(fact.label, language)}›" if fact else found[0]

    return PLACEHOLDER.sub(label, plain(words, language))


def _kind_definition(fact: Fact) -> str:
    if isinstance(fact.origin, Concluded):
        return "said of a conclusion"
    if fact.kind in (Kind.TEXT, Kind.TIME):
        return "said of a word"
    return f"said of {fact.kind.value}"


def _said_of(value: Schema, kind: Kind) -> Schema:
    known = words(KNOWLEDGE) | {"description": "Whether there is an answer at all."}
    operators: dict[str, Schema] = {"not": either(value, known, listing(value))}
    if kind is not Kind.YES_NO:
        fitting = (*SIZES, *DATES) if kind is Kind.DATE else SIZES
        operators |= {name: value | {"description": _SIZE_NOTES[name]} for name in fitting}
        operators["between"] = {
            "type": "array",
            "items": value,
            "minItems": 2,
            "maxItems": 2,
            "description": "From the first to the second, both inside.",
        }
    return either(value, known, listing(value), mapping(operators, fewest=1))


def _said_of_options(fact: Fact, language: str, rulebook: Rulebook) -> Schema:
    option = reference(f"options of {fact.id}")
    if fact.kind is Kind.CHOICE:
        several = listing(option)
        alone = words(option_notes(fact, language, rulebook) | KNOWLEDGE)
        return either(alone, several, mapping({"not": either(alone, several)}, fewest=1))
    alone = words(_NO_OPTION | KNOWLEDGE)
    operators: dict[str, Schema] = {
        "includes": option,
        "includes_any": one_or_more(option),
        "includes_all": one_or_more(option),
        "not": alone,
    }
    return either(alone, mapping(operators, fewest=1))
