"""The package as people install it: built, installed on its own, and run from elsewhere."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.programs import ROOT, environment


def run(*command: str | Path, cwd: Path, typed: str = "", status: int = 0) -> str:
    """Run a command that must end with ``status``; returns what it printed, or if it failed
    as it must, its message."""
    variables = {"KAIYAKU_CACHE_DIR": str(cwd / "cache"), "PYTHONPATH": ""}
    process = subprocess.run(
        [*map(str, command)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(**variables),
        timeout=600,
    )
    assert status == process.returncode, process.stderr
    return process.stderr if status else process.stdout


def test_the_package_installs_on_its_own_and_works_from_elsewhere(tmp_path: Path) -> None:
    """In an environment that has the package and what it needs, and nothing else."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", ROOT, "--no-deps", "--no-build-isolation", "-w", tmp_path, cwd=tmp_path)
    wheel = next(tmp_path.glob("*.whl"))

    names = ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert {"cli.py", "engine"} == tops
    assert {"engine/py.typed", "engine/shipped_rules/japan-mobile/rulebook.yaml"} <= set(names)

    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    run(*pip, "--python", python, "install", wheel, cwd=tmp_path)

    kaiyaku = tmp_path / "venv" / "bin" / "kaiyaku"
    plan = json.loads(run(kaiyaku, "plan", "--format", "json", cwd=tmp_path))
    assert "japan-mobile" == plan["rulebook"]["id"]
    for form in ("text", "markdown", "html"):
        assert run(kaiyaku, "plan", "--format", form, cwd=tmp_path)
    dated = ("--set", "leaving=for_good", "--set", "leaves_on=2026-12-20", "--on", "2026-11-22")
    assert "BEGIN:VEVENT" in run(kaiyaku, "plan", *dated, "--format", "ics", cwd=tmp_path)
    assert run(kaiyaku, "ask", cwd=tmp_path, typed="u\nu\n")
    assert run(kaiyaku, "rules", "schema", "plan", cwd=tmp_path)
    assert run(kaiyaku, "--help", cwd=tmp_path)
    run(python, "-W", "error", "-c", "import engine.asking.drawing", cwd=tmp_path)
