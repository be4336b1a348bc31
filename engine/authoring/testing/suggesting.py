"""Finding situations that show what no scenario has shown.

Owns the search: each situation is as small as it can be made for the first wish it meets, and
then extended as long as it meets others too, so that few scenarios do for many wishes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from math import inf
from time import process_time

from ...conditions import truth_of
from ...items import Item, ItemKind, subject_of
from ...planning.ordering import OrderCircle
from ...rulebook import Rulebook
from ...situation import Answers, Situation, presuming, reference_findings
from ...values import UNKNOWN, Answer, Kind
from ...worlds.compiling import listed
from ...worlds.diagrams import Node, TooLarge
from ...worlds.solving import ALWAYS_OPEN, Solver, Window
from ..proving.claims import Claims
from .coverage import follows_from_others
from .goals import Wish
from .outcomes import Outcome
from .running_mutants import shown_in

MOST_ANSWERS = 10
"""A suggested scenario does not grow beyond so many answers to meet further wishes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A situation with its outcome and the wishes that it meets; a scenario on it should say
    something of what is ``about`` it: items, and conclusions by their ids."""

    outcome: Outcome
    wishes: tuple[Wish, ...]
    about: tuple[Item | str, ...]


class Why(StrEnum):
    """Why a wish is met by no suggestion."""

    IMPOSSIBLE = "no situation shows it"
    """It was proved."""
    NOT_FOUND = "none was found, and it was not proved that there is none"
    NO_TIME = "there was no time left to look for one"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found, and the wishes for which nothing was, with the reason."""

    found: tuple[Suggestion, ...]
    unmet: tuple[tuple[Wish, Why], ...]


def suggest(
    rulebook: Rulebook,
    wishes: Sequence[Wish],
    as_of: date,
    *,
    seconds: float = inf,
    tell: Callable[[int, int], None] = lambda _looked, _found: None,
) -> Suggestions:
    """Situations that meet the wishes, as far as they can be found in so many ``seconds`` of
    processor time. ``tell`` is told how many wishes are done with, and how many situations
    were found."""
    return _Suggesting(rulebook, wishes, as_of, process_time() + seconds, tell).all()


class _Suggesting:
    def __init__(
        self,
        rulebook: Rulebook,
        wishes: Sequence[Wish],
        as_of: date,
        until: float,
        tell: Callable[[int, int], None],
    ) -> None:
        self.rulebook = rulebook
        self.wishes = wishes
        self.solver = Solver(rulebook, as_of)
        self.until = until
        self.tell = tell
        self.found: list[Suggestion] = []
        self._shown: dict[int, frozenset[Item | str]] = {}

    @cached_property
    def _claims(self) -> Claims:
        return Claims(self.solver, ALWAYS_OPEN)

    def all(self) -> Suggestions:
        """Every suggestion: first the situations in which a wish is surely met, then those in
        which something cannot be known."""
        open_still = self._each(range(len(self.wishes)), self._smallest, self._more)
        left = self._each(open_still, self._perhaps, self._as_perhaps)
        unmet = [(self.wishes[it], self._why(it)) for it in left]
        return Suggestions(tuple(self.found), tuple(unmet))

    def _each(
        self,
        numbers: Iterable[int],
        smallest: Callable[[int], Outcome | None],
        more: Callable[[int, list[int], Outcome], tuple[Outcome, list[int]]],
    ) -> list[int]:
        """A smallest situation for each wish that none before has met; the numbers of those
        that got none."""
        left, without_one = list(numbers), []
        while left and process_time() < self.until:
            number = left.pop(0)
            outcome = smallest(number)
            if outcome is None:
                without_one.append(number)
            else:
                outcome, met = more(number, left, outcome)
                left = [it for it in left if it not in met]
                self.found.append(self._suggestion(outcome, met))
            self.tell(len(self.wishes) - len(left) - len(without_one), len(self.found))
        return without_one + left

    def _suggestion(self, outcome: Outcome, met: Sequence[int]) -> Suggestion:
        wishes = tuple(self.wishes[it] for it in met)
        about: dict[Item | str, None] = {}
        for number in met:
            about |= dict.fromkeys(map(subject_of, self.wishes[number].effects))
            about |= dict.fromkeys(sorted(self._shown.get(number, ()), key=str))
        return Suggestion(outcome, wishes, tuple(about))

    def _more(self, number: int, left: list[int], outcome: Outcome) -> tuple[Outcome, list[int]]:
        """The other wishes that the outcome, perhaps with more answers, meets too."""
        met = [number, *(it for it in left if self._meets(it, outcome))]
        for other in [it for it in left if it not in met]:
            wider = self._extended(other, outcome)
            if wider is not None and all(self._meets(it, wider) for it in met):
                outcome = wider
                met += [it for it in left if it not in met and self._meets(it, wider)]
        return outcome, met

    def _perhaps(self, number: int) -> Outcome | None:
        """The outcome of a smallest situation in which a change to a rule may count, if it
        can be seen there."""
        wish = self.wishes[number]
        if wish.mutant is None:
            return None
        for given in self._stated(wish):
            situation = self._may_hold(wish, given)
            if situation is not None:
                outcome = outcome_in(self.rulebook, situation)
                if self._shows(number, outcome):
                    return outcome
        return None

    def _stated(self, wish: Wish) -> Iterator[Answers]:
        """What may be said to begin with: what is presumed otherwise may hide the change."""
        given = dict(wish.given)
        yield given
        for fact in self.rulebook.facts.values():
            if fact.presumed is not None and fact.id not in given:
                others = listed(fact) if fact.kind in (Kind.YES_NO, Kind.CHOICE) else ()
                for answer in (UNKNOWN, *others):
                    yield {**given, fact.id: answer}

    def _may_hold(self, wish: Wish, given: Answers) -> Situation | None:
        """A smallest situation in which the wish may come true; none either if the diagrams
        grow too large."""
        try:
            found = self.solver.smallest(self._truth(wish), wish.window, given)
        except TooLarge:
            return None
        return None if found is None else found[0]

    def _as_perhaps(
        self, number: int, left: list[int], outcome: Outcome
    ) -> tuple[Outcome, list[int]]:
        return outcome, [number, *(it for it in left if self._shows(it, outcome))]

    def _shows(self, number: int, outcome: Outcome) -> bool:
        wish = self.wishes[number]
        if wish.mutant is None or outcome.situation.as_of not in wish.window:
            return False
        if truth_of(wish.condition, outcome.valuation.knowledge) is False:
            return False
        self._shown[number] = shown_in(self.rulebook, wish.mutant, outcome)
        return bool(self._shown[number])

    def _why(self, number: int) -> Why:
        wish = self.wishes[number]
        if process_time() >= self.until:
            return Why.NO_TIME
        try:
            day = self.solver.day_of(self._truth(wish), wish.window)
        except TooLarge:
            return Why.NOT_FOUND
        return Why.IMPOSSIBLE if day is None else Why.NOT_FOUND

    def _smallest(self, number: int) -> Outcome | None:
        """The outcome of a smallest situation that meets the wish."""
        try:
            situation = self._situation(number, {}, self.wishes[number].window)
        except TooLarge:
            return None
        outcome = None if situation is None else outcome_in(self.rulebook, situation)
        return outcome if outcome is not None and self._meets(number, outcome) else None

    def _situation(self, number: int, given: Answers, window: Window) -> Situation | None:
        wish = self.wishes[number]
        fixed = dict(wish.given)
        if any(given.get(fact, answer) != answer for fact, answer in fixed.items()):
            return None
        given = {**given, **fixed}
        if wish.order is not None:
            found = self.solver.situation_of(self._truth(wish), window, given)
            if found is None:
                return None
            # As much more as lets plain evaluation see it, too.
            given, window = found.answers, Window(found.as_of, found.as_of)
        return self.solver.situation(wish.condition, window, given)

    def _truth(self, wish: Wish) -> Node:
        """Where the wish comes true. Raises ``TooLarge``."""
        if wish.order is not None:
            return self._claims.leading.decisive(wish.order)
        return self.solver.truth(wish.condition)

    def _extended(self, number: int, outcome: Outcome) -> Outcome | None:
        """The outcome with more answers, if it meets the wish too."""
        before, wish = outcome.given, self.wishes[number]
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

    def _meets(self, number: int, outcome: Outcome) -> bool:
        wish = self.wishes[number]
        answers = outcome.given.answers
        if any(not _includes(answers.get(fact), answer) for fact, answer in wish.given):
            return False
        if outcome.situation.as_of not in wish.window:
            return False
        if truth_of(wish.condition, outcome.valuation.knowledge) is not True:
            return False
        return wish.order is None or _is_decisive(wish, outcome)


def outcome_in(rulebook: Rulebook, situation: Situation) -> Outcome:
    """The outcome of a situation, by plain evaluation."""
    full = presuming(rulebook, situation)
    return Outcome(rulebook, full, reference_findings(rulebook, full), situation)


def _includes(answer: Answer | None, wished: Answer) -> bool:
    if isinstance(answer, frozenset) and isinstance(wished, frozenset):
        return wished <= answer
    return answer == wished


def _is_decisive(wish: Wish, outcome: Outcome) -> bool:
    order = wish.order
    assert order is not None
    rule = None if order.rule is None else order.rule.id
    steps = (Item(ItemKind.STEP, it) for it in (order.first, order.then))
    if any(outcome.certainty(step) is None for step in steps):
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
