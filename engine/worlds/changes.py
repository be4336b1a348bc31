"""The fewest answers to give or change so that something becomes certain: a shortest path.

From a node, keeping the answer that a question has (or its being open) costs nothing, another
answer costs one. Every shortest way is found, each with all the values that do it.

Owns the finding; :mod:`engine.wording.proposals` puts the ways into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, islice
from typing import Any

from msgspec import Struct

from ..rulebook import Rulebook
from ..situation import Situation, with_defaults
from ..values import Answer, Missing, Value
from .answer_diagrams import HOLDS
from .compiling import KNOWN_BASE
from .diagrams import FALSE, LEAF, Node, by_value
from .rulebook_diagrams import Reading, dates_and_numbers
from .theory import Theory

MOST_CHANGES = 4
"""Ways change at most so many answers."""
MOST_WAYS = 64
"""So many ways are counted; there may be more."""
NEVER = MOST_CHANGES + 1


class OneOf(Struct, frozen=True):
    """Any of these answers will do; "I don't know" may be among them."""

    values: tuple[Value | Missing, ...]


class Within(Struct, frozen=True):
    """Any number, amount or date will do that lies between the two, themselves included;
    ``None`` is no bound."""

    low: int | date | None
    high: int | date | None


class Choosing(Struct, frozen=True):
    """Any choice of several will do that has all of ``chosen`` and nothing of ``left_out``."""

    chosen: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


Allowed = OneOf | Within | Choosing
Way = tuple[tuple[str, Allowed], ...]
"""What to answer to each of a few facts."""

_Found = tuple[int, tuple[tuple[tuple[str, Any], ...], ...]]
"""How many answers change, and the ways: pairs of a fact and what is chosen for it, from the
bottom up."""
_NONE: _Found = (NEVER, ())


def smallest_changes(
    rulebook: Rulebook, reading: Reading, situation: Situation, node: Node
) -> tuple[Way, ...]:
    """The ways with the fewest changes that make the truth ``node`` certain; none where none
    has at most :data:`MOST_CHANGES`."""
    changing = _Changing(rulebook, reading, situation)
    cost, ways = changing.best(reading.source.mapped(node, _is_missed, {}))
    if not 0 < cost <= MOST_CHANGES:
        return ()
    return tuple(_put_together(way) for way in ways)


def _is_missed(leaf: int) -> bool:
    """Whether it is not certain there. Joined, one miss makes all of it a miss."""
    return leaf != HOLDS


def _put_together(way: Sequence[tuple[str, Any]]) -> Way:
    allowed: dict[str, Allowed] = {}
    for fact, part in reversed(way):
        before = allowed.get(fact)
        if isinstance(before, Choosing) and isinstance(part, Choosing):
            part = Choosing(before.chosen | part.chosen, before.left_out | part.left_out)
        allowed[fact] = part
    return tuple(allowed.items())


class _Changing:
    def __init__(self, rulebook: Rulebook, reading: Reading, situation: Situation) -> None:
        self.rulebook = rulebook
        self.reading = reading
        self.source = reading.source
        self.atoms = reading.atoms
        self.situation = situation
        self.answers = with_defaults(rulebook, situation.answers)
        self.given, _ = dates_and_numbers(self.atoms, self.answers)
        self._best: dict[tuple[Node, str | None], _Found] = {}

    def best(self, node: Node, paid: str | None = None) -> _Found:
        """The cheapest ways from a node. ``paid`` is the list of options that is being
        changed: further changes of it cost nothing."""
        level = self.source.level[node]
        if level >= KNOWN_BASE or (paid is not None and self.atoms.variables[level].fact != paid):
            paid = None
        key = node, paid
        found = self._best.get(key)
        if found is None:
            if level >= KNOWN_BASE:
                found = self._below(node)
            else:
                found = _cheapest(self._choices(node, level, paid))
            self._best[key] = found
        return found

    def _choices(self, node: Node, level: int, paid: str | None) -> Iterator[_Found]:
        variable = self.atoms.variables[level]
        answer = self.answers.get(variable.fact, Missing.UNANSWERED)
        edges = self.source.edges[node]
        if variable.values:
            size = len(variable.values)
            kept = 1 << size if answer is Missing.UNKNOWN else 0
            if answer is Missing.UNANSWERED:
                yield self.best(self._open(node, variable.fact))
            else:
                kept = kept or 1 << variable.values.index(answer)
                yield self.best(next(child for values, child in edges if values & kept))
            for values, child in edges:
                others = values & ~kept & (1 << size + 1) - 1
                known = others & (1 << size) - 1
                if known:
                    chosen = tuple(v for n, v in enumerate(variable.values) if known >> n & 1)
                    yield _with(self.best(child), 1, variable.fact, OneOf(chosen))
                elif others and variable.fact not in self.rulebook.defaults:
                    yield _with(self.best(child), 1, variable.fact, OneOf((Missing.UNKNOWN,)))
        elif variable.option is None:
            yield from self._list(node, variable.fact, answer)
        else:
            yield from self._option(node, variable.fact, variable.option, answer, paid)

    def _list(self, node: Node, fact: str, answer: Answer) -> Iterator[_Found]:
        children = by_value(self.source.edges[node])
        if answer is Missing.UNANSWERED:
            yield self.best(self._open(node, fact))
        elif answer is Missing.UNKNOWN:
            yield self.best(children[1])
        else:
            yield self.best(children[0])
        if not isinstance(answer, frozenset):
            yield _with(self.best(children[0], fact), 1, fact, Choosing())

    def _option(
        self, node: Node, fact: str, option: str, answer: Answer, paid: str | None
    ) -> Iterator[_Found]:
        children = by_value(self.source.edges[node])
        if not isinstance(answer, frozenset) and paid is None:
            if answer is Missing.UNKNOWN:
                return
            yield self.best(self._open(node, fact))
            return
        was = isinstance(answer, frozenset) and option in answer
        same, other = (children[0], children[1]) if was else (children[1], children[0])
        part = Choosing(left_out=frozenset((option,))) if was else Choosing(frozenset((option,)))
        yield self.best(same, paid)
        yield _with(self.best(other, fact), 0 if paid else 1, fact, part)

    def _open(self, node: Node, fact: str) -> Node:
        """What the diagram comes to while nobody answers the question."""
        levels = self.reading.levels[fact]
        memo: dict[Node, Node] = {}

        def joined(at: Node) -> Node:
            if self.source.level[at] not in levels:
                return at
            found = memo.get(at)
            if found is None:
                children = [joined(child) for _, child in self.source.edges[at]]
                found = memo[at] = self.source.join_all(children)
            return found

        return joined(node)

    # ------------------------------------------------------------------ dates and numbers

    def _below(self, node: Node) -> _Found:
        if self.source.level[node] == LEAF:
            return (0, ((),)) if node == FALSE else _NONE
        plain = self._theory(frozenset())
        expanded = plain.expanded(node)
        if expanded == FALSE:
            return 0, ((),)
        names = sorted(name for name in plain.names_in(node) if self.atoms.names[name])
        names += sorted(self._names_given(node) - set(names))
        for size in range(1, min(len(names), 2) + 1):
            ways = [way for some in combinations(names, size) for way in self._changing(node, some)]
            if ways:
                return size, tuple(ways[:MOST_WAYS])
        return _NONE

    def _names_given(self, node: Node) -> set[str]:
        everything = self._theory(frozenset(self.given))
        return {name for name in everything.names_in(node) if self.atoms.names[name]}

    def _theory(self, changing: frozenset[str]) -> Theory:
        """The dates and numbers where those in ``changing`` are open, and others that nobody
        answered stay so."""
        return self.reading.asking(self.answers, self.situation.as_of, changing)

    def _changing(self, node: Node, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        theory = self._theory(frozenset(names))
        theory = theory if len(names) == 1 else theory.sample
        root = theory.expanded(node)
        yield from islice(self._paths(theory, root), MOST_WAYS)

    def _paths(self, theory: Theory, node: Node) -> Iterator[tuple[Any, ...]]:
        store = theory.store
        if store.level[node] == LEAF:
            if node == FALSE:
                yield ()
            return
        fact = theory.fact_at(store.level[node])
        axis = theory.axis(fact)
        for values, child in store.edges[node]:
            for way in self._paths(theory, child):
                if not values & axis.full and fact not in self.rulebook.defaults:
                    yield (*way, (fact, OneOf((Missing.UNKNOWN,))))
                for stretch in self._stretches(fact, axis.values, values):
                    yield (*way, (fact, stretch))

    def _stretches(self, name: str, axis: list[Any], values: int) -> Iterator[Within]:
        fact = self.rulebook.facts[name]
        run: list[int] = []
        for number in range(len(axis) + 1):
            if number < len(axis) and values >> number & 1:
                run.append(number)
            elif run:
                low, high = axis[run[0]], axis[run[-1]]
                yield Within(
                    None if run[0] == 0 and low != fact.minimum else low,
                    None if run[-1] == len(axis) - 1 and high != fact.maximum else high,
                )
                run = []


def _with(found: _Found, cost: int, fact: str, part: Allowed) -> _Found:
    total, ways = found
    if total + cost > MOST_CHANGES:
        return _NONE
    return total + cost, tuple([(*way, (fact, part)) for way in ways])


def _cheapest(choices: Iterator[_Found]) -> _Found:
    best, ways = _NONE
    for cost, found in choices:
        if cost < best:
            best, ways = cost, found
        elif cost == best:
            ways = (*ways, *found)
    return best, ways[:MOST_WAYS]
