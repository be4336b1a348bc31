"""What every rendering of a plan says the same way: due dates, totals, answers behind advice.

Owns sentences that need more than one phrase of the catalogue. Knows nothing of any output
format.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.planning.plan import DueDate, Plan
from engine.wording.phrases import phrase
from engine.wording.values import date_in_words, money_in_words, zone_in_words


def due_in_words(due: DueDate, plan: Plan) -> str:
    """When a step is due, with days of the week, and the time zone if it ends at a time."""
    language = plan.language
    by = date_in_words(due.by, language, weekday=True)
    if due.since is not None and due.since < due.by:
        since = date_in_words(due.since, language, weekday=True)
        days, at = phrase(language, "date.between", since=since, by=by), "last_day_before_time"
    elif due.since == due.by:
        days, at = phrase(language, "date.on", date=by), "before_time"
    else:
        days, at = phrase(language, "date.by", date=by), "before_time"
    if due.time is None:
        return days
    zone = zone_in_words(plan.time_zone, language)
    time = phrase(language, f"date.{at}", time=due.time, zone=zone)
    return phrase(language, "list.comma").join((days, time))


def total_in_words(plan: Plan) -> tuple[str, str] | None:
    """What the certain costs with an amount come to: its name (which says if amounts are
    still open) and the money. ``None`` if no certain cost has an amount."""
    certain = [cost.amount for cost in plan.costs if cost.certainty == "certain"]
    known = [amount for amount in certain if amount is not None]
    if not known:
        return None
    still_open = len(known) < len(plan.costs)
    name = phrase(plan.language, "plan.total_open" if still_open else "plan.total")
    return name, money_in_words(sum(known), plan.language, plan.currency)


def answers_by_fact(plan: Plan) -> Mapping[str, tuple[str, str]]:
    """For each fact the person was asked or could be, its label and the answer in words."""
    language = plan.language
    open_questions = {
        question.fact: (question.label, phrase(language, f"word.{question.answer}"))
        for question in plan.open_questions
    }
    given = {answer.fact: (answer.label, answer.value_in_words) for answer in plan.answers}
    return {**open_questions, **given}
