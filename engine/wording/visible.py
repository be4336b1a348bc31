"""What is shown of a text: nothing that cannot be seen, or only how it begins.

Owns the list of characters that must never reach a terminal or a file: control characters
(they start escape sequences) and those that turn the direction of the text around them.
"""

from __future__ import annotations

import re

_INVISIBLE = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    r"\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    """``text`` without them; line breaks stay, and a tab reads as a space."""
    if text.isprintable():
        return text
    return re.sub(_INVISIBLE, "", text.replace("\r\n", "\n").replace("\t", " "))


def on_one_line(text: str) -> str:
    """``text`` without them and with one space for every line break and row of spaces."""
    return " ".join(filter(None, map(visible, text.split())))


def first_sentence(text: str) -> str:
    """The beginning of ``text``, up to the end of its first sentence."""
    found = re.match(r".+?(?:[.!?](?=\s)|[。！？]|\n|$)", text)
    return found[0].strip() if found else text
