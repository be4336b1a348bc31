"""The command ``serve``: what it refuses, in one line and before anything is served."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from engine import Refusal
from engine.web.settings import Settings, checked_settings

WITHOUT = "import sys; sys.modules[{name!r}] = None; from cli import main; main()"


def serve(*arguments: str, without: str = "", language: str = "en") -> tuple[int, str]:
    """The exit status, and everything said."""
    program = ["-c", WITHOUT.format(name=without)] if without else ["cli.py"]
    done = subprocess.run(
        [sys.executable, *program, "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env={"LANG": f"{language}.UTF-8", "PATH": "", "KAIYAKU_CACHE": ""},
    )
    return done.returncode, done.stdout + done.stderr


def test_a_port_in_use_is_told_with_the_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = serve("--port", str(port))
    assert status == 2
    assert said == f"Error: port {port} is in use. Name another one with --port, or 0 for any.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "no.such.host.invalid"], "this machine knows no 'no.such.host.invalid'"),
        (["--host", "203.0.113.5"], "203.0.113.5 is not an address of this machine"),
        (["--host", "a b"], "this machine knows no 'a b'"),
        (["--host", "x" * 70], "this machine knows no"),
        (["--port", "99999"], "'--port': 99999"),
        (["--rules", "no-such-folder"], "KY101"),
        (["--rules", "README.md"], "KY101"),
        (["--rate", "nan"], "--rate: nan is not a number of requests"),
        (["--allow-host", "https://plan.example/"], "like plan.example"),
        (["--cors", "their.example"], "Write it like https://their.example"),
        (["--proxy", "the proxy"], "--proxy: 'the proxy' is not the address"),
    ],
)
def test_what_can_never_be_served_is_refused_with_what_to_write(
    arguments: list[str], said: str
) -> None:
    status, told = serve("--port", "0", *arguments)
    assert status == 2
    assert said in told and "Traceback" not in told and "Open http" not in told


def test_a_refusal_is_told_in_the_language_of_the_person() -> None:
    assert "0.0.0.0" in serve("--host", "no.such.host.invalid", language="ja_JP")[1]
    assert "エラー" in serve("--host", "no.such.host.invalid", language="ja_JP")[1]


def test_a_rulebook_with_errors_is_not_served(tmp_path: Path) -> None:
    tmp_path.joinpath("rulebook.yaml").write_text("rulebook: broken\nwhat: is this\n", "utf-8")
    status, said = serve("--port", "0", "--rules", str(tmp_path))
    assert status == 2 and "rulebook.yaml:2:1" in said and "Open http" not in said


@pytest.mark.parametrize("name", ["uvicorn", "starlette", "jinja2"])
def test_without_the_extra_the_way_to_install_it_is_told(name: str) -> None:
    status, said = serve("--port", "0", without=name)
    assert status == 2 and f"({name}" in said and "pip install 'kaiyaku[web]'" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    "origin", ["https://a.example/x", "a.example", "ftp://a", "https://", "https://A.example"]
)
def test_only_an_origin_is_taken_for_one(origin: str) -> None:
    with pytest.raises(Refusal):
        checked_settings(Settings(), "::1", (), (origin,), "")


def test_names_origins_and_proxies_that_can_fit_are_taken() -> None:
    made = checked_settings(
        Settings(),
        "::1",
        ("Plan.Example.org", "*", "[::1]"),
        ("https://uni.example", "http://localhost:3000", "*"),
        "127.0.0.1, 10.0.0.0/8, ::1",
    )
    assert "plan.example.org" in made.hosts and "[::1]" in made.hosts
