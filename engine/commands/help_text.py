"""Help and complaints about a command line, in the language of the person who typed it.

Owns how both are laid out: lines break where the language allows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import typer

from ..wording.help import help_in, usage_in
from ..wording.phrases import phrase
from ..wording.wrapping import wrapped
from .language import listener

_NOTES = re.compile(r"(?P<text>.*?)(?:  \\?\[(?P<notes>[^\]]*)\])?", re.DOTALL)
_WIDEST_NAME = 30
_GAP = 2


_PlainFormatter: Any = typer.Context.formatter_class


class Formatter(_PlainFormatter):  # type: ignore[misc]
    """Lays out help in the listener's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, _told("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_told(f'{heading}:')}\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = [_told(" ".join(it.split())) for it in text.split("\n\n")]
        lines = ("\n".join(_lines(it, self.width, indent)) for it in paragraphs)
        self.write("\n\n".join(lines) + "\n")

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = _WIDEST_NAME, col_spacing: int = _GAP
    ) -> None:
        widest = max(len(name) for name, _ in rows if len(name) <= col_max)
        hang = " " * (self.current_indent + widest + col_spacing)
        for name, text in rows:
            first = f"{'':>{self.current_indent}}{name}"
            if len(name) > widest:
                self.write(f"{first}\n")
                first = ""
            for line in _lines(_told_with_notes(text), self.width, hang):
                self.write(f"{first:<{len(hang)}}{line[len(hang) :]}\n")
                first = ""


def complaint(error: Any) -> str:
    """What is wrong with the command line, below how it is used."""
    language = listener()
    parts: Iterable[str] = ()
    if error.ctx is not None:
        command = f"{error.ctx.command_path} {error.ctx.help_option_names[0]}"
        parts = (error.ctx.get_usage(), usage_in(language, f"Try '{command}' for help."), "")
    problem = usage_in(language, error.format_message())
    return "\n".join((*parts, phrase(language, "error.said", problem=problem)))


def _told(text: str) -> str:
    return help_in(listener(), text)


def _told_with_notes(text: str) -> str:
    found = _NOTES.fullmatch(text)
    if found is None or found["notes"] is None:
        return _told(text)
    notes = "; ".join(map(_told, found["notes"].split("; ")))
    return f"{_told(found['text'])}  [{notes}]"


def _lines(text: str, width: int, indent: str) -> list[str]:
    return wrapped(text, width, indent, indent)
