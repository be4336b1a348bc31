"""Which targets the scenarios see.

Owns the looking; what there is to see is :mod:`engine.authoring.testing.targets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...conditions import comparison_truth
from ...planning.ordering import OrderCircle, Tie
from .outcomes import Outcome
from .running import Result
from .targets import LeafTargets, OrderTarget, Sight, Target, Targets


@dataclass(frozen=True, slots=True)
class Coverage:
    """For each target the ids of the scenarios that see it."""

    seen_by: Mapping[Target, tuple[str, ...]]

    def uncovered(self) -> tuple[Target, ...]:
        """Required targets that no scenario sees, in the order of the files."""
        left = [it for it, seen in self.seen_by.items() if it.required and not seen]
        return tuple(sorted(left, key=lambda it: (it.place, it.sight.value)))

    def counts(self, *sights: Sight) -> tuple[int, int]:
        """How many targets of those sights are seen, and how many there are."""
        among = [seen for it, seen in self.seen_by.items() if it.sight in sights]
        return sum(bool(seen) for seen in among), len(among)

    @property
    def percent(self) -> float:
        """The share of required targets that are seen; 100 if there are none."""
        seen, total = self.counts(*(sight for sight in Sight if sight is not Sight.UNKNOWN))
        return 100.0 if not total else 100.0 * seen / total


def coverage_of(targets: Targets, results: Iterable[Result]) -> Coverage:
    """What the scenarios behind the results see."""
    seen_by: dict[Target, list[str]] = {target: [] for target in targets}
    for result in results:
        for target in dict.fromkeys(seen_in(targets, result.outcome)):
            seen_by[target].append(result.scenario.id)
    return Coverage({target: tuple(seen) for target, seen in seen_by.items()})


def seen_in(targets: Targets, outcome: Outcome) -> Iterator[Target]:
    """Every target that one outcome shows."""
    for rule in targets.rules:
        truth = outcome.findings.rules[rule.rule.id]
        target = rule.applied if truth else rule.not_applied if truth is False else None
        if target is not None:
            yield target
    for leaf in targets.leaves:
        target = _seen_of_leaf(leaf, outcome)
        if target is not None:
            yield target
    yield from _decisive(targets.orders, outcome)
    answers = outcome.situation.answers
    for option in targets.options:
        answer = answers.get(option.fact)
        if answer == option.option or (isinstance(answer, frozenset) and option.option in answer):
            yield option.target


def _seen_of_leaf(leaf: LeafTargets, outcome: Outcome) -> Target | None:
    if outcome.situation.as_of not in leaf.written.window:
        return None
    knowledge = outcome.valuation.knowledge(leaf.comparison.fact)
    truth = comparison_truth(leaf.comparison, knowledge)
    return leaf.unknown if truth is None else leaf.true if truth else leaf.false


def _decisive(orders: Sequence[OrderTarget], outcome: Outcome) -> Iterator[Target]:
    """Orders without which nothing that is stated would put the two steps so."""
    try:
        ties = outcome.ordering.ties
    except OrderCircle:
        return
    by_pair = {(tie.first, tie.then, tie.rule): tie for tie in ties}
    for it in orders:
        rule = None if it.order.rule is None else it.order.rule.id
        tie = by_pair.get((it.order.first, it.order.then, rule))
        if tie is not None and not follows_from_others(tie, ties):
            yield it.target


def follows_from_others(tie: Tie, ties: Sequence[Tie]) -> bool:
    """Whether other orders put the two steps of ``tie`` in place already."""
    following: dict[str, list[str]] = {}
    for other in ties:
        if other is not tie:
            following.setdefault(other.first, []).append(other.then)
    seen, queue = {tie.first}, [tie.first]
    while queue:
        for step in following.get(queue.pop(), ()):
            if step == tie.then:
                return True
            if step not in seen:
                seen.add(step)
                queue.append(step)
    return False
