"""The work queue: plans and questions are worked out in one thread, one after the other.

Owns the thread and who waits for it. The library under the engine is fastest that way, and the
event loop stays free to answer everybody; for more speed there are more processes.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

TIDY_IN_PEACE, TIDY_AT_LAST = 200, 2_000
"""After so many pieces of work what is no longer used is looked for: once nobody waits, or when
somebody always does. Python itself is told to do so so rarely that it would pile up."""
PEACE = 0.3
"""Seconds without a visitor, so that nobody's page, which is still to be sent, waits for that."""


class Busy(Exception):
    """More are waiting than will be served in time."""


class WorkQueue:
    """Works out one thing at a time; at most ``longest`` are inside."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self._inside = 0
        self._done = 0
        self._came = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="thinking")

    async def run(self, work: Callable[[], T]) -> T:
        """What ``work`` returns. Raises :class:`Busy`, and what ``work`` raises."""
        if self._inside >= self.longest:
            raise Busy
        self._inside += 1
        self._came += 1
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, work)
        finally:
            self._inside -= 1
            self._done += 1
            if self._done >= TIDY_AT_LAST:
                self._tidy()
            elif self._done >= TIDY_IN_PEACE:
                loop.call_later(PEACE, self._tidy_if_none_came_since, self._came)

    def for_nobody(self, work: Callable[[], object]) -> None:
        """Do ``work`` for nobody; what it raises is told to whoever asks for the same."""
        self._thread.submit(work)

    def _tidy_if_none_came_since(self, came: int) -> None:
        if came == self._came and not self._inside:
            self._tidy()

    def _tidy(self) -> None:
        self._done = 0
        self.for_nobody(gc.collect)
