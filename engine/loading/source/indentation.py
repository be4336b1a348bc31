"""Which line is to blame when lines do not line up, and by how much.

Owns the reading of indentation. The parser stumbles over the first line that cannot belong to
anything; often it is an earlier one that was moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

ENTRY_KEYS = frozenset(
    {
        "address", "after", "because", "before", "checked", "columns", "due", "expect", "given",
        "group", "how", "key", "kind", "label", "options", "phase", "question", "rows", "sources",
        "then", "title", "when",
    }
)  # fmt: skip
"""Keys of entries, which are never ids themselves."""
_TOP_KEYS = frozenset({"scenarios", "invariants", "accepted", "on"})
_KEY = re.compile(r" *([\w.-]+):(?: |$)")


def moved_line(lines: Sequence[str], number: int, sections: Sequence[str]) -> int | None:
    """The line (from 0) above ``number`` that stands too far left, so that the lines after it
    belong to nothing; ``None`` if ``number`` itself is to blame, or nobody can tell."""
    suspect = _further_left(lines, number)
    if suspect is None:
        return None
    key = _key(lines[suspect])
    above = _further_left(lines, suspect)
    if above is None:
        return suspect if key and key not in _TOP_KEYS and key not in sections else None
    beside_ids = _indent(lines[above]) == 0 and _key(lines[above]) in sections
    return suspect if beside_ids and key in ENTRY_KEYS else None


def starts_a_list(lines: Sequence[str], number: int) -> bool:
    """Whether the line begins an entry of a list, and the line above it, which stands in the
    same column, is none."""
    above = next(_above(lines, number), None)
    return (
        above is not None
        and lines[number].lstrip().startswith("- ")
        and _indent(lines[above]) == _indent(lines[number])
        and not lines[above].lstrip().startswith("- ")
    )


def _further_left(lines: Sequence[str], number: int) -> int | None:
    column = _indent(lines[number])
    return next((it for it in _above(lines, number) if _indent(lines[it]) < column), None)


def _key(line: str) -> str | None:
    found = _KEY.match(line)
    return found.group(1) if found else None


def fitting_columns(lines: Sequence[str], number: int) -> list[int]:
    """By how many spaces the line could be indented to belong to what stands above it, the
    nearest two of them."""
    column = _indent(lines[number])
    open_columns: list[int] = []
    for earlier in _above(lines, number):
        for indent in reversed(_columns(lines[earlier])):
            if not open_columns or indent < open_columns[-1]:
                open_columns.append(indent)
    less = [it for it in open_columns if it < column][:1]
    more = [it for it in open_columns if it > column][-1:]
    return less + more


def _columns(line: str) -> list[int]:
    """Where entries begin in the line: at its first sign, and behind each dash."""
    columns = [_indent(line)]
    while line[columns[-1] :].startswith("- "):
        rest = line[columns[-1] + 1 :]
        columns.append(columns[-1] + 1 + len(rest) - len(rest.lstrip(" ")))
    return columns


def _above(lines: Sequence[str], number: int) -> Iterator[int]:
    """The lines above that hold something, from the nearest."""
    for earlier in range(number - 1, -1, -1):
        text = lines[earlier].strip()
        if text and not text.startswith("#"):
            yield earlier


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
