"""Calendar entries, read back with two libraries that share no code."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.case import InCalendar
from engine.items import Certainty
from engine.planning.plan import DueDate, Plan, PlanStep
from engine.rendering.calendar import (
    MissingExtra,
    NothingDated,
    export_calendar,
    render_calendar,
)
from tests.plans import LANGUAGES, empty_plan, hostile_plan, many_steps, rich_plan, words

TOKYO = ZoneInfo("Asia/Tokyo")


def entries(plan: Plan) -> dict[str, Any]:
    """The entries by the id of their step, as the icalendar library reads them."""
    events = icalendar.Calendar.from_ical(render_calendar(plan)).walk("VEVENT")
    assert [] == [error for event in events for error in event.errors]
    return {step_of(str(event["uid"])): event for event in events}


def step_of(identifier: str) -> str:
    """The step that an entry is about."""
    return identifier.partition(".")[0]


def entry(plan: Plan, step: str) -> Any:
    """One entry."""
    return entries(plan)[step]


def as_vobject_reads(plan: Plan) -> Any:
    """The whole calendar, as vobject reads it."""
    return vobject.readOne(render_calendar(plan))


def with_due(due: DueDate, *, as_of: date = date(2026, 11, 22), done: bool = False) -> Plan:
    """A plan of one due step."""
    plan = rich_plan()
    step = replace(plan.steps[2], due=due, done=done)
    return replace(plan, steps=(step,), as_of=as_of)


def alarms(event: Any) -> list[datetime]:
    """When the entry rings, in Japan; an entry without a time begins at midnight there."""
    start = event["dtstart"].dt
    begins = start if isinstance(start, datetime) else datetime.combine(start, time.min, TOKYO)
    return [
        (begins.astimezone(UTC) + alarm["trigger"].dt).astimezone(TOKYO)
        for alarm in event.walk("VALARM")
    ]


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in Japan in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=TOKYO)


DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31)) | st.sampled_from(
    [
        date(2027, 1, 31), date(2027, 2, 28), date(2028, 2, 28), date(2028, 2, 29),
        date(2028, 3, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31),
        date(2027, 4, 1), date(2100, 2, 28), date(2100, 3, 1), date(2199, 12, 31),
    ]
)  # fmt: skip
TIMES = st.one_of(
    st.none(),
    st.sampled_from(["00:00", "00:01", "00:30", "08:59", "09:00", "09:59", "10:00", "23:59"]),
    st.times().map(lambda moment: moment.strftime("%H:%M")),
)


@st.composite
def dues(draw: st.DrawFn) -> DueDate:
    """Due dates at awkward moments."""
    by = draw(DAYS)
    since = draw(st.none() | st.integers(0, 400).map(lambda days: by - timedelta(days)))
    return DueDate(by, since, draw(TIMES), draw(st.integers(-400, 400)))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans with 8 to 24 steps of awkward due dates, at any as-of date around them."""
    plan = rich_plan(draw(st.sampled_from(LANGUAGES)))
    step = replace(plan.steps[2], costs=())
    maybe_due = st.one_of(dues(), dues(), dues(), st.none())
    timings = draw(st.lists(st.tuples(maybe_due, st.booleans()), min_size=8, max_size=24))
    steps = [
        replace(step, id=f"step-{number}", due=due, done=done)
        for number, (due, done) in enumerate(timings)
    ]
    return replace(plan, steps=tuple(steps), as_of=draw(DAYS))


def due_steps(plan: Plan) -> dict[str, tuple[PlanStep, DueDate]]:
    """The steps that must be in the calendar."""
    return {step.id: (step, step.due) for step in plan.steps if step.due is not None}


def end_in_japan(due: DueDate) -> datetime | date:
    """The moment before which a step must be done, or its last day."""
    if due.time is None:
        return due.by
    return datetime.combine(due.by, time.fromisoformat(due.time), TOKYO)


@settings(max_examples=120, deadline=None)
@given(plans())
def test_an_entry_ends_at_the_very_moment_that_its_step_is_due(plan: Plan) -> None:
    """In well over a thousand entries, and by both readers."""
    found = entries(plan)
    by_vobject = {
        step_of(event.uid.value): event
        for event in as_vobject_reads(plan).contents.get("vevent", [])
    }
    expected = {id: end_in_japan(due) for id, (_, due) in due_steps(plan).items()}
    assert set(expected) == set(found) == set(by_vobject)
    for id, end in expected.items():
        last = timedelta(0) if isinstance(end, datetime) else timedelta(days=1)
        assert end == found[id]["dtend"].dt - last
        assert end == by_vobject[id].dtend.value - last
        length = timedelta(hours=1) if isinstance(end, datetime) else timedelta(days=1)
        assert length == found[id]["dtend"].dt - found[id]["dtstart"].dt
        assert by_vobject[id].dtstart.value == found[id]["dtstart"].dt


@settings(max_examples=60, deadline=None)
@given(plans())
def test_alarms_ring_only_for_what_is_open_and_still_ahead(plan: Plan) -> None:
    found = entries(plan)
    for id, (step, due) in due_steps(plan).items():
        rings = alarms(found[id])
        assert len(set(rings)) == len(rings)
        if step.done:
            assert rings == []
        end = end_in_japan(due)
        for moment in rings:
            assert plan.as_of <= moment.date() <= due.by
            assert not isinstance(end, datetime) or moment < end


@settings(max_examples=40, deadline=None)
@given(plans())
def test_the_file_keeps_to_the_format(plan: Plan) -> None:
    written = render_calendar(plan)
    assert written == render_calendar(plan)
    lines = written.split("\r\n")
    assert lines.pop() == ""
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line) for line in lines)
    assert ["BEGIN:VCALENDAR", "VERSION:2.0"] == lines[:2]
    required = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"}
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", written, re.DOTALL):
        before_alarms = block.partition("BEGIN:VALARM")[0]
        names = re.findall(r"^([A-Z-]+)[;:]", before_alarms, re.MULTILINE)
        assert required <= set(names)
        assert len(names) == len(set(names))


def test_a_step_without_a_due_date_is_no_entry() -> None:
    assert {"pay-bill", "file-request"} == set(entries(rich_plan()))


def test_a_plan_without_due_dates_is_told_and_no_calendar_is_made() -> None:
    with pytest.raises(NothingDated, match="Nothing in this plan has a date yet"):
        render_calendar(empty_plan())
    with pytest.raises(NothingDated):
        export_calendar(empty_plan(), InCalendar("0123456789abcdef"))


def test_a_day_is_a_day_wherever_the_phone_is() -> None:
    event = entry(rich_plan(), "pay-bill")
    expected = (date(2026, 11, 23), date(2026, 11, 24))
    assert expected == (event["dtstart"].dt, event["dtend"].dt)


def test_a_cut_off_is_the_same_moment_abroad() -> None:
    end = entry(rich_plan(), "file-request")["dtend"].dt
    shanghai = datetime(2026, 11, 29, 19, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert shanghai == end
    assert "Asia/Tokyo" == entry(rich_plan(), "file-request")["dtend"].params["TZID"]


def offset_written_down(written: str, moment: datetime) -> str | None:
    """The offset from UTC that the file's own rules give a local time."""
    onsets = {
        onset: block["to"]
        for block in re.finditer(
            r"BEGIN:(STANDARD|DAYLIGHT)\r\nDTSTART:(?P<first>\w+)\r\n(RDATE:(?P<more>.*)\r\n)?"
            r"(.*\r\n)*?TZOFFSETTO:(?P<to>.*)\r\nEND:",
            written.replace("\r\n ", ""),
        )
        for onset in [block["first"], *(block["more"] or "").split(",")]
        if onset and datetime.fromisoformat(onset) <= moment
    }
    return onsets[max(onsets)]


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize(
    "day",
    [date(2027, 1, 1), date(2027, 3, 14), date(2027, 3, 28), date(2027, 7, 1), date(2027, 10, 31),
     date(2027, 11, 7), date(2027, 12, 31)],
)  # fmt: skip
def test_where_clocks_change_the_file_says_which_offset_holds(zone: str, day: date) -> None:
    plan = replace(with_due(DueDate(day, None, "20:00", 1)), time_zone=zone)
    expected = datetime.combine(day, time(20), ZoneInfo(zone))
    assert expected == entry(plan, "pay-bill")["dtend"].dt
    found = offset_written_down(render_calendar(plan), expected.replace(tzinfo=None))
    assert f"{expected:%z}" == found


def test_a_day_rings_the_morning_before_then_on_the_day_then_a_week_ahead() -> None:
    plan = with_due(DueDate(date(2026, 12, 10), None, None, 18))
    assert [at(12, 9, 9), at(12, 10, 9), at(12, 3, 9)] == alarms(entry(plan, "pay-bill"))


def test_a_window_rings_when_it_opens() -> None:
    plan = with_due(DueDate(date(2026, 12, 10), date(2026, 12, 5), None, 18))
    assert at(12, 5, 9) in alarms(entry(plan, "pay-bill"))


@pytest.mark.parametrize(
    ("cut_off", "expected"),
    [
        ("20:00", [at(12, 9, 9), at(12, 10, 9), at(12, 3, 9), at(12, 10, 19)]),
        ("09:30", [at(12, 9, 9), at(12, 3, 9), at(12, 10, 8, 30)]),
        ("10:00", [at(12, 9, 9), at(12, 3, 9), at(12, 10, 9)]),
        ("00:15", [at(12, 9, 9), at(12, 3, 9), at(12, 9, 23, 15)]),
    ],
)
def test_a_cut_off_rings_when_the_last_hour_begins(cut_off: str, expected: list[datetime]) -> None:
    plan = with_due(DueDate(date(2026, 12, 10), None, cut_off, 18))
    assert expected == alarms(entry(plan, "pay-bill"))


def test_no_alarm_lies_before_the_plan() -> None:
    plan = with_due(DueDate(date(2026, 12, 10), None, None, 0), as_of=date(2026, 12, 10))
    assert [at(12, 10, 9)] == alarms(entry(plan, "pay-bill"))


def test_a_finished_step_stays_with_a_tick_and_falls_silent() -> None:
    plan = with_due(DueDate(date(2026, 12, 10), None, "20:00", 18), done=True)
    event = entry(plan, "pay-bill")
    assert "✓ Pay the open bill" == event["summary"]
    assert [] == alarms(event)


def test_a_deadline_makes_nobody_busy() -> None:
    assert {"TRANSPARENT"} == {str(event["transp"]) for event in entries(many_steps()).values()}


def test_a_later_plan_replaces_the_entries_of_an_earlier_one() -> None:
    due = DueDate(date(2026, 12, 10), None, None, 18)
    earlier = entry(with_due(due), "pay-bill")
    later = entry(with_due(due, as_of=date(2026, 11, 23)), "pay-bill")
    assert earlier["uid"] == later["uid"]
    assert earlier["sequence"] < later["sequence"]
    assert earlier["dtstamp"].dt < later["dtstamp"].dt


def test_identifiers_tell_rulebooks_apart() -> None:
    plan = rich_plan()
    other = replace(plan, rulebook=replace(plan.rulebook, id="another"))
    assert {str(event["uid"]) for event in entries(plan).values()}.isdisjoint(
        str(event["uid"]) for event in entries(other).values()
    )


def test_the_sequence_rises_with_every_change_also_on_one_day_and_only_then() -> None:
    plan, kept = rich_plan(), InCalendar("aaaaaaaaaaaaaaaa")
    found = []
    for number in (0, 0, 1, 1, 2):
        due = DueDate(date(2026, 12, 10 + number), None, None, 18 + number)
        steps = (replace(plan.steps[2], due=due),)
        _, kept = export_calendar(replace(plan, steps=steps), kept)
        found.append(kept.sequence)
    assert [0, 0, 1, 1, 2] == found


def test_a_step_that_comes_back_is_no_longer_cancelled() -> None:
    plan, kept = rich_plan(), InCalendar("aaaaaaaaaaaaaaaa")
    _, kept = export_calendar(plan, kept)
    without, kept = export_calendar(replace(plan, steps=plan.steps[:3]), kept)
    assert 1 == without.count("STATUS:CANCELLED")
    assert "No longer needed: Send the cancellation request" in without
    again, kept = export_calendar(plan, kept)
    assert 0 == again.count("STATUS:CANCELLED")
    assert 2 == kept.sequence
    nothing, _ = export_calendar(replace(plan, steps=()), kept)
    assert 2 == nothing.count("STATUS:CANCELLED")


def test_without_a_file_other_answers_are_another_case() -> None:
    plan = rich_plan()
    other = replace(plan, situation={**plan.situation, "card": "sim"})
    assert {str(it["uid"]) for it in entries(plan).values()}.isdisjoint(
        str(it["uid"]) for it in entries(other).values()
    )


def test_titles_say_what_the_plan_is_of_and_everything_is_escaped() -> None:
    plan = replace(rich_plan(), subject="Tel, Ltd; north")
    written = render_calendar(plan)
    assert "X-WR-CALNAME:Ending a mobile line · Tel\\, Ltd\\; north\r\n" in written
    assert "Deadline: Pay the open bill · Tel, Ltd; north" == entry(plan, "pay-bill")["summary"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Deadline: Pay the open bill (if roaming is on)"),
        ("zh", "截止：结清欠费（仅当国际漫游已开通时）"),
        ("ja", "締切：未払いの料金を支払う（該当する場合のみ：国際ローミングが有効になっている）"),
    ],
)
def test_a_possible_step_says_so_in_its_title(language: str, expected: str) -> None:
    plan = rich_plan(language)
    step = replace(
        plan.steps[2],
        certainty=Certainty.POSSIBLE,
        condition_in_words=words("roaming-is-on", language),
        find_out=(words("roaming-find-out", language),),
    )
    event = entry(replace(plan, steps=(step,)), "pay-bill")
    assert expected == event["summary"]
    assert "TENTATIVE" == event["status"]
    assert words("roaming-find-out", language) in event["description"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_description_says_all_that_the_step_needs(language: str) -> None:
    for text in (
        str(entry(rich_plan(language), "file-request")["description"]),
        as_vobject_reads(rich_plan(language)).vevent_list[1].description.value,
    ):
        for key in (
            "file-request-how", "roaming-warning", "roaming-is-on", "mail-warning", "proof-note",
            "passport", "residence-card", "fee", "rest-of-phone",
        ):  # fmt: skip
            assert words(key, language) in text
        assert "20:00" in text


def test_hostile_texts_stay_inside_their_entry() -> None:
    plan = hostile_plan()
    found = entries(plan)
    assert set(due_steps(plan)) == set(found)
    for event in found.values():
        assert "\n" not in str(event["summary"])
        assert "BEGIN:VEVENT" in str(event["description"])
    assert len(found) == len(as_vobject_reads(plan).vevent_list)


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import_module = builtins.__import__

    def without_icalendar(
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> ModuleType:
        if name.split(".")[0] == "icalendar":
            raise ImportError(name)
        return import_module(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", without_icalendar)
    with pytest.raises(MissingExtra, match="pip install icalendar"):
        render_calendar(rich_plan())


def test_a_title_of_several_lines_is_one_line_in_a_calendar() -> None:
    plan = hostile_plan()
    named = replace(
        plan, rulebook=replace(plan.rulebook, title="Leaving\n  home\u2028BEGIN:VEVENT")
    )
    assert "X-WR-CALNAME:Leaving home BEGIN:VEVENT\r\n" in render_calendar(named)
