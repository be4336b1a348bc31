"""What the commands are for, and what is wrong with how one was typed, in the person's language.

Owns the look-up. The English stands at the commands themselves, or comes from the library that
reads them; what has no translation stays English.
"""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType

from .phrases import CATALOGUES, FALLBACK


def help_in(language: str, text: str) -> str:
    """A sentence of help in ``language``."""
    catalogue = _catalogue(language)
    translated: str = text if catalogue is None else catalogue.HELP.get(text, text)
    return translated


def usage_in(language: str, message: str) -> str:
    """What is wrong with a command line, in ``language``."""
    catalogue = _catalogue(language)
    for pattern, translated in () if catalogue is None else catalogue.USAGE:
        if found := re.fullmatch(pattern, message):
            return found.expand(translated)
    return message


def _catalogue(language: str) -> ModuleType | None:
    if language == FALLBACK or language not in CATALOGUES:
        return None
    return import_module(f".help_{CATALOGUES[language]}", __package__)
