"""What proved and refuted mean: going through every world and every interview.

Slow and simple on purpose, for small rulebooks only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise, product
from math import prod

from msgspec.structs import replace

from engine.authoring.proving.proving import Proof, ProofResult
from engine.conditions import Condition, truth_of
from engine.interview import Interview
from engine.items import Item, ItemKind, items_of, orders_in
from engine.loading.scenarios.invariants import Claim, ClaimKind, Invariant, Named
from engine.rulebook import Asked, Fact, OrderSteps, Rule, Rulebook
from engine.situation import Answers, Situation, Valuation
from engine.values import UNKNOWN, Answer
from engine.worlds.solving import Window
from tests import brute_force
from tests.strategies import domain

Truths = frozenset[bool]
"""What some worlds come to, all together."""
BOTH: Truths = frozenset((True, False))
World = tuple[tuple[object, bool], ...]


class Outcomes:
    """What a test comes to for everything that a person may say on one day. The test hangs on
    a closure; nothing else is gone through."""

    def __init__(
        self, day: date, closure: brute_force.Closure, test: Callable[[Valuation], bool]
    ) -> None:
        self.day = day
        self.rulebook = closure.rulebook
        self._closure, self._test = closure, test
        self.facts = [
            fact
            for fact in map(self.rulebook.facts.__getitem__, closure.facts)
            if isinstance(fact.origin, Asked)
        ]
        self._worlds: dict[World, Truths] = {}
        self._found: dict[tuple[Answer | None, ...], Truths] = {}
        self._tree = brute_force.Tree(Valuation(self.rulebook, Situation({}, day)))

    def of(self, answers: Answers) -> Truths:
        """All that the test can come to for somebody who says that."""
        return self.of_row(tuple(answers.get(fact.id) for fact in self.facts))

    def of_row(self, row: tuple[Answer | None, ...]) -> Truths:
        """The same, with one answer or none for each fact."""
        found = self._found.get(row)
        if found is None:
            ways = map(self._ways, self.facts, row)
            found = frozenset[bool]().union(*map(self._world, product(*ways)))
            self._found[row] = found
        return found

    def _ways(self, fact: Fact, answer: Answer | None) -> list[tuple[object, bool]]:
        """The ways in which a fact can be for somebody who says that."""
        default = self.rulebook.defaults.get(fact.id)
        if answer is None and default is not None:
            return [(default, True)]
        if answer is not None and answer is not UNKNOWN:
            return [(answer, True)]
        known = (True, False) if answer is None and self._closure.knowledge_matters else (False,)
        return [(value, way) for value in domain(fact) for way in known]

    def _world(self, world: World) -> Truths:
        found = self._worlds.get(world)
        if found is None:
            tree = self._tree
            for fact, knowledge in zip(self.facts, world, strict=True):
                tree = tree.assuming(fact.id, knowledge)  # type: ignore[arg-type]
            filled = brute_force.filled_in(tree.valuation, self._closure)
            truths: set[bool] = set()
            for it in filled:
                truths.add(self._test(it))
                if len(truths) == 2:
                    break
            found = self._worlds[world] = frozenset(truths)
        return found

    def said(self, fact: Fact) -> list[Answer]:
        """All that can be said of a fact."""
        has_default = fact.id in self.rulebook.defaults
        return [*domain(fact), *([] if has_default else [UNKNOWN])]

    def everything_said(self) -> Iterator[tuple[Answer | None, ...]]:
        """Every way to answer all questions, and to state what else can be stated or not."""
        yield from product(
            *([*self.said(fact), *([] if fact.can_be_asked else [None])] for fact in self.facts)
        )

    def with_answers(self, facts: Sequence[Fact]) -> Iterator[tuple[Answer | None, ...]]:
        """Every way to say something of those facts, and of no other."""
        yield from product(*(self.said(fact) if fact in facts else [None] for fact in self.facts))


def days_of(window: Window) -> list[date]:
    """Every day of a window."""
    assert window.first is not None
    assert window.last is not None
    return [window.first + timedelta(days=n) for n in range((window.last - window.first).days + 1)]


def outcomes_of(invariant: Invariant, rulebook: Rulebook, day: date) -> Outcomes:
    """Whether the invariant is broken."""
    rules: dict[str, Rule] = {}
    for claim in invariant.claims:
        parts = set(claim.parts)
        if claim.kind in (ClaimKind.ORDER, ClaimKind.AT_MOST):
            parts |= {(ItemKind.STEP, step) for step in rulebook.steps}
            rules |= {
                rule.id: rule
                for rule in rulebook.rules.values()
                if any(isinstance(it, OrderSteps) for it in rule.effects)
            }
        for part in parts:
            entry = items_of(rulebook).get(Item(*part))
            for group in () if entry is None else entry.wanted:
                rules |= {rule.id: rule for rule in group}
    closure = _closure(rulebook, list(rules.values()), invariant.when)
    return Outcomes(day, closure, lambda world: broken(invariant, world))


def ways_to_answer(invariant: Invariant, rulebook: Rulebook) -> int:
    """How many ways there are to answer what an invariant about plans hangs on."""
    outcomes = outcomes_of(invariant, rulebook, date.min)
    return prod(len(outcomes.said(fact)) + 1 for fact in outcomes.facts)


def _closure(
    rulebook: Rulebook, rules: Sequence[Rule], condition: Condition
) -> brute_force.Closure:
    [rule, *_] = rulebook.rules.values()
    asks = replace(rule, id=brute_force.MADE_UP, when=condition)
    return brute_force.closure_over(rulebook, [*rules, asks])


# ------------------------------------------------------------------ claims about plans


def present(part: Named, world: Valuation) -> bool:
    """Whether it is in the plan."""
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
    """Whether a world keeps to a claim about plans."""
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
    """Whether a world breaks an invariant about plans."""
    if truth_of(invariant.when, world.knowledge) is not True:
        return False
    return not all(keeps(claim, world) for claim in invariant.claims)


# ------------------------------------------------------------------ claims about interviews


class Interviews:
    """The interviews of one rulebook on one day."""

    def __init__(self, rulebook: Rulebook, day: date, when: Condition) -> None:
        self.rulebook, self.day = rulebook, day
        self._when = Outcomes(
            day,
            _closure(rulebook, (), when),
            lambda world: truth_of(when, world.knowledge) is True,
        )
        self._next = cache(self._next_question)

    def surely(self, answers: Answers) -> bool:
        """Whether the condition holds for everybody who says that."""
        return self._when.of(answers) == {True}

    def _next_question(self, answers: frozenset[tuple[str, Answer]], thorough: bool) -> str | None:
        here = Interview(self.rulebook, Situation(dict(answers), self.day), thorough=thorough)
        question = here.next_question()
        return None if question is None else question.fact.id

    def _answers(self, fact_id: str) -> list[Answer]:
        return [*domain(self.rulebook.facts[fact_id]), UNKNOWN]

    def everybody(self, given: Answers) -> Iterator[Answers]:
        """Every way to answer all questions that are left."""
        rest = [it for it in self.rulebook.askable if it not in given]
        for way in product(*map(self._answers, rest)):
            yield {**given, **dict(zip(rest, way, strict=True))}

    def ends(self, given: Answers) -> Iterator[Answers]:
        """Every interview that begins like that, at its end."""
        fact_id = self._next(frozenset(given.items()), False)
        if fact_id is None:
            yield given
            return
        for answer in self._answers(fact_id):
            yield from self.ends({**given, fact_id: answer})

    def asked_of(self, answers: Answers, *, thorough: bool) -> list[str]:
        """The questions that somebody with these answers is asked; to others they say that
        they do not know."""
        given = {it: a for it, a in answers.items() if it not in self.rulebook.askable}
        asked: list[str] = []
        while (fact_id := self._next(frozenset(given.items()), thorough)) is not None:
            asked.append(fact_id)
            given[fact_id] = answers.get(fact_id, UNKNOWN)
        return asked

    def break_(self, claim: Claim) -> bool:
        """Whether some interview breaks the claim."""
        if claim.kind is ClaimKind.AT_MOST:
            [(_, most)] = claim.limits
            return any(
                len(end) > most and any(map(self.surely, self.everybody(end)))
                for end in self.ends({})
            )
        [fact_id] = claim.facts
        own = self._answers(fact_id)
        return any(
            all(self.surely({**it, fact_id: answer}) for answer in own)
            and fact_id not in self.asked_of(it, thorough=True)
            for it in self.everybody({fact_id: own[0]})
        )

    def shows(self, claim: Claim, answers: Answers) -> bool:
        """Whether these answers show that the claim is broken, whatever else is said."""
        if not self.surely(answers):
            return False
        if claim.kind is ClaimKind.AT_MOST:
            [(_, most)] = claim.limits
            return len(self.asked_of(answers, thorough=False)) > most
        [fact_id] = claim.facts
        return fact_id not in answers and not any(
            fact_id in self.asked_of(it, thorough=True) for it in self.everybody(answers)
        )


# ------------------------------------------------------------------ verdicts


def is_about_interviews(claim: Claim) -> bool:
    """Whether a claim is about what is asked."""
    return bool(claim.facts) or "questions" in dict(claim.limits)


def wrong_in(proof: Proof, invariant: Invariant, rulebook: Rulebook, window: Window) -> str:
    """What is wrong with a verdict; nothing if it is right, or was not decided."""
    if proof.outcome is ProofResult.UNDECIDED:
        return ""
    refuted = proof.outcome is ProofResult.REFUTED
    if refuted and (proof.situation is None or proof.situation.as_of not in window):
        return f"no situation in the range: {proof.situation}"
    [claim, *_] = invariant.claims
    if is_about_interviews(claim):
        return _wrong_in_interviews(proof, claim, invariant.when, rulebook, window)
    days = [outcomes_of(invariant, rulebook, day) for day in days_of(window)]
    some = any(True in it.of_row(row) for it in days for row in it.everything_said())
    if some is not refuted:
        return f"{proof.outcome.value}, but {'some' if some else 'no'} world breaks it"
    if proof.situation is None:
        return ""
    [here] = [it for it in days if it.day == proof.situation.as_of]
    if here.of(proof.situation.answers) != ({True} if proof.sure else BOTH):
        return f"the situation does not show it: {proof.situation}"
    for smaller in _smaller(proof, days):
        return f"{proof.situation} (sure: {proof.sure}), but {smaller} shows it"
    return ""


def _wrong_in_interviews(
    proof: Proof, claim: Claim, when: Condition, rulebook: Rulebook, window: Window
) -> str:
    days = {day: Interviews(rulebook, day, when) for day in days_of(window)}
    some = any(it.break_(claim) for it in days.values())
    if some is not (proof.outcome is ProofResult.REFUTED):
        return f"{proof.outcome.value}, but {'some' if some else 'no'} interview breaks it"
    shown = proof.situation
    if shown is not None and not days[shown.as_of].shows(claim, shown.answers):
        return f"the situation does not show it: {shown}"
    return ""


def _size(answers: Mapping[str, object], rulebook: Rulebook) -> tuple[int, int]:
    """How large a situation is: what nobody would be asked for weighs most."""
    unasked = sum(not rulebook.facts[it].can_be_asked for it in answers)
    return unasked, len(answers)


def _smaller(proof: Proof, days: Sequence[Outcomes]) -> Iterator[Situation]:
    """Situations on the same day, with fewer answers, that show what the proof says; or on any
    day surer ones."""
    assert proof.situation is not None
    rulebook = days[0].rulebook
    size = _size(proof.situation.answers, rulebook)
    for day in days:
        for number in range(len(day.facts) + 1):
            for facts in combinations(day.facts, number):
                fewer = _size({fact.id: 0 for fact in facts}, rulebook) < size
                smaller = fewer and day.day == proof.situation.as_of
                if not smaller and proof.sure:
                    continue
                for row in day.with_answers(facts):
                    if day.of_row(row) == {True} or (
                        smaller and not proof.sure and _always_perhaps(day, row)
                    ):
                        said = zip(day.facts, row, strict=True)
                        answers = {fact.id: it for fact, it in said if it is not None}
                        yield Situation(answers, day.day)


def _always_perhaps(day: Outcomes, row: Sequence[Answer | None]) -> bool:
    """Whether it stays open however somebody goes on."""
    ways = (
        [it] if it is not None or not fact.can_be_asked else day.said(fact)
        for fact, it in zip(day.facts, row, strict=True)
    )
    return all(day.of_row(way) == BOTH for way in product(*ways))
