"""Values as people write them: dates, money, options and lists, in each language.

Owns small hand-made tables for the languages that the engine speaks, so that the same plan
reads the same on every machine (no locale, no locale library). Any other language reads as
English.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..rulebook import OLD_PAGE, PAGE_DATE, Fact
from ..values import Kind, Missing, Value, Wording
from .phrases import phrase
from .spacing import joined

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_ENGLISH_DAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_CHINESE_DAYS = "一二三四五六日"
_JAPANESE_DAYS = "月火水木金土日"

_YEAR = {"en": "{year}", "zh": "{year} 年", "ja": "{year}年"}
_MONTH = {"en": "{name} {year}", "zh": "{year} 年 {month} 月", "ja": "{year}年{month}月"}
_YEN = {"en": "¥{amount}", "zh": "{amount} 日元", "ja": "{amount}円"}

_JOINTS = {"en": (" and ", " or "), "zh": ("和", "或"), "ja": ("または",)}

_ZONES = {
    "Asia/Tokyo": {"en": "Japan time", "zh": "日本时间", "ja": "日本時間"},
    "Asia/Shanghai": {"en": "China time", "zh": "北京时间", "ja": "中国時間"},
    "UTC": {"en": "UTC", "zh": "UTC", "ja": "UTC"},
}


def value_in_words(fact: Fact, value: Value | Missing, language: str, currency: str) -> str:
    """``value`` of ``fact`` as a person would say it; for a missing value, how it is missing.

    An option that the fact does not have reads as its id.
    """
    match value:
        case Missing.UNKNOWN:
            return phrase(language, "word.unknown")
        case Missing.UNANSWERED:
            return phrase(language, "word.unanswered")
        case bool():
            return phrase(language, "word.yes" if value else "word.no")
        case Wording():
            return value.in_language(language)
        case date():
            return date_in_words(value, language)
        case int():
            if fact.kind is Kind.MONEY:
                return money_in_words(value, language, currency)
            return number_in_words(value)
        case frozenset():
            chosen = options_in_words(fact, value, language)
            return answers_in_words(chosen, language) if chosen else phrase(language, "word.none")
    if fact.kind is Kind.TIME:
        return time_in_words(value)
    return option_in_words(fact, value, language)


def option_in_words(fact: Fact, option_id: str, language: str) -> str:
    """The label of an option, or the text itself where the fact has no such option."""
    option = fact.option(option_id)
    return option.label.in_language(language) if option else option_id


def options_in_words(fact: Fact, chosen: frozenset[str], language: str) -> tuple[str, ...]:
    """Labels of the chosen options in the order of the fact's own list."""
    listed = [option.id for option in fact.options if option.id in chosen]
    rest = sorted(chosen.difference(listed))
    return tuple(option_in_words(fact, option, language) for option in (*listed, *rest))


def list_in_words(items: Sequence[str], language: str, last: str = "list.and") -> str:
    """The items as a list in a sentence; ``last`` is the key of what stands before the last
    one (``list.and``, ``list.and_number``, ``list.or``, ``list.nor``)."""
    if len(items) < 2:
        return "".join(items)
    comma = phrase(language, "list.comma")
    return joined([comma.join(items[:-1]), phrase(language, last), items[-1]], language)


def numbers_in_words(numbers: Sequence[str], language: str) -> str:
    """The numbers of several steps, in their order, as a list; more than two that follow one
    another are a range."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    items: list[str] = []
    for run in runs:
        if len(run) > 2:
            items.append(phrase(language, "list.range", first=run[0], last=run[-1]))
        else:
            items += run
    return list_in_words(items, language, "list.and_number")


def answers_in_words(chosen: Sequence[str], language: str) -> str:
    """Several answers to one question as a list; apart by semicolons if one of them is a list
    already, or names one thing or another."""
    joints = (phrase(language, "list.comma"), "，", *_JOINTS.get(language, _JOINTS["en"]))
    if len(chosen) > 1 and any(joint in item for item in chosen for joint in joints):
        return phrase(language, "list.semicolon").join(chosen)
    return list_in_words(chosen, language)


def date_in_words(day: date, language: str, *, weekday: bool = False) -> str:
    """The date written out, with its day of the week if ``weekday``."""
    if language == "zh":
        words = f"{day.year} 年 {day.month} 月 {day.day} 日"
        return f"{words}（星期{_CHINESE_DAYS[day.weekday()]}）" if weekday else words
    if language == "ja":
        words = f"{day.year}年{day.month}月{day.day}日"
        return f"{words}（{_JAPANESE_DAYS[day.weekday()]}）" if weekday else words
    words = f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{_ENGLISH_DAYS[day.weekday()]} {words}" if weekday else words


def page_date_in_words(text: str, language: str) -> str:
    """The date of a page, as far as it is known."""
    if text == OLD_PAGE:
        return phrase(language, "date.old_page")
    found = PAGE_DATE.fullmatch(text)
    if found is None:
        return text
    guess, *parts = found.groups()
    year, month, day = (int(part) if part else None for part in parts)
    if day and month and year:
        words = date_in_words(date(year, month, day), language)
    elif month:
        template = _MONTH.get(language, _MONTH["en"])
        words = template.format(year=year, month=month, name=_ENGLISH_MONTHS[month - 1])
    else:
        words = _YEAR.get(language, _YEAR["en"]).format(year=year)
    return phrase(language, "date.about", date=words) if guess else words


def time_in_words(time: str) -> str:
    """A time of day as people write it in all three languages: ``9:00``, not ``09:00``."""
    return time.removeprefix("0")


def money_in_words(amount: int, language: str, currency: str) -> str:
    """Whole units of ``currency`` (an ISO 4217 code)."""
    sign, plain = ("-" if amount < 0 else ""), number_in_words(abs(amount))
    if currency == "JPY":
        return sign + _YEN.get(language, _YEN["en"]).replace("{amount}", plain)
    return f"{sign}{currency} {plain}"


def number_in_words(number: int) -> str:
    """A whole number with ``,`` between thousands, as all three languages write it."""
    return f"{number:,}"


def zone_in_words(time_zone: str, language: str) -> str:
    """A time zone's everyday name where there is one, else its place (``Tokyo``)."""
    names = _ZONES.get(time_zone)
    if names is not None:
        return names.get(language, names["en"])
    return time_zone.rpartition("/")[2].replace("_", " ")
