"""The options that commands share, and what they stand for.

Owns their names, help and completion; the reading of ``--on`` and ``--lang``. Whether a file
can be read is left to those who read it (``readable=False``): they say it in the person's
language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from msgspec import Struct

from . import completion
from .language import LISTENER, listener, locale_tag, reads_traditional, spoken_language

if TYPE_CHECKING:
    from ..case import Case
    from ..opening import OpenRulebook
    from ..planning.plan import Plan
    from ..rulebook import Rulebook
    from ..situation import Situation


DAYS = 365
"""How long a range is that has no end of its own."""


def option(names: str, metavar: str, help: str, **more: Any) -> Any:
    """An option with a value. ``help`` says what it is without, if that is to be said at all."""
    return typer.Option(*names.split(), metavar=metavar, help=help, show_default=False, **more)


def argument(metavar: str, help: str, **more: Any) -> Any:
    """An argument, likewise."""
    return typer.Argument(metavar=metavar, help=help, show_default=False, **more)


def rules_option(default: str) -> Any:
    """The option that names a rulebook; ``default`` is the one without it, in words."""
    return option(
        "--rules", "DIR", f"The folder of the rulebook (default: {default}).", readable=False
    )


RulesOption = Annotated[Path | None, rules_option("the one that comes with the program")]
LangOption = Annotated[
    str | None,
    option(
        "--lang",
        "LANG",
        "The language of everything shown (default: that of your system).",
        autocompletion=completion.languages,
    ),
]
OnOption = Annotated[
    str | None,
    option("--on", "DATE", "The date the plan is made for, as YYYY-MM-DD (default: today)."),
]
CaseOption = Annotated[
    Path | None,
    option("--case", "FILE", "The file with the answers and the steps done.", readable=False),
]
NeededCaseOption = Annotated[
    Path, option("--case", "FILE", "The file with the answers and the steps done.", readable=False)
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")]
FromOption = Annotated[
    str | None,
    option("--from", "DATE", "The first day of the range, as YYYY-MM-DD (default: today)."),
]
UntilOption = Annotated[
    str | None,
    option("--until", "DATE", "The last day of the range, as YYYY-MM-DD (default: a year later)."),
]
SetOption = Annotated[
    list[str] | None,
    option(
        "--set",
        "FACT=VALUE",
        "An answer, as 'kaiyaku facts' lists them; 'unknown' means you don't know."
        " May be repeated; goes before the answers in the file.",
        autocompletion=completion.settings,
    ),
]


class CommandContext(Struct, frozen=True):
    """What a command works on: the rulebook, the language, the date and the case."""

    opened: OpenRulebook
    language: str
    as_of: date
    case: Case

    @property
    def situation(self) -> Situation:
        """The answers of the case on the date."""
        from ..situation import Situation

        return Situation(self.case.answers, self.as_of)

    def plan(self) -> Plan:
        """The plan for the case."""
        return self.opened.plan(self.situation, self.language, frozenset(self.case.done))


def open_context(
    rules: Path | None,
    lang: str | None,
    on: str | None,
    case_file: Path | None = None,
    settings: list[str] | None = None,
) -> CommandContext:
    """Everything that the shared options say; settings go before the answers in the file.

    Raises :class:`~engine.wording.refusals.Refusal` and what opening raises.
    """
    from ..answers import read_settings
    from ..case import load_case, new_case
    from ..opening import open_rulebook, today_in
    from ..wording.refusals import saying
    from .progress_line import Teller

    check_language_code(lang)
    LISTENER.set(lang and spoken_language(lang))
    day = read_on(on)
    teller = Teller()
    told = saying("rulebook.building").in_language(listener())
    opened = open_rulebook(rules, lambda: teller.tell(told))
    teller.end()
    rulebook = opened.rulebook
    case = new_case(rulebook) if case_file is None else load_case(case_file, rulebook)
    language = language_for(lang or case.language, rulebook.languages)
    LISTENER.set(language)
    tell_notices(case, language)
    as_of = day or today_in(rulebook.time_zone)
    case = case.with_answers(read_settings(rulebook, settings or [], as_of))
    return CommandContext(opened, language, as_of, case)


def find_steps(context: CommandContext, names: Sequence[str]) -> list[str]:
    """Ids of the steps that ``names`` mean: ids, former ids, or positions in the plan.

    Raises :class:`~engine.wording.refusals.Refusal`.
    """
    whole = context.plan()
    return [_step(context.opened.rulebook, whole, name) for name in names]


def find_step_or(context: CommandContext, name: str) -> str:
    """The id of the step at the position ``name`` of the plan, if that is a number; else
    ``name`` itself. Raises :class:`~engine.wording.refusals.Refusal`."""
    return _step(context.opened.rulebook, context.plan(), name) if name.isdecimal() else name


def _step(rulebook: Rulebook, whole: Plan, name: str) -> str:
    from ..case import find_step, present_step
    from ..loading.faults.report import shortened
    from ..progress import step_named
    from ..wording.refusals import Refusal, counted_saying

    step = present_step(rulebook, name) or step_named(whole, name)
    if step is not None:
        return step
    if name.isdecimal():
        shown = shortened(name)
        raise Refusal(counted_saying("step.no_number", len(whole.steps), number=shown))
    return find_step(rulebook, name)


def tell_notices(case: Case, language: str) -> None:
    """Say on standard error what reading the case had to change."""
    if case.notices:
        for notice in case.notices:
            typer.echo(notice.in_language(language), err=True)


def read_on(on: str | None) -> date | None:
    """The date that ``--on`` gives, if any. Raises :class:`~engine.answers.BadAnswer`."""
    from ..answers import BadAnswer, not_a_date
    from ..typed_input.dates import read_dates
    from ..typed_input.words import normalised
    from ..values import BadValue, Kind, parse_value
    from ..wording.refusals import saying

    if on is None:
        return None
    days = read_dates(normalised(on), None)
    if len(days) > 1:
        one, other = days
        raise BadAnswer(saying("answer.ambiguous_date", fact="--on", text=on, one=one, other=other))
    try:
        day = days[0] if days else parse_value(Kind.DATE, on)
    except BadValue as error:
        raise BadAnswer(not_a_date("--on", error)) from None
    assert isinstance(day, date)
    return day


def days_of_range(first: str | None, until: str | None) -> tuple[date, date]:
    """The first and the last day of the range that ``--from`` and ``--until`` give. Raises
    :class:`~engine.commands.running.BadInput` and :class:`~engine.answers.BadAnswer`."""
    from .running import BadInput

    day = read_on(first) or date.today()
    last = read_on(until) or day + timedelta(days=DAYS)
    if last < day:
        raise BadInput(f"The range would end on {last}, before it begins on {day}.")
    return day, last


def check_language_code(lang: str | None) -> None:
    """Raises :class:`~engine.wording.refusals.Refusal` for what can be no rulebook's language."""
    if lang is not None and not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", lang):
        _refuse_language(lang, ())


def language_for(wished: str | None, available: tuple[str, ...]) -> str:
    """The rulebook's language that is wished for, else that of the system, else English. One
    that the engine does not speak itself is said once to be so. Raises
    :class:`~engine.wording.refusals.Refusal` for a language that neither has."""
    from ..wording.phrases import SUPPORTED

    tag = wished or locale_tag(os.environ)
    found = _matching(tag, available)
    if found is None and wished is None:
        return "en"
    language = found or spoken_language(tag)
    if language is None:
        _refuse_language(tag, available)
    if language not in SUPPORTED:
        _tell_of_english(language)
    if language == "zh" and reads_traditional(tag):
        _tell_of_writing()
    return language


def _matching(tag: str, available: tuple[str, ...]) -> str | None:
    """The language of the rulebook that a tag or locale means: ``de`` for ``de_AT.UTF-8``."""
    code = re.split("[.@]", tag)[0].replace("_", "-").lower()
    by_code = {it.lower(): it for it in available}
    nearest = by_code.get(code) or by_code.get(code.split("-")[0])
    spoken = spoken_language(tag)
    return nearest or (spoken if spoken in available else None)


@cache
def _tell_of_writing() -> None:
    """Tell somebody who reads Traditional Chinese that there is only Simplified."""
    from ..wording.phrases import phrase

    typer.echo(phrase("zh", "option.simplified_only"), err=True)


@cache
def _tell_of_english(language: str) -> None:
    typer.echo(
        f"The program itself does not speak '{language}': its own words are in English.", err=True
    )


def _refuse_language(lang: str, available: tuple[str, ...]) -> NoReturn:
    from ..loading.faults.report import shortened
    from ..wording.phrases import SUPPORTED
    from ..wording.refusals import Refusal, saying

    languages = ", ".join(dict.fromkeys((*available, *SUPPORTED)))
    raise Refusal(saying("option.no_language", text=shortened(lang), languages=languages))
