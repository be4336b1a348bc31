"""Rulebooks as texts, for tests that extend or break them."""

from engine.authoring.scaffolding.starter import starter_files
from engine.loading.source.folder import contents
from tests.library import FOLDER, TODAY

Texts = dict[str, str]


def starter(languages: tuple[str, ...] = ("en", "zh", "ja")) -> Texts:
    """The files of a new rulebook."""
    return dict(starter_files("garden", "Leaving the garden", languages, TODAY))


def library_texts() -> Texts:
    """The files of the library's rulebook."""
    return {path: content.decode() for path, content in contents(FOLDER)}
