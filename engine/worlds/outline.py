"""What answers leave of diagrams, with comparisons of open dates and numbers as they are.

Owns this outline, which bounds what an exact reading finds, and the memory of it, most of
which all days share. Knows nothing of items.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from .answer_diagrams import FAILS, Joining
from .compiling import KNOWN_BASE
from .dependencies import Fields, Mentions, Said
from .diagrams import LEAF, Diagrams, Node, by_value
from .item_diagrams import Look
from .theory import Theory
from .walking import Memory, leaving, most_reached


class Residuals:
    """What answers leave of diagrams, whatever the day. The store begins with the nodes of the
    source: what no answer touches is there already, and what hangs on no given date is read
    once for all days."""

    def __init__(self, fields: Fields, mentions: Callable[[Diagrams], Mentions]) -> None:
        self.fields = fields
        self.source = fields.source
        self.store = Joining.copied(self.source, KNOWN_BASE)
        self.mentions = mentions(self.store)
        self.first = len(self.store)
        """The number of the first node that the source did not have."""
        self.left: dict[tuple[Node, int], Node] = {}
        self.at_most: dict[tuple[Node, int], int] = {}
        self._copies: dict[Node, Node] = {}
        self._after: dict[tuple[Node, int], tuple[int, ...]] = {}
        self.changes: dict[tuple[Node, Node, int], bool] = {}
        """Whether a fact, as a bit, changes what shows under a certainty."""
        self._met: dict[tuple[Node, int], int] = {}

    def __len__(self) -> int:
        grown = len(self.store) - self.first + len(self.left) + len(self.at_most)
        grown += len(self.changes) + len(self._after) + len(self._met)
        return grown

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

    def after_each(self, node: Node, level: int) -> tuple[int, ...]:
        """What is mentioned at most after each value at ``level``."""
        key = node, level
        found = self._after.get(key)
        if found is None:
            size = self.source.full[level].bit_length()
            here, edges = self.store.level[node], self.store.edges[node]
            if here > level:
                found = (self.mentions[node],) * size
            elif here == level:
                children = by_value(edges)
                found = tuple(
                    self.mentions[children[n]] if n in children else 0 for n in range(size)
                )
            else:
                columns = [self.after_each(child, level) for _, child in edges]
                own = (self.mentions.at(here),) * size
                found = tuple([reduce(or_, row) for row in zip(own, *columns, strict=True)])
            self._after[key] = found
        return found

    def met(self, node: Node, said: Said) -> int:
        """The facts, as bits, whose questions lie on the ways from a node of the source that
        the answers leave; with some dates and numbers."""
        levels, edges_of, asked = self.source.level, self.source.edges, self.mentions.asked
        answered, passed = said.answered, 0
        while value := answered.get(levels[node]):
            passed |= asked[levels[node]]
            for values, child in edges_of[node]:
                if values & value:
                    node = child
                    break
        level = levels[node]
        if level >= KNOWN_BASE:
            return passed
        bits = self.fields[node]
        open_bits = said.code & bits
        if open_bits == bits and node < self.first:
            return passed | self.mentions[node]
        key = node, open_bits
        found = self._met.get(key)
        if found is None:
            found, allowed = self.mentions.at(level), said.allowed[level]
            for values, child in edges_of[node]:
                if values & allowed:
                    found |= self.met(child, said)
            self._met[key] = found
        return passed | found


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
        self._meets: dict[Look, int] = {}
        self.left = leaving(
            self.source,
            said,
            memory.left,
            residuals.store,
            self._as_it_is,
            residuals.left,
            residuals.first,
        )
        """What the answers leave of a diagram, in :attr:`store`."""
        self.at_most = most_reached(theory, said, memory.at_most, residuals.at_most)

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
        :class:`~engine.worlds.fact_bits.FactBits`): no fewer than :meth:`Walk.support`
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
        found = self._meets.get(look)
        if found is None:
            sure, shown = look
            found = self._residuals.met(shown, self.said)
            if sure != shown:
                found |= self._residuals.met(sure, self.said)
            self._meets[look] = found
        return found

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
        key = self.left(sure), self.left(shown), fact
        found = self._residuals.changes.get(key)
        if found is None:
            found = self._residuals.changes[key] = _Search(self, fact).shows(*key[:2])
        return found

    def is_ruled_out(self, node: Node) -> bool:
        """Whether a node of :attr:`store` says that an item is ruled out."""
        return self.store.level[node] == LEAF and bool(self.store.edges[node] == FAILS)

    def is_settled(self, node: Node) -> bool:
        """Whether no question is left in a node of :attr:`store`, but for dates and numbers."""
        return self.store.level[node] >= KNOWN_BASE

    def mentioned_below(self, node: Node) -> int:
        """The facts on which a node of :attr:`store` may hang, as bits."""
        return self._residuals.mentions[node]

    def bit_at(self, level: int) -> int:
        """The fact that a level is about, as a bit."""
        return self._residuals.mentions.at(level)

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
