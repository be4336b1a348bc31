"""Several files are written all or not at all."""

import os
from pathlib import Path

import pytest

from engine.authoring.transaction import AlreadyThere, write_all, write_new_folder
from engine.files import FileError


def everything_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_files_are_written_into_folders_made_for_them(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.yaml": "1", "deep/er/b.yaml": "2"})
    assert {"a.yaml": "1", "deep/er/b.yaml": "2"} == everything_in(tmp_path)


def test_when_one_cannot_be_written_the_others_are_as_before(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("old", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError, match="folder"):
        write_all(tmp_path, {"old.yaml": "new", "sub/new.yaml": "new", "folder": "new"})
    assert {"old.yaml": "old"} == everything_in(tmp_path)
    assert ["folder", "old.yaml"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_new_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    write_new_folder(tmp_path / "new" / "book", {"a.yaml": "1"})
    assert {"book/a.yaml": "1"} == everything_in(tmp_path / "new")
    with pytest.raises(FileError):
        write_new_folder(tmp_path / "other", {"a.yaml": "1", "a.yaml/b.yaml": "2"})
    assert ["new"] == [path.name for path in tmp_path.iterdir()]


def test_an_empty_folder_is_taken_and_any_other_refused(tmp_path: Path) -> None:
    empty, full, link = tmp_path / "empty", tmp_path / "full", tmp_path / "link"
    empty.mkdir()
    write_new_folder(empty, {"a.yaml": "1"})
    full.mkdir()
    (full / "mine").write_text("mine", encoding="utf-8")
    link.symlink_to(tmp_path / "nowhere")
    for folder in (empty, full, link, full / "mine"):
        with pytest.raises(AlreadyThere, match="is already there"):
            write_new_folder(folder, {"a.yaml": "2"})
    assert {"empty/a.yaml": "1", "full/mine": "mine"} == everything_in(tmp_path)


def test_why_a_folder_cannot_be_made_is_told_of_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FileError) as caught:
        write_new_folder(tmp_path / "book", {"a.yaml": "1"})
    expected = f"{tmp_path}/book cannot be made: no space left on device."
    assert (expected, []) == (str(caught.value), list(tmp_path.iterdir()))
