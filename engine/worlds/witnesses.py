"""The smallest answers that make something certain, on one day.

Owns paths through diagrams over answers: which is the cheapest, in answers that a person would
give, and which of its answers the others make needless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ..situation import Answers
from ..values import UNKNOWN, Answer, Missing, Value
from .answer_diagrams import HOLDS
from .axes import Axis
from .compiling import ATOM_BASE, KNOWN_BASE
from .dependencies import said_alone
from .diagrams import LEAF, TRUE, Diagrams, Node
from .terms import variables_of
from .theory import SAMPLED, Theory
from .walking import MAY_DO_BOTH, MAY_HOLD, Walk, most_reached

_NEVER = float("inf")
NOT_KNOWN_COSTS = 1.3
"""An answer "I don't know" is a little less plain than another one."""
UNASKED_COSTS = 30.0
"""What nobody asks for is stated in a situation only where nothing else does."""
OPTION_COSTS = 0.05
RANK_COSTS = 0.001
LEVEL_COSTS = 1e-7
STRANGE_COSTS = 1e-6
MOST_STRANGE = 10_000
"""Days apart, or a number: from here on, values are equally strange."""


class OneDay:
    """Diagrams over answers, read for one day."""

    def __init__(self, theory: Theory, allowed: Mapping[int, int]) -> None:
        self.theory = theory
        self.allowed = allowed
        said = said_alone(allowed)
        self.exact = Walk(theory, said)
        some = bool(theory.open_names(self._names()))
        self.quick = Walk(theory.sample, said) if some else self.exact
        self.at_most = most_reached(theory, said, {})

    def _names(self) -> frozenset[str]:
        return frozenset().union(*(variables_of(atom.term) for atom in self.theory.atoms.atoms))

    def some_world(self, worlds: Diagrams, root: Node) -> bool | None:
        """Whether some world makes a diagram over ``worlds`` true; ``None`` where a comparison
        of several dates or numbers has a say, which this does not look at."""
        tops: set[Node] = set()
        seen: set[Node] = set()
        queue = [root]
        while queue:
            node = queue.pop()
            if node == TRUE:
                return True
            if worlds.level[node] == LEAF or node in seen:
                continue
            seen.add(node)
            if worlds.level[node] >= ATOM_BASE:
                tops.add(node)
            else:
                queue += [child for _, child in worlds.edges[node]]
        levels = worlds.levels_below(tops)
        for level in levels:
            if level >= ATOM_BASE:
                term = self.theory.given_term(self.theory.atoms.atoms[level - ATOM_BASE].term)
                if len(variables_of(term)) > 1:
                    return None
        return any(_Meeting(self.theory, worlds).can_hold(top) for top in tops)

    def can_hold(self, node: Node) -> bool:
        """Whether some world behind the answers makes it true."""
        if not self.at_most(node) & (MAY_HOLD | MAY_DO_BOTH):
            return False
        return any(
            any(leaf & HOLDS for leaf in walk.leaves(node))
            for walk in dict.fromkeys((self.quick, self.exact))
        )

    def quickly_holds(self, node: Node) -> bool:
        """The same where few looks show it; false says nothing."""
        return any(leaf & HOLDS for leaf in self.quick.leaves(node))

    def smallest(self, node: Node, given: Answers, leaf: int = HOLDS) -> dict[str, Answer] | None:
        """The fewest answers, with those ``given``, that surely lead to that leaf."""
        if not self.at_most(node) >> leaf & 1:
            return None
        for walk in dict.fromkeys((self.quick, self.exact)):
            path = _Path(self.theory, given, leaf)
            found = path.to(walk.left(node))
            if found is not None:
                return path.fewest(walk.left(node), found)
        return None


class _Meeting:
    """Comparisons of one date or number each, on their way to where all of them hold."""

    def __init__(self, theory: Theory, worlds: Diagrams) -> None:
        self.theory = theory
        self.worlds = worlds
        self._failed: set[tuple[Node, tuple[tuple[int, int], ...]]] = set()

    def can_hold(self, node: Node, left: tuple[tuple[int, int], ...] = ()) -> bool:
        """Whether values exist that lead to true; ``left`` are those that each axis has left."""
        if self.worlds.level[node] == LEAF:
            return node == TRUE
        if (node, left) in self._failed:
            return False
        for outcome, values in self._ways(self.worlds.level[node] - ATOM_BASE, left):
            for truths, child in self.worlds.edges[node]:
                fits = outcome is None or truths & (1 if outcome else 2)
                if fits and self.can_hold(child, values):
                    return True
        self._failed.add((node, left))
        return False

    def _ways(
        self, number: int, left: tuple[tuple[int, int], ...]
    ) -> Iterator[tuple[bool | None, tuple[tuple[int, int], ...]]]:
        store = self.theory.store
        holds = self.theory.compared(number)
        axis = store.level[holds]
        if axis == LEAF:
            yield store.content(holds), left
            return
        before = dict(left)
        for values, child in store.edges[holds]:
            values &= before.get(axis, values)
            if values:
                yield store.content(child), tuple(sorted({**before, axis: values}.items()))


class _Path:
    """Paths through a diagram over answers to where it certainly holds."""

    def __init__(self, theory: Theory, given: Answers, leaf: int) -> None:
        self.leaf = leaf
        self.theory = theory
        self.store = theory.store
        self.rulebook = theory.rulebook
        self.given = given
        self._best: dict[Node, tuple[float, int, Node]] = {}

    def to(self, root: Node) -> dict[str, Answer] | None:
        """The answers along the cheapest path."""
        if self._cost(root) == _NEVER:
            return None
        answers: dict[str, Answer] = dict(self.given)
        chosen: dict[str, set[str]] = {}
        node = root
        while self.store.level[node] != LEAF:
            _, value, child = self._best[node]
            level = self.store.level[node]
            fact = self.theory.fact_at(level)
            variable = self.theory.atoms.variables.get(level) if level < KNOWN_BASE else None
            if variable is not None and variable.option is not None:
                if value == 0:
                    chosen.setdefault(fact, set()).add(variable.option)
            else:
                answer = self._answer(level, value)
                if answer is not None and fact not in self.given:
                    answers[fact] = answer
            node = child
        for fact, answer in answers.items():
            if answer == frozenset() and fact not in self.given:
                answers[fact] = frozenset(chosen.get(fact, ()))
        for fact, options in chosen.items():
            answers.setdefault(fact, frozenset(options))
        return answers

    def _axis(self, level: int) -> Axis:
        sampled = level - KNOWN_BASE >= SAMPLED
        theory = self.theory.sample if sampled else self.theory
        return theory.axis(self.theory.fact_at(level))

    def _answer(self, level: int, value: int) -> Answer | None:
        """The answer that a value of a level stands for; ``None`` for none at all."""
        if level >= KNOWN_BASE:
            values = self._axis(level).values
            return UNKNOWN if value == len(values) else values[value]
        variable = self.theory.atoms.variables[level]
        size = len(variable.values)
        if not size:
            return (frozenset(), UNKNOWN, None)[value]
        if value < size:
            return variable.values[value]  # type: ignore[no-any-return]
        return UNKNOWN if value == size else None

    def _cost(self, node: Node) -> float:
        if self.store.level[node] == LEAF:
            return 0.0 if self.store.content(node) == self.leaf else _NEVER
        found = self._best.get(node)
        if found is None:
            found = (_NEVER, 0, node)
            level = self.store.level[node]
            for values, child in self.store.edges[node]:
                below = self._cost(child)
                if below == _NEVER:
                    continue
                for value, cost in self._plainest(level, values):
                    if below + cost < found[0]:
                        found = below + cost, value, child
            self._best[node] = found
        return found[0]

    def _plainest(self, level: int, values: int) -> Iterator[tuple[int, float]]:
        """Of a set of answers the plainest, and what it costs."""
        fact = self.rulebook.facts[self.theory.fact_at(level)]
        if fact.id in self.given:
            number = self._number(level, self.given[fact.id])
            if number is not None and values >> number & 1:
                yield number, 0.0
            return
        asked = 1.0 if fact.can_be_asked else UNASKED_COSTS
        if level >= KNOWN_BASE:
            axis = self._axis(level)
            plainest = _plainest_value(axis.values, values & axis.full, self.theory.as_of)
            if plainest is not None:
                strangeness, number = plainest
                yield number, asked + strangeness * STRANGE_COSTS
            if values & axis.unknown:
                yield len(axis.values), asked * NOT_KNOWN_COSTS
            return
        variable = self.theory.atoms.variables[level]
        if variable.option is not None:
            if values & 2:
                yield 1, 0.0
            elif values & 1:
                yield 0, OPTION_COSTS + level * LEVEL_COSTS
            return
        size = len(variable.values) or 1
        lowest = values & (1 << size) - 1
        if lowest:
            rank = (lowest & -lowest).bit_length() - 1
            yield rank, asked + rank * RANK_COSTS
        if values >> size & 1:
            yield size, asked * NOT_KNOWN_COSTS
        if values >> size + 1 & 1:
            yield size + 1, 0.0

    def _number(self, level: int, answer: Answer) -> int | None:
        """The value of a level that an answer stands for, if its axis has it."""
        if level >= KNOWN_BASE:
            values = self._axis(level).values
            if answer is Missing.UNKNOWN:
                return len(values)
            return values.index(answer) if answer in values else None
        variable = self.theory.atoms.variables[level]
        if variable.option is not None:
            return 0 if isinstance(answer, frozenset) and variable.option in answer else 1
        if not variable.values:
            return 1 if answer is Missing.UNKNOWN else 0
        if answer is Missing.UNKNOWN:
            return len(variable.values)
        return variable.values.index(answer)

    def fewest(self, root: Node, answers: dict[str, Answer]) -> dict[str, Answer]:
        """The answers without those that the others make needless."""
        kept = dict(answers)
        for fact in [it for it in reversed(answers) if it not in self.given]:
            fewer = {other: it for other, it in kept.items() if other != fact}
            if self._always_holds(root, fewer):
                kept = fewer
        return kept

    def _always_holds(self, root: Node, answers: Answers) -> bool:
        seen: set[Node] = set()
        queue = [root]
        while queue:
            node = queue.pop()
            if node in seen:
                continue
            seen.add(node)
            level = self.store.level[node]
            if level == LEAF:
                if self.store.content(node) != self.leaf:
                    return False
                continue
            fact = self.theory.fact_at(level)
            number = self._number(level, answers[fact]) if fact in answers else None
            unasked = self._unanswered_bit(level, fact) if fact not in answers else 0
            for values, child in self.store.edges[node]:
                if number is None:
                    if not unasked or values & unasked:
                        queue.append(child)
                elif values >> number & 1:
                    queue.append(child)
        return True

    def _unanswered_bit(self, level: int, fact: str) -> int:
        if level >= KNOWN_BASE or self.rulebook.facts[fact].can_be_asked:
            return 0
        variable = self.theory.atoms.variables[level]
        if variable.option is not None:
            return 0
        return 1 << (len(variable.values) or 1) + 1


def _plainest_value(values: list[Value], among: int, as_of: date) -> tuple[int, int] | None:
    """How strange the plainest of some values is, and its number: a day soon or not long ago, a
    small number."""

    def strangeness(number: int) -> int:
        value = values[number]
        if isinstance(value, date):
            ahead = (value - as_of).days
            return ahead if ahead >= 0 else -2 * ahead
        assert isinstance(value, int)
        return abs(value) if value >= 0 else 1000 - value

    numbers = (number for number in range(len(values)) if among >> number & 1)
    found = min(((strangeness(it), it) for it in numbers), default=None)
    return found and (min(found[0], MOST_STRANGE), found[1])
