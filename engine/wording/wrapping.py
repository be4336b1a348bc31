"""Breaking text into lines for a terminal, also where characters are two columns wide.

Owns width and breaking only. Words of spaced languages stay whole, and so do web addresses,
numbers with their counter (``11月``). Chinese may otherwise break between any two characters
except before closing and after opening punctuation; Japanese before what begins a word as far
as the script tells: a kanji or katakana after kana, never inside a run of either. The same
goes for the few such words in a text of another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..character_width import columns_of

_NEVER_FIRST = frozenset(
    "、。，．・：；！？）」』】〉》〕］｝…‥”’％゛゜ーゝゞヽヾ々〜～"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;!?%)]}"
)
_NEVER_LAST = frozenset("（「『【〈《〔［｛“‘￥¥第([{")
_WORD = re.compile("[^ \t]+")
"""Patterns have no wide characters in them: to set one up costs as much as a whole plan's
lines."""
_LONGEST_WORD = 26
"""Columns after which a run of Japanese may break inside."""
_BEGINS_IN_KANA = (
    "こと", "もの", "どれ", "どう", "でき", "あり", "ある", "なり", "なる",
    "くださ", "いくら", "かかり", "かかる", "かまい", "もらい", "わから", "まだ",
)  # fmt: skip
"""Words that a long run of kana is broken before (``引き継がれない|ことが|あります``), rather
than inside one of them."""
_HONORIFIC = frozenset("おご御")
_BEFORE_FIGURES = frozenset("年月〜～順約")
"""What keeps a date, a range or a step together: ``2027年2月26日``, ``9:00〜20:00``, ``手順6``,
``約1か月``."""
_POINTING = frozenset({"その", "この", "どの"})
_COUNTED, _KA, _UNITS = frozenset("0123456789数何"), frozenset("かヵヶ"), frozenset("月国所年")
"""The parts of a Japanese counter: ``3か月``."""
_VERB_STEM_ENDINGS = frozenset("いきぎしちびみりえけげせべめれ")
"""Kana between the kanji of a compound: 引き落とし, 申し込み, 締め日."""
_SUFFIXES = frozenset("語用型版券内中時先側払")
"""Kanji that end a word in katakana: ベトナム語, カード払い."""
_ADDRESS = re.compile(r"https?://")
_ITEM = "- "

Span = tuple[int, int]
"""Where a line begins and ends in the text."""


def columns(text: str) -> int:
    """How many columns ``text`` takes on a terminal."""
    return len(text) if text.isascii() else sum(map(columns_of, text))


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """``text`` in lines of at most ``width`` columns: the first begins with ``first``, the
    others with ``rest`` (default: as many spaces). Line breaks in the text are kept, and an
    item of a list hangs below its own beginning."""
    indent = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        start = indent if lines else first
        hang = indent + " " * (len(_ITEM) if paragraph.startswith(_ITEM) else 0)
        room = width - columns(start), width - columns(hang)
        spans = line_spans(paragraph, *room)
        lines += [
            (hang if number else start) + paragraph[slice(*span)]
            for number, span in enumerate(spans)
        ]
    return [line.rstrip() for line in lines]


def line_spans(text: str, first: int, rest: int) -> list[Span]:
    """The lines of one paragraph: the first has ``first`` columns, the others ``rest``.

    A piece too long for any line is cut, except a web address, which overflows. There is
    always at least one line; no line begins or ends with a space.
    """
    lines: list[Span] = []
    start = end = -1
    used, room = 0, first
    for piece in _pieces(text):
        if start >= 0:
            more = columns(text[end : piece[1]])
            if used + more <= room:
                end = piece[1]
                used += more
                continue
            lines.append((start, end))
            room = rest
        *cut, (start, end) = _cut(text, piece, room, rest)
        lines += cut
        used, room = columns(text[start:end]), rest if cut else room
    return [*lines, (start, end)] if start >= 0 else [(0, 0)]


def _cut(text: str, piece: Span, room: int, rest: int) -> list[Span]:
    """The piece in parts that fit; whole if it is an address."""
    start, end = piece
    if columns(text[start:end]) <= room or _ADDRESS.match(text, start):
        return [piece]
    parts: list[Span] = []
    used = 0
    for at in range(start, end):
        used += columns_of(text[at])
        if used > max(room, 2) and at > start:
            parts.append((start, at))
            start, used, room = at, columns_of(text[at]), rest
    return [*parts, (start, end)]


def _pieces(text: str) -> Iterator[Span]:
    """What no line break may fall into."""
    whole_words = _keeps_words_whole(text)
    for start, end in _words(text):
        if text[start:end].isascii():
            yield start, end
            continue
        for at in range(start + 1, end):
            if not _may_break(text, at):
                continue
            if whole_words and _in_one_word(text, at):
                if columns(text[start:at]) < _LONGEST_WORD:
                    continue
                at = _word_in_kana(text, start, at)
            yield start, at
            start = at
        yield start, end


def _word_in_kana(text: str, start: int, at: int) -> int:
    """Where the last of the usual words that begin after ``start`` and not after ``at`` begins;
    ``at`` if there is none."""
    begins = max(text.rfind(word, start + 1, at + len(word)) for word in _BEGINS_IN_KANA)
    return begins if begins > start and _may_break(text, begins) else at


def _words(text: str) -> list[Span]:
    """The words, each with a Chinese counter that follows it, a footnote's mark and the dot in
    a row of things."""
    words: list[Span] = []
    for found in _WORD.finditer(text.replace("\u3000", " ")):
        start, end = found.span()
        if words and words[-1][1] == start - 1 and _belongs_to_the_word_before(text, start, end):
            words[-1] = words[-1][0], end
        else:
            words.append((start, end))
    return words


def _belongs_to_the_word_before(text: str, start: int, end: int) -> bool:
    if text[start - 1] != " ":
        return False
    if text[start] == "·":
        return end == start + 1 and text[end : end + 1] == " "
    if text[start] == "*":
        return end == start + 1
    return _is_figure(text[start - 2]) and "一" <= text[start] <= "鿿"


def _keeps_words_whole(text: str) -> bool:
    """Whether the text is Japanese, or of a spaced language with a few foreign words in it;
    not if it is Chinese that quotes a few Japanese words."""
    if text.isascii():
        return False
    wide = sum(char > "\u2e80" for char in text)
    kana = sum(_is_hiragana(char) or "ァ" <= char <= "ヺ" for char in text)
    return wide > 0 and (kana * 5 > wide or wide * 3 < len(text))


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if columns_of(before) < 2 and columns_of(after) < 2:
        return False
    if after in _NEVER_FIRST or before in _NEVER_LAST or columns_of(after) == 0:
        return False
    if before == " " or after == " ":
        return False
    if before == "）" and _ends_in_a_number(text, at):
        return False
    return not (_is_figure(before) or (before in _BEFORE_FIGURES and _is_figure(after)))


def _ends_in_a_number(text: str, end: int) -> bool:
    """Whether a number in brackets ends there, which belongs to the item that follows."""
    opened = text.rfind("（", max(end - 4, 0), end)
    return opened >= 0 and text[opened + 1 : end - 1].isdecimal()


def _in_one_word(text: str, at: int) -> bool:
    """Whether the characters before and after ``at`` probably belong to one Japanese word: the
    second is hiragana (an ending, a particle), both are kanji or both katakana, or they are
    parts of a compound or a counter."""
    before, after, next_one = text[at - 1], text[at], text[at + 1 : at + 2]
    if not before.isalpha() or (after in _HONORIFIC and _is_kanji(next_one)):
        return False
    if _is_hiragana(after) or before in _HONORIFIC:
        return True
    if text[at - 2 : at] in _POINTING and _is_kanji(after):
        return True
    if after in _SUFFIXES and _is_katakana(before) and not _is_kanji(next_one):
        return True
    if any(_is_counter(text, start) for start in (at - 2, at - 1)):
        return True
    if before in _VERB_STEM_ENDINGS and at >= 2 and _is_kanji(text[at - 2]) and _is_kanji(after):
        return True
    return any(belongs(before) and belongs(after) for belongs in (_is_kanji, _is_katakana))


def _is_counter(text: str, start: int) -> bool:
    counted, ka, unit = text[start : start + 1], text[start + 1 : start + 2], text[start + 2 :][:1]
    return counted in _COUNTED and ka in _KA and unit in _UNITS


def _is_figure(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _is_hiragana(char: str) -> bool:
    return "ぁ" <= char <= "ゖ"


def _is_katakana(char: str) -> bool:
    return "ァ" <= char <= "ヿ"


def _is_kanji(char: str) -> bool:
    return char == "々" or "㐀" <= char <= "䶿" or "一" <= char <= "鿿"
