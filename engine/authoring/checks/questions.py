"""Questions whose answer can never change what anybody sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ...rulebook import Rulebook
from ...situation import Situation
from ...worlds.view import View
from .codes import CheckCode
from .model import Context, Finding, finding


def idle_questions(context: Context) -> Iterator[Finding]:
    """Questions that are used somewhere and still can never matter, on any day on which other
    rules are in force."""
    rulebook = context.rulebook
    used = context.used_facts
    asked = tuple(fact_id for fact_id in rulebook.askable if fact_id in used)
    days = _days(context)
    key = context.solver.digest, asked, days
    if key not in context.idle:
        context.idle[key] = _idle_on(days, asked, rulebook)
    for fact_id in context.idle[key]:
        if fact_id in context.judged_wrong:
            continue
        yield finding(
            CheckCode.QUESTION_IDLE,
            rulebook.facts[fact_id].place,
            f"Whatever is answered to {fact_id}, the plan is the same.",
            "Remove the question, or look for the rule that should depend on it.",
        )


def _idle_on(days: Iterable[date], asked: Iterable[str], rulebook: Rulebook) -> tuple[str, ...]:
    left = list(asked)
    for day in days:
        if left:
            matter = View(rulebook, Situation({}, day)).relevant_among(frozenset(left))
            left = [fact_id for fact_id in left if fact_id not in matter]
    return tuple(left)


def _days(context: Context) -> tuple[date, ...]:
    days = [context.today]
    for rule in context.rulebook.rules.values():
        if rule.valid_from is not None:
            days.append(rule.valid_from)
        if rule.valid_until is not None:
            days += [rule.valid_until, rule.valid_until + timedelta(days=1)]
    return tuple(dict.fromkeys(days))
