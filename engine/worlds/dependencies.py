"""What nodes depend on: which answers, which dates and numbers, the day.

Owns the two codes for it, both whole numbers: one that tells apart what answers leave of a
node, and one of the facts that it is about. Both are worked out once for a rulebook.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cached_property, reduce
from operator import or_
from typing import Any

from msgspec import Struct

from .answer_diagrams import Joining
from .axes import Atoms
from .compiling import ATOM_BASE, KNOWN_BASE
from .diagrams import LEAF, Diagrams, Node
from .fact_bits import FactBits
from .terms import variables_of


class Fields(dict[Node, int]):
    """For each node of a store, the bits of :attr:`Said.code` that it depends on: answers
    left, dates and numbers that are open, and a bit that no code has, for the day itself."""

    def __init__(self, source: Joining, atoms: Callable[[], Atoms]) -> None:
        super().__init__()
        self.source = source
        self._atoms = atoms
        self.offsets: dict[int, int] = {}
        self._fields: dict[int, int] = {}
        offset = 1
        for level in atoms().variables:
            if level < KNOWN_BASE:
                width = source.full[level].bit_length()
                self.offsets[level] = offset
                self._fields[level] = ((1 << width) - 1) << offset
                offset += width
        self._next = offset
        self._names: dict[str, int] = {}
        self.day = 1
        """The bits of the day, and of dates and numbers."""
        for name in atoms().names:
            self._name(name)

    def __missing__(self, node: Node) -> int:
        level = self.source.level[node]
        if level == LEAF:
            found = self._of_leaf(self.source.content(node))
        else:
            found = self._fields.get(level, 0) if level < KNOWN_BASE else self._of_test(level)
            for _, child in self.source.edges[node]:
                found |= self[child]
        self[node] = found
        return found

    def _of_test(self, level: int) -> int:
        atoms = self._atoms()
        if level < ATOM_BASE:
            return self._name(tuple(atoms.names)[level - KNOWN_BASE])
        return self._of_term(atoms.atoms[level - ATOM_BASE].term)

    def _of_leaf(self, content: Any) -> int:
        if not isinstance(content, frozenset):
            return 0
        return reduce(or_, (self._of_term(term) for kind, term in content if kind == "Term"), 0)

    def _of_term(self, term: Any) -> int:
        return reduce(or_, map(self._name, variables_of(term)), 0) or 1

    def _name(self, name: str) -> int:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = 1 << self._next
            self.day |= found
            self._next += 1
        return found

    def said(self, allowed: Mapping[int, int], settled: Container[str]) -> Said:
        """The answers left at each level, with the code that tells them apart; ``settled`` are
        the dates and numbers that have a value, or that the person does not know."""
        code = 0
        for level, offset in self.offsets.items():
            code |= allowed[level] << offset
        for name in self._atoms().names:
            if name not in settled:
                code |= self._name(name)
        return Said(allowed, self, code)


class Said(Struct, frozen=True, dict=True):
    """The answers that a situation leaves at each level. Two situations leave the same of a
    node exactly if their codes agree in the node's :class:`Fields`."""

    allowed: Mapping[int, int]
    fields: Fields | _Unshared
    code: int

    @cached_property
    def answered(self) -> Mapping[int, int]:
        """The one value left at each level that has but one."""
        return {level: it for level, it in self.allowed.items() if not it & (it - 1)}


class _Unshared(dict[Node, int]):
    day = 0

    def __missing__(self, node: Node) -> int:
        return 0


def said_alone(allowed: Mapping[int, int]) -> Said:
    """The answers left at each level, for a memory that holds nothing read under others."""
    return Said(allowed, _Unshared(), 0)


class Mentions(dict[Node, int]):
    """For each node of a store, the facts that it may hang on, as bits."""

    def __init__(self, store: Diagrams, bits: FactBits, atoms: Callable[[], Atoms]) -> None:
        super().__init__()
        self.store = store
        self._bits = bits
        self._atoms = atoms
        self.asked = {level: bits[it.fact] for level, it in atoms().variables.items()}
        """The fact that each level below the comparisons is about."""

    def __missing__(self, node: Node) -> int:
        level, edges = self.store.level[node], self.store.edges[node]
        if level == LEAF:
            found = self._bits.of(names_in_leaf(edges))
        else:
            found = self.at(level)
            for _, child in edges:
                found |= self[child]
        self[node] = found
        return found

    def at(self, level: int) -> int:
        """The facts that a level is about."""
        if level < KNOWN_BASE:
            return self.asked[level]
        atoms = self._atoms()
        if level < ATOM_BASE:
            return self._bits.of((tuple(atoms.names)[level - KNOWN_BASE],))
        return self._bits.of(variables_of(atoms.atoms[level - ATOM_BASE].term))


class NumberRow(Struct, frozen=True):
    """Whole numbers, many of them alike, to be kept."""

    kinds: tuple[int, ...]
    places: bytes

    @classmethod
    def of(cls, numbers: Iterable[int]) -> NumberRow:
        """The numbers in a row."""
        kinds: dict[int, int] = {}
        places = [kinds.setdefault(number, len(kinds)) for number in numbers]
        return cls(tuple(kinds), array("I", places).tobytes())

    def numbers(self) -> Iterable[tuple[int, int]]:
        """The numbers, each behind its place."""
        return enumerate(map(self.kinds.__getitem__, array("I", self.places)))


def names_in_leaf(content: Any) -> frozenset[str]:
    """The dates and numbers that the terms of a leaf are about."""
    if not isinstance(content, frozenset):
        return frozenset()
    return frozenset().union(*(variables_of(term) for kind, term in content if kind == "Term"))
