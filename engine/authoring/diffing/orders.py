"""Where two versions put the same steps in another order.

What decides the order (phases, ties, dates, the author's order, which steps are there) is
compared first: where all of it is equal, so is every order. Where something differs, plans
are made for situations in which it does, the smallest first; an order that none of them turns
is told as not decided, unless what differs cannot turn any.

Owns this search. Knows nothing of causes or words.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import is_
from random import Random
from typing import Any

from ...items import ItemKind, orders_in
from ...situation import Situation
from ...values import Answer
from ...worlds.answer_diagrams import FAILS, HOLDS
from ...worlds.diagrams import FALSE, TRUE, Node, TooLarge
from .appearance import form_of_due
from .compared_day import ComparedDay
from .comparing import Comparing
from .merging import Side, renamed_ids
from .model import UndecidedEffect, Way
from .pairing import Pair

LOOKS = 12
"""So many situations are looked at for each thing that differs."""
DETOURS = 5


@dataclass(frozen=True)
class Turned:
    """Two steps, as the old version calls them, that the new one has the other way round; or
    (``tied`` is not ``None``) that only the new (``True``) or the old one (``False``) keeps in
    this order, whatever else there is. The situation is over merged names."""

    first: str
    then: str
    situation: Situation
    tied: bool | None = None
    share: float | None = None


@dataclass(frozen=True)
class _Cause:
    """Something that decides the order and differs: where (``nodes``, with ``decide``), and
    which steps it is about, by the old names."""

    steps: tuple[str, ...]
    nodes: tuple[Node, ...]
    differs: bool
    """Whether the last two nodes must differ, too; else it differs wherever the first hold."""


class Orders:
    """The orders of two versions."""

    def __init__(self, comparing: Comparing) -> None:
        self.comparing = comparing
        self.merged = comparing.merged
        self.old, self.new = self.merged.old, self.merged.new
        renamed = renamed_ids(self.old.rulebook.steps, self.new.rulebook.steps)
        self.was = {it: renamed.get(it, it) for it in self.new.rulebook.steps}
        self.pairs = {
            pair.old.id: pair
            for pair in comparing.pairs
            if pair.old and pair.new and pair.old.kind is ItemKind.STEP
        }

    def turned(self) -> Iterator[Turned]:
        """Pairs of steps that stand the other way round in some plan, each once."""
        told: set[tuple[str, str, bool | None]] = set()
        try:
            causes = list(self._causes())
        except TooLarge:
            causes = []
            reason = "the diagrams grow too large"
            self.comparing.undecided.append(
                UndecidedEffect(ItemKind.ORDER, "all steps", Way.ORDER, reason)
            )
        for cause in causes:
            try:
                ways = self._ways(cause)
            except TooLarge:
                ways = None
            if ways is None:
                reason = "it may turn steps round; no plan that was looked at shows it"
                self.comparing.undecided.append(
                    UndecidedEffect(ItemKind.STEP, cause.steps[0], Way.ORDER, reason)
                )
            for found in ways or ():
                if (found.first, found.then, found.tied) not in told:
                    told.add((found.first, found.then, found.tied))
                    yield found

    def _ways(self, cause: _Cause) -> Sequence[Turned] | None:
        """What the cause comes to in plans; ``None`` if that was not found out. That an order
        is no longer kept is told as well where few answers show it, and many that it turns."""
        found, possible = self._shown(cause)
        if not possible:
            return ()
        bound = None
        if len(cause.steps) == 2 and (found is None or len(found.situation.answers) > 1):
            bound = self._bound(cause)
        if found is None:
            return None if bound is None else (bound,)
        if bound is None or len(found.situation.answers) <= len(bound.situation.answers):
            return (found,)
        return bound, found

    # ------------------------------------------------------------------ what differs

    def _causes(self) -> Iterator[_Cause]:
        yield from self._ties()
        yield from self._places()
        yield from self._presences()

    def _present(self, pair: Pair) -> tuple[Node, Node]:
        compiling = self.comparing.compiling
        assert pair.old is not None
        assert pair.new is not None
        old = compiling.item(self.old.items[pair.old])
        new = compiling.item(self.new.items[pair.new])
        if old is None or new is None:
            raise TooLarge
        return old.certainty, new.certainty

    def _ties_of(self, side: Side) -> dict[tuple[str, str], Node]:
        """Where each order is stated, over answers, by old names."""
        worlds = self.comparing.compiling.worlds
        names = self.was if side is self.new else {it: it for it in self.old.rulebook.steps}
        mark = "" if side is self.old else "__new"
        found: dict[tuple[str, str], Node] = {}
        for order in orders_in(side.rulebook):
            pair = names[order.first], names[order.then]
            holds = TRUE
            if order.rule is not None:
                holds = worlds.rule(self.merged.rulebook.rules[f"{order.rule.id}{mark}"])
            found[pair] = worlds.diagrams.either(found.get(pair, FALSE), holds)
        truth = self.comparing.compiling.answers.truth
        return {pair: truth(node) for pair, node in found.items()}

    @cached_property
    def _stated(self) -> tuple[dict[tuple[str, str], Node], dict[tuple[str, str], Node]]:
        return self._ties_of(self.old), self._ties_of(self.new)

    def _ties(self) -> Iterator[_Cause]:
        before, after = self._stated
        never = self.comparing.compiling.answers.diagrams.leaf(FAILS)
        for pair in dict.fromkeys((*before, *after)):
            first, then = (self.pairs.get(it) for it in pair)
            one, other = before.get(pair, never), after.get(pair, never)
            if one != other and first and then and pair[0] != pair[1]:
                yield _Cause(pair, (*self._present(first), *self._present(then), one, other), True)

    def _places(self) -> Iterator[_Cause]:
        """Steps with another phase, other dates or another place in the author's order."""
        moved = self._moved()
        for step, pair in self.pairs.items():
            assert pair.new is not None
            one, other = self.old.rulebook.steps[step], self.new.rulebook.steps[pair.new.id]
            dates = form_of_due(self.old, one.due) != form_of_due(self.new, other.due)
            if step in moved or dates:
                yield _Cause((step,), self._present(pair), False)
            elif one.due is not None and other.due is not None:
                values = [
                    (self.comparing.compiling.value(self.old.facts[it]),
                     self.comparing.compiling.value(self.new.facts[its]))
                    for it, its in zip(one.due.facts(), other.due.facts(), strict=True)
                ]  # fmt: skip
                known = [(it, its) for it, its in values if it is not None and its is not None]
                if len(known) < len(values):
                    yield _Cause((step,), self._present(pair), False)
                for it, its in known:
                    if it != its:
                        yield _Cause((step,), (*self._present(pair), it, its), True)

    def _moved(self) -> set[str]:
        """Steps whose phase stands elsewhere, or that the author wrote elsewhere, among those
        that both versions have."""
        numbers = [
            {phase.id: n for n, phase in enumerate(side.rulebook.phases)}
            for side in (self.old, self.new)
        ]
        before = sorted(
            (numbers[0][self.old.rulebook.steps[it].phase], n, it)
            for n, it in enumerate(self.old.rulebook.steps)
            if it in self.pairs
        )
        after = sorted(
            (numbers[1][step.phase], n, self.was[step.id])
            for n, step in enumerate(self.new.rulebook.steps.values())
            if self.was[step.id] in self.pairs
        )
        return _out_of_line([it for *_, it in before], [it for *_, it in after]) | {
            it
            for it, pair in self.pairs.items()
            if pair.new is not None
            and self.old.rulebook.steps[it].phase != self.new.rulebook.steps[pair.new.id].phase
        }

    def _presences(self) -> Iterator[_Cause]:
        """Steps that come or go, and carry an order from one step to another."""
        before, after = self._stated
        for pair in self.comparing.pairs:
            if pair.item.kind is not ItemKind.STEP:
                continue
            name = pair.old.id if pair.old else pair.item.id
            if self.comparing.is_written_alike(pair):
                continue
            if not (self._carries(name, before) or self._carries(name, after)):
                continue
            compiling = self.comparing.compiling
            never = compiling.answers.diagrams.leaf(FAILS)
            one = compiling.item(self.old.items[pair.old]) if pair.old else None
            other = compiling.item(self.new.items[pair.new]) if pair.new else None
            sure = one.certainty if one else never, other.certainty if other else never
            if sure[0] != sure[1]:
                yield _Cause((name,), sure, True)

    def _carries(self, step: str, ties: dict[tuple[str, str], Node]) -> bool:
        led = any(then == step for _, then in ties)
        book = self.old.rulebook if step in self.old.rulebook.steps else self.new.rulebook
        dated = book.steps[step].due is not None if step in book.steps else False
        return led and (dated or any(first == step for first, _ in ties))

    # ------------------------------------------------------------------ plans that show it

    def _shown(self, cause: _Cause) -> tuple[Turned | None, bool]:
        """A plan that shows it; and whether what differs differs in any situation at all."""
        comparing = self.comparing
        atoms = comparing.atoms_below(cause.nodes)
        possible = False
        for number, day in enumerate(comparing.solver.days(atoms, comparing.window)):
            if number >= DETOURS and possible:
                break
            on = comparing.day(day, atoms, False)
            root = self._root(cause, on)
            if True not in on.leaves(root):
                continue
            possible = True
            found = self._shown_on(cause, on, root)
            if found is not None:
                return found, True
        return None, possible

    def _root(self, cause: _Cause, day: ComparedDay) -> Node:
        """Where on that day what decides the order differs."""
        ends = cause.nodes[:-2] if cause.differs else cause.nodes

        def decide(*values: Any) -> Hashable:
            if FAILS in values[: len(ends)]:
                return False
            return not cause.differs or values[-1] != values[-2]

        return day.compared(decide, *cause.nodes)

    def _shown_on(self, cause: _Cause, day: ComparedDay, root: Node) -> Turned | None:
        tried: set[str] = set()
        for answers in self._looked_at(day, root):
            key = repr(sorted(answers.items(), key=lambda it: it[0]))
            if key not in tried:
                tried.add(key)
                found = self._turned_in(cause, Situation(answers, day.as_of))
                if found is not None:
                    return self._fewest(found)
        return None

    def _looked_at(self, day: ComparedDay, root: Node) -> Iterator[dict[str, Answer]]:
        smallest = day.smallest(root, True)
        if smallest is None:
            return
        yield smallest
        chance = Random(0)
        for _ in range(LOOKS):
            some = day.at_random(root, True, chance)
            if some is not None:
                yield day.filled(some, chance)

    def _bound(self, cause: _Cause) -> Turned | None:
        """An order that only one of the versions states, in a plan with both steps."""
        comparing = self.comparing
        atoms = comparing.atoms_below(cause.nodes)
        for day in comparing.solver.days(atoms, comparing.window):
            on = comparing.day(day, atoms, False)
            root = on.compared(_certainly_apart, *cause.nodes)
            for tied in (False, True):
                answers = on.smallest(root, tied)
                if answers is None:
                    continue
                situation = Situation(comparing.in_order(answers), day)
                if self._ties_in(situation, cause.steps) == (not tied, tied):
                    share = on.share([on.where(root, partial(is_, tied))])
                    return Turned(cause.steps[0], cause.steps[1], situation, tied, share)
        return None

    def differ(self, pair: tuple[str, str], tied: bool | None, situation: Situation) -> bool:
        """Whether the plans of the situation differ in the order of the two steps."""
        if tied is None:
            return pair in self._pairs_turned(situation)
        return self._ties_in(situation, pair) == (not tied, tied)

    def _ties_in(self, situation: Situation, steps: Sequence[str]) -> tuple[bool, bool] | None:
        """Whether either plan states the order of the two steps."""
        planned = self.comparing.planned
        if planned.orders(situation) is None:
            return None
        found = []
        for side in (self.old, self.new):
            ties = planned.outcome(side, situation).ordering.ties
            names = self.was if side is self.new else {}
            stated = [(names.get(it.first, it.first), names.get(it.then, it.then)) for it in ties]
            found.append(tuple(steps) in stated)
        return found[0], found[1]

    def _turned_in(self, cause: _Cause, situation: Situation) -> Turned | None:
        pairs = self._pairs_turned(situation)
        if not pairs:
            return None
        about = [it for it in pairs if set(cause.steps) <= set(it)]
        some = [it for it in pairs if set(cause.steps) & set(it)]
        first, then = (about or some or pairs)[0]
        return Turned(first, then, situation)

    def _pairs_turned(self, situation: Situation) -> Sequence[tuple[str, str]]:
        orders = self.comparing.planned.orders(situation)
        if orders is None:
            return ()
        after = {self.was[it]: n for n, it in enumerate(orders[1])}
        before = [it for it in orders[0] if it in after]
        return [
            (one, other)
            for n, one in enumerate(before)
            for other in before[n + 1 :]
            if after[one] > after[other]
        ]

    def _fewest(self, found: Turned) -> Turned:
        """The same with the fewest answers that show it."""
        kept, day = dict(found.situation.answers), found.situation.as_of
        for fact in reversed(list(kept)):
            fewer = {it: answer for it, answer in kept.items() if it != fact}
            if (found.first, found.then) in self._pairs_turned(Situation(fewer, day)):
                kept = fewer
        return Turned(found.first, found.then, Situation(kept, day))


def _certainly_apart(*values: int) -> bool | None:
    """Which of two versions states an order (the new one, if true), where all steps are there
    for certain and the other one does not."""
    *ends, one, other = values
    if FAILS in ends or one == other or HOLDS | FAILS in (one, other):
        return None
    return other == HOLDS


def _out_of_line(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """What stands elsewhere in the other list, as little as explains it."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    stayed = {
        before[block.a + n] for block in matcher.get_matching_blocks() for n in range(block.size)
    }
    return set(before) - stayed
