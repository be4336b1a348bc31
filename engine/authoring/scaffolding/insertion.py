"""Putting an entry into a YAML file without touching a character of what is there.

Owns finding the end of a section. The entry comes as text, indented by two spaces a level.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import indent

from ...loading.faults.report import Report, SourceFile
from ...loading.source.nodes import MapNode, ScalarNode, compose


class NoRoom(Exception):
    """The file is written in a way that nothing can be put into; the message says why."""


def with_entry(text: str, path: str, keys: Sequence[str], entry: str) -> str:
    """``text`` with ``entry`` as the last one below ``keys`` (a section, and keys in it),
    which are added where they are missing. ``path`` names the file in messages.

    Raises :class:`NoRoom`.
    """
    root = compose(SourceFile(path, text), Report())
    if root is None:
        return text + _wrapped(keys, entry)
    if not isinstance(root, MapNode):
        raise NoRoom(f"{path} holds no sections.")
    lines = text.splitlines(keepends=True)
    if not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    here, last, depth = root, len(lines), 0
    for key in keys:
        if key not in here.entries:
            break
        name, node = here.entries[key]
        after = [it.line for it, _ in here.pairs() if it.line > name.line]
        last = min(after[0] - 1 if after else last, last)
        depth += 1
        if isinstance(node, ScalarNode) and node.is_empty:
            here = MapNode(node.file, name.line, name.column + 2, {})
            break
        if not isinstance(node, MapNode) or _is_flow(lines, node):
            raise NoRoom(
                f"{path}:{name.line}: what stands under `{key}:` is written on one line. "
                "Put each entry on a line of its own, or name another file."
            )
        here = node
    at = _end_of_content(lines, last)
    block = indent(_wrapped(keys[depth:], entry), " " * (here.column - 1))
    gap = ["\n"] if depth == 0 or _has_gaps(lines, here) else []
    return "".join([*lines[:at], *gap, block, *lines[at:]])


def _wrapped(keys: Sequence[str], entry: str) -> str:
    """The entry below the keys."""
    for key in reversed(keys):
        entry = f"{key}:\n{indent(entry, '  ')}"
    return entry


def _is_flow(lines: Sequence[str], node: MapNode) -> bool:
    return lines[node.line - 1][node.column - 1] == "{"


def _end_of_content(lines: Sequence[str], last: int) -> int:
    """The number of the last line up to ``last`` that is neither empty nor an outer comment."""
    while last and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1
    return last


def _has_gaps(lines: Sequence[str], node: MapNode) -> bool:
    """Whether the entries are set apart by empty lines."""
    starts = [key.line for key, _ in node.pairs()][1:]
    return any(not lines[start - 2].strip() for start in starts)
