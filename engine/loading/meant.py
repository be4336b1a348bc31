"""What was meant by words and signs that the rule language does not have.

Owns the words that people bring along from spreadsheets, programming and plain speech, each
with the one that is used here. Reports nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEYS = {
    "if": "when",
    "condition": "when",
    "conditions": "when",
    "effects": "then",
    "reason": "because",
    "why": "because",
    "source": "sources",
    "else": "otherwise",
    "default": "otherwise",
    "message": "text",
    "level": "severity",
    "type": "kind",
    "choices": "options",
    "values": "options",
    "name": "title",
    "description": "how",
    "deadline": "due",
    "min": "minimum",
    "max": "maximum",
    "url": "address",
    "link": "address",
    "price": "amount",
}
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

TWO_LETTERS = {"cn": "zh", "jp": "ja", "cz": "cs", "dk": "da", "gb": "en", "us": "en", "gr": "el"}
"""Codes of countries that are codes of no language, each with the language meant."""


def key_for(word: str, allowed: tuple[str, ...]) -> str | None:
    """The key among the ``allowed`` ones that somebody meant who wrote ``word``."""
    meant = _KEYS.get(word.lower())
    return meant if meant in allowed else None


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
