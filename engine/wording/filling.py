"""Putting values into the texts of a rulebook.

Owns the one way in which ``{fact}`` becomes words. A text is scanned once, from left to
right; what is put in is never looked at again, so no value can smuggle a placeholder in.
"""

from __future__ import annotations

import re

from engine.rulebook import Rulebook
from engine.situation import Valuation
from engine.values import PLACEHOLDER, Wording
from engine.wording.phrases import phrase
from engine.wording.values import value_in_words

_PIECE = re.compile(r"\{\{|\}\}|" + PLACEHOLDER.pattern)
_BRACES = {"{{": "{", "}}": "}"}


def fill(wording: Wording, language: str, rulebook: Rulebook, valuation: Valuation) -> str:
    """The text in ``language`` with every ``{fact}`` replaced by its value in words.

    A fact without a value reads as its ``when_unknown``, or else as a neutral phrase. Braces
    that name no fact of the rulebook stay as they are.
    """

    def put_in(found: re.Match[str]) -> str:
        if found[0] in _BRACES:
            return _BRACES[found[0]]
        if found[1] not in rulebook.facts:
            return found[0]
        return _value_of(found[1], language, rulebook, valuation)

    return _PIECE.sub(put_in, wording.in_language(language))


def plain(wording: Wording, language: str) -> str:
    """A text that has no placeholders (a label, a cell), with ``{{`` and ``}}`` as braces."""
    return re.sub(r"\{\{|\}\}", lambda found: _BRACES[found[0]], wording.in_language(language))


def _value_of(fact_id: str, language: str, rulebook: Rulebook, valuation: Valuation) -> str:
    fact = rulebook.facts[fact_id]
    value = valuation.value(fact_id)
    if isinstance(value, Wording):
        return plain(value, language)
    if value is not None:
        return value_in_words(fact, value, language, rulebook.currency)
    if fact.when_unknown is not None:
        return plain(fact.when_unknown, language)
    return phrase(language, "word.not_known_yet", label=plain(fact.label, language))
