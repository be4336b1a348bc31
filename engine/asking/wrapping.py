"""Breaking lines so that they fit a terminal, also where characters are two columns wide.

Owns width and breaking only. Latin words stay whole; Chinese and Japanese may break between
any two characters, except before closing and after opening punctuation.
"""

from __future__ import annotations

import re
import unicodedata

_NEVER_FIRST = "、。，．：；！？）」』】》〉”’…ー々%,.:;!?)]}"
_NEVER_LAST = "（「『【《〈“‘([{"
_PIECES = re.compile(
    r"\s+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+"
)


def columns(text: str) -> int:
    """How many columns ``text`` takes on a terminal."""
    return sum(_width(char) for char in text)


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """``text`` in lines of at most ``width`` columns: the first begins with ``first``, the
    others with ``rest`` (default: as many spaces). Line breaks in the text are kept."""
    indent = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        start = first if not lines else indent
        lines += _wrapped_line(paragraph.strip(), width, start, indent)
    return lines


def _wrapped_line(text: str, width: int, first: str, rest: str) -> list[str]:
    lines = [first]
    empty = True
    for piece in _unbreakable(text):
        space = piece.isspace()
        if columns(lines[-1]) + columns(piece) > width and not empty and not space:
            lines[-1] = lines[-1].rstrip()
            lines.append(rest)
            empty = True
        if not (space and empty):
            lines[-1] += " " if space else piece
            empty = False
    lines[-1] = lines[-1].rstrip()
    return [part for line in lines for part in _cut(line, width, rest)]


def _unbreakable(text: str) -> list[str]:
    """Pieces between which a line may break."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        sticks = pieces and not pieces[-1].isspace() and not piece.isspace()
        if sticks and (piece[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _cut(line: str, width: int, rest: str) -> list[str]:
    """The line, in parts where a single word is longer than the terminal is wide."""
    parts = [""]
    for char in line:
        if columns(parts[-1]) + _width(char) > width and columns(rest) < width // 2:
            parts.append(rest)
        parts[-1] += char
    return parts


def _width(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
