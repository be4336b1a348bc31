"""The YAML files of a rulebook folder, as text.

Owns which files belong to a rulebook, their order and every limit on them. Does not know
what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ...rulebook import Place
from ..faults.codes import Code
from ..faults.report import Report, SourceFile
from .folder import (
    LARGEST_FILE,
    MOST_ENTRIES,
    MOST_FILES,
    RESERVED,
    SUFFIXES,
    Oddity,
    content_of,
    printable,
    walk,
)

_TOO_LARGE = (f"The file is larger than {LARGEST_FILE:,} bytes.", "Split it by topic.")


def read_folder(folder: Path, report: Report) -> list[SourceFile]:
    """The rulebook's files in the order of their paths, without the reserved folders."""
    return _read(folder, report, RESERVED)


def read_reserved_folder(folder: Path, report: Report) -> list[SourceFile]:
    """The files of one reserved folder of a rulebook; none if there is no such folder, or
    nothing in it. Their paths are told from the rulebook's folder."""
    if not folder.is_dir():
        return []
    inside = _read(folder, report, (), may_be_empty=True)
    return [SourceFile(f"{folder.name}/{file.path}", file.text) for file in inside]


def read_texts(files: Mapping[str, str], report: Report) -> list[SourceFile]:
    """The same for files in memory, by path."""
    texts = []
    for path in sorted(files):
        if path.endswith(SUFFIXES) and path.split("/")[0] not in RESERVED:
            file = SourceFile(path, files[path].removeprefix("\ufeff"))
            if len(file.text) <= LARGEST_FILE:
                texts.append(file)
            else:
                report.add(Code.TOO_LARGE, Place(path, 0, 0), *_TOO_LARGE)
    if not texts and not report:
        report.add(Code.NO_FILES, Place("rulebook.yaml", 0, 0), "There are no YAML files.")
    return texts


def _read(
    folder: Path, report: Report, leave_out: tuple[str, ...], *, may_be_empty: bool = False
) -> list[SourceFile]:
    whole = Place(printable(str(folder)), 0, 0)
    if not folder.is_dir():
        problem = "is a file, not a folder" if folder.exists() else "does not exist"
        report.add(
            Code.NO_FOLDER,
            whole,
            f"The rulebook folder {problem}.",
            "Name the folder that holds rulebook.yaml.",
        )
        return []
    found = []
    for path, file, oddity in sorted(walk(folder, leave_out), key=lambda it: it[0]):
        if oddity == "too much":
            report.add(
                Code.TOO_MANY_FILES,
                whole,
                f"The folder holds more than {MOST_ENTRIES:,} files and folders.",
                "Name the rulebook's own folder.",
            )
            return []
        if path == ".":
            problem = "The rulebook folder cannot be opened."
            report.add(Code.NO_FOLDER, whole, problem, "Check its permissions.")
            return []
        if oddity is not None:
            _report_odd(oddity, path, report)
        elif file is not None:
            found.append((path, file))
    if len(found) > MOST_FILES:
        report.add(
            Code.TOO_MANY_FILES,
            whole,
            f"The folder holds {len(found)} YAML files; a rulebook may have {MOST_FILES}.",
            "Name the rulebook's own folder, or put related rules into one file.",
        )
        return []
    if not found and not report and not may_be_empty:
        report.add(
            Code.NO_FILES,
            whole,
            "The folder holds no YAML files.",
            "A rulebook needs at least rulebook.yaml: 'kaiyaku rules new rulebook DIR' begins one.",
        )
    texts = (_read_file(path, file, report) for path, file in found)
    return [text for text in texts if text is not None]


_ODD: Mapping[Oddity, tuple[Code, str, str]] = {
    "unreadable": (
        Code.UNREADABLE_FILE,
        "This cannot be opened.",
        "Check the link and the permissions.",
    ),
    "loop": (Code.LINK_LOOP, "This link leads back to a folder it is in.", "Remove the link."),
    "no name": (
        Code.UNREADABLE_FILE,
        "The name holds a character that cannot be shown.",
        "Give it another name.",
    ),
    "almost": (
        Code.ALMOST_YAML,
        "This is named almost like a YAML file, so it is not read.",
        "Let its name end in .yaml; if it is not meant to be read, in something else.",
    ),
    "no file": (
        Code.NOT_A_FILE,
        "This is named like a YAML file and is none.",
        "Give it another name, or remove it.",
    ),
}


def _report_odd(oddity: Oddity, path: str, report: Report) -> None:
    code, problem, remedy = _ODD[oddity]
    report.add(code, Place(path, 0, 0), problem, remedy)


def _read_file(path: str, file: Path, report: Report) -> SourceFile | None:
    whole = Place(path, 0, 0)
    try:
        content = content_of(file)
    except OSError as error:
        report.add(
            Code.UNREADABLE_FILE,
            whole,
            f"The file cannot be read: {error.strerror or error}.",
            "Check its permissions.",
        )
        return None
    if len(content) > LARGEST_FILE:
        report.add(Code.TOO_LARGE, whole, *_TOO_LARGE)
        return None
    text = _decode(path, content, report)
    return None if text is None or _is_case(text) else SourceFile(path, text)


def _is_case(text: str) -> bool:
    """Whether this is somebody's case file, saved into the folder of the rulebook."""
    return all(re.search(rf"^{key}[ \t]*:", text, re.MULTILINE) for key in ("case", "answers"))


def _decode(path: str, content: bytes, report: Report) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        start = before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace").removeprefix("\ufeff")
        report.add(
            Code.NOT_UTF8,
            Place(path, line, len(start) + 1),
            "The file is not UTF-8 text from here on.",
            "Save it as UTF-8 in your editor.",
        )
        return None
