"""Leafing through what is longer than the terminal.

Owns the choice of the pager and the talk with it. ``PAGER`` decides, as everywhere; empty or
``cat`` means none.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

USUAL = ("less", "more")
KEYS_IN_ASCII = "Space, b, q"
"""The prompt where the words for the keys cannot be it: ``less`` garbles what is not ASCII
there, so those words stand above the text."""


def leafed_through(text: str, keys: str) -> bool:
    """Show ``text`` in a pager that tells its ``keys``; ``False`` where it should simply be
    printed: it fits, nobody sits at a terminal, or there is no pager."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or _fits(text):
        return False
    command = _pager()
    if not command:
        return False
    if not keys.isascii():
        text, keys = f"{keys}\n\n{text}", KEYS_IN_ASCII
    try:
        pager = subprocess.Popen(
            command, stdin=subprocess.PIPE, env=_environment(keys), encoding="utf-8"
        )
    except OSError:
        return False
    sys.stdout.flush()
    _feed(pager, text)
    return True


def _fits(text: str) -> bool:
    """Whether the lines, none wider than the terminal, leave room for the shell's next one."""
    return text.count("\n") < shutil.get_terminal_size().lines


def _pager() -> list[str]:
    chosen = os.environ.get("PAGER")
    if chosen is None:
        if os.environ.get("TERM", "dumb") == "dumb":
            return []
        return next(([found] for name in USUAL if (found := shutil.which(name))), [])
    try:
        command = shlex.split(chosen)
    except ValueError:
        return []
    return [] if command[:1] == ["cat"] else command


def _environment(keys: str) -> dict[str, str]:
    """What makes ``less`` show colours, leave the text on the screen and tell its keys, unless
    the person has settings of their own."""
    prompt = "".join(f"\\{char}" if char in "?:.%\\$" else char for char in keys)
    usual = {"LESS": f"RX -Ps{prompt}$", "LESSCHARSET": "utf-8"}
    return {**usual, **os.environ}


def _feed(pager: subprocess.Popen[str], text: str) -> None:
    """Hand the text over and wait until the person has closed the pager. Ctrl-C belongs to
    the pager meanwhile."""
    try:
        assert pager.stdin is not None
        with pager.stdin as pipe:
            pipe.write(text)
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    while True:
        try:
            pager.wait()
            return
        except KeyboardInterrupt:
            continue
