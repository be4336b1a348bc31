"""Running a command: what it is when none is named, and how every failure ends.

Owns exit statuses: 0 done, 1 something was found, 2 bad input, 130 interrupted. Whatever goes
wrong with the input is one message on standard error and no traceback.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from .language import LISTENER, language_asked_for, listener

if TYPE_CHECKING:
    from ..wording.refusals import Saying

DEFAULT_COMMAND = "ask"
OWN_OPTIONS = ("--help", "-h", "--version", "--install-completion", "--show-completion")
FOUND_SOMETHING = 1
BAD_INPUT = 2
INTERRUPTED = 130
KILLED_BY = 128

OBJECTS_BEFORE_COLLECTING = 200_000
"""A short run makes little garbage, and looking for it took a tenth of its time."""

UsageError: Any = typer.BadParameter.__base__


class BadInput(Exception):
    """Input that a command cannot take; the message says what is wrong and what to do."""


def command_named_in(args: Sequence[str]) -> str | None:
    """The command that the arguments name or mean; ``None`` where they ask about the whole
    program."""
    first = args[0] if args else "-"
    if not first.startswith("-"):
        return first
    return None if first.split("=")[0] in OWN_OPTIONS else DEFAULT_COMMAND


class _Context(typer.Context):
    """What a command was called with; makes its help in the person's language."""

    def make_formatter(self) -> Any:
        from .help_text import Formatter

        return Formatter(width=self.terminal_width, max_width=self.max_content_width)


class PersonsCommand(TyperCommand):
    """A command for everybody, not only for authors of rules."""

    context_class = _Context


class CommandLine(TyperGroup):
    """The whole program. Options without a command are those of the questionnaire."""

    context_class = _Context

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts the default command in where none is named."""
        meant = None if ctx.resilient_parsing else command_named_in(args)
        if meant == DEFAULT_COMMAND and args[:1] != [DEFAULT_COMMAND]:
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Reads the arguments; help and the version are printed while this is done."""
        LISTENER.set(language_asked_for(args))
        with _every_failure_told():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Runs the command and turns every expected failure into a message and a status."""
        with _every_failure_told():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result


@contextmanager
def _every_failure_told() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        _close_stdout_quietly()
        raise SystemExit(0) from None
    except Exception as error:
        message = message_for(error, listener())
        if message is None:
            raise
        with suppress(OSError):
            typer.echo(message, err=True)
        raise SystemExit(BAD_INPUT) from None


def message_for(error: Exception, language: str) -> str | None:
    """What to tell the person about ``error``; ``None`` if it is a fault of the program."""
    from ..files import FileError
    from ..inference import TooLargeForInference
    from ..loading import RulebookErrors
    from ..planning import OrderCircle
    from ..rendering.calendar import MissingExtra
    from ..wording.phrases import phrase
    from ..wording.refusals import Refusal, told
    from ..wording.visible import visible

    if isinstance(error, UsageError):
        from .help_text import complaint

        return complaint(error)
    if isinstance(error, RulebookErrors):
        return str(error)
    if isinstance(error, OSError) and not isinstance(error, FileError):
        problem = _trouble(error).in_language(language)
    elif isinstance(error, OrderCircle):
        problem = (
            f"the rules contradict each other about the order of steps: {error}."
            " 'kaiyaku rules check' shows where."
        )
    elif isinstance(error, BadInput | Refusal | FileError | TooLargeForInference | MissingExtra):
        problem = told(error, language)
    else:
        return None
    return visible(phrase(language, "error.said", problem=problem))


def _trouble(error: OSError) -> Saying:
    """What is wrong with a file, the folder the program runs in, or its output."""
    from ..wording.refusals import saying, why_it_failed

    if error.filename is not None:
        file = os.fsdecode(error.filename)
        return saying("file.trouble", file=Path(file), reason=why_it_failed(error))
    if isinstance(error, FileNotFoundError):
        return saying("file.folder_gone")
    return saying("file.no_output", reason=why_it_failed(error))


def start(app: typer.Typer) -> NoReturn:
    """Run ``app`` with the program's arguments and end the process.

    The process ends at once: taking everything apart that is about to go anyway would cost a
    tenth of a short run. Under a profiler or a tracer it ends as any other, or nobody would
    see what they measured.
    """
    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    _end_tidily_when_told_to()
    _open_what_is_closed()
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
    if _is_watched():
        sys.exit(status)
    os._exit(status)


def _is_watched() -> bool:
    monitoring: Any = getattr(sys, "monitoring", None)  # since Python 3.12
    tools = range(6) if monitoring else ()
    return (
        sys.getprofile() is not None
        or sys.gettrace() is not None
        or any(monitoring.get_tool(it) is not None for it in tools)
    )


def _end_tidily_when_told_to() -> None:
    """A program that is told to end, or whose terminal is closed, still puts the terminal back
    as it was and takes away what it has half written. What that cuts off is not reported."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        import logging

        logging.disable()
        raise SystemExit(KILLED_BY + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def _open_what_is_closed() -> None:
    """Gives every standard stream that was closed something in its place, so that no file the
    program opens is taken for it. Output that nobody can get is an error, not lost unseen:
    what stands in for standard output cannot be written to."""
    if sys.stdin is None:
        sys.stdin = _nothing("rb", os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = _nothing("wb", os.O_RDONLY)
    if sys.stderr is None:
        sys.stderr = _nothing("wb", os.O_WRONLY)


def _nothing(mode: str, flags: int) -> TextIOWrapper:
    return TextIOWrapper(os.fdopen(os.open(os.devnull, flags), mode))


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
