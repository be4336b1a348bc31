"""The examples run as they stand and say something."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.programs import ROOT, environment

EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs(example: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(example)],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert len(done.stdout.splitlines()) > 4
