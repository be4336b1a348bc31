"""Hypothesis strategies for random rulebooks and situations.

``rulebooks(small=True)`` gives finite domains (see :func:`domain`) that a test can go
through completely.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from engine.rulebook import Asked, Fact, Rulebook
from engine.situation import Situation
from engine.values import UNKNOWN, Answer, Value
from tests.random_conditions import AS_OF, TODAY, comparisons, conditions, domain
from tests.random_facts import NORMAL, SMALL, Size
from tests.random_rulebooks import rulebooks

__all__ = [
    "AS_OF",
    "NORMAL",
    "SMALL",
    "TODAY",
    "Size",
    "asked_facts",
    "comparisons",
    "conditions",
    "domain",
    "rulebooks",
    "situations",
    "values",
]


@st.composite
def situations(
    draw: st.DrawFn,
    rulebook: Rulebook,
    *,
    complete: bool = False,
    unknown: bool = True,
    as_of: Sequence[date] = AS_OF,
) -> Situation:
    """Random situations of ``rulebook``: values, "I don't know" (if ``unknown``) and, unless
    ``complete``, unanswered facts."""
    answers: dict[str, Answer] = {}
    for fact in asked_facts(rulebook):
        silence: list[Answer | None] = [UNKNOWN] if unknown else []
        silence += [] if complete else [None]
        answer: Answer | None = None
        if silence and draw(st.integers(0, 2)) == 0:
            answer = draw(st.sampled_from(silence))
        else:
            answer = draw(values(fact))
        if answer is not None:
            answers[fact.id] = answer
    return Situation(answers, draw(st.sampled_from(tuple(as_of))))


def values(fact: Fact) -> st.SearchStrategy[Value]:
    """Values that a person could answer for ``fact``."""
    return st.sampled_from(domain(fact))


def asked_facts(rulebook: Rulebook) -> tuple[Fact, ...]:
    """The facts that a person states, in the author's order."""
    return tuple(fact for fact in rulebook.facts.values() if isinstance(fact.origin, Asked))
