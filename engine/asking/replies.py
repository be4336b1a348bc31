"""What a person types at a question: an answer, a command, or something to ask again about.

Owns the understanding of one line of input, in every language at once, and the kind words
for what is not understood. Pure: knows no terminal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..answers import is_outside_limits, sensible_days
from ..rulebook import Fact, Option
from ..typed_input import words
from ..typed_input.amounts import read_amount, read_number
from ..typed_input.dates import read_dates
from ..typed_input.words import normalised, yes_or_no
from ..values import LARGEST_NUMBER, UNKNOWN, Answer, Kind
from ..wording.filling import plain
from ..wording.phrases import SUPPORTED, phrase
from ..wording.values import date_in_words, list_in_words, money_in_words, number_in_words


class Command(StrEnum):
    """What a person can say instead of an answer."""

    WHY = "why"
    BACK = "back"
    CHANGE = "change"
    STOP = "stop"
    QUIT = "quit"


_COMMAND_WORDS = {
    "?": Command.WHY, "w": Command.WHY, "why": Command.WHY, "help": Command.WHY,
    "b": Command.BACK, "back": Command.BACK,
    "c": Command.CHANGE, "change": Command.CHANGE,
    "s": Command.STOP, "stop": Command.STOP,
    "q": Command.QUIT, "quit": Command.QUIT, "exit": Command.QUIT,
}  # fmt: skip
_SHORTEST_BEGINNING = 2
MONTH_FIRST = ("zh", "ja")
"""Languages whose speakers write the month before the day."""
_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Misread:
    """Input that is no answer; ``message`` says kindly what would be one."""

    message: str


Reply = Command | Answer | Misread


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what is typed at the question about ``fact``. ``today`` is the plan's date."""

    fact: Fact
    language: str
    currency: str
    today: date

    def read(self, text: str) -> Reply:
        """The answer or command in ``text``; :class:`Misread` where there is none."""
        word = " ".join(normalised(text).split())
        if self.fact.kind is Kind.CHOICE and (option := find_option(self.fact.options, word)):
            return option.id
        if word in _COMMAND_WORDS:
            return _COMMAND_WORDS[word]
        if word in words.UNKNOWN or _is_phrase(word, "word.unknown", "ask.dont_know"):
            return UNKNOWN
        match self.fact.kind:
            case Kind.YES_NO:
                return self._yes_no(word)
            case Kind.CHOICE:
                return self._choice(word)
            case Kind.CHOICES:
                return self._choices(word)
            case Kind.DATE:
                return self._date(word)
        return self._number(word)

    def _yes_no(self, word: str) -> Reply:
        so = yes_or_no(word)
        if so is not None:
            return so
        if word in ("1", "2"):
            return word == "1"
        return UNKNOWN if word == "3" else self._misread("ask.invalid_yes_no")

    def _choice(self, word: str) -> Reply:
        option = numbered_option(self.fact.options, word)
        if option is not None:
            return option.id
        if word == str(len(self.fact.options) + 1):
            return UNKNOWN
        return self._misread("ask.invalid_choice")

    def _choices(self, word: str) -> Reply:
        options = self.fact.options
        if word in words.NONE or _is_phrase(word, "word.none", "ask.none"):
            return frozenset()
        whole = find_option(options, word)
        if whole is not None:
            return frozenset({whole.id})
        for comma in "、;，；":
            word = word.replace(comma, ",")
        if "," not in word and all(part.isdecimal() for part in word.split()):
            word = ",".join(word.split())
        parts = [part.strip() for part in word.split(",") if part.strip()]
        if parts == [str(len(options) + 1)]:
            return frozenset()
        if parts == [str(len(options) + 2)]:
            return UNKNOWN
        chosen = [find_option(options, part) or numbered_option(options, part) for part in parts]
        found = frozenset(option.id for option in chosen if option is not None)
        if not parts or None in chosen:
            return self._misread("ask.invalid_choices")
        return found

    def _date(self, word: str) -> Reply:
        days = read_dates(word, self.today, month_first=self.language in MONTH_FIRST)
        if not days:
            return self._misread("ask.invalid_date", example=self.today.isoformat())
        within = sensible_days(self.fact, days, self.today)
        if not within:
            return self._out_of_limits(days[0])
        if len(within) > 1:
            readings = [date_in_words(day, self.language) for day in within]
            either = list_in_words(readings, self.language, "list.or")
            return self._misread("ask.ambiguous_date", either=either, example=within[0].isoformat())
        return within[0]

    def _number(self, word: str) -> Reply:
        money = self.fact.kind is Kind.MONEY
        number = read_amount(word, self.currency) if money else read_number(word)
        if number is None:
            if money:
                return self._misread("ask.invalid_money", currency=self.currency)
            return self._misread("ask.invalid_number")
        if abs(number) > LARGEST_NUMBER or is_outside_limits(self.fact, number):
            return self._out_of_limits(number)
        return number

    def _out_of_limits(self, value: int | date) -> Misread:
        low, high = self.fact.minimum, self.fact.maximum
        small = low is not None and value < low  # type: ignore[operator]
        limit = low if small else (LARGEST_NUMBER if high is None else high)
        name = "minimum" if small else "maximum"
        if isinstance(limit, date):
            shown = date_in_words(limit, self.language)
            return self._misread("ask.too_early" if small else "ask.too_late", **{name: shown})
        assert limit is not None
        if self.fact.kind is Kind.MONEY:
            shown = money_in_words(limit, self.language, self.currency)
        else:
            shown = number_in_words(limit)
        return self._misread("ask.too_small" if small else "ask.too_large", **{name: shown})

    def _misread(self, key: str, **values: str) -> Misread:
        return Misread(phrase(self.language, key, **values))


def find_option(options: Sequence[Option], word: str) -> Option | None:
    """The option that ``word`` names by its id, a label in any language, or the beginning of
    exactly one of those or of the names that stand in brackets in one."""
    names = [(option, _names(option)) for option in options]
    for option, known in names:
        if word in known:
            return option
    if len(word) < _SHORTEST_BEGINNING or word.isdecimal():
        return None
    begun = [
        option
        for option, known in names
        if any(name.startswith(word) for name in [*known, *_in_brackets(known)])
    ]
    return begun[0] if len(begun) == 1 else None


def numbered_option(options: Sequence[Option], word: str) -> Option | None:
    """The option at the number ``word``, counting from 1."""
    if word.isascii() and word.isdecimal() and 1 <= int(word[:4]) <= len(options):
        return options[int(word[:4]) - 1]
    return None


def _names(option: Option) -> list[str]:
    labels = option.label.by_language
    return [option.id, *(normalised(plain(option.label, language)) for language in labels)]


def _in_brackets(names: Sequence[str]) -> list[str]:
    listed = [inner for name in names for inner in _BRACKETED.findall(name)]
    return [part.strip() for inner in listed for part in inner.split(",")]


def _is_phrase(word: str, *keys: str) -> bool:
    return any(word == normalised(phrase(language, key)) for language in SUPPORTED for key in keys)
