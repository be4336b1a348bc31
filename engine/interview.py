"""Which question to ask next, and why.

A question is asked exactly when its answer can still change what the person sees; nothing
else decides. Owns relevance, the order of questions and progress; does not talk to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from .items import Certainty, Item, ItemKind, warnings_of
from .rulebook import Fact, GroupOrder, Rulebook, Severity
from .situation import Situation, presuming
from .worlds import View

_BY_CERTAINTY = {Certainty.CERTAIN: 0, Certainty.POSSIBLE: 1, Certainty.RULED_OUT: 2}
_BY_SEVERITY = {Severity.DANGER: 0, Severity.CAUTION: 2, Severity.NOTE: 4}
_BY_KIND = {ItemKind.STEP: 1, ItemKind.DOCUMENT: 3, ItemKind.COST: 3, ItemKind.ORDER: 5}


class Question(Struct, frozen=True):
    """The next question: ``number`` counts from 1 over the whole interview, and there will be
    ``at_most`` so many, however the rest is answered."""

    fact: Fact
    number: int
    at_most: int

    def __repr__(self) -> str:
        return f"<Question {self.fact.id}: {self.number} of at most {self.at_most}>"


class Interview:
    """What one situation leaves to ask. Make a new one for every situation; ``view`` is one of
    the same situation that has been looked at before."""

    def __init__(
        self,
        rulebook: Rulebook,
        situation: Situation,
        *,
        thorough: bool = False,
        view: View | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self.thorough = thorough
        self._view = view or View(rulebook, situation)

    def __repr__(self) -> str:
        return f"<Interview {self.rulebook.id}: {len(self.situation.answers)} answers>"

    def relevant(self) -> tuple[str, ...]:
        """Ids of the open questions that can still change the plan, in the author's order."""
        facts = self.rulebook.facts
        wanted = frozenset(
            fact_id
            for fact_id in self._view.open_questions
            if self.thorough or not facts[fact_id].detail
        )
        found = self._view.relevant_among(wanted)
        return tuple(fact_id for fact_id in self.rulebook.askable if fact_id in found)

    def matters(self, fact_id: str) -> bool:
        """Whether an answer to this open question can still change what the person sees."""
        return bool(self._view.relevant_among(frozenset((fact_id,))))

    def counts(self, fact_id: str) -> bool:
        """Whether the answer to this question matters, or would, to what the person sees."""
        if fact_id in self.situation.answers:
            return self._view.counts(fact_id)
        return self.matters(fact_id)

    def can_change(self, fact_id: str) -> tuple[Item, ...]:
        """What an answer to this open question can still add, remove, settle or reword: what
        stands in the plan so far first, then what may come into it, and dangers before steps
        before the rest."""
        plan_so_far = View(self.rulebook, presuming(self.rulebook, self.situation))
        warnings = warnings_of(self.rulebook)

        def weight(item: Item) -> tuple[int, int]:
            warns = item.kind is ItemKind.WARNING
            rank = _BY_SEVERITY[warnings[item.id].severity] if warns else _BY_KIND[item.kind]
            return _BY_CERTAINTY[plan_so_far.certainty(item)], rank

        return tuple(sorted(self._view.can_change(fact_id), key=weight))

    def next_question(self) -> Question | None:
        """The question to ask now; ``None`` when no answer can change the plan any more."""
        relevant = self.relevant()
        if not relevant:
            return None
        asked = sum(fact_id in self.situation.answers for fact_id in self.rulebook.askable)
        fact_id = self._first(relevant)
        more = self._view.most_left_after(fact_id, frozenset(relevant))
        return Question(self.rulebook.facts[fact_id], asked + 1, asked + 1 + more)

    def _first(self, relevant: Sequence[str]) -> str:
        by_group: dict[str, list[str]] = {}
        for group in self.rulebook.groups:
            members = [fact_id for fact_id in group.questions if fact_id in relevant]
            if members:
                by_group[group.id] = members
        current = self._current_group()
        if current in by_group:
            return self._first_in(current, by_group[current])
        candidates = {
            group_id: self._first_in(group_id, members) for group_id, members in by_group.items()
        }
        if self.rulebook.group_order is GroupOrder.LISTED:
            return next(iter(candidates.values()))
        return self._most_settling(list(candidates.values()))

    def _current_group(self) -> str:
        for fact_id in reversed(list(self.situation.answers)):
            fact = self.rulebook.facts.get(fact_id)
            if fact is not None and fact.can_be_asked and fact.group is not None:
                return fact.group
        return ""

    def _first_in(self, group_id: str, members: Sequence[str]) -> str:
        group = next(group for group in self.rulebook.groups if group.id == group_id)
        if group.order is GroupOrder.LISTED:
            return members[0]
        return self._most_settling(members)

    def _most_settling(self, candidates: Sequence[str]) -> str:
        if len(candidates) == 1:
            return candidates[0]
        return max(candidates, key=self._view.settled_by)
