"""Which question to ask next, and why.

A question is asked exactly when its answer can still change what the person sees; nothing
else decides. Owns relevance, the order of questions and progress; does not talk to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from engine.conditions import comparisons_in
from engine.items import Item, ItemEntry, items_of
from engine.keeping import kept_with_rulebook
from engine.rulebook import Fact, GroupOrder, Rulebook
from engine.sharpening import Sharpener
from engine.sharpening.closure import closure_over
from engine.sharpening.loose import truth_of_wanted
from engine.sharpening.variables import TooManyClasses, classes_of
from engine.situation import Situation


class Question(Struct, frozen=True):
    """The next question: ``number`` counts from 1 over the whole interview, and there will be
    ``at_most`` so many, however the rest is answered."""

    fact: Fact
    number: int
    at_most: int


class Interview:
    """What one situation leaves to ask. Make a new one for every situation; ``sharpener`` is
    one for the same situation that has found out something before."""

    def __init__(
        self,
        rulebook: Rulebook,
        situation: Situation,
        *,
        thorough: bool = False,
        sharpener: Sharpener | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self.thorough = thorough
        self._sharpener = sharpener or Sharpener(rulebook, situation)

    def relevant(self) -> tuple[str, ...]:
        """Ids of the open questions that can still change the plan, in the author's order."""
        return tuple(
            fact_id
            for fact_id in self.rulebook.askable
            if fact_id not in self.situation.answers
            and (self.thorough or not self.rulebook.facts[fact_id].detail)
            and self.matters(fact_id)
        )

    def matters(self, fact_id: str) -> bool:
        """Whether an answer to this open question can still change what the person sees."""
        sharpener = self._sharpener
        entries = entries_on(self.rulebook, fact_id)
        looked_up_first = sorted(entries, key=sharpener.is_untouched, reverse=True)
        return any(sharpener.matters(fact_id, entry) for entry in looked_up_first)

    def can_change(self, fact_id: str) -> tuple[Item, ...]:
        """What an answer to this open question can still add, remove, settle or reword."""
        return tuple(
            entry.item
            for entry in entries_on(self.rulebook, fact_id)
            if self._sharpener.matters(fact_id, entry)
        )

    def hanging(self, fact_id: str) -> tuple[Item, ...]:
        """What hangs on this open question: a quick look, for a question that matters."""
        return tuple(
            entry.item
            for entry in entries_on(self.rulebook, fact_id)
            if self._sharpener.hangs(fact_id, entry)
        )

    def next_question(self) -> Question | None:
        """The question to ask now; ``None`` when no answer can change the plan any more."""
        relevant = self.relevant()
        if not relevant:
            return None
        asked = sum(fact_id in self.situation.answers for fact_id in self.rulebook.askable)
        fact_id = self._first(relevant)
        return Question(self.rulebook.facts[fact_id], asked + 1, asked + len(relevant))

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
        return min(candidates, key=self._left_open)

    def _left_open(self, fact_id: str) -> float:
        """How many items stay open on average over the classes of answers, by Kleene."""
        entries = [
            entry
            for entry in entries_on(self.rulebook, fact_id)
            if truth_of_wanted(entry.wanted, self._sharpener.valuation) is None
        ]
        settled = [self._settled_share(fact_id, entry) for entry in entries]
        return -sum(settled)

    def _settled_share(self, fact_id: str, entry: ItemEntry) -> float:
        rules = [rule for group in entry.wanted for rule in group]
        closure = closure_over(self.rulebook, rules)
        valuation = self._sharpener.valuation
        try:
            classes = list(classes_of(fact_id, closure, [valuation], closure.comparisons))
        except TooManyClasses:
            return 0.0
        settled = sum(
            truth_of_wanted(entry.wanted, valuation.assuming(fact_id, answer)) is not None
            for answer in classes
        )
        return settled / len(classes)


def entries_on(rulebook: Rulebook, fact_id: str) -> Sequence[ItemEntry]:
    """The items whose rules, or whose words, can come to depend on the fact."""
    return _entries_by_fact(rulebook).get(fact_id, ())


@kept_with_rulebook
def _entries_by_fact(rulebook: Rulebook) -> Mapping[str, Sequence[ItemEntry]]:
    found: dict[str, list[ItemEntry]] = {}
    for entry in items_of(rulebook).values():
        rules = (rule for group in entry.wanted for rule in group)
        read = {test.fact for rule in rules for test in comparisons_in(rule.when)}
        for fact_id in _with_ancestors(rulebook, read.union(entry.shown)):
            found.setdefault(fact_id, []).append(entry)
    return found


def _with_ancestors(rulebook: Rulebook, facts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    queue = list(facts)
    while queue:
        fact_id = queue.pop()
        if fact_id not in found:
            found.add(fact_id)
            queue += rulebook.depends_on(fact_id)
    return found
