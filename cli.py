"""The console command ``kaiyaku``: puts the commands together and starts them."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.commands import asking, explanations, facts, plans, rules, rules_checking
from engine.commands.running import Program, start

__version__ = "0.1.0"

app = typer.Typer(
    name="kaiyaku",
    cls=Program,
    help="Answer a few questions, get the list of what to do before you end a mobile line.",
    epilog="Without a command: ask.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kaiyaku {__version__}")
        raise typer.Exit


@app.callback()
def kaiyaku(
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_show_version, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Answer a few questions, get the list of what to do before you end a mobile line."""


app.command("ask")(asking.ask)
app.command("plan")(plans.plan)
app.command("next")(plans.next_step)
app.command("done")(plans.done)
app.command("undo")(plans.undo)
app.command("status")(plans.status)
app.command("why")(explanations.why)
app.command("why-not")(explanations.why_not)
app.command("what-if")(explanations.what_if)
app.command("explain-order")(explanations.explain_order)
app.command("facts")(facts.facts)
rules.app.command("test")(rules_checking.test)
app.add_typer(rules.app)


def main() -> None:
    """Run the program with the arguments of the process."""
    start(app)


if __name__ == "__main__":
    main()
