"""Dates as people type them, where the writing can mean one day only.

Owns the forms: year first, the month by its name, the Japanese era, and a few words that
count from the plan's own date. ``11/12/2026`` is refused on purpose: people disagree about it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from engine.values import EARLIEST_DATE, LATEST_DATE

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}",
        rf"(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月{_DAY}[日号]?",
        rf"令和(?P<era>[1-9]\d?|元)年(?P<month>\d{{1,2}})月{_DAY}日?",
        rf"{_DAY}(?:st|nd|rd|th)? (?:of )?{_MONTH},? (?P<year>\d{{4}})",
        rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    )
)
_FIRST_YEAR_OF_REIWA = 2019
_WORDS = {
    "today": 0,
    "tomorrow": 1,
    "今天": 0,
    "明天": 1,
    "后天": 2,
    "今日": 0,
    "明日": 1,
    "明後日": 2,
}
_IN_DAYS = re.compile(r"in (\d{1,4}) days?|(\d{1,4}) ?天(?:之)?后|(\d{1,4})日後")


def read_date(text: str, today: date) -> date | None:
    """The date that ``text`` means; ``None`` if it means none, or none that exists.

    Expects plain digits and letters (full-width ones normalised by the caller).
    """
    words = re.sub(r"\s+", " ", text.strip().lower())
    counted = _counted_days(words)
    if counted is not None:
        return _within(today, counted)
    tight = re.sub(r"\s*([-/年月日]|(?<=\d)\.(?=\s*\d))\s*", r"\1", words)
    for form in _FORMS:
        found = form.fullmatch(tight)
        if found is not None:
            return _made_of(found)
    return None


def _counted_days(words: str) -> int | None:
    if words in _WORDS:
        return _WORDS[words]
    found = _IN_DAYS.fullmatch(words)
    return int(next(number for number in found.groups() if number)) if found else None


def _within(today: date, days: int) -> date | None:
    day = today + timedelta(days=days)
    return day if EARLIEST_DATE <= day <= LATEST_DATE else None


def _made_of(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    if parts.get("era"):
        year = _FIRST_YEAR_OF_REIWA - 1 + (1 if parts["era"] == "元" else int(parts["era"]))
    else:
        year = int(parts["year"])
    month = _month(parts["name"]) if parts.get("name") else int(parts["month"])
    try:
        day = date(year, month, int(parts["day"]))
    except ValueError:
        return None
    return day if EARLIEST_DATE <= day <= LATEST_DATE else None


def _month(name: str) -> int:
    return next(
        (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name)), 0
    )
