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
* Identifiers are those of the step, the rulebook and the *case*: two people's entries never
  replace each other, and a later export of the same case replaces the earlier one (in
  calendars that update on import; some copy instead). A case that is kept in a file has an id
  and counts its changes (:class:`~engine.case.InCalendar`), and a step that has dropped out
  is cancelled. Without a file, the answers are the id and the as-of date is the count.
* Every title says what the plan is of, if the rulebook names a fact for that: a person can
  end two lines at once.
* Nothing comes from a clock: the same plan gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from ..case import InCalendar
from ..items import Certainty
from ..planning.plan import DueDate, Plan, PlanDocument, PlanStep
from ..wording.phrases import phrase
from ..wording.refusals import Refusal, saying
from ..wording.values import date_in_words, list_in_words
from ..wording.visible import on_one_line, visible
from .plan_index import PlanIndex
from .plan_words import amount_in_words, due_in_words, perhaps_in_words

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

_MORNING = time(9)
_LAST_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_EARLY = timedelta(days=7)


class MissingExtra(Exception):
    """An optional package that this needs is not installed; the message says how to get it."""


class NothingDated(Refusal):
    """No step of the plan has a date, so that there is nothing for a calendar."""


def render_calendar(plan: Plan) -> str:
    """The plan's due steps as an iCalendar file, lines ended by CR LF, for a case that is not
    kept anywhere.

    Raises :class:`NothingDated`, and :class:`MissingExtra` if the icalendar package is not
    installed.
    """
    return _written(plan, InCalendar(_id_of_answers(plan), plan.as_of.toordinal()))


def export_calendar(plan: Plan, before: InCalendar) -> tuple[str, InCalendar]:
    """The same for a case of which ``before`` is in the calendar already, with what is in it
    from now on. Raises what :func:`render_calendar` raises."""
    entries = dict(before.entries)
    for step in plan.steps:
        if step.due is not None:
            entries[step.id] = step.due.by, _of_subject(on_one_line(step.title), plan)
    now = InCalendar(before.id, 0, "", MappingProxyType(entries))
    digest = sha256(_written(plan, now).encode()).hexdigest()[:16]
    changed = before.digest not in ("", digest)
    now = replace(now, sequence=before.sequence + changed, digest=digest)
    return _written(plan, now), now


def _id_of_answers(plan: Plan) -> str:
    answers = "\n".join(f"{fact}={value}" for fact, value in sorted(plan.situation.items()))
    return sha256(answers.encode()).hexdigest()[:16]


def _written(plan: Plan, kept: InCalendar) -> str:
    try:
        from icalendar import Calendar, vText
    except ImportError:
        raise MissingExtra(
            "Calendar entries need the package icalendar. Install it with: pip install icalendar"
        ) from None
    index = PlanIndex(plan)
    due = {step.id: step for step in plan.steps if step.due is not None}
    if not due and not kept.entries:
        raise NothingDated(saying("calendar.no_dates"))
    calendar = Calendar()
    calendar.add("prodid", f"-//Kaiyaku//Plan//{plan.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(_name(plan)))
    calendar.add("x-wr-timezone", plan.time_zone)
    calendar.add_component(_time_zone(plan.time_zone, *_years(plan)))
    for step in due.values():
        if step.due is not None:
            calendar.add_component(_event(step, step.due, index, kept))
    for id, (day, title) in kept.entries.items():
        if id not in due:
            calendar.add_component(_cancelled(id, day, title, plan, kept))
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


def _name(plan: Plan) -> str:
    return _of_subject(on_one_line(plan.rulebook.title), plan)


def _of_subject(title: str, plan: Plan) -> str:
    """The title, and what this plan is of."""
    if plan.subject is None:
        return title
    subject = on_one_line(plan.subject)
    return phrase(plan.language, "calendar.of", title=title, subject=subject)


def _entry(step: str, start: date, end: date, summary: str, plan: Plan, kept: InCalendar) -> Event:
    from icalendar import Event

    changed = datetime.combine(plan.as_of, time.min, UTC)
    event = Event()
    event.add("uid", f"{step}.{kept.id}.{plan.rulebook.id}@kaiyaku")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", kept.sequence)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event


def _cancelled(step: str, day: date, title: str, plan: Plan, kept: InCalendar) -> Event:
    """The entry of a step that the plan no longer has, or that has no date any more. It says
    so in its title, too, for calendars that go on showing what is cancelled."""
    summary = phrase(plan.language, "calendar.dropped", title=title)
    event = _entry(step, day, day + _DAY, summary, plan, kept)
    event.add("status", "CANCELLED")
    return event


def _event(step: PlanStep, due: DueDate, index: PlanIndex, kept: InCalendar) -> Event:
    plan = index.plan
    start, end = _span(due, plan.time_zone)
    summary = _summary(step, plan)
    event = _entry(step.id, start, end, summary, plan, kept)
    event.add("description", _description(step, due, index))
    event.add("status", "CONFIRMED" if step.certainty is Certainty.CERTAIN else "TENTATIVE")
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


def _summary(step: PlanStep, plan: Plan) -> str:
    language, title = plan.language, step.title
    if step.certainty is Certainty.POSSIBLE:
        condition = step.condition_in_words
        note = (
            phrase(language, "condition.if", condition=condition)
            if condition
            else phrase(language, "plan.perhaps")
        )
        title = phrase(language, "list.bracketed", text=title, note=note)
    title = _of_subject(on_one_line(title), plan)
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
    if step.certainty is Certainty.POSSIBLE:
        ways = [labelled("plan.find_out", way) for way in step.find_out]
        yield [perhaps_in_words(step.condition_in_words, language), *ways]
    for warning in index.warnings_at(step):
        lines = [labelled(f"severity.{warning.severity}", warning.text)]
        if warning.certainty is Certainty.POSSIBLE and (
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
        needs.append(_bracketed(said, cost.certainty is Certainty.POSSIBLE, language))
    yield needs
    yield [] if step.official else [phrase(language, "plan.unofficial")]
    as_of = phrase(language, "plan.as_of", date=date_in_words(plan.as_of, language))
    yield [phrase(language, "list.labelled", label=plan.rulebook.title, text=as_of)]


def _document(document: PlanDocument, language: str) -> str:
    return _bracketed(document.title, document.certainty is Certainty.POSSIBLE, language)


def _bracketed(text: str, possible: bool, language: str) -> str:
    if not possible:
        return text
    return phrase(language, "list.bracketed", text=text, note=phrase(language, "plan.perhaps"))
