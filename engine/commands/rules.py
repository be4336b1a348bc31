"""The commands for rule authors, under ``kaiyaku rules``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from engine.commands import rules_looking
from engine.commands.showing import print_text

app = typer.Typer(
    name="rules",
    help="Check, test and look into a rulebook.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Schema(StrEnum):
    """What there is a JSON Schema of."""

    PLAN = "plan"


@app.command()
def schema(
    what: Annotated[Schema, typer.Argument(help="What the schema describes.")] = Schema.PLAN,
) -> None:
    """Print the JSON Schema of the plan that 'kaiyaku plan --format json' gives."""
    from engine.rendering.plan_schema import plan_schema_text

    print_text(plan_schema_text())


rules_looking.register(app)
