"""Every command and every option says what it is for."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from cli import program
from engine.wording import help_chinese, help_japanese
from engine.wording.wrapping import columns
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


TRANSLATED = ("zh", "ja")
CATALOGUES = {"zh": help_chinese, "ja": help_japanese}
NOTES = {"Usage: ", "Options:", "Arguments:", "Commands:", "required", "default: text"}


def sentences() -> set[str]:
    """All help of the commands for everybody, in English; of the authors' only the heading."""
    found = {"Without a command: ask.", *paragraphs(COMMANDS["rules",].help)}
    for path, command in COMMANDS.items():
        if path[:1] != ("rules",):
            found.update(paragraphs(command.help))
            found.update(parameter.help for parameter in command.params)
    return {*found, "Show this message and exit."}


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n")]


@pytest.mark.parametrize("language", TRANSLATED)
def test_all_help_for_everybody_is_translated(language: str) -> None:
    assert sentences() | NOTES == set(CATALOGUES[language].HELP)


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("path", [it for it in COMMANDS if it[:1] != ("rules",)], ids=" ".join)
def test_help_speaks_the_language_and_fits_eighty_columns(
    path: tuple[str, ...], language: str
) -> None:
    run = kaiyaku_inside(*path, "--help", locale=f"{language}.UTF-8")
    assert (0, "") == (run.status, run.err)
    assert run.out.startswith({"zh": "用法：", "ja": "使い方："}[language])
    assert max(map(columns, run.out.splitlines())) <= 80
    assert not re.search(r"[a-z] [a-z]+ [a-z]", run.out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", "--sett", "a=b"], "--sett というオプションはありません。近いもの：--case, --set"),
        (["plan", "--zzz"], "--zzz というオプションはありません。"),
        (["plam"], "「plam」というコマンドはありません。近いもの：'plan'"),
        (["nothing-like-it"], "「nothing-like-it」というコマンドはありません。"),
        (["status"], "オプション '--case' が必要です。"),
        (["why"], "引数 'ID' が必要です。"),
        (["plan", "--format"], "オプション '--format' には値が必要です。"),
        (["plan", "--force=1"], "オプション '--force' に値は付けられません。"),
        (["plan", "one", "two"], "余分な引数があります：one two"),
        (["plan", "one"], "余分な引数があります：one"),
        (["plan", "--format", "doc"], "'--format' に「doc」は使えません。使えるのは：'text'"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_language(arguments: list[str], said: str) -> None:
    command, *options = arguments
    run = kaiyaku_inside(command, "--lang", "ja", *options, locale="zh_CN.UTF-8")
    assert (2, "") == (run.status, run.out)
    assert f"エラー：{said}" in run.err


def test_the_language_asked_for_is_found_wherever_it_stands() -> None:
    for asked in (["plan", "--zzz", "--lang=zh"], ["--lang", "zh", "--zzz"]):
        assert "错误：没有 --zzz 这个选项。" in kaiyaku_inside(*asked).err
    assert "Error: No such option: --zzz" in kaiyaku_inside("plan", "--zzz", "--lang").err
