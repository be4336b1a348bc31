"""Verdicts on random invariants are those of going through every world and every interview.

Run as a program, it goes through a thousand of them: ``python -m
tests.authoring.proving.test_proving 1000``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.authoring.proving.proving import ProofResult, prove
from engine.conditions import ALWAYS, Condition, truth_of
from engine.interview import Interview
from engine.items import Item, ItemKind, items_of, orders_in
from engine.loading.scenarios.expectations import PARTS
from engine.loading.scenarios.invariants import Claim, ClaimKind, Invariant, Named
from engine.rulebook import Asked, Fact, Place, Rulebook
from engine.situation import Answers, Situation, Valuation
from engine.values import UNKNOWN, Answer
from engine.worlds.solving import Window
from tests import brute_force
from tests.random_conditions import AS_OF, conditions
from tests.random_rulebooks import rulebooks
from tests.strategies import domain

FEW = 10

_ABOUT_PARTS = tuple(kind for kind in ClaimKind if kind not in (ClaimKind.ASKS, ClaimKind.AT_MOST))
_ABOUT_INTERVIEWS = ("questions", "asks")


@st.composite
def invariants(draw: st.DrawFn, rulebook: Rulebook) -> Invariant:
    """A random invariant on a rulebook."""
    asked = [fact for fact in rulebook.facts.values() if isinstance(fact.origin, Asked)]
    when = draw(conditions(asked, depth=1)) if draw(st.booleans()) else ALWAYS
    kind = draw(st.sampled_from((*_ABOUT_PARTS, ClaimKind.AT_MOST)))
    about = draw(st.sampled_from((None, None, None, *_ABOUT_INTERVIEWS)))
    if about == "questions":
        most = draw(st.integers(0, len(rulebook.askable)))
        claim = Claim(ClaimKind.AT_MOST, limits=((about, most),))
    elif about == "asks" and rulebook.askable:
        claim = Claim(ClaimKind.ASKS, facts=(draw(st.sampled_from(rulebook.askable)),))
    elif kind is ClaimKind.AT_MOST:
        most = draw(st.integers(0, len(rulebook.steps)))
        claim = Claim(kind, limits=(("steps", most),))
    else:
        steps = [(ItemKind.STEP, step) for step in rulebook.steps]
        others = [
            (part, item.id)
            for item in items_of(rulebook)
            for part in PARTS
            if part is item.kind and part is not ItemKind.STEP
        ]
        pool = steps if kind is ClaimKind.ORDER else [*steps, *others]
        size = 2 if kind in (ClaimKind.ORDER, ClaimKind.NEVER_TOGETHER) else 1
        assume(len(pool) >= size)
        picked = st.lists(st.sampled_from(pool), min_size=size, max_size=3, unique=True)
        claim = Claim(kind, tuple(draw(picked)))
    return Invariant("it", when, (claim,), "because", Place("", 1, 1))


def worlds(invariant: Invariant, rulebook: Rulebook, given: Situation) -> Iterator[Valuation]:
    """Every way in which what is not given can be."""
    asked = [fact for fact in rulebook.facts.values() if isinstance(fact.origin, Asked)]
    [rule, *_] = rulebook.rules.values()
    asks = replace(rule, id=brute_force.MADE_UP, when=invariant.when)
    closure = brute_force.closure_over(rulebook, [*rulebook.rules.values(), asks])
    start = Valuation(rulebook, given)
    for world in brute_force.completions(asked, start, ignorance=True):
        yield from brute_force.filled_in(world, closure)


def stated(rulebook: Rulebook, day: date) -> Iterator[Situation]:
    """What has a default can be stated all the same."""
    ways = [domain(rulebook.facts[it]) for it in rulebook.defaults]
    for values in product(*ways):
        yield Situation(dict(zip(rulebook.defaults, values, strict=True)), day)


def present(part: Named, world: Valuation) -> bool:
    entry = items_of(world.rulebook).get(Item(part[0], part[1]))
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
                if present((ItemKind.STEP, order.then), world):
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
            steps = sum(present((ItemKind.STEP, it), world) for it in world.rulebook.steps)
            return steps <= most


def broken(invariant: Invariant, world: Valuation) -> bool:
    if truth_of(invariant.when, world.knowledge) is not True:
        return False
    return not all(keeps(claim, world) for claim in invariant.claims)


# ------------------------------------------------------------------ interviews


def answers_to(fact: Fact) -> list[Answer]:
    return [*domain(fact), UNKNOWN]


def surely(condition: Condition, rulebook: Rulebook, situation: Situation) -> bool:
    return truth_of(condition, Valuation(rulebook, situation).knowledge) is True


def everybody(rulebook: Rulebook, day: date, given: Answers) -> Iterator[Situation]:
    """Every way to answer all that is left."""
    rest = [it for it in rulebook.askable if it not in given]
    for way in product(*(answers_to(rulebook.facts[it]) for it in rest)):
        yield Situation({**given, **dict(zip(rest, way, strict=True))}, day)


def interviews(rulebook: Rulebook, day: date, given: Answers) -> Iterator[Situation]:
    """Every interview, at its end."""
    question = Interview(rulebook, Situation(given, day)).next_question()
    if question is None:
        yield Situation(given, day)
        return
    for answer in answers_to(question.fact):
        yield from interviews(rulebook, day, {**given, question.fact.id: answer})


def asks_in(situation: Situation, fact_id: str, rulebook: Rulebook) -> bool:
    given: dict[str, Answer] = {}
    while True:
        here = Interview(rulebook, Situation(given, situation.as_of), thorough=True)
        question = here.next_question()
        if question is None or question.fact.id == fact_id:
            return question is not None
        given[question.fact.id] = situation.answers[question.fact.id]


def some_interview_breaks(invariant: Invariant, rulebook: Rulebook, day: date) -> bool:
    [claim] = invariant.claims
    if claim.kind is ClaimKind.AT_MOST:
        [(_, most)] = claim.limits
        return any(
            len(end.answers) > most
            and any(
                surely(invariant.when, rulebook, it) for it in everybody(rulebook, day, end.answers)
            )
            for end in interviews(rulebook, day, {})
        )
    [fact_id] = claim.facts
    own = answers_to(rulebook.facts[fact_id])
    return any(
        all(
            surely(invariant.when, rulebook, Situation({**it.answers, fact_id: answer}, day))
            for answer in own
        )
        and not asks_in(it, fact_id, rulebook)
        for it in everybody(rulebook, day, {fact_id: own[0]})
    )


def check_one(rulebook: Rulebook, invariant: Invariant, day: date) -> ProofResult:
    [proof] = prove(rulebook, [invariant], Window(day, day), built_in=False)
    if proof.outcome is ProofResult.UNDECIDED:
        assert invariant.claims[0].kind in (ClaimKind.AT_MOST, ClaimKind.ASKS)
        return proof.outcome
    [claim] = invariant.claims
    if claim.facts or ("questions" in dict(claim.limits)):
        assert (proof.outcome is ProofResult.REFUTED) is some_interview_breaks(
            invariant, rulebook, day
        )
        return proof.outcome
    some = any(
        broken(invariant, world)
        for given in stated(rulebook, day)
        for world in worlds(invariant, rulebook, given)
    )
    assert (proof.outcome is ProofResult.REFUTED) is some
    if proof.situation is not None:
        assert proof.situation.as_of == day
        found = {broken(invariant, world) for world in worlds(invariant, rulebook, proof.situation)}
        assert found == ({True} if proof.sure else {True, False})
    return proof.outcome


def random_ones(most: int) -> Counter[str]:
    """How often which verdict was given on what kind of claim, and right."""
    counted: Counter[str] = Counter()

    health = list(HealthCheck)

    @settings(deadline=None, max_examples=most, database=None, suppress_health_check=health)
    @given(
        st.booleans().flatmap(lambda whole: rulebooks(small=True, tables=whole, calculated=whole)),
        st.sampled_from(AS_OF),
        st.data(),
    )
    def run(rulebook: Rulebook, day: date, data: st.DataObject) -> None:
        invariant = data.draw(invariants(rulebook))
        outcome = check_one(rulebook, invariant, day)
        [claim] = invariant.claims
        about = "questions" if "questions" in dict(claim.limits) else claim.kind
        counted.update((outcome.value, f"{outcome.value}: {about}"))

    run()
    return counted


def test_verdicts_equal_going_through_every_world_and_interview() -> None:
    counted = random_ones(150)
    assert counted[ProofResult.PROVED.value] > FEW
    assert counted[ProofResult.REFUTED.value] > FEW
    assert counted[ProofResult.UNDECIDED.value] < FEW


if __name__ == "__main__":
    for what, count in sorted(random_ones(int(sys.argv[1])).items()):
        print(count, what)
