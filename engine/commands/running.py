"""Running a command: what it is when none is named, and how every failure ends.

Owns exit statuses: 0 done, 1 something was found, 2 bad input, 130 interrupted. Whatever goes
wrong with the input is one message on standard error and no traceback.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

DEFAULT_COMMAND = "ask"
OWN_OPTIONS = ("--help", "-h", "--version", "--install-completion", "--show-completion")
FOUND_SOMETHING = 1
BAD_INPUT = 2
INTERRUPTED = 130

OBJECTS_BEFORE_COLLECTING = 200_000
"""A short run makes little garbage, and looking for it took a tenth of its time."""


class BadInput(Exception):
    """Input that a command cannot take; the message says what is wrong and what to do."""


def command_named_in(args: Sequence[str]) -> str | None:
    """The command that the arguments name or mean; ``None`` where they ask about the whole
    program."""
    first = args[0] if args else "-"
    if not first.startswith("-"):
        return first
    return None if first.split("=")[0] in OWN_OPTIONS else DEFAULT_COMMAND


class Program(TyperGroup):
    """The whole program. Options without a command are those of the questionnaire."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the default command in where none is named."""
        meant = None if ctx.resilient_parsing else command_named_in(args)
        if meant == DEFAULT_COMMAND and args[:1] != [DEFAULT_COMMAND]:
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command and turns every expected failure into a message and a status."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:
            _close_stdout_quietly()
            raise SystemExit(0) from None
        except Exception as error:
            message = message_for(error)
            if message is None:
                raise
            typer.echo(message, err=True)
            raise SystemExit(BAD_INPUT) from None
        return result


def message_for(error: Exception) -> str | None:
    """What to tell the person about ``error``; ``None`` if it is a fault of the program."""
    from engine.answers import BadAnswer
    from engine.case import CaseError
    from engine.explaining import UnknownSubject
    from engine.explaining.order import NotInPlan
    from engine.files import FileError
    from engine.inference import TooLargeForInference
    from engine.loading import RulebookErrors
    from engine.opening import CannotInfer
    from engine.planning import OrderCircle
    from engine.rendering.calendar import MissingExtra

    if isinstance(error, NotInPlan):
        return f"Error: the plan has no step {error.args[0]!r}. See 'kaiyaku plan'."
    if isinstance(error, OrderCircle):
        return (
            f"Error: the rules contradict each other about the order of steps: {error}."
            " 'kaiyaku rules check' shows where."
        )
    if isinstance(error, RulebookErrors):
        return str(error)
    expected = (
        BadInput, BadAnswer, CaseError, UnknownSubject, FileError, CannotInfer,
        TooLargeForInference, MissingExtra,
    )  # fmt: skip
    if isinstance(error, expected):
        return f"Error: {error}"
    return None


def start(app: typer.Typer) -> NoReturn:
    """Run ``app`` with the program's arguments and end the process.

    The process ends at once: taking everything apart that is about to go anyway would cost a
    tenth of a short run.
    """
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    _speak_utf8()
    try:
        app()
        status = 0
    except KeyboardInterrupt:
        status = INTERRUPTED
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 0
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


def _speak_utf8() -> None:
    """Standard output that is read by a program or a file is UTF-8 everywhere; a terminal
    keeps its own encoding, with a sign for what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.stdin is not None and hasattr(sys.stdin, "reconfigure") and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def _close_stdout_quietly() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
