"""Marking of Japanese words in pages of another language, so that they are drawn and read aloud
as Japanese.

Owns what is taken for Japanese: in simplified Chinese, which quotes its own words “so”, what
stands 「so」; in any Chinese text kana and what stands directly beside it; in any other all of
the Japanese script. Works on finished markup and never inside a
tag, a title or anything else that holds plain text only.
"""

from __future__ import annotations

import re

_KANA = "\u3041-\u309f\u30a1-\u30ff\uff66-\uff9f"
_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff"
_BESIDE = re.compile(rf"[{_KANJI}]{{0,4}}\Z")
_TRADITIONAL = ("zh-Hant", "zh-TW", "zh-HK")
_OWN_TAG = r'(?:title|script|style|textarea|option)[\s>]|(?!html\b)[^<>]* lang="'
"""Of elements whose text is left alone: those that hold nothing but text, and those that say
themselves which language they are in."""


_QUOTED = "「[^」<]+」"


def _next_after(first: str, more: str, quoted: str = "(?!)") -> re.Pattern[str]:
    """What passes over all that needs no mark, up to the next word or such an element."""
    return re.compile(
        rf"(?:[^<{first}「]++|<(?!{_OWN_TAG})[^>]*+>|(?!{quoted})「)*+"
        rf"(?:(?P<word>{quoted}|[{first}][{more}]*)|<(?P<own>[a-z0-9]+)[^>]*>)"
    )


_ANY_JAPANESE = _next_after(_KANA + _KANJI, f"{_KANA}{_KANJI}・〜")
_WITH_KANA = _next_after(_KANA, f"{_KANA}・")
_QUOTED_OR_WITH_KANA = _next_after(_KANA, f"{_KANA}・", _QUOTED)


def mark_foreign(markup: str, language: str) -> str:
    """``markup`` with every Japanese word of a page in ``language`` marked as Japanese."""
    if language.startswith("ja"):
        return markup
    is_chinese = language.startswith("zh")
    following = _ANY_JAPANESE
    if is_chinese:
        following = _WITH_KANA if language.startswith(_TRADITIONAL) else _QUOTED_OR_WITH_KANA
    pieces: list[str] = []
    copied = at = 0
    while found := following.match(markup, at):
        if name := found["own"]:
            at = _end_of(name, markup, found.end())
            continue
        start, at = found.span("word")
        if is_chinese and markup[start] != "「":
            beside = _BESIDE.search(markup, max(copied, start - 4), start)
            start = beside.start() if beside else start
        pieces += markup[copied:start], '<span lang="ja">', markup[start:at], "</span>"
        copied = at
    pieces.append(markup[copied:])
    return "".join(pieces)


def _end_of(name: str, markup: str, at: int) -> int:
    """Where the element ends that was opened before ``at``."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b[^>]*>").finditer(markup, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(markup)
