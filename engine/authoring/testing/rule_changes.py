"""Where a changed rule makes a difference, as conditions.

Owns what other rules do in the rule's place.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...conditions import Condition
from ...items import subject_of
from ...rulebook import Effect, Rule, Rulebook
from ..inspecting.condition_places import both, either, negated


def differing(rulebook: Rulebook, rule: Rule, changed: Rule) -> Iterator[tuple[Effect, Condition]]:
    """For each effect that is concerned, when the change makes a difference to it: the rule
    itself comes to something else, and no other rule does the same."""
    lost = tuple(effect for effect in rule.effects if effect not in changed.effects)
    when = rule.when if lost else _either_but_not_both(rule.when, changed.when)
    for effect in lost or rule.effects:
        subject = subject_of(effect)
        others = dict.fromkeys(
            other.when
            for other, its in rulebook.effects()
            if other.id != rule.id and subject_of(its) == subject and _always_in_force(other)
        )
        yield effect, both(when, *(negated(other) for other in others))


def _either_but_not_both(one: Condition, other: Condition) -> Condition:
    return either([both(one, negated(other)), both(other, negated(one))])


def _always_in_force(rule: Rule) -> bool:
    return rule.valid_from is None and rule.valid_until is None
