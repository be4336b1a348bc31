"""Every order of steps that a rulebook states, by its steps or by its rules.

Owns finding them, with the place of each.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...rulebook import OrderSteps, Place, Rule, Rulebook
from .condition_places import effect_place


@dataclass(frozen=True, slots=True)
class Order:
    """``first`` before ``then``, because a step says so or a rule does."""

    first: str
    then: str
    rule: Rule | None
    place: Place


def orders_in(rulebook: Rulebook) -> tuple[Order, ...]:
    """Every order that steps and rules state."""
    found = []
    places = rulebook.places
    for step in rulebook.steps.values():
        for number, other in enumerate(step.before):
            place = places.get(f"steps.{step.id}.before.{number}", step.place)
            found.append(Order(step.id, other, None, place))
        for number, other in enumerate(step.after):
            place = places.get(f"steps.{step.id}.after.{number}", step.place)
            found.append(Order(other, step.id, None, place))
    for rule in rulebook.rules.values():
        for number, effect in enumerate(rule.effects):
            if isinstance(effect, OrderSteps):
                place = effect_place(rulebook, rule, number)
                found.append(Order(effect.first, effect.then, rule, place))
    return tuple(found)
