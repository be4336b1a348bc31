"""Asking what a condition comes to when nothing is answered, and for answers that make it hold.

Owns the as-of dates that are worth a look, and the search for a small situation; one that is
found has been tried out. The exact answers are those of :mod:`engine.sharpening`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.authoring.abstracting import operands_of
from engine.authoring.variants import with_rules
from engine.calculations import (
    Call,
    TodayArgument,
    add_months,
    end_of_month,
    start_of_month,
)
from engine.conditions import Comparison, Condition
from engine.items import Item, ItemEntry, ItemKind
from engine.rulebook import Asked, Place, Rule, Rulebook
from engine.sharpening import Certainty, Sharpener
from engine.sharpening.closure import Closure, closure_over
from engine.sharpening.loose import loose_ends
from engine.sharpening.search import OutOfBudget
from engine.sharpening.variables import TooManyClasses, classes_of
from engine.situation import Answers, Situation, Valuation
from engine.values import UNKNOWN, Answer, Kind, Value, Wording


@dataclass(frozen=True, slots=True)
class Effort:
    """How many partial situations, and how many values of facts, are looked at before the
    search for a situation gives up."""

    situations: int
    values: int


THOROUGH = Effort(1_500, 6_000)
BRIEF = Effort(60, 400)
ENORMOUS = 10_000_000
"""A number so large that nobody would answer it where a smaller one does."""
DAYS_SAMPLED = 62
MONTHS_SAMPLED = 12
"""A condition on the calendar alone is tried on so many days in a row, and then on the first,
a middle and the last day of so many months."""
NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Window:
    """The as-of dates in question; an end that is ``None`` is open."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS_OPEN = Window()


class Probes:
    """A rulebook with conditions to ask about, as rules without effects."""

    def __init__(self, rulebook: Rulebook, conditions: Sequence[Condition]) -> None:
        self.rules = [
            Rule(f"?{number}", condition, (), Wording({}), (), NOWHERE)
            for number, condition in enumerate(conditions)
        ]
        self.rulebook = with_rules(rulebook, {rule.id: rule for rule in self.rules})
        self._sharpeners: dict[date, Sharpener] = {}
        self._closures: dict[int, Closure] = {}

    def certainty(self, number: int, as_of: date) -> tuple[Certainty, bool]:
        """How the condition stands when nothing at all is answered, and whether that is
        exact."""
        sharpener = self._sharpeners.get(as_of)
        if sharpener is None:
            sharpener = Sharpener(self.rulebook, Situation({}, as_of))
            self._sharpeners[as_of] = sharpener
        entry = self.entry(number)
        return sharpener.certainty(entry), entry.item.id not in sharpener.inexact

    def entry(self, number: int) -> ItemEntry:
        """The condition as an item that one rule wants."""
        rule = self.rules[number]
        return ItemEntry(Item(ItemKind.STEP, rule.id), ((rule,),), ())

    def closure(self, number: int) -> Closure:
        """Everything that the condition can come to depend on."""
        if number not in self._closures:
            self._closures[number] = closure_over(self.rulebook, [self.rules[number]])
        return self._closures[number]

    def other_days(self, number: int, first: date) -> Iterator[date]:
        """Further as-of dates on which the condition may behave differently."""
        yield from self.telling_days(number, first)
        if any(self._calls_on_today(self.closure(number))):
            ends = (first, first + timedelta(days=45), first + timedelta(days=200))
            yield from (day for end in ends for day in (end, end_of_month(end)))

    def telling_days(self, number: int, first: date) -> Iterator[date]:
        """Those of them that matter whatever is answered: the first and last days of rules,
        and many days where the calendar alone decides something."""
        closure = self.closure(number)
        yield from sorted(self._turning_days(closure))
        if any(not closure.ancestors(fact) for fact in self._calls_on_today(closure)):
            yield from _near(self._aimed_days(closure, first))
            yield from (first + timedelta(days=n) for n in range(1, DAYS_SAMPLED))
            months = [add_months(start_of_month(first), n) for n in range(2, MONTHS_SAMPLED)]
            yield from (day for month in months for day in _of_month(month))

    def next_days(self, number: int, first: date) -> Iterator[date]:
        """The days of the week after ``first``, if one condition hangs on today."""
        if self._calls_on_today(self.closure(number)):
            yield from (first + timedelta(days=n) for n in range(1, 8))

    def _aimed_days(self, closure: Closure, first: date) -> set[date]:
        """Days on which a fact of the calendar should come to what it is compared with, if it
        moves as the days or the months do."""
        valuation = Valuation(self.rulebook, Situation({}, first))
        days: set[date] = set()
        for leaf in closure.comparisons:
            if closure.calculated.get(leaf.fact) != ():
                continue
            value, _ = valuation.knowledge(leaf.fact)
            for operand in operands_of(leaf):
                if isinstance(value, date) and isinstance(operand, date):
                    days |= _shifted(first, (operand - value).days)
                elif isinstance(value, int) and isinstance(operand, int):
                    for rate in (1, -1, 31, -31):
                        days |= _shifted(first, rate * (operand - value))
        return days

    def _calls_on_today(self, closure: Closure) -> list[str]:
        return [
            fact
            for fact in closure.facts
            if isinstance(origin := self.rulebook.facts[fact].origin, Call)
            and TodayArgument() in origin.arguments
        ]

    def _turning_days(self, closure: Closure) -> set[date]:
        days: set[date] = set()
        for fact_id in closure.facts:
            for rule in self.rulebook.concluding_rules.get(fact_id, ()):
                if rule.valid_from is not None:
                    days |= {rule.valid_from, rule.valid_from - timedelta(days=1)}
                if rule.valid_until is not None:
                    days |= {rule.valid_until, rule.valid_until + timedelta(days=1)}
        return days


def find_situation(
    probes: Probes, number: int, as_of: date, given: Answers, effort: Effort = THOROUGH
) -> Situation | None:
    """A situation with the answers ``given`` in it that makes the condition certainly true,
    without any answer more than it needs; ``None`` if none was found."""
    search = _Search(probes, number, effort)
    answers = search.answers(Valuation(probes.rulebook, Situation(given, as_of)), {})
    if answers is None:
        return None
    kept: Answers = {**given, **answers}
    for fact_id in reversed(list(answers)):
        fewer = {fact: it for fact, it in kept.items() if fact != fact_id}
        if search.holds(Valuation(probes.rulebook, Situation(fewer, as_of))):
            kept = fewer
    for fact_id in answers:
        if fact_id in kept:
            kept = _with_plainer_number(search, kept, fact_id, as_of)
    order = [fact_id for fact_id in probes.rulebook.facts if fact_id in kept]
    return Situation({fact_id: kept[fact_id] for fact_id in order}, as_of)


def _with_plainer_number(search: _Search, answers: Answers, fact_id: str, as_of: date) -> Answers:
    """The answers with a round number in the place of an enormous one, if that does as well."""
    value, fact = answers[fact_id], search.rulebook.facts[fact_id]
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) < ENORMOUS:
        return answers
    low = fact.minimum if isinstance(fact.minimum, int) else -ENORMOUS
    for size in range(1, len(str(ENORMOUS))):
        number = 10**size if value > 0 else -(10**size)
        changed = {**answers, fact_id: number}
        if number >= low and search.holds(Valuation(search.rulebook, Situation(changed, as_of))):
            return changed
    return answers


def _shifted(first: date, days: int) -> set[date]:
    try:
        return {first + timedelta(days=days)}
    except OverflowError:
        return set()


def _near(days: Iterable[date]) -> Iterator[date]:
    """The days, those next to them, and some of their months."""
    for day in sorted(days):
        if date.min < start_of_month(day) and end_of_month(day) < date.max:
            yield from (day, day - timedelta(days=1), day + timedelta(days=1))
            yield from _of_month(start_of_month(day))


def _of_month(first: date) -> Iterator[date]:
    yield from (first, first + timedelta(days=14), end_of_month(first))


class _Search:
    """One depth-first search for answers, with a budget."""

    def __init__(self, probes: Probes, number: int, effort: Effort) -> None:
        self.rulebook = probes.rulebook
        self.rule = probes.rules[number]
        self.closure = probes.closure(number)
        self.left = effort.situations
        self.values_left = effort.values

    def holds(self, valuation: Valuation) -> bool:
        return valuation.rule_truth(self.rule) is True

    def answers(self, valuation: Valuation, so_far: Mapping[str, Answer]) -> Answers | None:
        """Answers that make the condition true from here."""
        self.left -= 1
        truth = valuation.rule_truth(self.rule)
        if truth is not None or self.left < 0:
            return so_far if truth else None
        loose = loose_ends(((self.rule,),), (), valuation)
        open_facts = [fact for fact in loose.unasked(valuation) if self._can_be_answered(fact)]
        if not open_facts:
            return None
        fact_id = min(open_facts, key=self._width)
        for answer in self._answers_to(fact_id, valuation, loose.comparisons):
            known = (None, False) if answer is UNKNOWN else (answer, True)
            child = valuation.assuming(fact_id, known)  # type: ignore[arg-type]
            found = self.answers(child, {**so_far, fact_id: answer})
            if found is not None or self.left < 0:
                return found
        return None

    def _count_value(self) -> None:
        self.values_left -= 1
        if self.values_left < 0:
            raise OutOfBudget

    def _can_be_answered(self, fact_id: str) -> bool:
        return isinstance(self.rulebook.facts[fact_id].origin, Asked)

    def _width(self, fact_id: str) -> int:
        kind = self.rulebook.facts[fact_id].kind
        return {Kind.YES_NO: 0, Kind.CHOICE: 1, Kind.CHOICES: 2}.get(kind, 3)

    def _answers_to(
        self, fact_id: str, valuation: Valuation, among: Mapping[Comparison, None]
    ) -> Iterator[Answer]:
        tried: set[Answer] = set()
        try:
            classes = classes_of(fact_id, self.closure, [valuation], among, spend=self._count_value)
            for value, known in classes:
                answer: Answer = UNKNOWN if value is None or not known else value
                if answer not in tried:
                    tried.add(answer)
                    yield answer
        except (TooManyClasses, OutOfBudget):
            pass
        for value in (*self._numbers_near(fact_id), *self._more_and_more_options(fact_id)):
            if value not in tried:
                tried.add(value)
                yield value

    def _more_and_more_options(self, fact_id: str) -> Iterator[Value]:
        """Sets of options of every size, for a fact whose options are counted."""
        fact = self.rulebook.facts[fact_id]
        if fact.kind is Kind.CHOICES:
            options = [option.id for option in fact.options]
            yield from (frozenset(options[:count]) for count in range(len(options) + 1))

    def _numbers_near(self, fact_id: str) -> Iterator[Value]:
        """Numbers near those that calculated facts are compared with: a sum over several
        numbers has no thresholds of its own."""
        fact = self.rulebook.facts[fact_id]
        if fact.kind not in (Kind.INTEGER, Kind.MONEY):
            return
        low = fact.minimum if isinstance(fact.minimum, int) else 0
        high = fact.maximum if isinstance(fact.maximum, int) else None
        for comparison in self.closure.comparisons:
            operands = comparison.operand
            for bound in operands if isinstance(operands, tuple) else (operands,):
                if isinstance(bound, int) and not isinstance(bound, bool):
                    for number in (bound, bound + 1, bound - 1):
                        if low <= number and (high is None or number <= high):
                            yield number
