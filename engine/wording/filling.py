"""Putting values into the texts of a rulebook.

Owns the one way in which ``{fact}`` becomes words. Only texts of the rulebook are templates;
what a person answered, and anything else that is put in, is never read as one. The words of a
table cell, of an option and of ``when_unknown`` are the rulebook's texts too and may name
facts in turn, but not each other in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..rulebook import Fact
from ..situation import Valuation
from ..values import PLACEHOLDER, Value, Wording
from .phrases import phrase
from .spacing import substituted
from .values import value_in_words

_PIECE = re.compile(r"\{\{|\}\}|" + PLACEHOLDER.pattern)
_BRACES = {"{{": "{", "}}": "}"}


def fill(wording: Wording, language: str, valuation: Valuation) -> str:
    """The text in ``language`` with every ``{fact}`` replaced by its value in words.

    A fact without a value reads as its ``when_unknown``, or else as a neutral phrase. Braces
    that name no fact of the rulebook stay as they are.
    """
    return _Filler(language, valuation, {}).filled(wording, frozenset())


def fill_with(
    wording: Wording,
    said: Mapping[str, str],
    language: str,
    valuation: Valuation,
) -> str:
    """As :func:`fill`, except that the facts in ``said`` read as the words there."""
    return _Filler(language, valuation, said).filled(wording, frozenset())


def plain(wording: Wording, language: str) -> str:
    """A text without placeholders (a label, a heading), with ``{{`` and ``}}`` as braces."""
    return re.sub(r"\{\{|\}\}", lambda found: _BRACES[found[0]], wording.in_language(language))


class _Filler:
    """Fills texts in one language, about one situation."""

    def __init__(self, language: str, valuation: Valuation, said: Mapping[str, str]) -> None:
        self.language = language
        self.rulebook = valuation.rulebook
        self.valuation = valuation
        self.said = said

    def filled(self, wording: Wording, inside: frozenset[str]) -> str:
        """The text, as part of the words of the facts ``inside``."""

        def put_in(found: re.Match[str]) -> str:
            if found[0] in _BRACES:
                return _BRACES[found[0]]
            fact = self.rulebook.facts.get(found[1])
            if fact is None:
                return found[0]
            return self._in_words(fact, inside, in_brackets=_stands_in_brackets(found))

        return substituted(_PIECE, put_in, wording.in_language(self.language), self.language)

    def _in_words(self, fact: Fact, inside: frozenset[str], *, in_brackets: bool) -> str:
        if fact.id in self.said:
            return self.said[fact.id]
        value = self.valuation.value(fact.id)
        template = _template_of(fact, value)
        if template is not None and fact.id not in inside:
            return self.filled(template, inside | {fact.id})
        if template is None and value is not None:
            return value_in_words(fact, value, self.language, self.rulebook.currency)
        if in_brackets:
            return phrase(self.language, "word.not_known_in_brackets")
        label = plain(fact.label, self.language)
        return phrase(self.language, "word.not_known_yet", label=label)


def _stands_in_brackets(found: re.Match[str]) -> bool:
    """Whether the text around a placeholder has just said what it is about."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return before.endswith(("(", "（")) and after.startswith((")", "）"))


def _template_of(fact: Fact, value: Value | None) -> Wording | None:
    """The rulebook's own words for that value, if it has any."""
    if value is None:
        return fact.when_unknown
    if isinstance(value, Wording):
        return value
    option = fact.option(value) if isinstance(value, str) else None
    return option.label if option else None


def find_out_in_words(label: str, how: str, language: str) -> str:
    """The way ``how`` to find out the answer to the question called ``label``, said so that it
    is plain to which one."""
    return phrase(language, "plan.find_out_about", label=label, how=how)
