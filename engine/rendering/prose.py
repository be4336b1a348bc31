"""The simple shape inside a plain text: paragraphs, lists, and the first sentence.

Owns how lines are read: one that starts with ``-``, ``*``, ``•`` or ``・`` is a point; one
that starts with ``1.``, ``1)`` or ``1、`` a numbered point if it counts on from the number
before it, or starts at one; an indented line goes on with the point above it; any other line
is a paragraph. Knows nothing of plans or of any output format.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

_BULLET = r"[-*–•・‣]\s+(?P<text>\S.*)|[•・](?P<tight>\S.*)"
_BULLETS = frozenset("-*–•・‣")
_NUMBERED = r"(?P<number>\d{1,2})(?:[.)．]\s+|[、．）]\s*)(?P<text>\S.*)"


class Paragraph(Struct, frozen=True):
    """A line of its own."""

    text: str


class Points(Struct, frozen=True):
    """A list; ``first`` is the number of its first point, ``None`` for a list of bullets."""

    items: tuple[str, ...]
    first: int | None


Block = Paragraph | Points


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs and lists of ``text``, in order; no block is empty."""
    blocks: list[Block] = []
    counted = 0
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            continue
        last = blocks[-1] if blocks else None
        numbered = re.fullmatch(_NUMBERED, line) if line[0].isdecimal() else None
        if numbered and int(numbered["number"]) in (1, counted + 1):
            counted = int(numbered["number"])
            _add_point(blocks, numbered["text"], counted)
        elif line[0] in _BULLETS and (bullet := re.fullmatch(_BULLET, line)):
            _add_point(blocks, bullet["text"] or bullet["tight"], None)
        elif raw[0].isspace() and isinstance(last, Points):
            *above, point = last.items
            blocks[-1] = replace(last, items=(*above, _run_on(point, line)))
        else:
            blocks.append(Paragraph(line))
    return tuple(blocks)


def _add_point(blocks: list[Block], text: str, number: int | None) -> None:
    last = blocks[-1] if blocks else None
    if isinstance(last, Points) and _follows(last, number):
        blocks[-1] = replace(last, items=(*last.items, text))
    else:
        blocks.append(Points((text,), number))


def _follows(points: Points, number: int | None) -> bool:
    if points.first is None or number is None:
        return points.first is number
    return number == points.first + len(points.items)


def _run_on(text: str, more: str) -> str:
    """Both as one line; Chinese and Japanese put no space between words."""
    return f"{text} {more}" if text[-1].isascii() or more[0].isascii() else text + more
