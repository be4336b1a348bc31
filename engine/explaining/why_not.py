"""What keeps something out of the plan, and the smallest changes that would bring it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal

from engine.conditions import All, Condition, push_negation, truth_of
from engine.explaining.subjects import Subject, find_subject
from engine.rulebook import Asked, Rule, Rulebook
from engine.sharpening import Certainty, Sharpener
from engine.sharpening.closure import closure_over
from engine.sharpening.variables import TooManyClasses, classes_of
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Answer, Kind, Missing, spell_value
from engine.wording.conditions import condition_in_words
from engine.wording.filling import fill, plain
from engine.wording.values import value_in_words

MOST_CHANGES = 4
"""Proposals change at most so many answers."""
MOST_PROPOSALS = 12
"""No more proposals than these are reported."""
MOST_TRIES = 5_000
"""Sets of answers tried before the search stops."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that would bring the subject in, and the part of its condition that fails.
    ``out_of_force`` when its time is over or has not come."""

    rule: str
    because: str
    needs: str | None
    out_of_force: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One answer to give or change: any of ``values`` (spelled as ``--set`` takes them)."""

    fact: str
    label: str
    values: tuple[str, ...]
    values_in_words: tuple[str, ...]
    was_in_words: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Changes that together make the subject certain; every combination was tried."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a subject is not certain. ``proposals`` are the smallest sets of changes; empty when
    there is none with at most ``MOST_CHANGES`` changes (``searched_all``: and none at all of
    that size was left untried)."""

    id: str
    kind: str
    title: str
    certainty: Literal["certain", "possible", "ruled_out"]
    obstacles: tuple[Obstacle, ...]
    proposals: tuple[Proposal, ...]
    searched_all: bool


def why_not(
    rulebook: Rulebook, situation: Situation, subject: Subject | str, language: str
) -> WhyNot:
    """What keeps ``subject`` (or the subject of that id) from being certain, and the smallest
    sets of answers to give or change that would make it so, each tried out.

    Raises :class:`~engine.explaining.subjects.UnknownSubject`.
    """
    if isinstance(subject, str):
        subject = find_subject(rulebook, subject)
    valuation = Valuation(rulebook, situation)
    certainty = Sharpener(rulebook, situation).certainty(subject.entry)
    search = _Search(rulebook, situation, subject)
    found = [] if certainty is Certainty.CERTAIN else search.smallest()
    rules = [rule for group in subject.entry.wanted[:1] for rule in group]
    return WhyNot(
        id=subject.id,
        kind=subject.kind,
        title=fill(subject.title, language, rulebook, valuation).strip(),
        certainty=certainty.value,
        obstacles=tuple(
            _obstacle(rule, valuation, language)
            for rule in rules
            if valuation.rule_truth(rule) is not True
        ),
        proposals=tuple(
            Proposal(
                tuple(_change(f, values, valuation, situation, language) for f, values in sets)
            )
            for sets in _merged(found)[:MOST_PROPOSALS]
        ),
        searched_all=search.left > 0,
    )


def _obstacle(rule: Rule, valuation: Valuation, language: str) -> Obstacle:
    rulebook = valuation.rulebook
    failing = _failing(push_negation(rule.when), valuation)
    nothing_known = Valuation(rulebook, Situation({}, valuation.situation.as_of))
    return Obstacle(
        rule=rule.id,
        because=fill(rule.because, language, rulebook, valuation),
        needs=condition_in_words(failing, language, rulebook, nothing_known),
        out_of_force=not rule.holds_on(valuation.situation.as_of),
    )


def _failing(condition: Condition, valuation: Valuation) -> Condition:
    """The part of a condition that does not hold (yet)."""
    if isinstance(condition, All):
        parts = [
            _failing(part, valuation)
            for part in condition.parts
            if truth_of(part, valuation.knowledge) is not True
        ]
        return parts[0] if len(parts) == 1 else All(tuple(parts))
    return condition


Found = tuple[tuple[str, Answer], ...]


class _Search:
    def __init__(self, rulebook: Rulebook, situation: Situation, subject: Subject) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self.entry = subject.entry
        self.left = MOST_TRIES
        rules = [rule for group in self.entry.wanted for rule in group]
        self.closure = closure_over(rulebook, rules)
        self.facts = [
            fact_id
            for fact_id in rulebook.facts
            if fact_id in self.closure.facts and isinstance(rulebook.facts[fact_id].origin, Asked)
        ]

    def smallest(self) -> list[Found]:
        """All smallest sets of answers that make the subject certain."""
        for size in range(1, MOST_CHANGES + 1):
            found = [
                found for facts in combinations(self.facts, size) for found in self._with(facts)
            ]
            if found:
                return found
        return []

    def _with(self, facts: Sequence[str]) -> Iterator[Found]:
        answers = {f: a for f, a in self.situation.answers.items() if f not in facts}
        opened = Situation(answers, self.situation.as_of)
        if self.left <= 0 or self._certainty(opened) is Certainty.RULED_OUT:
            return
        valuation = Valuation(self.rulebook, opened)
        try:
            values = [self._values(fact_id, valuation) for fact_id in facts]
        except TooManyClasses:
            return
        for combination in product(*values):
            if self.left <= 0:
                return
            changed = dict(zip(facts, combination, strict=True))
            if any(self.situation.answers.get(f) == v for f, v in changed.items()):
                continue
            tried = Situation({**answers, **changed}, self.situation.as_of)
            if self._certainty(tried) is Certainty.CERTAIN:
                yield tuple(changed.items())

    def _certainty(self, situation: Situation) -> Certainty:
        self.left -= 1
        return Sharpener(self.rulebook, situation).certainty(self.entry)

    def _values(self, fact_id: str, valuation: Valuation) -> list[Answer]:
        fact = self.rulebook.facts[fact_id]
        values: list[Answer]
        if fact.kind is Kind.CHOICE:
            values = [option.id for option in fact.options]
        else:
            classes = classes_of(fact_id, self.closure, [valuation], self.closure.comparisons)
            values = [value for value, _ in classes if value is not None]
        if fact_id in self.closure.knowledge_matters:
            values.append(UNKNOWN)
        return list(dict.fromkeys(values))


def _merged(found: Sequence[Found]) -> list[list[tuple[str, tuple[Answer, ...]]]]:
    """Sets that differ in the answer to one fact only, put together."""
    merged: list[list[tuple[str, tuple[Answer, ...]]]] = []
    for answers in found:
        candidate: list[tuple[str, tuple[Answer, ...]]] = [(f, (value,)) for f, value in answers]
        for other in merged:
            if [f for f, _ in other] != [f for f, _ in candidate]:
                continue
            differing = [n for n, pair in enumerate(other) if pair != candidate[n]]
            if len(differing) == 1:
                number = differing[0]
                fact_id, values = other[number]
                other[number] = (fact_id, (*values, *candidate[number][1]))
                break
        else:
            merged.append(candidate)
    return merged


def _change(
    fact_id: str,
    values: Sequence[Answer],
    valuation: Valuation,
    situation: Situation,
    language: str,
) -> Change:
    fact = valuation.rulebook.facts[fact_id]
    currency = valuation.rulebook.currency
    before = situation.answers.get(fact_id)
    return Change(
        fact=fact_id,
        label=plain(fact.label, language),
        values=tuple(
            value.value if isinstance(value, Missing) else spell_value(value) for value in values
        ),
        values_in_words=tuple(value_in_words(fact, v, language, currency) for v in values),
        was_in_words=(None if before is None else value_in_words(fact, before, language, currency)),
    )
