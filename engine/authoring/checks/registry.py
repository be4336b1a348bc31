"""All checks, in the order in which they run: what is cheap comes first."""

from __future__ import annotations

from engine.authoring.checks.circles import circles
from engine.authoring.checks.dead_conditions import dead_conditions
from engine.authoring.checks.details import weighty_details
from engine.authoring.checks.empty_plan import empty_plan
from engine.authoring.checks.gaps import gaps_and_overlaps
from engine.authoring.checks.implied_conditions import implied_conditions
from engine.authoring.checks.model import Check, Context, Finding
from engine.authoring.checks.not_meant import not_meant
from engine.authoring.checks.options import alike_options
from engine.authoring.checks.overlapping_rules import overlapping_rules
from engine.authoring.checks.own_words import said_by_labels
from engine.authoring.checks.placeholders import differing_placeholders
from engine.authoring.checks.questions import idle_questions
from engine.authoring.checks.same_rules import same_rules
from engine.authoring.checks.sources import old_and_missing_sources
from engine.authoring.checks.tied_to_steps import tied_to_steps
from engine.authoring.checks.unfinished import unfinished_texts
from engine.authoring.checks.unsettled import never_settled
from engine.authoring.checks.unused import unused
from engine.authoring.checks.validity import validity

CHECKS: tuple[Check, ...] = (
    unused,
    differing_placeholders,
    unfinished_texts,
    not_meant,
    said_by_labels,
    old_and_missing_sources,
    alike_options,
    weighty_details,
    validity,
    dead_conditions,
    implied_conditions,
    gaps_and_overlaps,
    never_settled,
    same_rules,
    overlapping_rules,
    tied_to_steps,
    circles,
    empty_plan,
    idle_questions,
)


def findings(context: Context) -> tuple[Finding, ...]:
    """What every check finds, in the order of the files."""
    found = [finding for check in CHECKS for finding in check(context)]
    return tuple(sorted(found, key=lambda it: (it.place, it.code, it.problem)))
