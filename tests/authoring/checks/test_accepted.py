"""What is found and meant to be so is accepted with a reason, in one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.authoring.checks.checking import Checked, check_folder
from engine.authoring.checks.report import summary
from tests.authoring.page_base import FILES

UNWANTED = "documents:\n  letter: {title: Letter}\n"


def checked(folder: Path, accepted: str, more: str = UNWANTED) -> Checked:
    """What a check finds where this is accepted."""
    for name, text in {**FILES, "more.yaml": more, "accepted.yaml": accepted}.items():
        (folder / name).write_text(text)
    return check_folder(folder, date(2026, 11, 22))


def test_an_accepted_warning_does_not_fail_the_check_and_is_counted(tmp_path: Path) -> None:
    found = checked(tmp_path, "accepted:\n  KY756 letter: For the next release.\n")
    assert (found.findings, found.accepted, found.failed) == ((), 1, False)
    assert summary(found).endswith(", 1 accepted.")


def test_it_stays_accepted_when_its_line_moves(tmp_path: Path) -> None:
    accepted = "accepted:\n  KY756 letter: For the next release.\n"
    assert not checked(tmp_path, accepted, f"# A remark\n\n{UNWANTED}").failed


@pytest.mark.parametrize("key", ["KY756 lettter", "KY757 letter", "KY756"])
def test_an_acceptance_of_something_else_is_a_warning_itself(key: str, tmp_path: Path) -> None:
    found = checked(tmp_path, f"accepted:\n  {key}: Once.\n")
    assert [it.code for it in found.findings] == ["KY858", "KY756"]
    assert "as `KY756 letter: the reason`" in summary(found)


def test_an_error_cannot_be_accepted(tmp_path: Path) -> None:
    dead = (
        "rules:\n  dead: {when: {boxes: {over: 900}}, then: [{do: pack}], because: B.,"
        " sources: [handbook]}\n"
    )
    found = checked(tmp_path, "accepted:\n  KY551 dead: So be it.\n", dead)
    assert "KY551" in {it.code for it in found.findings}
    assert found.accepted == 0


def test_the_ids_of_mutants_are_left_to_mutations(tmp_path: Path) -> None:
    accepted = "accepted:\n  KY756 letter: Later.\n  renting.when.0.dropped: Never mind.\n"
    assert checked(tmp_path, accepted).findings == ()


def test_a_file_of_acceptances_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    found = checked(tmp_path, "accept:\n  KY756 letter: Later.\n")
    assert {"KY203", "KY756"} <= {it.code for it in found.findings}
