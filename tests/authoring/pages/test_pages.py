"""Every code has a page, and both of its examples do what the page says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from engine.authoring.checks.checking import check_folder
from engine.authoring.checks.codes import CheckCode
from engine.authoring.pages import Example, catalogue, page_of
from engine.authoring.pages.text import NoSuchCode, list_of_codes, page_text
from engine.loading.faults.codes import Code
from tests.authoring.page_base import FILES
from tests.authoring.page_folders import FOLDERS

TODAY = date(2026, 11, 22)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _found(folder: Path, example: Example, code: str, bad: bool) -> set[str]:
    _write(folder, FILES)
    if example.words is None:
        _write(folder, example.files)
    else:
        FOLDERS[code][0 if bad else 1](folder)
    return {it.code for it in check_folder(folder, TODAY).findings}


def test_the_rulebook_of_the_examples_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    _write(tmp_path, FILES)
    assert () == check_folder(tmp_path, TODAY).findings


_WORDLESS = {CheckCode.SAID_BY_LABELS.value}
"""What examples of other things may show: they are short, and their facts have no words."""


@pytest.mark.parametrize("code", catalogue())
def test_the_bad_example_shows_exactly_its_code(code: str, tmp_path: Path) -> None:
    shown = _found(tmp_path, page_of(code).bad, code, bad=True)
    assert {code} == shown - (_WORDLESS - {code})


@pytest.mark.parametrize("code", catalogue())
def test_the_good_example_shows_nothing(code: str, tmp_path: Path) -> None:
    shown = _found(tmp_path, page_of(code).good, code, bad=False)
    assert set() == shown - (_WORDLESS - {code})


@pytest.mark.parametrize("code", catalogue())
def test_a_page_says_what_and_why_in_whole_sentences(code: str) -> None:
    page = page_of(code)
    assert page.what[0].isupper() or page.what[0] in '"`'
    assert page.what.endswith((".", '"'))
    assert page.why.endswith((".", '"'))


def test_codes_of_checks_and_of_loading_are_apart() -> None:
    assert set() == {code.value for code in CheckCode} & {code.value for code in Code}
    assert len(CheckCode.__members__) == len({code.value for code in CheckCode})


def test_a_page_is_shown_however_the_code_is_spelled() -> None:
    shown = page_text("ky551")
    assert shown == page_text("551")
    assert shown.startswith("KY551 (error): A condition that can never be true\n")
    assert "when: {boxes: {over: 500}}" in shown


def test_what_cannot_be_seen_is_shown_as_a_sign() -> None:
    assert "<tab>card:" in page_text("KY121")


def test_a_code_that_does_not_exist_is_answered_with_the_nearest() -> None:
    with pytest.raises(NoSuchCode, match=r"there is no code 'KY999'\. Did you mean KY9"):
        page_text("KY999")


def test_all_codes_can_be_listed() -> None:
    lines = list_of_codes().splitlines()
    assert len(catalogue()) == len(lines)
    assert "KY101  error    The folder is not there" == lines[0]
