"""The words of the pages, in one language: their own catalogue, then the engine's.

Owns the look-up. The pages' own words are in :mod:`engine.web.wording`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module

from .. import SUPPORTED
from ..wording.phrases import counted_phrase, phrase, phrases_in

_CATALOGUES = {"en": "english", "zh": "chinese", "ja": "japanese"}
NAMES = {"en": "English", "zh": "中文", "ja": "日本語"}
"""How each language calls itself."""


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    module = _CATALOGUES.get(language, _CATALOGUES["en"])
    words: Mapping[str, str] = import_module(f".wording.{module}", __package__).WORDS
    return words


class Words:
    """Says what stands in the catalogues; a language without one reads as English."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        own = _catalogue(self.language).get(key)
        if own is None:
            return phrase(self.language, key, **values)
        for name, value in values.items():
            own = own.replace(f"{{{name}}}", str(value))
        return own

    def counted(self, key: str, count: int, /, **values: object) -> str:
        """The words for ``count`` things."""
        form = f"{key}.one" if count == 1 else key
        if form in _catalogue(self.language):
            return self(form, count=count, **values)
        return counted_phrase(self.language, key, count, **values)

    def either(self, items: Sequence[str]) -> str:
        """``a, b and c``."""
        *first, last = items
        joined = self("list.comma").join(first)
        return f"{joined}{self('list.and')}{last}" if first else last

    def has(self, key: str) -> bool:
        """Whether there are such words."""
        return key in _catalogue(self.language) or key in phrases_in(self.language)


def name_of(language: str) -> str:
    """How the language calls itself; its code where nobody knows."""
    return NAMES.get(language, language)


def best_language(accepted: str, available: Sequence[str]) -> str:
    """The available language that an ``Accept-Language`` header likes best."""
    wishes: list[tuple[float, str]] = []
    for part in accepted[:500].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        wishes.append((-weight, tag.strip().lower()))
    for _, tag in sorted(wishes, key=lambda wish: wish[0]):
        for language in available:
            if tag == language.lower() or tag.partition("-")[0] == language.lower():
                return language
    spoken = [language for language in SUPPORTED if language in available]
    return spoken[0] if spoken else available[0]
