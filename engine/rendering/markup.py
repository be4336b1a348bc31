"""HTML built so that no text can become markup.

Owns the one place where text is escaped. Markup has a type of its own, :class:`Html`; every
plain string put into an element is text and is escaped, so forgetting is impossible. Knows
nothing of plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from msgspec import Struct

from ..wording.visible import visible

_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+"
    r"|(?<![\w+./-])(?P<phone>(?:\+\d{1,3}(?:-\d{1,4}){1,2}|0\d{1,3}-\d{1,4})-\d{3,4})(?![\w-])",
    re.ASCII,
)
"""Something to open or to call; a telephone number is known by its hyphens, and abroad or at the
beginning by a plus or a nought."""
_NOT_AT_THE_END = ".,;:!?'"
_EMPTY_ELEMENTS = frozenset({"br", "input", "link", "meta", "use"})


class Html(Struct, frozen=True):
    """Finished markup."""

    markup: str

    def __html__(self) -> str:
        """The markup, for template engines: it is escaped already."""
        return self.markup


Child = Html | str | None
"""What an element may hold: markup, text, or (``None``) nothing."""


def element(tag: str, *children: Child, **attributes: str | bool | None) -> Html:
    """``<tag …>children</tag>``.

    Attribute names may end in ``_`` (``class_``), and ``_`` inside stands for ``-``. A value
    of ``None`` or ``False`` leaves the attribute out; ``True`` gives it without a value.
    """
    opening = tag
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        opening += " " + name.rstrip("_").replace("_", "-")
        if value is not True:
            opening += f'="{_escaped(value)}"'
    if tag in _EMPTY_ELEMENTS:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{joined(children).markup}</{tag}>")


def joined(children: Iterable[Child], between: str = "") -> Html:
    """The children one after the other, with the text ``between`` them."""
    return Html(
        _escaped(between).join(
            child.markup if isinstance(child, Html) else _escaped(child)
            for child in children
            if child is not None
        )
    )


def link(address: str | None, text: str) -> Html:
    """``text`` as a link to ``address``, or the bare text where there is no address or it is
    anything but ``http`` and ``https``."""
    if address is None or not _is_web_address(address):
        return element("span", text)
    return element("a", text, href=address)


def with_links(text: str) -> Html:
    """``text`` with every web address and telephone number in it made a link."""
    pieces: list[Child] = []
    rest = 0
    for found in _ADDRESS.finditer(text):
        if phone := found["phone"]:
            call = element("a", phone, href=f"tel:{phone}")
            pieces += [text[rest : found.start()], call]
            rest = found.end()
            continue
        address = _without_closing_punctuation(found[0])
        pieces += [text[rest : found.start()], link(address, address)]
        rest = found.start() + len(address)
    return joined([*pieces, text[rest:]])


def _escaped(text: str) -> str:
    return escape(visible(text), quote=True)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _without_closing_punctuation(address: str) -> str:
    trimmed = address.rstrip(_NOT_AT_THE_END)
    while trimmed.endswith((")", "]")):
        opening = "(" if trimmed[-1] == ")" else "["
        if trimmed.count(trimmed[-1]) <= trimmed.count(opening):
            break
        trimmed = trimmed[:-1].rstrip(_NOT_AT_THE_END)
    return trimmed
