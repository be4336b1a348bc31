"""The talk: asking, going back, changing and explaining, until the answers are complete.

Owns the course of a questionnaire. Shows nothing itself and saves nothing itself: it has a
screen, and a function that keeps every answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from ..values import Answer
from ..wording.filling import plain
from ..wording.phrases import phrase
from ..wording.values import list_in_words
from .question_view import answer_line, question_view, why_asked
from .replies import Command
from .screen import EndOfInput, Screen
from .session import Session

Keep = Callable[[Session, str], Mapping[str, Answer]]
"""Keeps the answer to one fact of a session and returns all answers that are kept now."""


class Ending(StrEnum):
    """How a questionnaire ended."""

    COMPLETE = "complete"
    """No answer can change the plan any more."""
    STOPPED = "stopped"
    """The person wants to see the plan now."""
    QUIT = "quit"
    """The person wants to leave."""
    INPUT_ENDED = "input_ended"
    """Nobody is there to answer any more."""


def talk(session: Session, screen: Screen, language: str, keep: Keep) -> tuple[Session, Ending]:
    """Ask until the questionnaire ends; the session holds all answers then."""
    return _Talk(session, screen, language, keep).run()


def choose_answer_to_change(session: Session, screen: Screen, language: str) -> Session | None:
    """Let the person pick an earlier answer to give again; ``None`` if they rather not."""
    facts = session.answered_questions()
    if not facts:
        screen.say(phrase(language, "ask.no_answers"))
        return None
    labels = [*_answer_lines(session, language), phrase(language, "ask.go_back")]
    number = screen.pick(phrase(language, "ask.change_which"), labels, back=len(facts))
    return session.asking_again(facts[number]) if number < len(facts) else None


class _Talk:
    def __init__(self, session: Session, screen: Screen, language: str, keep: Keep) -> None:
        self.session = session
        self.screen = screen
        self.language = language
        self.keep = keep

    def run(self) -> tuple[Session, Ending]:
        try:
            while True:
                ending = self._ask_all()
                if ending is not Ending.COMPLETE or self._all_right():
                    return self.session.going_on(), ending
        except EndOfInput:
            return self.session.going_on(), Ending.INPUT_ENDED

    def _ask_all(self) -> Ending:
        while (question := self.session.question()) is not None:
            fact_id = question.fact.id
            reply = self.screen.ask(question_view(self.session, question, self.language))
            match reply:
                case Command.WHY:
                    self.screen.say(why_asked(self.session, fact_id, self.language))
                case Command.BACK:
                    self._go_back()
                case Command.CHANGE:
                    self._change()
                case Command.STOP:
                    return Ending.STOPPED
                case Command.QUIT:
                    return Ending.QUIT
                case _:
                    self._take(fact_id, reply)
        return Ending.COMPLETE

    def _take(self, fact_id: str, answer: Answer) -> None:
        before = self.session
        changed = fact_id in before.answers and before.answers[fact_id] != answer
        self.session = before.answered(fact_id, answer)
        kept = self.keep(self.session, fact_id)
        self.session = replace(self.session, answers=kept)
        line = answer_line(self.session.rulebook, fact_id, answer, self.language)
        self.screen.say(f"  {line}")
        if changed:
            self._tell_what_is_idle(before)

    def _tell_what_is_idle(self, before: Session) -> None:
        idle = self.session.idle() - before.idle()
        if idle:
            facts = self.session.rulebook.facts
            labels = [
                plain(facts[fact_id].label, self.language)
                for fact_id in self.session.answered_questions()
                if fact_id in idle
            ]
            listed = list_in_words(labels, self.language)
            self._say("ask.no_longer_asked", labels=listed)

    def _go_back(self) -> None:
        earlier = self.session.back()
        if earlier is None:
            self._say("ask.cannot_go_back")
        else:
            self.session = earlier

    def _change(self) -> None:
        changing = choose_answer_to_change(self.session, self.screen, self.language)
        if changing is not None:
            self.session = changing

    def _all_right(self) -> bool:
        """Whether the person, having looked over all answers, changes none."""
        facts = self.session.answered_questions()
        if not self.screen.interactive or not facts:
            return True
        labels = [phrase(self.language, "ask.all_right")]
        labels += _answer_lines(self.session, self.language)
        number = self.screen.pick(phrase(self.language, "ask.review"), labels)
        if number == 0:
            return True
        self.session = self.session.asking_again(facts[number - 1])
        return False

    def _say(self, key: str, **values: str) -> None:
        self.screen.say(phrase(self.language, key, **values))


def _answer_lines(session: Session, language: str) -> list[str]:
    idle = session.idle()
    lines = []
    for fact_id in session.answered_questions():
        line = answer_line(session.rulebook, fact_id, session.answers[fact_id], language)
        if fact_id in idle:
            note = phrase(language, "plan.answer_idle")
            line = phrase(language, "list.bracketed", text=line, note=note)
        lines.append(line)
    return lines
