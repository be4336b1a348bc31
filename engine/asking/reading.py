"""What a person types at a question: an answer, a command, or something to ask again about.

Owns the understanding of one line of input, in every language at once, and the kind words
for what is not understood. Pure: knows no terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.answers import is_outside_limits
from engine.asking.dates import read_date
from engine.rulebook import Fact, Option
from engine.values import LARGEST_NUMBER, NO_WORDS, UNKNOWN, YES_WORDS, Answer, Kind
from engine.wording.filling import plain
from engine.wording.phrases import SUPPORTED, phrase
from engine.wording.values import date_in_words, money_in_words, number_in_words


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
_UNKNOWN_WORDS = frozenset({"u", "unknown", "don't know", "dont know", "i don't know"})
_NONE_WORDS = frozenset({"none"})
_SHORTEST_BEGINNING = 2
_BRACKETED = re.compile(r"\(([^()]*)\)")
_MONEY_SIGNS = "¥￥円元圆圓"
_MONEY_WORDS = ("yen", "jpy", "日元", "日圆")


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
        if word in _UNKNOWN_WORDS or _is_phrase(word, "word.unknown", "ask.dont_know"):
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
        if word in YES_WORDS or word == "1" or _is_phrase(word, "word.yes", "ask.yes"):
            return True
        if word in NO_WORDS or word == "2" or _is_phrase(word, "word.no", "ask.no"):
            return False
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
        if word in _NONE_WORDS or _is_phrase(word, "word.none", "ask.none"):
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
        day = read_date(word, self.today)
        if day is None:
            return self._misread("ask.invalid_date", example=self.today.isoformat())
        if is_outside_limits(self.fact, day):
            return self._out_of_limits(day)
        return day

    def _number(self, word: str) -> Reply:
        money = self.fact.kind is Kind.MONEY
        digits = _without_money_words(word) if money else word
        digits = digits.replace(",", "").replace(" ", "")
        plain_digits = digits.removeprefix("-").removeprefix("+")
        if not plain_digits.isdecimal() or not digits.isascii() or len(plain_digits) > 13:
            if money:
                return self._misread("ask.invalid_money", currency=self.currency)
            return self._misread("ask.invalid_number")
        number = int(digits)
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


def normalised(text: str) -> str:
    """``text`` without the differences that do not matter: full-width forms, case, typographic
    apostrophes, outer space and a closing full stop."""
    plain_text = unicodedata.normalize("NFKC", text).replace("\u2019", "'").casefold().strip()
    return plain_text.rstrip("。") or plain_text


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


def _without_money_words(word: str) -> str:
    for unit in _MONEY_WORDS:
        word = word.removesuffix(unit).strip()
    return word.strip(_MONEY_SIGNS).strip()
