"""A small rulebook about leaving a library, for tests of everything around the engine."""

from datetime import date
from functools import cache
from pathlib import Path

from engine.loading import load_rulebook
from engine.rulebook import Rulebook

FOLDER = Path(__file__).parent / "rulebooks" / "library"
TODAY = date(2026, 11, 22)


@cache
def library() -> Rulebook:
    """The rulebook, loaded once."""
    return load_rulebook(FOLDER)
