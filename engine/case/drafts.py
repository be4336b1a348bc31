"""The draft: the answers of somebody who has not named a file to keep them in.

Owns where drafts are, one for each questionnaire that is open, and taking them away. A draft is
a case file like any other, in the person's own data folder and readable by them alone. Knows
nothing of questions or of what is said about drafts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from ..rulebook import Rulebook

PRIVATE_FOLDER = 0o700


class CaseDraft:
    """The file of one questionnaire, which no other has as long as this one does not let go."""

    def __init__(self, path: Path, lock: int | None) -> None:
        self.path = path
        self._lock = lock

    def let_go(self) -> None:
        """Leave the file, if there is one, to the next questionnaire."""
        if self._lock is not None:
            with suppress(OSError):
                _lock_of(self.path).unlink()
            os.close(self._lock)
            self._lock = None


def own_draft(rulebook: Rulebook, environment: Mapping[str, str] = os.environ) -> CaseDraft | None:
    """A draft for one questionnaire: the latest that was left, or else a new one; ``None`` for
    somebody without a home."""
    folder = data_folder(environment)
    if folder is None:
        return None
    make_room_for(folder / _name(rulebook, 1))
    left = drafts_of(rulebook, environment)
    new = (folder / _name(rulebook, number) for number in count(1))
    for path in chain(left, (it for it in new if it not in left)):
        with suppress(BlockingIOError):
            return CaseDraft(path, _locked(path))
    raise AssertionError("there are endlessly many")


def drafts_of(rulebook: Rulebook, environment: Mapping[str, str] = os.environ) -> list[Path]:
    """Every draft of the rulebook that there is, the latest first."""
    folder = data_folder(environment)
    found: list[tuple[float, Path]] = []
    for path in () if folder is None else folder.glob(f"draft-{rulebook.id}*.yaml"):
        number = path.name.removeprefix(f"draft-{rulebook.id}").removesuffix(".yaml")
        if not number or (number[1:].isdecimal() and number[0] == "."):
            with suppress(OSError):
                found.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(found, reverse=True)]


def _name(rulebook: Rulebook, number: int) -> str:
    return f"draft-{rulebook.id}{f'.{number}' if number > 1 else ''}.yaml"


def _lock_of(draft: Path) -> Path:
    return draft.with_name(f".{draft.name}.lock")


def _locked(draft: Path) -> int | None:
    """Hold the draft until the program ends, however it ends; nothing where there are no
    locks. Raises ``BlockingIOError`` where another program holds it."""
    try:
        import fcntl
    except ImportError:
        return None
    lock = _lock_of(draft)
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(handle), lock.stat()):
            raise BlockingIOError
    except OSError as error:
        os.close(handle)
        if isinstance(error, BlockingIOError | FileNotFoundError):
            raise BlockingIOError from error
        return None
    return handle


def data_folder(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> Path | None:
    """The folder in which this program may keep things for the person, as the platform has it."""
    named = environment.get("XDG_DATA_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "kaiyaku"
    if platform == "win32" and (local := environment.get("LOCALAPPDATA")):
        return Path(local) / "kaiyaku"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "darwin":
        return home / "Library" / "Application Support" / "kaiyaku"
    return home / ".local" / "share" / "kaiyaku"


def make_room_for(draft: Path) -> None:
    """Make the folder of ``draft``, private to the person. What cannot be made is reported
    when the draft is saved."""
    with suppress(OSError):
        draft.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def put_aside(draft: Path) -> Path:
    """Move a draft that cannot be read out of the way; returns where it is now."""
    number = 1
    while (aside := draft.with_name(f"unreadable-{number}-{draft.name}")).exists():
        number += 1
    return draft.replace(aside)
