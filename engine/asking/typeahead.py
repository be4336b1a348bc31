"""Keys that are pressed while nobody listens yet.

Owns what the terminal does with them: it keeps them for the next question and does not write
them on the screen meanwhile. Knows nothing of questions.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def unseen_keys() -> Iterator[None]:
    """Let the terminal behind standard input show no keys until the end, whatever the end is.
    Where there is no such terminal this does nothing."""
    try:
        import termios

        handle = sys.stdin.fileno()
        before = termios.tcgetattr(handle)
    except (ImportError, OSError, ValueError, AttributeError):
        yield
        return
    except termios.error:
        yield
        return
    local_modes = 3
    after = list(before)
    after[local_modes] &= ~termios.ECHO
    try:
        with suppress(termios.error):
            termios.tcsetattr(handle, termios.TCSANOW, after)
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(handle, termios.TCSANOW, before)
