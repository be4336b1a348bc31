"""The merged diagrams on one day: where answers lead, by the fewest of them, and how often.

Owns what of the answers is looked at: questions with the answers that both versions
understand and "I don't know"; what nobody is asked stays unanswered, unless it is to be
stated. Knows nothing of items.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import cached_property
from random import Random
from typing import Any

from ...rulebook import Asked, Fact
from ...values import UNKNOWN, Answer, Kind, Value
from ...worlds.axes import Atoms, Axis
from ...worlds.compiling import KNOWN_BASE
from ...worlds.diagrams import LEAF, TRUE, Node
from ...worlds.item_diagrams import Compiling
from ...worlds.theory import Theory
from ...worlds.witnesses import (
    LEVEL_COSTS,
    NOT_KNOWN_COSTS,
    OPTION_COSTS,
    RANK_COSTS,
    UNASKED_COSTS,
)
from .merging import Merged

_NEVER = float("inf")
_SAME: Hashable = None


class ComparedDay:
    """One day. With ``stated``, facts that nobody is asked for are stated, too."""

    def __init__(
        self, merged: Merged, compiling: Compiling, atoms: Atoms, as_of: date, stated: bool
    ) -> None:
        self.merged = merged
        self.rulebook = merged.rulebook
        self.as_of = as_of
        self.stated = stated
        self._askable = frozenset(self.rulebook.askable)
        self.variables = atoms.variables
        given = {} if stated else self._defaults
        self.theory = Theory(
            self.rulebook,
            compiling.answers.diagrams,
            atoms,
            as_of,
            given,
            frozenset(),
            asked=frozenset(it for it in atoms.names if self._can_be_stated(it)),
        )
        self.source = compiling.answers.diagrams
        self.store = self.theory.store
        self._left: dict[Node, Node] = {}

    @cached_property
    def _defaults(self) -> Mapping[str, Value]:
        """Of the dates and numbers that nobody is asked for, those with a default."""
        return {
            fact: value
            for fact, value in self.rulebook.defaults.items()
            if self.rulebook.facts[fact].kind not in (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES)
        }

    def _can_be_stated(self, name: str) -> bool:
        if name not in self.rulebook.facts or name in self.merged.unstated:
            return False
        asked = isinstance(self.rulebook.facts[name].origin, Asked)
        return name in self._askable or (self.stated and asked)

    # ------------------------------------------------------------------ answers

    @cached_property
    def _allowed(self) -> Mapping[int, int]:
        """For each level, the answers that are looked at."""
        return {
            level: self._allowed_at(level)
            for level in self.source.full
            if level in self.variables and level < KNOWN_BASE
        }

    def _allowed_at(self, level: int) -> int:
        variable = self.variables[level]
        name, size = variable.fact, len(variable.values)
        both = self.merged.options.get(name)
        default = self.rulebook.defaults.get(name)
        if variable.option is not None:
            return 3 if both is None or variable.option in both else 2
        nothing = 1 << size + 1 if size else 4
        if name in self.merged.unstated:
            return nothing
        known = (1 << size) - 1 if size else 1
        if both is not None and size:
            known = sum(1 << n for n, value in enumerate(variable.values) if value in both)
        unknown = 1 << size if size else 2
        if name in self._askable:
            return known | unknown
        if default is not None:
            if self.stated or not size:
                return known
            return 1 << variable.values.index(default)
        return known | unknown | nothing if self.stated else nothing

    def _allowed_on(self, axis: Axis) -> int:
        low, high = self.merged.limits.get(axis.name, (None, None))
        allowed = axis.full
        if low is not None or high is not None:
            allowed = sum(
                1 << number
                for number, value in enumerate(axis.values)
                if (low is None or value >= low) and (high is None or value <= high)
            )
        return allowed if axis.name in self.rulebook.defaults else allowed | axis.unknown

    def axis(self, level: int) -> Axis:
        """The axis at a level of :attr:`store`."""
        return self.theory.axis(self.theory.fact_at(level))

    def left(self, node: Node) -> Node:
        """A diagram of the compilation on this day, in :attr:`store`."""
        found = self._left.get(node)
        if found is None:
            level = self.source.level[node]
            if level >= KNOWN_BASE:
                found = self._within_limits(self.theory.expanded(node), {})
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

    def _within_limits(self, node: Node, memo: dict[Node, Node]) -> Node:
        def step(level: int, edges: Any) -> Node:
            allowed = self._allowed_on(self.axis(level))
            outcomes: dict[Node, int] = {}
            for values, child in edges:
                if values & allowed:
                    outcomes[child] = outcomes.get(child, 0) | values & allowed
            return self.store.node(level, outcomes)

        return self.store.rebuilt(node, step, memo)

    def compared(self, decide: Callable[..., Hashable], *nodes: Node) -> Node:
        """``decide`` of what the diagrams come to on this day."""
        return self.store.apply(decide, *map(self.left, nodes))

    def leaves(self, node: Node) -> list[Any]:
        """What the leaves of a diagram in :attr:`store` hold, in a fixed order."""
        nodes = sorted(self.store.reachable([node]))
        return [self.store.content(it) for it in nodes if self.store.is_leaf(it)]

    # ------------------------------------------------------------------ the fewest answers

    def smallest(self, root: Node, leaf: Hashable) -> dict[str, Answer] | None:
        """The fewest answers that surely lead to the leaf."""
        best: dict[Node, tuple[float, int, Node]] = {}
        if self._cost(root, leaf, best) == _NEVER:
            return None
        answers: dict[str, Answer] = {}
        chosen: dict[str, set[str]] = {}
        node = root
        while self.store.level[node] != LEAF:
            _, value, child = best[node]
            self._note(self.store.level[node], value, answers, chosen)
            node = child
        for fact, options in chosen.items():
            answers[fact] = frozenset(options)
        return self._fewest(root, leaf, answers)

    def at_random(self, root: Node, leaf: Hashable, chance: Random) -> dict[str, Answer] | None:
        """Some answers that lead to the leaf."""
        memo: dict[Node, bool] = {}

        def reaches(node: Node) -> bool:
            if self.store.level[node] == LEAF:
                return bool(self.store.content(node) == leaf)
            found = memo.get(node)
            if found is None:
                found = memo[node] = any(reaches(child) for _, child in self.store.edges[node])
            return found

        if not reaches(root):
            return None
        answers: dict[str, Answer] = {}
        chosen: dict[str, set[str]] = {}
        node = root
        while self.store.level[node] != LEAF:
            level = self.store.level[node]
            values, node = chance.choice(
                [edge for edge in self.store.edges[node] if reaches(edge[1])]
            )
            value = chance.choice([n for n in range(values.bit_length()) if values >> n & 1])
            self._note(level, value, answers, chosen)
        for fact, options in chosen.items():
            answers[fact] = frozenset(options)
        return answers

    def filled(self, answers: Mapping[str, Answer], chance: Random) -> dict[str, Answer]:
        """The answers with random ones to most other questions."""
        found = dict(answers)
        for fact_id in self.rulebook.askable:
            if fact_id not in found and chance.random() > 0.2:
                found[fact_id] = self._some_answer(self.rulebook.facts[fact_id], chance)
        return {it: found[it] for it in self.rulebook.facts if it in found}

    def _some_answer(self, fact: Fact, chance: Random) -> Answer:
        both = self.merged.options.get(fact.id)
        options = [it.id for it in fact.options if both is None or it.id in both]
        if fact.kind is Kind.CHOICES:
            return frozenset(it for it in options if chance.random() < 0.3)
        if fact.kind is Kind.YES_NO:
            return chance.random() < 0.5
        if fact.kind is Kind.CHOICE:
            return chance.choice(options) if options else UNKNOWN
        number = chance.choice((-40, 3, 20, 60))
        value: Answer = self.theory.axes.some_value(fact.id, number)
        return value

    def _note(
        self, level: int, value: int, answers: dict[str, Answer], chosen: dict[str, set[str]]
    ) -> None:
        """Write down what the value of a level says."""
        fact = self.theory.fact_at(level)
        variable = self.variables.get(level) if level < KNOWN_BASE else None
        if variable is not None and variable.option is not None:
            if value == 0:
                chosen.setdefault(fact, set()).add(variable.option)
            return
        answer = self._answer(level, value)
        if answer is not None:
            answers[fact] = answer

    def _cost(self, node: Node, leaf: Hashable, best: dict[Node, tuple[float, int, Node]]) -> float:
        if self.store.level[node] == LEAF:
            return 0.0 if self.store.content(node) == leaf else _NEVER
        found = best.get(node)
        if found is None:
            found = (_NEVER, 0, node)
            level = self.store.level[node]
            for values, child in self.store.edges[node]:
                below = self._cost(child, leaf, best)
                if below == _NEVER:
                    continue
                for value, cost in self._plainest(level, values):
                    if below + cost < found[0]:
                        found = below + cost, value, child
            best[node] = found
        return float(found[0])

    def _plainest(self, level: int, values: int) -> list[tuple[int, float]]:
        """The plainest values of an edge, with what they cost."""
        fact = self.theory.fact_at(level)
        asked = 1.0 if fact in self._askable else UNASKED_COSTS
        if level >= KNOWN_BASE:
            axis = self.axis(level)
            found = []
            number = self._plainest_number(axis, values & axis.full)
            if number is not None:
                found.append((number, asked + self._strangeness(axis.values[number]) * 1e-6))
            if values & axis.unknown:
                found.append((len(axis.values), asked * NOT_KNOWN_COSTS))
            return found
        variable = self.variables[level]
        if variable.option is not None:
            if values & 2:
                return [(1, 0.0)]
            return [(0, OPTION_COSTS + level * LEVEL_COSTS)]
        size = len(variable.values) or 1
        known = values & (1 << size) - 1
        found = []
        if known:
            rank = (known & -known).bit_length() - 1
            found.append((rank, asked + rank * RANK_COSTS))
        if values >> size & 1:
            found.append((size, asked * NOT_KNOWN_COSTS))
        if values >> size + 1 & 1:
            found.append((size + 1, 0.0))
        return found

    def _plainest_number(self, axis: Axis, among: int) -> int | None:
        numbers = [number for number in range(len(axis.values)) if among >> number & 1]
        return min(numbers, key=lambda it: self._strangeness(axis.values[it]), default=None)

    def _strangeness(self, value: Any) -> float:
        if isinstance(value, date):
            ahead: int = (value - self.as_of).days
            return ahead if ahead >= 0 else 30 - ahead
        size: int = abs(value)
        return (len(str(size)) + 3 * bool(value < 0)) * 100 + min(size, 99)

    def _answer(self, level: int, value: int) -> Answer | None:
        if level >= KNOWN_BASE:
            values = self.axis(level).values
            return UNKNOWN if value == len(values) else values[value]
        variable = self.variables[level]
        size = len(variable.values)
        if not size:
            return (frozenset[str](), UNKNOWN, None)[value]
        if value < size:
            return variable.values[value]  # type: ignore[no-any-return]
        return UNKNOWN if value == size else None

    def _fewest(self, root: Node, leaf: Hashable, answers: dict[str, Answer]) -> dict[str, Answer]:
        """The answers without those that the others make needless."""
        kept = dict(answers)
        for fact in reversed(answers):
            fewer = {other: it for other, it in kept.items() if other != fact}
            if self.always(root, fewer, leaf):
                kept = fewer
        return kept

    def always(self, root: Node, answers: Mapping[str, Answer], leaf: Hashable) -> bool:
        """Whether the answers lead to that leaf, however the rest is answered."""
        seen: set[Node] = set()
        queue = [root]
        while queue:
            node = queue.pop()
            if node in seen:
                continue
            seen.add(node)
            level = self.store.level[node]
            if level == LEAF:
                if self.store.content(node) != leaf:
                    return False
                continue
            open_values = self._open(level, answers)
            queue += [child for values, child in self.store.edges[node] if values & open_values]
        return True

    def _open(self, level: int, answers: Mapping[str, Answer]) -> int:
        """The values at a level that the answers leave."""
        fact = self.theory.fact_at(level)
        answer = answers.get(fact)
        if level >= KNOWN_BASE:
            axis = self.axis(level)
            if answer is None:
                return axis.full | axis.unknown
            if answer is UNKNOWN:
                return axis.unknown
            return 1 << axis.values.index(answer) if answer in axis.values else 0
        variable = self.variables[level]
        size = len(variable.values)
        if variable.option is not None:
            if not isinstance(answer, frozenset):
                return 3
            return 1 if variable.option in answer else 2
        if answer is None:
            if fact in self._askable:
                return (1 << (size or 1) + 1) - 1
            return 1 << (size or 1) + 1
        if answer is UNKNOWN:
            return 1 << (size or 1)
        return 1 << variable.values.index(answer) if size else 1

    # ------------------------------------------------------------------ how often

    def where(self, root: Node, counts: Callable[[Any], bool]) -> Node:
        """Where the leaf of a diagram in :attr:`store` counts."""
        return self.store.mapped(root, counts, {})

    def share(self, truths: Sequence[Node]) -> float:
        """The share of the situations in which one of them is true: every answer to a question
        is as likely as any other, "I don't know" is one of them; of dates and numbers, the
        classes of values that are told apart here."""
        root = self.store.any_of(truths)
        weights = self._class_weights(root)
        memo: dict[Node, float] = {}

        def go(node: Node) -> float:
            level = self.store.level[node]
            if level == LEAF:
                return 1.0 if node == TRUE else 0.0
            found = memo.get(node)
            if found is None:
                found = memo[node] = sum(
                    self._weight(level, values, weights) * go(child)
                    for values, child in self.store.edges[node]
                )
            return found

        return float(go(root))

    def _weight(self, level: int, values: int, classes: Mapping[int, list[int]]) -> float:
        if level >= KNOWN_BASE:
            kinds = classes[level]
            return sum(1 for it in kinds if it & values) / len(kinds)
        variable = self.variables[level]
        size = len(variable.values)
        allowed = self._allowed[level]
        if variable.option is not None:
            return (values & allowed).bit_count() / allowed.bit_count()
        if size:
            nothing = 1 << size + 1
            if variable.fact not in self._askable:
                return 1.0 if values & allowed & nothing else 0.0
            return (values & allowed).bit_count() / allowed.bit_count()
        if variable.fact not in self._askable:
            return 1.0 if values & 4 else 0.0
        several: int = 1 << len(self.rulebook.facts[variable.fact].options)
        return (several * (values & 1) + (values >> 1 & 1)) / (several + 1)

    def _class_weights(self, root: Node) -> dict[int, list[int]]:
        """For each axis, the classes of its values that no node tells apart."""
        classes: dict[int, list[int]] = {}
        for node in self.store.reachable([root]):
            level = self.store.level[node]
            if KNOWN_BASE <= level < LEAF:
                axis = self.axis(level)
                kinds = classes.get(level)
                if kinds is None:
                    allowed = self._allowed_on(axis)
                    kinds = [it for it in (allowed & axis.full, allowed & axis.unknown) if it]
                for values, _ in self.store.edges[node]:
                    kinds = [part for it in kinds for part in (it & values, it & ~values) if part]
                classes[level] = kinds
        return classes
