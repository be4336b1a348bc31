"""Which language the person at the terminal reads, as far as the program has found out.

Owns the guess before a command has read its options: what stands after ``--lang``, else the
locale.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise

from ..wording.phrases import FALLBACK, SUPPORTED

LISTENER: ContextVar[str | None] = ContextVar("listener", default=None)
"""The language of the person at the terminal, once something has told it."""


def listener() -> str:
    """The language to speak now."""
    return LISTENER.get() or locale_language(os.environ)


def language_asked_for(args: Sequence[str]) -> str | None:
    """What the arguments give as ``--lang``: the language if it is spoken, else as it is."""
    for arg, after in pairwise((*args, "")):
        if arg == "--lang":
            return spoken_language(after) or after
        if arg.startswith("--lang="):
            tag = arg.removeprefix("--lang=")
            return spoken_language(tag) or tag
    return None


def spoken_language(tag: str) -> str | None:
    """The language of the engine that a tag or locale means: ``zh`` for ``zh-TW``, ``zh_CN.UTF-8``
    or ``ZH``; ``None`` where it speaks none for it."""
    language = _subtags(tag)[0]
    language = _SAME_WRITING.get(language, language)
    return language if language in SUPPORTED else None


def reads_traditional(tag: str) -> bool:
    """Whether somebody with that tag or locale reads Traditional Chinese, and will get
    Simplified."""
    language, *more = _subtags(tag)
    if "hans" in more:
        return False
    return language == "yue" or (language in ("zh", "cmn") and not _TRADITIONAL.isdisjoint(more))


def locale_language(environment: Mapping[str, str]) -> str:
    """The language that the environment's locale names, else ``en``."""
    return spoken_language(locale_tag(environment)) or FALLBACK


def locale_tag(environment: Mapping[str, str]) -> str:
    """What the environment says of languages: the first in the list ``LANGUAGE`` that is
    spoken here, else the locale. Who sets the locale to ``C`` wants no list, as elsewhere."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((found for name in names if (found := environment.get(name))), "")
    if locale in ("C", "POSIX"):
        return locale
    listed = environment.get("LANGUAGE", "").split(":")
    return next((tag for tag in listed if spoken_language(tag)), locale)


_SAME_WRITING = {"cmn": "zh", "yue": "zh"}
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


def _subtags(tag: str) -> list[str]:
    return re.split("[-_]", re.split("[.@]", tag.strip().lower())[0])
