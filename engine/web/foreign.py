"""Marking of Japanese words in pages of another language, so that they are drawn and read aloud
as Japanese.

Owns which characters are taken for Japanese: in Chinese text kana and what stands directly
beside it, in any other all of the Japanese script. Works on finished markup and never inside a
tag, a title or anything else that holds plain text only.
"""

from __future__ import annotations

import re

_TAG_OR_TEXT = re.compile(r"(<[^>]*>)")
_KANA = "\u3041-\u309f\u30a1-\u30ff\uff66-\uff9f"
_KANJI = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff"
_ANY_JAPANESE = re.compile(rf"[{_KANA}{_KANJI}][{_KANA}{_KANJI}・〜]*")
_WITH_KANA = re.compile(rf"[{_KANJI}]{{0,4}}[{_KANA}][{_KANA}・]*")
_TEXT_ONLY = frozenset({"title", "script", "style", "textarea", "option"})


def mark_foreign(markup: str, language: str) -> str:
    """``markup`` with every Japanese word of a page in ``language`` marked as Japanese."""
    if language.startswith("ja"):
        return markup
    pattern = _WITH_KANA if language.startswith("zh") else _ANY_JAPANESE
    pieces: list[str] = []
    own: list[str] = []
    for piece in _TAG_OR_TEXT.split(markup):
        if piece.startswith("<"):
            _follow(piece, own)
        elif piece and not own:
            piece = pattern.sub(r'<span lang="ja">\g<0></span>', piece)
        pieces.append(piece)
    return "".join(pieces)


def _follow(tag: str, own: list[str]) -> None:
    """Keep track of the elements whose text is left alone: those that hold nothing but text,
    and those that say themselves which language they are in."""
    name = re.match(r"</?([a-z0-9]+)", tag)
    if name is None:
        return
    if tag.startswith("</"):
        if own and own[-1] == name[1]:
            own.pop()
    elif own:
        if own[-1] == name[1]:
            own.append(name[1])
    elif name[1] in _TEXT_ONLY or (' lang="' in tag and name[1] != "html"):
        own.append(name[1])
