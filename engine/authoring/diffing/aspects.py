"""What is compared of an item that both versions have, as functions of diagrams.

Owns the list of what a person sees of an item: how sure it is, where it stands, whether
something official backs it, its dates, its amount, its severity and its words. Knows no days.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ...items import Item, ItemKind, warnings_of
from ...rulebook import Due
from ...values import Kind
from ...worlds.answer_diagrams import FAILS, HOLDS, VARIES
from ...worlds.diagrams import Node, TooLarge
from ...worlds.item_diagrams import Compiling, SeenItem
from .appearance import (
    NOTHING,
    FixedLook,
    due_at,
    form_of,
    form_of_due,
    value_at,
    words_for,
)
from .both_plans import Seen
from .merging import NEW, Merged, Side
from .model import Way
from .pairing import Pair


@dataclass(frozen=True)
class Comparable:
    """One thing to compare: ``decide`` of what the ``nodes`` come to says how it differs, or
    ``None``. ``way`` is of what is asked; ``differs`` tells from two plans whether they do.
    What it hangs on when the dates and numbers of formulas are put in is ``worked_out``; the
    formulas of the two versions stand in the ``halves`` of what was decided."""

    way: Way
    nodes: tuple[Node, ...]
    decide: Callable[..., Hashable]
    differs: Callable[[Seen | None, Seen | None], bool]
    worked_out: Callable[[Hashable, Mapping[str, Any], date], bool] | None = None
    halves: Callable[[Any], tuple[Hashable, Hashable]] | None = None


class Aspects:
    """What can be compared of the items of two versions in ``languages``."""

    def __init__(self, merged: Merged, compiling: Compiling, languages: tuple[str, ...]) -> None:
        self.merged = merged
        self.compiling = compiling
        self.languages = languages

    def seen(self, side: Side, item: Item | None) -> SeenItem | None:
        if item is None:
            return self.never
        return self.compiling.item(side.items[item])

    @cached_property
    def never(self) -> SeenItem:
        fails = self.compiling.answers.diagrams.leaf(FAILS)
        return SeenItem(fails, {}, fails, (), frozenset())

    def questions(self, pair: Pair, old: SeenItem, new: SeenItem) -> Iterator[Comparable]:
        sure = old.certainty, new.certainty
        if sure[0] != sure[1]:
            yield Comparable(
                Way.GAINED,
                sure,
                lambda one, other: None if one == other else (one, other),
                lambda one, other: _certainty(one) != _certainty(other),
            )
        if pair.old is None or pair.new is None:
            return
        yield from self._places(sure, old, new)
        yield from self._attached(sure, pair)
        if pair.item.kind not in (ItemKind.DOCUMENT, ItemKind.ORDER) and (
            old.unofficial != new.unofficial
        ):
            yield Comparable(
                Way.OFFICIAL,
                (*sure, old.unofficial, new.unofficial),
                _if_both(lambda one, other: None if one == other else (one, other), _is_official),
                _differ_in("official"),
            )
        before = form_of(self.merged.old, pair.old, self.languages)
        after = form_of(self.merged.new, pair.new, self.languages)
        yield from self._forms(sure, before, after)
        yield from self._dates(sure, before.due, after.due)
        yield from self._amounts(sure, before, after)
        yield from self._values(sure, before, after)

    def _places(
        self, sure: tuple[Node, Node], old: SeenItem, new: SeenItem
    ) -> Iterator[Comparable]:
        """At which steps a document or a cost stands."""
        fails = self.never.certainty
        there = {self.merged.new.step(it.removesuffix(NEW)): node for it, node in new.at.items()}
        steps = dict.fromkeys((*old.at, *there))
        if not steps or (sure[0] == sure[1] and old.at == there):
            return
        pairs = [(old.at.get(step, fails), there.get(step, fails)) for step in steps]
        yield Comparable(
            Way.PLACE,
            (*sure, *(node for pair in pairs for node in pair)),
            _stands_differently,
            _differ_in("place"),
        )

    def _attached(self, sure: tuple[Node, Node], pair: Pair) -> Iterator[Comparable]:
        """At which step a warning stands: where that is not in the plan, for all of it."""
        if pair.item.kind is not ItemKind.WARNING:
            return
        steps: list[str | None] = []
        nodes: list[Node] = []
        for side, item in ((self.merged.old, pair.old), (self.merged.new, pair.new)):
            assert item is not None
            step = step_of(side, item)
            seen: SeenItem | None = self.never
            if step is not None and Item(ItemKind.STEP, step) in side.items:
                seen = self.compiling.item(side.items[Item(ItemKind.STEP, step)])
            if seen is None:
                raise TooLarge
            steps.append(None if step is None else side.step(step))
            nodes.append(seen.certainty)
        if steps[0] == steps[1] and nodes[0] == nodes[1]:
            return

        def decide(sure: int, sure_of_other: int, one: int, other: int) -> Hashable:
            if FAILS in (sure, sure_of_other):
                return None
            place = None if one == FAILS else steps[0], None if other == FAILS else steps[1]
            return None if place[0] == place[1] else place

        yield Comparable(
            Way.PLACE,
            (*sure, *nodes),
            decide,
            _differ_in("place"),
        )

    def _forms(
        self, sure: tuple[Node, Node], before: FixedLook, after: FixedLook
    ) -> Iterator[Comparable]:
        def asked(way: Way, aspect: str) -> Comparable:
            return Comparable(
                way,
                sure,
                lambda one, other: None if FAILS in (one, other) else (one, other),
                _differ_in(aspect),
            )

        if before.words != after.words:
            yield asked(Way.TEXT, "text")
        if before.place != after.place and before.mark is None:
            yield asked(Way.PLACE, "place")
        if before.mark != after.mark:
            yield asked(Way.SEVERITY, "mark")

    def _value_node(self, side: Side, fact_id: str) -> Node | None:
        return self.compiling.value(side.facts[fact_id])

    def _dates(
        self, sure: tuple[Node, Node], before: Due | None, after: Due | None
    ) -> Iterator[Comparable]:
        if before is None and after is None:
            return
        old, new = self.merged.old, self.merged.new
        facts = (before.facts() if before else ()), (after.facts() if after else ())
        nodes = [self._value_node(old, it) for it in facts[0]]
        others = [self._value_node(new, it) for it in facts[1]]
        if form_of_due(old, before) == form_of_due(new, after) and nodes == others:
            return
        known = [node for node in (*nodes, *others) if node is not None]
        if len(known) < len(nodes) + len(others):
            raise TooLarge
        count = len(nodes)

        def decide(one: int, other: int, *values: Any) -> Hashable:
            return None if FAILS in (one, other) else (one, other, *values)

        def worked_out(leaf: Any, point: Mapping[str, Any], day: date) -> bool:
            values = [value_at(it, point, day) for it in leaf[2:]]
            first = due_at(before, dict(zip(facts[0], values[:count], strict=True)))
            return first != due_at(after, dict(zip(facts[1], values[count:], strict=True)))

        yield Comparable(
            Way.DATES,
            (*sure, *known),
            decide,
            _differ_in("due"),
            worked_out,
            lambda leaf: (leaf[2 : 2 + count], leaf[2 + count :]),
        )

    def _amounts(
        self, sure: tuple[Node, Node], before: FixedLook, after: FixedLook
    ) -> Iterator[Comparable]:
        sides = (self.merged.old, before.amount), (self.merged.new, after.amount)
        nodes = []
        for side, amount in sides:
            if isinstance(amount, str):
                node = self._value_node(side, amount)
                if node is None:
                    raise TooLarge
            else:
                one = VARIES if amount is None else frozenset((("int", amount),))
                node = self.compiling.answers.diagrams.leaf(one)
            nodes.append(node)
        if nodes[0] != nodes[1]:
            yield self._of_values(Way.AMOUNT, "amount", sure, nodes[0], nodes[1], {}, {})

    def _values(
        self, sure: tuple[Node, Node], before: FixedLook, after: FixedLook
    ) -> Iterator[Comparable]:
        """The values that show in the texts, fact by fact, where both show the fact."""
        old, new = self.merged.old, self.merged.new
        others = {new.bases[it]: it for it in after.shown}
        for fact_id in before.shown:
            other_id = others.get(old.bases[fact_id])
            if other_id is None:
                continue
            words = (
                words_for(old, fact_id, self.languages),
                words_for(new, other_id, self.languages),
            )
            if old.rulebook.facts[fact_id].kind is Kind.CHOICES:
                yield from self._lists(sure, fact_id, other_id, words)
                continue
            one, other = self._value_node(old, fact_id), self._value_node(new, other_id)
            if one is None or other is None:
                raise TooLarge
            if one != other or words[0] != words[1]:
                yield self._of_values(Way.TEXT, "text", sure, one, other, *words)

    def _lists(
        self,
        sure: tuple[Node, Node],
        fact_id: str,
        other_id: str,
        words: tuple[Mapping[Hashable, Hashable], Mapping[Hashable, Hashable]],
    ) -> Iterator[Comparable]:
        names = self.merged.old.facts[fact_id], self.merged.new.facts[other_id]
        options = [it for it in dict.fromkeys((*words[0], *words[1])) if isinstance(it, str)]
        for option in options:
            nodes = [
                self.compiling.answers.value(self.compiling.worlds.chosen(name, option))
                if option in said
                else self.compiling.answers.diagrams.leaf(frozenset((("bool", False),)))
                for name, said in zip(names, words, strict=True)
            ]
            labels = [{True: said.get(option), NOTHING: said[NOTHING]} for said in words]
            if nodes[0] != nodes[1] or labels[0] != labels[1]:
                yield self._of_values(Way.TEXT, "text", sure, nodes[0], nodes[1], *labels)

    def _of_values(
        self,
        way: Way,
        aspect: str,
        sure: tuple[Node, Node],
        one: Node,
        other: Node,
        words: Mapping[Hashable, Hashable],
        others: Mapping[Hashable, Hashable],
    ) -> Comparable:
        def decide(sure_of_one: int, sure_of_other: int, one: Any, other: Any) -> Hashable:
            if FAILS in (sure_of_one, sure_of_other):
                return None
            return sure_of_one, sure_of_other, one, other

        def worked_out(leaf: Any, point: Mapping[str, Any], day: date) -> bool:
            value, now = value_at(leaf[2], point, day), value_at(leaf[3], point, day)
            return _spoken(value, words) != _spoken(now, others)

        return Comparable(
            way,
            (*sure, one, other),
            decide,
            _differ_in(aspect),
            worked_out,
            lambda leaf: (leaf[2], leaf[3]),
        )


def step_of(side: Side, item: Item) -> str | None:
    """The step that a warning stands at."""
    if item.kind is not ItemKind.WARNING:
        return None
    return warnings_of(side.rulebook)[item.id].step


def _certainty(seen: Seen | None) -> str | None:
    return None if seen is None else seen.certainty


def _differ_in(aspect: str) -> Callable[[Seen | None, Seen | None], bool]:
    """Whether an item is in both plans, and that of it is not the same."""

    def differs(one: Seen | None, other: Seen | None) -> bool:
        both = one is not None and other is not None
        return both and bool(getattr(one, aspect) != getattr(other, aspect))

    return differs


def _is_official(unofficial: int) -> bool:
    return unofficial == FAILS


def _if_both(
    decide: Callable[[Any, Any], Hashable], told: Callable[[Any], Any]
) -> Callable[..., Hashable]:
    def both(sure: int, sure_of_other: int, one: Any, other: Any) -> Hashable:
        if FAILS in (sure, sure_of_other):
            return None
        return decide(told(one), told(other))

    return both


def _stands_differently(sure: int, sure_of_other: int, *at: int) -> Hashable:
    if FAILS in (sure, sure_of_other):
        return None
    stands = (
        tuple(_stands(sure, it) for it in at[::2]),
        tuple(_stands(sure_of_other, it) for it in at[1::2]),
    )
    return None if stands[0] == stands[1] else stands


def _stands(sure: int, there: int) -> bool:
    return there == HOLDS or (sure == HOLDS | FAILS and there == HOLDS | FAILS)


def _spoken(value: Hashable, words: Mapping[Hashable, Hashable]) -> Hashable:
    if value is NOTHING or value == NOTHING:
        return words.get(NOTHING, NOTHING)
    if isinstance(value, bool):
        return words.get(value, value) if True in words else ("bool", value)
    return words.get(value, value) if isinstance(value, str) else value
