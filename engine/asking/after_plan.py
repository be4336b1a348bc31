"""What can be done once the plan is on the screen: save, export, ask why, change, go deeper.

Owns the menu after the plan. What each choice does to files comes from outside, as a
:class:`AfterPlan`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..files import FileError, is_there
from ..planning.plan import Plan
from ..wording.phrases import counted_phrase, phrase
from ..wording.refusals import Refusal, told
from .screen import EndOfInput, Screen
from .session import Session
from .talk import choose_answer_to_change

EXPORTS = {"html": ".html", "markdown": ".md", "ics": ".ics", "json": ".json"}
"""Forms a plan can be written in, and how their files are named."""


class AfterPlan(Protocol):
    """What the menu needs done."""

    case_file: Path | None
    """Where answers are kept already."""

    can_open: bool
    """Whether a written file can be opened for the person."""

    @property
    def has_draft(self) -> bool:
        """Whether answers are kept as a draft."""

    def forget(self) -> None:
        """Delete the draft, and keep none any more."""

    def open(self, path: Path) -> bool:
        """Open a written file with the person's own program; whether that could be started."""

    def save(self, session: Session, path: Path) -> None:
        """Keep the answers in a new case file from now on. Raises ``Refusal``."""

    def export(self, plan: Plan, form: str, path: Path) -> None:
        """Write the plan to a new file. Raises ``FileError``."""

    def why(self, session: Session, step: str, width: int) -> str:
        """Why a step is in the plan, in lines of at most ``width`` columns."""


def after_plan(
    session: Session, plan: Plan, screen: Screen, language: str, actions: AfterPlan
) -> Session | None:
    """Offer the menu until the person leaves (``None``) or wants to be asked again (the
    session to go on with)."""
    try:
        return _Menu(session, plan, screen, language, actions).choose()
    except EndOfInput:
        return None


@dataclass(frozen=True)
class _Menu:
    session: Session
    plan: Plan
    screen: Screen
    language: str
    actions: AfterPlan

    def choose(self) -> Session | None:
        details = self.session.open_details()
        while True:
            match self._pick_action(details):
                case "ask.go_on_detail":
                    return self.session.in_detail()
                case "ask.change":
                    changing = choose_answer_to_change(self.session, self.screen, self.language)
                    if changing is not None:
                        return changing
                case "close.why":
                    self._why()
                case "close.save":
                    self._save()
                case "close.export":
                    self._export()
                case "draft.forget":
                    self.actions.forget()
                    return None
                case _:
                    return None

    def _pick_action(self, details: int) -> str:
        labels = {
            "ask.go_on_detail": counted_phrase(self.language, "ask.go_on_detail", details),
            **{
                key: self._phrase(key)
                for key in (
                    "close.why",
                    "ask.change",
                    "close.save",
                    "close.export",
                    "draft.forget",
                    "ask.quit",
                )
            },
        }
        left_out = {
            "ask.go_on_detail": details == 0,
            "close.why": not self.plan.steps,
            "close.save": self.actions.case_file is not None,
            "draft.forget": not self.actions.has_draft,
        }
        keys = [key for key in labels if not left_out.get(key)]
        return keys[self.screen.pick(self._phrase("close.title"), [labels[key] for key in keys])]

    def _why(self) -> None:
        steps = self.plan.steps
        labels = [
            *(f"{step.position}. {step.title}" for step in steps),
            self._phrase("ask.go_back"),
        ]
        number = self.screen.pick(self._phrase("close.which_step"), labels, back=len(steps))
        if number < len(steps):
            step = steps[number].id
            self.screen.show(self.actions.why(self.session, step, self.screen.width))

    def _save(self) -> None:
        path = self._new_file("case.yaml")
        if self._did(lambda: self.actions.save(self.session, path)):
            self.screen.say(self._phrase("ask.saved", file=_whole(path)))

    def _export(self) -> None:
        forms = list(EXPORTS)
        labels = [*(self._phrase(f"close.{form}") for form in forms), self._phrase("ask.go_back")]
        number = self.screen.pick(self._phrase("close.format"), labels, back=len(forms))
        if number < len(forms):
            form = forms[number]
            path = self._new_file("plan" + EXPORTS[form])
            if self._did(lambda: self.actions.export(self.plan, form, path)):
                self.screen.say(self._phrase("close.written", file=_whole(path)))
                if form == "html":
                    self._offer_to_open(path)

    def _offer_to_open(self, path: Path) -> None:
        if not self.actions.can_open:
            return
        labels = [self._phrase(key) for key in ("close.open", "ask.go_back")]
        number = self.screen.pick(self._phrase("close.open_title"), labels, back=1)
        if number == 0 and not self.actions.open(path):
            self.screen.say(self._phrase("close.not_opened", file=_whole(path)))

    def _new_file(self, proposal: str) -> Path:
        while True:
            path = _path_of(self.screen.type_text(self._phrase("close.file"), proposal))
            if not is_there(path):
                return path
            self.screen.say(self._phrase("close.exists", file=str(path)))

    def _did(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except (FileError, Refusal) as error:
            self.screen.say(told(error, self.language))
            return False
        return True

    def _phrase(self, key: str, **values: str) -> str:
        return phrase(self.language, key, **values)


def _whole(path: Path) -> str:
    return str(path.absolute())


def _path_of(typed: str) -> Path:
    """The path as it was typed, ``~`` being the person's home where there is one."""
    path = Path(typed)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
