"""What a person is told when something they gave cannot be taken, in their own language.

Owns the sentences of a refusal as keys of phrases, and the words for what goes wrong with a
file. Knows nothing of answers, cases or steps: those say what is wrong with them.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from ..files import FileError, reason, short_path
from .phrases import FALLBACK, phrase, phrases_in


class Saying(Struct, frozen=True):
    """A sentence, or a part of one, that can be said in any language: the key of a phrase and
    the values for it, among which may be sayings. Paths that are endless are shortened."""

    key: str
    values: Mapping[str, object] = MappingProxyType({})

    def in_language(self, language: str) -> str:
        """The words."""
        values = {name: _in_language(value, language) for name, value in self.values.items()}
        return phrase(language, self.key, **values)


def saying(key: str, /, **values: object) -> Saying:
    """The phrase ``key`` with ``values``."""
    return Saying(key, MappingProxyType(values))


def counted_saying(key: str, count: int, /, **values: object) -> Saying:
    """The phrase ``key`` for ``count`` things, as :func:`engine.wording.phrases.counted_phrase`
    chooses it."""
    return saying(f"{key}.one" if count == 1 else key, count=count, **values)


class Refusal(Exception):
    """Something that cannot be taken. ``str()`` says why, and what to do, in English.

    ``shown`` is put below the sentences as it is: a line of a file, say.
    """

    def __init__(self, *sentences: Saying, shown: str = "") -> None:
        super().__init__(*sentences)
        self.sentences = sentences
        self.shown = shown

    def __str__(self) -> str:
        return self.in_language(FALLBACK)

    def in_language(self, language: str) -> str:
        """The same in ``language``."""
        said = [sentence.in_language(language) for sentence in self.sentences]
        text = phrase(language, "list.between_sentences").join(said)
        return f"{text}\n{self.shown}" if self.shown else text


def told(error: Exception, language: str) -> str:
    """What to tell a person about ``error``; in English where it speaks nothing else."""
    if isinstance(error, Refusal):
        return error.in_language(language)
    if isinstance(error, FileError):
        return problem_with(error).in_language(language)
    return str(error)


def problem_with(error: FileError) -> Saying:
    """What is wrong with the file."""
    if not error.file:
        return as_it_is(str(error))
    if isinstance(error.cause, IsADirectoryError):
        return saying("file.is_folder", file=Path(error.file))
    return saying("file.not_written", file=Path(error.file), reason=why_it_failed(error.cause))


def why_it_failed(error: Exception | None) -> Saying:
    """The operating system's reason, as the end of a sentence; in its own words where the
    engine has none for it."""
    key = f"file.{errno.errorcode.get(getattr(error, 'errno', None) or 0, '').lower()}"
    if key in phrases_in(FALLBACK):
        return saying(key)
    return as_it_is("" if error is None else reason(error))


def as_it_is(text: str) -> Saying:
    """Words that are the same in every language."""
    return saying("value.as_it_is", text=text)


def _in_language(value: object, language: str) -> object:
    if isinstance(value, Path):
        return short_path(value)
    return value.in_language(language) if isinstance(value, Saying) else value
