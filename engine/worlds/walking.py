"""Reading diagrams under the answers that a situation gives.

Owns the ways of reading: quick ones, of which what is found is true; an exact one; and an
outline, which bounds it from the other side. What was read under some answers is read once for
all situations that give the same answers to the questions a diagram asks. Knows nothing of
items.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from msgspec import Struct

from .answering import FAILS, HOLDS, Joining
from .axes import Atoms
from .bits import FactBits
from .compiling import ATOM_BASE, KNOWN_BASE
from .diagrams import LEAF, TRUE, Node, by_value
from .seen import Look
from .terms import variables_of
from .theory import Theory

BOTH_WAYS = 3
"""The values of a comparison that is not decided."""
MAY_HOLD, MAY_FAIL, MAY_DO_BOTH = 1 << HOLDS, 1 << FAILS, 1 << (HOLDS | FAILS)
"""Leaves of truths as bits of a set."""


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

    def said(self, allowed: Mapping[int, int], given: Container[str]) -> Said:
        """The answers left at each level, with the code that tells them apart; ``given`` are
        the dates and numbers with a value."""
        code = 0
        for level, offset in self.offsets.items():
            code |= allowed[level] << offset
        for name in self._atoms().names:
            if name not in given:
                code |= self._name(name)
        return Said(allowed, self, code)


class Said(Struct, frozen=True):
    """The answers that a situation leaves at each level. Two situations leave the same of a
    node exactly if their codes agree in the node's :class:`Fields`."""

    allowed: Mapping[int, int]
    fields: Mapping[Node, int]
    code: int


class _Unshared(dict[Node, int]):
    def __missing__(self, node: Node) -> int:
        return 0


def said_alone(allowed: Mapping[int, int]) -> Said:
    """The answers left at each level, for a memory that holds nothing read under others."""
    return Said(allowed, _Unshared(), 0)


class Memory:
    """What was read of one theory in one way, under any answers; all nodes but the keys of
    ``left``, ``at_most`` and ``ruled_out`` are of ``store``."""

    def __init__(self, store: Joining) -> None:
        self.store = store
        self.left: dict[tuple[Node, int], Node] = {}
        self.at_most: dict[tuple[Node, int], int] = {}
        self.leaves: dict[Node, frozenset[Any]] = {}
        self.facts: dict[Node, int] = {}
        self.after: dict[tuple[Node, int], Any] = {}
        self.ruled_out: dict[Node, Node] = {}

    def __len__(self) -> int:
        return len(self.store) + len(self.left) + len(self.at_most) + len(self.after)


class Walk:
    """Reading diagrams under the answers given; what was read once is remembered."""

    def __init__(self, theory: Theory, said: Said, memory: Memory | None = None) -> None:
        self.source = theory.source
        self.theory = theory
        self.store = theory.store
        self.said = said
        self._memory = memory or Memory(theory.store)
        self.left = _leaving(self.source, said, self._memory, theory.expanded)
        """What the answers given leave of a diagram, in :attr:`store`."""

    def leaves(self, node: Node) -> frozenset[Any]:
        """The contents of the leaves that the open answers lead to."""
        return self._leaves_below(self.left(node))

    def _leaves_below(self, node: Node) -> frozenset[Any]:
        found = self._memory.leaves.get(node)
        if found is None:
            if self.store.level[node] == LEAF:
                found = frozenset((self.store.content(node),))
            else:
                below = (self._leaves_below(child) for _, child in self.store.edges[node])
                found = frozenset().union(*below)
            self._memory.leaves[node] = found
        return found

    def support(self, look: Look) -> int:
        """The open questions, as bits, on whose answer it hangs what shows; not those on which
        only the certainty does."""
        return self.support_below(self._shown(*look))

    def _shown(self, sure: Node, shown: Node) -> Node:
        """What shows, in :attr:`store`; where the item is ruled out, only that."""
        if sure == shown:
            return self.left(sure)
        ruled_out = self.store.mapped(self.left(sure), _is_ruled_out, self._memory.ruled_out)
        if ruled_out == TRUE:
            return TRUE
        return self.store.choose(ruled_out, TRUE, self.left(shown))

    def support_below(self, node: Node) -> int:
        """The same, of a diagram in :attr:`store`."""
        found = self._memory.facts.get(node)
        if found is None:
            level = self.store.level[node]
            if level == LEAF:
                found = self.theory.bits.of(names_in_leaf(self.store.content(node)))
            else:
                found = self.theory.bits[self.theory.fact_at(level)]
                for _, child in self.store.edges[node]:
                    found |= self.support_below(child)
            self._memory.facts[node] = found
        return found

    def after_each(self, node: Node, level: int) -> tuple[Node, ...]:
        """What becomes of a diagram in :attr:`store` for each value at ``level``."""
        size = self.source.full[level].bit_length()
        key = node, level
        found = self._memory.after.get(key)
        if found is None:
            here = self.store.level[node]
            if here > level:
                found = (node,) * size
            elif here == level:
                children = by_value(self.store.edges[node])
                found = tuple([children.get(n, node) for n in range(size)])
            else:
                columns = [
                    (values, self.after_each(child, level))
                    for values, child in self.store.edges[node]
                ]
                found = tuple([self._rejoined(here, columns, n) for n in range(size)])
            self._memory.after[key] = found
        return found

    def _rejoined(
        self, level: int, columns: Sequence[tuple[int, Sequence[Node]]], number: int
    ) -> Node:
        outcomes: dict[Node, int] = {}
        for values, children in columns:
            child = children[number]
            outcomes[child] = outcomes.get(child, 0) | values
        return self.store.node(level, outcomes)


class Residuals:
    """What answers leave of diagrams, whatever the day. The store begins with the nodes of the
    source: what no answer touches is there already, and what hangs on no given date is read
    once for all days."""

    def __init__(self, fields: Fields, bits: FactBits, atoms: Callable[[], Atoms]) -> None:
        self.fields = fields
        self.source = fields.source
        self.store = Joining.copied(self.source)
        self.first = len(self.store)
        """The number of the first node that the source did not have."""
        self.left: dict[tuple[Node, int], Node] = {}
        self.at_most: dict[tuple[Node, int], int] = {}
        self._bits = bits
        self._atoms = atoms
        self._copies: dict[Node, Node] = {}
        self._mentioned: dict[Node, int] = {}
        self._after: dict[tuple[Node, int], tuple[int, ...]] = {}
        self._met: dict[tuple[Node, int], int] = {}

    def __len__(self) -> int:
        grown = len(self.store) - self.first
        return grown + len(self.left) + len(self.at_most) + len(self._after) + len(self._met)

    def copied(self, node: Node) -> Node:
        """The node of :attr:`store` for one of the source, with nothing answered."""
        if node < self.first:
            return node
        found = self._copies.get(node)
        if found is None:
            level, edges = self.source.level[node], self.source.edges[node]
            if level == LEAF:
                found = self.store.leaf(edges)
            else:
                outcomes = {self.copied(child): values for values, child in edges}
                found = self.store.node(level, outcomes)
            self._copies[node] = found
        return found

    def bit_at(self, level: int) -> int:
        """The facts that a level is about, as bits."""
        atoms = self._atoms()
        if level < KNOWN_BASE:
            return self._bits[atoms.variables[level].fact]
        if level < ATOM_BASE:
            return self._bits.of((tuple(atoms.names)[level - KNOWN_BASE],))
        return self._bits.of(variables_of(atoms.atoms[level - ATOM_BASE].term))

    def mentioned(self, node: Node) -> int:
        """The facts on which a node of :attr:`store` may hang, as bits."""
        found = self._mentioned.get(node)
        if found is None:
            level, edges = self.store.level[node], self.store.edges[node]
            if level == LEAF:
                found = self._bits.of(names_in_leaf(edges))
            else:
                found = self.bit_at(level)
                for _, child in edges:
                    found |= self.mentioned(child)
            self._mentioned[node] = found
        return found

    def after_each(self, node: Node, level: int) -> tuple[int, ...]:
        """What is mentioned at most after each value at ``level``."""
        key = node, level
        found = self._after.get(key)
        if found is None:
            size = self.source.full[level].bit_length()
            here, edges = self.store.level[node], self.store.edges[node]
            if here > level:
                found = (self.mentioned(node),) * size
            elif here == level:
                children = by_value(edges)
                found = tuple(
                    self.mentioned(children[n]) if n in children else 0 for n in range(size)
                )
            else:
                columns = [self.after_each(child, level) for _, child in edges]
                own = (self.bit_at(here),) * size
                found = tuple([reduce(or_, row) for row in zip(own, *columns, strict=True)])
            self._after[key] = found
        return found

    def met(self, node: Node, said: Said) -> int:
        """The facts, as bits, whose questions lie on the ways from a node of the source that
        the answers leave; with some dates and numbers."""
        level = self.source.level[node]
        if level >= KNOWN_BASE:
            return 0
        bits = self.fields[node]
        open_bits = said.code & bits
        if open_bits == bits and node < self.first:
            return self.mentioned(node)
        key = node, open_bits
        found = self._met.get(key)
        if found is None:
            found, allowed = self.bit_at(level), said.allowed[level]
            for values, child in self.source.edges[node]:
                if values & allowed:
                    found |= self.met(child, said)
            self._met[key] = found
        return found


class Outline:
    """The diagrams under the answers given, with comparisons of open dates and numbers left as
    they are: quickly made, and never less than what an exact look finds."""

    def __init__(self, theory: Theory, said: Said, memory: Memory, residuals: Residuals) -> None:
        self.source = theory.source
        self.theory = theory
        self.said = said
        self.store = residuals.store
        self._residuals = residuals
        self._mentions: dict[Look, int] = {}
        self.left = _left_over(said, memory.left, residuals, self._as_it_is)
        """What the answers leave of a diagram, in :attr:`store`."""
        self.at_most = most_reached(theory, said, memory.at_most, residuals)

    def _as_it_is(self, node: Node) -> Node:
        if self.theory.names_in(node):
            return self._residuals.copied(node)
        return self.store.leaf(self.theory.store.content(self.theory.expanded(node)))

    def settled(self, node: Node) -> Any:
        """The leaf, with its terms, that the answers lead to; ``None`` if they leave several."""
        source = self.source
        while source.level[node] != LEAF:
            level = source.level[node]
            allowed = self.said.allowed[level] if level < KNOWN_BASE else self.theory.decided(level)
            children = [child for values, child in source.edges[node] if values & allowed]
            if len(children) != 1:
                return None
            node = children[0]
        return source.content(node)

    def mentions(self, look: Look) -> int:
        """The facts on which what shows may still hang, as bits (see
        :class:`~engine.worlds.bits.FactBits`): no fewer than :meth:`Walk.support`
        finds."""
        found = self._mentions.get(look)
        if found is None:
            sure, shown = look
            found = self.mentioned_below(self.left(shown))
            if sure != shown:
                found |= self.mentioned_below(self.left(sure))
            self._mentions[look] = found
        return found

    def meets(self, look: Look) -> int:
        """The facts, as bits, whose questions lie on the ways that the answers leave, answered
        or not: what shows hangs on no other, and dates and numbers."""
        sure, shown = look
        found = self._residuals.met(shown, self.said)
        return found if sure == shown else found | self._residuals.met(sure, self.said)

    def may_change(self, look: Look, fact: int) -> bool:
        """Whether the answer to an open question, named by its bit, may change what shows;
        closer than :meth:`mentions`."""
        if not self.mentions(look) & fact:
            return False
        sure, shown = look
        if not self.mentioned_below(self.left(shown)) & fact:
            return False
        if sure == shown or self.mentioned_below(self.left(sure)) & fact:
            return True
        return _Search(self, fact).shows(self.left(sure), self.left(shown))

    def is_ruled_out(self, node: Node) -> bool:
        """Whether a node of :attr:`store` says that an item is ruled out."""
        return self.store.level[node] == LEAF and bool(self.store.edges[node] == FAILS)

    def is_settled(self, node: Node) -> bool:
        """Whether no question is left in a node of :attr:`store`, but for dates and numbers."""
        return self.store.level[node] >= KNOWN_BASE

    def mentioned_below(self, node: Node) -> int:
        """The facts on which a node of :attr:`store` may hang, as bits."""
        return self._residuals.mentioned(node)

    def bit_at(self, level: int) -> int:
        """The fact that a level is about, as a bit."""
        return self._residuals.bit_at(level)

    def mentions_after(self, look: Look, level: int) -> Sequence[int]:
        """What :meth:`mentions` says at most after each value at ``level``."""
        return self._residuals.after_each(self.left(look[1]), level)


class _Search:
    """Whether a fact, named by its bit, that an item's certainty does not hang on changes what
    shows somewhere where the item is not ruled out: the first such place is enough."""

    def __init__(self, outline: Outline, fact: int) -> None:
        self.outline = outline
        self.fact = fact
        self._in_vain: set[tuple[Node, ...]] = set()

    def shows(self, sure: Node, shown: Node) -> bool:
        outline, store = self.outline, self.outline.store
        if not outline.mentioned_below(shown) & self.fact or (sure, shown) in self._in_vain:
            return False
        settled = outline.is_settled(shown)
        if outline.is_settled(sure) and (settled or outline.is_ruled_out(sure)):
            return not outline.is_ruled_out(sure)
        here, there = store.level[sure], store.level[shown]
        if not settled and there <= here and outline.bit_at(there) & self.fact:
            first, *others = [child for _, child in store.edges[shown]]
            if any(self._differ(sure, first, other) for other in others):
                return True
        if any(self.shows(*children) for _, children in store.split((sure, shown))):
            return True
        self._in_vain.add((sure, shown))
        return False

    def _differ(self, sure: Node, one: Node, other: Node) -> bool:
        store = self.outline.store
        at = sure, one, other
        if one == other or at in self._in_vain:
            return False
        if self.outline.is_settled(sure):
            return not self.outline.is_ruled_out(sure)
        if any(self._differ(*children) for _, children in store.split(at)):
            return True
        self._in_vain.add(at)
        return False


class Spot:
    """What diagrams come to where every open date and number has one value: what that shows is
    true of all the answers given, too."""

    def __init__(self, theory: Theory, said: Said, memory: Memory) -> None:
        self.theory = theory
        self.said = said
        self.truths = _reaching(theory.source, said, memory.at_most, self._truths_of_comparisons)
        """Some of the truths that the open answers lead to, as a set of bits."""
        self._below: dict[Node, Any] = {}

    def leaves(self, node: Node) -> Iterator[Any]:
        """The contents of leaves that the open answers lead to, each once."""
        source, allowed = self.theory.source, self.said.allowed
        passed: set[Node] = set()
        told: set[Any] = set()
        queue = [node]
        while queue:
            node = queue.pop()
            if node in passed:
                continue
            passed.add(node)
            level = source.level[node]
            if level < KNOWN_BASE:
                open_values = allowed[level]
                queue += [child for values, child in source.edges[node] if values & open_values]
            elif (content := self._of_comparisons(node)) not in told:
                told.add(content)
                yield content

    def _truths_of_comparisons(self, node: Node) -> int:
        return 1 << int(self._of_comparisons(node))

    def _of_comparisons(self, node: Node) -> Any:
        found = self._below.get(node, self)
        if found is self:
            source, theory = self.theory.source, self.theory
            end = node
            while source.level[end] != LEAF:
                decided = theory.decided(source.level[end])
                if decided == BOTH_WAYS:
                    break
                end = next(child for values, child in source.edges[end] if values & decided)
            found = self._below[node] = theory.store.content(theory.expanded(end))
        return found


def most_reached(
    theory: Theory, said: Said, known: dict[tuple[Node, int], int], residuals: Residuals | None
) -> Callable[[Node], int]:
    """A function to the truths that :meth:`Walk.leaves` can find at most, as a set of bits:
    comparisons are taken for independent."""
    source = theory.source

    def of_comparisons(node: Node) -> int:
        key = node, 0
        found = known.get(key)
        if found is None:
            level = source.level[node]
            if level == LEAF:
                found = 1 << source.content(node)
            else:
                decided = theory.decided(level)
                found = 0
                for values, child in source.edges[node]:
                    if values & decided:
                        found |= of_comparisons(child)
                if found & (found - 1):
                    found |= MAY_DO_BOTH
            known[key] = found
        return found

    return _reaching(source, said, known, of_comparisons, residuals)


def _leaving(
    source: Joining, said: Said, memory: Memory, below: Callable[[Node], Node]
) -> Callable[[Node], Node]:
    """A function to what the answers leave of a diagram; ``below`` are the comparisons."""
    allowed, fields, code = said.allowed, said.fields, said.code
    known, store = memory.left, memory.store
    levels, edges_of = source.level, source.edges

    def go(node: Node) -> Node:
        key = node, code & fields[node]
        found = known.get(key)
        if found is not None:
            return found
        level = levels[node]
        if level >= KNOWN_BASE:
            found = below(node)
        else:
            open_values = allowed[level]
            outcomes: dict[Node, int] = {}
            for values, child in edges_of[node]:
                if values & open_values:
                    found = go(child)
                    outcomes[found] = outcomes.get(found, 0) | values & open_values
            if len(outcomes) != 1:
                found = store.node(level, outcomes)
            assert found is not None
        known[key] = found
        return found

    return go


def _left_over(
    said: Said,
    known: dict[tuple[Node, int], Node],
    residuals: Residuals,
    below: Callable[[Node], Node],
) -> Callable[[Node], Node]:
    """The same as :func:`_leaving`, into residuals."""
    allowed, fields, code = said.allowed, residuals.fields, said.code
    source, store, first = residuals.source, residuals.store, residuals.first
    levels, edges_of = source.level, source.edges

    def go(node: Node) -> Node:
        bits = fields[node]
        open_bits = code & bits
        if open_bits == bits and node < first:
            return node
        memo = known if (open_bits ^ bits) & fields.day else residuals.left
        key = node, open_bits
        found = memo.get(key)
        if found is not None:
            return found
        level = levels[node]
        if level >= KNOWN_BASE:
            found = below(node)
        else:
            open_values = allowed[level]
            outcomes: dict[Node, int] = {}
            for values, child in edges_of[node]:
                if values & open_values:
                    found = go(child)
                    outcomes[found] = outcomes.get(found, 0) | values & open_values
            if len(outcomes) != 1:
                found = store.node(level, outcomes)
            assert found is not None
        memo[key] = found
        return found

    return go


def _reaching(
    source: Joining,
    said: Said,
    known: dict[tuple[Node, int], int],
    below: Callable[[Node], int],
    residuals: Residuals | None = None,
) -> Callable[[Node], int]:
    """A function to the leaves of a truth that can be reached, as a set of bits; ``below`` are
    those of comparisons."""
    allowed, fields, code = said.allowed, said.fields, said.code
    levels, edges_of = source.level, source.edges
    shared = known if residuals is None else residuals.at_most

    def go(node: Node) -> int:
        bits = fields[node]
        open_bits = code & bits
        memo = known if residuals and (open_bits ^ bits) & residuals.fields.day else shared
        key = node, open_bits
        found = memo.get(key)
        if found is not None:
            return found
        level = levels[node]
        if level >= KNOWN_BASE:
            found = 1 << edges_of[node] if level == LEAF else below(node)
        else:
            open_values = allowed[level]
            found = 0
            for values, child in edges_of[node]:
                if values & open_values:
                    found |= go(child)
        memo[key] = found
        return found

    return go


def names_in_leaf(content: Any) -> frozenset[str]:
    """The dates and numbers that the terms of a leaf are about."""
    if not isinstance(content, frozenset):
        return frozenset()
    return frozenset().union(*(variables_of(term) for kind, term in content if kind == "Term"))


def _is_ruled_out(leaf: Any) -> bool:
    return bool(leaf == FAILS)
