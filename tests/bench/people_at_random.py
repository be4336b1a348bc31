"""Random answers to the questions of a rulebook, for benchmarks that must not rest on one day."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from engine.rulebook import Fact, Rulebook
from engine.values import UNKNOWN, Answer, Kind

FIRST_DAY = date(2026, 1, 1)
DOES_NOT_KNOW = 1 / 16
SETS = ("none", "four", "eight", "all", "all unknown")


def days(number: int) -> Iterator[date]:
    """Days spread over a year and a half, on every day of the week."""
    for count in range(number):
        yield FIRST_DAY + timedelta(days=17 * count % 545)


def answer_at_random(
    fact: Fact, day: date, drawn: random.Random, ignorance: float = DOES_NOT_KNOW
) -> Answer:
    """An answer that the fact can have; so often "I don't know"."""
    if drawn.random() < ignorance:
        return UNKNOWN
    match fact.kind:
        case Kind.YES_NO:
            return drawn.random() < 0.5
        case Kind.CHOICE:
            return drawn.choice(fact.options).id
        case Kind.CHOICES:
            return frozenset(it.id for it in fact.options if drawn.random() < 0.25)
    low, high = fact.minimum, fact.maximum
    if fact.kind is Kind.DATE:
        found = day + timedelta(days=drawn.randrange(-120, 240))
        found = max(found, low) if isinstance(low, date) else found
        return min(found, high) if isinstance(high, date) else found
    number = drawn.randrange(60_000)
    number = max(number, low) if isinstance(low, int) else number
    return min(number, high) if isinstance(high, int) else number


def sets_of_answers(
    rulebook: Rulebook, day: date, drawn: random.Random
) -> Mapping[str, dict[str, Answer]]:
    """None, four, eight, all answers, and "I don't know" to all."""
    asked = list(rulebook.askable)
    every = {it: answer_at_random(rulebook.facts[it], day, drawn) for it in asked}
    unknown: dict[str, Answer] = dict.fromkeys(asked, UNKNOWN)

    def some(number: int) -> dict[str, Answer]:
        return {it: every[it] for it in drawn.sample(asked, min(number, len(asked)))}

    return dict(zip(SETS, ({}, some(4), some(8), every, unknown), strict=True))
