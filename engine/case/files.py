"""Case files on the disk: finding their text, saving them, and changing them safely.

Owns the form in which a case is written, and whole and private files. How the text is read
is :mod:`engine.case.parsing`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from ..answers import spell_answer
from ..files import PRIVATE, FileError, is_there, one_at_a_time, write_whole
from ..rulebook import Rulebook
from ..values import Answer
from ..wording.refusals import problem_with, saying, why_it_failed
from .case import FORMAT, Case, CaseError

LARGEST = 1_000_000


def load_case(path: Path, rulebook: Rulebook) -> Case:
    """The case saved at ``path``.

    Answers to facts that have been renamed since are carried over; answers and steps that
    the rulebook no longer has are kept aside, where no plan looks; both are told in the
    notices. Raises :class:`CaseError` for a file that cannot be read, is no case, belongs to
    another rulebook, or says something that its rulebook's version never allowed.
    """
    return read_case(_text_of(path), str(path), rulebook)


def read_case(text: str, name: str, rulebook: Rulebook) -> Case:
    """The case that ``text`` holds; ``name`` stands for the file in messages."""
    from .parsing import CaseReader  # only a file that is there needs it

    return CaseReader(name, text, rulebook).case()


def save_case(path: Path, case: Case) -> None:
    """Write the case to ``path``, whole or not at all, readable by its owner only.

    Raises :class:`CaseError`.
    """
    try:
        if is_there(path) and not (path.is_file() or path.is_dir()):
            raise CaseError(saying("case.not_kept"), saying("case.not_a_file", file=path))
        write_whole(path, spell_case(case), PRIVATE)
    except FileError as error:
        raise CaseError(saying("case.not_kept"), problem_with(error)) from error


def update_case(
    path: Path, rulebook: Rulebook, change: Callable[[Case], Case], fresh: Case | None = None
) -> Case:
    """Read the case at ``path``, apply ``change``, save and return the result, so that two
    programs doing so at once lose nothing. ``fresh`` is changed where there is no file yet.

    Raises :class:`CaseError`; also where there is no file and no ``fresh`` case.
    """
    with one_at_a_time(path):
        before = fresh if fresh is not None and not is_there(path) else load_case(path, rulebook)
        after = replace(change(before), rulebook=rulebook.id, version=rulebook.version)
        save_case(path, after)
        return after


def spell_case(case: Case) -> str:
    """The text that :func:`read_case` reads back as ``case``."""
    lines = [
        f'case: "{FORMAT}"',
        f"rulebook: {case.rulebook}",
        f"version: {_quoted(case.version)}",
    ]
    if case.language:
        lines.append(f"language: {case.language}")
    lines.append("answers:" if case.answers else "answers: {}")
    for fact, answer in case.answers.items():
        spelled = spell_answer(answer)
        lines.append(f"  {fact}: {f'[{spelled}]' if _is_list(answer) else spelled}")
    if case.done:
        lines.append("done:")
        lines += [f"  {step}: {day}" for step, day in case.done.items()]
    if case.calendar:
        kept = case.calendar
        lines += [
            "# What is in the calendar already, so that a new export changes it.",
            "calendar:",
            f"  id: {_quoted(kept.id)}",
            f"  sequence: {kept.sequence}",
            f"  digest: {_quoted(kept.digest)}",
        ]
        lines += ["  entries:"] if kept.entries else []
        lines += [
            f"    {step}: {_quoted(f'{day} {title}')}"
            for step, (day, title) in kept.entries.items()
        ]
    if case.left_out:
        lines.append("# Answers and steps that the rulebook no longer has. No plan looks at them.")
        lines.append("left_out:")
        lines += [f"  {_quoted(name)}: {_quoted(it)}" for name, it in case.left_out.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _is_list(answer: Answer) -> bool:
    return isinstance(answer, frozenset) and bool(answer)


def _text_of(path: Path) -> str:
    try:
        content = _content_of(path)
    except FileNotFoundError:
        raise CaseError(saying("case.no_file", file=path)) from None
    except IsADirectoryError:
        raise CaseError(saying("case.is_folder", file=path)) from None
    except (OSError, ValueError) as error:
        raise CaseError(saying("case.not_read", file=path, reason=why_it_failed(error))) from error
    if len(content) > LARGEST:
        raise CaseError(saying("case.too_large", file=path, largest=f"{LARGEST:,}"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError(saying("case.not_utf", file=path)) from None
    if "\0" in text:
        raise CaseError(saying("case.not_text", file=path))
    if not text.strip():
        raise CaseError(saying("case.empty", file=path), saying("case.remove_it"))
    return text


def _content_of(path: Path) -> bytes:
    """At most one byte more than a case may have. Nobody is waited for: a pipe into which
    nobody writes is empty."""
    at_once = getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, os.O_RDONLY | at_once)
    with os.fdopen(handle, "rb") as stream:
        if at_once:
            os.set_blocking(handle, True)
        return stream.read(LARGEST + 1)
