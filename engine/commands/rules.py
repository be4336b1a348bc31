"""The commands for rule authors, under ``kaiyaku rules``."""

from __future__ import annotations

import typer

from . import rules_new
from .rules_checking import check, explain
from .rules_diffing import diff
from .rules_inspecting import docs, fmt, graph, schema, show
from .rules_proving import prove
from .rules_testing import test

app = typer.Typer(
    name="rules",
    help="Check, test and look into a rulebook.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


for command in (check, explain, test, prove, diff, show, schema, graph, docs, fmt):
    app.command()(command)
app.add_typer(rules_new.app)
