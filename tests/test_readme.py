"""What the README shows is what happens; a line ``…`` stands for lines left out."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from engine.loading import load_rulebook_text

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(README.read_text("utf-8")) if name == language]


def output_of(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "kaiyaku"
    finished = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        cwd=folder,
        env={**os.environ, "LANG": "en_US.UTF-8", "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in finished.stdout.strip().splitlines())


@pytest.mark.parametrize("shown", blocks("console"), ids=lambda shown: shown.splitlines()[0][:40])
def test_a_command_prints_what_the_readme_shows(shown: str, tmp_path: Path) -> None:
    command, _, expected = shown.partition("\n")
    left = output_of(command.removeprefix("$ "), tmp_path)
    parts = [part.strip() for part in expected.split("…\n")]
    for part in filter(None, parts):
        assert part in left
        left = left.partition(part)[2]


def test_the_rule_shown_is_a_rule() -> None:
    rulebook = load_rulebook_text(
        {
            "rulebook.yaml": (
                "rulebook: {id: demo, version: '1', title: Demo, languages: [en]}\n"
                "phases: {prepare: {title: Prepare}, end: {title: End}}\n"
                "groups: {line: {title: Your line}}\n"
                "sources: {provider: {title: The provider, kind: official, checked: 2026-11-22}}\n"
            ),
            "shown.yaml": blocks("yaml")[0],
        }
    )
    assert list(rulebook.rules) == ["always-cancel", "roaming-off-first"]


def test_the_python_shown_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(blocks("python")[0], "README.md", "exec"), {})
    assert "roaming" in capsys.readouterr().out


def test_every_command_named_exists() -> None:
    help_text = output_of("kaiyaku --help", ROOT) + output_of("kaiyaku rules --help", ROOT)
    table = re.findall(r"^\| `kaiyaku[^|]*\|", README.read_text("utf-8"), re.MULTILINE)
    named = {word for row in table for word in re.findall(r"[a-z]+(?:-[a-z]+)*", row)} - {"kaiyaku"}
    named |= set(re.findall(r"for authors: ([^|]*)\|", README.read_text("utf-8"))[0].split(", "))
    missing = {name.strip() for name in named if name.strip() not in help_text}
    assert missing == set()
