"""Orders that contradict each other in a situation that can exist.

A circle among the orders of steps is none of anybody's business as long as its steps and
rules never come together. So every circle is put to the solver, and only those are reported
for which a situation was found and its plan really could not be ordered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...items import ItemKind, StatedOrder, orders_in
from ...planning.contents import contents_of, order_of
from ...planning.ordering import OrderCircle, Tie
from ...rulebook import Rulebook
from ...situation import Situation, Valuation, reference_findings
from ...worlds import View
from .codes import CheckCode
from .compatible_rules import RuleGroup, can_be_together, situation_with, wanting
from .model import Context, Finding, Witness, finding

LONGEST_CIRCLE = 8
MOST_CIRCLES = 400
MOST_MOVES = 50_000


def circles(context: Context) -> Iterator[Finding]:
    """Circles of steps that a real situation leads into, and those left open."""
    orders: dict[tuple[str, str], list[StatedOrder]] = {}
    for order in orders_in(context.rulebook):
        orders.setdefault((order.first, order.then), []).append(order)
    walk = _Walk(orders)
    reported: set[frozenset[tuple[str, str, str | None]]] = set()
    for circle in walk.circles():
        pairs = list(zip(circle, (*circle[1:], circle[0]), strict=True))
        groups: list[RuleGroup] = [wanting(context, step) for step in circle]
        for pair in pairs:
            rules = [it.rule for it in orders[pair] if it.rule is not None]
            if len(rules) == len(orders[pair]):
                groups.append(rules)
        if not all(groups) or not can_be_together(context, groups):
            continue
        situation = situation_with(context, groups)
        ties = () if situation is None else circle_of(context.rulebook, situation)
        if len(ties) == 1:
            # One order that contradicts the phases or itself: loading refuses it.
            continue
        if situation is None or not ties:
            yield _left_open(orders, pairs)
            continue
        shown = frozenset((tie.first, tie.then, tie.rule) for tie in ties)
        if shown not in reported:
            reported.add(shown)
            yield _finding(orders, ties, situation)
    if walk.gave_up:
        place = next(iter(context.rulebook.steps.values())).place
        yield finding(
            CheckCode.UNDECIDED,
            place,
            "The orders of steps hold more circles than were looked at "
            f"(up to {LONGEST_CIRCLE} steps each, {MOST_CIRCLES} in all).",
        )


def circle_of(rulebook: Rulebook, situation: Situation) -> tuple[Tie, ...]:
    """The circle that keeps the situation's plan from being ordered; empty if there is none."""
    findings = reference_findings(rulebook, situation)
    contents = contents_of(findings, View(rulebook, situation)).certainty
    steps = {item.id: it for item, it in contents.items() if item.kind is ItemKind.STEP}
    try:
        order_of(steps, findings, Valuation(rulebook, situation))
    except OrderCircle as circle:
        return circle.ties
    return ()


def _finding(
    orders: Mapping[tuple[str, str], list[StatedOrder]], ties: tuple[Tie, ...], situation: Situation
) -> Finding:
    said = _from_the_top([_order_of(orders, tie) for tie in ties])
    steps = [order.first for order in said]
    around = " → ".join([*steps, steps[0]])
    code = CheckCode.CONTRADICTING_ORDERS if len(ties) == 2 else CheckCode.REACHABLE_CIRCLE
    return finding(
        code,
        said[0].place,
        f"There are situations in which these steps are ordered in a circle: {around}.",
        "Remove one of these orders, or let a condition keep them apart.",
        witness=Witness(situation, (f"order: [[{steps[0]}, {steps[1]}]]",)),
        related=tuple((it.place, _words(it)) for it in said),
    )


def _from_the_top(said: list[StatedOrder]) -> list[StatedOrder]:
    """The same circle, beginning with the order that stands first in the files."""
    start = min(range(len(said)), key=lambda number: said[number].place)
    return said[start:] + said[:start]


def _order_of(orders: Mapping[tuple[str, str], list[StatedOrder]], tie: Tie) -> StatedOrder:
    return next(
        it
        for it in orders[tie.first, tie.then]
        if (None if it.rule is None else it.rule.id) == tie.rule
    )


def _words(order: StatedOrder) -> str:
    by = "" if order.rule is None else f", says the rule {order.rule.id}"
    return f"{order.first} before {order.then}{by}"


def _left_open(
    orders: Mapping[tuple[str, str], list[StatedOrder]], pairs: list[tuple[str, str]]
) -> Finding:
    said = [orders[pair][0] for pair in pairs]
    around = " → ".join([*(first for first, _ in pairs), pairs[0][0]])
    return finding(
        CheckCode.UNDECIDED,
        said[0].place,
        f"Whether a situation orders these steps in a circle could not be found out: {around}.",
        "Write a scenario for the situation that you have in mind.",
        related=tuple((it.place, _words(it)) for it in said),
    )


class _Walk:
    """Goes round the orders and finds every circle that some rule has a part in, each once."""

    def __init__(self, orders: Mapping[tuple[str, str], list[StatedOrder]]) -> None:
        self.following: dict[str, list[str]] = {}
        for first, then in orders:
            self.following.setdefault(first, []).append(then)
        self.rank = {step: number for number, step in enumerate(self.following)}
        self.moves = MOST_MOVES
        self.found = 0
        self.gave_up = False

    def circles(self) -> Iterator[tuple[str, ...]]:
        for start in self.rank:
            yield from self._from(start, (start,))

    def _from(self, start: str, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for step in self.following.get(path[-1], ()):
            self.moves -= 1
            if self.moves < 0 or self.found >= MOST_CIRCLES:
                self.gave_up = True
                return
            if step == start:
                self.found += 1
                yield path
            elif self.rank.get(step, -1) > self.rank[start] and step not in path:
                if len(path) < LONGEST_CIRCLE:
                    yield from self._from(start, (*path, step))
                elif self._leads_to(step, start):
                    self.gave_up = True

    def _leads_to(self, step: str, target: str) -> bool:
        seen, queue = {step}, [step]
        while queue:
            for other in self.following.get(queue.pop(), ()):
                if other == target:
                    return True
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return False
