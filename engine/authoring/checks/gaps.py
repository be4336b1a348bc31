"""Calculated facts by cases: answers that no case fits, and answers that two of them fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...calculations import CalculatedCase, Cases
from ...conditions import ALWAYS, All, Condition, Relation, comparisons_in
from ...rulebook import Fact
from ...values import ORDERED
from ..inspecting.condition_places import Written, both, negated
from ..inspecting.spelling import spell_condition
from .codes import CheckCode
from .model import Context, Finding, Witness, finding


def gaps_and_overlaps(context: Context) -> Iterator[Finding]:
    """Gaps between the ranges of cases, and ranges that overlap."""
    written: dict[str, list[Written]] = {}
    for it in context.conditions:
        if it.rule is None:
            written.setdefault(it.owner, []).append(it)
    for fact in context.rulebook.facts.values():
        if isinstance(fact.origin, Cases):
            its = written[f"the calculated fact {fact.id}"]
            yield from _gap(context, fact, fact.origin.cases)
            yield from _overlaps(context, fact, fact.origin.cases, its)


def _gap(context: Context, fact: Fact, cases: tuple[CalculatedCase, ...]) -> Iterator[Finding]:
    if any(case.when == ALWAYS for case in cases):
        return
    nothing = both(*(negated(case.when) for case in cases))
    told = Counter(way for case in cases for way in _ranges(context, case.when))
    alone = (way for way, times in told.items() if times > 1 or not way.beside)
    found = (context.solver.situation(both(*way.beside, nothing)) for way in alone)
    situation = next((it for it in found if it is not None), None)
    if situation is None:
        return
    yield finding(
        CheckCode.GAP_IN_CASES,
        fact.place,
        f"There are answers for which no case of {fact.id} fits, so that it has no value.",
        "Let the cases meet, or add `otherwise:` with a value.",
        witness=Witness(situation, (f"values: {{}}  # what {fact.id} should come to",)),
    )


def _overlaps(
    context: Context, fact: Fact, cases: tuple[CalculatedCase, ...], written: list[Written]
) -> Iterator[Finding]:
    """Cases of which neither is part of the other: then the first wins by its place alone."""
    for number, case in enumerate(cases):
        for other_number in range(number + 1, len(cases)):
            other = cases[other_number]
            ways = _ranges(context, case.when), _ranges(context, other.when)
            if case.value == other.value or ways[0].isdisjoint(ways[1]):
                continue
            pairs = (case.when, other.when), (case.when, negated(other.when)), (
                negated(case.when), other.when,
            )  # fmt: skip
            if all(context.verdict(both(*pair)).can_hold for pair in pairs):
                situation = context.solver.situation(both(*pairs[0]))
                if situation is None:
                    continue
                yield finding(
                    CheckCode.OVERLAPPING_CASES,
                    written[other_number].place,
                    f"Two cases of {fact.id} hold at once: `{spell_condition(case.when)}` and "
                    f"`{spell_condition(other.when)}`. The first one counts.",
                    "Let one end where the other begins.",
                    witness=Witness(situation, (f"values: {{}}  # what {fact.id} should be",)),
                    related=((written[number].place, "the other case"),),
                )


_KNOWLEDGE = (Relation.KNOWN, Relation.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Range:
    """A number or date that a condition tells a range of, and what else has to hold. Where only
    one case tells one beside something else, what lies outside may well be meant to have no
    value."""

    fact: str
    beside: frozenset[Condition]


def _ranges(context: Context, condition: Condition) -> set[_Range]:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    leaves = {part: tuple(comparisons_in(part)) for part in parts}
    ranges = set()
    for fact in {leaf.fact for its in leaves.values() for leaf in its}:
        own = [part for part in parts if {fact} == {leaf.fact for leaf in leaves[part]}]
        beside = frozenset(parts) - set(own)
        if (
            context.rulebook.facts[fact].kind in ORDERED
            and any(leaf.relation not in _KNOWLEDGE for part in own for leaf in leaves[part])
            and all(leaf.fact != fact for part in beside for leaf in leaves[part])
        ):
            ranges.add(_Range(fact, beside))
    return ranges
