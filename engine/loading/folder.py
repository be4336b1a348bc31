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
LARGEST_FILE = 2_000_000
SUFFIXES = (".yaml", ".yml")
ACCEPTED_MUTANTS = "mutants-accepted.yaml"
RESERVED = ("scenarios", "invariants", ACCEPTED_MUTANTS)
"""What at the top of a rulebook's folder holds something else than the rulebook."""

Oddity = Literal["unreadable", "loop", "no file"]
"""Why something named like a YAML file, or a folder, is of no use: it cannot be opened, it is
a link back to where it is in, or it is a folder or a device."""


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
        with file.open("rb", buffering=0) as stream:
            if os.fstat(stream.fileno()).st_size > LARGEST_FILE:
                raise OSError(f"{path} is too large")
            yield path, stream.readall()


def walk(
    folder: Path, leave_out: tuple[str, ...]
) -> Iterator[tuple[str, Path | None, Oddity | None]]:
    """Path, file and what is odd about it, of everything named like a YAML file."""
    pending = [("", folder, frozenset({os.path.realpath(folder)}))]
    while pending:
        prefix, here, above = pending.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            yield prefix.rstrip("/") or ".", None, "unreadable"
            continue
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
            if stat.S_ISDIR(mode):
                real = os.path.realpath(entry.path)
                if real in above:
                    yield path, None, "loop"
                elif yaml_name:
                    yield path, None, "no file"
                else:
                    pending.append((path + "/", Path(entry.path), above | {real}))
            elif yaml_name:
                regular = stat.S_ISREG(mode)
                yield (
                    path,
                    Path(entry.path) if regular else None,
                    (None if regular else "no file"),
                )


def printable(name: str) -> str:
    """A file name that can be printed, whatever its bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
