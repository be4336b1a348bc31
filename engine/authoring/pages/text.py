"""The page of a code as text, and the list of all codes.

Owns the text form; the pages are :mod:`engine.authoring.pages`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from . import SNIPPET, Example, catalogue, page_of

WIDTH = 80


class NoSuchCode(LookupError):
    """Nothing has that code; the message names the nearest one."""


def page_text(code: str) -> str:
    """The page of ``code``, however it is spelled. Raises :class:`NoSuchCode`."""
    from difflib import get_close_matches

    known = catalogue()
    name = code.strip().upper()
    name = name if name.startswith("KY") else f"KY{name}"
    if name not in known:
        nearest = get_close_matches(name, known, n=1)
        hint = f" Did you mean {nearest[0]}?" if nearest else ""
        raise NoSuchCode(f"there is no code {code!r}.{hint} 'kaiyaku rules explain' lists them.")
    page = page_of(name)
    parts = [
        f"{page.code} ({page.severity.value}): {page.title}",
        *_wrapped(page.what, page.why),
        "Bad:",
        *_example(page.bad),
        "Good:",
        *_example(page.good),
    ]
    if page.bad.words is None:
        parts += _wrapped("The examples belong to a small rulebook about moving house.")
    return "\n\n".join(parts)


def _wrapped(*texts: str) -> Iterator[str]:
    for text in texts:
        yield textwrap.fill(" ".join(text.split()), WIDTH)


def _example(example: Example) -> Iterator[str]:
    if example.words is not None:
        yield textwrap.indent(example.words, "    ")
    for file, text in example.files.items():
        name = f"    # {file}\n" if file != SNIPPET else ""
        yield name + textwrap.indent(_visible(text).rstrip("\n"), "    ")


def _visible(text: str) -> str:
    """Tabs and other characters that cannot be seen, as signs."""
    return "".join(char if char.isprintable() or char == "\n" else _sign(char) for char in text)


def _sign(char: str) -> str:
    return "<tab>" if char == "\t" else f"<U+{ord(char):04X}>"


def list_of_codes() -> str:
    """Every code with its severity and title, a line each."""
    rows = catalogue().items()
    return "\n".join(f"{code}  {severity.value:<7}  {title}" for code, (severity, title) in rows)
