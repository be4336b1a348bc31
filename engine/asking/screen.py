"""What the questionnaire needs of a screen, whichever it is.

Owns the protocol between the talk and the two screens: plain lines and arrow-key menus.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ..values import Answer
from .question_view import QuestionView
from .replies import Command


class EndOfInput(Exception):
    """Nobody is there to answer any more."""


class Screen(Protocol):
    """Shows things to a person and hears what they say. Every method that waits for the
    person raises :class:`EndOfInput` when no more can come."""

    interactive: bool
    """Whether a person sits there, rather than a file or a program."""

    @property
    def width(self) -> int:
        """How many columns a line may have."""

    def say(self, text: str) -> None:
        """Show a text, broken into lines that fit."""

    def show(self, page: str) -> None:
        """Show a page that is broken into lines already."""

    def ask(self, view: QuestionView) -> Command | Answer:
        """Show a question until it is answered or a command is given."""

    def pick(self, title: str, labels: Sequence[str], back: int | None = None) -> int:
        """Show a list and return the number, from 0, of what was picked; ``back`` is the one
        that leads back, if any does."""

    def type_text(self, title: str, proposal: str) -> str:
        """Let the person type a line; an empty one is the proposal."""
