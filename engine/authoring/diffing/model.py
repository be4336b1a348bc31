"""What an edit does to plans: the shapes of the answer.

Owns the shapes; has no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...items import ItemKind
from ...situation import Situation
from .edits import Edit
from .merging import Apart


class Way(StrEnum):
    """In which way something is seen differently."""

    GAINED = "gained"
    PERHAPS_GAINED = "perhaps_gained"
    LOST = "lost"
    PERHAPS_LOST = "perhaps_lost"
    SETTLED = "settled"
    UNSETTLED = "unsettled"
    PLACE = "place"
    OFFICIAL = "official"
    SEVERITY = "severity"
    DATES = "dates"
    AMOUNT = "amount"
    TEXT = "text"
    ORDER = "order"
    TIED = "tied"
    UNTIED = "untied"


@dataclass(frozen=True, slots=True)
class EditEffect:
    """One thing that some people see differently.

    ``id`` names it in the new version, or in the old one if it is gone; an order by its two
    steps, ``first>then`` as the old version has them. ``before`` and ``after`` are what the
    two plans of the ``witness`` show. ``share`` of the situations are concerned (``None``: not
    counted), and ``hit`` of a population. ``causes`` are the edits that bring it about.
    """

    kind: ItemKind
    id: str
    title: str
    way: Way
    before: str | None
    after: str | None
    witness: Situation
    share: float | None
    causes: tuple[Edit, ...]
    hit: int | None = None


@dataclass(frozen=True, slots=True)
class UndecidedEffect:
    """Something that was not found out: whether ``id`` is seen differently in that way."""

    kind: ItemKind
    id: str
    way: Way
    reason: str


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question whose words or answers changed: what of it, before and after."""

    fact: str
    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class QuestionEffects:
    """What becomes of the questionnaire; ``most`` questions are asked at most, before and
    after, of somebody who has not answered yet (``None``: as many as before)."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[Reworded, ...]
    reordered: bool
    most: tuple[int, int] | None

    def __bool__(self) -> bool:
        changed = self.added or self.removed or self.reworded or self.reordered
        return bool(changed) or (self.most is not None and self.most[0] != self.most[1])


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs between two versions; ``edits`` may change no plan. ``general``
    is the same for everybody; ``apart`` cannot be compared. Of a ``population`` of so many,
    ``touched`` see something."""

    edits: tuple[Edit, ...]
    effects: tuple[EditEffect, ...]
    undecided: tuple[UndecidedEffect, ...]
    questions: QuestionEffects
    general: tuple[Reworded, ...]
    apart: tuple[Apart, ...]
    population: int | None = None
    touched: int | None = None

    def __bool__(self) -> bool:
        return bool(self.effects or self.undecided or self.questions or self.general or self.apart)
