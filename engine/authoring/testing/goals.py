"""What suggested scenarios should show: uncovered targets and surviving mutants, as conditions.

Owns the translation into something that can be searched for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ...calculations import Cases
from ...conditions import ALWAYS, Comparison, Condition, Relation
from ...items import Item, ItemKind, StatedOrder, items_of
from ...rulebook import Do, Effect, Fact, Rulebook, Step
from ...values import Answer, Kind
from ...worlds.solving import ALWAYS_OPEN, Window
from ..inspecting.condition_places import both, either, negated, window_of
from .coverage import Coverage
from .coverage_report import missed
from .mutant import Mutant
from .rule_changes import differing
from .targets import LeafTargets, RuleTargets, Target, Targets


@dataclass(frozen=True, slots=True)
class Wish:
    """A situation wished for: ``condition`` holds in it, on a day in ``window``, with the
    answers ``given``. A scenario on it should say something of ``effects`` and of what the
    facts in ``values`` come to; ``order`` is to be decisive in it. ``name`` is short,
    ``words`` say why it is wished for: for a target of coverage, or to notice a ``mutant``."""

    name: str
    words: str
    condition: Condition
    window: Window = ALWAYS_OPEN
    given: tuple[tuple[str, Answer], ...] = ()
    effects: tuple[Effect, ...] = ()
    order: StatedOrder | None = None
    values: tuple[str, ...] = ()
    mutant: Mutant | None = None


def wishes_for_targets(
    rulebook: Rulebook, targets: Targets, coverage: Coverage
) -> tuple[Wish, ...]:
    """One wish for every required target that no scenario sees."""
    left = set(coverage.uncovered())
    found: list[Wish] = []
    for rule in targets.rules:
        found += _for_rule(rule, left)
    for leaf in targets.leaves:
        found += _for_leaf(leaf, left)
    for order in targets.orders:
        if order.target in left:
            found.append(_for_order(rulebook, order.order, missed(order.target)))
    for option in targets.options:
        if option.target in left:
            several = rulebook.facts[option.fact].kind is Kind.CHOICES
            answer: Answer = frozenset([option.option]) if several else option.option
            name = f"{option.fact}-{option.option}"
            words = missed(option.target)
            found.append(Wish(name, words, ALWAYS, given=((option.fact, answer),)))
    return tuple(found)


def wishes_for_survivors(rulebook: Rulebook, survivors: Sequence[Mutant]) -> tuple[Wish, ...]:
    """Situations in which the mutants make a difference."""
    return tuple(
        replace(wish, mutant=mutant)
        for mutant in survivors
        for wish in _for_survivor(rulebook, mutant)
    )


def _for_survivor(rulebook: Rulebook, mutant: Mutant) -> Iterator[Wish]:
    if mutant.order is not None:
        yield _for_order(rulebook, mutant.order, mutant.words)
    elif mutant.step is not None:
        yield _for_due(rulebook, mutant.step, mutant.words)
    elif mutant.fact is not None:
        yield _for_calculation(rulebook, mutant.fact, mutant.words)
    elif mutant.rule is not None and mutant.changed is not None:
        window = window_of(mutant.rule)
        for effect, condition in differing(rulebook, mutant.rule, mutant.changed):
            yield Wish(mutant.rule.id, mutant.words, condition, window, effects=(effect,))


def _for_rule(targets: RuleTargets, left: set[Target]) -> Iterator[Wish]:
    rule, window = targets.rule, window_of(targets.rule)
    if targets.applied in left:
        words = missed(targets.applied)
        yield Wish(rule.id, words, rule.when, window, effects=rule.effects)
    if targets.not_applied in left:
        words = missed(targets.not_applied)
        outside = _outside(window) if rule.when == ALWAYS else window
        when = ALWAYS if rule.when == ALWAYS else negated(rule.when)
        yield Wish(f"not-{rule.id}", words, when, outside, effects=rule.effects)


def _outside(window: Window) -> Window:
    if window.first is not None:
        day = window.first - timedelta(days=1)
    else:
        assert window.last is not None
        day = window.last + timedelta(days=1)
    return Window(day, day)


def _for_leaf(leaf: LeafTargets, left: set[Target]) -> Iterator[Wish]:
    rule = leaf.written.rule
    effects = () if rule is None else rule.effects
    for target, condition in (
        (leaf.true, leaf.comparison),
        (leaf.false, negated(leaf.comparison)),
    ):
        if target is not None and target in left:
            name = leaf.comparison.fact if rule is None else rule.id
            words = missed(target)
            yield Wish(name, words, condition, leaf.written.window, effects=effects)


def _for_order(rulebook: Rulebook, order: StatedOrder, words: str) -> Wish:
    needed = [_wanted(rulebook, step) for step in (order.first, order.then)]
    window = ALWAYS_OPEN
    if order.rule is not None:
        needed.append(order.rule.when)
        window = window_of(order.rule)
    name = f"{order.first}-before-{order.then}"
    return Wish(name, words, both(*needed), window, order=order)


def _for_due(rulebook: Rulebook, step: Step, words: str) -> Wish:
    days = [it for it in (step.due.by, step.due.since) if it] if step.due else []
    known = [Comparison(day, Relation.KNOWN) for day in days]
    condition = both(_wanted(rulebook, step.id), *known)
    return Wish(step.id, words, condition, effects=(Do(step.id),))


def _for_calculation(rulebook: Rulebook, changed: Fact, words: str) -> Wish:
    """A situation in which the number counts that was changed."""
    before, after = rulebook.facts[changed.id].origin, changed.origin
    condition: Condition = Comparison(changed.id, Relation.KNOWN)
    if isinstance(before, Cases) and isinstance(after, Cases):
        pairs = zip(before.cases, after.cases, strict=True)
        at = next(number for number, (one, other) in enumerate(pairs) if one != other)
        earlier = (negated(case.when) for case in before.cases[:at])
        condition = both(before.cases[at].when, *earlier)
    return Wish(changed.id, words, condition, values=(changed.id,))


def _wanted(rulebook: Rulebook, step: str) -> Condition:
    entry = items_of(rulebook).get(Item(ItemKind.STEP, step))
    return either([] if entry is None else [rule.when for rule in entry.wanted[0]])
