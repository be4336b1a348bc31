"""Running the program as people do: as a process of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.library import FOLDER

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = (sys.executable, "-W", "error", str(ROOT / "cli.py"))
LIBRARY = ("--rules", str(FOLDER))
_DATA = tempfile.TemporaryDirectory()
ON = ("--on", "2026-11-22")


@dataclass(frozen=True)
class Run:
    """How a run ended and what it printed."""

    status: int
    out: str
    err: str


def environment(**extra: str) -> dict[str, str]:
    """The environment of a run: an English terminal of a known kind, nothing
    kept from before, and ``extra``."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name
        not in (
            "LANG",
            "LANGUAGE",
            "NO_COLOR",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "BROWSER",
            "COLUMNS",
            "LINES",
            "PAGER",
            "LESS",
        )
        and not name.startswith("LC_")
    }
    own_data = tempfile.mkdtemp(dir=_DATA.name)
    return {**kept, "LANG": "C.UTF-8", "TERM": "xterm", "XDG_DATA_HOME": own_data, **extra}


def kaiyaku(
    *arguments: str | Path,
    typed: str = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Run:
    """Run the program with ``typed`` as its standard input."""
    process = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        cwd=cwd,
        env=environment(**(env or {})),
    )
    return Run(process.returncode, process.stdout, process.stderr)


def kaiyaku_inside(*arguments: str, locale: str = "C.UTF-8") -> Run:
    """Run the program inside this process: quicker, where only messages count."""
    from typer.testing import CliRunner

    from cli import program

    result = CliRunner().invoke(program(), list(arguments), env={"LANG": locale})
    return Run(result.exit_code, result.stdout, result.stderr)
