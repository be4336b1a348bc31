"""An explanation as the terminal says it, as blocks that a page can draw.

Owns the taking apart of lines into headings, paragraphs and lists, so that both faces say the
same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

_RULE = re.compile(r" \[[a-z0-9_.-]+\]$")
_VERY_WIDE = 100_000
WIDTH = _VERY_WIDE
"""The width at which no line of an explanation is broken."""


class Block(Struct, frozen=True):
    """A heading (``h2``), a paragraph (``p``) or a list (``ul``) of items, each of which is its
    lines."""

    kind: str
    text: str = ""
    items: tuple[tuple[str, ...], ...] = ()


def blocks_of(text: str) -> tuple[str, tuple[Block, ...]]:
    """The first line, and what follows it."""
    first, _, rest = text.partition("\n")
    blocks: list[Block] = []
    lines = [line for line in rest.split("\n") if line.strip()]
    position = 0
    while position < len(lines):
        if lines[position].startswith("- "):
            end = position + 1
            while end < len(lines) and lines[end].startswith(("- ", "  ")):
                end += 1
            blocks.append(Block("ul", items=_items(lines[position:end])))
            position = end
            continue
        followed = position + 1 < len(lines) and lines[position + 1].startswith("- ")
        line = lines[position]
        heading = followed and not line.endswith((".", "。"))
        blocks.append(Block("h2" if heading else "p", line.strip()))
        position += 1
    return _RULE.sub("", first.strip()), tuple(blocks)


def _items(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    items: list[list[str]] = []
    for line in lines:
        shown = _RULE.sub("", line.strip().removeprefix("- "))
        if line.startswith("- ") or not items:
            items.append([shown])
        else:
            items[-1].append(shown)
    return tuple(map(tuple, items))
