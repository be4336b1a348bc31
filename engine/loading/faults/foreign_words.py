"""What was meant by words and signs that the rule language does not have.

Owns the words that people bring along from spreadsheets, programming and plain speech, each
with the one that is used here. Reports nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_KEYS = {
    "then": "value steps",
    "result": "value",
    "before": "by order days_before",
    "after": "since days_after",
    "earliest": "since",
    "latest": "by",
    "never": "excludes",
    "exclude": "excludes",
    "excluding": "excludes",
    "include": "includes",
    "not": "excludes",
    "not_includes": "excludes",
    "absent": "excludes",
    "forbids": "excludes",
    "must_not": "excludes",
    "steps": "includes",
    "contains": "includes",
    "requires": "includes after",
    "depends_on": "after",
    "needs": "after",
    "topic": "group",
    "section": "group",
    "category": "group",
    "hint": "help",
    "given": "when",
    "answers": "given",
    "situation": "given",
    "input": "given",
    "inputs": "given",
    "facts": "given",
    "to": "by until",
    "since": "from",
    "from": "since",
    "on": "by",
    "multiply": "product",
    "times": "product",
    "produit": "product",
    "minus": "difference",
    "subtract": "difference",
    "plus": "sum",
    "add": "sum",
    "total": "sum",
    "somme": "sum",
    "minimum": "earliest",
    "first": "first_known earliest",
    "maximum": "latest",
    "last": "latest",
    "switch": "cases",
    "match": "cases",
    "variations": "cases",
    "coalesce": "first_known",
    "must": "includes",
    "warnings": "warns",
    "questions": "asks",
    "mutually_exclusive": "never_together",
    "not_together": "never_together",
    "exclusive": "never_together",
    "one_of": "exactly_one_of",
    "any_of": "at_least_one_of",
    "limit": "at_most",
    "if": "when cases",
    "when": "given cases",
    "condition": "when",
    "conditions": "when",
    "where": "when",
    "effects": "then",
    "effect": "then",
    "actions": "then",
    "action": "then",
    "do": "then steps",
    "ask": "question",
    "prompt": "question",
    "text": "question how",
    "label": "title",
    "stage": "phase",
    "days": "days_before",
    "documents": "bring",
    "date": "checked by on",
    "retrieved": "checked",
    "updated": "checked",
    "reason": "because",
    "why": "because",
    "source": "sources",
    "else": "otherwise",
    "default": "otherwise",
    "message": "text",
    "level": "severity",
    "caution": "severity",
    "danger": "severity",
    "step": "on",
    "at": "on",
    "type": "kind",
    "choices": "options",
    "values": "options",
    "name": "title label",
    "description": "how",
    "deadline": "due",
    "min": "minimum earliest",
    "max": "maximum at_most latest",
    "url": "address",
    "link": "address",
    "price": "amount",
}
_BELONGS = {
    **dict.fromkeys(("when", "then", "because", "if", "valid"), "rules"),
    **dict.fromkeys(("phase", "due", "bring"), "steps"),
    **dict.fromkeys(("question", "options", "find_out"), "facts"),
    **dict.fromkeys(("amount",), "costs"),
    **dict.fromkeys(("checked", "address", "published"), "sources"),
}
_WORDS = {
    "int": "integer", "number": "integer", "float": "integer", "numeric": "integer",
    "bool": "yes_no", "boolean": "yes_no", "yesno": "yes_no", "flag": "yes_no",
    "multiple_choice": "choices", "multi": "choices", "multiple": "choices",
    "multiselect": "choices", "checkboxes": "choices", "list": "choices",
    "select": "choice", "enum": "choice", "single": "choice", "radio": "choice",
    "datetime": "date", "day": "date", "currency": "money", "amount": "money", "price": "money",
    "government": "official", "law": "official", "authority": "official",
    "newspaper": "press", "news": "press",
    "warning": "caution", "warn": "caution", "medium": "caution",
    "info": "note", "information": "note", "hint": "note", "low": "note",
    "error": "danger", "critical": "danger", "severe": "danger", "high": "danger",
}  # fmt: skip
_EFFECTS = {
    **dict.fromkeys(("step", "steps", "add", "show", "include", "task", "todo", "action"), "do"),
    **dict.fromkeys(("charge", "fee", "price", "amount", "pay"), "cost"),
    **dict.fromkeys(("set", "assume", "assert", "infer", "derive", "fact"), "conclude"),
    **dict.fromkeys(("document", "documents", "need", "needs", "require", "requires"), "bring"),
    **dict.fromkeys(("note", "notice", "message", "alert", "caution", "danger"), "warn"),
    **dict.fromkeys(("sort", "sequence", "before", "after"), "order"),
}
_LANGUAGES = {
    "english": "en", "chinese": "zh", "japanese": "ja", "german": "de", "french": "fr",
    "spanish": "es", "portuguese": "pt", "vietnamese": "vi", "korean": "ko", "italian": "it",
    "deutsch": "de", "français": "fr", "español": "es", "日本語": "ja", "中文": "zh",
}  # fmt: skip
_SIGNS = {
    "=": "",
    "==": "",
    "!=": "not",
    "≠": "not",
    "<>": "not",
    ">": "over",
    "<": "under",
    ">=": "at_least",
    "=>": "at_least",
    "≥": "at_least",
    "<=": "at_most",
    "=<": "at_most",
    "≤": "at_most",
}
_FOR_DATES = {
    "over": "after",
    "under": "before",
    "at_least": "on_or_after",
    "at_most": "on_or_before",
}
_IN_SIGNS = re.compile(r"(?:([a-z][\w.]*)\s*)?(==|!=|<>|>=|=>|<=|=<|=|≠|≥|≤|>|<)\s*(\S.*)")
_AND_OR = re.compile(r"\b(and|or)\b|(?<=\S)\s*(&&|\|\|)\s*")

MOVING_DAYS = frozenset({"today", "tomorrow", "yesterday", "now"})
"""Words for days that are no dates."""
TWO_LETTERS = {"cn": "zh", "jp": "ja", "cz": "cs", "dk": "da", "gb": "en", "us": "en", "gr": "el"}
"""Codes of countries that are codes of no language, each with the language meant."""


def key_for(word: str, allowed: tuple[str, ...]) -> str | None:
    """The key among the ``allowed`` ones that somebody meant who wrote ``word``."""
    meant = _KEYS.get(word.lower().replace("-", "_"), "").split()
    return next((key for key in meant if key in allowed), None)


def effect_for(word: str) -> str | None:
    """The effect that somebody meant who wrote ``word``."""
    return _EFFECTS.get(word.lower())


def section_for(word: str) -> str | None:
    """The section whose entries have a key that was put somewhere else."""
    return _BELONGS.get(word)


def word_for(word: str, allowed: Collection[str]) -> str | None:
    """The one of the ``allowed`` words that somebody meant who wrote ``word``."""
    meant = _WORDS.get(word.lower().replace("-", "_").replace(" ", "_"))
    return meant if meant is not None and meant in allowed else None


def in_days(word: str, value: str, allowed: tuple[str, ...]) -> str | None:
    """How a span of weeks is written where only days can be given."""
    key = re.sub("^weeks?(?=_|$)", "days", word)
    if key == word or key not in allowed:
        return None
    days = 7 * int(value) if re.fullmatch("-?[0-9]+", value) else "…"
    return f"Write it in days: `{key}: {days}`."


def language_for(word: str) -> str | None:
    """What to write for a language that is named, or not written in small letters."""
    named = _LANGUAGES.get(word.lower())
    if named is not None:
        return f"Write {named}."
    if word.isascii() and word.isalpha() and len(word) == 2:
        return f"Write {word.lower()}, in small letters."
    several = [part.strip() for part in word.split(",")]
    return f"Write it as a list: [{', '.join(several)}]." if len(several) > 1 else None


def joined_options(fact: str, options: Iterable[str], text: str, *, several: bool) -> str | None:
    """What to write for options that are joined by a word or sign."""
    parts = re.split(r"\s+(?:or|and)\s+|\s*[,/|&]+\s*", text)
    if len(parts) < 2 or not set(parts) <= set(options):
        return None
    both = re.search(r"\band\b|&", text) is not None
    if not several:
        return None if both else f"Write `{fact}: [{', '.join(parts)}]`."
    return (
        f"Write `{fact}: {{{'includes_all' if both else 'includes_any'}: [{', '.join(parts)}]}}`."
    )


@dataclass(frozen=True, slots=True)
class InSigns:
    """A comparison written in signs, such as ``keys >= 3``; ``fact`` is ``None`` if only
    ``>= 3`` stands there."""

    fact: str | None
    word: str
    value: str

    def spelled(self, fact: str, *, is_date: bool) -> str:
        """The comparison in words, as the rule language has it."""
        if not self.word:
            return f"{fact}: {self.value}"
        word = _FOR_DATES.get(self.word, self.word) if is_date else self.word
        return f"{fact}: {{{word}: {self.value}}}"


def comparison_in_signs(text: str) -> InSigns | None:
    """What a text says that is a comparison in signs."""
    found = _IN_SIGNS.fullmatch(text)
    if found is None:
        return None
    return InSigns(found.group(1), _SIGNS[found.group(2)], found.group(3))


def joins_conditions(text: str) -> bool:
    """Whether a text joins conditions by a word or sign for "and" or "or"."""
    return _AND_OR.search(text) is not None
