"""Loading: a folder of YAML files becomes a :class:`~engine.rulebook.Rulebook`.

This module is the door. It imports nothing heavy: the parser is loaded by the call that
needs it, and not at all when a rulebook comes from :mod:`engine.loading.cache`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..rulebook import Rulebook
from .faults.diagnostics import Diagnostic, RulebookErrors

__all__ = [
    "Diagnostic",
    "RulebookErrors",
    "load_rulebook",
    "load_rulebook_text",
    "shipped_rulebook_folder",
]


def load_rulebook(folder: Path | str) -> Rulebook:
    """The rulebook in ``folder``. Raises :class:`RulebookErrors` with everything that is
    wrong with it."""
    from .assembling import load_folder

    return load_folder(Path(folder))


def load_rulebook_text(files: Mapping[str, str]) -> Rulebook:
    """The rulebook in files given as text by relative path. Raises :class:`RulebookErrors`."""
    from .assembling import load_texts

    return load_texts(files)


def shipped_rulebook_folder() -> Path:
    """The folder of the rulebook that comes with the program: inside the package where it is
    installed, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped_rules" / "japan-mobile"
    return inside if inside.is_dir() else package.parent / "rules" / "japan-mobile"
