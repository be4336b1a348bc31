"""The pages for successors are true: those taken from the program are fresh, and every file
and command that the others name is there."""

from __future__ import annotations

import re
import runpy
import tomllib
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from engine.rulebook import Effect
from tests.programs import ROOT, kaiyaku_inside

MADE = runpy.run_path(str(ROOT / "docs" / "make.py"))["PAGES"]
PAGES = [
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "rules").glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
MANY = 4
"""A module that names so many kinds or effects has to know each of them."""
FOLDERS = "engine|rules|tests|docs|examples|changes"


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_page_that_is_made_is_fresh(name: str) -> None:
    kept = (ROOT / "docs" / name).read_text("utf-8")
    assert MADE[name]() == kept, "make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = re.findall(rf"`((?:{FOLDERS})/[^`\s]*)`", text)
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [] == [it for it in named if not list(ROOT.glob(it.split(":")[0].rstrip("/")))]
    assert [] == [it for it in linked if not (page.parent / it).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set() == set(re.findall(r"`make ([a-z]+)", text)) - targets
    for command in set(re.findall(r"`kaiyaku ((?:rules )?[a-z]+(?:-[a-z]+)*)", text)):
        assert 0 == kaiyaku_inside(*command.split(), "--help").status, command


def test_the_files_to_touch_are_as_many_as_it_says() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (\d+) \|$", page, re.MULTILINE)
    assert len(rows) >= 7
    for what, touch, files in rows:
        named = re.findall(r"`[\w/.-]+(?:/|\.\w+)`", touch)
        assert (what, int(files)) == (what, len(named) + touch.endswith(", tests"))


@pytest.mark.parametrize(
    ("what", "told_apart"),
    [
        ("a kind of fact", r"\bKind\.(YES_NO|CHOICES?|INTEGER|MONEY|DATE)\b"),
        ("an effect of rules", rf"\b({'|'.join(it.__name__ for it in get_args(Effect))})\b"),
    ],
)
def test_modules_that_tell_most_of_them_apart_are_among_the_files_to_touch(
    what: str, told_apart: str
) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (row,) = re.findall(rf"^\| {what} \|(.*)$", page, re.MULTILINE)
    for path in (ROOT / "engine").rglob("*.py"):
        named = set(re.findall(told_apart, path.read_text("utf-8")))
        assert len(named) < MANY or f"`{path.relative_to(ROOT)}`" in row, (path, named)


def test_every_dependency_is_listed_with_its_licence_and_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *chain.from_iterable(extras)]
    names = {re.split("[<>=;]", it)[0].strip() for it in wanted if not it.startswith("types-")}
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)
    assert sorted(names) == sorted(set(rows) - {"package"})
