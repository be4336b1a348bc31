"""How many columns of a terminal a character takes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def columns_of(char: str) -> int:
    """None for what is drawn on the character before, two for Chinese and Japanese."""
    if char < "\u0300":
        return 0 if char < " " else 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
