"""A screen for tests: says what it was told to, and remembers what it was shown."""

from collections.abc import Sequence

from engine.asking.question_view import QuestionView
from engine.asking.replies import Command, Misread
from engine.asking.screen import EndOfInput
from engine.values import Answer


class ScriptedScreen:
    """Types the lines of a script; ``shown`` is everything said, ``asked`` the questions."""

    def __init__(self, *lines: str, interactive: bool = False) -> None:
        self.interactive = interactive
        self.lines = list(lines)
        self.shown: list[str] = []
        self.asked: list[str] = []
        self.headings: list[str] = []

    width = 80

    def show(self, page: str) -> None:
        self.shown.append(page)

    def say(self, text: str) -> None:
        self.shown.append(text)

    def ask(self, view: QuestionView) -> Command | Answer:
        self.asked.append(view.fact)
        self.headings.append(view.heading)
        reply = view.reader.read(self._next())
        assert not isinstance(reply, Misread), reply.message
        return reply

    def pick(self, title: str, labels: Sequence[str], back: int | None = None) -> int:
        self.shown += [title, *labels]
        return int(self._next())

    def type_text(self, title: str, proposal: str) -> str:
        self.shown.append(title)
        return self._next() or proposal

    def _next(self) -> str:
        if not self.lines:
            raise EndOfInput
        return self.lines.pop(0)
