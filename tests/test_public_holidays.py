"""Holidays are those of the package, whether they are looked up or remembered."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.public_holidays import PublicHolidays
from tests.programs import PROGRAM, environment


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(["JP", "CN", "DE"]))
def test_a_day_is_a_holiday_where_the_package_says_so(day: date, country: str) -> None:
    assert PublicHolidays().has(day, country) == (day in holidays.country_holidays(country))


def test_what_is_remembered_is_believed() -> None:
    remembering = PublicHolidays()
    remembering.remember({("JP", 2031): frozenset({date(2031, 2, 4)})})
    assert remembering.has(date(2031, 2, 4), "JP")
    assert not remembering.has(date(2031, 1, 1), "JP")
    assert {("JP", 2031)} == remembering.known.keys()


def test_the_edition_is_found_without_the_package() -> None:
    program = (
        "import sys; from engine.public_holidays import edition;"
        " print(bool(edition()), 'holidays' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "True False" == done.stdout.strip()


def test_a_plan_with_working_days_does_not_import_the_package_twice() -> None:
    """The second time they come from the cache."""
    command = [PROGRAM[0], "-X", "importtime", PROGRAM[-1], "plan", "--set", "goal=end"]
    loaded = [
        subprocess.run(
            command, capture_output=True, encoding="utf-8", env=environment(), check=True
        ).stderr
        for _ in range(2)
    ]
    assert "| holidays\n" not in loaded[1]
