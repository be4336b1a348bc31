"""Reading diagrams under the answers that a situation gives.

Owns the ways of reading: quick ones, of which what is found is true; an exact one; and an
outline, which bounds it from the other side. What was read under some answers is read once for
all situations that give the same answers to the questions a diagram asks. Knows nothing of
items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from msgspec import Struct

from .answering import FAILS, HOLDS, Joining
from .compiling import KNOWN_BASE
from .diagrams import LEAF, TRUE, Node, by_value
from .seen import Look
from .terms import variables_of
from .theory import Theory

BOTH_WAYS = 3
"""The values of a comparison that is not decided."""
MAY_HOLD, MAY_FAIL, MAY_DO_BOTH = 1 << HOLDS, 1 << FAILS, 1 << (HOLDS | FAILS)
"""Leaves of truths as bits of a set."""


class Fields(dict[Node, int]):
    """For each node of a store, the bits of :attr:`Said.code` that it depends on."""

    def __init__(self, source: Joining, levels: Sequence[int]) -> None:
        super().__init__()
        self.source = source
        self.offsets: dict[int, int] = {}
        self._fields: dict[int, int] = {}
        offset = 0
        for level in levels:
            if level < KNOWN_BASE:
                width = source.full[level].bit_length()
                self.offsets[level] = offset
                self._fields[level] = ((1 << width) - 1) << offset
                offset += width

    def __missing__(self, node: Node) -> int:
        level = self.source.level[node]
        found = self._fields.get(level, 0)
        if level < KNOWN_BASE:
            for _, child in self.source.edges[node]:
                found |= self[child]
        self[node] = found
        return found

    def said(self, allowed: Mapping[int, int]) -> Said:
        """The answers left at each level, with the code that tells them apart."""
        code = 0
        for level, offset in self.offsets.items():
            code |= allowed[level] << offset
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
    ``left``, ``at_most``, ``met`` and ``ruled_out`` are of ``store``."""

    def __init__(self, store: Joining) -> None:
        self.store = store
        self.left: dict[tuple[Node, int], Node] = {}
        self.at_most: dict[tuple[Node, int], int] = {}
        self.leaves: dict[Node, frozenset[Any]] = {}
        self.facts: dict[Node, int] = {}
        self.met: dict[tuple[Node, int], int] = {}
        self.mentioned: dict[Node, int] = {}
        self.after: dict[tuple[Node, int], Any] = {}
        self.ruled_out: dict[Node, Node] = {}

    def __len__(self) -> int:
        return (
            len(self.store) + len(self.left) + len(self.at_most) + len(self.after) + len(self.met)
        )


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
                found = self._support_of_leaf(self.store.content(node))
            else:
                found = self.theory.bits[self.theory.fact_at(level)]
                for _, child in self.store.edges[node]:
                    found |= self.support_below(child)
            self._memory.facts[node] = found
        return found

    def _support_of_leaf(self, content: Any) -> int:
        if not isinstance(content, frozenset):
            return 0
        terms = [term for kind, term in content if kind == "Term"]
        return self.theory.bits.of(frozenset().union(*map(variables_of, terms)))

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


class Outline:
    """The diagrams under the answers given, with comparisons of open dates and numbers left as
    they are: quickly made, and never less than what an exact look finds."""

    def __init__(self, theory: Theory, said: Said, memory: Memory | None = None) -> None:
        self.source = theory.source
        self.theory = theory
        self.said = said
        self._memory = memory or Memory(Joining())
        self.store = self._memory.store
        if not self.store.full:
            self.store.full.update(self.source.full)
        self.left = _leaving(self.source, said, self._memory, self._as_it_is)
        """What the answers leave of a diagram, in :attr:`store`; a leaf holds what is settled,
        or the number of a node over comparisons."""
        self.at_most = _reaching(self.source, said, self._memory.at_most, self._of_comparisons)
        """The truths that :meth:`Walk.leaves` can find at most, as a set of bits: comparisons
        are taken for independent."""

    def _as_it_is(self, node: Node) -> Node:
        if self.theory.names_in(node):
            return self.store.leaf(Undecided(node))
        return self.store.leaf(Settled(self.theory.expanded(node)))

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
        sure, shown = look
        found = self.mentioned_below(self.left(shown))
        return found if sure == shown else found | self.mentioned_below(self.left(sure))

    def meets(self, look: Look) -> int:
        """The facts, as bits, whose questions lie on the ways that the answers leave, answered
        or not: what shows hangs on no other, and dates and numbers."""
        sure, shown = look
        return self._met(shown) if sure == shown else self._met(shown) | self._met(sure)

    def _met(self, node: Node) -> int:
        level = self.source.level[node]
        if level >= KNOWN_BASE:
            return 0
        key = node, self.said.code & self.said.fields[node]
        found = self._memory.met.get(key)
        if found is None:
            found = self.bit_at(level)
            allowed = self.said.allowed[level]
            for values, child in self.source.edges[node]:
                if values & allowed:
                    found |= self._met(child)
            self._memory.met[key] = found
        return found

    def may_change(self, look: Look, fact: int) -> bool:
        """Whether the answer to an open question, named by its bit, may change what shows;
        closer than :meth:`mentions`."""
        sure, shown = look
        if not self.mentioned_below(self.left(shown)) & fact:
            return False
        if sure == shown or self.mentioned_below(self.left(sure)) & fact:
            return True
        return _Search(self, fact).shows(self.left(sure), self.left(shown))

    def is_ruled_out(self, node: Node) -> bool:
        """Whether a node of :attr:`store` says that an item is ruled out."""
        content = self.store.content(node)
        return isinstance(content, Settled) and self.theory.store.content(content.node) == FAILS

    def mentioned_below(self, node: Node) -> int:
        """The facts on which a node of :attr:`store` may hang, as bits."""
        found = self._memory.mentioned.get(node)
        if found is None:
            level = self.store.level[node]
            if level == LEAF:
                content = self.store.content(node)
                open_node = isinstance(content, Undecided)
                found = self.theory.bits.of(self.theory.names_in(content.node)) if open_node else 0
            else:
                found = self.bit_at(level)
                for _, child in self.store.edges[node]:
                    found |= self.mentioned_below(child)
            self._memory.mentioned[node] = found
        return found

    def bit_at(self, level: int) -> int:
        """The fact that a level is about, as a bit."""
        return self.theory.bits[self.theory.fact_at(level)]

    def mentions_after(self, look: Look, level: int) -> Sequence[int]:
        """What :meth:`mentions` says at most after each value at ``level``."""
        return self._after_each(self.left(look[1]), level)

    def _after_each(self, node: Node, level: int) -> tuple[int, ...]:
        size = self.source.full[level].bit_length()
        key = node, level
        found = self._memory.after.get(key)
        if found is None:
            here = self.store.level[node]
            if here > level:
                found = (self.mentioned_below(node),) * size
            elif here == level:
                children = by_value(self.store.edges[node])
                found = tuple(
                    self.mentioned_below(children[n]) if n in children else 0 for n in range(size)
                )
            else:
                columns = [self._after_each(child, level) for _, child in self.store.edges[node]]
                own = (self.bit_at(here),) * size
                found = tuple([reduce(or_, row) for row in zip(own, *columns, strict=True)])
            self._memory.after[key] = found
        return found

    def _of_comparisons(self, node: Node) -> int:
        key = node, 0
        found = self._memory.at_most.get(key)
        if found is None:
            level = self.source.level[node]
            if level == LEAF:
                found = 1 << self.source.content(node)
            else:
                decided = self.theory.decided(level)
                found = 0
                for values, child in self.source.edges[node]:
                    if values & decided:
                        found |= self._of_comparisons(child)
                if found & (found - 1):
                    found |= MAY_DO_BOTH
            self._memory.at_most[key] = found
        return found


class _Search:
    """Whether a fact, named by its bit, that an item's certainty does not hang on changes what
    shows somewhere where the item is not ruled out: the first such place is enough."""

    def __init__(self, outline: Outline, fact: int) -> None:
        self.outline = outline
        self.fact = fact
        self._in_vain: set[tuple[Node, ...]] = set()

    def shows(self, sure: Node, shown: Node) -> bool:
        store = self.outline.store
        if not self.outline.mentioned_below(shown) & self.fact or (sure, shown) in self._in_vain:
            return False
        here, there = store.level[sure], store.level[shown]
        if here == LEAF and (self.outline.is_ruled_out(sure) or there == LEAF):
            return not self.outline.is_ruled_out(sure)
        if there <= here and self.outline.bit_at(there) & self.fact:
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
        if store.level[sure] == LEAF:
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


def _reaching(
    source: Joining, said: Said, known: dict[tuple[Node, int], int], below: Callable[[Node], int]
) -> Callable[[Node], int]:
    """A function to the leaves of a truth that can be reached, as a set of bits; ``below`` are
    those of comparisons."""
    allowed, fields, code = said.allowed, said.fields, said.code
    levels, edges_of = source.level, source.edges

    def go(node: Node) -> int:
        key = node, code & fields[node]
        found = known.get(key)
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
        known[key] = found
        return found

    return go


def _is_ruled_out(leaf: Any) -> bool:
    return bool(leaf == FAILS)


class Undecided(Struct, frozen=True):
    """A diagram over comparisons of open dates and numbers, by its number in the source."""

    node: Node


class Settled(Struct, frozen=True):
    """What a diagram comes to without any, by its number in the theory's store."""

    node: Node
