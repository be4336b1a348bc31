"""Real interviews, walked to hold the bounds of :mod:`engine.authoring.proving.questions`
against.

Owns the search for one that asks more questions than it should. What it finds is so; that
there is none is said only where every answer was tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from ...conditions import Condition, truth_of
from ...interview import Interview
from ...rulebook import Rulebook
from ...situation import Situation, Valuation, with_defaults
from ...values import UNKNOWN, Answer, Kind, Truth, Value
from ...worlds.compiling import listed
from ...worlds.diagrams import Node
from ...worlds.solving import Solver, Window
from ...worlds.terms import dates_in, reads_today, variables_of
from .questions import Questions

MOST_INTERVIEWS = 250
"""After so many looks at a next question the search ends."""
MOST_OPTIONS = 4
"""Of longer lists of options not every choice is tried."""
APART = (0, -1, 1, -30, 30, -400, 400)
"""Days around those that a rulebook names, and today."""


@dataclass(frozen=True, slots=True)
class Sought:
    """An interview as it was sought, in the situation at its end, if one was ``found``.
    ``all_tried``: no other answers are left."""

    found: Situation | None
    all_tried: bool


def longer_than(
    most: int, condition: Condition, where: Node, questions: Questions, window: Window
) -> Sought:
    """An interview of more than ``most`` questions where the condition holds; ``where`` is its
    diagram."""
    search = _LongerInterview(condition, questions, window, most, where)
    found = search.from_here({}, {})
    return Sought(found, search.all_tried)


def not_asking(
    fact_id: str,
    maybe: Iterable[Situation],
    condition: Condition,
    questions: Questions,
    window: Window,
) -> Sought:
    """An interview that never asks for the fact although the condition holds, with as few
    answers as show that; ``maybe`` are some to try first."""
    search = _NotAskingInterview(condition, questions, window, fact_id)
    tried = (search.with_answers(it) for it in maybe)
    found = next(filter(None, tried), None) or search.from_here({})
    return Sought(found and search.fewest(found), search.all_tried)


def without_defaults(rulebook: Rulebook, situation: Situation) -> Situation:
    """The situation without what holds anyway where nothing else is said."""
    defaults = rulebook.defaults
    left = {it: a for it, a in situation.answers.items() if it not in defaults or defaults[it] != a}
    return Situation(left, situation.as_of)


class _InterviewSearch:
    """A walk through interviews on the first day of the range."""

    def __init__(self, condition: Condition, questions: Questions, window: Window) -> None:
        assert window.first is not None
        self.condition = condition
        self.questions = questions
        self.solver = questions.solver
        self.rulebook = questions.rulebook
        self.day = window.first
        self.left = MOST_INTERVIEWS
        self.all_tried = window.last == window.first or not self._day_matters()

    def _day_matters(self) -> bool:
        rules = self.rulebook.rules.values()
        return any(reads_today(it.term) for it in self.solver.worlds.atoms) or any(
            rule.valid_from or rule.valid_until for rule in rules
        )

    def _interview(self, here: Situation) -> Interview:
        return Interview(self.rulebook, here, thorough=self.questions.thorough)

    def _out_of_looks(self) -> bool:
        if self.left <= 0:
            self.all_tried = False
        self.left -= 1
        return self.left < 0

    def _truth(self, here: Situation) -> Truth:
        return truth_of(self.condition, Valuation(self.rulebook, here).knowledge)

    def _where_it_holds(self, here: Situation) -> Situation | None:
        """The end of an interview, with answers to what it did not ask where the condition
        needs them; nothing that no interview asks for is stated."""
        truth = self._truth(here)
        if truth is None:
            day = Window(here.as_of, here.as_of)
            given = with_defaults(self.rulebook, here.answers)
            found = self.solver.situation(self.condition, day, given)
            if found is None:
                return None
            found = without_defaults(self.rulebook, found)
            return found if found.answers.keys() <= frozenset(self.rulebook.askable) else None
        return here if truth else None

    def _answers(self, fact_id: str) -> Iterator[Answer]:
        fact = self.rulebook.facts[fact_id]
        if fact.kind in (Kind.YES_NO, Kind.CHOICE):
            yield from listed(fact)
        elif fact.kind is Kind.CHOICES:
            options = [option.id for option in fact.options]
            sizes: Sequence[int] = range(len(options) + 1)
            if len(options) > MOST_OPTIONS:
                self.all_tried = False
                sizes = (0, 1, len(options))
            for size in sizes:
                yield from map(frozenset, combinations(options, size))
        else:
            self.all_tried = False
            yield from values_to_try(self.solver, fact_id, self.day)
        yield UNKNOWN


class _LongerInterview(_InterviewSearch):
    """For an interview of more than ``most`` questions; ``where`` is where the condition
    holds."""

    def __init__(
        self, condition: Condition, questions: Questions, window: Window, most: int, where: Node
    ) -> None:
        super().__init__(condition, questions, window)
        self.most = most
        self.where = where

    def from_here(
        self, answers: Mapping[str, Answer], given: Mapping[int, int]
    ) -> Situation | None:
        """A longer interview that begins with these answers."""
        if self._out_of_looks():
            return None
        here = Situation(answers, self.day)
        question = self._interview(here).next_question()
        if question is None:
            return self._where_it_holds(here) if len(answers) > self.most else None
        if question.at_most <= self.most:
            return None
        ways = []
        for answer in self._answers(question.fact.id):
            settled = {**given, **self.questions.settled(question.fact.id, answer)}
            count = self.questions.most(self.where, settled)
            if count > self.most:
                ways.append((count, {**answers, question.fact.id: answer}, settled))
        for _, longer, settled in sorted(ways, key=lambda way: -way[0]):
            found = self.from_here(longer, settled)
            if found is not None:
                return found
        return None


class _NotAskingInterview(_InterviewSearch):
    """For an interview that does not ask for the fact."""

    def __init__(
        self, condition: Condition, questions: Questions, window: Window, fact_id: str
    ) -> None:
        super().__init__(condition, questions, window)
        self.fact_id = fact_id

    def with_answers(self, maybe: Situation) -> Situation | None:
        """The interview in which those answers are given, if it does not ask for the fact."""
        asked = frozenset(self.rulebook.askable)
        answers = {it: answer for it, answer in maybe.answers.items() if it not in asked}
        while True:
            question = self._interview(Situation(answers, maybe.as_of)).next_question()
            if question is None:
                break
            if question.fact.id == self.fact_id:
                return None
            answers[question.fact.id] = maybe.answers.get(question.fact.id, UNKNOWN)
        answers = {**maybe.answers, **answers}
        answers.pop(self.fact_id, None)
        found = Situation(answers, maybe.as_of)
        return found if self._surely(found) else None

    def from_here(self, answers: Mapping[str, Answer]) -> Situation | None:
        """One that begins with these answers."""
        here = Situation(answers, self.day)
        if self._truth(here) is False or self._out_of_looks():
            return None
        question = self._interview(here).next_question()
        if question is None:
            found = here if self._surely(here) else self._where_it_holds(here)
            if found is None or self.fact_id not in found.answers:
                return found
            self.all_tried = False
            return None
        if question.fact.id == self.fact_id:
            return None
        ways = self._answers(question.fact.id)
        longer = (self.from_here({**answers, question.fact.id: answer}) for answer in ways)
        return next((it for it in longer if it is not None), None)

    def fewest(self, found: Situation) -> Situation:
        """The fewest of the answers after which the fact cannot matter any more. What the
        interview asks besides, is not known."""
        for other in reversed(list(found.answers)):
            left = {it: answer for it, answer in found.answers.items() if it != other}
            fewer = Situation(left, found.as_of)
            if not self._interview(fewer).matters(self.fact_id) and self._surely(fewer):
                found = fewer
        return without_defaults(self.rulebook, found)

    def _surely(self, here: Situation) -> bool:
        """Whether the condition holds for everybody who says that."""
        truth = self._truth(here)
        if truth is not None:
            return truth
        given = with_defaults(self.rulebook, here.answers)
        worlds, day = self.solver.truth(self.condition), Window(here.as_of, here.as_of)
        found = self.solver.situation_of(worlds, day, given)
        return found is not None and found.answers == given


def values_to_try(solver: Solver, fact_id: str, today: date) -> Iterator[Value]:
    """Some values that a fact may have: all that are listed, of several options one or none, of
    dates and numbers those that are told apart, and others."""
    fact = solver.rulebook.facts[fact_id]
    if fact.kind in (Kind.YES_NO, Kind.CHOICE):
        yield from listed(fact)
        return
    if fact.kind is Kind.CHOICES:
        yield from (
            frozenset(some)
            for size in (0, 1)
            for some in combinations([it.id for it in fact.options], size)
        )
        return
    atoms = [atom for atom in solver.worlds.atoms if fact_id in variables_of(atom.term)]
    named = [
        bound
        for atom in atoms
        for bound in (atom.operand if isinstance(atom.operand, tuple) else (atom.operand,))
    ]
    low, high = fact.minimum, fact.maximum
    values: dict[Any, None] = {}
    if fact.kind is Kind.DATE:
        days = {it for it in named if isinstance(it, date)}
        days |= {day for atom in atoms for day in dates_in(atom.term)}
        for apart in APART:
            for day in (today, *sorted(days)):
                values[day + timedelta(days=apart)] = None
    else:
        for number in (0, 1, *(it for it in named if isinstance(it, int)), 1000):
            values |= dict.fromkeys((number, number - 1, number + 1))
    values |= dict.fromkeys(it for it in (low, high) if it is not None)
    for value in values:
        if (low is None or low <= value) and (high is None or value <= high):
            yield value
