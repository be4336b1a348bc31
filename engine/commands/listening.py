"""Which language the person at the terminal reads, as far as the program has found out.

Owns the guess before a command has read its options: what stands after ``--lang``, else the
locale.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise

from engine.wording.phrases import FALLBACK, SUPPORTED

LISTENER: ContextVar[str | None] = ContextVar("listener", default=None)
"""The language of the person at the terminal, once something has told it."""


def listener() -> str:
    """The language to speak now."""
    return LISTENER.get() or locale_language(os.environ)


def language_asked_for(args: Sequence[str]) -> str | None:
    """What the arguments give as ``--lang``, be it a language or not."""
    for arg, after in pairwise((*args, "")):
        if arg == "--lang":
            return after
        if arg.startswith("--lang="):
            return arg.removeprefix("--lang=")
    return None


def locale_language(environment: Mapping[str, str]) -> str:
    """The language that the environment's locale names: ``zh``, ``ja`` or else ``en``."""
    code = locale_tag(environment).lower()[:2]
    return code if code in SUPPORTED else FALLBACK


def locale_tag(environment: Mapping[str, str]) -> str:
    """The environment's locale as it stands there."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((found for name in names if (found := environment.get(name))), "")
