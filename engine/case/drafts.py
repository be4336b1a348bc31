"""The draft: the answers of somebody who has not named a file to keep them in.

Owns where drafts are, one for each rulebook, and taking them away. A draft is a case file
like any other, in the person's own data folder and readable by them alone. Knows nothing of
questions or of what is said about drafts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from engine.rulebook import Rulebook

PRIVATE_FOLDER = 0o700


def draft_file(rulebook: Rulebook, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where the draft for ``rulebook`` is kept; ``None`` for somebody without a home."""
    folder = data_folder(environment)
    return None if folder is None else folder / f"draft-{rulebook.id}.yaml"


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
