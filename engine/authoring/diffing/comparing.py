"""Where two versions of an item are seen differently, and the smallest situation that shows it.

Owns the comparison of everything that is seen of one item; the order of steps is in
:mod:`engine.authoring.diffing.orders`. A difference is only told if both versions, asked
for the plan of its situation, show it; one that they do not show is told as not decided.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from operator import eq
from typing import Any

from ...items import ItemKind
from ...situation import Situation
from ...values import UNKNOWN, Answer
from ...worlds.answer_diagrams import FAILS, HOLDS
from ...worlds.axes import Atoms
from ...worlds.compiling import ATOM_BASE, Atom
from ...worlds.diagrams import LEAF, Node, TooLarge
from ...worlds.item_diagrams import Compiling
from ...worlds.solving import Solver, Window
from ...worlds.terms import variables_of
from .aspects import Aspects, Comparable
from .both_plans import Planned, Seen
from .compared_day import ComparedDay
from .fingerprints import written
from .merging import Merged
from .model import UndecidedEffect, Way
from .pairing import Pair, pairs_of
from .sample_values import names_in, points_of, settled_form, stated_in
from .stand_in_dates import situation_that_shows_it, stand_ins_differ

_SAYS_NOTHING = Atom(0, None)  # type: ignore[arg-type]
MOST_LEAVES = 24
"""So many ways in which two values differ are looked at."""
MOST_MORE_DAYS = 40
"""Once a difference is found, so many further days are looked at for others of the item."""

_WAYS = {
    (FAILS, HOLDS): Way.GAINED,
    (FAILS, HOLDS | FAILS): Way.PERHAPS_GAINED,
    (HOLDS, FAILS): Way.LOST,
    (HOLDS | FAILS, FAILS): Way.PERHAPS_LOST,
    (HOLDS | FAILS, HOLDS): Way.SETTLED,
    (HOLDS, HOLDS | FAILS): Way.UNSETTLED,
}


@dataclass(frozen=True)
class Shown:
    """A difference that both plans of the situation show. The situation is over merged names."""

    pair: Pair
    way: Way
    situation: Situation
    before: Seen | None
    after: Seen | None
    share: float | None


class Comparing:
    """The comparison of two versions, item by item."""

    def __init__(self, merged: Merged, window: Window) -> None:
        assert window.first is not None
        self.merged = merged
        self.window = window
        self.compiling = Compiling(merged.rulebook)
        self.solver = Solver(merged.rulebook, window.first)
        self.solver.worlds = self.compiling.worlds
        self.languages = (
            tuple(it for it in merged.new.rulebook.languages if it in merged.old.rulebook.languages)
            or merged.new.rulebook.languages
        )
        self.aspects = Aspects(merged, self.compiling, self.languages)
        self.planned = Planned(merged, self.languages)
        self.undecided: list[UndecidedEffect] = []
        self._days: dict[Hashable, ComparedDay] = {}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All items, those that mean the same beside each other."""
        return tuple(pairs_of(self.merged))

    # ------------------------------------------------------------------ one item

    def differences(self, pair: Pair) -> Iterator[Shown]:
        """Everything that is seen differently of one item, each with a smallest situation."""
        if pair.item.kind is ItemKind.ORDER or self.is_written_alike(pair):
            return
        self._allow_more()
        old = self.aspects.seen(self.merged.old, pair.old)
        new = self.aspects.seen(self.merged.new, pair.new)
        if old is None or new is None:
            self._left_open(pair, Way.GAINED, "its diagram grows too large")
            return
        try:
            questions = list(self.aspects.questions(pair, old, new))
            atoms = self.atoms_below([node for it in questions for node in it.nodes])
            if stand_ins_differ(self.merged, pair, self.compiling):
                yield from self._meanwhile(pair, (old.certainty, new.certainty))
            for way in dict.fromkeys(it.way for it in questions):
                yield from self._answered(pair, [it for it in questions if it.way is way], atoms)
        except TooLarge:
            self._left_open(pair, Way.TEXT, "the diagrams grow too large")

    def _left_open(self, pair: Pair, way: Way, reason: str) -> None:
        found = UndecidedEffect(pair.item.kind, pair.item.id, way, reason)
        if found not in self.undecided:
            self.undecided.append(found)

    def _allow_more(self) -> None:
        for diagrams in (self.compiling.worlds.diagrams, self.compiling.answers.diagrams):
            diagrams.most = len(diagrams) + 400_000

    def is_written_alike(self, pair: Pair) -> bool:
        """Whether both versions say the same about the item, so that nothing has to be
        compared."""
        if pair.old is None or pair.new is None:
            return False
        sides = (self.merged.old, pair.old), (self.merged.new, pair.new)
        one, other = (written(side, item, self.languages) for side, item in sides)
        return one == other

    def _meanwhile(self, pair: Pair, sure: tuple[Node, Node]) -> Iterator[Shown]:
        first = self.window.first
        assert first is not None
        day = self.day(first, self.atoms_below(sure), False)
        both = day.compared(lambda *it: FAILS not in it, *sure)
        found = situation_that_shows_it(self.merged, self.planned, pair, day, both)
        if found is None:
            self._left_open(pair, Way.DATES, "the dates shown before every question has an answer")
        else:
            yield Shown(pair, Way.DATES, found, *self.planned.seen(pair.old, pair.new, found), None)

    # ------------------------------------------------------------------ where it differs

    def _answered(
        self, pair: Pair, questions: Sequence[Comparable], atoms: frozenset[int]
    ) -> Iterator[Shown]:
        """What differs in one way: on the first day on which something does, and in further
        ways on some days after it."""
        nodes = [node for it in questions for node in it.nodes]
        told: set[Way] = set()
        pending = False
        for stated in (False, True):
            once = questions[0].way is not Way.GAINED
            if stated and ((told and once) or not self._anybody_states(nodes)):
                break
            more = MOST_MORE_DAYS
            for day in self.solver.days(self.atoms_below(nodes), self.window):
                found, left = self._on(pair, questions, self.day(day, atoms, stated), told)
                yield from found
                told |= {it.way for it in found}
                pending = pending or left
                more -= bool(told)
                if more < 0 or (told and once):
                    break
        if pending and not told:
            self._left_open(pair, questions[0].way, "no plan that was looked at shows it")

    def _on(
        self, pair: Pair, questions: Sequence[Comparable], day: ComparedDay, told: Set[Way]
    ) -> tuple[list[Shown], bool]:
        """The differences that one day shows, without what is told; and whether one may be
        left that it does not."""
        roots = [day.compared(it.decide, *it.nodes) for it in questions]
        leaves = [
            (question, root, leaf)
            for question, root in zip(questions, roots, strict=True)
            for leaf in day.leaves(root)
            if self._may_differ(pair, question, leaf, day)
        ]
        if not leaves:
            return [], False
        way = questions[0].way
        if way is not Way.GAINED:
            counted = [
                day.where(root, self._counting(question, day))
                for question, root in zip(questions, roots, strict=True)
            ]
            shown = self._plainest(pair, way, day, leaves, counted)
            return ([], True) if shown is None else ([shown], False)
        found = []
        leaves = [it for it in leaves if _WAYS[it[2]] not in told]
        for question, root, leaf in sorted(leaves, key=lambda it: it[2]):
            there = day.where(root, partial(eq, leaf))
            shown = self._plainest(pair, _WAYS[leaf], day, [(question, root, leaf)], [there])
            if shown is not None:
                found.append(shown)
        return found, len(found) < len(leaves)

    def _may_differ(
        self, pair: Pair, question: Comparable, leaf: Hashable, day: ComparedDay
    ) -> bool:
        if leaf is None or question.worked_out is None:
            return leaf is not None
        points = points_of(leaf, day, {}, thoroughly=True)
        if any(question.worked_out(leaf, point, day.as_of) for point in points):
            return True
        if question.halves is not None and len(stated_in(leaf)) > 1:
            one, other = map(settled_form, question.halves(leaf))
            if one != other:
                reason = "two formulas of several dates or numbers agree wherever they were tried"
                self._left_open(pair, question.way, reason)
        return False

    def _plainest(
        self,
        pair: Pair,
        way: Way,
        day: ComparedDay,
        leaves: Sequence[tuple[Comparable, Node, Any]],
        counted: Sequence[Node],
    ) -> Shown | None:
        """The smallest of the situations that the leaves stand for, if both plans show the
        difference there."""
        ways = []
        for question, root, leaf in leaves[:MOST_LEAVES]:
            answers = day.smallest(root, leaf)
            if answers is not None:
                unknown = sum(it is UNKNOWN for it in answers.values())
                size = len(answers.keys() | stated_in(leaf)), unknown, repr(answers)
                ways.append((size, answers, question, leaf))
        for _, answers, question, leaf in sorted(ways, key=lambda it: it[0]):
            for more in points_of(leaf, day, answers):
                if question.worked_out is not None and not question.worked_out(
                    leaf, more, day.as_of
                ):
                    continue
                situation = Situation(self.in_order({**answers, **more}), day.as_of)
                before, after = self.planned.seen(pair.old, pair.new, situation)
                if question.differs(before, after):
                    return Shown(pair, way, situation, before, after, day.share(counted))
        return None

    def _counting(self, question: Comparable, day: ComparedDay) -> Callable[[Hashable], bool]:
        worked_out = question.worked_out
        if worked_out is None:
            return lambda leaf: leaf is not None

        def counts(leaf: Hashable) -> bool:
            return leaf is not None and any(
                worked_out(leaf, point, day.as_of) for point in points_of(leaf, day, {})
            )

        return counts

    def in_order(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers in the order of the facts."""
        return {it: answers[it] for it in self.merged.rulebook.facts if it in answers}

    def day(self, day: date, atoms: frozenset[int], stated: bool) -> ComparedDay:
        """The diagrams on one day, as far as those comparisons tell dates and numbers apart."""
        key = day, atoms, stated
        found = self._days.get(key)
        if found is None:
            if len(self._days) > 200:
                self._days.clear()
            every = self.compiling.atoms()
            told = tuple(it if n in atoms else _SAYS_NOTHING for n, it in enumerate(every.atoms))
            some = Atoms(told, every.variables, every.names, every.askable)
            found = self._days[key] = ComparedDay(self.merged, self.compiling, some, day, stated)
        return found

    def atoms_below(self, nodes: Sequence[Node]) -> frozenset[int]:
        """Numbers of the comparisons that the diagrams hang on."""
        levels = self.compiling.answers.diagrams.levels_below(nodes)
        return frozenset(level - ATOM_BASE for level in levels if ATOM_BASE <= level < LEAF)

    def _anybody_states(self, nodes: Sequence[Node]) -> bool:
        """Whether the diagrams hang on something that nobody is asked for."""
        atoms, diagrams = self.compiling.atoms(), self.compiling.answers.diagrams
        names: set[str] = set()
        for level in diagrams.levels_below(nodes):
            if level >= ATOM_BASE:
                names |= variables_of(atoms.atoms[level - ATOM_BASE].term)
            elif level in self.compiling.worlds.variables:
                names.add(self.compiling.worlds.variables[level].fact)
        for node in diagrams.reachable(nodes):
            if diagrams.is_leaf(node):
                names |= names_in(diagrams.content(node))
        askable = frozenset(self.merged.rulebook.askable)
        return bool({it for it in names if not it.startswith("?")} - askable - self.merged.unstated)
