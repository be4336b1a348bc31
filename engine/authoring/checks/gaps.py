"""Calculated facts by cases: answers that no case fits, and answers that two of them fit."""

from __future__ import annotations

from collections.abc import Iterator

from ...calculations import CalculatedCase, Cases
from ...conditions import ALWAYS, comparisons_in
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
    situation = context.solver.situation(nothing) if _by_range(context, cases) else None
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
    solver = context.solver
    for number, case in enumerate(cases):
        for other_number in range(number + 1, len(cases)):
            other = cases[other_number]
            if case.value == other.value or not _by_range(context, (case, other)):
                continue
            pairs = (case.when, other.when), (case.when, negated(other.when)), (
                negated(case.when), other.when,
            )  # fmt: skip
            if all(solver.verdict(both(*pair)).can_hold for pair in pairs):
                situation = solver.situation(both(*pairs[0]))
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


def _by_range(context: Context, cases: tuple[CalculatedCase, ...]) -> bool:
    """Whether the cases tell ranges of one and the same number or date apart."""
    facts = {leaf.fact for case in cases for leaf in comparisons_in(case.when)}
    return len(facts) == 1 and context.rulebook.facts[next(iter(facts))].kind in ORDERED
