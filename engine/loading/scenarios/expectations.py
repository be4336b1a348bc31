"""What a scenario expects of a plan, as immutable data.

Owns the shapes. How they are written down is :mod:`engine.loading.scenarios.scenarios`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...items import Certainty, ItemKind
from ...rulebook import Place
from ...values import Answer, Truth, Value

PARTS = (ItemKind.STEP, ItemKind.WARNING, ItemKind.DOCUMENT, ItemKind.COST)
"""What a plan is made of, as far as scenarios expect it."""


@dataclass(frozen=True, slots=True)
class ExpectedPart:
    """A step, warning, document or cost that the plan must have, and how sure it is there;
    ``None`` means that the plan must not have it."""

    part: ItemKind
    id: str
    certainty: Certainty | None
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedOrder:
    """Steps that must stand in this order, other steps between them allowed."""

    steps: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedDue:
    """When a step must be due; what is ``None`` is not expected either way."""

    step: str
    by: date | None
    since: date | None
    time: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedConclusion:
    """What must follow for a conclusion; ``None`` means it must be open."""

    conclusion: str
    truth: Truth
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """What a fact must come to that is worked out; ``None`` means it must have no value. Of a text
    ``value`` is a piece that it says in one of its languages."""

    fact: str
    value: Value | None
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedQuestion:
    """A question that must still be asked, or must not be asked any more."""

    fact: str
    asked: bool
    place: Place


Expectation = (
    ExpectedPart
    | ExpectedOrder
    | ExpectedDue
    | ExpectedConclusion
    | ExpectedValue
    | ExpectedQuestion
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation (``given``, on the day ``as_of``) and what is expected of its plan, in the
    order written. ``given_places`` tells where each answer stands."""

    id: str
    as_of: date
    given: Mapping[str, Answer]
    given_places: Mapping[str, Place]
    expectations: tuple[Expectation, ...]
    place: Place
