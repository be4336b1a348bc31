"""Signs that only look like those of YAML: what input methods and word processors put there.

Owns which signs these are, where in a line they are surely meant for the plain ones, and what
to write instead. A sign inside a text is the author's own and never found here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WIDE_COLON = "："
WRITE_A_COLON = "Write a plain colon and a space: `key: value`."

_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
_DASHES = "\u2010-\u2015\u2022\u2043\u2212\u30fb\u30fc\ufe63\uff0d\uff65"
_COMMAS = "，､、；"
_KEY = r" *[A-Za-z_][\w.-]*:(?: |$)"
_PATTERNS = (
    (
        re.compile(rf" *([{_SPACES}])"),
        "The space that stands here is not that of the space bar.",
        "Replace it by plain spaces.",
    ),
    (
        re.compile(rf" *([{_DASHES}])\s*[\w\"'{{\[]|^ *(?P<star>\*) +[\w-]+:"),
        "A list entry does not begin with {}.",
        "Write a plain dash and a space: `- `.",
    ),
    (
        re.compile(
            rf"[^{{]*\{{[^{_COMMAS}]*(?:[{_COMMAS}](?!{_KEY})[^{_COMMAS}]*)*([{_COMMAS}])(?={_KEY})"
        ),
        "The {} before the next key is no plain comma.",
        "Write a plain comma and a space.",
    ),
    (
        re.compile(r"(?:.*[:,\[{]| *-) +([｛［])"),
        "The bracket {} is a full-width one.",
        "Write plain brackets: { } and [ ].",
    ),
)
_QUOTES = re.compile("[“”„‟‘’‚«»＂＇]")
_WIDE_DIGITS = re.compile(r"[+-]?[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A sign at a column (from 0) of a line: what is wrong, and what to write instead."""

    column: int
    problem: str
    remedy: str


def in_line(line: str) -> Lookalike | None:
    """The first sign in a line of YAML that stands where a plain one is meant."""
    for pattern, problem, remedy in _PATTERNS:
        found = pattern.match(line)
        if found:
            number = found.lastindex or 0
            return Lookalike(found.start(number), problem.format(found.group(number)), remedy)
    return None


def quotation_mark(text: str) -> Lookalike | None:
    """The typographic quotation mark that a text begins with."""
    found = _QUOTES.match(text)
    if not found:
        return None
    return Lookalike(
        0,
        f"To YAML {found.group()} is no quotation mark but part of the text.",
        "Begin and end the text with plain ones: \"…\" or '…'.",
    )


def bracket(text: str) -> Lookalike | None:
    """The wide bracket that a text begins with."""
    return in_line(f": {text}") if text.startswith(("｛", "［")) else None


def plain_digits(text: str) -> str | None:
    """A number that is written with wide digits, in plain ones."""
    if text.isascii() or not _WIDE_DIGITS.fullmatch(text):
        return None
    return unicodedata.normalize("NFKC", text)
