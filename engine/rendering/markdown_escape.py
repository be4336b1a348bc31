"""Text made safe to stand in Markdown.

Owns the escaping. Whatever a text says, it becomes one line of plain words: no heading, list,
emphasis, link, image, code, table, formula or HTML. Web addresses are the exception where a
caller asks for links.
"""

from __future__ import annotations

import re

from ..wording.visible import on_one_line

_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~#$]|&(?=#?\w+;)|!(?=\[)")
_AT_THE_START = re.compile(r"([-+=:])|(\d+)([.)])")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_NOT_AT_THE_END = ".,;:!?'"


def escaped(text: str) -> str:
    """The text as one line of plain words; also what looks like an address stays words."""
    return _escaped_start(_escaped(_one_line(text)))


def strong(text: str) -> str:
    """The text as one line of plain words in bold. What follows on the line must be a space or
    punctuation, or Markdown does not see the end of the bold."""
    return f"**{_escaped(_one_line(text))}**"


def linked(text: str) -> str:
    """The text as one line of plain words with every web address in it a link."""
    line, pieces, rest = _one_line(text), "", 0
    for found in _ADDRESS.finditer(line):
        address = _without_closing_punctuation(found[0])
        pieces += _escaped(line[rest : found.start()]) + f"<{address}>"
        rest = found.start() + len(address)
    return _escaped_start(pieces + _escaped(line[rest:]))


def _one_line(text: str) -> str:
    return on_one_line(text)


def _escaped(text: str) -> str:
    return _ANYWHERE.sub(lambda found: "\\" + found[0], text)


def _escaped_start(line: str) -> str:
    found = _AT_THE_START.match(line)
    if found is None:
        return line
    if found[1]:
        return "\\" + line
    return f"{found[2]}\\{found[3]}{line[found.end() :]}"


def _without_closing_punctuation(address: str) -> str:
    trimmed = address.rstrip(_NOT_AT_THE_END)
    while trimmed.endswith(")") and trimmed.count(")") > trimmed.count("("):
        trimmed = trimmed[:-1].rstrip(_NOT_AT_THE_END)
    return trimmed
