"""The command ``ask``: the questionnaire, the plan, and what can be done with it then."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from ..files import is_there
from .options import (
    CommandContext,
    LangOption,
    OnOption,
    RulesOption,
    SetOption,
    open_context,
    option,
)
from .output import KeptCase, PlanFormat, note, rendered, show_plan, takes_color
from .running import INTERRUPTED
from .terminal import has_desktop, keys_unseen, screen_for

if TYPE_CHECKING:
    from ..asking.session import Session
    from ..case.drafts import CaseDraft
    from ..planning.plan import Plan
    from ..values import Answer

QUESTIONS_A_MINUTE = 3


def ask(
    case: Annotated[
        Path | None,
        option(
            "--case",
            "FILE",
            "Keep the answers in this file after every question, and go on from it.",
            readable=False,
        ),
    ] = None,
    settings: SetOption = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Ask the detail questions as well.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines instead of menus, as for a screen reader.")
    ] = False,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete the answers kept from last time, and stop.")
    ] = False,
) -> None:
    """Answer the questions, then see the plan.

    Without a terminal, answers are read from standard input, one a line.
    """
    if forget:
        _forget(open_context(rules, lang, on, None))
        return
    with keys_unseen(plain):
        _ask(case, settings, thorough, plain, rules, lang, on)


def _ask(
    case: Path | None,
    settings: list[str] | None,
    thorough: bool,
    plain: bool,
    rules: Path | None,
    lang: str | None,
    on: str | None,
) -> None:
    saved = case if case is not None and is_there(case) else None
    context = open_context(rules, lang, on, saved, settings)
    questionnaire = _Questionnaire(context, case, plain, lang, rules)
    try:
        if questionnaire.begin(thorough=thorough):
            questionnaire.run(thorough=thorough)
    except KeyboardInterrupt:
        note("")
        questionnaire.tell_how_to_go_on()
        raise SystemExit(INTERRUPTED) from None
    finally:
        questionnaire.let_go()


class _Questionnaire:
    """One questionnaire, from the first question to the end; also what its closing menu can
    do."""

    def __init__(
        self,
        context: CommandContext,
        case_file: Path | None,
        plain: bool,
        lang: str | None,
        rules: Path | None,
    ) -> None:
        self.context = context
        self.language = context.language
        self.case_file = case_file
        self.lang = lang
        self.rules = rules
        self.plain = plain
        self.screen = screen_for(self.language, plain)
        self._claim = self._own_draft()
        self.draft = None if self._claim is None else self._claim.path
        self.can_open = has_desktop()
        self._save_failed = False

    def begin(self, *, thorough: bool) -> bool:
        """Welcome the person, find out now whether answers can be saved, and offer to go on
        from those kept last time. Whether the person stays."""
        from ..asking.screen import EndOfInput
        from ..wording.phrases import counted_phrase

        if self.case_file is not None:
            self._save(self.context.case.answers)
        answered = len(self.context.case.answers)
        if self.case_file is not None and answered:
            file = str(self.case_file)
            self.screen.say(counted_phrase(self.language, "ask.resumed", answered, file=file))
            return True
        try:
            went_on = self.draft is not None and is_there(self.draft) and self._take_up(self.draft)
        except EndOfInput:
            return False
        if not went_on:
            self._welcome(thorough)
        return True

    def _welcome(self, thorough: bool) -> None:
        from ..asking.session import Session
        from ..wording.filling import plain
        from ..wording.phrases import phrase

        rulebook = self.context.opened.rulebook
        session = Session(rulebook, self.context.as_of, self.context.case.answers, thorough)
        question = session.question()
        if question is None:
            return
        most = question.at_most
        self.screen.say(
            phrase(
                self.language,
                "ask.welcome",
                title=plain(rulebook.title, self.language),
                most=most,
                minutes=max(2, -(-most // QUESTIONS_A_MINUTE)),
            )
        )
        if self.draft is not None:
            self.screen.say(phrase(self.language, "draft.private"))
        others = [it for it in rulebook.languages if it != self.language]
        if self.screen.interactive and others:
            self.screen.say(" · ".join(phrase(it, "ask.this_language") for it in others))

    def _own_draft(self) -> CaseDraft | None:
        from ..case.drafts import own_draft

        if self.case_file is not None or not self.screen.interactive:
            return None
        return own_draft(self.context.opened.rulebook)

    def let_go(self) -> None:
        """Leave the draft to the next questionnaire."""
        if self._claim is not None:
            self._claim.let_go()

    def _take_up(self, draft: Path) -> bool:
        """Let the person go on from the draft or delete it; whether they go on."""
        from datetime import date

        from ..asking.question_view import answer_line
        from ..case import CaseError, load_case
        from ..case.drafts import put_aside
        from ..wording.phrases import counted_phrase, phrase
        from ..wording.values import date_in_words
        from .options import tell_notices

        rulebook = self.context.opened.rulebook
        try:
            case = load_case(draft, rulebook)
        except CaseError as error:
            reason = error.in_language(self.language)
            file = str(put_aside(draft))
            self.screen.say(phrase(self.language, "draft.unreadable", reason=reason, file=file))
            return False
        if not case.answers:
            return False
        if self.lang is None and case.language in rulebook.languages:
            self._speak(case.language)
        tell_notices(case, self.language)
        day = date_in_words(date.fromtimestamp(draft.stat().st_mtime), self.language)
        for fact_id, answer in case.answers.items():
            self.screen.say(f"  {answer_line(rulebook, fact_id, answer, self.language)}")
        title = counted_phrase(self.language, "draft.found", len(case.answers), day=day)
        labels = [phrase(self.language, key) for key in ("draft.go_on", "draft.afresh")]
        if self.screen.pick(title, labels) == 1:
            draft.unlink(missing_ok=True)
            return False
        self.context = replace(
            self.context, case=case.with_answers(self.context.case.answers), language=self.language
        )
        return True

    def _speak(self, language: str) -> None:
        from .language import LISTENER

        if language != self.language:
            LISTENER.set(language)
            self.language = language
            self.screen = screen_for(language, self.plain)

    @property
    def has_draft(self) -> bool:
        """Whether answers are kept as a draft."""
        return self.draft is not None and is_there(self.draft)

    def forget(self) -> None:
        """Delete the draft, and keep none any more."""
        from ..wording.phrases import phrase

        assert self.draft is not None
        self.draft.unlink(missing_ok=True)
        self.draft = None
        self.screen.say(phrase(self.language, "draft.forgotten"))

    def run(self, *, thorough: bool) -> None:
        """Ask, show the plan, offer the closing menu; again, as long as the person likes."""
        from ..asking.after_plan import after_plan
        from ..asking.session import Session
        from ..asking.talk import Ending, talk
        from ..wording.phrases import phrase

        session: Session | None = Session(
            self.context.opened.rulebook, self.context.as_of, self.context.case.answers, thorough
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
            show_plan(plan, leaf=not self.plain)
            if ending is Ending.INPUT_ENDED or not self._stays():
                self._tell_of_draft()
                return
            session = after_plan(session, plan, self.screen, self.language, self)
        self._tell_of_draft()

    def keep(self, session: Session, fact_id: str) -> Mapping[str, Answer]:
        """Save one answer at once. When that fails, the talk goes on and says so once."""
        from ..case import CaseError
        from ..wording.phrases import phrase

        if self.case_file is None and self.draft is None:
            return session.answers
        alone = self.case_file is None or self._save_failed
        answers = session.answers if alone else {fact_id: session.answers[fact_id]}
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
        if self.draft is not None:
            self.draft.unlink(missing_ok=True)
            self.draft = None

    def export(self, plan: Plan, form: str, path: Path) -> None:
        """Write the plan to a new file."""
        from ..files import FileError, write_whole
        from ..rendering.calendar import MissingExtra

        try:
            file = self.case_file or self.draft
            is_kept = file is not None and is_there(file)
            kept = KeptCase(file, self.context.opened.rulebook) if file and is_kept else None
            write_whole(path, rendered(plan, PlanFormat(form), kept=kept))
        except MissingExtra as error:
            raise FileError(str(error)) from error

    def open(self, path: Path) -> bool:
        """Open a written file with the person's own program; whether that could be started."""
        import webbrowser

        return webbrowser.open(path.resolve().as_uri())

    def why(self, session: Session, step: str, width: int) -> str:
        """Why a step is in the plan."""
        from ..rendering.explanations import render_why

        explanation = self.context.opened.why(session.situation, step, self.language)
        return render_why(explanation, self.language, width=width, color=takes_color(sys.stderr))

    def tell_how_to_go_on(self) -> None:
        """Say how the questionnaire can be taken up again, or that nothing is kept."""
        from ..wording.phrases import phrase

        if self.case_file is not None:
            command = self._command("ask", "--case", str(self.case_file))
            note(phrase(self.language, "ask.go_on_with", command=command))
        elif self.has_draft:
            self._tell_of_draft()
        else:
            note(phrase(self.language, "ask.not_saved"))

    def _tell_of_draft(self) -> None:
        from ..wording.phrases import phrase

        if self.has_draft:
            go_on, forget = self._command(), self._command("--forget")
            note(phrase(self.language, "draft.kept", command=go_on, forget=forget))

    def _command(self, *arguments: str) -> str:
        """The command line that means the same rulebook and language again."""
        command = ["kaiyaku", *arguments]
        if self.rules is not None:
            command += ["--rules", str(self.rules)]
        if self.lang:
            command += ["--lang", self.lang]
        return shlex.join(command)

    def _save(
        self, answers: Mapping[str, Answer], session: Session | None = None
    ) -> Mapping[str, Answer]:
        from ..case import load_case, new_case, update_case
        from ..case.drafts import make_room_for

        path = self.case_file or self.draft
        assert path is not None
        if path == self.draft:
            make_room_for(path)
        rulebook = self.context.opened.rulebook
        fresh = new_case(rulebook).with_answers(session.answers if session else {})
        if self.draft is not None and path != self.draft and is_there(self.draft):
            fresh = replace(fresh, calendar=load_case(self.draft, rulebook).calendar)
        case = update_case(
            path,
            rulebook,
            lambda it: replace(it.with_answers(answers), language=self.language),
            fresh,
        )
        return case.answers

    def _plan(self, session: Session) -> Plan:
        done = frozenset(self.context.case.done)
        return self.context.opened.plan(session.situation, self.language, done)

    def _stays(self) -> bool:
        return self.screen.interactive and sys.stdout.isatty()


def _forget(context: CommandContext) -> None:
    from ..case.drafts import drafts_of
    from ..wording.phrases import phrase

    there = drafts_of(context.opened.rulebook)
    for draft in there:
        draft.unlink(missing_ok=True)
    note(phrase(context.language, "draft.forgotten" if there else "draft.none"))
