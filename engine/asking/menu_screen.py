"""The questionnaire in a real terminal: arrow keys, ticks, and typing to search.

Owns drawing and keys, with prompt_toolkit. What is picked is rubbed out afterwards, so that
the talk leaves a short record of questions and answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TextIO

from ..values import Answer, Missing
from ..wording.phrases import phrase
from ..wording.wrapping import wrapped
from .menu import Entry, Menu
from .question_view import QuestionView
from .replies import Command, Misread
from .screen import EndOfInput

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.output import Output

    from .menu_drawing import Picked

WIDEST = 80
NARROWEST = 20
HINT_LINES = 2
"""How many lines a menu needs below its entries."""


class MenuScreen:
    """Menus on ``shown``, which must be a terminal, as the standard input must be."""

    interactive = True

    def __init__(self, shown: TextIO, language: str) -> None:
        self._shown = shown
        self._language = language
        self._output = _output(shown)
        self._session: PromptSession[str] | None = None
        self._left: dict[str, Menu] = {}
        self._said = 0

    def say(self, text: str) -> None:
        """Print a text, wrapped."""
        lines = wrapped(text, self.width)
        self._shown.writelines(line + "\n" for line in lines)
        self._shown.flush()
        self._said += len(lines)

    def show(self, page: str) -> None:
        """Print a page as it is."""
        self._shown.write(f"\n{page}")
        self._shown.flush()

    def ask(self, view: QuestionView) -> Command | Answer:
        """A menu, or a line to type for dates and numbers."""
        if not view.choices:
            return self._ask_typed(view)
        entries = [
            Entry(choice.label, choice.note, choice.alone, choice.known_as)
            for choice in view.choices
        ]
        if not view.several:
            entries.append(Entry(phrase(self._language, "ask.more_choices")))
        menu = self._left.pop(view.fact, None)
        if menu is not None:
            self._let_read(view, menu)
        menu = menu or Menu(tuple(entries), *_start(view))
        above = partial(self._question_lines, view)
        reply, menu = self._run(above, menu, ticks=view.several, commands=True)
        if reply is Command.WHY:
            self._left[view.fact] = menu
        if isinstance(reply, Command | Missing):
            return reply
        if list(reply) == [len(view.choices)]:
            return self._more(view)
        answers = [view.choices[number].answer for number in reply]
        if len(answers) == 1:
            return answers[0]
        return frozenset().union(*(it for it in answers if isinstance(it, frozenset)))

    def pick(self, title: str, labels: Sequence[str], back: int | None = None) -> int:
        """A menu with one entry for each label; the key for going back picks ``back``."""
        menu = Menu(tuple(Entry(label) for label in labels))
        reply, _ = self._run(
            lambda: ["", *wrapped(title, self.width)], menu, ticks=False, commands=False, back=back
        )
        assert not isinstance(reply, Command | Missing)
        return reply[0]

    def type_text(self, title: str, proposal: str) -> str:
        """A line to type."""
        prompt = phrase(self._language, "list.labelled", label=title, text="")
        return self._typed(lambda: prompt, proposal).strip() or proposal

    def _let_read(self, view: QuestionView, menu: Menu) -> None:
        """Wait, where the menu would push off the screen what was said since it was left."""
        entries, _ = menu.lines(self.width, ticks=view.several)
        drawn = len(self._question_lines(view)) + len(entries) + HINT_LINES
        if self._said + drawn > self._output.get_size().rows:
            self.pick("", [phrase(self._language, "ask.to_question")])

    def _more(self, view: QuestionView) -> Command | Answer:
        commands = {
            Command.BACK: "ask.back",
            Command.WHY: "ask.why",
            Command.CHANGE: "ask.change",
            Command.STOP: "ask.stop",
            Command.QUIT: "ask.quit",
        }
        keys = [*commands.values(), "ask.to_question"]
        labels = [phrase(self._language, key) for key in keys]
        number = self.pick(view.question, labels, back=len(commands))
        return list(commands)[number] if number < len(commands) else self.ask(view)

    def _ask_typed(self, view: QuestionView) -> Command | Answer:
        below = [view.hint, phrase(self._language, "ask.commands")]

        def prompt() -> str:
            told = [part for text in below for part in wrapped(text, self.width)]
            return "\n".join([*self._question_lines(view), *told, "> "])

        while True:
            text = self._typed(prompt, "")
            if not text.strip() and view.current is not None:
                return view.current
            reply = view.reader.read(text)
            if not isinstance(reply, Misread):
                return reply
            below[2:] = [reply.message]

    def _question_lines(self, view: QuestionView) -> list[str]:
        width = self.width
        lines = ["", *wrapped(view.heading, width), *wrapped(view.question, width)]
        if view.help:
            lines += wrapped(view.help, width, "  ")
        if view.several:
            lines += wrapped(phrase(self._language, "ask.how_to_tick"), width)
        if view.current_in_words is not None:
            key = "ask.current" if view.choices else "ask.current_kept"
            lines += wrapped(phrase(self._language, key, answer=view.current_in_words), width)
        return lines

    def _typed(self, prompt: Callable[[], str], proposal: str) -> str:
        from prompt_toolkit import PromptSession

        if self._session is None:
            self._session = PromptSession(output=self._output, erase_when_done=True)
        with self._left_tidily():
            return self._session.prompt(prompt, default=proposal)

    def _run(
        self,
        above: Callable[[], Sequence[str]],
        menu: Menu,
        *,
        ticks: bool,
        commands: bool,
        back: int | None = None,
    ) -> tuple[Picked, Menu]:
        from .menu_drawing import run_menu

        self._said = 0
        with self._left_tidily():
            return run_menu(
                above,
                menu,
                language=self._language,
                width=lambda: self.width,
                ticks=ticks,
                commands=commands,
                back=back,
                output=self._output,
            )

    @contextmanager
    def _left_tidily(self) -> Iterator[None]:
        """Turns the end of input into :class:`EndOfInput`. When the program is told to end
        while something is drawn, what drawing has changed of the terminal is put back."""
        try:
            yield
        except EOFError:
            raise EndOfInput from None
        except SystemExit:
            self._output.reset_attributes()
            self._output.enable_autowrap()
            self._output.disable_bracketed_paste()
            self._output.show_cursor()
            self._output.flush()
            raise

    @property
    def width(self) -> int:
        """How many columns the terminal has, within reason."""
        return max(NARROWEST, min(WIDEST, self._output.get_size().columns))


def _output(shown: TextIO) -> Output:
    from prompt_toolkit.output.defaults import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output

    output = create_output(shown)
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False
    return output


def _start(view: QuestionView) -> tuple[int, frozenset[int]]:
    """Where the pointer and the ticks are at first: on the answer given before."""
    answers = [choice.answer for choice in view.choices]
    if view.several and isinstance(view.current, frozenset) and view.current:
        ticked = [n for n, it in enumerate(answers) if isinstance(it, frozenset) and it]
        chosen = frozenset(n for n in ticked if answers[n] <= view.current)  # type: ignore[operator]
        return min(chosen, default=0), chosen
    if view.current is not None and view.current in answers:
        return answers.index(view.current), frozenset()
    return 0, frozenset()
