"""Doing something again whenever a rulebook's files are saved.

Owns what counts as a change; ``watchfiles`` does the waiting. Garbage is collected while nothing
is to be done: in the middle of a check that doubles its time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from ...loading.source.folder import walk

State = tuple[tuple[str, int, int], ...]


class CannotWatch(Exception):
    """The library that waits for changes is not installed; the message says how to get it."""


def changes(folder: Path, woken: Iterable[object] | None = None) -> Iterator[None]:
    """Yields at once, and then each time something in the folder has changed; ``woken`` is what
    tells when to look. Raises :class:`CannotWatch`."""
    waking = _woken(folder) if woken is None else woken
    before = state_of(folder)
    gc.disable()
    try:
        yield
        for _ in waking:
            now = state_of(folder)
            if now != before:
                before = now
                yield
                gc.collect()
    finally:
        gc.enable()


def _woken(folder: Path) -> Iterable[object]:
    try:
        from watchfiles import watch
    except ImportError:
        raise CannotWatch(
            "--watch needs watchfiles: pip install 'kaiyaku[watch]'. Without it, run "
            "'kaiyaku rules check' after saving."
        ) from None
    return watch(folder, watch_filter=None, debounce=100, step=20, rust_timeout=1000)


def state_of(folder: Path) -> State:
    """The rulebook's files with their sizes and times of change."""
    found = []
    for path, file, _ in walk(folder, ()):
        if file is not None:
            with suppress(OSError):
                status = file.stat()
                found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))
