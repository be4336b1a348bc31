"""One small change to a rulebook, and what stands next to a number.

Owns the shape. Which changes there are is :mod:`engine.authoring.testing.mutation_operators`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ...items import StatedOrder
from ...rulebook import Fact, Place, Rule, Step
from ...values import LARGEST_NUMBER, Value


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: to a ``rule`` (which becomes ``changed``), to an ``order`` of steps, or to a
    ``step`` or calculated ``fact`` (as they become). ``id`` names it as long as the rule's
    conditions and effects keep their places."""

    id: str
    place: Place
    words: str
    rule: Rule | None = None
    changed: Rule | None = None
    order: StatedOrder | None = None
    step: Step | None = None
    fact: Fact | None = None


def beside(bound: Value) -> Iterator[Value]:
    """The values next to a number or a date."""
    if isinstance(bound, date):
        yield bound - timedelta(days=1)
        yield bound + timedelta(days=1)
    elif isinstance(bound, int) and not isinstance(bound, bool) and abs(bound) < LARGEST_NUMBER:
        yield bound - 1
        yield bound + 1
