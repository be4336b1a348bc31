"""What a calendar program holds after two people's exports and one change were imported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import vobject
from click.testing import CliRunner
from khal.cli import main_khal  # type: ignore[import-untyped]
from msgspec.structs import replace

from engine.case import InCalendar
from engine.planning.plan import DueDate
from engine.rendering.calendar import export_calendar
from tests.plans import LANGUAGES, rich_plan

KHAL = """
[calendars]
[[mine]]
path = {folder}/calendar
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Tokyo
default_timezone = Asia/Tokyo
[default]
default_calendar = mine
[sqlite]
path = {folder}/khal.db
"""


def exports(language: str) -> list[str]:
    """One person's plan, another's, and then the second one again with a date that has moved
    and without a step."""
    plan = rich_plan(language)
    mine, _ = export_calendar(plan, InCalendar("a" * 16))
    yours, kept = export_calendar(plan, InCalendar("b" * 16))
    later = replace(plan.steps[2], due=DueDate(date(2026, 12, 1), None, None, 9))
    changed, _ = export_calendar(replace(plan, steps=(later,)), kept)
    return [mine, yours, changed]


AFTERWARDS = [
    ("file-request", "a", "2026-11-29", False),
    ("file-request", "b", "2026-11-29", True),
    ("pay-bill", "a", "2026-11-23", False),
    ("pay-bill", "b", "2026-12-01", False),
]
"""By step and person: the day, and whether the entry has been cancelled."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_khal_keeps_two_people_apart_and_follows_a_change(language: str, tmp_path: Path) -> None:
    def khal(*arguments: str) -> str:
        done = CliRunner().invoke(main_khal, ["-c", str(settings), *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    settings = tmp_path / "khal.conf"
    settings.write_text(KHAL.format(folder=tmp_path), "utf-8")
    (tmp_path / "calendar").mkdir()
    written = exports(language)
    for text in [*written, written[-1]]:
        file = tmp_path / "plan.ics"
        file.write_bytes(text.encode())
        khal("import", "--batch", str(file))
    form = "{uid}|{start-date}|{cancelled}"
    listed = khal("list", "--day-format", "", "--format", form, "2026-11-01", "60d")
    held = [line.split("|") for line in listed.splitlines() if line]
    assert AFTERWARDS == sorted(
        (uid.split(".")[0], uid.split(".")[1][0], day, cancelled.strip() == "CANCELLED")
        for uid, day, cancelled in held
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_of_another_making_finds_the_same(language: str) -> None:
    """A program that keeps of each entry the one with the highest number."""
    held: dict[str, tuple[int, str, bool]] = {}
    for text in exports(language):
        for event in vobject.readOne(text).vevent_list:
            number = int(event.sequence.value)
            if number >= held.get(event.uid.value, (0,))[0]:
                day = str(event.dtstart.value)[:10]
                held[event.uid.value] = number, day, event.status.value == "CANCELLED"
    assert AFTERWARDS == sorted(
        (uid.split(".")[0], uid.split(".")[1][0], day, cancelled)
        for uid, (_, day, cancelled) in held.items()
    )
