"""A page for a terminal, line by line.

Owns indentation, the breaking of styled text into lines, and colour. Knows nothing of plans.
Colours are the eight that every terminal has, in the shades its owner chose for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from ..wording.visible import visible
from ..wording.wrapping import columns, line_spans

NARROWEST = 24
"""Columns below which a page no longer shrinks."""


class Style(StrEnum):
    """How a stretch of text looks; the value is the terminal's code for it."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    HEADING = "1;36"
    RED = "1;31"
    YELLOW = "1;33"
    BLUE = "1;34"
    MAGENTA = "35"


class Piece(Struct, frozen=True):
    """A stretch of text in one style."""

    text: str
    style: Style = Style.PLAIN


class TerminalPage:
    """Lines in the making, at most ``width`` columns wide."""

    def __init__(self, width: int, color: bool) -> None:
        self.width = max(width, NARROWEST)
        self.color = color
        self._lines: list[str] = []

    def text(self) -> str:
        """The page so far, with a line break at its end."""
        return "\n".join(self._lines).strip("\n") + "\n"

    def gap(self) -> None:
        """An empty line, unless there is one already."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def line(self, *pieces: Piece | str, lead: str = "", hang: int | None = None) -> None:
        """The pieces one after the other, broken where they must be: after ``lead``, and on
        further lines after ``hang`` columns (default: the width of ``lead``)."""
        styled = [
            Piece(visible(piece.text), piece.style)
            if isinstance(piece, Piece)
            else Piece(visible(piece))
            for piece in pieces
        ]
        indent = " " * (columns(lead) if hang is None else hang)
        for paragraph in _paragraphs(styled):
            self._paragraph(paragraph, lead, indent)
            lead = indent

    def rule(self, sign: str, length: int) -> None:
        """A line of ``length`` signs."""
        self._lines.append(self._painted(Piece(sign * min(length, self.width), Style.FAINT)))

    def _paragraph(self, pieces: Sequence[Piece], lead: str, indent: str) -> None:
        text = "".join(piece.text for piece in pieces)
        room = self.width - columns(lead), self.width - columns(indent)
        for number, (start, end) in enumerate(line_spans(text, *room)):
            line = (indent if number else lead) + self._slice(pieces, start, end)
            self._lines.append(line.rstrip())

    def _slice(self, pieces: Sequence[Piece], start: int, end: int) -> str:
        painted, at = "", 0
        for piece in pieces:
            part = piece.text[max(start - at, 0) : max(end - at, 0)]
            painted += self._painted(Piece(part, piece.style))
            at += len(piece.text)
        return painted

    def _painted(self, piece: Piece) -> str:
        if not self.color or not piece.text or piece.style is Style.PLAIN:
            return piece.text
        return f"\x1b[{piece.style.value}m{piece.text}\x1b[0m"


def _paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces, cut at the line breaks in them."""
    paragraphs: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        paragraphs[-1].append(Piece(first, piece.style))
        paragraphs += [[Piece(other, piece.style)] for other in others]
    return paragraphs
