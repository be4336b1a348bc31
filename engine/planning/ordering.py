"""The order of steps, and the reason for every neighbouring pair.

Phases come first, then every ``before``/``after`` of the steps and rules in the plan, then
due dates (a step takes over the due date of what waits for it), then the author's order.
Adding a step without ties never swaps two others. Does not know why a step is in the plan.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from msgspec import Struct


class Tie(Struct, frozen=True):
    """``first`` must come before ``then``; because a step says so or (``rule``) a rule does.
    A tie that is not ``certain`` gives way where it would close a circle."""

    first: str
    then: str
    rule: str | None
    certain: bool


class Placed(Struct, frozen=True):
    """What the order of a step depends on besides ties: the number of its phase, its due
    date and its place in the author's order."""

    id: str
    phase: int
    due: date | None
    declared: int


class OrderCircle(Exception):
    """Steps that must each come before the next, and the last before the first again.

    ``ties`` are those along the circle.
    """

    def __init__(self, ties: Sequence[Tie]) -> None:
        super().__init__(" → ".join([*(tie.first for tie in ties), ties[0].first]))
        self.ties = tuple(ties)


class Cause(StrEnum):
    """Why one step stands before another."""

    PHASE = "phase"
    TIE = "tie"
    DUE = "due"
    DECLARED = "declared"


class OrderReason(Struct, frozen=True):
    """Why ``first`` stands before ``then``. For ``TIE``, ``chain`` leads from one to the
    other; for ``DUE``, ``chain`` leads from ``first`` to the step whose due date it takes
    over (empty when it is its own)."""

    first: str
    then: str
    cause: Cause
    chain: tuple[Tie, ...] = ()


class Ordering(Struct, frozen=True):
    """Steps in order, with the ties that were kept and the due dates that counted."""

    steps: tuple[str, ...]
    ties: tuple[Tie, ...]
    dropped: tuple[Tie, ...]
    placed: Mapping[str, Placed]
    urgent: Mapping[str, date]

    def reason(self, first: str, then: str) -> OrderReason:
        """Why ``first`` stands before ``then``; both must be in the plan in that order."""
        chain = _chain(self.ties, first, then)
        if chain:
            return OrderReason(first, then, Cause.TIE, chain)
        if self.placed[first].phase != self.placed[then].phase:
            return OrderReason(first, then, Cause.PHASE)
        first_due, then_due = self.urgent.get(first), self.urgent.get(then)
        if first_due is not None and (then_due is None or first_due < then_due):
            return OrderReason(first, then, Cause.DUE, self._due_chain(first))
        return OrderReason(first, then, Cause.DECLARED)

    def _due_chain(self, step: str) -> tuple[Tie, ...]:
        target = self.urgent[step]
        if self.placed[step].due == target:
            return ()
        chains = (
            _chain(self.ties, step, other)
            for other in self.steps
            if self.placed[other].due == target
        )
        return min((chain for chain in chains if chain), key=len)


def order_steps(steps: Iterable[Placed], ties: Iterable[Tie]) -> Ordering:
    """The one order of ``steps`` under ``ties`` (those between absent steps are left out).

    Raises :class:`OrderCircle` when certain ties contradict each other or the phases.
    """
    placed = {step.id: step for step in steps}
    kept, dropped = _consistent(
        [tie for tie in ties if {tie.first, tie.then} <= placed.keys()], placed
    )
    followers: dict[str, set[str]] = {step: set() for step in placed}
    for tie in kept:
        followers[tie.first].add(tie.then)
    urgent = _urgent(placed, followers)

    def key(step: str) -> tuple[int, date, int]:
        return placed[step].phase, urgent.get(step, date.max), placed[step].declared

    waiting_for = dict.fromkeys(placed, 0)
    for following in followers.values():
        for step in following:
            waiting_for[step] += 1
    ready = [(key(step), step) for step, count in waiting_for.items() if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        _, step = heapq.heappop(ready)
        order.append(step)
        for follower in followers[step]:
            waiting_for[follower] -= 1
            if not waiting_for[follower]:
                heapq.heappush(ready, (key(follower), follower))
    return Ordering(tuple(order), kept, dropped, placed, urgent)


def _consistent(
    ties: Sequence[Tie], placed: Mapping[str, Placed]
) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
    if _agree(ties, placed):
        return tuple(ties), ()
    kept: list[Tie] = []
    dropped: list[Tie] = []
    for tie in sorted(ties, key=lambda tie: not tie.certain):
        backwards = placed[tie.first].phase > placed[tie.then].phase
        circle = _chain(kept, tie.then, tie.first) if tie.first != tie.then else (tie,)
        if not backwards and not circle:
            kept.append(tie)
        elif tie.certain:
            raise OrderCircle((tie, *circle) if circle and circle != (tie,) else (tie,))
        else:
            dropped.append(tie)
    return tuple(kept), tuple(dropped)


def _agree(ties: Sequence[Tie], placed: Mapping[str, Placed]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for tie in ties:
        sorter.add(tie.then, tie.first)
    try:
        sorter.prepare()
    except CycleError:
        return False
    return all(placed[tie.first].phase <= placed[tie.then].phase for tie in ties)


def _chain(ties: Sequence[Tie], first: str, then: str) -> tuple[Tie, ...]:
    """The shortest chain of ties from ``first`` to ``then``; empty if there is none."""
    leaving: dict[str, list[Tie]] = {}
    for tie in ties:
        leaving.setdefault(tie.first, []).append(tie)
    came_by: dict[str, Tie] = {}
    queue = deque([first])
    while queue:
        for tie in leaving.get(queue.popleft(), ()):
            if tie.then in came_by or tie.then == first:
                continue
            came_by[tie.then] = tie
            if tie.then == then:
                return _walk_back(came_by, first, then)
            queue.append(tie.then)
    return ()


def _walk_back(came_by: Mapping[str, Tie], first: str, then: str) -> tuple[Tie, ...]:
    chain: list[Tie] = []
    while then != first:
        chain.append(came_by[then])
        then = came_by[then].first
    return tuple(reversed(chain))


def _urgent(placed: Mapping[str, Placed], followers: Mapping[str, set[str]]) -> Mapping[str, date]:
    leading: dict[str, list[str]] = {}
    for before, following in followers.items():
        for after in following:
            leading.setdefault(after, []).append(before)
    urgent: dict[str, date] = {}
    for due, step in sorted((s.due, s.id) for s in placed.values() if s.due is not None):
        queue = [step]
        while queue:
            here = queue.pop()
            if here not in urgent:
                urgent[here] = due
                queue += leading.get(here, ())
    return urgent
