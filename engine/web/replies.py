"""What a person filled in at one question.

Owns the fields of a question's form and what is said when they hold no answer: in the words of
the question, at the field that is wrong. How an answer is spelled is the engine's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from .. import UNKNOWN, Answer, Fact, Kind, Refusal, Rulebook, read_answer
from ..wording.filling import plain
from .words import Words

ANSWER = ".answer"
UNKNOWN_TEXT = "unknown"
NONE_TEXT = "none"
DATE_PARTS = (".year", ".month", ".day")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REIWA = re.compile(r"(?:令和|reiwa|r)\s*(\d{1,2}|元)年?", re.IGNORECASE)
_FIRST_YEAR_OF_REIWA = 2019


class Trouble(Struct, frozen=True):
    """Why a form holds no answer; ``fields`` are those to mend, the first one first."""

    message: str
    fields: tuple[str, ...]


Filled = Mapping[str, Sequence[str]]
"""The values of a form's fields."""


def read_reply(rulebook: Rulebook, fact: Fact, filled: Filled, words: Words) -> Answer | Trouble:
    """The answer that was filled in, or what is wrong with it."""
    given = [it for it in filled.get(ANSWER, ()) if it.strip()]
    parts = _date_parts(filled) if fact.kind is Kind.DATE else []
    typed = any(parts)
    if UNKNOWN_TEXT in given:
        others = [it for it in given if it != UNKNOWN_TEXT]
        if others and fact.kind is Kind.CHOICES:
            return Trouble(words("trouble.unknown_and_more"), (ANSWER,))
        if not others or fact.kind in (Kind.CHOICES, Kind.CHOICE, Kind.YES_NO):
            return UNKNOWN
        given = others
    if typed:
        return _date(rulebook, fact, parts, words)
    if not given:
        return _nothing(fact, words)
    if fact.kind is Kind.CHOICES and NONE_TEXT in given and len(given) > 1:
        return Trouble(words("trouble.none_and_more"), (ANSWER,))
    text = ",".join(given)
    if fact.kind in (Kind.INTEGER, Kind.MONEY):
        text = re.sub(r"[\s,円¥元]|yen", "", unicodedata.normalize("NFKC", text).lower())
    return _read(rulebook, fact, text, words)


def _read(rulebook: Rulebook, fact: Fact, text: str, words: Words) -> Answer | Trouble:
    try:
        return read_answer(rulebook, fact.id, text).answer
    except Refusal as error:
        if fact.kind in (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES):
            return _nothing(fact, words)
        fields = DATE_PARTS if fact.kind is Kind.DATE else (ANSWER,)
        return Trouble(_without_id(error.in_language(words.language), fact, words), fields)


def _without_id(message: str, fact: Fact, words: Words) -> str:
    """The engine names a fact by its id; a person knows it by its label."""
    label = plain(fact.label, words.language)
    return re.sub(rf"(?<![\w-]){re.escape(fact.id)}(?![\w-])", lambda _: label, message, count=1)


def _nothing(fact: Fact, words: Words) -> Trouble:
    label = plain(fact.label, words.language)
    match fact.kind:
        case Kind.YES_NO | Kind.CHOICE:
            return Trouble(words("trouble.choose", label=label), (ANSWER,))
        case Kind.CHOICES:
            return Trouble(words("trouble.choose_several", label=label), (ANSWER,))
        case Kind.DATE:
            return Trouble(words("trouble.no_date", label=label), DATE_PARTS)
    return Trouble(words("trouble.no_number", label=label), (ANSWER,))


def _date_parts(filled: Filled) -> list[str]:
    texts = [(filled.get(name) or [""])[-1] for name in DATE_PARTS]
    return [unicodedata.normalize("NFKC", text).strip().rstrip("年月日号.,") for text in texts]


def _date(rulebook: Rulebook, fact: Fact, parts: list[str], words: Words) -> Answer | Trouble:
    missing = [name for name, text in zip(DATE_PARTS, parts, strict=True) if not text]
    if missing:
        named = words.either([words(f"date{name}") for name in missing])
        return Trouble(words("trouble.date_part", parts=named), tuple(missing))
    numbers = (_year(parts[0]), _month(parts[1]), _number(parts[2]))
    wrong = [name for name, it in zip(DATE_PARTS, numbers, strict=True) if it is None]
    if wrong:
        named = words.either([words(f"date{name}") for name in wrong])
        return Trouble(words("trouble.date_part_wrong", parts=named), tuple(wrong))
    year, month, day = (it or 0 for it in numbers)
    try:
        text = date(year, month, day).isoformat()
    except ValueError:
        return Trouble(words("trouble.date_does_not_exist"), DATE_PARTS)
    return _read(rulebook, fact, text, words)


def _year(text: str) -> int | None:
    if reiwa := _REIWA.fullmatch(text):
        number = 1 if reiwa[1] == "元" else int(reiwa[1])
        return _FIRST_YEAR_OF_REIWA - 1 + number
    year = _number(text)
    return year if year is not None and len(text) == 4 else None


def _month(text: str) -> int | None:
    name = text.lower()[:3]
    if name in _MONTHS:
        return _MONTHS.index(name) + 1
    number = _number(text)
    return number if number is not None and 1 <= number <= 12 else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None
