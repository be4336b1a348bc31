"""The commands for rule authors, under ``kaiyaku rules``."""

from __future__ import annotations

import typer

from . import (
    rules_checking,
    rules_diffing,
    rules_inspecting,
    rules_new,
    rules_proving,
    rules_testing,
)

app = typer.Typer(
    name="rules",
    help="Check, test and look into a rulebook.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


rules_checking.register(app)
rules_testing.register(app)
rules_proving.register(app)
rules_diffing.register(app)
rules_inspecting.register(app)
app.add_typer(rules_new.app)
