"""Decision diagrams: functions of many variables, each stored once.

Owns nodes and what is done with them. A node tests one variable; its edges carry *sets* of the
variable's values, as the bits of a whole number, so that thirty options or eight hundred days
cost as much as the few outcomes they lead to. Nodes that say the same are the same node (a
number), so two functions are equal exactly when their nodes are. Knows nothing of rules.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from typing import Any, Self

from msgspec import Struct

Node = int
"""The number of a node: equal numbers are equal functions."""
Edges = tuple[tuple[int, Node], ...]
"""Pairs of a set of values and the node it leads to; the sets are disjoint, the nodes differ."""

LEAF = 1 << 30
"""The level of a leaf, below all variables."""
FALSE: Node = 0
TRUE: Node = 1
FEW = 4
"""So many functions are combined one after the other, without looking at their sizes."""


class TooLarge(Exception):
    """A diagram grew past the size that its store allows."""


class _TwoValues(dict[int, int]):
    def __missing__(self, level: int) -> int:
        return 3


class Diagrams:
    """A store of nodes over variables that are numbered by ``level``: smaller levels are tested
    first. ``full`` holds, for each level, the set of all values of its variable (two, where
    nothing is said).

    Raises :class:`TooLarge` once more than ``most`` nodes are made, or more than
    ``most_pairs`` pairs of nodes put together: that may take long and make few nodes.
    """

    __slots__ = (
        "_and",
        "_leaves",
        "_not",
        "_or",
        "_unique",
        "edges",
        "full",
        "level",
        "most",
        "most_pairs",
        "pairs",
    )

    def __init__(self, most: int = 1 << 40) -> None:
        self.level: list[int] = []
        self.edges: list[Any] = []
        """Of a leaf: what it holds."""
        self.full: dict[int, int] = _TwoValues()
        self.most = most
        self.pairs = 0
        """How many pairs of nodes were put together."""
        self.most_pairs = 1 << 40
        self._unique: dict[tuple[int, Edges], Node] = {}
        self._leaves: dict[tuple[type, Hashable], Node] = {}
        self._and: dict[tuple[Node, Node], Node] = {}
        self._or: dict[tuple[Node, Node], Node] = {}
        self._not: dict[Node, Node] = {}
        self.leaf(False)
        self.leaf(True)

    @classmethod
    def restored(cls, packed: Packed) -> Self:
        """A store that begins with nodes made before. They are read, never found again by
        what they say: new nodes may repeat them."""
        store = cls()
        store.level, store.edges = _numbers("I", packed.levels), packed.edges()
        store.full.update(packed.full)
        return store

    @classmethod
    def copied(cls, other: Diagrams, below: int) -> Self:
        """A store that begins with the nodes of another; it finds those of levels ``below``
        again, and leaves."""
        store = cls()
        store.level, store.edges = other.level[:], [*other.edges]
        store.full.update(other.full)
        store._leaves.clear()
        for node, (level, edges) in enumerate(zip(store.level, store.edges, strict=True)):
            if level == LEAF:
                store._leaves[edges.__class__, edges] = node
            elif level < below:
                store._unique[level, edges] = node
        return store

    def __len__(self) -> int:
        return len(self.level)

    def leaf(self, content: Hashable) -> Node:
        """The constant function ``content``."""
        key = content.__class__, content
        found = self._leaves.get(key)
        if found is None:
            found = self._leaves[key] = len(self.level)
            self.level.append(LEAF)
            self.edges.append(content)
        return found

    def content(self, node: Node) -> Any:
        """What a leaf holds."""
        return self.edges[node]

    def is_leaf(self, node: Node) -> bool:
        """Whether the function is constant."""
        return self.level[node] == LEAF

    def node(self, level: int, outcomes: Mapping[Node, int]) -> Node:
        """The function that for the values in ``outcomes[child]`` is ``child``."""
        if len(outcomes) == 1:
            return next(iter(outcomes))
        edges = tuple([(outcomes[child], child) for child in sorted(outcomes)])
        key = level, edges
        found = self._unique.get(key)
        if found is None:
            if len(self.level) > self.most:
                raise TooLarge
            found = self._unique[key] = len(self.level)
            self.level.append(level)
            self.edges.append(edges)
        return found

    def test(self, level: int, values: int) -> Node:
        """Whether the variable has one of ``values``."""
        full = self.full[level]
        outcomes: dict[Node, int] = {}
        if values & full:
            outcomes[TRUE] = values & full
        if full & ~values:
            outcomes[FALSE] = full & ~values
        return self.node(level, outcomes)

    def both(self, one: Node, other: Node) -> Node:
        """``one and other``."""
        if one == other or other == TRUE:
            return one
        if one == TRUE:
            return other
        if one == FALSE or other == FALSE:
            return FALSE
        key = (one, other) if one < other else (other, one)
        found = self._and.get(key)
        if found is None:
            found = self._and[key] = self._combined(self.both, one, other)
        return found

    def either(self, one: Node, other: Node) -> Node:
        """``one or other``."""
        if one == other or other == FALSE:
            return one
        if one == FALSE:
            return other
        if one == TRUE or other == TRUE:
            return TRUE
        key = (one, other) if one < other else (other, one)
        found = self._or.get(key)
        if found is None:
            found = self._or[key] = self._combined(self.either, one, other)
        return found

    def all_of(self, nodes: Iterable[Node]) -> Node:
        """The conjunction of ``nodes``."""
        return self._together(self.both, nodes, TRUE, FALSE)

    def any_of(self, nodes: Iterable[Node]) -> Node:
        """The disjunction of ``nodes``."""
        return self._together(self.either, nodes, FALSE, TRUE)

    def _together(
        self, combine: Callable[[Node, Node], Node], nodes: Iterable[Node], none: Node, end: Node
    ) -> Node:
        """All of ``nodes`` combined, ``none`` of none. The two smallest are combined first,
        which makes far fewer nodes than one after the other."""
        left = {*nodes} - {none}
        if end in left:
            return end
        if len(left) <= FEW:
            return reduce(combine, sorted(left), none)
        heap = [(len(self.reachable((node,))), node) for node in left]
        heapify(heap)
        while len(heap) > 1:
            found = combine(heappop(heap)[1], heappop(heap)[1])
            if found == end:
                return end
            heappush(heap, (len(self.reachable((found,))), found))
        return heap[0][1]

    def negation(self, node: Node) -> Node:
        """``not node``."""
        if node <= TRUE:
            return TRUE - node
        found = self._not.get(node)
        if found is None:
            outcomes = {self.negation(child): values for values, child in self.edges[node]}
            found = self._not[node] = self.node(self.level[node], outcomes)
            self._not[found] = node
        return found

    def _count_pair(self) -> None:
        self.pairs += 1
        if self.pairs > self.most_pairs:
            raise TooLarge

    def _combined(self, combine: Callable[[Node, Node], Node], one: Node, other: Node) -> Node:
        """The node for a pair whose children are combined; see :meth:`apply`."""
        self._count_pair()
        here, there = self.level[one], self.level[other]
        outcomes: dict[Node, int] = {}
        if here < there:
            for values, child in self.edges[one]:
                result = combine(child, other)
                outcomes[result] = outcomes.get(result, 0) | values
        elif there < here:
            for values, child in self.edges[other]:
                result = combine(one, child)
                outcomes[result] = outcomes.get(result, 0) | values
            here = there
        else:
            first, second = self.edges[one], self.edges[other]
            if len(first) * len(second) > 4 * self.full[here].bit_length():
                return self._combined_by_value(combine, here, first, second)
            for values, child in first:
                for others, beside in second:
                    shared = values & others
                    if shared:
                        result = combine(child, beside)
                        outcomes[result] = outcomes.get(result, 0) | shared
        return self.node(here, outcomes)

    def _combined_by_value(
        self, combine: Callable[[Node, Node], Node], level: int, one: Edges, other: Edges
    ) -> Node:
        """The same, value by value: cheaper where nearly every value has its own child."""
        outcomes: dict[Node, int] = {}
        pairs: dict[tuple[Node, Node], int] = {}
        beside = by_value(other)
        for number, child in by_value(one).items():
            pair = child, beside[number]
            pairs[pair] = pairs.get(pair, 0) | 1 << number
        for (child, another), values in pairs.items():
            result = combine(child, another)
            outcomes[result] = outcomes.get(result, 0) | values
        return self.node(level, outcomes)

    def apply(self, function: Callable[..., Hashable], *nodes: Node) -> Node:
        """The diagram of ``function`` of what the ``nodes`` come to."""
        memo: dict[tuple[Node, ...], Node] = {}

        def go(at: tuple[Node, ...]) -> Node:
            found = memo.get(at)
            if found is None:
                top = min([self.level[node] for node in at])
                if top == LEAF:
                    found = self.leaf(function(*[self.edges[node] for node in at]))
                else:
                    outcomes: dict[Node, int] = {}
                    for values, children in self.split(at):
                        result = go(children)
                        outcomes[result] = outcomes.get(result, 0) | values
                    found = self.node(top, outcomes)
                memo[at] = found
            return found

        return go(nodes)

    def split(self, at: tuple[Node, ...]) -> Iterator[tuple[int, tuple[Node, ...]]]:
        """The classes of values of the topmost variable, each with where it leads all of
        ``at``, some of which are no leaves."""
        level = min([self.level[node] for node in at])
        wide = [node for node in at if self.level[node] == level and len(self.edges[node]) > 16]
        if len(wide) > 1:
            return self._split_by_value(at, level)
        parts: list[tuple[int, tuple[Node, ...]]] = [(self.full[level], ())]
        for node in at:
            if self.level[node] != level:
                parts = [(values, (*children, node)) for values, children in parts]
            else:
                parts = [
                    (values & others, (*children, child))
                    for values, children in parts
                    for others, child in self.edges[node]
                    if values & others
                ]
        return iter(parts)

    def _split_by_value(
        self, at: tuple[Node, ...], level: int
    ) -> Iterator[tuple[int, tuple[Node, ...]]]:
        columns = [by_value(self.edges[node]) if self.level[node] == level else None for node in at]
        classes: dict[tuple[Node, ...], int] = {}
        numbers = next(column for column in columns if column is not None)
        for number in numbers:
            children = tuple(
                node if column is None else column[number]
                for node, column in zip(at, columns, strict=True)
            )
            classes[children] = classes.get(children, 0) | 1 << number
        return ((values, children) for children, values in classes.items())

    def choose(
        self,
        condition: Node,
        yes: Node,
        no: Node,
        otherwise: Callable[[Node, Node], Node] | None = None,
        memo: dict[tuple[Node, Node, Node], Node] | None = None,
    ) -> Node:
        """``yes`` where the condition holds, ``no`` where it does not; both any functions.
        Where a condition comes to neither, what ``otherwise`` makes of the two. ``memo`` is
        for one ``otherwise``."""
        levels, edges = self.level, self.edges
        memo = {} if memo is None else memo

        def go(condition: Node, yes: Node, no: Node) -> Node:
            if condition == TRUE or yes == no:
                return yes
            if condition == FALSE:
                return no
            if otherwise is not None and levels[condition] == LEAF:
                return otherwise(yes, no)
            at = condition, yes, no
            found = memo.get(at)
            if found is None:
                self._count_pair()
                top = min(levels[condition], levels[yes], levels[no])
                full = self.full[top]
                first = edges[condition] if levels[condition] == top else ((full, condition),)
                of_yes = edges[yes] if levels[yes] == top else ((full, yes),)
                of_no = edges[no] if levels[no] == top else ((full, no),)
                outcomes: dict[Node, int] = {}
                for values, child in first:
                    # Where it is settled which of the two, the other need not be split.
                    for some, here in of_yes if child != FALSE else ((values, no),):
                        shared = values & some
                        if not shared:
                            continue
                        values ^= shared
                        if child == TRUE:
                            outcomes[here] = outcomes.get(here, 0) | shared
                        else:
                            for others, there in of_no:
                                both = shared & others
                                if both:
                                    shared ^= both
                                    result = there if child == FALSE else go(child, here, there)
                                    outcomes[result] = outcomes.get(result, 0) | both
                                    if not shared:
                                        break
                        if not values:
                            break
                found = memo[at] = self.node(top, outcomes)
            return found

        return go(condition, yes, no)

    def rebuilt(
        self,
        node: Node,
        step: Callable[[int, Sequence[tuple[int, Node]]], Node],
        memo: dict[Node, Node],
        leaf: Callable[[Node], Node] = lambda node: node,
    ) -> Node:
        """The diagram with ``step(level, edges)`` in the place of every node, from the leaves
        up; ``edges`` lead to what the children became."""
        found = memo.get(node)
        if found is None:
            if self.level[node] == LEAF:
                found = leaf(node)
            else:
                edges = [
                    (values, self.rebuilt(child, step, memo, leaf))
                    for values, child in self.edges[node]
                ]
                found = step(self.level[node], edges)
            memo[node] = found
        return found

    def mapped(self, node: Node, given: Callable[[Any], Hashable], memo: dict[Node, Node]) -> Node:
        """The diagram with ``given(content)`` in every leaf; ``memo`` belongs to ``given``."""
        found = memo.get(node)
        if found is None:
            if self.level[node] == LEAF:
                found = self.leaf(given(self.edges[node]))
            else:
                outcomes: dict[Node, int] = {}
                for values, child in self.edges[node]:
                    result = self.mapped(child, given, memo)
                    outcomes[result] = outcomes.get(result, 0) | values
                found = self.node(self.level[node], outcomes)
            memo[node] = found
        return found

    def reachable(self, nodes: Iterable[Node]) -> set[Node]:
        """Every node below ``nodes``, and they themselves."""
        seen: set[Node] = set()
        queue = list(nodes)
        while queue:
            node = queue.pop()
            if node not in seen:
                seen.add(node)
                if self.level[node] != LEAF:
                    queue += [child for _, child in self.edges[node]]
        return seen

    def levels_below(self, nodes: Iterable[Node]) -> frozenset[int]:
        """The variables that the functions depend on."""
        return frozenset(self.level[node] for node in self.reachable(nodes)) - {LEAF}


class Packed(Struct, frozen=True):
    """The nodes in use of a store, as rows of numbers, which are read much faster than as many
    small objects. ``contents`` are those of the leaves, which come first."""

    contents: tuple[Hashable, ...]
    levels: bytes
    starts: bytes
    values: tuple[int, ...] | bytes
    children: bytes
    full: Mapping[int, int]

    def edges(self) -> list[Any]:
        """What :attr:`Diagrams.edges` holds."""
        values = _numbers("Q", self.values) if isinstance(self.values, bytes) else self.values
        pairs = tuple(zip(values, _numbers("I", self.children), strict=True))
        starts = _numbers("I", self.starts)
        return [*self.contents, *(pairs[at:end] for at, end in pairwise(starts))]


def packed(store: Diagrams, roots: Iterable[Node]) -> tuple[Packed, Mapping[Node, Node]]:
    """The nodes at and below ``roots``, numbered anew, each after those below it; and the new
    number of each."""
    order = sorted(
        store.reachable((FALSE, TRUE, *roots)), key=lambda node: (-store.level[node], node)
    )
    number = {node: n for n, node in enumerate(order)}
    edges = [store.edges[node] for node in order if not store.is_leaf(node)]
    values = [values for pairs in edges for values, _ in pairs]
    levels = [store.level[node] for node in order]
    return (
        Packed(
            contents=tuple(store.content(node) for node in order if store.is_leaf(node)),
            levels=array("I", levels).tobytes(),
            starts=array("I", accumulate(map(len, edges), initial=0)).tobytes(),
            values=array("Q", values).tobytes() if max(values, default=0) < 1 << 64 else (*values,),
            children=array("I", [number[it] for pairs in edges for _, it in pairs]).tobytes(),
            full={level: store.full[level] for level in {*levels} - {LEAF}},
        ),
        number,
    )


def _numbers(kind: str, row: bytes) -> list[int]:
    return array(kind, row).tolist()


def by_value(edges: Edges) -> dict[int, Node]:
    """The child for each value, by its number."""
    children: dict[int, Node] = {}
    for values, child in edges:
        while values:
            lowest = values & -values
            children[lowest.bit_length() - 1] = child
            values ^= lowest
    return children
