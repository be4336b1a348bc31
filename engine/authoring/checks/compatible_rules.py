"""Whether rules can hold at the same time, on a day on which all of them are in force.

Owns the putting together of rules into one question for the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ...conditions import ALWAYS, Condition
from ...items import Item, ItemKind, items_of
from ...rulebook import Rule
from ...situation import Situation
from ...worlds.solving import Window
from ..inspecting.condition_places import both, either
from .model import Context

RuleGroup = Sequence[Rule]
"""Rules of which one must hold."""


def wanting(context: Context, step_id: str) -> tuple[Rule, ...]:
    """The rules that put a step into the plan."""
    entry = items_of(context.rulebook).get(Item(ItemKind.STEP, step_id))
    return () if entry is None else entry.wanted[0]


def can_be_together(context: Context, groups: Sequence[RuleGroup]) -> bool:
    """False if it is proved that in no situation some rule of every group holds."""
    return any(
        context.verdict(condition, window).can_hold
        for condition, window in _questions(context, groups)
    )


def situation_with(context: Context, groups: Sequence[RuleGroup]) -> Situation | None:
    """A small situation in which some rule of every group holds, if one is found."""
    for condition, window in _questions(context, groups):
        if context.verdict(condition, window).can_hold:
            found = context.solver.situation(condition, window)
            if found is not None:
                return found
    return None


def _questions(context: Context, groups: Sequence[RuleGroup]) -> Iterator[tuple[Condition, Window]]:
    rules = [rule for group in groups for rule in group]
    if not any(rule.valid_from or rule.valid_until for rule in rules):
        yield _joined(groups), Window()
        return
    for day in turning_days(context, rules):
        in_force = [[rule for rule in group if rule.holds_on(day)] for group in groups]
        if all(in_force):
            yield _joined(in_force), Window(day, day)


def _joined(groups: Sequence[RuleGroup]) -> Condition:
    needed = [
        either([rule.when for rule in group])
        for group in groups
        if not any(rule.when == ALWAYS for rule in group)
    ]
    return both(*dict.fromkeys(needed)) if needed else ALWAYS


def turning_days(context: Context, rules: Sequence[Rule]) -> list[date]:
    """Today, and the first and last days on which any of the rules are in force."""
    ends = [day for rule in rules for day in (rule.valid_from, rule.valid_until) if day]
    return list(dict.fromkeys([context.today, *ends]))
