"""Places in a rulebook's files as they are shown: as a path from where the reader is.

Owns the way from a rulebook's folder to a path that a terminal or an editor can open.
"""

from __future__ import annotations

import os
from pathlib import Path

from ...rulebook import Place


def shown_folder(folder: Path) -> str:
    """The folder as seen from the current one; absolute where that would lead far up."""
    absolute = folder.resolve()
    try:
        relative = os.path.relpath(absolute)
    except ValueError:
        return absolute.as_posix()
    if Path(relative).parts[:3] == ("..", "..", ".."):
        return absolute.as_posix()
    return Path(relative).as_posix()


def shown_place(folder: str, place: Place) -> str:
    """``folder/file.yaml:line:column``; without line and column for a file as a whole."""
    path = shown_file(folder, place.file)
    return f"{path}:{place.line}:{place.column}" if place.line else path


def shown_file(folder: str, file: str) -> str:
    """The path of a file of the rulebook in ``folder``; the folder itself for no file."""
    if not file:
        return folder or "."
    return file if folder in ("", ".") else f"{folder}/{file}"
