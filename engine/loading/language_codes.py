"""Codes of languages: what they look like.

Knows nothing of which languages there are.
"""

from __future__ import annotations

import re

LANGUAGE_CODE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def looks_like_language(text: str) -> bool:
    """Whether a word has the form of a language code (``en``, ``zh-Hans``)."""
    return re.fullmatch(LANGUAGE_CODE, text) is not None
