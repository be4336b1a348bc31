"""Rules that tell small from large and meet in the middle: where both hold, nobody meant it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ...conditions import All, Comparison, Condition, Relation
from ...rulebook import Do, Rule
from ...values import ORDERED, Value
from ..inspecting.condition_places import both
from .codes import CheckCode
from .model import Context, Finding, Witness, finding

_LOWEST = {Relation.AT_LEAST: 0, Relation.OVER: 1}
_HIGHEST = {Relation.AT_MOST: 0, Relation.UNDER: -1}
_Sides = dict[bool, list[tuple[Value, Rule]]]


def overlapping_rules(context: Context) -> Iterator[Finding]:
    """Pairs of rules that share all of their condition but one comparison, in one of them from
    below and in the other from above, and that do different things where they meet."""
    for (fact_id, _), sides in _halves(context).items():
        if len(sides.get(True, ())) != 1 or len(sides.get(False, ())) != 1:
            continue
        [(low, upper)], [(high, lower)] = sides[True], sides[False]
        if low > high or not _differ(upper, lower):  # type: ignore[operator]
            continue
        situation = context.solver.situation(both(upper.when, lower.when))
        if situation is None:
            continue
        shown = f"{low}" if low == high else f"{low} to {high}"
        yield finding(
            CheckCode.OVERLAPPING_RULES,
            max(upper.place, lower.place),
            f"Where {fact_id} is {shown}, both {lower.id} and {upper.id} apply.",
            "Let one end where the other begins. If both are meant, accept this with the reason.",
            witness=Witness(situation, ("steps: []  # name the one that is meant",)),
            related=((min(upper.place, lower.place), "the other rule"),),
        )


def _halves(context: Context) -> dict[tuple[str, frozenset[Condition]], _Sides]:
    found: dict[tuple[str, frozenset[Condition]], _Sides] = {}
    for rule in context.rulebook.rules.values():
        parts = rule.when.parts if isinstance(rule.when, All) else (rule.when,)
        for part in parts:
            if not isinstance(part, Comparison) or part.relation not in (*_LOWEST, *_HIGHEST):
                continue
            if context.rulebook.facts[part.fact].kind in ORDERED:
                key = part.fact, frozenset(parts) - {part}
                from_below = part.relation in _LOWEST
                bound = _moved(part.operand, (_LOWEST | _HIGHEST)[part.relation])
                found.setdefault(key, {}).setdefault(from_below, []).append((bound, rule))
    return found


def _moved(bound: object, by: int) -> Value:
    if isinstance(bound, date):
        return bound + timedelta(days=by)
    assert isinstance(bound, int)
    return bound + by


def _differ(one: Rule, other: Rule) -> bool:
    """Whether each does a step that the other does not, and neither does anything else."""
    return (
        all(isinstance(effect, Do) for effect in (*one.effects, *other.effects))
        and not set(one.effects) & set(other.effects)
        and (one.valid_from, one.valid_until) == (other.valid_from, other.valid_until)
    )
