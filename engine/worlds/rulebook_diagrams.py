"""Reading the diagrams of one rulebook: packed ones from the cache, or made when needed.

Owns which of the two it is, and the theories of the last few days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from threading import local
from typing import Any
from weakref import WeakKeyDictionary

from ..items import Item, items_of
from ..rulebook import Rulebook
from ..situation import Answers
from ..values import Missing, Value
from .answer_diagrams import Joining
from .axes import Atoms
from .dependencies import Fields, Mentions, Said
from .diagrams import Diagrams, Node
from .fact_bits import FactBits
from .item_diagrams import Compiled, Compiling, Look, SeenItem, compiled
from .outline import Outline, Residuals
from .theory import Theory
from .walking import Memory, Spot, Walk

MOST_DAYS = 64
MOST_ASKING = 8
MOST_REMEMBERED = 300_000
"""So much is remembered of all days together: some hundred bytes each."""


class Reading:
    """The diagrams of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.bits = FactBits(rulebook)
        self.askable = frozenset(rulebook.askable)
        self._packed: Compiled | None = compiled.kept(rulebook)
        self._live: Compiling | None = None
        if self._packed is not None:
            made = self._packed
            self.source = Joining.restored(made.nodes)
            self.levels = made.levels
            self._atoms = made.atoms
        else:
            self._live = Compiling(rulebook)
            self.source = self._live.answers.diagrams
            self.levels = self._live.answers.levels
            self._atoms = self._live.atoms()
        self.fields = Fields(self.source, lambda: self.atoms)
        if self._packed is not None:
            self.fields.update(self._packed.fields.numbers())
        self._residuals: Residuals | None = None
        self._days: dict[Any, Day] = {}
        self._asking: dict[Any, Theory] = {}

    @property
    def atoms(self) -> Atoms:
        """The comparisons in the diagrams so far."""
        if self._live is not None:
            worlds = self._live.worlds
            if len(worlds.atoms) != len(self._atoms.atoms) or len(worlds.unlisted) != len(
                self._atoms.names
            ):
                self._atoms = self._live.atoms()
        return self._atoms

    def item(self, item: Item) -> SeenItem | None:
        """The diagrams of an item that some rule wants; ``None`` if they grew too large."""
        if self._packed is not None:
            return self._packed.items[item]
        assert self._live is not None
        return self._live.item(item)

    def items(self) -> Mapping[Item, SeenItem | None]:
        """The diagrams of all items."""
        if self._packed is not None:
            return self._packed.items
        return {item: self.item(item) for item in items_of(self.rulebook)}

    @cached_property
    def is_bounded(self) -> bool:
        """Whether the diagrams of some item grew too large."""
        return None in self.items().values()

    @cached_property
    def looks(self) -> Mapping[Look, int]:
        """Everything that is seen of any item, certainties first, with the facts it reads, as
        bits."""
        looks: dict[Look, int] = {}
        for _, seen in self._seen():
            reads = self.bits.of(seen.reads)
            for look in seen.looks:
                looks[look] = looks.get(look, 0) | reads
        return dict(sorted(looks.items(), key=lambda it: it[0][0] != it[0][1]))

    @cached_property
    def looks_by_fact(self) -> Mapping[str, Mapping[Look, int]]:
        """For each fact, what reads it."""
        return {
            fact_id: {look: reads for look, reads in self.looks.items() if reads & bit}
            for fact_id, bit in self.bits.items()
        }

    @cached_property
    def items_by_fact(self) -> Mapping[str, tuple[tuple[Item, SeenItem], ...]]:
        """For each fact, the items of which something reads it."""
        found: dict[str, list[tuple[Item, SeenItem]]] = {}
        for item, seen in self._seen():
            for fact_id in seen.reads:
                found.setdefault(fact_id, []).append((item, seen))
        return {fact_id: tuple(items) for fact_id, items in found.items()}

    def _seen(self) -> Iterator[tuple[Item, SeenItem]]:
        return ((item, seen) for item, seen in self.items().items() if seen is not None)

    def value(self, fact_id: str) -> Node | None:
        """The diagram of what a fact comes to, if there is one."""
        if self._packed is not None:
            return self._packed.values[fact_id]
        assert self._live is not None
        return self._live.value(fact_id)

    def conclusion(self, fact_id: str) -> Node | None:
        """The diagram of whether a conclusion holds, if there is one."""
        if self._packed is not None:
            return self._packed.conclusions[fact_id]
        assert self._live is not None
        return self._live.conclusion(fact_id)

    def day(self, answers: Answers, as_of: date) -> Day:
        """The dates and numbers of a situation, and what was read of them; the last few are
        kept."""
        atoms = self.atoms
        given, unknown = dates_and_numbers(atoms, answers)
        key = as_of, frozenset(given.items()), unknown, len(atoms.atoms), len(atoms.names)
        found = self._days.pop(key, None)
        if found is None:
            self._make_room()
            theory = Theory(self.rulebook, self.source, atoms, as_of, given, unknown)
            found = Day(theory, self._kept_residuals())
        self._days[key] = found
        return found

    def _kept_residuals(self) -> Residuals:
        """What answers leave whatever the day; made anew, for new days, when it is too much."""
        if self._residuals is None or len(self._residuals) > MOST_REMEMBERED:
            self._days.clear()
            self._residuals = Residuals(self.fields, self._mentions)
        return self._residuals

    def _mentions(self, store: Diagrams) -> Mentions:
        mentions = Mentions(store, self.bits, lambda: self.atoms)
        if self._packed is not None:
            mentions.update(self._packed.mentions.numbers())
        return mentions

    def _make_room(self) -> None:
        """Forget the days that were not looked at for longest."""
        size = sum(day.size for day in self._days.values())
        while self._days and (len(self._days) >= MOST_DAYS or size > MOST_REMEMBERED):
            size -= self._days.pop(next(iter(self._days))).size

    def asking(self, answers: Answers, as_of: date, asked: frozenset[str]) -> Theory:
        """The dates and numbers of a situation where those ``asked`` may have any answer, and
        others that nobody answered stay open; the last few are kept."""
        atoms = self.atoms
        given, unknown = dates_and_numbers(atoms, answers)
        given = {name: value for name, value in given.items() if name not in asked}
        unknown -= asked
        key = as_of, frozenset(given.items()), unknown, asked, len(atoms.atoms), len(atoms.names)
        found = self._asking.pop(key, None)
        if found is None or len(found) > MOST_REMEMBERED:
            if len(self._asking) >= MOST_ASKING:
                del self._asking[next(iter(self._asking))]
            found = Theory(self.rulebook, self.source, atoms, as_of, given, unknown, asked=asked)
        self._asking[key] = found
        return found


class Day:
    """The dates and numbers of a day, and what was read of them, under any answers."""

    def __init__(self, theory: Theory, residuals: Residuals) -> None:
        self.theory = theory
        self._residuals = residuals
        self._memories: dict[str, Memory] = {}

    @property
    def size(self) -> int:
        """How much is remembered."""
        return len(self.theory) + sum(map(len, self._memories.values()))

    def walk(self, theory: Theory, said: Said) -> Walk:
        """A reading of the theory or of one of its samples."""
        name = "exact" if theory.whole is None else f"sample {theory.least}"
        return Walk(theory, said, self._memory(name, theory.store))

    def outline(self, said: Said) -> Outline:
        """What bounds the readings."""
        return Outline(self.theory, said, self._memory("outline"), self._residuals)

    def spot(self, said: Said) -> Spot:
        """The truths, where every date and number has one value."""
        return Spot(self.theory, said, self._memory("spot"))

    def _memory(self, name: str, store: Joining | None = None) -> Memory:
        found = self._memories.get(name)
        if found is None:
            found = self._memories[name] = Memory(Joining() if store is None else store)
        return found


class Walks:
    """Several ways of reading one situation: quick ones, of which what is found is true; the
    exact one; and the outline of it. Each is made when it is first asked for."""

    def __init__(self, day: Day, spots: Sequence[Day], said: Said) -> None:
        self._day = day
        self._spots = spots
        self._said = said
        self.exact = day.walk(day.theory, said)
        self.outline = day.outline(said)

    @cached_property
    def by_effort(self) -> Sequence[Walk]:
        """From the quickest to the exact one (see :class:`~engine.worlds.theory.Theory`)."""
        theory = self._day.theory
        open_names = len(theory.open_names(theory.atoms.names))
        samples = [theory.sample] if open_names else []
        if open_names > 1:
            samples.append(theory.sample_of_pairs)
        return [*(self._day.walk(it, self._said) for it in samples), self.exact]

    @cached_property
    def spots(self) -> Sequence[tuple[Spot, Walk]]:
        """Where open dates and numbers have one value each: what they show is true, too."""
        return [(it.spot(self._said), it.walk(it.theory, self._said)) for it in self._spots]


class _Readings(local):
    """The readings of one thread: what they remember is made in many small steps, in which
    another thread must not come between."""

    def __init__(self) -> None:
        self.kept: WeakKeyDictionary[Rulebook, Reading] = WeakKeyDictionary()


_READINGS = _Readings()


def reading_of(rulebook: Rulebook) -> Reading:
    """The reading of a rulebook, kept in this thread as long as the rulebook lives."""
    found = _READINGS.kept.get(rulebook)
    if found is None:
        found = _READINGS.kept[rulebook] = Reading(rulebook)
    return found


def dates_and_numbers(atoms: Atoms, answers: Answers) -> tuple[dict[str, Value], frozenset[str]]:
    """The dates and numbers among the answers, and those answered "I don't know"."""
    given: dict[str, Value] = {}
    unknown: set[str] = set()
    for name in atoms.names:
        answer = answers.get(name, Missing.UNANSWERED)
        if answer is Missing.UNKNOWN:
            unknown.add(name)
        elif not isinstance(answer, Missing):
            given[name] = answer
    return given, frozenset(unknown)
