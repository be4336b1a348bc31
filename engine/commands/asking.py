"""The command ``ask``: the questionnaire, the plan, and what can be done with it then."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from engine.commands.options import (
    Desk,
    LangOption,
    OnOption,
    RulesOption,
    SetOption,
    open_desk,
)
from engine.commands.running import INTERRUPTED
from engine.commands.showing import Form, note, rendered, show_plan, takes_color
from engine.files import is_there

if TYPE_CHECKING:
    from engine.asking.screen import Screen
    from engine.asking.session import Session
    from engine.planning.plan import Plan
    from engine.values import Answer

WIDEST = 80


def ask(
    case: Annotated[
        Path | None,
        typer.Option(
            "--case",
            metavar="FILE",
            readable=False,
            help="Keep the answers in this file after every question, and go on from it.",
            show_default=False,
        ),
    ] = None,
    settings: SetOption = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Ask the detail questions as well.")
    ] = False,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="Plain lines instead of menus, as for a screen reader."),
    ] = False,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Answer the questions, then see the plan.

    Without a terminal, answers are read from standard input, one a line.
    """
    saved = case if case is not None and is_there(case) else None
    desk = open_desk(rules, lang, on, saved, settings)
    questionnaire = _Questionnaire(desk, case, plain, lang)
    questionnaire.begin()
    try:
        questionnaire.run(thorough=thorough)
    except KeyboardInterrupt:
        note("")
        questionnaire.tell_how_to_go_on()
        raise SystemExit(INTERRUPTED) from None


class _Questionnaire:
    """One questionnaire, from the first question to the end; also the desk of its closing
    menu."""

    def __init__(self, desk: Desk, case_file: Path | None, plain: bool, lang: str | None) -> None:
        self.desk = desk
        self.language = desk.language
        self.case_file = case_file
        self.lang = lang
        self.screen = _screen(self.language, plain)
        self._save_failed = False

    def begin(self) -> None:
        """Welcome the person, and find out now whether answers can be saved."""
        from engine.wording.phrases import counted_phrase, phrase

        if self.case_file is not None:
            self._save(self.desk.case.answers)
        answered = len(self.desk.case.answers)
        if self.case_file is not None and answered:
            file = str(self.case_file)
            self.screen.say(counted_phrase(self.language, "ask.resumed", answered, file=file))
        else:
            self.screen.say(phrase(self.language, "ask.welcome"))

    def run(self, *, thorough: bool) -> None:
        """Ask, show the plan, offer the closing menu; again, as long as the person likes."""
        from engine.asking.closing import after_plan
        from engine.asking.session import Session
        from engine.asking.talk import Ending, talk
        from engine.wording.phrases import phrase

        session: Session | None = Session(
            self.desk.opened.rulebook, self.desk.as_of, self.desk.case.answers, thorough
        )
        while session is not None:
            session, ending = talk(session, self.screen, self.language, self.keep)
            if ending is Ending.QUIT:
                self.tell_how_to_go_on()
                return
            if ending is Ending.INPUT_ENDED and session.question() is not None:
                note(phrase(self.language, "ask.ended_early"))
            elif ending is Ending.COMPLETE:
                self.screen.say(phrase(self.language, "ask.finished"))
            plan = self._plan(session)
            note("")
            show_plan(plan)
            if ending is Ending.INPUT_ENDED or not self._stays():
                return
            session = after_plan(session, plan, self.screen, self.language, self)

    def keep(self, session: Session, fact_id: str) -> Mapping[str, Answer]:
        """Save one answer at once. When that fails, the talk goes on and says so once."""
        from engine.case import CaseError
        from engine.wording.phrases import phrase

        if self.case_file is None:
            return session.answers
        answers = session.answers if self._save_failed else {fact_id: session.answers[fact_id]}
        try:
            kept = self._save(answers, session)
        except CaseError as error:
            if not self._save_failed:
                reason = error.in_language(self.language)
                self.screen.say(phrase(self.language, "ask.save_failed", reason=reason))
            self._save_failed = True
            return session.answers
        self._save_failed = False
        return kept

    def save(self, session: Session, path: Path) -> None:
        """Keep the answers in ``path`` from now on."""
        self.case_file = path
        try:
            self._save(session.answers, session)
        except Exception:
            self.case_file = None
            raise

    def export(self, plan: Plan, form: str, path: Path) -> None:
        """Write the plan to a new file."""
        from engine.files import FileError, write_whole
        from engine.rendering.calendar import MissingExtra

        try:
            write_whole(path, rendered(plan, Form(form)))
        except MissingExtra as error:
            raise FileError(str(error)) from error

    def why(self, session: Session, step: str, width: int) -> str:
        """Why a step is in the plan."""
        from engine.explaining import find_subject, why
        from engine.rendering.explanations import render_why

        rulebook = self.desk.opened.rulebook
        subject = find_subject(rulebook, step)
        explanation = why(rulebook, session.situation, subject, self.language)
        return render_why(explanation, self.language, width=width, color=takes_color(sys.stderr))

    def tell_how_to_go_on(self) -> None:
        """Say how the questionnaire can be taken up again, or that nothing is kept."""
        from engine.wording.phrases import phrase

        if self.case_file is None:
            note(phrase(self.language, "ask.not_saved"))
            return
        command = ["kaiyaku", "ask", "--case", str(self.case_file)]
        if self.lang:
            command += ["--lang", self.lang]
        note(phrase(self.language, "ask.go_on_with", command=shlex.join(command)))

    def _save(
        self, answers: Mapping[str, Answer], session: Session | None = None
    ) -> Mapping[str, Answer]:
        from engine.case import new_case, update_case

        assert self.case_file is not None
        rulebook = self.desk.opened.rulebook
        fresh = new_case(rulebook).with_answers(session.answers if session else {})
        case = update_case(
            self.case_file,
            rulebook,
            lambda it: replace(it.with_answers(answers), language=self.language),
            fresh,
        )
        return case.answers

    def _plan(self, session: Session) -> Plan:
        done = frozenset(self.desk.case.done)
        return self.desk.opened.plan(session.situation, self.language, done)

    def _stays(self) -> bool:
        return self.screen.interactive and sys.stdout.isatty()


def _screen(language: str, plain: bool) -> Screen:
    shown = next((it for it in (sys.stderr, sys.stdout) if it is not None and it.isatty()), None)
    typed_by_hand = sys.stdin is not None and sys.stdin.isatty()
    able = os.environ.get("TERM", "dumb") not in ("dumb", "unknown", "")
    if shown is not None and typed_by_hand and able and not plain:
        from engine.asking.menus import MenuScreen

        return MenuScreen(shown, language)
    from engine.asking.plain import PlainScreen

    columns = shutil.get_terminal_size((WIDEST, 24)).columns if shown else WIDEST
    return PlainScreen(
        sys.stdin, sys.stderr, language, min(WIDEST, columns), interactive=typed_by_hand
    )
