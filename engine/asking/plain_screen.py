"""The questionnaire in plain lines: for screen readers, pipes and simple terminals.

Owns reading lines and printing numbered lists, nothing else; no colour, no cursor movement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from ..typed_input.words import normalised
from ..values import Answer
from ..wording.phrases import phrase
from ..wording.wrapping import wrapped
from .question_view import QuestionView
from .replies import Command, Misread
from .screen import EndOfInput

LONGEST_LINE = 10_000


class PlainScreen:
    """Questions go to ``shown``, answers come from ``typed``, one line each."""

    def __init__(
        self, typed: TextIO | None, shown: TextIO, language: str, width: int, *, interactive: bool
    ) -> None:
        self.interactive = interactive
        self._typed = typed
        self._shown = shown
        self._language = language
        self.width = width
        self._commands_told = False

    def say(self, text: str) -> None:
        """Print a text, wrapped."""
        self._print(wrapped(text, self.width))

    def show(self, page: str) -> None:
        """Print a page as it is."""
        self._print(["", *page.splitlines()])

    def ask(self, view: QuestionView) -> Command | Answer:
        """Print the question; read lines until one is an answer or a command."""
        self._print(["", *wrapped(view.heading, self.width), *wrapped(view.question, self.width)])
        if view.help:
            self._print(wrapped(view.help, self.width, "  "))
        self._number([_label(choice.label, choice.note) for choice in view.choices])
        if view.several or not view.choices:
            self._print(wrapped(view.hint, self.width))
        if view.current_in_words is not None:
            kept = phrase(self._language, "ask.current_kept", answer=view.current_in_words)
            self._print(wrapped(kept, self.width))
        if not self._commands_told:
            self._tell_commands()
        while True:
            line = self._line()
            if not line.strip() and view.current is not None:
                return view.current
            if not line.strip():
                self._tell_commands()
                continue
            reply = view.reader.read(line)
            if not isinstance(reply, Misread):
                return reply
            self._print(wrapped(reply.message, self.width))

    def pick(self, title: str, labels: Sequence[str], back: int | None = None) -> int:
        """Print the list with numbers; an empty line is the first."""
        self._print(["", *wrapped(title, self.width)])
        self._number(labels)
        while True:
            self._print(wrapped(phrase(self._language, "ask.type_number_or_enter"), self.width))
            word = normalised(self._line())
            if not word:
                return 0
            if word.isascii() and word.isdecimal() and 1 <= int(word[:4]) <= len(labels):
                return int(word) - 1

    def type_text(self, title: str, proposal: str) -> str:
        """Print the title and read a line."""
        label = phrase(self._language, "list.bracketed", text=title, note=proposal)
        self._print(["", *wrapped(label, self.width)])
        return self._line().strip() or proposal

    def _number(self, labels: Sequence[str]) -> None:
        for number, label in enumerate(labels, start=1):
            self._print(wrapped(label, self.width, f"{number:>3}  "))

    def _tell_commands(self) -> None:
        self._commands_told = True
        self._print(wrapped(phrase(self._language, "ask.commands"), self.width))

    def _line(self) -> str:
        self._shown.write("> ")
        self._shown.flush()
        line = self._read()
        if not line:
            self._shown.write("\n")
            raise EndOfInput
        if not self.interactive:
            self._shown.write("\n")
        return line

    def _read(self) -> str:
        """The next line; nothing at the end of the input, and where it cannot be read at all."""
        if self._typed is None:
            return ""
        try:
            return self._typed.readline(LONGEST_LINE)
        except OSError:
            return ""

    def _print(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._shown.write(line + "\n")
        self._shown.flush()


def _label(label: str, note: str | None) -> str:
    return f"{label}\n{note}" if note else label
