"""Running mutants: which of them some scenario notices.

Owns the choice of scenarios and the short cuts. A scenario can notice a mutant of a rule only
where the rule's condition comes to something else (or stays open), or its effects count, and
one of a calculation only where that comes to something else; and only the expectations about
what hangs on it are looked at again. What does not is taken from the outcome of the rulebook
as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ...conditions import truth_of
from ...items import Item, ItemKind, items_of
from ...loading.scenarios.expectations import (
    Expectation,
    ExpectedConclusion,
    ExpectedDue,
    ExpectedOrder,
    ExpectedPart,
    ExpectedQuestion,
    ExpectedValue,
)
from ...planning.contents import StandingPlace
from ...planning.ordering import OrderCircle, Ordering, Tie, order_steps
from ...rulebook import Conclude, Fact, Rule, Rulebook, Step
from ...situation import Findings, Valuation
from ...values import Truth
from ...worlds.diagrams import TooLarge
from ...worlds.item_diagrams import places_of
from ...worlds.solving import Solver
from ..inspecting.condition_places import window_of
from .judging import is_in_order, is_met
from .mutant import Mutant
from .outcomes import Outcome
from .rule_changes import differing
from .running import Result
from .variants import with_fact, with_rules, with_step


class Fate(StrEnum):
    """What became of a mutant."""

    NOTICED = "noticed"
    SURVIVED = "survived"
    EQUIVALENT = "equivalent"
    """It was proved that it changes no plan."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant and what became of it; ``scenario`` noticed it."""

    mutant: Mutant
    fate: Fate
    scenario: str | None


def try_mutants(
    rulebook: Rulebook, mutants: Iterable[Mutant], results: Sequence[Result], solver: Solver
) -> Iterator[Trial]:
    """Try every mutant on the scenarios that passed."""
    passed = [result for result in results if result.passed]
    views: dict[str, _View] = {}
    for mutant in mutants:
        if mutant.rule is not None and mutant.rule.id not in views:
            views = {mutant.rule.id: _view_of(rulebook, mutant.rule, passed)}
        noticed = _noticed_by(rulebook, mutant, passed, views)
        if noticed is not None:
            yield Trial(mutant, Fate.NOTICED, noticed.scenario.id)
        elif _is_equivalent(rulebook, mutant, solver):
            yield Trial(mutant, Fate.EQUIVALENT, None)
        else:
            yield Trial(mutant, Fate.SURVIVED, None)


@dataclass(frozen=True, slots=True)
class _View:
    """What of the scenarios can notice a change of one rule: their results, each with the
    expectations that can come out differently."""

    reach: ChangeReach
    results: tuple[tuple[Result, list[Expectation]], ...]


def _view_of(rulebook: Rulebook, rule: Rule, results: Sequence[Result]) -> _View:
    reach = reach_of(rulebook, rule)
    relevant = ((it, reach.relevant(it.scenario.expectations)) for it in results)
    return _View(reach, tuple((it, expectations) for it, expectations in relevant if expectations))


def _noticed_by(
    rulebook: Rulebook, mutant: Mutant, results: Sequence[Result], views: Mapping[str, _View]
) -> Result | None:
    if mutant.order is not None:
        rule = mutant.order.rule
        tie = mutant.order.first, mutant.order.then, None if rule is None else rule.id
        return next((it for it in results if _notices_turn(it, tie)), None)
    if mutant.step is not None:
        return _noticing_step(rulebook, mutant.step, results)
    if mutant.fact is not None:
        return _noticing_fact(rulebook, mutant.fact, results)
    assert mutant.rule is not None
    assert mutant.changed is not None
    view = views[mutant.rule.id]
    variant = with_rules(rulebook, {mutant.changed.id: mutant.changed})
    for result, relevant in _touched(mutant.rule, mutant.changed, view):
        outcome = VariantOutcome(result.outcome, variant, view.reach)
        if not all(is_met(expectation, outcome) for expectation in relevant):
            return result
        if view.reach.moves_steps and outcome.has_circle:
            return result
    return None


def shown_in(rulebook: Rulebook, mutant: Mutant, outcome: Outcome) -> frozenset[Item | str]:
    """The items and conclusions that a change to a rule makes come out differently there."""
    if mutant.rule is None or mutant.changed is None:
        return frozenset()
    reach = reach_of(rulebook, mutant.rule)
    variant = with_rules(rulebook, {mutant.changed.id: mutant.changed})
    other = VariantOutcome(outcome, variant, reach)
    items = {it for it in reach.items if outcome.certainty(it) is not other.certainty(it)}
    conclusions = reach.facts & outcome.findings.conclusions.keys()
    return frozenset(items) | {
        it for it in conclusions if outcome.conclusion(it) is not other.conclusion(it)
    }


def _noticing_step(rulebook: Rulebook, step: Step, results: Sequence[Result]) -> Result | None:
    item = Item(ItemKind.STEP, step.id)
    reach = ChangeReach(rulebook, frozenset(), frozenset(), frozenset([item]))
    variant = with_step(rulebook, step)
    return next((it for it in results if _notices(it, variant, reach, _ABOUT_DATES)), None)


def _noticing_fact(rulebook: Rulebook, fact: Fact, results: Sequence[Result]) -> Result | None:
    facts, rules = rulebook.dependents[fact.id]
    reach = _reach(rulebook, rules, facts)
    variant = with_fact(rulebook, fact)
    for result in results:
        before = result.outcome.valuation.value(fact.id)
        after = Valuation(variant, result.outcome.situation).value(fact.id)
        if before != after and _notices(result, variant, reach, tuple(_COST)):
            return result
    return None


def _notices(
    result: Result, variant: Rulebook, reach: ChangeReach, kinds: tuple[type[Expectation], ...]
) -> bool:
    """Whether an expectation of those kinds comes out differently in the variant."""
    relevant = reach.relevant(result.scenario.expectations)
    outcome = VariantOutcome(result.outcome, variant, reach)
    return not all(is_met(it, outcome) for it in relevant if isinstance(it, kinds))


def _touched(rule: Rule, changed: Rule, view: _View) -> list[tuple[Result, list[Expectation]]]:
    """The results in which the change can show, those in which it must first."""
    surely: list[tuple[Result, list[Expectation]]] = []
    maybe: list[tuple[Result, list[Expectation]]] = []
    for result, relevant in view.results:
        truth = result.outcome.findings.rules[rule.id]
        if rule.effects != changed.effects:
            if truth is not False:
                (surely if truth else maybe).append((result, relevant))
            continue
        new = _truth(changed, result.outcome)
        if truth is None or new is None:
            maybe.append((result, relevant))
        elif truth is not new:
            surely.append((result, relevant))
    return surely + maybe


def _truth(rule: Rule, outcome: Outcome) -> Truth:
    if not rule.holds_on(outcome.situation.as_of):
        return False
    return truth_of(rule.when, outcome.valuation.knowledge)


def _notices_turn(result: Result, pair: tuple[str, str, str | None]) -> bool:
    """Whether the scenario sees when nothing keeps the two steps in their order any more."""
    expected = [it for it in result.scenario.expectations if isinstance(it, ExpectedOrder)]
    if not expected:
        return False
    try:
        ordering = result.outcome.ordering
    except OrderCircle:
        return False
    turned = without_order(ordering, pair)
    return turned is not None and not all(is_in_order(it.steps, turned.steps) for it in expected)


def without_order(ordering: Ordering, pair: tuple[str, str, str | None]) -> Ordering | None:
    """The steps ordered as if nobody had stated that order, and everything that is not stated
    spoke against it; ``None`` if it did not count in the first place."""
    first, then, rule = pair
    kept = [tie for tie in ordering.ties if (tie.first, tie.then, tie.rule) != pair]
    if len(kept) == len(ordering.ties):
        return None
    against = Tie(then, first, rule, certain=False)
    return order_steps(ordering.placed.values(), [*kept, *ordering.dropped, against])


@dataclass(frozen=True)
class ChangeReach:
    """What can change when a rule does."""

    rulebook: Rulebook
    rules: frozenset[str]
    facts: frozenset[str]
    items: frozenset[Item]

    @cached_property
    def moves_steps(self) -> bool:
        """Whether steps can come, go or change places."""
        kinds = {item.kind for item in self.items}
        return bool(kinds & {ItemKind.STEP, ItemKind.ORDER}) or any(
            step.due and not self.facts.isdisjoint(step.due.facts())
            for step in self.rulebook.steps.values()
        )

    @cached_property
    def looks(self) -> frozenset[Item]:
        """The items that can be seen differently: also by the step at which they stand."""
        return self.items | {
            item
            for item in items_of(self.rulebook)
            if any(Item(ItemKind.STEP, it) in self.items for it in places_of(self.rulebook, item))
        }

    def relevant(self, expectations: Sequence[Expectation]) -> list[Expectation]:
        """The expectations that can come out differently, cheap ones first."""
        order_moves = self.moves_steps
        found = [it for it in expectations if self._concerns(it, order_moves)]
        return sorted(found, key=lambda it: _COST[type(it)])

    def _concerns(self, expectation: Expectation, order_moves: bool) -> bool:
        match expectation:
            case ExpectedPart(part, id):
                return Item(part, id) in self.items
            case ExpectedConclusion(conclusion):
                return conclusion in self.facts
            case ExpectedValue(fact):
                return fact in self.facts
            case ExpectedDue(step):
                due = self.rulebook.steps[step].due
                moves = due is not None and not self.facts.isdisjoint(due.facts())
                return moves or Item(ItemKind.STEP, step) in self.items
            case ExpectedOrder():
                return order_moves
            case ExpectedQuestion():
                return True


_ABOUT_DATES: tuple[type[Expectation], ...] = (ExpectedDue, ExpectedOrder)
_COST: Mapping[type[Expectation], int] = {
    ExpectedPart: 0,
    ExpectedConclusion: 1,
    ExpectedValue: 1,
    ExpectedDue: 2,
    ExpectedOrder: 3,
    ExpectedQuestion: 4,
}


def reach_of(rulebook: Rulebook, rule: Rule) -> ChangeReach:
    """What hangs on the rule, through conclusions too."""
    rules, facts = {rule.id}, set[str]()
    for effect in rule.effects:
        if isinstance(effect, Conclude):
            derived, reading = rulebook.dependents[effect.conclusion]
            facts |= derived
            rules |= reading
    return _reach(rulebook, rules, facts)


def _reach(rulebook: Rulebook, rules: Set[str], facts: Set[str]) -> ChangeReach:
    items = {
        item
        for item, entry in items_of(rulebook).items()
        if any(it.id in rules for group in entry.wanted for it in group)
        or not facts.isdisjoint(entry.shown)
    }
    return ChangeReach(rulebook, frozenset(rules), frozenset(facts), frozenset(items))


class VariantOutcome(Outcome):
    """The outcome with a changed rule; what is out of its reach comes from the old outcome."""

    def __init__(self, base: Outcome, variant: Rulebook, reach: ChangeReach) -> None:
        super().__init__(variant, base.situation, base.findings, base.given)
        self._base = base
        self._reach = reach
        self.findings = self._new_findings()

    def _new_findings(self) -> Findings:
        valuation, before = self.valuation, self._base.findings
        rules = {it: valuation.rule_truth(self.rulebook.rules[it]) for it in self._reach.rules}
        conclusions = {
            it: valuation.conclusion_truth(it)
            for it in self._reach.facts
            if it in before.conclusions
        }
        return Findings({**before.rules, **rules}, {**before.conclusions, **conclusions})

    def _place(self, item: Item) -> StandingPlace:
        if item in self._reach.items:
            return super()._place(item)
        return self._base._place(item)

    def conclusion(self, conclusion: str) -> Truth:
        """As for any outcome."""
        if conclusion in self._reach.facts:
            return super().conclusion(conclusion)
        return self._base.conclusion(conclusion)

    def is_asked(self, fact_id: str) -> bool:
        """As for any outcome: most items hang on the answer as they did before."""
        within = self._reach.looks
        before = (it for it in self._base.read_by(fact_id) if it not in within)
        return any(self._base.hangs_on(it, fact_id) for it in before) or any(
            self.hangs_on(it, fact_id) for it in within if it in items_of(self.rulebook)
        )

    @property
    def has_circle(self) -> bool:
        """Whether the steps cannot be ordered."""
        try:
            return not self.ordering
        except OrderCircle:
            return True


def _is_equivalent(rulebook: Rulebook, mutant: Mutant, solver: Solver) -> bool:
    """Whether it is proved that the change makes no difference to any plan."""
    rule, changed = mutant.rule, mutant.changed
    if rule is None or changed is None:
        return False
    try:
        return not any(
            solver.day_of(solver.truth(condition), window_of(rule))
            for _, condition in differing(rulebook, rule, changed)
        )
    except TooLarge:
        return False
