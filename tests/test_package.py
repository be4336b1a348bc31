"""The package as people install it: built, installed on its own, and run from elsewhere."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.programs import ROOT, environment

FOR_PYTHON_3_13 = "-DPyEval_CallObject=PyObject_CallObject"
"""See the Makefile."""


def run(*command: str | Path, cwd: Path, typed: str = "") -> str:
    """Run a command that must succeed; returns what it printed."""
    variables = {"KAIYAKU_CACHE_DIR": str(cwd / "cache"), "PYTHONPATH": ""}
    if sys.version_info >= (3, 13):
        variables["CC"] = f"{os.environ.get('CC', 'cc')} {FOR_PYTHON_3_13}"
    process = subprocess.run(
        [*map(str, command)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(**variables),
        timeout=600,
    )
    assert 0 == process.returncode, process.stderr
    return process.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the checkout with an environment that has the package and what it
    needs, and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", ROOT, "--no-deps", "--no-build-isolation", "-w", folder, cwd=folder)
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    wheel = next(folder.glob("*.whl"))
    python = folder / "venv" / "bin" / "python"
    run(python, "-m", "pip", "--disable-pip-version-check", "install", wheel, cwd=folder)
    return folder


@pytest.mark.xdist_group("package")
def test_the_wheel_holds_the_program_the_rulebook_and_nothing_else(installed: Path) -> None:
    names = ZipFile(next(installed.glob("*.whl"))).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert {"cli.py", "engine"} == tops
    assert {"engine/py.typed", "engine/shipped_rules/japan-mobile/rulebook.yaml"} <= set(names)


@pytest.mark.xdist_group("package")
def test_the_installed_program_works_with_the_shipped_rulebook(installed: Path) -> None:
    kaiyaku = installed / "venv" / "bin" / "kaiyaku"
    plan = json.loads(run(kaiyaku, "plan", "--format", "json", cwd=installed))
    assert "japan-mobile" == plan["rulebook"]["id"]
    for form in ("text", "markdown", "html", "ics"):
        assert run(kaiyaku, "plan", "--format", form, cwd=installed)
    assert run(kaiyaku, "ask", cwd=installed, typed="u\nu\n")
    assert run(kaiyaku, "rules", "schema", "plan", cwd=installed)
    assert run(kaiyaku, "--help", cwd=installed)


@pytest.mark.xdist_group("package")
def test_the_installed_program_draws_menus_with_what_it_came_with(installed: Path) -> None:
    python = installed / "venv" / "bin" / "python"
    assert "" == run(python, "-W", "error", "-c", "import engine.asking.drawing", cwd=installed)
