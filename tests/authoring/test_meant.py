"""Whoever writes what another language has is told what it is called here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.authoring.checks.checking import check_folder
from tests.authoring.brought_along import BROUGHT
from tests.authoring.meant import MEANT, WHOLE

TODAY = date(2026, 11, 22)


def found_in(folder: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [f"{it.problem} {it.remedy}" for it in check_folder(folder, TODAY).findings]


def test_nothing_is_found_before(tmp_path: Path) -> None:
    assert [] == found_in(tmp_path, WHOLE)


@pytest.mark.parametrize(("old", "new", "hint"), [*MEANT, *BROUGHT], ids=lambda it: it[:40])
def test_the_hint_says_what_was_meant(old: str, new: str, hint: str, tmp_path: Path) -> None:
    file = next(name for name, text in WHOLE.items() if old in text)
    found = found_in(tmp_path, {**WHOLE, file: WHOLE[file].replace(old, new, 1)})
    assert any(hint in it for it in found), found
