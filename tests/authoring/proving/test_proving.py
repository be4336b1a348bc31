"""Verdicts on random invariants are those of going through every world; what refutes one does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.authoring.orders import orders_in
from engine.authoring.proving.proving import Outcome, prove
from engine.authoring.testing.outcomes import KINDS
from engine.conditions import ALWAYS, truth_of
from engine.items import Item, items_of
from engine.loading.expectations import Part
from engine.loading.invariants import Claim, ClaimKind, Invariant, Named
from engine.rulebook import Asked, Place, Rulebook
from engine.situation import Situation, Valuation
from engine.worlds.solving import Window
from tests import brute_force
from tests.random_conditions import AS_OF, conditions
from tests.random_rulebooks import rulebooks

_ABOUT_PARTS = tuple(kind for kind in ClaimKind if kind not in (ClaimKind.ASKS, ClaimKind.AT_MOST))


@st.composite
def invariants(draw: st.DrawFn, rulebook: Rulebook) -> Invariant:
    """A random invariant on a rulebook."""
    asked = [fact for fact in rulebook.facts.values() if isinstance(fact.origin, Asked)]
    when = draw(conditions(asked, depth=1)) if draw(st.booleans()) else ALWAYS
    kind = draw(st.sampled_from((*_ABOUT_PARTS, ClaimKind.AT_MOST)))
    if kind is ClaimKind.AT_MOST:
        most = draw(st.integers(0, len(rulebook.steps)))
        claim = Claim(kind, limits=(("steps", most),))
    else:
        steps = [(Part.STEP, step) for step in rulebook.steps]
        others = [
            (part, item.id)
            for item in items_of(rulebook)
            for part in Part
            if KINDS[part] is item.kind and part is not Part.STEP
        ]
        pool = steps if kind is ClaimKind.ORDER else [*steps, *others]
        size = 2 if kind in (ClaimKind.ORDER, ClaimKind.NEVER_TOGETHER) else 1
        assume(len(pool) >= size)
        picked = st.lists(st.sampled_from(pool), min_size=size, max_size=3, unique=True)
        claim = Claim(kind, tuple(draw(picked)))
    return Invariant("it", when, (claim,), "because", Place("", 1, 1))


def worlds(rulebook: Rulebook, day: date) -> Iterator[Valuation]:
    asked = [fact for fact in rulebook.facts.values() if isinstance(fact.origin, Asked)]
    return brute_force.completions(asked, Valuation(rulebook, Situation({}, day)), ignorance=True)


def present(part: Named, world: Valuation) -> bool:
    entry = items_of(world.rulebook).get(Item(KINDS[part[0]], part[1]))
    return entry is not None and all(
        any(world.rule_truth(rule) is True for rule in group) for group in entry.wanted
    )


def led(first: str, then: str, world: Valuation) -> bool:
    """Whether phases or a chain of orders put one step before the other."""
    steps = world.rulebook.steps
    phases = [phase.id for phase in world.rulebook.phases]
    here, there = (phases.index(steps[it].phase) for it in (first, then))
    if here != there:
        return here < there
    seen, queue = {first}, [first]
    while queue:
        step = queue.pop()
        for order in orders_in(world.rulebook):
            holds = order.rule is None or world.rule_truth(order.rule) is True
            if order.first == step and holds and order.then not in seen:
                if order.then == then:
                    return True
                if present((Part.STEP, order.then), world):
                    seen.add(order.then)
                    queue.append(order.then)
    return False


def keeps(claim: Claim, world: Valuation) -> bool:
    there = [present(part, world) for part in claim.parts]
    match claim.kind:
        case ClaimKind.INCLUDES | ClaimKind.WARNS:
            return all(there)
        case ClaimKind.EXCLUDES:
            return not any(there)
        case ClaimKind.NEVER_TOGETHER:
            return not any(one and other for one, other in combinations(there, 2))
        case ClaimKind.EXACTLY_ONE_OF:
            return sum(there) == 1
        case ClaimKind.AT_LEAST_ONE_OF:
            return any(there)
        case ClaimKind.ORDER:
            return all(
                led(one[1], other[1], world)
                for (one, here), (other, too) in pairwise(zip(claim.parts, there, strict=True))
                if here and too
            )
        case _:
            [(_, most)] = claim.limits
            steps = sum(present((Part.STEP, it), world) for it in world.rulebook.steps)
            return steps <= most


def broken(invariant: Invariant, world: Valuation) -> bool:
    if truth_of(invariant.when, world.knowledge) is not True:
        return False
    return not all(keeps(claim, world) for claim in invariant.claims)


@settings(deadline=None, max_examples=120)
@given(
    rulebooks(small=True, tables=False, calculated=False, knowledge_tests=True),
    st.sampled_from(AS_OF),
    st.data(),
)
def test_verdicts_equal_going_through_every_world(
    rulebook: Rulebook, day: date, data: st.DataObject
) -> None:
    invariant = data.draw(invariants(rulebook))
    [proof] = prove(rulebook, [invariant], Window(day, day), built_in=False)
    some = any(broken(invariant, world) for world in worlds(rulebook, day))
    if proof.outcome is Outcome.UNDECIDED:
        assert invariant.claims[0].kind is ClaimKind.AT_MOST
        return
    assert (proof.outcome is Outcome.REFUTED) is some
    if proof.situation is not None:
        assert proof.situation.as_of == day
        asked = [fact for fact in rulebook.facts.values() if isinstance(fact.origin, Asked)]
        found = {
            broken(invariant, world)
            for world in brute_force.completions(
                asked, Valuation(rulebook, proof.situation), ignorance=True
            )
        }
        assert found == ({True} if proof.sure else {True, False})
