"""Sixty slips of the pen in a rulebook that was all right: each is told by the right code at
the exact line and column, and nearly all with what was meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.authoring.checks.checking import check_folder
from engine.authoring.checks.report import Sources, text_report
from tests.authoring.more_slips import MORE, More
from tests.authoring.page_base import FILES
from tests.authoring.slips import MARK, SLIPS, Slip

TODAY = date(2026, 11, 22)


def test_there_are_sixty() -> None:
    assert 60 == len(SLIPS)
    assert 54 <= sum(slip.meant is not None for slip in SLIPS)


def planted(slip: Slip) -> tuple[str, int, int]:
    """The file with the slip, and the line and column to blame."""
    before = FILES[slip.file]
    assert slip.old in before
    text = before.replace(slip.old, slip.new, 1)
    at = text.index(MARK)
    line = text.count("\n", 0, at) + 1
    return text.replace(MARK, ""), line, at - text.rfind("\n", 0, at)


def written(text: str, as_it_is: str) -> bytes:
    """The text as editors save it."""
    if as_it_is != "plain":
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if as_it_is == "windows with mark" else b"") + text.encode()


@pytest.mark.parametrize("as_it_is", ["plain", "windows", "windows with mark"])
@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.code} {slip.new[:40]!r}")
def test_a_slip_is_told_where_it_is_and_what_was_meant(
    slip: Slip, as_it_is: str, tmp_path: Path
) -> None:
    text, line, column = planted(slip)
    for name, content in {**FILES, slip.file: text}.items():
        (tmp_path / name).write_bytes(written(content, as_it_is))
    checked = check_folder(tmp_path, TODAY)
    [finding] = checked.findings
    place = finding.place
    assert (slip.code, slip.file, line, column) == (
        finding.code,
        place.file,
        place.line,
        place.column,
    )
    shown = text_report(checked, "book", Sources(tmp_path))
    assert f"book/{slip.file}:{line}:{column}: error {slip.code}: " in shown
    assert slip.meant is None or slip.meant in f"{finding.problem} {finding.remedy}"


def test_there_are_eighty_more() -> None:
    assert 80 == len({(it.old, it.new) for it in MORE})


@pytest.mark.parametrize("slip", MORE, ids=lambda slip: repr(slip.new[:50]))
def test_what_was_meant_is_told_for_what_other_languages_have(slip: More, tmp_path: Path) -> None:
    assert slip.old in FILES[slip.file]
    text = FILES[slip.file].replace(slip.old, slip.new, 1)
    for name, content in {**FILES, slip.file: text}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    findings = check_folder(tmp_path, TODAY).findings
    assert findings
    assert any(slip.meant in f"{it.problem} {it.remedy}" for it in findings)
