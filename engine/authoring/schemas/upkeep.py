"""Keeping an editor's schemas as new as the rulebook they are of.

Owns the comparison with what was written before.
"""

from __future__ import annotations

from pathlib import Path

from ...rulebook import Rulebook
from ..transaction import write_all
from .files import FOLDER, schema_texts


def are_old(folder: Path, rulebook: Rulebook) -> bool:
    """Whether schemas were written for the rulebook in ``folder``, and it has changed since; in
    which of its languages they were written does not matter."""
    written = _written(folder, rulebook)
    if not written:
        return False
    return all(schema_texts(rulebook, language) != written for language in rulebook.languages)


def renew(folder: Path, rulebook: Rulebook, language: str) -> None:
    """Write the schemas again, if there are any and they are old. Raises
    :class:`~engine.files.FileError`."""
    if are_old(folder, rulebook):
        write_all(folder / FOLDER, schema_texts(rulebook, language))


def _written(folder: Path, rulebook: Rulebook) -> dict[str, str]:
    found = {}
    for name in schema_texts(rulebook, rulebook.languages[0]):
        try:
            found[name] = (folder / FOLDER / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return {}
    return found
