"""Showing many messages of one kind in little space.

Owns how many are shown whole, how many with their first line only, and how many are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

WHOLE = 5
"""So many of one code are shown whole."""
ALIKE = 3
"""So many that say the same are shown at all."""


class Message(Protocol):
    """What is folded."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def problem(self) -> str:
        """What it says."""


M = TypeVar("M", bound=Message)


@dataclass(frozen=True, slots=True)
class Folded(Generic[M]):
    """Messages in their order, each with whether it is shown whole; and the lines about those
    that are not shown."""

    shown: tuple[tuple[M, bool], ...]
    more: tuple[str, ...]


def folded(messages: Sequence[M], most: int) -> Folded[M]:
    """At most so many of the messages, those of one kind only once each after the first few."""
    codes: Counter[str] = Counter()
    problems: Counter[tuple[str, str]] = Counter()
    shown: list[tuple[M, bool]] = []
    hidden = 0
    for message in messages:
        same = message.code, message.problem
        problems[same] += 1
        if problems[same] > ALIKE:
            continue
        codes[message.code] += 1
        if len(shown) < most:
            shown.append((message, codes[message.code] <= WHOLE))
        else:
            hidden += 1
    more = [
        f"... and {count - ALIKE} more times {code}: {problem}"
        for (code, problem), count in problems.items()
        if count > ALIKE
    ]
    return Folded(tuple(shown), (*more, *([f"... and {hidden} more."] if hidden else ())))


def joined(blocks: Sequence[tuple[str, bool]]) -> str:
    """Blocks under each other, with an empty line around those that are whole."""
    text = ""
    for number, (block, whole) in enumerate(blocks):
        if number:
            text += "\n\n" if whole or blocks[number - 1][1] else "\n"
        text += block
    return text
