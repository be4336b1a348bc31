"""Writing files whole or not at all, and one writer at a time.

Owns temporary files, replacement and locking. Does not know what the files hold.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

PRIVATE = 0o600
UNFINISHED = ".saving-"
LEFT_BEHIND_AFTER = 3600.0
"""Seconds after which nobody is still writing a temporary file."""


LONGEST_PATH = 240
"""Characters of a path in a message; more would hide what is wrong with it."""


class FileError(OSError):
    """A file that cannot be written; the message says which, why and what to do. ``file`` and
    ``cause`` say the same to those who put it into words of their own."""

    def __init__(self, message: str, file: str = "", cause: Exception | None = None) -> None:
        super().__init__(message)
        self.file = file
        self.cause = cause

    def __str__(self) -> str:
        return str(self.args[0])


def write_whole(path: Path, text: str, mode: int | None = None) -> None:
    """Put ``text`` at ``path`` so that a reader, or a crash, sees the old file or the new one
    and nothing between. A link is followed; a device or pipe is simply written to.

    ``mode`` is the file's permissions (default: what the user's umask says). Raises
    :class:`FileError`.
    """
    try:
        if path.is_dir():
            _refuse_folder(path)
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
        else:
            target = Path(os.path.realpath(path))
            if target.is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            _replace(target, text, mode if mode is not None else 0o666 & ~umask())
    except FileError:
        raise
    except (OSError, ValueError) as error:
        problem = f"{short_path(path)} cannot be written: {reason(error)}."
        raise FileError(problem, str(path), error) from error


def short_path(path: Path | str) -> str:
    """The path as it stands in a message: whole, or where it is endless, its two ends."""
    text = str(path)
    half = LONGEST_PATH // 2
    return text if len(text) <= LONGEST_PATH else f"{text[:half]}…{text[-half:]}"


def is_there(path: Path) -> bool:
    """Whether there is something at ``path``; what cannot be looked at counts as not there,
    and says why when it is read or written."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the lock for the file at ``path``; others wait for it.

    The lock is on the file's folder, so that nothing is left lying beside the file. Where a
    file system has no locks (or the folder cannot be read) this does nothing.
    """
    try:
        import fcntl

        handle = os.open(Path(os.path.realpath(path)).parent, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def reason(error: Exception) -> str:
    """The operating system's reason, as the end of a sentence."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return words[0].lower() + words[1:]


def _refuse_folder(path: Path) -> NoReturn:
    cause = IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    raise FileError(f"{short_path(path)} is a folder. Name a file.", str(path), cause)


def _replace(target: Path, text: str, mode: int) -> None:
    import tempfile

    _sweep(target.parent)
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _make_durable(target.parent)


def _sweep(folder: Path) -> None:
    """Take away what programs that were killed in the middle of saving have left behind; what
    is young may still be needed."""
    import time

    with suppress(OSError):
        for left in folder.glob(f"{UNFINISHED}????????"):
            with suppress(OSError):
                if left.lstat().st_mtime < time.time() - LEFT_BEHIND_AFTER:
                    left.unlink()


def _make_durable(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def umask() -> int:
    """The permissions that new files do not get, by the person's wish."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
