"""Telling how far a long command has come.

Owns where it is told: in one line of a terminal that is written over; elsewhere, in a line of
its own now and then, so that a log shows that something goes on.
"""

from __future__ import annotations

import sys
from time import monotonic

SELDOM = 20
"""Where nothing can be written over: seconds between two lines."""


class Teller:
    """Tells how far one command is, on standard error."""

    def __init__(self) -> None:
        self._overwrites = sys.stderr.isatty()
        self._last = monotonic()
        self._stands = False

    def tell(self, words: str) -> None:
        """How far it is now."""
        if self._overwrites:
            sys.stderr.write(f"\r\x1b[K{words}")
            sys.stderr.flush()
            self._stands = True
        elif monotonic() - self._last >= SELDOM:
            self._last = monotonic()
            sys.stderr.write(f"{words}\n")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave nothing of it in a terminal."""
        if self._stands:
            self._stands = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
