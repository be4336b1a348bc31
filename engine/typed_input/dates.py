"""Dates as people type them, with every day that the writing can mean.

Owns the forms: year first, the month by its name, day and month in either order where the year
comes last, the Japanese eras, a day without its year, and a few words that count from the
plan's own date. Which of two readings is meant is for the person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..values import EARLIEST_DATE, LATEST_DATE

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAME = r"(?P<name>[a-z]{3,9})\.?"
_MONTH = r"(?P<month>\d{1,2})"
_DAY = r"(?P<day>\d{1,2})"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ERA = r"(?P<era>令和|平成|r|h)(?P<era_year>[1-9]\d?|元)"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_YEAR}年{_MONTH}月{_DAY}[日号]?",
        rf"{_ERA}年{_MONTH}月{_DAY}日?",
        rf"{_ERA}[-/.]{_MONTH}[-/.]{_DAY}",
        rf"{_ORDINAL} (?:of )?{_NAME},? {_YEAR}",
        rf"{_NAME} {_ORDINAL},? {_YEAR}",
        rf"(?P<one>\d{{1,2}})(?P<apart>[-/.])(?P<other>\d{{1,2}})(?P=apart){_YEAR}",
        rf"{_MONTH}月{_DAY}[日号]?",
        r"(?P<one>\d{1,2})[-/.](?P<other>\d{1,2})\.?",
        rf"{_ORDINAL} (?:of )?{_NAME}",
        rf"{_NAME} {_ORDINAL}",
    )
)
_WEEKDAY = re.compile(
    r"^(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rsday|urday)?\.?,? (?=.)"
    r"| ?\((?:[月火水木金土日]|[月火水木金土日]曜日?|周[一二三四五六日]|星期[一二三四五六日])\)$"
)
_ERAS = {
    "令和": (date(2019, 5, 1), LATEST_DATE),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
}
_ERA_LETTERS = {"r": "令和", "h": "平成"}
_WORDS = {
    "yesterday": -1, "昨天": -1, "昨日": -1,
    "today": 0, "今天": 0, "今日": 0, "きょう": 0,
    "tomorrow": 1, "明天": 1, "明日": 1, "あした": 1,
    "后天": 2, "明後日": 2, "あさって": 2, "大后天": 3,
}  # fmt: skip
_IN_DAYS = re.compile(r"in (\d{1,4}) days?|(\d{1,4}) ?天(?:之)?后|(\d{1,4})日後", re.ASCII)


def read_dates(text: str, today: date | None, *, month_first: bool = False) -> tuple[date, ...]:
    """The dates that ``text`` can mean, the likeliest first; none if it means none, or none
    that exists. Without ``today`` nothing is understood that counts from it. ``month_first``
    says that a day without its year is written that way round.

    Expects plain digits and letters (full-width ones normalised by the caller).
    """
    words = re.sub(r"\s+", " ", text.strip().lower())
    counted = _counted_days(words)
    if counted is not None:
        found = [today + timedelta(days=counted)] if today else []
    else:
        words = _WEEKDAY.sub("", words)
        tight = re.sub(r"\s*([-/年月日]|(?<=\d)\.(?=\s*\d))\s*", r"\1", words)
        matches = (form.fullmatch(tight) for form in _FORMS)
        parts = next((match.groupdict() for match in matches if match), None)
        found = [] if parts is None else list(_made_of(parts, today, month_first))
    return tuple(day for day in dict.fromkeys(found) if EARLIEST_DATE <= day <= LATEST_DATE)


def _counted_days(words: str) -> int | None:
    if words in _WORDS:
        return _WORDS[words]
    found = _IN_DAYS.fullmatch(words)
    return int(next(number for number in found.groups() if number)) if found else None


def _made_of(parts: dict[str, str | None], today: date | None, month_first: bool) -> Iterator[date]:
    one, other = int(parts.get("one") or 0), int(parts.get("other") or 0)
    if one and other and parts.get("year"):
        for month, day in ((other, one), (one, other)):
            yield from _day(int(parts["year"] or 0), month, day)
        return
    if one and other:
        ways = [(one, other)] if month_first else [(other, one), (one, other)]
        for month, day in ways:
            yield from _around(today, month, day)
        return
    month = _month(parts["name"]) if parts.get("name") else int(parts["month"] or 0)
    day = int(parts["day"] or 0)
    if parts.get("era"):
        yield from _in_era(parts, month, day)
    elif parts.get("year"):
        yield from _day(int(parts["year"] or 0), month, day)
    else:
        yield from _around(today, month, day)


def _in_era(parts: dict[str, str | None], month: int, day: int) -> Iterator[date]:
    era, number = parts["era"] or "", parts["era_year"] or ""
    first, last = _ERAS[_ERA_LETTERS.get(era, era)]
    year = first.year - 1 + (1 if number == "元" else int(number))
    yield from (it for it in _day(year, month, day) if first <= it <= last)


def _around(today: date | None, month: int, day: int) -> Iterator[date]:
    """The next such day, and the last one unless it is today; none without ``today``."""
    if today is None:
        return
    years = range(today.year - 8, today.year + 9)
    days = [it for year in years for it in _day(year, month, day)]
    ahead = [it for it in days if it >= today]
    behind = [it for it in days if it < today]
    yield from ahead[:1]
    if today not in ahead:
        yield from behind[-1:]


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _month(name: str | None) -> int:
    return next(
        (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name or "-")),
        0,
    )
