"""What scenarios should see of a rulebook: the targets of coverage.

Owns which targets there are: each rule applied and not applied, each leaf of a condition true,
false and unknown, each order of steps decisive, each option chosen. What provably cannot
happen is no target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ...conditions import (
    ALWAYS,
    Comparison,
    Relation,
    compare,
    comparisons_in,
)
from ...items import StatedOrder, orders_in
from ...rulebook import Asked, Cell, Place, Rule, Rulebook
from ...worlds.solving import Solver
from ..inspecting.condition_places import Written, window_of, written_conditions
from ..inspecting.spelling import spell_comparison


class Sight(StrEnum):
    """What is to be seen."""

    APPLIED = "applied"
    NOT_APPLIED = "not applied"
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    DECISIVE = "decisive"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to be seen: ``name`` of what, at ``place``; ``words`` say what it is."""

    sight: Sight
    name: str
    place: Place
    words: str

    @property
    def required(self) -> bool:
        """Whether coverage counts it; leaves seen unknown are only told."""
        return self.sight is not Sight.UNKNOWN


@dataclass(frozen=True, slots=True)
class RuleTargets:
    """The targets of a rule, as far as they can be reached."""

    rule: Rule
    applied: Target | None
    not_applied: Target | None


@dataclass(frozen=True, slots=True)
class LeafTargets:
    """The targets of one leaf, as far as they can be reached."""

    comparison: Comparison
    written: Written
    true: Target | None
    false: Target | None
    unknown: Target


@dataclass(frozen=True, slots=True)
class OrderTarget:
    """The target of one stated order."""

    order: StatedOrder
    target: Target


@dataclass(frozen=True, slots=True)
class OptionTarget:
    """The target of one option of a fact."""

    fact: str
    option: str
    target: Target


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything that scenarios should see of one rulebook."""

    rules: tuple[RuleTargets, ...]
    leaves: tuple[LeafTargets, ...]
    orders: tuple[OrderTarget, ...]
    options: tuple[OptionTarget, ...]

    def __iter__(self) -> Iterator[Target]:
        for rule in self.rules:
            yield from filter(None, (rule.applied, rule.not_applied))
        for leaf in self.leaves:
            yield from filter(None, (leaf.true, leaf.false, leaf.unknown))
        yield from (order.target for order in self.orders)
        yield from (option.target for option in self.options)


def targets_of(rulebook: Rulebook, solver: Solver) -> Targets:
    """Everything that can be seen of the rulebook."""
    return Targets(
        tuple(_rules(rulebook, solver)),
        tuple(_leaves(rulebook, solver)),
        tuple(_orders(rulebook)),
        tuple(_options(rulebook)),
    )


def _rules(rulebook: Rulebook, solver: Solver) -> Iterator[RuleTargets]:
    for rule in rulebook.rules.values():
        verdict = solver.verdict(rule.when, window_of(rule))
        name = f"the rule {rule.id}"
        limited = rule.valid_from is not None or rule.valid_until is not None
        yield RuleTargets(
            rule,
            Target(Sight.APPLIED, name, rule.place, name) if verdict.can_hold else None,
            Target(Sight.NOT_APPLIED, name, rule.place, name)
            if verdict.can_fail or limited
            else None,
        )


def _leaves(rulebook: Rulebook, solver: Solver) -> Iterator[LeafTargets]:
    conditions = [it for it in written_conditions(rulebook) if it.condition != ALWAYS]
    for written in conditions:
        for number, leaf in enumerate(comparisons_in(written.condition)):
            verdict = solver.verdict(leaf, written.window)
            can_be = _truths_in_table(rulebook, leaf)
            name = f"{written.owner}/{written.place.line}/{number}"
            words = f"`{spell_comparison(leaf)}` in {written.owner}"
            place = written.places[number]
            yield LeafTargets(
                leaf,
                written,
                Target(Sight.TRUE, name, place, words)
                if verdict.can_hold and True in can_be
                else None,
                Target(Sight.FALSE, name, place, words)
                if verdict.can_fail and False in can_be
                else None,
                Target(Sight.UNKNOWN, name, place, words),
            )


def _truths_in_table(rulebook: Rulebook, leaf: Comparison) -> set[bool]:
    """What a leaf on a table's cell comes to in the rows that fill the cell. (An empty cell
    leaves it open, so the solver takes either for possible.)"""
    origin = rulebook.facts[leaf.fact].origin
    if not isinstance(origin, Cell) or leaf.relation in (Relation.KNOWN, Relation.UNKNOWN):
        return {True, False}
    rows = rulebook.tables[origin.table].rows.values()
    filled = (row[origin.column].value for row in rows if origin.column in row)
    return {compare(leaf.relation, value, leaf.operand) for value in filled}


def _orders(rulebook: Rulebook) -> Iterator[OrderTarget]:
    """Orders between steps of one phase; between phases the phases decide."""
    for order in orders_in(rulebook):
        if rulebook.steps[order.first].phase == rulebook.steps[order.then].phase:
            by = "" if order.rule is None else f", by the rule {order.rule.id}"
            words = f"the order {order.first} → {order.then}{by}"
            yield OrderTarget(order, Target(Sight.DECISIVE, words, order.place, words))


def _options(rulebook: Rulebook) -> Iterator[OptionTarget]:
    for fact in rulebook.facts.values():
        if isinstance(fact.origin, Asked):
            for option in fact.options:
                words = f"the option {option.id} of {fact.id}"
                target = Target(Sight.CHOSEN, words, option.place, words)
                yield OptionTarget(fact.id, option.id, target)
