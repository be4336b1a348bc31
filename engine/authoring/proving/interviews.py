"""Real interviews, walked to hold the bounds of :mod:`engine.authoring.proving.questions`
against.

Owns the search for one that asks more questions than it should. What it finds is so; that
there is none is said only where every answer was tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from ...conditions import Condition, truth_of
from ...interview import Interview
from ...rulebook import Rulebook
from ...situation import Situation, Valuation, with_defaults
from ...values import UNKNOWN, Answer, Kind, Value
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
class Longest:
    """An interview that asks more, in the situation at its end, if one was ``found``.
    ``all_tried``: no other answers are left."""

    found: Situation | None
    all_tried: bool


def longer_than(
    most: int, condition: Condition, where: Node, questions: Questions, window: Window
) -> Longest:
    """An interview of more than ``most`` questions where the condition holds; ``where`` is its
    diagram."""
    search = _InterviewSearch(most, condition, where, questions, window)
    found = search.from_here({}, {})
    return Longest(found, search.all_tried)


def not_asked(
    situation: Situation, fact_id: str, condition: Condition, questions: Questions
) -> Situation | None:
    """If an interview with these answers never asks for the fact: the fewest of them after
    which it cannot matter any more. What the interview asks besides, is not known."""
    rulebook, thorough, day = questions.rulebook, questions.thorough, situation.as_of
    asked = frozenset(rulebook.askable)
    answers = {it: answer for it, answer in situation.answers.items() if it not in asked}
    while True:
        interview = Interview(rulebook, Situation(answers, day), thorough=thorough)
        question = interview.next_question()
        if question is None:
            break
        if question.fact.id == fact_id:
            return None
        answers[question.fact.id] = situation.answers.get(question.fact.id, UNKNOWN)
    answers |= {it: a for it, a in situation.answers.items() if it not in answers}
    kept = {it: answer for it, answer in answers.items() if it != fact_id}
    for other in reversed(list(kept)):
        fewer = Situation({it: a for it, a in kept.items() if it != other}, day)
        truth = truth_of(condition, Valuation(rulebook, fewer).knowledge)
        if truth is True and not Interview(rulebook, fewer, thorough=thorough).matters(fact_id):
            kept = dict(fewer.answers)
    return without_defaults(rulebook, Situation(kept, day))


def without_defaults(rulebook: Rulebook, situation: Situation) -> Situation:
    """The situation without what holds anyway where nothing else is said."""
    defaults = rulebook.defaults
    left = {it: a for it, a in situation.answers.items() if it not in defaults or defaults[it] != a}
    return Situation(left, situation.as_of)


class _InterviewSearch:
    def __init__(
        self, most: int, condition: Condition, where: Node, questions: Questions, window: Window
    ) -> None:
        assert window.first is not None
        self.most = most
        self.condition = condition
        self.where = where
        self.questions = questions
        self.rulebook = questions.rulebook
        self.day = window.first
        self.window = window
        self.left = MOST_INTERVIEWS
        self.all_tried = True
        if window.last != window.first and self._day_matters():
            self.all_tried = False

    def _day_matters(self) -> bool:
        rules = self.rulebook.rules.values()
        atoms = self.questions.solver.worlds.atoms
        return any(reads_today(it.term) for it in atoms) or any(
            rule.valid_from or rule.valid_until for rule in rules
        )

    def _where_it_holds(self, here: Situation) -> Situation | None:
        """The end of an interview, with answers to what it did not ask where the condition
        needs them; nothing that no interview asks for is stated."""
        valuation = Valuation(self.rulebook, here)
        truth = truth_of(self.condition, valuation.knowledge)
        if truth is None:
            solver, day = self.questions.solver, Window(self.day, self.day)
            given = with_defaults(self.rulebook, here.answers)
            found = solver.situation(self.condition, day, given)
            if found is None:
                return None
            found = without_defaults(self.rulebook, found)
            return found if found.answers.keys() <= frozenset(self.rulebook.askable) else None
        return here if truth else None

    def from_here(
        self, answers: Mapping[str, Answer], given: Mapping[int, int]
    ) -> Situation | None:
        """A longer interview that begins with these answers."""
        if self.left <= 0:
            self.all_tried = False
            return None
        self.left -= 1
        here = Situation(answers, self.day)
        question = Interview(self.rulebook, here, thorough=self.questions.thorough).next_question()
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
            yield from values_to_try(self.questions.solver, fact_id, self.day)
        yield UNKNOWN


def values_to_try(solver: Solver, fact_id: str, today: date) -> Iterator[Value]:
    """Some dates or numbers that a fact may be: those that are told apart, and others."""
    fact = solver.rulebook.facts[fact_id]
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
