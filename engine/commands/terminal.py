"""What the person sits at: a terminal with menus, plain lines, a desktop, or nothing at all.

Owns finding that out and the screen that fits it. Knows nothing of what is asked.
"""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from ..asking.screen import Screen

WIDEST = 80


def has_desktop() -> bool:
    """Whether a page can be opened in a window."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))


def _terminal() -> TextIO | None:
    return next((it for it in (sys.stderr, sys.stdout) if it is not None and it.isatty()), None)


def _typed_by_hand() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _takes_menus(plain: bool) -> bool:
    able = os.environ.get("TERM", "dumb") not in ("dumb", "unknown", "")
    return _terminal() is not None and _typed_by_hand() and able and not plain


def keys_unseen(plain: bool) -> AbstractContextManager[None]:
    """Keeps keys off the screen while nobody listens, where menus are drawn."""
    if not _takes_menus(plain):
        return nullcontext()
    from ..asking.typeahead import unseen_keys

    return unseen_keys()


def screen_for(language: str, plain: bool) -> Screen:
    """Menus where the terminal can show them and ``plain`` is not wished for; else lines."""
    shown, typed_by_hand = _terminal(), _typed_by_hand()
    if shown is not None and _takes_menus(plain):
        from ..asking.menu_screen import MenuScreen

        return MenuScreen(shown, language)
    from ..asking.plain_screen import PlainScreen

    columns = shutil.get_terminal_size((WIDEST, 24)).columns if shown else WIDEST
    return PlainScreen(
        sys.stdin, sys.stderr, language, min(WIDEST, columns), interactive=typed_by_hand
    )
