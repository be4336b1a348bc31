"""Detail questions that decide too much to be left out of the ordinary questionnaire."""

from __future__ import annotations

from collections.abc import Iterator

from ...rulebook import Charge, Place, Rulebook, Severity, Warn
from .codes import CheckCode
from .model import Context, Finding, finding


def weighty_details(context: Context) -> Iterator[Finding]:
    """Detail questions on which a danger warning, a cost or a weighty conclusion hangs,
    through however many tables, calculations and conclusions."""
    rulebook = context.rulebook
    for fact_id in rulebook.askable:
        fact = rulebook.facts[fact_id]
        if not fact.detail:
            continue
        decided = tuple(dict.fromkeys(_decided(rulebook, fact_id)))
        if decided:
            yield finding(
                CheckCode.DETAIL_WEIGHTY,
                fact.place,
                f"{fact_id} is a detail question, but it decides {decided[0][1]}.",
                "Remove `detail`, so that everybody is asked whom it concerns.",
                related=decided,
            )


def _decided(rulebook: Rulebook, fact_id: str) -> Iterator[tuple[Place, str]]:
    facts, rules = rulebook.dependents[fact_id]
    for other in sorted(facts):
        if rulebook.facts[other].weighty:
            yield rulebook.facts[other].place, f"the conclusion {other}"
    for rule, effect in rulebook.effects():
        match effect:
            case Warn(severity=Severity.DANGER) if rule.id in rules:
                yield rule.place, f"the danger warning {effect.id}"
            case Charge(cost) if rule.id in rules or rulebook.costs[cost].amount in facts:
                yield rulebook.costs[cost].place, f"the cost {cost}"
