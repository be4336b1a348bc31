"""The engine's own words: one catalogue of phrases per language, one way to read it.

Owns the look-up and the filling of a phrase. Keys are ``room.name`` (``ask.back``,
``plan.sharpen``); placeholders are ``{name}``. A key that ends in ``.one`` is the form for a
count of one. Knows nothing of facts, plans or rulebooks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from .spacing import substituted

CATALOGUES = {"en": "english", "zh": "chinese", "ja": "japanese"}
"""The languages that the engine speaks, each with the name of its catalogues."""
SUPPORTED = tuple(CATALOGUES)
"""The languages that the engine speaks: English, Simplified Chinese, Japanese."""

FALLBACK = "en"

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@cache
def phrases_in(language: str) -> Mapping[str, str]:
    """Every phrase of ``language`` by key; English for a language the engine does not speak."""
    module = CATALOGUES.get(language, CATALOGUES[FALLBACK])
    catalogue: Mapping[str, str] = import_module(f".{module}", __package__).PHRASES
    return catalogue


def phrase(language: str, key: str, /, **values: object) -> str:
    """The phrase ``key`` in ``language`` with ``values`` filled in, once and literally.

    Raises ``KeyError`` for a key or a placeholder value that does not exist.
    """
    return substituted(
        _PLACEHOLDER, lambda found: str(values[found[1]]), phrases_in(language)[key], language
    )


def counted_phrase(language: str, key: str, count: int, /, **values: object) -> str:
    """The phrase ``key`` for ``count`` things (``{count}`` in it): ``KEY.one`` for exactly
    one. Raises ``KeyError`` as :func:`phrase` does."""
    form = f"{key}.one" if count == 1 else key
    return phrase(language, form, count=count, **values)
