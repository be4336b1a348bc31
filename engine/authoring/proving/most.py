"""The largest number of conditions that hold at once.

Owns the elimination of one variable after the other from a sum of diagrams: only those that
hang on it are put together, so that what is independent stays so. Comparisons are taken for
independent, so the number is no smaller than the true one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...worlds.diagrams import Diagrams, Node


def most_at_once(diagrams: Diagrams, conditions: Sequence[Node]) -> tuple[int, tuple[int, ...]]:
    """The largest number of ``conditions`` that some values make true together, and the
    numbers of those that are true there."""
    factors = [diagrams.mapped(condition, int, {}) for condition in conditions]
    taken: list[tuple[int, Node]] = []
    supports = [diagrams.levels_below([factor]) for factor in factors]
    levels = set().union(*supports) if supports else set()
    while levels:
        level = min(levels, key=lambda it: (_cost(it, supports), -it))
        levels.remove(level)
        inside = [n for n, support in enumerate(supports) if level in support]
        together = diagrams.leaf(0)
        for number in inside:
            together = diagrams.apply(_sum, together, factors[number])
        taken.append((level, together))
        rest = _largest(diagrams, together, level)
        factors = [it for n, it in enumerate(factors) if n not in inside] + [rest]
        supports = [it for n, it in enumerate(supports) if n not in inside]
        supports.append(diagrams.levels_below([rest]))
    most = sum(diagrams.content(factor) for factor in factors)
    chosen: dict[int, int] = {}
    for level, together in reversed(taken):
        chosen[level] = _best(diagrams, together, level, chosen)
    true = [n for n, it in enumerate(conditions) if diagrams.content(_at(diagrams, it, chosen))]
    return most, tuple(true)


def _sum(one: int, other: int) -> int:
    return one + other


def _cost(level: int, supports: Sequence[frozenset[int]]) -> int:
    """How many variables the function put together for ``level`` would hang on."""
    return len(frozenset().union(*(support for support in supports if level in support)))


def _largest(diagrams: Diagrams, node: Node, level: int) -> Node:
    """For the other variables, the largest that the function can be."""

    def step(here: int, edges: Sequence[tuple[int, Node]]) -> Node:
        if here == level:
            result = edges[0][1]
            for _, child in edges[1:]:
                result = diagrams.apply(max, result, child)
            return result
        outcomes: dict[Node, int] = {}
        for values, child in edges:
            outcomes[child] = outcomes.get(child, 0) | values
        return diagrams.node(here, outcomes)

    return diagrams.rebuilt(node, step, {})


def _best(diagrams: Diagrams, node: Node, level: int, chosen: dict[int, int]) -> int:
    """The value of the variable, as a bit, that makes the function largest."""
    full = diagrams.full[level]
    bits = [1 << n for n in range(full.bit_length()) if full >> n & 1]
    return max(bits, key=lambda bit: diagrams.content(_at(diagrams, node, {**chosen, level: bit})))


def _at(diagrams: Diagrams, node: Node, chosen: dict[int, int]) -> Node:
    """The leaf that the chosen values lead to; any value where none is chosen."""
    while not diagrams.is_leaf(node):
        values = chosen.get(diagrams.level[node])
        edges = diagrams.edges[node]
        node = next((c for them, c in edges if values is not None and them & values), edges[0][1])
    return node
