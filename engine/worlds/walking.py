"""Reading diagrams under the answers that a situation gives.

Owns the ways of reading: quick ones, of which what is found is true; an exact one; and an
outline, which bounds it from the other side. Knows nothing of items.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from engine.worlds.answering import FAILS, HOLDS, Joining
from engine.worlds.compiling import KNOWN_BASE
from engine.worlds.diagrams import LEAF, TRUE, Node, by_value
from engine.worlds.seen import Look
from engine.worlds.terms import variables_of
from engine.worlds.theory import Theory


class Walk:
    """Reading diagrams under the answers given; what was read once is remembered."""

    def __init__(self, source: Joining, theory: Theory, allowed: Mapping[int, int]) -> None:
        self.source = source
        self.theory = theory
        self.store = theory.store
        self.allowed = allowed
        self._left: dict[Node, Node] = {}
        self._leaves: dict[Node, frozenset[Any]] = {}
        self._supports: dict[Node, frozenset[str]] = {}
        self._after: dict[tuple[Node, int], tuple[Node, ...]] = {}
        self._ruled_out: dict[Node, Node] = {}

    def left(self, node: Node) -> Node:
        """What the answers given leave of a diagram, in :attr:`store`."""
        found = self._left.get(node)
        if found is None:
            level = self.source.level[node]
            if level >= KNOWN_BASE:
                found = self.theory.expanded(node)
            else:
                allowed = self.allowed[level]
                outcomes: dict[Node, int] = {}
                for values, child in self.source.edges[node]:
                    open_values = values & allowed
                    if open_values:
                        result = self.left(child)
                        outcomes[result] = outcomes.get(result, 0) | open_values
                found = self.store.node(level, outcomes)
            self._left[node] = found
        return found

    def leaves(self, node: Node) -> frozenset[Any]:
        """The contents of the leaves that the open answers lead to."""
        return self._leaves_below(self.left(node))

    def _leaves_below(self, node: Node) -> frozenset[Any]:
        found = self._leaves.get(node)
        if found is None:
            if self.store.level[node] == LEAF:
                found = frozenset((self.store.content(node),))
            else:
                below = (self._leaves_below(child) for _, child in self.store.edges[node])
                found = frozenset().union(*below)
            self._leaves[node] = found
        return found

    def support(self, look: Look) -> frozenset[str]:
        """Ids of the open questions on whose answer it hangs what shows; not those on which
        only the certainty does."""
        return self.support_below(self._shown(*look))

    def _shown(self, sure: Node, shown: Node) -> Node:
        """What shows, in :attr:`store`; where the item is ruled out, only that."""
        if sure == shown:
            return self.left(sure)
        ruled_out = self.store.mapped(self.left(sure), _is_ruled_out, self._ruled_out)
        if ruled_out == TRUE:
            return TRUE
        return self.store.choose(ruled_out, TRUE, self.left(shown))

    def support_below(self, node: Node) -> frozenset[str]:
        """The same, of a diagram in :attr:`store`."""
        found = self._supports.get(node)
        if found is None:
            level = self.store.level[node]
            if level == LEAF:
                found = self._support_of_leaf(self.store.content(node))
            else:
                below = [self.support_below(child) for _, child in self.store.edges[node]]
                found = frozenset((self.theory.fact_at(level),)).union(*below)
            self._supports[node] = found
        return found

    def _support_of_leaf(self, content: Any) -> frozenset[str]:
        if not isinstance(content, frozenset):
            return frozenset()
        terms = [term for kind, term in content if kind == "Term"]
        return frozenset().union(*map(variables_of, terms))

    def after_each(self, node: Node, level: int) -> tuple[Node, ...]:
        """What becomes of a diagram in :attr:`store` for each value at ``level``."""
        size = self.source.full[level].bit_length()
        key = node, level
        found = self._after.get(key)
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
            self._after[key] = found
        return found

    def _rejoined(
        self, level: int, columns: Sequence[tuple[int, Sequence[Node]]], number: int
    ) -> Node:
        outcomes: dict[Node, int] = {}
        for values, children in columns:
            child = children[number]
            outcomes[child] = outcomes.get(child, 0) | values
        return self.store.node(level, outcomes)


class Walks:
    """Several ways of reading, from quick ones, of which what is found is true (see
    :class:`~engine.worlds.theory.Theory`), to the exact one; and the outline of it."""

    def __init__(self, by_effort: Sequence[Walk], points: Sequence[Walk], outline: Outline) -> None:
        self.by_effort = by_effort
        self.points = points
        """Where open dates and numbers have one value each: what they show is true, too."""
        self.quickest_first = (*points, *by_effort)
        self.exact = by_effort[-1]
        self.outline = outline


class Outline:
    """The diagrams under the answers given, with comparisons of open dates and numbers left as
    they are: quickly made, and never less than what an exact look finds."""

    def __init__(self, walk: Walk) -> None:
        self.source = walk.source
        self.theory = walk.theory
        self._allowed = walk.allowed
        self.store = Joining()
        self._left: dict[Node, Node] = {}
        self._at_most: dict[Node, frozenset[int]] = {}
        self._mentioned: dict[Node, frozenset[str]] = {}
        self._after: dict[tuple[Node, int], tuple[frozenset[str], ...]] = {}
        self._ruled_out: dict[Node, Node] = {}

    def left(self, node: Node) -> Node:
        """What the answers leave of a diagram, in :attr:`store`; a leaf holds what is settled,
        or the number of a node over comparisons."""
        found = self._left.get(node)
        if found is None:
            level = self.source.level[node]
            if level >= KNOWN_BASE:
                if self.theory.names_in(node):
                    found = self.store.leaf(Undecided(node))
                else:
                    expanded = self.theory.expanded(node)
                    found = self.store.leaf(Settled(expanded))
            else:
                allowed = self._allowed[level]
                outcomes: dict[Node, int] = {}
                for values, child in self.source.edges[node]:
                    if values & allowed:
                        result = self.left(child)
                        outcomes[result] = outcomes.get(result, 0) | values & allowed
                found = self.store.node(level, outcomes)
            self._left[node] = found
        return found

    def settled(self, node: Node) -> Any:
        """The leaf, with its terms, that the answers lead to; ``None`` if they leave several."""
        source = self.source
        while source.level[node] != LEAF:
            level = source.level[node]
            allowed = self._allowed[level] if level < KNOWN_BASE else self.theory.decided(level)
            children = [child for values, child in source.edges[node] if values & allowed]
            if len(children) != 1:
                return None
            node = children[0]
        return source.content(node)

    def mentions(self, look: Look) -> frozenset[str]:
        """Ids of the facts on which what shows may still hang: no fewer than
        :meth:`Walk.support` finds."""
        sure, shown = look
        found = self._mentioned_below(self.left(sure))
        return found if sure == shown else found | self._mentioned_below(self.left(shown))

    def may_change(self, look: Look, fact_id: str) -> bool:
        """Whether the answer to an open question may change what shows; closer than
        :meth:`mentions`."""
        sure, shown = look
        if sure == shown or fact_id in self._mentioned_below(self.left(sure)):
            return fact_id in self._mentioned_below(self.left(shown))
        if fact_id not in self._mentioned_below(self.left(shown)):
            return False
        ruled_out = self.store.mapped(self.left(sure), self._is_ruled_out, self._ruled_out)
        return fact_id in self._mentioned_below(
            self.store.choose(ruled_out, TRUE, self.left(shown))
        )

    def _is_ruled_out(self, leaf: Undecided | Settled) -> bool:
        return isinstance(leaf, Settled) and self.theory.store.content(leaf.node) == FAILS

    def _mentioned_below(self, node: Node) -> frozenset[str]:
        found = self._mentioned.get(node)
        if found is None:
            level = self.store.level[node]
            if level == LEAF:
                content = self.store.content(node)
                open_node = isinstance(content, Undecided)
                found = self.theory.names_in(content.node) if open_node else frozenset()
            else:
                below = (self._mentioned_below(child) for _, child in self.store.edges[node])
                found = frozenset((self.theory.fact_at(level),)).union(*below)
            self._mentioned[node] = found
        return found

    def mentions_after(self, look: Look, level: int) -> Sequence[frozenset[str]]:
        """What :meth:`mentions` says at most after each value at ``level``."""
        return self._after_each(self.left(look[1]), level)

    def _after_each(self, node: Node, level: int) -> tuple[frozenset[str], ...]:
        size = self.source.full[level].bit_length()
        key = node, level
        found = self._after.get(key)
        if found is None:
            here = self.store.level[node]
            if here > level:
                found = (self._mentioned_below(node),) * size
            elif here == level:
                children = by_value(self.store.edges[node])
                found = tuple(
                    self._mentioned_below(children[n]) if n in children else frozenset()
                    for n in range(size)
                )
            else:
                own = frozenset((self.theory.fact_at(here),))
                columns = [self._after_each(child, level) for _, child in self.store.edges[node]]
                found = tuple([own.union(*row) for row in zip(*columns, strict=True)])
            self._after[key] = found
        return found

    def at_most(self, node: Node) -> frozenset[int]:
        """No fewer truths than :meth:`Walk.leaves` finds: comparisons are taken for
        independent."""
        found = self._at_most.get(node)
        if found is None:
            level = self.source.level[node]
            if level == LEAF:
                found = frozenset((self.source.content(node),))
            else:
                above = level < KNOWN_BASE
                allowed = self._allowed[level] if above else self.theory.decided(level)
                edges = [c for values, c in self.source.edges[node] if values & allowed]
                found = frozenset().union(*map(self.at_most, edges))
                if not above and len(found) > 1:
                    found |= {HOLDS | FAILS}
            self._at_most[node] = found
        return found


def _is_ruled_out(leaf: Any) -> bool:
    return bool(leaf == FAILS)


class Undecided(Struct, frozen=True):
    """A diagram over comparisons of open dates and numbers, by its number in the source."""

    node: Node


class Settled(Struct, frozen=True):
    """What a diagram comes to without any, by its number in the theory's store."""

    node: Node
