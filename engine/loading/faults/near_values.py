"""What was meant by a number, a date or a range in a form that the rule language does not have.

Owns those forms; where two days could be meant, none is. Reports nothing.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_GROUPED = re.compile(r"\d{1,3}(?:[,_' ]\d{3})+")
_WITH_UNIT = re.compile(r"[^\d\s.,-]*\s*(-?\d+)\s*[^\d\s.,]*")
_YEAR_FIRST = re.compile(r"(\d{4})(?:\D{1,2}(\d{1,2})\D{1,2}|(\d\d)(?=\d\d))(\d{1,2})(?:\D.*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[./ -]{1,2}(\d{1,2})[./ -]{1,2}(\d{4})")
_VALUE = r"(\d{4}-\d\d-\d\d|-?\d+)"
_RANGE = re.compile(
    rf"(?:between |from )?{_VALUE}(?: *(?:-|–|—|〜|～|~|\.\.+) *| (?:to|until|and|bis) ){_VALUE}"
)
_NOBODY_KNOWS = {"n/a", "na", "?", "??", "-", "–", "—", "tbd", "tba", "none", "null", "nil", "todo"}


_OTHER_UNIT = re.compile(
    "week|month|year|hour|woche|monat|jahr|stunde|[月週周年]|時間|小时", re.IGNORECASE
)


def number_meant(text: str) -> str | None:
    """A whole number as it is written here: without a unit and without marks inside."""
    plain = unicodedata.normalize("NFKC", text).strip()
    grouped = _GROUPED.fullmatch(plain)
    if grouped:
        return f"Write it without marks inside: {re.sub(r'[^0-9]', '', plain)}."
    found = None if _OTHER_UNIT.search(plain) else _WITH_UNIT.fullmatch(plain)
    return (
        f"Write {int(found[1])}, a whole number without a unit."
        if found and found[1] != plain
        else None
    )


def day_meant(text: str) -> str | None:
    """A day as it is written here, if it is clear which."""
    plain = unicodedata.normalize("NFKC", text).strip()
    first, last = _YEAR_FIRST.fullmatch(plain), _YEAR_LAST.fullmatch(plain)
    if first:
        return _written(int(first[1]), int(first[2] or first[3]), int(first[4]))
    if last and (int(last[1]) > 12) != (int(last[2]) > 12):
        day, month = sorted((int(last[1]), int(last[2])), reverse=True)
        return _written(int(last[3]), month, day)
    return None


def range_meant(text: str) -> tuple[str, str] | None:
    """Both ends of a range that is written as one word or text."""
    found = _RANGE.fullmatch(text)
    if found is None or len({"-" in end[1:] for end in found.groups()}) > 1:
        return None
    return found[1], found[2]


def is_unknown_in_other_words(text: str) -> bool:
    """Whether the text says that nobody knows."""
    return text.lower() in _NOBODY_KNOWS


def _written(year: int, month: int, day: int) -> str | None:
    try:
        return f"Write {date(year, month, day)}."
    except ValueError:
        return None
