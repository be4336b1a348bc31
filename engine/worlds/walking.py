"""Reading diagrams under the answers that a situation gives.

Owns the ways of reading: quick ones, of which what is found is true, and an exact one. What was
read under some answers is read once for all situations that give the same answers to the
questions a diagram asks. Knows nothing of items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .answer_diagrams import FAILS, HOLDS, Joining
from .compiling import KNOWN_BASE
from .dependencies import Said, names_in_leaf
from .diagrams import LEAF, TRUE, Node, by_value
from .item_diagrams import Look
from .theory import Theory

BOTH_WAYS = 3
"""The values of a comparison that is not decided."""
MAY_HOLD, MAY_FAIL, MAY_DO_BOTH = 1 << HOLDS, 1 << FAILS, 1 << (HOLDS | FAILS)
"""Leaves of truths as bits of a set."""


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
        read = len(self.left) + len(self.at_most) + len(self.after)
        return len(self.store) + read


class Walk:
    """Reading diagrams under the answers given; what was read once is remembered."""

    def __init__(self, theory: Theory, said: Said, memory: Memory | None = None) -> None:
        self.source = theory.source
        self.theory = theory
        self.store = theory.store
        self.said = said
        self._memory = memory or Memory(theory.store)
        self.left = leaving(self.source, said, self._memory.left, theory.store, theory.expanded)
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
    theory: Theory,
    said: Said,
    known: dict[tuple[Node, int], int],
    shared: dict[tuple[Node, int], int] | None = None,
) -> Callable[[Node], int]:
    """A function to the truths that :meth:`Walk.leaves` can find at most, as a set of bits:
    comparisons are taken for independent. ``known`` is what was read of the day, ``shared``
    what hangs on no day."""
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

    return _reaching(source, said, known, of_comparisons, shared)


def leaving(
    source: Joining,
    said: Said,
    known: dict[tuple[Node, int], Node],
    store: Joining,
    below: Callable[[Node], Node],
    shared: dict[tuple[Node, int], Node] | None = None,
    first: Node = 0,
) -> Callable[[Node], Node]:
    """A function to what the answers leave of a diagram, in ``store``; ``below`` are the
    comparisons. ``known`` is what was read of the day, ``shared`` what hangs on no day. The
    store begins with the source's nodes before ``first``: those that no answer touches stay."""
    allowed, fields, code = said.allowed, said.fields, said.code
    levels, edges_of = source.level, source.edges
    answered = said.answered
    if shared is None:
        shared = known

    def go(node: Node) -> Node:
        # What an answer decides is passed, so that other answers below it do not count.
        while value := answered.get(levels[node]):
            for values, child in edges_of[node]:
                if values & value:
                    node = child
                    break
        bits = fields[node]
        open_bits = code & bits
        if node < first and open_bits == bits:
            return node
        memo = known if (open_bits ^ bits) & fields.day else shared
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
    shared: dict[tuple[Node, int], int] | None = None,
) -> Callable[[Node], int]:
    """A function to the leaves of a truth that can be reached, as a set of bits; ``below`` are
    those of comparisons."""
    allowed, fields, code = said.allowed, said.fields, said.code
    levels, edges_of = source.level, source.edges
    answered = said.answered
    if shared is None:
        shared = known

    def go(node: Node) -> int:
        # What an answer decides is passed, so that other answers below it do not count.
        while value := answered.get(levels[node]):
            for values, child in edges_of[node]:
                if values & value:
                    node = child
                    break
        bits = fields[node]
        open_bits = code & bits
        memo = known if (open_bits ^ bits) & fields.day else shared
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


def _is_ruled_out(leaf: Any) -> bool:
    return bool(leaf == FAILS)
