"""Writing several files as one: all of them, or none.

Owns what happens when something is in the way or goes wrong in the middle. Does not know what
the files hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from ..files import FileError, reason, umask, write_whole


class AlreadyThere(Exception):
    """Something would be overwritten; the message names it."""


def write_all(folder: Path, texts: Mapping[str, str]) -> None:
    """Write each text to its path inside ``folder``, making folders where needed. When one
    cannot be written, those written before it are put back as they were.

    Raises :class:`~engine.files.FileError`.
    """
    before: dict[Path, str | None] = {}
    made: list[Path] = []
    try:
        for name, text in texts.items():
            path = folder / name
            made += _make_folders(path.parent)
            old = path.read_text(encoding="utf-8") if path.is_file() else None
            write_whole(path, text)
            before[path] = old
    except (FileError, OSError, UnicodeDecodeError) as error:
        _put_back(before, made)
        if isinstance(error, FileError):
            raise
        raise FileError(f"{folder} cannot be written to: {reason(error)}.") from error


def write_new_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """Make ``folder`` with those files in it, at once: it appears whole or not at all. An
    empty folder may be there already.

    Raises :class:`AlreadyThere` and :class:`~engine.files.FileError`.
    """
    if folder.is_symlink() or (folder.exists() and not _is_empty_folder(folder)):
        raise AlreadyThere(f"{folder} is already there. Name a folder that is not.")
    target = folder.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=".making-", dir=target.parent))
    except OSError as error:
        raise FileError(f"{folder} cannot be made: {reason(error)}.") from error
    try:
        write_all(beside, texts)
        beside.chmod(0o777 & ~umask())
        beside.replace(target)
    except OSError as error:
        rmtree(beside, ignore_errors=True)
        cause = error.cause if isinstance(error, FileError) and error.cause else error
        raise FileError(f"{folder} cannot be made: {reason(cause)}.") from error


def _is_empty_folder(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _make_folders(folder: Path) -> list[Path]:
    """Make the folder and those above it; returns those that were not there, outermost
    first."""
    missing = []
    here = folder
    while not here.exists():
        missing.append(here)
        here = here.parent
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _put_back(before: Mapping[Path, str | None], made: list[Path]) -> None:
    for path, old in before.items():
        with suppress(OSError):
            if old is None:
                path.unlink()
            else:
                write_whole(path, old)
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()
