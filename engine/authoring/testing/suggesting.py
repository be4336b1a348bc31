"""Finding situations that show what no scenario has shown.

Owns the search: each situation is as small as it can be made for the first wish it meets, and
then extended as long as it meets others too, so that few scenarios do for many wishes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...conditions import ALWAYS, truth_of
from ...items import Item, ItemKind, items_of
from ...loading.scenarios.expectations import Presence
from ...planning.ordering import OrderCircle
from ...rulebook import Rulebook
from ...situation import Answers, Situation, reference_findings
from ...values import Answer
from ...worlds.solving import Solver, Window
from .coverage import follows_from_others
from .goals import Wish, without
from .outcomes import Outcome

MOST_ANSWERS = 10
"""A suggested scenario does not grow beyond so many answers to meet further wishes."""
MOST_DETOURS = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A situation with its outcome and the wishes that it meets."""

    outcome: Outcome
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found, and the wishes for which nothing was."""

    found: tuple[Suggestion, ...]
    unmet: tuple[Wish, ...]


def suggest(rulebook: Rulebook, wishes: Sequence[Wish], as_of: date) -> Suggestions:
    """Situations that meet the wishes, as far as they can be found."""
    return _Suggesting(rulebook, wishes, as_of).all()


class _Suggesting:
    def __init__(self, rulebook: Rulebook, wishes: Sequence[Wish], as_of: date) -> None:
        self.rulebook = rulebook
        self.wishes = wishes
        self.solver = Solver(rulebook, as_of)
        self.unmet: list[Wish] = []

    def all(self) -> Suggestions:
        """Every suggestion."""
        left = list(range(len(self.wishes)))
        found = []
        while left:
            number = left.pop(0)
            outcome = self._smallest(number)
            if outcome is None:
                self.unmet.append(self.wishes[number])
                continue
            met = [number, *self._met(left, outcome)]
            for other in [it for it in left if it not in met]:
                wider = self._extended(other, outcome)
                if wider is not None:
                    outcome = wider
                    met += [it for it in left if it not in met and self._meets(it, wider)]
            left = [it for it in left if it not in met]
            found.append(Suggestion(outcome, tuple(self.wishes[it] for it in met)))
        return Suggestions(tuple(found), tuple(self.unmet))

    def _smallest(self, number: int) -> Outcome | None:
        """The outcome of a smallest situation that meets the wish."""
        situation = self._situation(number, {}, self.wishes[number].window)
        return None if situation is None else self._outcome(number, situation)

    def _situation(self, number: int, given: Answers, window: Window) -> Situation | None:
        wish = self.wishes[number]
        fixed = dict(wish.given)
        if any(given.get(fact, answer) != answer for fact, answer in fixed.items()):
            return None
        return self.solver.situation(wish.condition, window, {**given, **fixed})

    def _outcome(self, number: int, situation: Situation) -> Outcome | None:
        """The outcome, if the wish is really met; for an order that does not decide there, of
        another situation in which it does."""
        outcome = outcome_in(self.rulebook, situation)
        for _ in range(MOST_DETOURS):
            if self._meets(number, outcome):
                return outcome
            step = self._detour(number, outcome)
            if step is None:
                return None
            wish = self.wishes[number]
            day = Window(situation.as_of, situation.as_of)
            found = self.solver.situation(without(wish, self.rulebook, step), day)
            if found is None:
                return None
            outcome = outcome_in(self.rulebook, found)
        return None

    def _detour(self, number: int, outcome: Outcome) -> str | None:
        """A step that puts the two of the order in place by itself, and could be missing."""
        order = self.wishes[number].order
        if order is None:
            return None
        try:
            ties = outcome.ordering.ties
        except OrderCircle:
            return None
        for tie in ties:
            if tie.first == order.first and tie.then != order.then:
                entry = items_of(self.rulebook).get(Item(ItemKind.STEP, tie.then))
                if entry is not None and all(it.when != ALWAYS for it in entry.wanted[0]):
                    return tie.then
        return None

    def _extended(self, number: int, outcome: Outcome) -> Outcome | None:
        """The outcome with more answers, if it meets the wish too."""
        before, wish = outcome.situation, self.wishes[number]
        if len(before.answers) >= MOST_ANSWERS or wish.order is not None:
            return None
        if truth_of(wish.condition, outcome.valuation.knowledge) is False:
            return None
        if before.as_of not in wish.window:
            return None
        day = Window(before.as_of, before.as_of)
        situation = self._situation(number, before.answers, day)
        if situation is None or len(situation.answers) > MOST_ANSWERS:
            return None
        wider = outcome_in(self.rulebook, situation)
        return wider if self._meets(number, wider) else None

    def _met(self, numbers: Sequence[int], outcome: Outcome) -> Iterator[int]:
        return (number for number in numbers if self._meets(number, outcome))

    def _meets(self, number: int, outcome: Outcome) -> bool:
        wish = self.wishes[number]
        answers = outcome.situation.answers
        if any(not _includes(answers.get(fact), answer) for fact, answer in wish.given):
            return False
        if outcome.situation.as_of not in wish.window:
            return False
        if truth_of(wish.condition, outcome.valuation.knowledge) is not True:
            return False
        return wish.order is None or _is_decisive(wish, outcome)


def outcome_in(rulebook: Rulebook, situation: Situation) -> Outcome:
    """The outcome of a situation, by plain evaluation."""
    return Outcome(rulebook, situation, reference_findings(rulebook, situation))


def _includes(answer: Answer | None, wished: Answer) -> bool:
    if isinstance(answer, frozenset) and isinstance(wished, frozenset):
        return wished <= answer
    return answer == wished


def _is_decisive(wish: Wish, outcome: Outcome) -> bool:
    order = wish.order
    assert order is not None
    rule = None if order.rule is None else order.rule.id
    steps = (Item(ItemKind.STEP, it) for it in (order.first, order.then))
    if any(outcome.presence(step) is Presence.ABSENT for step in steps):
        return False
    try:
        ties = outcome.ordering.ties
    except OrderCircle:
        return False
    return any(
        (tie.first, tie.then, tie.rule) == (order.first, order.then, rule)
        and not follows_from_others(tie, ties)
        for tie in ties
    )
