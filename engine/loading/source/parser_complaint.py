"""A complaint of the YAML parser, and how far the parser came before it.

Owns the place where the parser stumbled and the lines that the mistake may be in. What the
complaint means is :mod:`engine.loading.source.syntax_errors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...rulebook import Place
from ..faults.codes import Code
from ..faults.report import SourceFile


@dataclass(frozen=True, slots=True)
class Trace:
    """How far the parser came: the last scalar it read (a parse event), and where the last
    bracket that it closed and the last that it left open begin."""

    last_scalar: Any
    last_closed: Place | None
    last_open: Place | None


@dataclass(frozen=True, slots=True)
class Blame:
    """What is wrong in plain words, at a place that counts from 0."""

    code: Code
    line: int
    column: int
    problem: str
    remedy: str


class Complaint:
    """One complaint of the parser; lines and columns count from 0 as the parser's do."""

    def __init__(self, error: Any, file: SourceFile, trace: Trace) -> None:
        self.file = file
        self.trace = trace
        self.problem: str = getattr(error, "problem", None) or "it cannot be read"
        self.context: str = getattr(error, "context", None) or ""
        mark = getattr(error, "problem_mark", None)
        earlier = getattr(error, "context_mark", None) or mark
        self.line: int = mark.line if mark else 0
        self.column: int = mark.column if mark else 0
        self.from_line: int = earlier.line if earlier else 0
        self.from_column: int = earlier.column if earlier else 0

    def blamed(self, code: Code, problem: str, remedy: str) -> Blame:
        """What is wrong where the parser stumbled."""
        return Blame(code, self.line, self.column, problem, remedy)

    def says(self, *pieces: str) -> bool:
        """Whether the complaint holds one of the pieces."""
        return any(piece in self.problem for piece in pieces)

    def text(self, line: int) -> str:
        """The text of a line."""
        return self.file.lines[line] if line < len(self.file.lines) else ""

    def char(self) -> str:
        """The character where the parser stumbled."""
        return self.text(self.line)[self.column : self.column + 1]

    def suspects(self) -> Iterator[int]:
        """The lines that the mistake may be in: from the last scalar that was read to where
        the parser stumbled, without the lines of a text that begins with ``|``."""
        last = self.trace.last_scalar
        if last is None:
            yield from range(self.from_line, self.line + 1)
            return
        start, end = last.start_mark, last.end_mark
        for number in range(start.line, self.line + 1):
            if last.style not in ("|", ">") or not start.line < number < end.line:
                yield number

    def at_start_of_line(self) -> bool:
        """Whether only spaces stand before that character."""
        return not self.text(self.line)[: self.column].strip(" ")
