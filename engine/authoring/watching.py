"""Doing something again whenever a rulebook's files are saved.

Owns the waiting. The files are looked at many times a second, which works on every file
system and costs next to nothing for a folder of this size. Garbage is collected while
nothing is to be done: in the middle of a check that doubles its time.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from engine.loading.folder import walk

PAUSE = 0.02

State = tuple[tuple[str, int, int], ...]


def changes(folder: Path, wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields at once, and then each time something in the folder has changed."""
    before: State | None = None
    gc.disable()
    try:
        while True:
            now = state_of(folder)
            if now != before:
                before = now
                yield
                gc.collect()
            else:
                wait(PAUSE)
    finally:
        gc.enable()


def state_of(folder: Path) -> State:
    """The rulebook's files with their sizes and times of change."""
    found = []
    for path, file, _ in walk(folder, ()):
        if file is not None:
            with suppress(OSError):
                status = file.stat()
                found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))
