"""The options that commands share, and what they stand for.

Owns their names, help and completion; the reading of ``--on`` and ``--lang``. Whether a file
can be read is left to those who read it (``readable=False``): they say it in the person's
language.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from engine.commands import completion
from engine.commands.listening import (
    LISTENER,
    locale_language,
    locale_tag,
    reads_traditional,
    spoken_language,
)

if TYPE_CHECKING:
    from engine.case import Case
    from engine.opening import OpenRulebook
    from engine.planning.plan import Plan
    from engine.rulebook import Rulebook
    from engine.situation import Situation


def rules_option(default: str) -> Any:
    """The option that names a rulebook; ``default`` is the one without it, in words."""
    return typer.Option(
        "--rules",
        metavar="DIR",
        readable=False,
        help=f"The folder of the rulebook (default: {default}).",
        show_default=False,
    )


RulesOption = Annotated[Path | None, rules_option("the one that comes with the program")]
LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="en|zh|ja",
        help="The language of everything shown (default: that of your system).",
        show_default=False,
        autocompletion=completion.languages,
    ),
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The date the plan is made for, as YYYY-MM-DD (default: today).",
        show_default=False,
    ),
]
CaseOption = Annotated[
    Path | None,
    typer.Option(
        "--case",
        metavar="FILE",
        readable=False,
        help="The file with the answers and the steps done.",
        show_default=False,
    ),
]
NeededCaseOption = Annotated[
    Path,
    typer.Option(
        "--case",
        metavar="FILE",
        readable=False,
        help="The file with the answers and the steps done.",
        show_default=False,
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FACT=VALUE",
        help="An answer, as 'kaiyaku facts' lists them; 'unknown' means you don't know."
        " May be repeated; goes before the answers in the file.",
        show_default=False,
        autocompletion=completion.settings,
    ),
]


class Desk(Struct, frozen=True):
    """What a command works on: the rulebook, the language, the date and the case."""

    opened: OpenRulebook
    language: str
    as_of: date
    case: Case

    @property
    def situation(self) -> Situation:
        """The answers of the case on the date."""
        from engine.situation import Situation

        return Situation(self.case.answers, self.as_of)

    def plan(self) -> Plan:
        """The plan for the case."""
        return self.opened.plan(self.situation, self.language, frozenset(self.case.done))


def open_desk(
    rules: Path | None,
    lang: str | None,
    on: str | None,
    case_file: Path | None = None,
    settings: list[str] | None = None,
) -> Desk:
    """Everything that the shared options say; settings go before the answers in the file.

    Raises :class:`~engine.wording.refusals.Refusal` and what opening raises.
    """
    from engine.answers import read_settings
    from engine.case import load_case, new_case
    from engine.opening import open_rulebook

    lang = language_named(lang)
    LISTENER.set(lang)
    day = read_on(on)
    opened = open_rulebook(rules)
    rulebook = opened.rulebook
    case = new_case(rulebook) if case_file is None else load_case(case_file, rulebook)
    language = language_for(lang or case.language, rulebook.languages)
    LISTENER.set(language)
    tell_notices(case, language)
    as_of = day or today_in(rulebook.time_zone)
    case = case.with_answers(read_settings(rulebook, settings or [], as_of))
    return Desk(opened, language, as_of, case)


def find_steps(desk: Desk, names: Sequence[str]) -> list[str]:
    """Ids of the steps that ``names`` mean: ids, former ids, or positions in the plan.

    Raises :class:`~engine.wording.refusals.Refusal`.
    """
    whole = desk.plan()
    return [_step(desk.opened.rulebook, whole, name) for name in names]


def find_step_or(desk: Desk, name: str) -> str:
    """The id of the step at the position ``name`` of the plan, if that is a number; else
    ``name`` itself. Raises :class:`~engine.wording.refusals.Refusal`."""
    return _step(desk.opened.rulebook, desk.plan(), name) if name.isdecimal() else name


def _step(rulebook: Rulebook, whole: Plan, name: str) -> str:
    from engine.answers import nearest
    from engine.case import present_step
    from engine.loading.report import shortened
    from engine.progress import step_named
    from engine.wording.refusals import Refusal, counted_saying, saying

    step = present_step(rulebook, name) or step_named(whole, name)
    if step is not None:
        return step
    shown = shortened(name)
    if name.isdecimal():
        raise Refusal(counted_saying("step.no_number", len(whole.steps), number=shown))
    raise Refusal(saying("step.unknown", name=shown), *nearest(name, rulebook.steps))


def tell_notices(case: Case, language: str) -> None:
    """Say on standard error what reading the case had to change."""
    if case.notices:
        for notice in case.notices:
            typer.echo(notice.in_language(language), err=True)


def read_on(on: str | None) -> date | None:
    """The date that ``--on`` gives, if any. Raises :class:`~engine.answers.BadAnswer`."""
    from engine.answers import BadAnswer, not_a_date
    from engine.values import BadValue, Kind, parse_value

    if on is None:
        return None
    try:
        day = parse_value(Kind.DATE, on)
    except BadValue as error:
        raise BadAnswer(not_a_date("--on", error)) from None
    assert isinstance(day, date)
    return day


def today_in(time_zone: str) -> date:
    """Today where the rulebook's time zone is; where this computer is, if it knows no zones."""
    from zoneinfo import ZoneInfo

    with suppress(LookupError, OSError, ValueError):
        return datetime.now(ZoneInfo(time_zone)).date()
    return date.today()


def language_named(lang: str | None) -> str | None:
    """The language that ``--lang`` means, by a code or a tag in any spelling; who reads
    Traditional Chinese is told what there is. Raises
    :class:`~engine.wording.refusals.Refusal` for a language that is not spoken."""
    if lang is None:
        return None
    tell_of_writing(lang)
    language = spoken_language(lang)
    if language is None:
        from engine.loading.report import shortened
        from engine.wording.phrases import SUPPORTED
        from engine.wording.refusals import Refusal, saying

        languages = ", ".join(SUPPORTED)
        raise Refusal(saying("option.no_language", text=shortened(lang), languages=languages))
    return language


def tell_of_writing(tag: str) -> None:
    """Tell somebody who reads Traditional Chinese that there is only Simplified."""
    if reads_traditional(tag):
        from engine.commands.showing import note
        from engine.wording.phrases import phrase

        note(phrase("zh", "option.simplified_only"))


def language_for(wished: str | None, available: tuple[str, ...]) -> str:
    """The language wished for, else that of the system, if it is available; else English."""
    if wished:
        return wished
    language = locale_language(os.environ)
    if language not in available:
        return "en"
    tell_of_writing(locale_tag(os.environ))
    return language
