"""The comments of a YAML text, and what each belongs to.

Owns finding them (nowhere but outside of words and texts) and the rule for belonging: one at
the end of a line belongs to the entry on it; one on a line of its own to the entry below, or,
where it is indented further than that, to the end of what stands above.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its line and column (from 0), its text from ``#`` on, and whether it has the
    line to itself."""

    line: int
    column: int
    text: str
    alone: bool


def comments_in(text: str, words: Iterable[Span]) -> Iterator[Comment]:
    """Every comment of ``text``, given the spans of all its words and texts."""
    spans = sorted(words)
    starts = [start for start, _ in spans]
    begin = 0
    for number, line in enumerate(text.split("\n")):
        at = _comment_in(line, begin, spans, starts)
        if at is not None:
            words_before = line[:at].strip()
            yield Comment(number, at, line[at:].rstrip(), not words_before)
        begin += len(line) + 1


def _comment_in(line: str, begin: int, spans: Sequence[Span], starts: Sequence[int]) -> int | None:
    at = line.find("#")
    while at >= 0:
        number = bisect_right(starts, begin + at) - 1
        inside = number >= 0 and begin + at < spans[number][1]
        if not inside and (at == 0 or line[at - 1] in " \t"):
            return at
        at = line.find("#", at + 1)
    return None
