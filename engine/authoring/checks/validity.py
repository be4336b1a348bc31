"""Rules in force for a time only: days between two of them, and rules whose time is over."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import timedelta

from ...conditions import push_negation
from ...rulebook import Bring, Charge, Conclude, Do, Effect, OrderSteps, Rule, Warn
from ...situation import Situation
from .codes import CheckCode
from .model import Context, Finding, Witness, finding


def validity(context: Context) -> Iterator[Finding]:
    """Gaps between rules that relieve each other; rules that are over."""
    relieving: dict[Hashable, list[Rule]] = {}
    for rule in context.rulebook.rules.values():
        if rule.valid_until is not None and rule.valid_until < context.today:
            yield finding(
                CheckCode.RULE_OVER,
                rule.place,
                f"The rule {rule.id} was in force until {rule.valid_until}.",
                "Remove it once nobody needs plans for the time before.",
            )
        if rule.valid_from is not None or rule.valid_until is not None:
            shape = push_negation(rule.when), frozenset(map(_shape, rule.effects))
            relieving.setdefault(shape, []).append(rule)
    for rules in relieving.values():
        yield from _gaps(context, rules)


def _shape(effect: Effect) -> Hashable:
    """What an effect is about, so that a new amount, cost or wording still counts as the same."""
    match effect:
        case Warn(_, _, _, step, _):
            return "warn", step
        case Charge(_, step):
            return "charge", step
        case Bring() | Conclude() | Do() | OrderSteps():
            return effect


def _gaps(context: Context, rules: list[Rule]) -> Iterator[Finding]:
    ending = sorted((rule.valid_until, rule.id) for rule in rules if rule.valid_until is not None)
    for end, rule_id in ending:
        first = end + timedelta(days=1)
        if any(rule.holds_on(first) for rule in rules):
            continue
        later = [
            (rule.valid_from, rule.id)
            for rule in rules
            if rule.valid_from is not None and rule.valid_from > first
        ]
        if not later:
            continue
        begins, next_id = min(later)
        one, other = context.rulebook.rules[rule_id], context.rulebook.rules[next_id]
        last = begins - timedelta(days=1)
        days = str(first) if first == last else f"{first} to {last}"
        found = context.solver.situation(one.when)
        yield finding(
            CheckCode.VALIDITY_GAP,
            other.place,
            f"From {days} neither the rule {one.id} nor the rule {other.id} is in force."
            if first != last
            else f"On {days} neither the rule {one.id} nor the rule {other.id} is in force.",
            f"Let {other.id} begin on {first}, or {one.id} end on {last}.",
            witness=None
            if found is None
            else Witness(Situation(found.answers, first), ("steps: []",)),
            related=((one.place, f"the rule {one.id}"),),
        )
