"""What a fault in a rulebook looks like to whoever catches it.

Owns the diagnostic, its printed form and the error that carries all of them. Imports next to
nothing, so that catching the error costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ...rulebook import Place

MOST_SHOWN = 100


class Diagnostic(Struct, frozen=True):
    """One fault. ``place`` is the exact token (line 0: the file as a whole); ``excerpt`` the
    source line and a caret under it, or nothing."""

    code: str
    place: Place
    problem: str
    remedy: str | None = None
    excerpt: str = ""

    @property
    def first_line(self) -> str:
        """The place, the code and what is wrong."""
        where = str(self.place) if self.place.line else self.place.file
        return f"{where}: {self.code}: {self.problem}"

    def __str__(self) -> str:
        lines = [self.first_line]
        if self.excerpt:
            lines.append(self.excerpt)
        if self.remedy:
            lines.append(f"  {self.remedy}")
        return "\n".join(lines)


class RulebookErrors(Exception):
    """A rulebook cannot be loaded; ``diagnostics`` says everything that is wrong with it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        from .folding import folded, joined

        found = folded(self.diagnostics, MOST_SHOWN)
        blocks = [(str(it) if whole else it.first_line, whole) for it, whole in found.shown]
        blocks += [(line, True) for line in found.more]
        if len(self.diagnostics) > 1:
            blocks.append((f"{len(self.diagnostics)} problems.", True))
        return joined(blocks)
