"""The largest number of conditions at once equals that of trying all values."""

from __future__ import annotations

from itertools import product
from random import Random

from engine.authoring.proving.largest_count import most_at_once
from engine.worlds.diagrams import Diagrams, Node


def _random(random: Random, store: Diagrams, depth: int) -> Node:
    if not depth:
        level = random.choice(sorted(store.full))
        return store.test(level, random.randrange(1, store.full[level] + 1))
    one, other = (_random(random, store, depth - 1) for _ in range(2))
    return random.choice((store.both, store.either))(one, other)


def _true(store: Diagrams, node: Node, point: dict[int, int]) -> bool:
    while not store.is_leaf(node):
        values = point[store.level[node]]
        node = next(child for them, child in store.edges[node] if them & values)
    return bool(store.content(node))


def test_the_most_conditions_at_once_are_found_with_which_they_are() -> None:
    for seed in range(200):
        random = Random(seed)
        store = Diagrams()
        store.full.update({level: (1 << random.randrange(2, 5)) - 1 for level in range(5)})
        conditions = [_random(random, store, random.randrange(3)) for _ in range(6)]
        points = [
            dict(zip(store.full, (1 << value for value in values), strict=True))
            for values in product(*(range(it.bit_length()) for it in store.full.values()))
        ]
        counts = {
            frozenset(n for n, it in enumerate(conditions) if _true(store, it, point))
            for point in points
        }
        most, which = most_at_once(store, conditions)
        assert most == max(map(len, counts))
        assert most == len(which)
        assert frozenset(which) in counts
