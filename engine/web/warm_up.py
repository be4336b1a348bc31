"""Warming up: what the first visitor of a day would otherwise wait for.

Owns when that is, and which pages stand for all. Nothing that anybody answered is in it.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from threading import Thread

from .. import OpenRulebook
from . import pages, plan_pages
from .state import State
from .templating import Sheet
from .work_queue import WorkQueue

LOOKS_EVERY = 5
"""Seconds between two looks at the calendar."""


def keep_warm(opened: OpenRulebook, queue: WorkQueue) -> None:
    """Draw the first pages now and at the beginning of every day."""

    def draw() -> None:
        queue.for_nobody(lambda: _prepare(opened))

    Thread(target=_every_day, args=(opened.today, draw, time.sleep), daemon=True).start()


def draw_first_pages(opened: OpenRulebook) -> None:
    """What everybody sees first, and a plan, in every language."""
    for language in opened.rulebook.languages:
        sheet = Sheet(opened, language, State())
        for draw in (pages.start, pages.question, plan_pages.plan):
            draw(sheet, {})


def _prepare(opened: OpenRulebook) -> None:
    # What all visitors share stays, so tidying up need not go through it again and again; what
    # belongs to the day before goes.
    gc.unfreeze()
    draw_first_pages(opened)
    gc.collect()
    gc.freeze()


def _every_day(
    today: Callable[[], date], draw: Callable[[], None], sleep: Callable[[float], None]
) -> None:
    drawn = None
    while True:
        if drawn != (drawn := today()):
            draw()
        sleep(LOOKS_EVERY)
