"""Diagrams come to what the functions that they are made of come to."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.worlds.answer_diagrams import Joining
from engine.worlds.dependencies import NumberRow
from engine.worlds.diagrams import FALSE, LEAF, TRUE, Diagrams, Node, TooLarge

SIZES = (2, 5, 3, 20)
"""How many values each of four variables has."""
POINTS = tuple(product(*map(range, SIZES)))


@st.composite
def functions(draw: st.DrawFn) -> tuple[Diagrams, list[Node]]:
    """A store with some functions of four variables, with two leaves."""
    store = Joining()
    store.full.update((level, (1 << size) - 1) for level, size in enumerate(SIZES))
    nodes: list[Node] = [FALSE, TRUE]
    for _ in range(draw(st.integers(1, 12))):
        level = draw(st.integers(0, len(SIZES) - 1))
        test = store.test(level, draw(st.integers(0, (1 << SIZES[level]) - 1)))
        some = draw(st.tuples(st.sampled_from(nodes), st.sampled_from(nodes)))
        nodes.append(store.choose(test, *some))
    return store, nodes


def at(store: Diagrams, node: Node, point: tuple[int, ...]) -> object:
    """What the function comes to at one point."""
    while store.level[node] != LEAF:
        value = 1 << point[store.level[node]]
        node = next(child for values, child in store.edges[node] if values & value)
    return store.content(node)


@given(functions())
def test_many_functions_together_hold_where_all_or_any_of_them_do(
    case: tuple[Diagrams, list[Node]],
) -> None:
    store, nodes = case
    together, one = store.all_of(nodes[2:]), store.any_of(nodes[2:])
    for point in POINTS:
        each = [at(store, node, point) for node in nodes[2:]]
        assert (all(each), any(each)) == (at(store, together, point), at(store, one, point))


@given(functions(), st.data())
def test_a_choice_comes_to_one_function_where_the_condition_holds_and_else_to_the_other(
    case: tuple[Diagrams, list[Node]], data: st.DataObject
) -> None:
    store, nodes = case
    condition, yes, no = (data.draw(st.sampled_from(nodes)) for _ in range(3))
    chosen = store.choose(condition, yes, no)
    for point in POINTS:
        expected = yes if at(store, condition, point) else no
        assert at(store, expected, point) == at(store, chosen, point)


@given(functions())
def test_a_copy_finds_the_nodes_that_it_began_with(case: tuple[Diagrams, list[Node]]) -> None:
    store, _ = case
    copy = Joining.copied(store, below=len(SIZES))
    for node, (level, edges) in enumerate(zip(store.level, store.edges, strict=True)):
        if level == LEAF:
            assert node == copy.leaf(edges)
        else:
            assert node == copy.node(level, {child: values for values, child in edges})
    assert len(store) == len(copy)


@given(st.lists(st.integers(0, 1 << 200)))
def test_numbers_come_out_of_a_row_as_they_went_in(numbers: list[int]) -> None:
    assert [*enumerate(numbers)] == [*NumberRow.of(numbers).numbers()]


def test_putting_together_ends_where_it_makes_few_nodes_too() -> None:
    store = Joining()
    store.full.update((level, 3) for level in range(24))
    tests = [store.test(level, 1) for level in range(24)]
    one = store.apply(lambda *held: sum(held) % 5 == 0, *tests[::2])
    other = store.apply(lambda *held: sum(held) % 3 == 0, *tests[1::2])
    store.most_pairs = store.pairs + 20
    with pytest.raises(TooLarge):
        store.choose(one, other, store.negation(other))
