"""The package as people install it: built, installed on its own beside strangers that have the
names of a checkout's folders, and run from elsewhere."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.programs import ROOT, environment

STRANGERS = ("engine", "cli", "rules", "tests")


def run(*command: str | Path, cwd: Path, typed: str = "") -> str:
    """Run a command that must end well; returns what it printed."""
    process = subprocess.run(
        [*map(str, command)],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment(KAIYAKU_CACHE_DIR=str(cwd / "cache"), PYTHONPATH=""),
        timeout=900,
    )
    assert 0 == process.returncode, process.stderr
    return process.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built package."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", ROOT, "--no-deps", "--no-build-isolation", "-w", folder, cwd=folder)
    return next(folder.glob("*.whl"))


def test_the_wheel_is_one_package_with_its_rules(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert {"kaiyaku"} == {top for top in tops if not top.endswith(".data")}
    needed = {
        "kaiyaku/__main__.py",
        "kaiyaku/py.typed",
        "kaiyaku/shipped_rules/japan-mobile/rulebook.yaml",
    }
    assert needed <= set(names)
    assert any(name.endswith("share/man/man1/kaiyaku.1") for name in names)


def test_it_works_from_elsewhere_and_beside_strangers(wheel: Path, tmp_path: Path) -> None:
    """In an environment that has the package, what it needs, and packages called as the folders
    of a checkout are."""
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    run(*pip, "--python", python, "install", wheel, cwd=tmp_path)
    packages = next(tmp_path.glob("venv/lib/python*/site-packages"))
    for stranger in STRANGERS:
        (packages / stranger).mkdir()
        (packages / stranger / "__init__.py").write_text(
            f"raise RuntimeError('{stranger}, the stranger, was imported')\n", encoding="utf-8"
        )

    kaiyaku = tmp_path / "venv" / "bin" / "kaiyaku"
    plan = json.loads(run(kaiyaku, "plan", "--format", "json", cwd=tmp_path))
    assert "japan-mobile" == plan["rulebook"]["id"]
    for form in ("text", "markdown", "html"):
        assert run(kaiyaku, "plan", "--format", form, cwd=tmp_path)
    dated = ("--set", "leaving=for_good", "--set", "leaves_on=2026-12-20", "--on", "2026-11-22")
    assert "BEGIN:VEVENT" in run(kaiyaku, "plan", *dated, "--format", "ics", cwd=tmp_path)
    assert run(kaiyaku, "ask", cwd=tmp_path, typed="u\nu\n")
    assert run(kaiyaku, "rules", "schema", "plan", cwd=tmp_path)
    assert run(kaiyaku, "rules", "check", cwd=tmp_path) is not None
    assert run(kaiyaku, "--help", cwd=tmp_path)
    assert "kaiyaku 0." in run(python, "-m", "kaiyaku", "--version", cwd=tmp_path)
    run(python, "-W", "error", "-c", "import kaiyaku.asking.menu_drawing", cwd=tmp_path)

    consumer = tmp_path / "consumer.py"
    shutil.copy(ROOT / "tests" / "consumer.py", consumer)
    mypy = (sys.executable, "-m", "mypy", "--strict", "--python-executable")
    run(*mypy, python, consumer, cwd=tmp_path)
    for example in (ROOT / "examples").glob("*.py"):
        assert run(python, example, cwd=tmp_path)


@pytest.mark.parametrize("tool", ["uvx", "pipx"])
def test_other_installers_run_it(tool: str, wheel: Path, tmp_path: Path) -> None:
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"there is no {tool}")
    source = ("--from", wheel) if tool == "uvx" else ("run", "--spec", wheel)
    assert "kaiyaku 0." in run(found, *source, "kaiyaku", "--version", cwd=tmp_path)
