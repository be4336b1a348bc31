"""Every command and every option says what it is for."""

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cli import program
from tests.programs import kaiyaku_inside

SHORTEST_HELP = 10


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the program with its path."""
    yield path, command
    for name, part in getattr(command, "commands", {}).items():
        yield from commands(part, (*path, name))


COMMANDS = dict(commands(typer.main.get_command(program())))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_option_and_argument_has_help(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert len(command.help or "") > SHORTEST_HELP
    without = [
        parameter.name
        for parameter in command.params
        if len(getattr(parameter, "help", None) or "") < SHORTEST_HELP
    ]
    assert [] == without


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_printed_and_fits_eighty_columns(path: tuple[str, ...]) -> None:
    run = kaiyaku_inside(*path, "--help")
    assert (0, "") == (run.status, run.err)
    assert run.out.startswith("Usage: ")
    assert max(map(len, run.out.splitlines())) <= 80


def test_the_list_of_commands_cuts_no_sentence_short() -> None:
    assert "..." not in kaiyaku_inside("--help").out.partition("Commands:")[2]
