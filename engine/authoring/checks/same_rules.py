"""Rules that say the same as another one, or nothing that another one does not say already."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import permutations

from ...rulebook import Rule, Warn
from ..inspecting.condition_places import both, negated, window_of
from .codes import CheckCode
from .model import Context, Finding, finding


def same_rules(context: Context) -> Iterator[Finding]:
    """Pairs of rules of which one could go."""
    for one, other in _pairs(list(context.rulebook.rules.values())):
        if not _implies(context, one, other):
            continue
        if _is_no_more(other, one) and _implies(context, other, one):
            if _number(context, one) > _number(context, other):
                yield _finding(CheckCode.DUPLICATE_RULE, one, other)
        else:
            yield _finding(CheckCode.SUBSUMED_RULE, one, other)


def _pairs(rules: list[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Pairs of which the first has no effect that the second does not have too, and is not in
    force on other days."""
    by_effect: dict[Hashable, list[Rule]] = {}
    for rule in rules:
        for effect in _effects(rule):
            by_effect.setdefault(effect, []).append(rule)
    seen: dict[tuple[str, str], tuple[Rule, Rule]] = {}
    for sharing in by_effect.values():
        for one, other in permutations(sharing, 2):
            if _is_no_more(one, other):
                seen.setdefault((one.id, other.id), (one, other))
    yield from seen.values()


def _is_no_more(one: Rule, other: Rule) -> bool:
    return _effects(one) <= _effects(other) and _within(one, other)


def _effects(rule: Rule) -> frozenset[Hashable]:
    """What the rule does; warnings are the same when people read the same."""
    return frozenset(
        ("warn", it.severity, it.text, it.step) if isinstance(it, Warn) else it
        for it in rule.effects
    )


def _within(one: Rule, other: Rule) -> bool:
    first, last = other.valid_from, other.valid_until
    return (first is None or (one.valid_from is not None and first <= one.valid_from)) and (
        last is None or (one.valid_until is not None and one.valid_until <= last)
    )


def _implies(context: Context, one: Rule, other: Rule) -> bool:
    """Whether ``other`` holds whenever ``one`` does (which can)."""
    window = window_of(one)
    if not context.verdict(one.when, window).can_hold:
        return False
    return not context.verdict(both(one.when, negated(other.when)), window).can_hold


def _number(context: Context, rule: Rule) -> int:
    return list(context.rulebook.rules).index(rule.id)


def _finding(code: CheckCode, one: Rule, other: Rule) -> Finding:
    if code is CheckCode.DUPLICATE_RULE:
        problem = f"The rule {one.id} says the same as the rule {other.id}: when and what."
    else:
        problem = (
            f"The rule {one.id} adds nothing: whenever it holds, so does the rule {other.id}, "
            "which has the same effects."
        )
    return finding(
        code,
        one.place,
        problem,
        "Keep one of the two; put reasons and sources together in it.",
        related=((other.place, f"the rule {other.id}"),),
    )
