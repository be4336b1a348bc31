"""One menu on the terminal: drawing it, and what each key does.

Owns the prompt_toolkit side of :mod:`engine.asking.menu`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prompt_toolkit import Application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import Output

from ..values import UNKNOWN, Missing
from ..wording.phrases import phrase
from ..wording.wrapping import wrapped
from .menu import Menu, picked
from .replies import Command

SEARCH_FROM = 10
"""Menus with so many entries are searched by typing; in shorter ones letters are commands."""

_LETTERS = {
    "b": Command.BACK,
    "c": Command.CHANGE,
    "s": Command.STOP,
    "q": Command.QUIT,
    "w": Command.WHY,
}
PAGE = 10
LEAST_ABOVE = 3
TYPED_AHEAD_ENTER = "c-j"
"""What Enter arrives as when it was pressed before the menu was there."""

_Handler = Callable[[KeyPressEvent], None]

Picked = Command | Missing | Sequence[int]
"""What came of a menu: a command, "I don't know", or the numbers of entries."""


def run_menu(
    above: Callable[[], Sequence[str]],
    menu: Menu,
    *,
    language: str,
    width: Callable[[], int],
    ticks: bool,
    commands: bool,
    back: int | None,
    output: Output,
) -> tuple[Picked, Menu]:
    """Show ``menu`` under the lines ``above`` until something is picked, then rub it out; the
    menu comes back as it stood then. Lines and ``width`` are asked for at every drawing, so
    that a terminal of another size is filled anew.

    With ``ticks`` several entries can be picked; with ``commands`` some keys give a
    :class:`Command`; without, the key for going back picks ``back``. Raises
    ``KeyboardInterrupt`` for Ctrl-C and ``EOFError`` for Ctrl-D.
    """
    drawing = _Drawing(above, menu, language, width, ticks=ticks, commands=commands, back=back)
    app: Application[Picked] = Application(
        layout=Layout(drawing.container()),
        key_bindings=drawing.keys(),
        output=output,
        erase_when_done=True,
    )
    return app.run(), drawing.menu


class _Drawing:
    def __init__(
        self,
        above: Callable[[], Sequence[str]],
        menu: Menu,
        language: str,
        width: Callable[[], int],
        *,
        ticks: bool,
        commands: bool,
        back: int | None,
    ) -> None:
        self.above = above
        self.menu = menu
        self.language = language
        self.width = width
        self.ticks = ticks
        self.commands = commands
        self.back = back
        self.searchable = len(menu.entries) >= SEARCH_FROM
        self.message = ""

    def container(self) -> HSplit:
        entries = FormattedTextControl(
            self._entries, get_cursor_position=self._pointer, focusable=True, show_cursor=False
        )
        return HSplit(
            [
                Window(
                    FormattedTextControl(lambda: [("bold", "\n".join(self.above()))]),
                    height=self._height_above,
                ),
                Window(entries, height=Dimension(min=1), dont_extend_height=True),
                Window(FormattedTextControl(self._below), dont_extend_height=True),
            ]
        )

    def _height_above(self) -> Dimension:
        lines = len(self.above())
        return Dimension(min=min(lines, LEAST_ABOVE), preferred=lines, max=lines)

    def keys(self) -> KeyBindings:
        keys = KeyBindings()
        for names, by in (
            (("up", "c-p", "s-tab"), -1),
            (("down", "c-n", "tab"), 1),
            (("pageup",), -PAGE),
            (("pagedown",), PAGE),
        ):
            for name in names:
                keys.add(name)(self._moving(by))
        keys.add("home")(self._jumping(0))
        keys.add("end")(self._jumping(-1))
        for name in ("enter", TYPED_AHEAD_ENTER):
            keys.add(name)(self._pick)
        keys.add("backspace")(self._shorten_search)
        keys.add("c-c")(_interrupt)
        keys.add("c-d")(_end)
        keys.add(Keys.Any)(self._typed)
        if self.ticks:
            keys.add("space")(self._toggle)
        if self.commands:
            keys.add("left")(_giving(Command.BACK))
            keys.add("?")(_giving(Command.WHY))
            keys.add("？")(_giving(Command.WHY))
        elif self.back is not None:
            keys.add("left")(_giving([self.back]))
        return keys

    def _entries(self) -> StyleAndTextTuples:
        lines, _ = self.menu.lines(self.width(), ticks=self.ticks)
        return [("bold" if pointed else "", line + "\n") for line, pointed in lines]

    def _pointer(self) -> Point:
        _, line = self.menu.lines(self.width(), ticks=self.ticks)
        return Point(0, line)

    def _below(self) -> StyleAndTextTuples:
        lines = []
        if self.menu.search:
            lines.append(phrase(self.language, "ask.search", text=self.menu.search))
        if not self.menu.found():
            lines.append(phrase(self.language, "ask.nothing_found"))
        if self.message:
            lines.append(self.message)
        lines.append(phrase(self.language, self._hint()))
        return [("", "\n".join(part for line in lines for part in wrapped(line, self.width())))]

    def _hint(self) -> str:
        if self.ticks:
            return "ask.tick_hint"
        if self.commands:
            return "ask.search_hint" if self.searchable else "ask.menu_hint"
        if self.back is None:
            return "ask.pick_search_hint" if self.searchable else "ask.pick_hint"
        return "ask.pick_search_back_hint" if self.searchable else "ask.pick_back_hint"

    def _moving(self, by: int) -> _Handler:
        def move(event: KeyPressEvent) -> None:
            self.menu = self.menu.moved(by)

        return move

    def _jumping(self, to: int) -> _Handler:
        def jump(event: KeyPressEvent) -> None:
            if found := self.menu.found():
                self.menu = self.menu.moved_to(found[to])

        return jump

    def _toggle(self, event: KeyPressEvent) -> None:
        self.message = ""
        if self.menu.at in self.menu.found():
            self.menu = self.menu.toggled()

    def _pick(self, event: KeyPressEvent) -> None:
        if self.menu.at not in self.menu.found():
            return
        numbers = picked(self.menu) if self.ticks else [self.menu.at]
        if numbers:
            event.app.exit(result=numbers)
        else:
            self.message = phrase(self.language, "ask.tick_one")

    def _shorten_search(self, event: KeyPressEvent) -> None:
        self.menu = self.menu.searching(self.menu.search[:-1])

    def _typed(self, event: KeyPressEvent) -> None:
        text = event.data
        if not text.isprintable():
            return
        if self.searchable and not self.ticks:
            self.menu = self.menu.searching(self.menu.search + text)
        elif text.isascii() and text.isdecimal():
            self._go_to(int(text) - 1)
        elif self.commands and text in _LETTERS:
            event.app.exit(result=_LETTERS[text])
        elif self.commands and text == "u":
            event.app.exit(result=UNKNOWN)

    def _go_to(self, number: int) -> None:
        if number in self.menu.found():
            self.menu = self.menu.moved_to(number)
            if self.ticks:
                self.menu = self.menu.toggled()


def _giving(result: Picked) -> _Handler:
    def give(event: KeyPressEvent) -> None:
        event.app.exit(result=result)

    return give


def _interrupt(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt)


def _end(event: KeyPressEvent) -> None:
    event.app.exit(exception=EOFError)
