"""What the plans of both versions show of an item in one situation.

Owns the asking: the same decisions and words as in a plan, of one item at a time.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from ...items import Certainty, Item, ItemKind, warnings_of
from ...planning.ordering import OrderCircle
from ...planning.plan import DueDate
from ...situation import Situation, presuming, reference_findings
from ...values import Wording
from ...wording.filling import fill
from ...worlds import View
from ...worlds.item_diagrams import places_of
from ..testing.outcomes import Outcome
from .merging import Merged, Side
from .model import Way

MOST_OUTCOMES = 4_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What a plan shows of an item. ``text`` by language; ``place`` is the phase of a step, the
    steps of anything else."""

    certainty: Certainty
    text: tuple[tuple[str, tuple[str | None, ...]], ...]
    place: tuple[str, ...]
    official: bool
    mark: str
    due: DueDate | None
    amount: int | None


class Planned:
    """The plans of both versions, each looked at as far as somebody asks."""

    def __init__(self, merged: Merged, languages: Sequence[str]) -> None:
        self.merged = merged
        self.languages = languages
        self._outcomes: dict[Hashable, Outcome] = {}

    def outcome(self, side: Side, situation: Situation) -> Outcome:
        """What the version comes to in a merged situation."""
        given = Situation(side.answers(situation.answers), situation.as_of)
        key = id(side), given.as_of, frozenset(given.answers.items())
        found = self._outcomes.get(key)
        if found is None:
            if len(self._outcomes) >= MOST_OUTCOMES:
                self._outcomes.clear()
            presumed = presuming(side.rulebook, given)
            findings = reference_findings(side.rulebook, presumed)
            found = self._outcomes[key] = Outcome(side.rulebook, presumed, findings, given)
        return found

    def seen(
        self, old: Item | None, new: Item | None, situation: Situation
    ) -> tuple[Seen | None, Seen | None]:
        """What either version's plan shows of the item; ``None`` for nothing."""
        return self.look(self.merged.old, old, situation), self.look(
            self.merged.new, new, situation
        )

    def certainties(
        self, old: Item | None, new: Item | None, situation: Situation
    ) -> tuple[Certainty | None, Certainty | None]:
        """How sure the item is in either version's plan; ``None`` where it is not in it."""
        found = []
        for side, item in ((self.merged.old, old), (self.merged.new, new)):
            found.append(None if item is None else self.outcome(side, situation).certainty(item))
        return found[0], found[1]

    def orders(self, situation: Situation) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """The steps of both plans in their order; ``None`` where one has a circle."""
        try:
            return (
                self.outcome(self.merged.old, situation).ordering.steps,
                self.outcome(self.merged.new, situation).ordering.steps,
            )
        except OrderCircle:
            return None

    def look(self, side: Side, item: Item | None, situation: Situation) -> Seen | None:
        """What a version's plan shows of the item; ``None`` for nothing."""
        if item is None:
            return None
        outcome = self.outcome(side, situation)
        certainty = outcome.certainty(item)
        if certainty is None:
            return None
        book = side.rulebook
        view = View(book, outcome.situation)
        due, amount, mark = None, None, ""
        texts: tuple[Wording | None, ...]
        place: tuple[str, ...]
        match item.kind:
            case ItemKind.STEP:
                step = book.steps[item.id]
                texts, place = (step.title, step.how), (step.phase,)
                due = outcome.due(item.id)
            case ItemKind.WARNING:
                warning = warnings_of(book)[item.id]
                texts, mark = (warning.text,), warning.severity.value
                if warning.cannot_be_undone:
                    mark += ", cannot be undone"
                there = warning.step is not None and self._has(outcome, warning.step)
                place = (side.step(str(warning.step)),) if there else ()
            case ItemKind.DOCUMENT:
                document = book.documents[item.id]
                texts = (document.title, document.note)
                place = self._places(side, outcome, view, item, certainty)
            case _:
                cost = book.costs[item.id]
                texts = (cost.title, cost.note)
                place = self._places(side, outcome, view, item, certainty)[:1]
                value = cost.amount
                if isinstance(value, str):
                    found = view.valuation.value(value)
                    value = found if isinstance(found, int) else None
                amount = value
        return Seen(
            certainty,
            tuple(
                (
                    code,
                    tuple(
                        None if it is None else fill(it, code, view.valuation).strip()
                        for it in texts
                    ),
                )
                for code in self.languages
            ),
            place,
            item.kind is ItemKind.DOCUMENT or view.is_official(item),
            mark,
            due,
            amount,
        )

    def _has(self, outcome: Outcome, step: str) -> bool:
        return outcome.certainty(Item(ItemKind.STEP, step)) is not None

    def _places(
        self, side: Side, outcome: Outcome, view: View, item: Item, certainty: Certainty
    ) -> tuple[str, ...]:
        standing = [Certainty.CERTAIN]
        if certainty is Certainty.POSSIBLE:
            standing.append(Certainty.POSSIBLE)
        return tuple(
            side.step(step)
            for step in places_of(outcome.rulebook, item)
            if self._has(outcome, step) and view.at(item, step) in standing
        )


def differ(way: Way, before: Seen | None, after: Seen | None) -> bool:
    """Whether two looks at an item differ in that way."""
    sure = None if before is None else before.certainty, None if after is None else after.certainty
    if way in CERTAINTIES:
        return sure == CERTAINTIES[way]
    if before is None or after is None:
        return False
    match way:
        case Way.PLACE:
            return before.place != after.place
        case Way.OFFICIAL:
            return before.official != after.official
        case Way.SEVERITY:
            return before.mark != after.mark
        case Way.DATES:
            return before.due != after.due
        case Way.AMOUNT:
            return before.amount != after.amount
    return before.text != after.text


CERTAINTIES: dict[Way, tuple[Certainty | None, Certainty | None]] = {
    Way.GAINED: (None, Certainty.CERTAIN),
    Way.PERHAPS_GAINED: (None, Certainty.POSSIBLE),
    Way.LOST: (Certainty.CERTAIN, None),
    Way.PERHAPS_LOST: (Certainty.POSSIBLE, None),
    Way.SETTLED: (Certainty.POSSIBLE, Certainty.CERTAIN),
    Way.UNSETTLED: (Certainty.CERTAIN, Certainty.POSSIBLE),
}
