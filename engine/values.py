"""The values that facts can have, and what each kind of fact accepts.

Owns the kinds, three-valued truth and the two ways of having no value. Knows nothing of
files, languages or rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, StrEnum
from functools import lru_cache

from msgspec import Struct

Truth = bool | None
"""Strong Kleene truth: ``True``, ``False`` or ``None`` for unknown."""


class Kind(StrEnum):
    """What a fact's values look like."""

    YES_NO = "yes_no"
    """``bool``"""
    CHOICE = "choice"
    """``str``, the id of one option"""
    CHOICES = "choices"
    """``frozenset[str]``, ids of options; empty means "none of these\""""
    INTEGER = "integer"
    """``int``"""
    MONEY = "money"
    """``int``, whole units of the rulebook's currency"""
    DATE = "date"
    """``datetime.date``"""
    TEXT = "text"
    """:class:`Wording`, words to show; only in table cells"""
    TIME = "time"
    """``str`` as ``HH:MM``, a time of day; only in table cells"""


ORDERED = frozenset({Kind.INTEGER, Kind.MONEY, Kind.DATE})
"""The kinds whose values can be compared by size."""


class Missing(Enum):
    """Why a fact has no value."""

    UNKNOWN = "unknown"
    """The person said "I don't know"."""
    UNANSWERED = "unanswered"
    """Nobody has asked."""


class Wording(Struct, frozen=True):
    """Words in one or several languages, with ``{fact}`` placeholders.

    ``by_language`` maps a language code to a template. Words that read the same in every
    language stand under the empty code.
    """

    by_language: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def in_language(self, language: str) -> str:
        """The template for ``language``, else the neutral one, else English, else the first."""
        words = self.by_language
        for code in (language, "", "en"):
            if code in words:
                return words[code]
        return next(iter(words.values()), "")

    def placeholders(self) -> frozenset[str]:
        """Ids of the facts that any language version names."""
        return frozenset[str]().union(*map(placeholders_in, self.by_language.values()))


Value = bool | str | int | date | frozenset[str] | Wording
"""What a fact can be: see :class:`Kind` for which kind uses which Python type."""

UNKNOWN = Missing.UNKNOWN
Answer = Value | Missing

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")
"""``{fact}`` or ``{key.column}`` in a text: the only construct texts have."""

_PIECE = re.compile(r"\{\{|\}\}|" + PLACEHOLDER.pattern)

YES_WORDS = frozenset({"yes", "true", "y", "on", "はい", "是"})
NO_WORDS = frozenset({"no", "false", "n", "off", "いいえ", "否"})
UNKNOWN_WORDS = frozenset({"unknown", "?"})

EARLIEST_DATE = date(1900, 1, 1)
LATEST_DATE = date(2199, 12, 31)
LARGEST_NUMBER = 10**12

TEXTS_REMEMBERED = 16_384
"""So many texts are not searched for placeholders again: more than a large rulebook has."""

_IN_THOUSANDS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+")


class BadValue(ValueError):
    """A text that is no value of the kind; ``expected`` says what would be one.
    ``out_of_reach`` is a date that exists but lies too far away."""

    def __init__(self, text: str, expected: str, *, out_of_reach: bool = False) -> None:
        super().__init__(f"{text!r} is not {expected}")
        self.text = text
        self.expected = expected
        self.out_of_reach = out_of_reach


@lru_cache(maxsize=TEXTS_REMEMBERED)
def placeholders_in(template: str) -> frozenset[str]:
    """Ids of the facts that one text names; doubled braces are braces and name nothing."""
    return frozenset(found[1] for found in _PIECE.finditer(template) if found[1])


def parse_value(kind: Kind, text: str, options: frozenset[str] = frozenset()) -> Value:
    """The value of ``kind`` that ``text`` spells, the same in every locale.

    ``yes_no`` takes yes/no/true/false; ``choices`` a comma-separated list of option ids, or
    ``none``; ``date`` is ``YYYY-MM-DD``; ``money`` whole units, with optional ``,`` between
    thousands. Raises :class:`BadValue`.
    """
    word = text.strip()
    if kind is Kind.YES_NO:
        return _parse_yes_no(word)
    if kind is Kind.CHOICE:
        if word not in options:
            raise BadValue(text, "one of the options")
        return word
    if kind is Kind.CHOICES:
        chosen = frozenset(part.strip() for part in word.split(",") if part.strip())
        if chosen == {"none"} and "none" not in options:
            return frozenset()
        if not chosen:
            raise BadValue(text, "one of the options")
        if not chosen <= options:
            raise BadValue(next(iter(sorted(chosen - options))), "one of the options")
        return chosen
    if kind in (Kind.INTEGER, Kind.MONEY):
        return _parse_number(kind, word)
    if kind is Kind.DATE:
        return _parse_date(word)
    if kind is Kind.TIME:
        if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", word):
            raise BadValue(text, "a time of day like 20:00")
        return word
    return Wording({"": text})


def _parse_yes_no(word: str) -> bool:
    if word.lower() in YES_WORDS:
        return True
    if word.lower() in NO_WORDS:
        return False
    raise BadValue(word, "yes or no")


def _parse_number(kind: Kind, word: str) -> int:
    expected = "a whole amount like 3300" if kind is Kind.MONEY else "a whole number"
    plain = _without_signs(word) if kind is Kind.MONEY else word
    if not re.fullmatch(r"-?[0-9]{1,13}", plain) or abs(int(plain)) > LARGEST_NUMBER:
        raise BadValue(word, expected)
    return int(plain)


def _without_signs(word: str) -> str:
    amount = word[1:] if word[:1] in ("¥", "￥") else word
    return amount.replace(",", "") if _IN_THOUSANDS.fullmatch(amount) else amount


def _parse_date(word: str) -> date:
    expected = "a date that exists, written YYYY-MM-DD"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        raise BadValue(word, expected)
    try:
        value = date.fromisoformat(word)
    except ValueError:
        raise BadValue(word, expected) from None
    if not EARLIEST_DATE <= value <= LATEST_DATE:
        reach = f"a date between {EARLIEST_DATE} and {LATEST_DATE}"
        raise BadValue(word, reach, out_of_reach=True)
    return value


def spell_value(value: Value) -> str:
    """The text that :func:`parse_value` reads back as ``value``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return ",".join(sorted(value)) or "none"
    if isinstance(value, Wording):
        return value.in_language("")
    return str(value)


def truth_and(truths: Iterable[Truth]) -> Truth:
    """Strong Kleene conjunction of an iterable of truths; true when it is empty."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def truth_or(truths: Iterable[Truth]) -> Truth:
    """Strong Kleene disjunction of an iterable of truths; false when it is empty."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def truth_not(truth: Truth) -> Truth:
    """Strong Kleene negation."""
    return None if truth is None else not truth
