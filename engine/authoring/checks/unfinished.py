"""Texts that stand as ``rules new`` began them."""

from __future__ import annotations

from collections.abc import Iterator

from ..scaffolding.words import BEGUN
from .codes import CheckCode
from .model import Context, Finding, finding
from .texts import texts_in


def unfinished_texts(context: Context) -> Iterator[Finding]:
    """Texts in which nobody has put their own words yet, in one language at least."""
    begun = {text for words in BEGUN for text in words.values()}
    for it in texts_in(context.rulebook):
        left = [language for language, text in it.text.by_language.items() if text in begun]
        if left:
            where = f" in {', '.join(left)}" if any(left) else ""
            yield finding(
                CheckCode.UNFINISHED,
                it.place,
                f"`{it.key}` of {it.owner} still says {it.text.by_language[left[0]]!r}{where}.",
                "Put your own words there.",
            )
