"""A plan longer than the terminal is leafed through."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from engine.commands.paging import leafed_through
from tests.programs import PROGRAM, environment

PLAN = ["plan", "--rules", "rules/japan-mobile", "--on", "2026-11-22", "--set", "card=sim"]
LAST_LINE = "rulebook japan-mobile"
KEYS = "q: close"


@contextmanager
def terminal(*arguments: str, **variables: str) -> Iterator[pexpect.spawn[str]]:
    """``kaiyaku plan`` in a terminal of 24 lines."""
    child = pexpect.spawn(
        sys.executable,
        [*PROGRAM[1:], *PLAN, *arguments],
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 80),
        env={**environment(**variables), "TERM": "xterm"},
    )
    try:
        yield child
    finally:
        child.close(force=True)


def test_a_long_plan_waits_to_be_leafed_through_and_tells_how() -> None:
    with terminal(PAGER="less") as child:
        child.expect(KEYS)
        assert LAST_LINE not in str(child.before)
        assert "Read this first" in str(child.before)
        child.send("q")
        child.expect(pexpect.EOF)
        assert LAST_LINE not in str(child.before)
        child.close()
        assert 0 == child.exitstatus


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "空格：下一页"), ("ja", "スペース：次のページ")]
)
def test_keys_in_words_that_less_would_garble_stand_above_the_plan(lang: str, words: str) -> None:
    with terminal("--lang", lang, PAGER="less") as child:
        child.expect(words)
        child.expect("Space, b, q")
        child.send("q")
        child.expect(pexpect.EOF)


@pytest.mark.parametrize(
    ("arguments", "pager"),
    [(["--no-pager"], "less"), ([], ""), ([], "cat"), ([], "no-such-pager"), ([], "'open quote")],
)
def test_without_a_pager_all_of_it_is_printed(arguments: list[str], pager: str) -> None:
    with terminal(*arguments, PAGER=pager) as child:
        child.expect(LAST_LINE)
        child.expect(pexpect.EOF)
        child.close()
        assert 0 == child.exitstatus


def test_the_persons_own_pager_is_taken_with_its_arguments(tmp_path: Path) -> None:
    script = tmp_path / "my pager"
    script.write_text('#!/bin/sh\necho "I am $1"\ngrep -c .\n', "utf-8")
    script.chmod(0o755)
    with terminal(PAGER=f"'{script}' mine") as child:
        child.expect("I am mine")
        child.expect(r"\d\d\d?\r")
        child.expect(pexpect.EOF)


def test_nothing_is_leafed_through_where_nobody_sits() -> None:
    """Under the tests, neither standard input nor output is a terminal."""
    assert not leafed_through("line\n" * 1000, KEYS)
