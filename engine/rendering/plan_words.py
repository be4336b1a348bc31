"""What every rendering of a plan says the same way: due dates, totals, answers behind advice.

Owns sentences that need more than one phrase of the catalogue. Knows nothing of any output
format.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..items import Certainty
from ..planning.plan import (
    DueDate,
    GivenAnswer,
    OpenQuestion,
    Plan,
    PlanCost,
    PresumedAnswer,
    SourceNote,
)
from ..wording.filling import find_out_in_words
from ..wording.phrases import counted_phrase, phrase
from ..wording.values import (
    date_in_words,
    money_in_words,
    page_date_in_words,
    time_in_words,
    zone_in_words,
)

CONFIDENCES = ("high", "medium", "low")
"""The words for a source's confidence that the catalogue has a phrase for."""


def due_in_words(due: DueDate, plan: Plan) -> str:
    """When a step is due, with days of the week, and the time zone if it ends at a time."""
    language = plan.language
    by = date_in_words(due.by, language, weekday=True)
    if due.since is not None and due.since < due.by:
        since = date_in_words(due.since, language, weekday=True)
        days, at = phrase(language, "date.between", since=since, by=by), "last_day_before_time"
    elif due.since == due.by:
        days, at = phrase(language, "date.on", date=by), "before_time"
    elif due.goes_on:
        days, at = phrase(language, "date.until", date=by), "before_time"
    else:
        days, at = phrase(language, "date.by", date=by), "by_before_time"
    if due.time is None:
        return days
    zone = zone_in_words(plan.time_zone, language)
    when = {"time": time_in_words(due.time), "zone": zone}
    if at == "by_before_time":
        return phrase(language, "date.by_before_time", date=by, **when)
    return phrase(language, "date.joined", days=days, time=phrase(language, f"date.{at}", **when))


def days_left_in_words(due: DueDate, language: str) -> str:
    """How far off the last day is, counted from the plan's as-of date."""
    if due.days_left < 0:
        return counted_phrase(language, "date.overdue", -due.days_left)
    if due.days_left < 2:
        return phrase(language, "date.tomorrow" if due.days_left else "date.today")
    return counted_phrase(language, "date.days_left", due.days_left)


def last_day_in_words(due: DueDate, plan: Plan) -> str:
    """The last day alone, for a list of titles."""
    key = "date.until" if due.goes_on else "date.by"
    return phrase(plan.language, key, date=date_in_words(due.by, plan.language, weekday=True))


def perhaps_in_words(condition_in_words: str | None, language: str) -> str:
    """That something is only possible, and when it applies if that can be said."""
    if condition_in_words is None:
        return phrase(language, "plan.possible")
    return phrase(language, "plan.perhaps_if", condition=condition_in_words)


def amount_in_words(cost: PlanCost, plan: Plan) -> str:
    """What a cost comes to, or that nobody knows."""
    if cost.amount is None:
        return phrase(plan.language, "plan.amount_open")
    return money_in_words(cost.amount, plan.language, plan.currency)


def worth_in_words(source: SourceNote, language: str, *, tells_check: bool = True) -> str:
    """How far a source can be relied on: its kind, when it was checked, its own date."""
    worth = [phrase(language, f"source.{source.kind}")]
    if tells_check:
        checked = date_in_words(source.checked, language)
        worth.append(phrase(language, "plan.checked", date=checked))
    if source.published:
        worth.append(
            phrase(language, "plan.published", date=page_date_in_words(source.published, language))
        )
    if source.confidence in CONFIDENCES:
        worth.append(phrase(language, f"confidence.{source.confidence}"))
    return " · ".join(worth)


def total_in_words(plan: Plan) -> tuple[str, str] | None:
    """What the certain costs with an amount come to: its name (which says if amounts are
    still open) and the money. ``None`` if no certain cost has an amount."""
    certain = [cost.amount for cost in plan.costs if cost.certainty is Certainty.CERTAIN]
    known = [amount for amount in certain if amount is not None]
    if not known:
        return None
    still_open = any(cost.amount is None for cost in plan.costs)
    name = phrase(plan.language, "plan.total_open" if still_open else "plan.total")
    return name, money_in_words(sum(known), plan.language, plan.currency)


def presumed_in_words(plan: Plan) -> str | None:
    """What the plan takes for granted; ``None`` if that is nothing."""
    if not plan.presumed:
        return None
    said = phrase(plan.language, "list.semicolon").join(it.in_words for it in plan.presumed)
    return phrase(plan.language, "plan.presumed", answers=said)


def answer_used_in_words(answer: GivenAnswer | PresumedAnswer, language: str) -> str:
    """An answer that something rests on, told apart from those that nobody gave."""
    is_presumed = isinstance(answer, PresumedAnswer) or answer.presumed
    if not is_presumed:
        return answer.value_in_words
    note = phrase(language, "plan.is_presumed")
    return phrase(language, "list.bracketed", text=answer.value_in_words, note=note)


def answers_by_fact(plan: Plan) -> Mapping[str, tuple[str, str]]:
    """For each fact the person was asked or could be, its label and the answer in words."""
    language = plan.language
    open_questions = {
        question.fact: (question.label, phrase(language, f"word.{question.answer}"))
        for question in plan.open_questions
    }
    used: tuple[GivenAnswer | PresumedAnswer, ...] = (*plan.presumed, *plan.answers)
    given = {answer.fact: (answer.label, answer_used_in_words(answer, language)) for answer in used}
    return {**open_questions, **given}


def ways_to_find_out(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """For each step, the ways to settle whether it applies that no earlier step has told; none
    for a step that is done."""
    told: set[str] = set()
    ways: dict[str, tuple[str, ...]] = {}
    for step in plan.steps:
        new = dict.fromkeys(way for way in step.find_out if way not in told)
        ways[step.id] = () if step.done else tuple(new)
        told.update(ways[step.id])
    return ways


def way_to_answer(question: OpenQuestion, plan: Plan) -> str | None:
    """How to find out the answer of somebody who said "I don't know", unless a step has told
    it already."""
    if question.answer != "unknown":
        return None
    told = {way for ways in ways_to_find_out(plan).values() for way in ways}
    how = question.find_out
    if how is None or find_out_in_words(question.label, how, plan.language) in told:
        return None
    return how
