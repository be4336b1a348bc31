"""Rules that no interview can settle: they hang on something nobody is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from ...calculations import Cases
from ...rulebook import Asked, Rulebook
from ...worlds.diagrams import TooLarge
from .codes import CheckCode
from .model import Context, Finding, finding


def never_settled(context: Context) -> Iterator[Finding]:
    """Rules that stay open although every question is answered, because of a fact without a
    question or of cases that leave no value. (Empty cells are left out on purpose.)"""
    rulebook, solver = context.rulebook, context.solver
    for rule in rulebook.rules.values():
        try:
            missing = solver.unsettled_by(solver.truth(rule.when))
        except TooLarge:
            continue
        blamed = [
            fact_id
            for fact_id in rulebook.facts
            if fact_id in missing and fact_id not in rulebook.defaults
        ]
        for fact_id in blamed:
            reason, remedy = _reason(rulebook, fact_id)
            if reason:
                yield finding(
                    CheckCode.NEVER_SETTLED,
                    rulebook.places.get(f"rules.{rule.id}.when", rule.place),
                    f"No interview can settle the rule {rule.id}: {reason}.",
                    remedy,
                    related=((rulebook.facts[fact_id].place, f"the fact {fact_id}"),),
                )


def _reason(rulebook: Rulebook, fact_id: str) -> tuple[str, str]:
    origin = rulebook.facts[fact_id].origin
    if isinstance(origin, Asked):
        return (
            f"nobody is asked for {fact_id}",
            f"Give {fact_id} a `question:` and a `group:`, or a `default:`.",
        )
    if isinstance(origin, Cases):
        return (
            f"{fact_id} has no value where none of its cases fits",
            f"Add `otherwise:` to {fact_id}, or make the rule depend on what the cases ask.",
        )
    return "", ""
