"""A plan's due dates as calendar entries (iCalendar, RFC 5545).

Owns which entries there are, when they are and what they say; the icalendar library owns how
that is written down. The choices, and why:

* One entry for each step with a due date, on its *last day*. A bar across the whole window
  would hide everything else in the month, and what a person must not miss is its end. The
  window's first day is in the description and has an alarm of its own.
* Without a cut-off time the entry lasts all day and has no time zone: the date stays the date
  wherever the phone has travelled. With one, it is the hour that *ends* at the cut-off, in the
  rulebook's time zone, so that a calendar abroad shows the right moment and nobody reads the
  start of the block as "do it at eight".
* A deadline blocks no time (transparent), so that nobody appears busy because of it.
* Alarms at nine in the morning: on the day before, on the last day, and early (when the
  window opens, or a week before); before a cut-off also when the last hour begins. The day
  before comes first, because some calendars keep only one alarm. None lies before the plan's
  as-of date.
* A finished step stays, with a tick in its title and without alarms: left out, the entry from
  an earlier import would go on ringing.
* Identifiers depend on the rulebook and the step alone, and the sequence number is the plan's
  as-of date, so that a later plan replaces the entries of an earlier one (in calendars that
  update on import; some copy instead). Nothing comes from a clock: the same plan gives the
  same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.planning.plan import DueDate, Plan, PlanDocument, PlanStep
from engine.rendering.plan_index import PlanIndex
from engine.rendering.plan_words import amount_in_words, due_in_words, perhaps_in_words
from engine.wording.phrases import phrase
from engine.wording.values import date_in_words, list_in_words
from engine.wording.visible import on_one_line, visible

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

_MORNING = time(9)
_LAST_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_EARLY = timedelta(days=7)


class MissingExtra(Exception):
    """An optional package that this needs is not installed; the message says how to get it."""


def render_calendar(plan: Plan) -> str:
    """The plan's due steps as an iCalendar file, lines ended by CR LF.

    A plan without due dates gives a calendar without entries. Raises :class:`MissingExtra` if
    the icalendar package is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise MissingExtra(
            "Calendar entries need the package icalendar. Install it with:"
            " pip install 'kaiyaku[calendar]'"
        ) from None
    index = PlanIndex(plan)
    calendar = Calendar()
    calendar.add("prodid", f"-//Kaiyaku//Plan//{plan.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", on_one_line(plan.rulebook.title))
    calendar.add("x-wr-timezone", plan.time_zone)
    calendar.add_component(_time_zone(plan.time_zone, *_years(plan)))
    for step in plan.steps:
        if step.due is not None:
            calendar.add_component(_event(step, step.due, index))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


@lru_cache(maxsize=64)
def _time_zone(name: str, first_year: int, last_year: int) -> Timezone:
    """The time zone's rules in those years. They come before anything that refers to them,
    and even where nothing does: a calendar must not be empty."""
    from icalendar import Timezone

    first, last = date(first_year - 1, 1, 1), date(last_year + 2, 1, 1)
    time_zone = Timezone.from_tzid(name, first_date=first, last_date=last)
    time_zone.pop("comment", None)
    return time_zone


def _years(plan: Plan) -> tuple[int, int]:
    dates = [plan.as_of, *(step.due.by for step in plan.steps if step.due is not None)]
    return min(dates).year, max(dates).year


def _event(step: PlanStep, due: DueDate, index: PlanIndex) -> Event:
    from icalendar import Event

    plan = index.plan
    start, end = _span(due, plan.time_zone)
    changed = datetime.combine(plan.as_of, time.min, UTC)
    summary = _summary(step, plan.language)
    event = Event()
    event.add("uid", f"{step.id}.{plan.rulebook.id}@kaiyaku")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", plan.as_of.toordinal())
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", summary)
    event.add("description", _description(step, due, index))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if step.certainty == "certain" else "TENTATIVE")
    if not step.done:
        for trigger in _triggers(due, plan):
            event.add_component(_alarm(trigger, summary))
    return event


def _span(due: DueDate, time_zone: str) -> tuple[date, date]:
    """When the entry begins and ends: two dates, or the hour before the cut-off."""
    if due.time is None:
        return due.by, due.by + _DAY
    zone = ZoneInfo(time_zone)
    end = datetime.combine(due.by, time.fromisoformat(due.time), zone)
    return (end.astimezone(UTC) - _LAST_HOUR).astimezone(zone), end


def _triggers(due: DueDate, plan: Plan) -> list[timedelta]:
    """The alarms' distances from the beginning of the entry, the most useful first."""
    start, _ = _span(due, plan.time_zone)
    # A date has no zone: counted in UTC, every day has 24 hours.
    begins = start if isinstance(start, datetime) else datetime.combine(start, time.min, UTC)
    early = due.since if due.since is not None and due.since < due.by else due.by - _EARLY
    days = (due.by - _DAY, due.by, early)
    moments = [datetime.combine(day, _MORNING, begins.tzinfo) for day in days]
    if due.time is not None:
        moments = [*(moment for moment in moments if moment < begins), begins]
    ahead = [moment for moment in moments if moment.date() >= plan.as_of]
    return list(dict.fromkeys(moment.astimezone(UTC) - begins.astimezone(UTC) for moment in ahead))


def _alarm(trigger: timedelta, text: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", trigger)
    alarm.add("description", text)
    return alarm


def _summary(step: PlanStep, language: str) -> str:
    title = step.title
    if step.certainty == "possible":
        condition = step.condition_in_words
        note = (
            phrase(language, "condition.if", condition=condition)
            if condition
            else phrase(language, "plan.perhaps")
        )
        title = phrase(language, "list.bracketed", text=title, note=note)
    title = on_one_line(title)
    if step.done:
        return f"✓ {title}"
    goes_on = step.due is not None and step.due.goes_on
    return phrase(language, f"calendar.{'last_day' if goes_on else 'deadline'}", title=title)


def _description(step: PlanStep, due: DueDate, index: PlanIndex) -> str:
    return visible(
        "\n\n".join("\n".join(lines) for lines in _paragraphs(step, due, index) if lines)
    )


def _paragraphs(step: PlanStep, due: DueDate, index: PlanIndex) -> Iterator[list[str]]:
    """What a person needs to do the step without the plan at hand."""
    plan, language = index.plan, index.plan.language

    def labelled(key: str, text: str) -> str:
        return phrase(language, "list.labelled", label=phrase(language, key), text=text)

    yield [due_in_words(due, plan)]
    if step.certainty == "possible":
        ways = [labelled("plan.find_out", way) for way in step.find_out]
        yield [perhaps_in_words(step.condition_in_words, language), *ways]
    for warning in index.warnings_at(step):
        lines = [labelled(f"severity.{warning.severity}", warning.text)]
        if warning.certainty == "possible" and (
            warning.condition_in_words != step.condition_in_words
        ):
            lines.append(perhaps_in_words(warning.condition_in_words, language))
        yield lines
    yield [step.how.strip()] if step.how else []
    documents = [_document(document, language) for document in index.documents_at(step)]
    needs = [labelled("plan.bring", list_in_words(documents, language))] if documents else []
    for cost in index.costs_at(step):
        amount = amount_in_words(cost, plan)
        said = phrase(language, "list.labelled", label=cost.title, text=amount)
        needs.append(_bracketed(said, cost.certainty == "possible", language))
    yield needs
    yield [] if step.official else [phrase(language, "plan.unofficial")]
    as_of = phrase(language, "plan.as_of", date=date_in_words(plan.as_of, language))
    yield [phrase(language, "list.labelled", label=plan.rulebook.title, text=as_of)]


def _document(document: PlanDocument, language: str) -> str:
    return _bracketed(document.title, document.certainty == "possible", language)


def _bracketed(text: str, possible: bool, language: str) -> str:
    if not possible:
        return text
    return phrase(language, "list.bracketed", text=text, note=phrase(language, "plan.perhaps"))
