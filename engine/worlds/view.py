"""One situation, seen through the diagrams of its rulebook.

Everything that somebody asks about a situation is read from here: how sure an item is,
whether an answer can still rule it out, which questions matter, which answers count, and
what a value is when it is the same however the missing answers turn out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from engine.items import Item
from engine.rulebook import Rulebook
from engine.situation import Situation
from engine.values import Kind, Missing, Value
from engine.worlds.answering import FAILS, HOLDS, VARIES, Joining
from engine.worlds.compiling import KNOWN_BASE
from engine.worlds.diagrams import LEAF, Node
from engine.worlds.seen import Compiled, SeenItem, compiled
from engine.worlds.terms import Term, variables_of
from engine.worlds.theory import Theory


class Certainty(StrEnum):
    """How an item stands over all completions of a situation."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    RULED_OUT = "ruled_out"


_CERTAINTY = {HOLDS: Certainty.CERTAIN, FAILS: Certainty.RULED_OUT}


class View:
    """What one situation leaves open."""

    def __init__(self, rulebook: Rulebook, situation: Situation) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self.compiled: Compiled = compiled(rulebook)
        self.source = _reading(rulebook).source
        self.theory = theory_for(rulebook, situation)
        self.store = self.theory.store
        self._allowed = self._allowed_answers()
        self._left: dict[Node, Node] = {}
        self._leaves: dict[Node, frozenset[Any]] = {}
        self._supports: dict[Node, frozenset[str]] = {}

    def _allowed_answers(self) -> Mapping[int, int]:
        """For each level, the answers that the situation leaves."""
        allowed: dict[int, int] = {}
        askable = frozenset(self.rulebook.askable)
        for level, variable in self.compiled.atoms.variables.items():
            answer = self.situation.answers.get(variable.fact, Missing.UNANSWERED)
            size = len(variable.values)
            if answer is Missing.UNANSWERED:
                if variable.fact in askable:
                    allowed[level] = (1 << size + 1) - 1 if size else 3
                elif variable.option is None:
                    allowed[level] = 1 << size + 1 if size else 4
                else:
                    allowed[level] = 3
            elif variable.option is not None:
                chosen = isinstance(answer, frozenset) and variable.option in answer
                allowed[level] = 3 if answer is Missing.UNKNOWN else 1 if chosen else 2
            elif not size:
                allowed[level] = 2 if answer is Missing.UNKNOWN else 1
            elif answer is Missing.UNKNOWN:
                allowed[level] = 1 << size
            else:
                allowed[level] = 1 << variable.values.index(answer)
        return allowed

    # ------------------------------------------------------------------ walking

    @cached_property
    def _exact(self) -> _Walk:
        return _Walk(self.source, self.theory, self._allowed)

    @cached_property
    def _quick(self) -> _Walk:
        """What is found quickly is true; see :class:`~engine.worlds.theory.Theory`."""
        if len(self.theory.open_names(self.theory.atoms.names)) < 2:
            return self._exact
        return _Walk(self.source, self.theory.sample, self._allowed)

    def truths(self, node: Node) -> frozenset[int]:
        """What a truth over answers comes to for the open answers: 1, 2 and 3, as in
        :mod:`engine.worlds.answering`."""
        found = self._quick.leaves(node)
        if len(found) == 3 or self._quick is self._exact:
            return found
        if found == self._quick.at_most(node):
            return found
        return self._exact.leaves(node)

    def support(self, looks: Iterable[Node], among: frozenset[str]) -> frozenset[str]:
        """Ids of those open questions ``among`` on whose answers the diagrams still hang."""
        found: set[str] = set()
        for look in looks:
            if among <= found:
                break
            found |= self._quick.support(look)
        if self._quick is not self._exact:
            for look in looks:
                if among & self._quick.mentions(look) - found:
                    found |= self._exact.support(look)
        return among & found

    # ------------------------------------------------------------------ items

    def seen(self, item: Item) -> SeenItem | None:
        """The diagrams of an item; ``None`` if they grew too large."""
        return self.compiled.items.get(item)

    def certainty(self, item: Item) -> Certainty | None:
        """Whether the item is certain, possible or ruled out; ``None`` if that is not known."""
        seen = self.seen(item)
        return None if seen is None else self.certainty_of(seen.certainty)

    def certainty_of(self, node: Node) -> Certainty:
        """Whether a truth over answers is certain, possible or ruled out."""
        together = 0
        for leaf in self.truths(node):
            together |= leaf
        return _CERTAINTY.get(together, Certainty.POSSIBLE)

    def can_vanish(self, item: Item) -> bool:
        """Whether answers to open questions can still rule the item out."""
        seen = self.seen(item)
        return seen is None or FAILS in self.truths(seen.certainty)

    def is_official(self, item: Item) -> bool | None:
        """Whether something official speaks for the item wherever it is in the plan; ``None``
        if that is not known."""
        seen = self.seen(item)
        return None if seen is None else self.truths(seen.unofficial) == {FAILS}

    # ------------------------------------------------------------------ questions

    @cached_property
    def open_questions(self) -> frozenset[str]:
        """Ids of the questions that nobody has answered."""
        answers = self.situation.answers
        return frozenset(fact_id for fact_id in self.rulebook.askable if fact_id not in answers)

    def hangs_on(self, item: Item, among: frozenset[str] | None = None) -> frozenset[str]:
        """Ids of the open questions (``among`` these) whose answer can change what is seen of
        the item."""
        seen = self.seen(item)
        wanted = self.open_questions if among is None else among
        if seen is None:
            return wanted
        reads = wanted & seen.reads
        return self.support(seen.looks, reads) if reads else reads

    @cached_property
    def relevant(self) -> frozenset[str]:
        """Ids of the open questions whose answer can still change what is seen."""
        return self.relevant_among(self.open_questions)

    def relevant_among(self, facts: frozenset[str]) -> frozenset[str]:
        """Those of the open questions whose answer can still change what is seen."""
        if self.compiled.bounded:
            return facts
        found: frozenset[str] = frozenset()
        for item in self.compiled.items:
            if facts <= found:
                break
            found |= self.hangs_on(item, facts - found)
        return found

    def counts(self, fact_id: str) -> bool:
        """Whether another answer to this answered question could change what is seen."""
        return bool(self.without(fact_id).relevant_among(frozenset((fact_id,))))

    def without(self, fact_id: str) -> View:
        """The view of the situation without one answer."""
        answers = {f: a for f, a in self.situation.answers.items() if f != fact_id}
        return View(self.rulebook, Situation(answers, self.situation.as_of))

    def can_change(self, fact_id: str) -> tuple[Item, ...]:
        """What an answer to this open question can still add, remove, settle or reword."""
        one = frozenset((fact_id,))
        return tuple(item for item in self.compiled.items if self.hangs_on(item, one))

    # ------------------------------------------------------------------ values

    def value(self, fact_id: str) -> Value | None:
        """The value of a fact if it is the same however the missing answers turn out."""
        node = self.compiled.values.get(fact_id)
        if node is None:
            return None
        for walk in (self._quick, self._exact):
            leaves = walk.leaves(node)
            if len(leaves) != 1 or leaves == {VARIES}:
                return None
            [leaf] = leaves
            if len(leaf) != 1:
                return None
            [(kind, value)] = leaf
            if kind == "Term":
                return self.theory.constant(value)
        return value  # type: ignore[no-any-return]


class _Walk:
    """Reading diagrams under the answers given; what was read once is remembered."""

    def __init__(self, source: Joining, theory: Theory, allowed: Mapping[int, int]) -> None:
        self.source = source
        self.theory = theory
        self.store = theory.store
        self._allowed = allowed
        self._left: dict[Node, Node] = {}
        self._leaves: dict[Node, frozenset[Any]] = {}
        self._supports: dict[Node, frozenset[str]] = {}
        self._mentions: dict[Node, frozenset[str]] = {}
        self._at_most: dict[Node, frozenset[int]] = {}

    def left(self, node: Node) -> Node:
        """What the answers given leave of a diagram, in :attr:`store`."""
        found = self._left.get(node)
        if found is None:
            level = self.source.level[node]
            if level >= KNOWN_BASE:
                found = self.theory.expanded(node)
            else:
                allowed = self._allowed[level]
                outcomes: dict[Node, int] = {}
                for values, child in self.source.edges[node]:
                    open_values = values & allowed
                    if open_values:
                        result = self.left(child)
                        outcomes[result] = outcomes.get(result, 0) | open_values
                found = self.store.node(level, outcomes)
            self._left[node] = found
        return found

    def leaves(self, node: Node) -> frozenset[Any]:
        """The contents of the leaves that the open answers lead to."""
        return self._leaves_below(self.left(node))

    def _leaves_below(self, node: Node) -> frozenset[Any]:
        found = self._leaves.get(node)
        if found is None:
            if self.store.level[node] == LEAF:
                found = frozenset((self.store.content(node),))
            else:
                below = (self._leaves_below(child) for _, child in self.store.edges[node])
                found = frozenset().union(*below)
            self._leaves[node] = found
        return found

    def support(self, node: Node) -> frozenset[str]:
        """Ids of the open questions on whose answer the diagram still hangs."""
        return self._support_below(self.left(node))

    def _support_below(self, node: Node) -> frozenset[str]:
        found = self._supports.get(node)
        if found is None:
            level = self.store.level[node]
            if level == LEAF:
                found = self._support_of_leaf(self.store.content(node))
            else:
                below = [self._support_below(child) for _, child in self.store.edges[node]]
                found = frozenset((self.theory.fact_at(level),)).union(*below)
            self._supports[node] = found
        return found

    def _support_of_leaf(self, content: Any) -> frozenset[str]:
        if isinstance(content, tuple):
            content = content[1]
        if not isinstance(content, frozenset):
            return frozenset()
        terms = [term for kind, term in content if kind == "Term"]
        return frozenset().union(*map(variables_of, terms))

    def mentions(self, node: Node) -> frozenset[str]:
        """Ids of the facts on which the diagram may still hang: no fewer than
        :meth:`support`."""
        found = self._mentions.get(node)
        if found is None:
            level = self.source.level[node]
            if level >= KNOWN_BASE:
                found = self.theory.names_in(node)
            else:
                allowed = self._allowed[level]
                edges = [c for values, c in self.source.edges[node] if values & allowed]
                fact = frozenset((self.theory.fact_at(level),))
                found = fact.union(*map(self.mentions, edges))
            self._mentions[node] = found
        return found

    def at_most(self, node: Node) -> frozenset[int]:
        """No fewer truths than :meth:`leaves` finds: comparisons are taken for independent."""
        found = self._at_most.get(node)
        if found is None:
            level = self.source.level[node]
            if level == LEAF:
                found = frozenset((self.source.content(node),))
            else:
                above = level < KNOWN_BASE
                allowed = self._allowed[level] if above else self.theory.decided(level)
                edges = [c for values, c in self.source.edges[node] if values & allowed]
                found = frozenset().union(*map(self.at_most, edges))
                if level >= KNOWN_BASE and len(found) > 1:
                    found |= {HOLDS | FAILS}
            self._at_most[node] = found
        return found


class _Reading:
    """What reading one rulebook's diagrams takes, kept as long as the rulebook lives."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.compiled = compiled(rulebook)
        self.source = Joining.restored(
            self.compiled.level, self.compiled.edges, self.compiled.full
        )
        self.theories: dict[Any, Theory] = {}


_READINGS: WeakKeyDictionary[Rulebook, _Reading] = WeakKeyDictionary()
MOST_THEORIES = 8


def _reading(rulebook: Rulebook) -> _Reading:
    found = _READINGS.get(rulebook)
    if found is None:
        found = _READINGS[rulebook] = _Reading(rulebook)
    return found


def theory_for(rulebook: Rulebook, situation: Situation) -> Theory:
    """The dates and numbers of a situation; those of the last few are kept."""
    reading = _reading(rulebook)
    atoms = reading.compiled.atoms
    given: dict[str, Value] = {}
    unknown: set[str] = set()
    for name in atoms.names:
        answer = situation.answers.get(name)
        if answer is Missing.UNKNOWN:
            unknown.add(name)
        elif answer is not None and answer is not Missing.UNANSWERED:
            given[name] = answer  # type: ignore[assignment]
    key = situation.as_of, frozenset(given.items()), frozenset(unknown)
    found = reading.theories.get(key)
    if found is None:
        if len(reading.theories) >= MOST_THEORIES:
            del reading.theories[next(iter(reading.theories))]
        found = reading.theories[key] = Theory(
            rulebook, reading.source, atoms, situation.as_of, given, frozenset(unknown)
        )
    return found
