"""The largest number of conditions that hold at once.

Owns the elimination of one variable after the other from a sum of diagrams: only those that
hang on it are put together, so that what is independent stays so. Comparisons are taken for
independent, so the number is no smaller than the true one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, reduce

from ...worlds.diagrams import Diagrams, Node


def most_at_once(diagrams: Diagrams, conditions: Sequence[Node]) -> tuple[int, tuple[int, ...]]:
    """The largest number of ``conditions`` that some values make true together, and the
    numbers of those that are true there."""
    factors = [diagrams.mapped(condition, int, {}) for condition in conditions]
    supports = [diagrams.levels_below([factor]) for factor in factors]
    taken: list[Node] = []
    while levels := frozenset().union(*supports):
        level = min(levels, key=lambda it: (_cost(it, supports), -it))
        inside = [n for n, support in enumerate(supports) if level in support]
        together = reduce(partial(diagrams.apply, _sum), (factors[n] for n in inside))
        factors = [it for n, it in enumerate(factors) if n not in inside]
        supports = [it for n, it in enumerate(supports) if n not in inside]
        # What nothing else hangs on goes at once.
        gone = diagrams.levels_below([together]).difference(*supports) | {level}
        taken.append(together)
        rest = _largest(diagrams, together, gone)
        factors.append(rest)
        supports.append(diagrams.levels_below([rest]))
    most = sum(diagrams.content(factor) for factor in factors)
    chosen: dict[int, int] = {}
    for together in reversed(taken):
        _choose(diagrams, together, chosen)
    true = [n for n, it in enumerate(conditions) if diagrams.content(_at(diagrams, it, chosen))]
    return most, tuple(true)


def more_than(most: int, diagrams: Diagrams, conditions: Sequence[Node]) -> Node:
    """Where more than ``most`` of the conditions hold."""

    def added(one: int, other: int) -> int:
        return min(one + other, most + 1)

    counts = (diagrams.mapped(condition, int, {}) for condition in conditions)
    count = reduce(partial(diagrams.apply, added), counts)
    return diagrams.mapped(count, lambda it: it > most, {})


def _sum(one: int, other: int) -> int:
    return one + other


def _cost(level: int, supports: Sequence[frozenset[int]]) -> int:
    """How many variables the function put together for ``level`` would hang on."""
    return len(frozenset().union(*(support for support in supports if level in support)))


def _largest(diagrams: Diagrams, node: Node, gone: frozenset[int]) -> Node:
    """For the other variables, the largest that the function can be."""

    def step(here: int, edges: Sequence[tuple[int, Node]]) -> Node:
        if here in gone:
            return reduce(partial(diagrams.apply, max), (child for _, child in edges))
        outcomes: dict[Node, int] = {}
        for values, child in edges:
            outcomes[child] = outcomes.get(child, 0) | values
        return diagrams.node(here, outcomes)

    return diagrams.rebuilt(node, step, {})


def _choose(diagrams: Diagrams, node: Node, chosen: dict[int, int]) -> None:
    """Choose for the variables that are left values, as bits, that make the function largest
    where the others are as ``chosen``."""
    best: dict[Node, tuple[int, int, Node]] = {}

    def go(at: Node) -> int:
        if diagrams.is_leaf(at):
            return int(diagrams.content(at))
        if at not in best:
            possible = chosen.get(diagrams.level[at], -1)
            ways = [way for way in diagrams.edges[at] if way[0] & possible]
            best[at] = max(((go(child), values, child) for values, child in ways), key=_first)
        return best[at][0]

    go(node)
    while not diagrams.is_leaf(node):
        _, values, child = best[node]
        chosen.setdefault(diagrams.level[node], values & -values)
        node = child


def _first(way: tuple[int, int, Node]) -> int:
    return way[0]


def _at(diagrams: Diagrams, node: Node, chosen: dict[int, int]) -> Node:
    """The leaf that the chosen values lead to; the first value where any does."""
    while not diagrams.is_leaf(node):
        values = chosen.get(diagrams.level[node], 1)
        node = next(child for them, child in diagrams.edges[node] if them & values)
    return node
