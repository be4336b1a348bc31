"""Which files belong to a rulebook folder, in which order.

Owns the walk through the folder and the limits on files. Does not know what they say.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

MOST_FILES = 200
MOST_ENTRIES = 10_000
"""How much is looked at, of whatever kind, before it is clear that this is no rulebook."""
LARGEST_FILE = 2_000_000
SUFFIXES = (".yaml", ".yml")
_ALMOST = (*SUFFIXES, *(f"{suffix}.txt" for suffix in SUFFIXES))
ACCEPTED = "accepted.yaml"
RESERVED = ("scenarios", "invariants", ACCEPTED)
"""What at the top of a rulebook's folder holds something else than the rulebook."""

Oddity = Literal["unreadable", "loop", "no file", "no name", "almost", "too much"]
"""Why something named like a YAML file, or a folder, is of no use: it cannot be opened, it is
a link back to where it is in, it is a folder or a device, its name cannot be shown or is only
almost that of a YAML file, or there is too much in it."""


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Relative path and bytes of everything that the rulebook in ``folder`` and its reserved
    folders are read from, in the order of paths. Raises ``OSError`` for what cannot be read
    and for what is beyond the limits."""
    found = sorted(walk(folder, ()), key=lambda it: it[0])
    if len(found) > MOST_FILES:
        raise OSError(f"more than {MOST_FILES} files")
    for path, file, code in found:
        if file is None:
            raise OSError(f"{path}: {code}")
        content = content_of(file)
        if len(content) > LARGEST_FILE:
            raise OSError(f"{path} is too large")
        yield path, content


def content_of(file: Path) -> bytes:
    """At most one byte more than a file may have. Raises ``OSError`` for what is no file, also
    if it was one when the folder was looked through; a pipe is never waited for."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("it is no file")
        return stream.read(LARGEST_FILE + 1)


def walk(
    folder: Path, leave_out: tuple[str, ...]
) -> Iterator[tuple[str, Path | None, Oddity | None]]:
    """Path, file and what is odd about it, of everything named like a YAML file, or almost."""
    whole = os.path.realpath(folder)
    pending = [("", folder, whole, frozenset({whole}))]
    seen = 0
    while pending:
        prefix, here, real_here, above = pending.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            yield prefix.rstrip("/") or ".", None, "unreadable"
            continue
        seen += len(entries)
        if seen > MOST_ENTRIES:
            yield ".", None, "too much"
            return
        for entry in entries:
            path = prefix + printable(entry.name)
            if entry.name.startswith(".") or (not prefix and entry.name in leave_out):
                continue
            yaml_name = entry.name.endswith(SUFFIXES)
            try:
                mode = entry.stat().st_mode
            except OSError:
                if yaml_name or entry.is_symlink():
                    yield path, None, "unreadable"
                continue
            if path != prefix + entry.name and (yaml_name or stat.S_ISDIR(mode)):
                yield path, None, "no name"
            elif stat.S_ISDIR(mode):
                real = str(Path(real_here, entry.name))
                if entry.is_symlink():
                    real = os.path.realpath(real)
                if real in above:
                    yield path, None, "loop"
                elif yaml_name:
                    yield path, None, "no file"
                else:
                    pending.append((path + "/", Path(entry.path), real, above | {real}))
            elif not yaml_name and entry.name.lower().endswith(_ALMOST):
                yield path, None, "almost"
            elif yaml_name:
                regular = stat.S_ISREG(mode)
                yield (
                    path,
                    Path(entry.path) if regular else None,
                    (None if regular else "no file"),
                )


def printable(name: str) -> str:
    """A file name that can be printed, whatever its bytes."""
    if name.isprintable():
        return name
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
