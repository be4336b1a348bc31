"""Small changes to the rules, each of which some scenario should notice.

Owns which changes there are: a condition dropped or turned round, "all" for "any", a boundary
moved by one, an effect dropped, an order turned round; numbers in calculations and due dates
are :mod:`engine.authoring.testing.moved_numbers`. Changes the model, never a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...conditions import (
    ALWAYS,
    NEGATED_TWIN,
    All,
    Any,
    Comparison,
    Condition,
    Not,
    Operand,
    Relation,
    comparisons_in,
)
from ...items import orders_in
from ...rulebook import OrderSteps, Rule, Rulebook
from ..inspecting.condition_places import effect_place, of_rule
from ..inspecting.spelling import spell_comparison, spell_condition, spell_effect
from .moved_numbers import moved_numbers
from .mutant import Mutant, beside
from .variants import varied

_SIZES = frozenset({Relation.OVER, Relation.UNDER, Relation.AT_LEAST, Relation.AT_MOST})


def mutants_of(rulebook: Rulebook) -> Iterator[Mutant]:
    """Every mutant of the rulebook, in the author's order."""
    for rule in rulebook.rules.values():
        yield from _of_condition(rulebook, rule)
        yield from _of_effects(rulebook, rule)
    yield from _of_orders(rulebook)
    yield from moved_numbers(rulebook)


def _of_condition(rulebook: Rulebook, rule: Rule) -> Iterator[Mutant]:
    written = of_rule(rulebook, rule)
    counted: dict[str, int] = {}
    for change in _changes(rule.when, 0):
        number = counted[change.name] = counted.get(change.name, 0) + 1
        repeated = f"-{number}" if number > 1 else ""
        yield Mutant(
            f"{rule.id}.when.{change.name}{repeated}",
            written.places[change.leaf],
            f"in the rule {rule.id}, {change.words}",
            rule,
            varied(rule, when=ALWAYS if change.condition is None else change.condition),
        )


def _of_effects(rulebook: Rulebook, rule: Rule) -> Iterator[Mutant]:
    for number, effect in enumerate(rule.effects):
        if not isinstance(effect, OrderSteps):
            kept = rule.effects[:number] + rule.effects[number + 1 :]
            yield Mutant(
                f"{rule.id}.then.{number}.dropped",
                effect_place(rulebook, rule, number),
                f"in the rule {rule.id}, `{spell_effect(effect)}` is dropped",
                rule,
                varied(rule, effects=kept),
            )


def _of_orders(rulebook: Rulebook) -> Iterator[Mutant]:
    """Orders between steps of one phase; between phases the phases decide."""
    for order in orders_in(rulebook):
        if rulebook.steps[order.first].phase == rulebook.steps[order.then].phase:
            by = "" if order.rule is None else f" of the rule {order.rule.id}"
            where = "steps" if order.rule is None else order.rule.id
            yield Mutant(
                f"{where}.order.{order.first}.{order.then}",
                order.place,
                f"the order {order.first} → {order.then}{by} is dropped",
                order=order,
            )


@dataclass(frozen=True, slots=True)
class _Change:
    """A changed condition (``None``: nothing is left of it); ``leaf`` is the number of the
    first leaf that is concerned."""

    name: str
    leaf: int
    words: str
    condition: Condition | None


def _changes(condition: Condition, leaf: int) -> Iterator[_Change]:
    if isinstance(condition, Comparison):
        yield from _of_leaf(condition, leaf)
        return
    if isinstance(condition, Not):
        for change in _changes(condition.part, leaf):
            inside = change.condition
            kept = None if inside is None else Not(inside)
            yield _Change(change.name, change.leaf, change.words, kept)
        return
    if len(condition.parts) > 1:
        yield _turned(condition, leaf)
    first = leaf
    for number, part in enumerate(condition.parts):
        for change in _changes(part, first):
            yield _Change(
                change.name, change.leaf, change.words, _with(condition, number, change.condition)
            )
        first += len(list(comparisons_in(part)))


def _turned(condition: All | Any, leaf: int) -> _Change:
    shown = "; ".join(f"`{spell_condition(part)}`" for part in condition.parts)
    if isinstance(condition, All):
        words = f"one of {shown} is enough"
        return _Change(f"{leaf}.turned", leaf, words, Any(condition.parts))
    return _Change(f"{leaf}.turned", leaf, f"all of {shown} are needed", All(condition.parts))


def _with(group: All | Any, number: int, part: Condition | None) -> Condition | None:
    """The group with another part, or without it, at that place."""
    new = () if part is None else (part,)
    parts = group.parts[:number] + new + group.parts[number + 1 :]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else type(group)(parts)


def _of_leaf(leaf: Comparison, number: int) -> Iterator[_Change]:
    shown = f"`{spell_comparison(leaf)}`"
    yield _Change(f"{number}.dropped", number, f"{shown} is dropped", None)
    flipped = Comparison(leaf.fact, NEGATED_TWIN[leaf.relation], leaf.operand)
    words = f"{shown} is turned into its opposite"
    yield _Change(f"{number}.flipped", number, words, flipped)
    for operand in _moved(leaf):
        moved = Comparison(leaf.fact, leaf.relation, operand)
        words = f"{shown} becomes `{spell_comparison(moved)}`"
        yield _Change(f"{number}.moved", number, words, moved)


def _moved(leaf: Comparison) -> Iterator[Operand]:
    operand = leaf.operand
    if leaf.relation in _SIZES and operand is not None and not isinstance(operand, tuple):
        yield from beside(operand)
    elif leaf.relation is Relation.BETWEEN and isinstance(operand, tuple):
        low, high = operand
        for moved in beside(low):
            if not moved > high:  # type: ignore[operator]
                yield moved, high
        for moved in beside(high):
            if not low > moved:  # type: ignore[operator]
                yield low, moved
