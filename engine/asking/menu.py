"""A list to pick from, as a state and the moves on it.

Owns the pointer, the ticks and the search of a menu. Pure: :mod:`engine.asking.menu_screen` draws
it and turns keys into moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..typed_input.words import normalised
from ..wording.wrapping import wrapped

POINTED = "> "
NOT_POINTED = "  "


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu. ``alone`` is one that cannot be ticked together with others;
    ``known_as`` are other names that a search finds it by."""

    label: str
    note: str | None = None
    alone: bool = True
    known_as: tuple[str, ...] = ()

    def answers_to(self, wanted: str) -> bool:
        """Whether a search for ``wanted`` (normalised) finds it."""
        return any(wanted in normalised(name) for name in (self.label, *self.known_as))


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu as it stands. ``at`` counts in ``entries``, also while a search hides some."""

    entries: tuple[Entry, ...]
    at: int = 0
    ticked: frozenset[int] = frozenset()
    search: str = ""

    def found(self) -> tuple[int, ...]:
        """Numbers of the entries that the search leaves."""
        wanted = normalised(self.search)
        return tuple(
            number for number, entry in enumerate(self.entries) if entry.answers_to(wanted)
        )

    def moved(self, by: int) -> Menu:
        """With the pointer that many entries further down, round at the ends."""
        found = self.found()
        if not found:
            return self
        here = found.index(self.at) if self.at in found else 0
        return replace(self, at=found[(here + by) % len(found)])

    def moved_to(self, number: int) -> Menu:
        """With the pointer at that entry, if it is there."""
        return replace(self, at=number) if number in self.found() else self

    def searching(self, text: str) -> Menu:
        """With another search; the pointer goes to the first hit if its entry is hidden."""
        menu = replace(self, search=text)
        found = menu.found()
        return menu if menu.at in found or not found else replace(menu, at=found[0])

    def toggled(self) -> Menu:
        """With the pointed entry ticked, or no longer; one that stands alone unticks others."""
        if self.at in self.ticked:
            return replace(self, ticked=self.ticked - {self.at})
        if self.entries[self.at].alone:
            return replace(self, ticked=frozenset({self.at}))
        together = (number for number in self.ticked if not self.entries[number].alone)
        return replace(self, ticked=frozenset({*together, self.at}))

    def lines(self, width: int, *, ticks: bool) -> tuple[list[tuple[str, bool]], int]:
        """The lines to draw, each with whether it is pointed at, and where those begin."""
        drawn: list[tuple[str, bool]] = []
        pointed_line = 0
        for number in self.found():
            pointed = number == self.at
            if pointed:
                pointed_line = len(drawn)
            entry = self.entries[number]
            tick = ("[x] " if number in self.ticked else "[ ] ") if ticks else ""
            mark = (POINTED if pointed else NOT_POINTED) + tick
            drawn += [(line, pointed) for line in wrapped(entry.label, width, mark)]
            if entry.note and pointed:
                drawn += [(line, False) for line in wrapped(entry.note, width, " " * len(mark))]
        return drawn, pointed_line


def picked(menu: Menu) -> Sequence[int]:
    """What Enter picks in a menu with ticks: the ticked entries, or else the pointed one if it
    stands alone, or else nothing."""
    if menu.ticked:
        return sorted(menu.ticked)
    return [menu.at] if menu.entries[menu.at].alone else []
