"""All checks, in the order in which they run: what is cheap comes first."""

from __future__ import annotations

from .circles import circles
from .dead_conditions import dead_conditions
from .details import weighty_details
from .empty_plan import empty_plan
from .gaps import gaps_and_overlaps
from .implied_conditions import implied_conditions
from .missing_statements import said_by_labels
from .model import Check, Context, Finding
from .not_meant import not_meant
from .options import alike_options
from .overlapping_rules import overlapping_rules
from .placeholders import differing_placeholders
from .questions import idle_questions
from .same_rules import same_rules
from .sources import old_and_missing_sources
from .tied_to_steps import tied_to_steps
from .unfinished import unfinished_texts
from .unsettled import never_settled
from .unused import unused
from .validity import validity

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
