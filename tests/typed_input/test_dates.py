"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.typed_input.dates import read_dates
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
        "20261129",
        "29/11/2026",
        "11/29/2026",
        "29.11.2026",
        "R8.11.29",
        "r8/11/29",
        "R8年11月29日",
        "2026年11月29日(日)",
        "2026/11/29 (日曜日)",
        "Sunday, 29 November 2026",
        "Sun 29 Nov 2026",
        "in 7 days",
        "7天后",
        "7 天后",
        "7日後",
    ],
)
def test_the_usual_ways_to_write_a_date_are_understood(text: str) -> None:
    assert (date(2026, 11, 29),) == read_dates(text, TODAY)


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
    [found] = read_dates(text, TODAY)
    assert days == (found - TODAY).days
    assert () == read_dates(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "12-11-26",
        "31/04/2026",
        "令和1年3月1日",
        "H31.5.1",
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
def test_what_means_no_day_is_none(text: str) -> None:
    assert () == read_dates(text, TODAY)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("11/12/2026", [date(2026, 12, 11), date(2026, 11, 12)]),
        ("03.04.2024", [date(2024, 4, 3), date(2024, 3, 4)]),
        ("5-5-2024", [date(2024, 5, 5)]),
        ("15.03.2024", [date(2024, 3, 15)]),
        ("12月9日", [date(2026, 12, 9), date(2025, 12, 9)]),
        ("9 December", [date(2026, 12, 9), date(2025, 12, 9)]),
        ("11/29", [date(2026, 11, 29), date(2025, 11, 29)]),
        ("29.11.", [date(2026, 11, 29), date(2025, 11, 29)]),
        ("Feb 29", [date(2028, 2, 29), date(2024, 2, 29)]),
        ("11月22日", [TODAY]),
        ("令和6年3月15日", [date(2024, 3, 15)]),
        ("平成31年4月30日", [date(2019, 4, 30)]),
        ("令和元年5月1日", [date(2019, 5, 1)]),
    ],
)
def test_every_day_that_can_be_meant_is_found_the_likeliest_first(
    text: str, readings: list[date]
) -> None:
    assert readings == list(read_dates(text, TODAY))


@given(DAYS)
def test_every_date_can_be_typed_in_five_ways(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%Y%m%d}",
    ]
    assert [(day,)] * 5 == [read_dates(form, None) for form in forms]


@given(st.text())
def test_no_text_means_more_than_four_days(text: str) -> None:
    """Day and month either way round, in the coming year or in the past one."""
    assert len(read_dates(text, TODAY)) <= 4
