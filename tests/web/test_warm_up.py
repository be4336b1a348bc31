"""What is worked out before anybody asks for it."""

from __future__ import annotations

from datetime import date

import pytest

from engine.web import warm_up
from tests.web.site import opened


class _Enough(Exception):
    pass


def test_the_first_pages_are_drawn_at_the_start_and_once_on_every_new_day() -> None:
    calendar = iter([date(2026, 11, 25)] * 3 + [date(2026, 11, 26)] * 2)
    looks: list[float] = []
    drawn: list[int] = []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 5:
            raise _Enough

    with pytest.raises(_Enough):
        warm_up._every_day(lambda: next(calendar), lambda: drawn.append(len(looks)), sleep)
    assert [0, 3] == drawn


def test_the_first_pages_can_be_drawn_in_every_language() -> None:
    warm_up.draw_first_pages(opened())
