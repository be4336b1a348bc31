"""Random invariants on a rulebook: every kind of claim, where every kind of fact says so."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from engine.conditions import ALWAYS, All, Condition
from engine.items import ItemKind, items_of
from engine.loading.scenarios.expectations import PARTS
from engine.loading.scenarios.invariants import Claim, ClaimKind, Invariant
from engine.rulebook import Concluded, Place, Rulebook
from engine.values import Kind
from tests.random_conditions import conditions

_ABOUT_PARTS = tuple(kind for kind in ClaimKind if kind not in (ClaimKind.ASKS, ClaimKind.AT_MOST))
ABOUT_INTERVIEWS = ("questions", "asks")
KINDS = (*(kind.value for kind in _ABOUT_PARTS), "steps", *ABOUT_INTERVIEWS)
"""What an invariant can be about."""


@st.composite
def invariants(draw: st.DrawFn, rulebook: Rulebook, kind: str | None = None) -> Invariant:
    """A random invariant on a rulebook; ``kind`` is one of :data:`KINDS`, or any of them."""
    claim = _claim(draw, rulebook, kind or draw(st.sampled_from(KINDS)))
    return Invariant("it", _when(draw, rulebook), (claim,), "because", Place("", 1, 1))


def _when(draw: st.DrawFn, rulebook: Rulebook) -> Condition:
    about, more = draw(st.booleans()), draw(st.booleans())
    if not about:
        return ALWAYS
    facts = rulebook.facts.values()
    concluded = [fact for fact in facts if isinstance(fact.origin, Concluded)]
    others = [
        fact
        for fact in facts
        # No condition in YAML compares a time of day.
        if not isinstance(fact.origin, Concluded) and fact.kind is not Kind.TIME
    ]
    parts = [draw(conditions(others, depth=1))]
    if concluded and more:
        parts.append(draw(conditions(concluded, depth=0, knowledge_tests=False)))
    return All(tuple(parts)) if len(parts) > 1 else parts[0]


def _claim(draw: st.DrawFn, rulebook: Rulebook, kind: str) -> Claim:
    if kind == "questions":
        most = draw(st.integers(0, len(rulebook.askable)))
        return Claim(ClaimKind.AT_MOST, limits=((kind, most),))
    if kind == "steps":
        most = draw(st.integers(0, len(rulebook.steps)))
        return Claim(ClaimKind.AT_MOST, limits=((kind, most),))
    if kind == "asks":
        assume(rulebook.askable)
        return Claim(ClaimKind.ASKS, facts=(draw(st.sampled_from(rulebook.askable)),))
    claimed = ClaimKind(kind)
    kinds = {ClaimKind.ORDER: [ItemKind.STEP], ClaimKind.WARNS: [ItemKind.WARNING]}
    pool = [(ItemKind.STEP, step) for step in rulebook.steps]
    pool += [
        (item.kind, item.id)
        for item in items_of(rulebook)
        if item.kind in PARTS and item.kind is not ItemKind.STEP
    ]
    pool = [part for part in pool if part[0] in kinds.get(claimed, PARTS)]
    size = 1 if claimed in (ClaimKind.INCLUDES, ClaimKind.EXCLUDES, ClaimKind.WARNS) else 2
    assume(len(pool) >= size)
    picked = st.lists(st.sampled_from(pool), min_size=size, max_size=3, unique=True)
    return Claim(claimed, tuple(draw(picked)))
