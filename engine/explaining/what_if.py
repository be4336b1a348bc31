"""What other answers would change: the difference between two plans."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Annotated, Literal, TypeVar

from msgspec import Meta

from ..items import Certainty, ItemKind
from ..planning.plan import Plan, PlanCost, PlanDocument, PlanStep, PlanWarning

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Named:
    """Something with its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A step that keeps its place relative to fewer others: its positions before and after."""

    id: str
    title: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Redated:
    """A step whose due date changes; ``None`` is no date."""

    id: str
    title: str
    was: date | None
    now: date | None


SeenValue = str | int | bool | tuple[str | None, ...] | None
_PARTS = ["cost", "document", "step", "warning"]
PlanPart = Annotated[ItemKind, Meta(extra_json_schema={"enum": _PARTS})]
"""What has a place of its own in a plan: everything but an order."""
Aspect = Literal["certainty", "dates", "amount", "place", "official", "text"]


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that both plans have and that is seen differently: how sure it is, from when
    and until which hour, its amount, the steps it stands at (by their titles), whether something
    official speaks for it, or its words. ``was`` and ``now`` are otherwise the plan's own
    values."""

    kind: PlanPart
    id: str
    title: str
    aspect: Aspect
    was: SeenValue
    now: SeenValue


@dataclass(frozen=True, slots=True)
class Difference:
    """What the second plan has more, less, elsewhere or at another time than the first.
    ``settled`` were possible and are certain, ``unsettled`` the other way round. The first
    lines are those that a plan begins with; what comes to them or leaves them need be neither
    new nor gone in the plan."""

    first_lines_gained: tuple[Named, ...]
    first_lines_lost: tuple[Named, ...]
    first_lines_moved: tuple[Named, ...]
    steps_gained: tuple[Named, ...]
    steps_lost: tuple[Named, ...]
    steps_settled: tuple[Named, ...]
    steps_unsettled: tuple[Named, ...]
    steps_moved: tuple[Moved, ...]
    steps_redated: tuple[Redated, ...]
    warnings_gained: tuple[Named, ...]
    warnings_lost: tuple[Named, ...]
    documents_gained: tuple[Named, ...]
    documents_lost: tuple[Named, ...]
    costs_gained: tuple[Named, ...]
    costs_lost: tuple[Named, ...]
    changed: tuple[Changed, ...]
    currency: str

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__ if name != "currency")


def what_if(before: Plan, after: Plan) -> Difference:
    """What changes from ``before`` to ``after``; both in the same language."""
    steps_before = {step.id: step for step in before.steps}
    steps_after = {step.id: step for step in after.steps}
    common = [step for step in after.steps if step.id in steps_before]

    def settled(now: Certainty) -> tuple[Named, ...]:
        return tuple(
            Named(step.id, step.title)
            for step in common
            if step.certainty is now and steps_before[step.id].certainty is not now
        )

    def names(plan: Plan, other: Plan, part: str, title: str) -> tuple[Named, ...]:
        known = {thing.id for thing in getattr(other, part)}
        return tuple(
            Named(thing.id, getattr(thing, title))
            for thing in getattr(plan, part)
            if thing.id not in known
        )

    lines_before, lines_after = _first_lines(before), _first_lines(after)
    return Difference(
        first_lines_gained=_not_in(lines_before, lines_after),
        first_lines_lost=_not_in(lines_after, lines_before),
        first_lines_moved=_elsewhere(lines_before, lines_after),
        steps_gained=names(after, before, "steps", "title"),
        steps_lost=names(before, after, "steps", "title"),
        steps_settled=settled(Certainty.CERTAIN),
        steps_unsettled=settled(Certainty.POSSIBLE),
        steps_moved=_moved([s for s in before.steps if s.id in steps_after], common),
        steps_redated=tuple(
            Redated(s.id, s.title, _due(steps_before[s.id]), _due(s))
            for s in common
            if _due(steps_before[s.id]) != _due(s)
        ),
        warnings_gained=names(after, before, "warnings", "text"),
        warnings_lost=names(before, after, "warnings", "text"),
        documents_gained=names(after, before, "documents", "title"),
        documents_lost=names(before, after, "documents", "title"),
        costs_gained=names(after, before, "costs", "title"),
        costs_lost=names(before, after, "costs", "title"),
        changed=tuple(_changed(before, after)),
        currency=after.currency,
    )


def _changed(before: Plan, after: Plan) -> Iterator[Changed]:
    """What is seen of the things that both have, beside the certainty of steps and the last
    day of their dates, which have lists of their own."""
    parts = (
        (ItemKind.STEP, "steps"),
        (ItemKind.WARNING, "warnings"),
        (ItemKind.DOCUMENT, "documents"),
        (ItemKind.COST, "costs"),
    )
    for kind, part in parts:
        was = {thing.id: _seen(thing, before) for thing in getattr(before, part)}
        for thing in getattr(after, part):
            then, now = was.get(thing.id), _seen(thing, after)
            if then is None:
                continue
            title = thing.text if kind is ItemKind.WARNING else thing.title
            for aspect, value in now.items():
                if value != then[aspect]:
                    yield Changed(kind, thing.id, title, aspect, then[aspect], value)


def _seen(
    thing: PlanStep | PlanWarning | PlanDocument | PlanCost, plan: Plan
) -> dict[Aspect, SeenValue]:
    def at(*steps: str | None) -> tuple[str, ...]:
        return tuple(step.title for step in plan.steps if step.id in steps)

    match thing:
        case PlanStep():
            due = thing.due
            return {
                "dates": None
                if due is None
                else (str(due.since or ""), due.time, str(due.goes_on)),
                "official": thing.official,
                "text": (thing.title, thing.how),
            }
        case PlanWarning():
            return {
                "certainty": thing.certainty,
                "place": at(thing.step),
                "official": thing.official,
                "text": thing.text,
            }
        case PlanDocument():
            return {
                "certainty": thing.certainty,
                "place": at(*thing.steps),
                "text": (thing.title, thing.note),
            }
    return {
        "certainty": thing.certainty,
        "amount": thing.amount,
        "place": at(*thing.steps),
        "official": thing.official,
        "text": (thing.title, thing.note),
    }


def _due(step: PlanStep) -> date | None:
    return step.due.by if step.due else None


def _first_lines(plan: Plan) -> dict[tuple[str, str], Named]:
    """What the plan begins with, in order, by what is shown."""
    titles = {("step", step.id): step.title for step in plan.steps}
    titles |= {("warning", warning.id): warning.text for warning in plan.warnings}
    shown = [
        ("step", line.step or "") if line.warning is None else ("warning", line.warning)
        for line in plan.first_lines
    ]
    return {it: Named(it[1], titles[it]) for it in shown}


def _not_in(known: Container[object], lines: Mapping[tuple[str, str], Named]) -> tuple[Named, ...]:
    return tuple(named for it, named in lines.items() if it not in known)


def _elsewhere(
    before: Mapping[tuple[str, str], Named], after: Mapping[tuple[str, str], Named]
) -> tuple[Named, ...]:
    stayed = _stayed([it for it in before if it in after], [it for it in after if it in before])
    return tuple(named for it, named in after.items() if it in before and it not in stayed)


def _stayed(before: Sequence[T], after: Sequence[T]) -> set[T]:
    """What keeps its place relative to the most others."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return {
        after[block.b + offset]
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }


def _moved(before: Sequence[PlanStep], after: Sequence[PlanStep]) -> tuple[Moved, ...]:
    stayed = _stayed([step.id for step in before], [step.id for step in after])
    positions = {step.id: step.position for step in before}
    return tuple(
        Moved(step.id, step.title, positions[step.id], step.position)
        for step in after
        if step.id not in stayed
    )
