"""Differences for programs: the shapes of the JSON, and its schema.

Owns the interface: ``schema_version`` changes when it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Literal

import msgspec
from msgspec import Struct

from ...answers import spell_answers
from ...items import ItemKind
from ...rendering.plan_schema import exact_schema_text
from ..inspecting.shown_places import shown_place
from .both_plans import CERTAINTIES
from .edits import Edit
from .model import Differences, EditEffect, Reworded

SCHEMA_VERSION = "1"

Way = Literal[
    "gained", "perhaps_gained", "lost", "perhaps_lost", "settled", "unsettled", "place",
    "official", "severity", "dates", "amount", "text", "order", "tied", "untied",
]  # fmt: skip


class ToldEdit(Struct, frozen=True):
    """A part of the rulebook that was ``added``, ``removed`` or ``changed``; then ``fields``
    says what of it. ``effects`` says whether it changes any plan."""

    sort: str
    id: str
    change: Literal["added", "removed", "changed"]
    fields: tuple[str, ...]
    place: str | None
    effects: bool


class ToldEffect(Struct, frozen=True):
    """Something that some people see differently: in which ``way``, what the plans of the
    situation show before and after, and of which edits (by number) it comes. The situation is
    ``on`` a day and ``given`` answers, as ``--set`` takes them. ``share`` is of all situations
    (``None``: not counted); ``hit`` are people of the population."""

    kind: ItemKind
    id: str
    title: str
    way: Way
    before: str | None
    after: str | None
    on: date
    given: Mapping[str, str]
    share: float | None
    hit: int | None
    edits: tuple[int, ...]


class ToldUndecided(Struct, frozen=True):
    """Something of which it was not found out whether it is seen differently."""

    kind: ItemKind
    id: str
    way: Way
    reason: str


class ToldChange(Struct, frozen=True):
    """A text, or another property of a question or of the whole rulebook, before and after."""

    subject: str
    what: str
    before: str | None
    after: str | None


class ToldQuestions(Struct, frozen=True):
    """What becomes of the questionnaire: questions that are asked only now, or no longer; and
    how many are asked at most (``None``: as many as before)."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[ToldChange, ...]
    reordered: bool
    most_before: int | None
    most_after: int | None


class ToldApart(Struct, frozen=True):
    """What cannot be compared: a fact, or one of its options, and why."""

    fact: str
    option: str | None
    reason: str


class ToldPopulation(Struct, frozen=True):
    """How many people there are, and how many of them see any difference."""

    people: int
    hit: int


class ToldDifferences(Struct, frozen=True):
    """Everything that differs between two versions of a rulebook, on any day of the range.
    ``no_effect`` says that nothing does."""

    schema_version: str
    old: str
    new: str
    first_day: date
    last_day: date
    no_effect: bool
    edits: tuple[ToldEdit, ...]
    effects: tuple[ToldEffect, ...]
    undecided: tuple[ToldUndecided, ...]
    questions: ToldQuestions
    general: tuple[ToldChange, ...]
    apart: tuple[ToldApart, ...]
    population: ToldPopulation | None


def differences_json(
    found: Differences, old: str, new: str, folder: str, first: date, last: date
) -> str:
    """Everything as one JSON object."""
    numbers = {edit: number for number, edit in enumerate(found.edits)}
    questions = found.questions
    told = ToldDifferences(
        schema_version=SCHEMA_VERSION,
        old=old,
        new=new,
        first_day=first,
        last_day=last,
        no_effect=not found,
        edits=tuple(_edit(it, found, folder) for it in found.edits),
        effects=tuple(_effect(it, numbers) for it in found.effects),
        undecided=tuple(
            ToldUndecided(it.kind, it.id, it.way.value, it.reason) for it in found.undecided
        ),
        questions=ToldQuestions(
            questions.added,
            questions.removed,
            tuple(map(_change, questions.reworded)),
            questions.reordered,
            *(questions.most or (None, None)),
        ),
        general=tuple(map(_change, found.general)),
        apart=tuple(ToldApart(it.fact, it.option, it.reason) for it in found.apart),
        population=None
        if found.population is None
        else ToldPopulation(found.population, found.touched or 0),
    )
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode()


def _edit(edit: Edit, found: Differences, folder: str) -> ToldEdit:
    return ToldEdit(
        edit.sort,
        edit.id,
        edit.change,
        edit.fields,
        where(edit, folder),
        any(edit in effect.causes for effect in found.effects),
    )


def where(edit: Edit, folder: str) -> str | None:
    """Where the edit stands: in the new version, or in a file that is no longer there."""
    if edit.place is None:
        return None
    return str(edit.place) if edit.change == "removed" else shown_place(folder, edit.place)


def _effect(effect: EditEffect, numbers: Mapping[Edit, int]) -> ToldEffect:
    return ToldEffect(
        effect.kind,
        effect.id,
        effect.title,
        effect.way.value,
        effect.before,
        effect.after,
        effect.witness.as_of,
        dict(spell_answers(effect.witness.answers)),
        None if effect.share is None else round(effect.share, 9),
        effect.hit,
        tuple(sorted(numbers[it] for it in effect.causes)),
    )


def _change(change: Reworded) -> ToldChange:
    return ToldChange(change.fact, change.what, change.before, change.after)


def differences_schema_text() -> str:
    """The JSON Schema of what :func:`differences_json` gives."""
    return exact_schema_text(ToldDifferences, SCHEMA_VERSION)


def by_causes(found: Differences) -> list[tuple[tuple[Edit, ...], list[EditEffect]]]:
    """The effects, those of the same edits together, in the order of the first; what comes or
    goes before what only stands elsewhere or reads differently."""
    order: dict[tuple[Edit, ...], int] = {}
    for effect in found.effects:
        order.setdefault(effect.causes, len(order))
    ranked = sorted(found.effects, key=lambda it: (order[it.causes], it.way not in CERTAINTIES))
    return [(causes, [*effects]) for causes, effects in groupby(ranked, lambda it: it.causes)]
