"""The console command ``kaiyaku``: puts the commands together and starts them.

A run needs one command, so only that one is imported and put together; all of them are for
help, completion and tests.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from engine.commands.running import PersonsCommand, Program, command_named_in, start

__version__ = "0.1.0"

COMMANDS = {
    "ask": "engine.commands.asking:ask",
    "plan": "engine.commands.plans:plan",
    "next": "engine.commands.plans:next_step",
    "done": "engine.commands.plans:done",
    "undo": "engine.commands.plans:undo",
    "status": "engine.commands.plans:status",
    "why": "engine.commands.explanations:why",
    "why-not": "engine.commands.explanations:why_not",
    "what-if": "engine.commands.explanations:what_if",
    "explain-order": "engine.commands.explanations:explain_order",
    "facts": "engine.commands.facts:facts",
    "serve": "engine.commands.serving:serve",
}
GROUPS = {"rules": "engine.commands.rules:app"}

_SHOW_COMPLETION = "_KAIYAKU_COMPLETE"


def _show_version(wanted: bool) -> None:
    if wanted:
        from engine.opening import what_is_missing

        typer.echo("\n".join(filter(None, (f"kaiyaku {__version__}", what_is_missing()))))
        raise typer.Exit


def program(only: str | None = None) -> typer.Typer:
    """The program with all its commands, or with a single one of them."""
    app = typer.Typer(
        name="kaiyaku",
        cls=Program,
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


def main() -> None:
    """Run the program with the arguments of the process."""
    named = command_named_in(sys.argv[1:])
    known = named in COMMANDS or named in GROUPS
    start(program(named if known and _SHOW_COMPLETION not in os.environ else None))


def kaiyaku(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_show_version,
            help="Show the version and stop.",
        ),
    ] = False,
) -> None:
    """Answer a few questions, get your own list of what to do, in which order."""


def _found(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


if __name__ == "__main__":
    main()
