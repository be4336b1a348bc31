"""Collecting what is wrong with a rulebook, with the source line and the nearest name.

Owns excerpts, the wording of names in messages and the collecting of many faults in one run.
Does not know what a rulebook may contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from ...character_width import columns_of
from ...rulebook import Place
from .codes import Code
from .diagnostics import Diagnostic, RulebookErrors

WIDEST_EXCERPT = 160
LONGEST_QUOTED = 60
MOST_SUGGESTED = 100
MOST_NOTED = 1000

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True)
class SourceFile:
    """One file of a rulebook: its path inside the rulebook and its text."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, split where YAML splits them."""
        return _LINE_BREAK.split(self.text)

    def excerpt(self, place: Place) -> str:
        """The line at ``place`` with a caret under the column."""
        return excerpt(self.lines[min(place.line, len(self.lines)) - 1], place.column)


def excerpt(line: str, column: int) -> str:
    """``line`` and below it a caret under ``column`` (from 1), lined up on a terminal also
    where characters are wide; a long line is cut to the part around the caret."""
    at = min(max(column - 1, 0), len(line))
    start = max(0, at - WIDEST_EXCERPT // 2) if len(line) > WIDEST_EXCERPT else 0
    cut = line[start : start + WIDEST_EXCERPT]
    before = _printable(cut[: at - start])
    shown = before + _printable(cut[at - start :])
    padding = "".join("\t" if char == "\t" else " " * columns_of(char) for char in before)
    left, right = "… " if start else "", " …" if start + WIDEST_EXCERPT < len(line) else ""
    return f"  {left}{shown.rstrip()}{right}\n  {' ' * len(left)}{padding}^"


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def shortened(text: str) -> str:
    """``text`` as it may stand in a message: short, on one line, harmless to a terminal."""
    plain = _printable(re.sub(r"\s+", " ", text)).strip()
    return plain[: LONGEST_QUOTED - 1] + "…" if len(plain) > LONGEST_QUOTED else plain


def quoted(text: str) -> str:
    """``text`` shortened and in quotation marks."""
    return f"'{shortened(text)}'"


def nearest_name(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``word`` is nearest to, if one is near that does not say the
    opposite."""
    from difflib import get_close_matches  # only needed to show an error

    from .opposites import are_opposed

    names = {name.lower().replace("_", "-"): name for name in candidates}
    near = get_close_matches(word[:100].lower().replace("_", "-"), names, n=5, cutoff=0.7)
    return next((names[it] for it in near if not are_opposed(word[:100], names[it])), None)


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """``Did you mean 'x'?`` with the nearest candidate, if one is near."""
    nearest = nearest_name(word, candidates)
    return f"Did you mean {quoted(nearest)}?" if nearest else None


def one_of(candidates: Iterable[str], most: int = 12) -> str:
    """The candidates as words in a sentence: ``a, b, c``; the first few of many."""
    names = list(candidates)
    listed = ", ".join(names[:most])
    return f"{listed}, …" if len(names) > most else listed


class Located(Protocol):
    """What stands at a place of a file."""

    file: SourceFile

    @property
    def place(self) -> Place:
        """Where it begins."""


class Report:
    """Collects diagnostics. The only thing in loading that changes as it goes."""

    def __init__(self) -> None:
        self._found: dict[tuple[Place, str, str], Diagnostic] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def is_full(self) -> bool:
        """Whether so much is noted that nothing more will be."""
        return len(self._found) >= MOST_NOTED

    def nearest(self, word: str, candidates: Iterable[str]) -> str | None:
        """:func:`did_you_mean`, but only for the first faults of very many."""
        return did_you_mean(word, candidates) if len(self._found) < MOST_SUGGESTED else None

    def add(
        self,
        code: Code,
        place: Place,
        problem: str,
        remedy: str | None = None,
        file: SourceFile | None = None,
    ) -> None:
        """Note one fault; the same fault at the same place is noted once, and what comes
        after very many is not noted any more."""
        key = (place, code.value, problem)
        if key in self._found or self.is_full:
            return
        shown = ""
        if file is not None and place.line:
            shown = file.excerpt(place)
        self._found[key] = Diagnostic(code.value, place, problem, remedy, shown)

    def fault(self, code: Code, node: Located, problem: str, remedy: str | None = None) -> None:
        """Note a fault at ``node``."""
        self.add(code, node.place, problem, remedy, node.file)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything noted, in the order of the files."""
        return tuple(sorted(self._found.values(), key=lambda it: (it.place, it.code, it.problem)))

    def raise_if_any(self) -> None:
        """Raise :class:`RulebookErrors` if anything was noted."""
        if self._found:
            raise RulebookErrors(self.diagnostics())
