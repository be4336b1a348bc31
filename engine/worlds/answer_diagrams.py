"""From worlds to answers: the same functions, of what a person may say.

"I don't know" is one more answer to each question: it leads to what all the worlds that it
leaves have in common. What nobody can know is left in the same way. A leaf says what the
worlds behind it come to:

* for a truth, a number: 1 it may hold, 2 it may fail, 3 both;
* for a value, a set of :data:`Content`: one where all worlds agree.

Owns this step; knows nothing of items or days.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from .compiling import FREE_BASE, KNOWN_BASE, UNSAID, Variable, Worlds
from .diagrams import FALSE, LEAF, TRUE, Diagrams, Node
from .terms import variables_of

HOLDS, FAILS = 1, 2

Content = tuple[str, Any]
"""A value or a term, told apart by its type: ``True`` is not 1."""
VARIES: frozenset[Content] = frozenset((("Unsaid", UNSAID),))
"""The leaf of a value that is not the same in all worlds."""


def content(value: object) -> frozenset[Content]:
    """The leaf for one value or term; what nobody can know is not the same in all worlds."""
    if any(name.startswith("?") for name in variables_of(value)):
        return VARIES
    return frozenset(((type(value).__name__, value),))


def joined_contents(one: frozenset[Content], other: frozenset[Content]) -> frozenset[Content]:
    """What two sets of worlds come to together."""
    both = one | other
    if both & VARIES or sum(kind != "Term" for kind, _ in both) > 1:
        return VARIES
    return both


class Joining(Diagrams):
    """A store whose functions can be joined: what their worlds come to together."""

    __slots__ = ("_joined",)

    def __init__(self, most: int = 1 << 40) -> None:
        super().__init__(most)
        self._joined: dict[tuple[Node, Node], Node] = {}

    def join(self, one: Node, other: Node) -> Node:
        """What either of two sets of worlds may come to. Of plain truths, that is "or"."""
        if one in (other, TRUE) or other == FALSE:
            return one
        if one == FALSE or other == TRUE:
            return other
        key = (one, other) if one < other else (other, one)
        found = self._joined.get(key)
        if found is None:
            if self.level[one] == LEAF and self.level[other] == LEAF:
                found = self.leaf(self._joined_leaves(self.edges[one], self.edges[other]))
            else:
                found = self._combined(self.join, one, other)
            self._joined[key] = found
        return found

    def _joined_leaves(self, one: Any, other: Any) -> Hashable:
        return one | other if isinstance(one, int) else joined_contents(one, other)

    def join_all(self, nodes: list[Node]) -> Node:
        """The join of one or more functions."""
        result = nodes[0]
        for node in nodes[1:]:
            result = self.join(result, node)
        return result


class Answers:
    """The diagrams of one rulebook over answers. ``askable`` facts have a question; of the
    others, being unanswered counts as one more answer, which joins all."""

    def __init__(self, worlds: Worlds, askable: frozenset[str], most: int = 1 << 40) -> None:
        self.worlds = worlds
        self.askable = askable
        self.diagrams = Joining(most)
        self._truths: dict[Node, Node] = {}
        self._values: dict[Node, Node] = {}
        self.levels: dict[str, tuple[int, ...]] = {}
        """The levels that an answer to a fact settles."""
        for level, variable in worlds.variables.items():
            self.diagrams.full[level] = self._all_answers(variable)
            self.levels[variable.fact] = (*self.levels.get(variable.fact, ()), level)
        for level, full in worlds.diagrams.full.items():
            self.diagrams.full.setdefault(level, full)

    def _all_answers(self, variable: Variable) -> int:
        size = len(variable.values) + 1 if variable.values else 2
        extra = variable.option is None and variable.fact not in self.askable
        return (1 << size + extra) - 1

    def truth(self, node: Node) -> Node:
        """Over answers, what a truth over worlds may come to."""
        return self._answered(node, self._truths, _may)

    def value(self, node: Node) -> Node:
        """Over answers, what a value over worlds may come to."""
        return self._answered(node, self._values, content)

    def _answered(
        self, node: Node, memo: dict[Node, Node], leaf: Callable[[Any], Hashable]
    ) -> Node:
        found = memo.get(node)
        if found is not None:
            return found
        worlds = self.worlds.diagrams
        level = worlds.level[node]

        def go(child: Node) -> Node:
            return self._answered(child, memo, leaf)

        if level == LEAF:
            found = self.diagrams.leaf(leaf(worlds.content(node)))
        elif level >= KNOWN_BASE:
            found = self._node(level, {values: go(child) for values, child in worlds.edges[node]})
        elif level >= FREE_BASE:
            found = self.diagrams.join_all([go(child) for _, child in worlds.edges[node]])
        else:
            variable = self.worlds.variables[level]
            if variable.values:
                found = self._listed(level, variable, worlds.edges[node], go)
            else:
                found = self._list(node, level, variable, go)
        memo[node] = found
        return found

    def _node(self, level: int, children: Mapping[int, Node]) -> Node:
        outcomes: dict[Node, int] = {}
        for values, child in children.items():
            outcomes[child] = outcomes.get(child, 0) | values
        return self.diagrams.node(level, outcomes)

    def _listed(
        self, level: int, variable: Variable, edges: Any, go: Callable[[Node], Node]
    ) -> Node:
        size = len(variable.values)
        outcomes: dict[Node, int] = {}
        unknown: list[Node] = []
        for values, child in edges:
            answered = go(child)
            if values & (1 << size) - 1:
                outcomes[answered] = outcomes.get(answered, 0) | values & (1 << size) - 1
            if values >> size:
                unknown.append(answered)
        joined = self.diagrams.join_all(unknown)
        outcomes[joined] = outcomes.get(joined, 0) | 1 << size
        if variable.fact not in self.askable:
            anything = self.diagrams.join_all(list(outcomes))
            outcomes[anything] = outcomes.get(anything, 0) | 1 << size + 1
        return self.diagrams.node(level, outcomes)

    def _list(self, node: Node, level: int, variable: Variable, go: Callable[[Node], Node]) -> Node:
        """A list of options: whether it is known, and then option by option."""
        worlds = self.worlds.diagrams
        levels = self.levels[variable.fact]
        known = unknown = node
        if level == levels[0]:
            known, unknown = (
                next(child for values, child in worlds.edges[node] if values & value)
                for value in (1, 2)
            )

        def options(child: Node) -> Node:
            below = worlds.level[child]
            if below not in levels[1:]:
                return go(child)
            return self._node(below, {v: options(c) for v, c in worlds.edges[child]})

        def joined(answered: Node) -> Node:
            if self.diagrams.level[answered] not in levels[1:]:
                return answered
            return self.diagrams.join_all([joined(c) for _, c in self.diagrams.edges[answered]])

        said, unsaid = options(known), joined(options(unknown))
        outcomes: dict[Node, int] = {}
        outcomes[said] = 1
        outcomes[unsaid] = outcomes.get(unsaid, 0) | 2
        if variable.fact not in self.askable:
            anything = self.diagrams.join(joined(said), unsaid)
            outcomes[anything] = outcomes.get(anything, 0) | 4
        return self.diagrams.node(levels[0], outcomes)


def _may(truth: Any) -> int:
    return HOLDS if truth else FAILS
