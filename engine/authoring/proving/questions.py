"""Which questions an interview asks, as diagrams over answers.

An interview asks a question as soon as its turn comes, if what is seen still hangs on it. What
was answered before its turn is settled by then; everything else is still open. So a question is
asked at most where some way of filling in the rest makes a difference to it, and at least where
the rest that comes later for sure does.

Owns these two bounds. Comparisons are taken for independent in the upper one; the lower one
looks at no comparison at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ...items import items_of
from ...rulebook import GroupOrder
from ...values import UNKNOWN, Answer
from ...worlds.answer_diagrams import FAILS, HOLDS
from ...worlds.compiling import ATOM_BASE, KNOWN_BASE
from ...worlds.diagrams import FALSE, LEAF, TRUE, Node, TooLarge
from ...worlds.item_diagrams import Compiling, multiplied_out
from ...worlds.solving import MOST_NODES, Solver
from ...worlds.terms import variables_of
from .largest_count import most_at_once

Looks = Mapping[Node, frozenset[str]]
"""What of every item can be seen, and the facts that each look reads."""


def looks_of(solver: Solver) -> Looks:
    """The looks of all items, as diagrams over answers."""
    compiling = Compiling(solver.rulebook)
    compiling.worlds, compiling.answers = solver.worlds, solver.answers
    looks: dict[Node, frozenset[str]] = {}
    for item in items_of(solver.rulebook):
        seen = compiling.item(item)
        if seen is None:
            raise TooLarge
        for look in seen.looks:
            node = multiplied_out(solver.answers.diagrams, look)
            looks[node] = looks.get(node, frozenset()) | seen.reads
    return looks


class Questions:
    """The questions of one rulebook; ``thorough`` interviews ask for details as well.
    ``looks`` are shared by both kinds."""

    def __init__(self, solver: Solver, looks: Looks, *, thorough: bool) -> None:
        self.rulebook = solver.rulebook
        self.solver = solver
        self.answers = solver.answers
        self.diagrams = solver.answers.diagrams
        self.thorough = thorough
        facts = self.rulebook.facts
        self._looks = looks
        self.diagrams.most = len(self.diagrams) + 4 * MOST_NODES
        self.asked = tuple(it for it in self.rulebook.askable if thorough or not facts[it].detail)
        self._names: dict[int, frozenset[str]] = {}
        self._upper: dict[str, Node] = {}
        self._lower: dict[str, Node] = {}

    # ------------------------------------------------------------------ the order of turns

    @cached_property
    def earlier(self) -> Mapping[str, frozenset[str]]:
        """For each question, those whose turn comes before, in every interview."""
        found: dict[str, frozenset[str]] = {}
        before: set[str] = set()
        for group in self.rulebook.groups:
            here: set[str] = set()
            for fact_id in group.questions:
                if fact_id in self.asked:
                    found[fact_id] = frozenset(before | here)
                    if group.order is GroupOrder.LISTED:
                        here.add(fact_id)
            if self.rulebook.group_order is GroupOrder.LISTED:
                before |= set(group.questions) & set(self.asked)
        return found

    def _later(self, fact_id: str) -> frozenset[str]:
        return frozenset(it for it in self.asked if fact_id in self.earlier[it])

    # ------------------------------------------------------------------ where one is asked

    def asked_at_most(self, fact_id: str) -> Node:
        """No fewer answers than those with which the question is asked."""
        found = self._upper.get(fact_id)
        if found is None:
            found = FALSE
            memo: dict[Node, Node] = {}
            for look, reads in self._looks.items():
                if fact_id in reads and found != TRUE:
                    still = self._still_hangs(look, fact_id, memo)
                    found = self.diagrams.either(found, still)
            self._upper[fact_id] = found
        return found

    def _still_hangs(self, look: Node, fact_id: str, memo: dict[Node, Node]) -> Node:
        """Where, once what comes earlier is answered, the look may hang on the fact."""
        found = memo.get(look)
        if found is None:
            level, edges = self.diagrams.level[look], self.diagrams.edges[look]
            if self._is_earlier(level, fact_id):
                edges = [(it, self._still_hangs(child, fact_id, memo)) for it, child in edges]
                found = self.diagrams.node(level, _joined(edges))
            elif any(self._is_earlier(it, fact_id) for it in self.diagrams.levels_below([look])):
                differs = self._differs(look, self._levels_of(fact_id, look), fact_id)
                below = self.diagrams.levels_below([differs])
                gone = frozenset(it for it in below if not self._is_earlier(it, fact_id))
                found = self._some(differs, gone)
            else:
                found = TRUE if self._names_fact(look, fact_id) else FALSE
            memo[look] = found
        return found

    def _is_earlier(self, level: int, fact_id: str) -> bool:
        """Whether what is tested at the level is settled by earlier answers. A comparison is
        not: the day may decide it, too, and "I don't know" leaves it open."""
        names = self._fact_names(level)
        return level < ATOM_BASE and bool(names) and names <= self.earlier[fact_id]

    def _names_fact(self, look: Node, fact_id: str) -> bool:
        diagrams = self.diagrams
        return any(
            _mentions(diagrams.content(node), fact_id)
            if diagrams.is_leaf(node)
            else fact_id in self._fact_names(diagrams.level[node])
            for node in diagrams.reachable([look])
        )

    def asked_at_least(self, fact_id: str) -> Node:
        """No answers but those with which the question is asked."""
        found = self._lower.get(fact_id)
        if found is None:
            later = self._later(fact_id) | {fact_id}
            found = FALSE
            for look, reads in self._looks.items():
                if fact_id in reads and not self._reads_comparisons(look):
                    levels = self._levels_of(fact_id, look)
                    differs = self._differs(look, levels, None)
                    below = self.diagrams.levels_below([differs])
                    gone = frozenset(it for it in below if self._fact_names(it) <= later)
                    found = self.diagrams.either(found, self._some(differs, gone))
            self._lower[fact_id] = found
        return found

    def _reads_comparisons(self, look: Node) -> bool:
        return any(level >= KNOWN_BASE for level in self.diagrams.levels_below([look]))

    def _fact_names(self, level: int) -> frozenset[str]:
        """Ids of the facts that a level is about; none of a leaf."""
        found = self._names.get(level)
        if found is None:
            variable = self.solver.worlds.variables.get(level)
            names: frozenset[str] = frozenset()
            if variable is not None:
                names = frozenset((variable.fact,))
            elif ATOM_BASE <= level < LEAF:
                names = variables_of(self.solver.worlds.atoms[level - ATOM_BASE].term)
            found = frozenset(name.removeprefix("?") for name in names)
            self._names[level] = found
        return found

    def _levels_of(self, fact_id: str, node: Node) -> frozenset[int]:
        below = self.diagrams.levels_below([node])
        return frozenset(level for level in below if fact_id in self._fact_names(level))

    def _some(self, node: Node, levels: frozenset[int]) -> Node:
        """Where some values at those levels make the truth hold."""
        diagrams = self.diagrams

        def step(level: int, edges: Sequence[tuple[int, Node]]) -> Node:
            if level in levels:
                return diagrams.any_of(child for _, child in edges)
            return diagrams.node(level, _joined(edges))

        return diagrams.rebuilt(node, step, {}) if levels else node

    def _differs(self, look: Node, levels: frozenset[int], shown: str | None) -> Node:
        """Where a value at one of the levels makes a difference to what is seen, or the fact
        that is ``shown`` shows itself."""
        result = FALSE
        for level in levels:
            result = self.diagrams.either(result, self._differs_at(look, level))
        if shown is not None:
            memo: dict[Node, Node] = {}
            itself = self.diagrams.mapped(look, lambda it: _mentions(it, shown), memo)
            result = self.diagrams.either(result, itself)
        return result

    def _differs_at(self, look: Node, level: int) -> Node:
        diagrams = self.diagrams
        memo: dict[Node, Node] = {}

        def go(node: Node) -> Node:
            here = diagrams.level[node]
            if here > level:
                return FALSE
            found = memo.get(node)
            if found is None:
                children = [child for _, child in diagrams.edges[node]]
                if here == level:
                    first = children[0]
                    found = diagrams.any_of(self._unequal(first, it) for it in children[1:])
                else:
                    edges = diagrams.edges[node]
                    found = diagrams.node(here, _joined([(it, go(c)) for it, c in edges]))
                memo[node] = found
            return found

        return go(look)

    def _unequal(self, one: Node, other: Node) -> Node:
        if one == other:
            return FALSE
        return self.diagrams.apply(_differ, one, other)

    # ------------------------------------------------------------------ how many there are

    def surely(self, worlds: Node) -> Node:
        """The answers that lead to these worlds alone."""
        return self.diagrams.mapped(self.solver.answers_to(worlds), lambda it: it == HOLDS, {})

    def most(self, where: Node, given: Mapping[int, int] | None = None) -> int:
        """No fewer questions than an interview takes there; ``given`` are the values, as bits,
        that are settled at some levels."""
        asked = [self.diagrams.both(where, self.asked_at_most(it)) for it in self.asked]
        if given:
            memo: dict[Node, Node] = {}
            asked = [self._with(node, given, memo) for node in asked]
        return most_at_once(self.diagrams, asked)[0]

    def _with(self, node: Node, given: Mapping[int, int], memo: dict[Node, Node]) -> Node:
        def step(level: int, edges: Sequence[tuple[int, Node]]) -> Node:
            values = given.get(level)
            if values is not None:
                return self.diagrams.any_of(child for them, child in edges if them & values)
            return self.diagrams.node(level, _joined(edges))

        return self.diagrams.rebuilt(node, step, memo)

    def settled(self, fact_id: str, answer: Answer) -> Mapping[int, int]:
        """The values that an answer settles."""
        found: dict[int, int] = {}
        for level in self.answers.levels.get(fact_id, ()):
            variable = self.solver.worlds.variables[level]
            unknown = answer is UNKNOWN
            if variable.option is not None:
                assert unknown or isinstance(answer, frozenset)
                if isinstance(answer, frozenset):
                    found[level] = 1 if variable.option in answer else 2
            elif not variable.values:
                found[level] = 2 if unknown else 1
            else:
                number = len(variable.values) if unknown else variable.values.index(answer)
                found[level] = 1 << number
        return found

    def not_asked(self, where: Node, fact_id: str) -> Iterator[Node]:
        """Answers that surely lead there, whatever the question's own answer is: all with which
        it may not be asked, then those with which it is not; as truths over answers."""
        negation = self.diagrams.negation
        own = self._levels_of(fact_id, where)
        # What a date or number is compared with, not all of its outcomes need be in reach.
        compared = frozenset(level for level in own if level >= ATOM_BASE)
        where = self._some(where, compared)
        always = negation(self._some(negation(where), own - compared))
        always = self.diagrams.both(always, self._nothing_stated())

        for bound in (self.asked_at_least, self.asked_at_most):
            worlds = self.diagrams.both(always, negation(bound(fact_id)))
            yield self.diagrams.mapped(worlds, lambda it: HOLDS if it else FAILS, {})

    def _nothing_stated(self) -> Node:
        """Where nothing is said that no interview asks for."""
        askable, node = frozenset(self.rulebook.askable), TRUE
        for level, place in self.solver.worlds.variables.items():
            stated = place.fact in askable or place.fact in self.rulebook.defaults
            if not stated and place.asked and place.option is None and level < KNOWN_BASE:
                unanswered = 1 << (len(place.values) or 1) + 1
                node = self.diagrams.both(node, self.diagrams.test(level, unanswered))
        return node


def _joined(edges: Iterable[tuple[int, Node]]) -> dict[Node, int]:
    outcomes: dict[Node, int] = {}
    for values, child in edges:
        outcomes[child] = outcomes.get(child, 0) | values
    return outcomes


def _differ(one: Any, other: Any) -> bool:
    return bool(one != other)


def _mentions(content: Any, fact_id: str) -> bool:
    if isinstance(content, tuple):
        content = content[1]
    if not isinstance(content, frozenset):
        return False
    return any(kind == "Term" and fact_id in variables_of(term) for kind, term in content)
