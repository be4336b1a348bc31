"""What the plan of a situation comes to, as far as anybody asks.

Owns the lazy looking: only what is asked for is worked out, so that a scenario costs what its
expectations cost. Has no words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ...items import Certainty, Item, ItemKind, items_of
from ...planning.contents import StandingPlace, due_date, order_of, place_of
from ...planning.ordering import Ordering
from ...planning.plan import DueDate
from ...rulebook import Rulebook
from ...situation import Findings, Situation, Valuation
from ...values import Missing, Truth
from ...worlds import View


class Outcome:
    """The plan of one situation, worked out piece by piece. ``findings`` are what inference
    says of the situation; ``given`` is the situation without what is presumed of it."""

    def __init__(
        self,
        rulebook: Rulebook,
        situation: Situation,
        findings: Findings,
        given: Situation | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self.given = situation if given is None else given
        self.findings = findings
        self._view = View(rulebook, situation)
        self._places: dict[Item, StandingPlace] = {}
        self._conclusions: dict[str, Truth] = {}
        self._hanging: dict[tuple[Item, str], bool] = {}

    @property
    def valuation(self) -> Valuation:
        """What the situation says of each fact."""
        return self._view.valuation

    def certainty(self, item: Item) -> Certainty | None:
        """How sure the item is in the plan; ``None`` if it is not in it."""
        place = self._place(item)
        return None if place == "gathered" else place

    def waits_for_answers(self, item: Item) -> bool:
        """Whether the item is left out because it hangs on questions that nobody asked."""
        return self._place(item) == "gathered"

    def _place(self, item: Item) -> StandingPlace:
        if item not in self._places:
            entry = items_of(self.rulebook).get(item)
            self._places[item] = (
                None if entry is None else place_of(entry, self.findings, self._view)
            )
        return self._places[item]

    @cached_property
    def ordering(self) -> Ordering:
        """The steps in order. Raises :class:`~engine.planning.ordering.OrderCircle`."""
        places = {it: self._place(Item(ItemKind.STEP, it)) for it in self.rulebook.steps}
        steps = {it: place for it, place in places.items() if place and place != "gathered"}
        return order_of(steps, self.findings, self.valuation)

    def due(self, step_id: str) -> DueDate | None:
        """When the step is due, as far as it is in the plan and its dates are known."""
        if self.certainty(Item(ItemKind.STEP, step_id)) is None:
            return None
        return due_date(self.rulebook.steps[step_id].due, self.valuation)

    def conclusion(self, conclusion: str) -> Truth:
        """Whether the conclusion holds however the missing answers turn out, or never does;
        ``None`` if that is open."""
        if conclusion not in self._conclusions:
            self._conclusions[conclusion] = self._find_conclusion(conclusion)
        return self._conclusions[conclusion]

    def _find_conclusion(self, conclusion: str) -> Truth:
        truth = self.findings.conclusions[conclusion]
        if truth is not None:
            return truth
        certainty = self._view.conclusion(conclusion)
        return None if certainty is Certainty.POSSIBLE else certainty is Certainty.CERTAIN

    def is_asked(self, fact_id: str) -> bool:
        """Whether the thorough questionnaire would still ask for the fact."""
        view = self._asking(fact_id)
        return view is not None and bool(view.relevant_among(frozenset((fact_id,))))

    def hangs_on(self, item: Item, fact_id: str) -> bool:
        """Whether that is so because of the item."""
        key = item, fact_id
        if key not in self._hanging:
            view = self._asking(fact_id)
            wanted = frozenset((fact_id,))
            self._hanging[key] = view is not None and bool(view.hangs_on(item, wanted))
        return self._hanging[key]

    def read_by(self, fact_id: str) -> Iterator[Item]:
        """The items that can hang on an answer."""
        return (item for item, _ in self._view.reading.items_by_fact.get(fact_id, ()))

    def _asking(self, fact_id: str) -> View | None:
        """The situation before the question is asked; ``None`` if it is answered."""
        answer = self.given.answers.get(fact_id)
        if answer is not None and answer is not Missing.UNANSWERED:
            return None
        presumed = fact_id in self.situation.answers
        return View(self.rulebook, self.given) if presumed else self._view

    def changes_with(self, fact_id: str) -> tuple[Item, ...]:
        """What the answer to an open question can still change."""
        return self._view.can_change(fact_id)
