"""Files are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from engine.files import PRIVATE, FileError, is_there, one_at_a_time, write_whole


def test_a_file_holds_what_was_written_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "一\n", PRIVATE)
    assert ("一\n", 0o600) == (path.read_text("utf-8"), stat.S_IMODE(path.stat().st_mode))


def test_a_link_stays_a_link_to_the_new_content(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert "new" == (tmp_path / "target").read_text()


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(path, "text")
    assert b"text" == os.read(reader, 10)
    os.close(reader)
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.parametrize("name", ["", "missing/file", "x" * 300, "nul\0byte"])
def test_a_file_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match=r"is a folder|cannot be written"):
        write_whole(tmp_path / name, "text")
    assert [] == list(tmp_path.iterdir())


def test_a_failed_replacement_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FileError, match="no space left on device"):
        write_whole(path, "new")
    assert [path] == list(tmp_path.iterdir())
    assert "old" == path.read_text()


def test_a_device_that_is_no_file_of_its_own_is_written_to(tmp_path: Path) -> None:
    """As ``--output /dev/stdout`` does where a pipe is behind it."""
    reader, writer = os.pipe()
    write_whole(Path(f"/dev/fd/{writer}"), "text")
    os.close(writer)
    assert b"text" == os.read(reader, 10)
    os.close(reader)


def test_links_that_lead_round_in_a_circle_are_an_error_and_stay(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to("other")
    other.symlink_to("one")
    with pytest.raises(FileError, match="one cannot be written"):
        write_whole(one, "text")
    assert (True, True) == (one.is_symlink(), other.is_symlink())


@pytest.mark.parametrize("name", ["missing/file", "x" * 300, "nul\0byte"])
def test_what_cannot_be_looked_at_is_not_there(tmp_path: Path, name: str) -> None:
    assert not is_there(tmp_path / name)
    assert is_there(tmp_path)


def test_nothing_is_locked_where_there_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with one_at_a_time(Path("file")):
        pass


def test_what_killed_programs_left_behind_is_swept_and_what_is_young_is_not(
    tmp_path: Path,
) -> None:
    old, young, mine = (tmp_path / n for n in (".saving-abcd1234", ".saving-efgh5678", ".saving-x"))
    for file in (old, young, mine):
        file.write_text("half")
    for file in (old, mine):
        os.utime(file, (0, 0))
    write_whole(tmp_path / "case.yaml", "whole")
    assert {"case.yaml", young.name, mine.name} == {it.name for it in tmp_path.iterdir()}
