"""Showing a plan: in the form asked for, on standard output or in a file.

Owns the choice of the renderer and what it must know of the terminal.
"""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer
from msgspec import Struct

if TYPE_CHECKING:
    from ..planning.plan import Plan
    from ..rulebook import Rulebook

WIDEST = 100
WITHOUT_TERMINAL = 80


class PlanFormat(StrEnum):
    """How a plan can be shown."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    ICS = "ics"


class KeptCase(Struct, frozen=True):
    """A case in a file, and the rulebook that it belongs to."""

    file: Path
    rulebook: Rulebook


def show_plan(
    plan: Plan,
    form: PlanFormat = PlanFormat.TEXT,
    *,
    explain: bool = False,
    output: Path | None = None,
    force: bool = False,
    leaf: bool = True,
    kept: KeptCase | None = None,
) -> None:
    """Show the plan, in a pager if it is longer than the terminal and may be leafed through
    (``leaf``), or write it to ``output``, which is replaced only with ``force``. A calendar
    changes what the ``kept`` case says is in one already."""
    if output is not None and str(output) != "-":
        write_new(output, rendered(plan, form, explain=explain, kept=kept), force=force)
        return
    text = rendered(plan, form, explain=explain, to=sys.stdout, kept=kept)
    if leaf and sys.stdout.isatty():
        from ..wording.phrases import phrase
        from .paging import leafed_through

        if leafed_through(text, phrase(plan.language, "plan.keys")):
            return
    print_text(text)


def rendered(
    plan: Plan,
    form: PlanFormat,
    *,
    explain: bool = False,
    to: TextIO | None = None,
    kept: KeptCase | None = None,
) -> str:
    """The plan in that form; as text, to suit the terminal ``to``; as a calendar, to change
    what the ``kept`` case says is in one already."""
    match form:
        case PlanFormat.TEXT:
            return as_text(plan, explain=explain, to=to)
        case PlanFormat.MARKDOWN:
            from ..rendering.markdown import render_markdown

            return render_markdown(plan, explain=explain)
        case PlanFormat.HTML:
            from ..rendering.html import render_html

            return render_html(plan)
        case PlanFormat.JSON:
            from ..rendering.json_plan import render_json

            return render_json(plan)
        case PlanFormat.ICS:
            return _calendar(plan, kept)


def _calendar(plan: Plan, kept: KeptCase | None) -> str:
    from ..rendering.calendar import export_calendar, render_calendar

    if kept is None:
        return render_calendar(plan)
    import secrets

    from msgspec.structs import replace

    from ..case import Case, InCalendar, update_case

    written: list[str] = []

    def exported(case: Case) -> Case:
        before = case.calendar or InCalendar(secrets.token_hex(8))
        text, now = export_calendar(plan, before)
        written.append(text)
        return replace(case, calendar=now)

    update_case(kept.file, kept.rulebook, exported)
    return written[0]


def as_text(plan: Plan, *, explain: bool = False, to: TextIO | None = None) -> str:
    """The plan as text, to suit the terminal ``to``."""
    from ..rendering.text import PLAIN_SIGNS, UNICODE_SIGNS, render_text

    return render_text(
        plan,
        width=width_of(to),
        color=takes_color(to),
        explain=explain,
        signs=UNICODE_SIGNS if speaks_unicode(to) else PLAIN_SIGNS,
    )


def write_new(path: Path, text: str, *, force: bool) -> None:
    """Write ``text`` to ``path``. Raises :class:`~engine.wording.refusals.Refusal` if a file is
    there, unless ``force``, and :class:`~engine.files.FileError`."""
    from ..files import write_whole

    check_new(path, force=force)
    write_whole(path, text)


def check_new(path: Path, *, force: bool) -> None:
    """Raises :class:`~engine.wording.refusals.Refusal` if a file is there, unless ``force``."""
    from ..files import is_there

    if is_there(path) and path.is_file() and not force:
        from ..wording.refusals import Refusal, saying

        raise Refusal(saying("file.exists", file=path))


def print_text(text: str) -> None:
    """Print finished text on standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """Say something beside the data, on standard error; on a terminal without cut words."""
    if sys.stderr.isatty():
        from ..wording.wrapping import wrapped

        width = width_of(sys.stderr)
        text = "\n".join(part for line in text.split("\n") for part in wrapped(line, width))
    typer.echo(text, err=True)


def width_of(stream: TextIO | None) -> int:
    """How wide text for ``stream`` may be."""
    if stream is None or not stream.isatty():
        return WITHOUT_TERMINAL
    return min(WIDEST, shutil.get_terminal_size((WITHOUT_TERMINAL, 24)).columns)


def takes_color(stream: TextIO | None) -> bool:
    """Whether colours may be sent to ``stream``: a terminal, unless ``NO_COLOR`` is set."""
    if stream is None or not stream.isatty() or os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("TERM", "dumb") != "dumb"


def speaks_unicode(stream: TextIO | None) -> bool:
    """Whether ``stream`` can show more than ASCII."""
    encoding = "utf-8" if stream is None else (stream.encoding or "ascii")
    return encoding.lower().replace("_", "-").startswith("utf-")
