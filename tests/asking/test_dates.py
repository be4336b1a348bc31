"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.asking.dates import read_date
from tests.library import TODAY

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-29",
        "2026-11-29 ",
        "2026/11/29",
        "2026.11.29",
        "2026年11月29日",
        "2026 年 11 月 29 日",
        "2026年11月29号",
        "令和8年11月29日",
        "29 November 2026",
        "29th of Nov 2026",
        "29 nov. 2026",
        "Nov 29, 2026",
        "November 29th 2026",
        "in 7 days",
        "7天后",
        "7 天后",
        "7日後",
    ],
)
def test_the_usual_ways_to_write_a_date_are_understood(text: str) -> None:
    assert date(2026, 11, 29) == read_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("today", 0),
        ("Tomorrow", 1),
        ("今天", 0),
        ("明天", 1),
        ("后天", 2),
        ("今日", 0),
        ("明日", 1),
    ],
)
def test_near_days_may_be_named(text: str, days: int) -> None:
    found = read_date(text, TODAY)
    assert found is not None
    assert days == (found - TODAY).days


@pytest.mark.parametrize(
    "text",
    [
        "11/12/2026",
        "12-11-26",
        "11/29",
        "2026-02-30",
        "2026-13-01",
        "2026-11",
        "1899-12-31",
        "2200-01-01",
        "29 Smarch 2026",
        "29 j 2026",
        "令和0年1月1日",
        "令和元年",
        "in 9999999 days",
        "soon",
        "",
        "٢٠٢٦-11-29x",
    ],
)
def test_what_could_mean_several_days_or_none_is_not_guessed(text: str) -> None:
    assert read_date(text, TODAY) is None


@given(DAYS)
def test_every_date_can_be_typed_in_four_ways(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
    ]
    assert [day] * 4 == [read_date(form, TODAY) for form in forms]


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert isinstance(read_date(text, TODAY), date | None)
