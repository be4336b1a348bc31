"""Where one text is put into another: the space that some scripts want at the seam.

Chinese is set with a space between its characters and Latin letters or digits. Authors write
that space inside their texts; only where a value meets the text around it does nobody know
beforehand what will meet what. Texts of other languages are put together as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

SPACED = "zh"
"""The language that wants the space."""


def joined(pieces: Iterable[str], language: str) -> str:
    """The pieces in a row, in Chinese with a space at each seam that wants one."""
    if language != SPACED:
        return "".join(pieces)
    text = ""
    for piece in pieces:
        text += f" {piece}" if _wants_space(text[-1:], piece[:1]) else piece
    return text


def substituted(
    pattern: re.Pattern[str], put_in: Callable[[re.Match[str]], str], text: str, language: str
) -> str:
    """``text`` with everything that ``pattern`` finds replaced by what ``put_in`` makes of it."""
    if language != SPACED:
        return pattern.sub(put_in, text)
    pieces: list[str] = []
    at = 0
    for found in pattern.finditer(text):
        pieces += [text[at : found.start()], put_in(found)]
        at = found.end()
    return joined([*pieces, text[at:]], language)


def _wants_space(before: str, after: str) -> bool:
    return (_is_chinese(before) and _is_latin(after)) or (_is_latin(before) and _is_chinese(after))


def _is_chinese(char: str) -> bool:
    return "一" <= char <= "鿿"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
