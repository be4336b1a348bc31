"""The console command ``kaiyaku``: puts the commands together and starts them.

A run needs one command, so only that one is imported and put together; all of them are for
help, completion and tests.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from .. import __version__
from .running import CommandLine, PersonsCommand, command_named_in, start

COMMANDS = {
    "ask": "asking:ask",
    "plan": "plans:plan",
    "next": "plans:next_step",
    "done": "plans:done",
    "undo": "plans:undo",
    "status": "plans:status",
    "why": "explanations:why",
    "why-not": "explanations:why_not",
    "what-if": "explanations:what_if",
    "explain-order": "explanations:explain_order",
    "facts": "facts:facts",
    "serve": "serving:serve",
}
GROUPS = {"rules": "rules:app"}

_SHOW_COMPLETION = "_KAIYAKU_COMPLETE"


def _show_version(wanted: bool) -> None:
    if wanted:
        from ..opening import what_is_missing

        typer.echo("\n".join(filter(None, (f"kaiyaku {__version__}", what_is_missing()))))
        raise typer.Exit


def program(only: str | None = None) -> typer.Typer:
    """The program with all its commands, or with a single one of them."""
    app = typer.Typer(
        name="kaiyaku",
        cls=CommandLine,
        add_completion=only is None,
        epilog="Without a command: ask.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(kaiyaku)
    for name, place in COMMANDS.items():
        if only in (None, name):
            app.command(name, cls=PersonsCommand)(_found(place))
    for name, place in GROUPS.items():
        if only in (None, name):
            app.add_typer(_found(place), name=name)
    return app


COLLECTING = (100_000, 20, 100)
"""When garbage is collected: what is remembered of a rulebook stays, and going through all of
it takes as long as several plans."""


def main() -> None:
    """Run the program with the arguments of the process."""
    gc.set_threshold(*COLLECTING)
    named = command_named_in(sys.argv[1:])
    known = named in COMMANDS or named in GROUPS
    start(program(named if known and _SHOW_COMPLETION not in os.environ else None))


def kaiyaku(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Answer a few questions, get your own list of what to do, in which order."""


def _found(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f".{module}", __package__), name)
