"""What can be wrong with the folder itself, and with files before anybody reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.case import new_case, spell_case
from engine.loading import Diagnostic, RulebookErrors, load_rulebook, shipped_rulebook_folder
from engine.loading.source.folder import LARGEST_FILE, MOST_FILES, content_of, walk
from tests.loading.sample import BASE_YAML, RULEBOOK_YAML, faults_in


def write(folder: Path, **more: str | bytes) -> Path:
    """The sample in a folder, with more files (``__`` in a name is a dot)."""
    content: dict[str, str | bytes] = {"rulebook.yaml": RULEBOOK_YAML, "base.yaml": BASE_YAML}
    content |= {name.replace("__", "."): text for name, text in more.items()}
    folder.mkdir(exist_ok=True)
    for name, text in content.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def faults(folder: Path) -> tuple[Diagnostic, ...]:
    """What loading the folder reports; nothing if it loads."""
    try:
        load_rulebook(folder)
    except RulebookErrors as errors:
        return errors.diagnostics
    return ()


def only(folder: Path) -> tuple[str, str, int]:
    """Code, file and line of the only fault in a folder."""
    (fault,) = faults(folder)
    return fault.code, fault.place.file, fault.place.line


def test_a_folder_that_nobody_may_look_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> Iterator[os.DirEntry[str]]:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", refuse)
    (fault,) = faults(tmp_path)
    expected = f"{tmp_path}: KY101: The rulebook folder cannot be opened.\n  Check its permissions."
    assert expected == str(fault)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert ("KY101", str(missing), 0) == only(missing)
    assert "does not exist" in str(faults(missing)[0])


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "rulebook.yaml"
    file.write_text(RULEBOOK_YAML, encoding="utf-8")
    assert "is a file, not a folder" in str(faults(file)[0])


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Nothing here.", encoding="utf-8")
    assert ("KY102", str(tmp_path), 0) == only(tmp_path)


def test_empty_files_hold_no_rulebook_section(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert ("KY201", "rulebook.yaml", 0) == only(tmp_path)


def test_a_rulebook_without_its_section() -> None:
    (fault,) = faults_in({"a.yaml": "phases: {}\n"})
    assert "KY201" == fault.code
    assert "Add a file rulebook.yaml" in str(fault)


def test_what_a_missing_section_would_have_declared_is_missed_only_once() -> None:
    (fault,) = faults_in({"base.yaml": BASE_YAML})
    assert "KY201" == fault.code


@pytest.mark.parametrize("name", ["x.YAML", "x.Yml", "x.yaml.txt", "X.YML.TXT"])
def test_a_file_that_only_seems_to_be_read(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path)
    (folder / name).write_text("facts: {}\n", encoding="utf-8")
    assert ("KY110", name, 0) == only(folder)


def test_a_case_file_saved_into_the_folder_is_no_part_of_the_rulebook(tmp_path: Path) -> None:
    folder = write(tmp_path)
    before = load_rulebook(folder)
    (folder / "case.yaml").write_text(spell_case(new_case(before)))
    assert before.facts == load_rulebook(folder).facts
    assert () == faults(folder)


def test_notes_and_copies_of_editors_are_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path)
    for name in ("notes.txt", "x.yaml~", "#x.yaml#", ".x.yaml.swp", "x.yaml.bak", "yaml.txt"):
        (folder / name).write_text("facts: [\n", encoding="utf-8")
    assert () == faults(folder)


def test_too_many_files(tmp_path: Path) -> None:
    write(tmp_path)
    for number in range(MOST_FILES):
        (tmp_path / f"{number}.yaml").touch()
    assert ("KY103", str(tmp_path), 0) == only(tmp_path)


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (write(tmp_path) / "x.yaml").symlink_to(tmp_path / "missing")
    assert ("KY104", "x.yaml", 0) == only(tmp_path)


@pytest.mark.parametrize("name", ["folder.yaml", "folder.yml"])
def test_a_folder_named_like_a_file(tmp_path: Path, name: str) -> None:
    (write(tmp_path) / name).mkdir()
    assert ("KY105", name, 0) == only(tmp_path)


def test_a_pipe_named_like_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(write(tmp_path) / "x.yaml")
    assert ("KY105", "x.yaml", 0) == only(tmp_path)


def test_a_pipe_put_where_a_file_was_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yaml")
    with pytest.raises(OSError, match="no file"):
        content_of(tmp_path / "x.yaml")


def test_links_in_a_circle(tmp_path: Path) -> None:
    (write(tmp_path) / "sub").mkdir()
    (tmp_path / "sub" / "back").symlink_to(tmp_path)
    assert ("KY106", "sub/back", 0) == only(tmp_path)


def test_a_linked_folder_is_read(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.yaml").write_text("documents: {x: {title: X}}\n", encoding="utf-8")
    (write(tmp_path / "book") / "linked").symlink_to(elsewhere)
    assert "x" in load_rulebook(tmp_path / "book").documents


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    write(tmp_path, x__yaml="#" * (LARGEST_FILE + 1))
    assert ("KY107", "x.yaml", 0) == only(tmp_path)


def test_hidden_files_and_other_names_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, notes__txt="{", backup__yaml__orig="{")
    (tmp_path / ".hidden.yaml").write_text("{", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("{", encoding="utf-8")
    assert () == faults(tmp_path)


def test_a_file_in_another_encoding_says_where(tmp_path: Path) -> None:
    write(tmp_path, x__yaml="facts:\n  漢: \n".encode() + "字".encode("shift_jis"))
    (fault,) = faults(tmp_path)
    assert ("KY108", 3, 1) == (fault.code, fault.place.line, fault.place.column)


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00", b"\xff\xfea\x00", b"PK\x03\x04\x14\x00"]
)
def test_binary_files_are_refused(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, x__yaml=content)
    assert {"x.yaml"} == {fault.place.file for fault in faults(tmp_path)}


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    text = "\ufeff" + "facts:\n  a: {kind: integr}\n".replace("\n", "\r\n")
    write(tmp_path, x__yaml=text)
    (fault,) = faults(tmp_path)
    assert "x.yaml:2:13" == str(fault.place)
    assert "  a: {kind: integr}" in fault.excerpt


def test_a_byte_order_mark_does_not_move_the_first_line(tmp_path: Path) -> None:
    write(tmp_path, x__yaml="\ufefffakts: {}\n")
    assert "x.yaml:1:1" == str(faults(tmp_path)[0].place)


@pytest.mark.parametrize("name", [b"\xff.yaml", b"\x1b[31m.yaml", b"\xe2\x80\xae.yaml"])
def test_a_file_name_that_cannot_be_shown_is_reported_harmlessly(
    tmp_path: Path, name: bytes
) -> None:
    Path(os.fsdecode(os.fsencode(write(tmp_path)) + b"/" + name)).write_bytes(b"{")
    (fault,) = faults(tmp_path)
    assert ("KY104", True) == (fault.code, str(fault).replace("\n", "").isprintable())


def test_a_folder_full_of_other_things_is_not_searched_for_ever(tmp_path: Path) -> None:
    """Every folder links to the next one twice: a thousand million ways through thirty."""
    for number in range(30):
        here = tmp_path / f"{number}"
        here.mkdir()
        (here / "one").symlink_to(tmp_path / f"{number + 1}")
        (here / "other").symlink_to(tmp_path / f"{number + 1}")
    (fault,) = faults(write(tmp_path / "0"))
    assert "more than 10,000 files and folders" in str(fault)


def test_a_deep_folder_is_resolved_once_and_not_again_at_every_depth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (write(tmp_path) / "/".join("abcdefgh")).mkdir(parents=True)
    asked: list[str] = []
    resolve = os.path.realpath

    def resolved(path: str | Path) -> str:
        asked.append(str(path))
        return resolve(path)

    monkeypatch.setattr(os.path, "realpath", resolved)
    assert ["base.yaml", "rulebook.yaml"] == sorted(path for path, _, _ in walk(tmp_path, ()))
    assert [str(tmp_path)] == asked


def test_the_shipped_rulebook_is_in_the_checkout() -> None:
    assert (shipped_rulebook_folder() / "rulebook.yaml").is_file()
