"""The conditions of a rulebook with the places where they are written.

Owns finding them: the ``when`` of rules and of the cases of calculated facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...calculations import Cases
from ...conditions import All, Any, Comparison, Condition, Not, comparisons_in
from ...rulebook import Place, Rule, Rulebook
from ...worlds.solving import Window


@dataclass(frozen=True, slots=True)
class Written:
    """One whole condition. ``owner`` names the rule or calculated fact in a sentence; ``rule``
    is the rule, if it is one; ``places`` are those of its leaves, in the order written."""

    owner: str
    condition: Condition
    rule: Rule | None
    window: Window
    place: Place
    places: tuple[Place, ...]

    def parts(self) -> Iterator[tuple[Condition, Place]]:
        """Every part of the condition, the smallest first, the whole condition last. A part
        stands where its first leaf does."""
        yield from _parts(self.condition, iter(self.places))


def written_conditions(rulebook: Rulebook) -> tuple[Written, ...]:
    """Every condition that somebody wrote, in the author's order."""
    found = [of_rule(rulebook, rule) for rule in rulebook.rules.values()]
    for fact in rulebook.facts.values():
        if isinstance(fact.origin, Cases):
            for number, case in enumerate(fact.origin.cases):
                path = f"calculated.{fact.id}.cases.{number}"
                owner = f"the calculated fact {fact.id}"
                places = _places(rulebook, case.when, path, fact.place)
                place = places[0] if places else fact.place
                found.append(Written(owner, case.when, None, Window(), place, places))
    return tuple(found)


def of_rule(rulebook: Rulebook, rule: Rule) -> Written:
    """The condition of a rule."""
    path = f"rules.{rule.id}.when"
    return Written(
        f"the rule {rule.id}",
        rule.when,
        rule,
        window_of(rule),
        rulebook.places.get(path, rule.place),
        _places(rulebook, rule.when, path, rule.place),
    )


def window_of(rule: Rule) -> Window:
    """The as-of dates on which the rule is in force."""
    return Window(rule.valid_from, rule.valid_until)


def effect_place(rulebook: Rulebook, rule: Rule, number: int) -> Place:
    """Where the rule's effect of that number stands."""
    return rulebook.places.get(f"rules.{rule.id}.then.{number}", rule.place)


def _places(
    rulebook: Rulebook, condition: Condition, path: str, otherwise: Place
) -> tuple[Place, ...]:
    return tuple(
        rulebook.places.get(f"{path}.{number}", otherwise)
        for number, _ in enumerate(comparisons_in(condition))
    )


def _parts(condition: Condition, places: Iterator[Place]) -> Iterator[tuple[Condition, Place]]:
    if isinstance(condition, Comparison):
        yield condition, next(places)
        return
    inside = (condition.part,) if isinstance(condition, Not) else condition.parts
    first: Place | None = None
    for part in inside:
        for found, place in _parts(part, places):
            first = first or place
            yield found, place
    if first is not None:
        yield condition, first


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that must all hold for ``condition``, itself if it is no "all of these"."""
    if isinstance(condition, All):
        return tuple(part for inside in condition.parts for part in conjuncts(inside))
    return (condition,)


def negated(condition: Condition) -> Condition:
    """The condition's opposite."""
    return condition.part if isinstance(condition, Not) else Not(condition)


def both(*conditions: Condition) -> Condition:
    """All of the conditions."""
    return conditions[0] if len(conditions) == 1 else All(conditions)


def either(conditions: list[Condition]) -> Condition:
    """Some of the conditions; never, if there are none."""
    return conditions[0] if len(conditions) == 1 else Any(tuple(conditions))
