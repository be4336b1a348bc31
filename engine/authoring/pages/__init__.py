"""A page for every code: what it means, why it is bad, a bad and a good example.

Owns the reading of the pages, which lie beside this module. The examples belong to a small
rulebook about moving house; a test runs all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ...loading.faults.codes import Code
from ..checks.codes import CheckCode, Gravity


@dataclass(frozen=True, slots=True)
class Example:
    """An example: files by path, or words where no file can show it."""

    files: Mapping[str, str]
    words: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say about one code."""

    code: str
    severity: Gravity
    title: str
    what: str
    why: str
    bad: Example
    good: Example


SNIPPET = "example.yaml"
"""The file that an example stands in where it names none."""


def catalogue() -> Mapping[str, tuple[Gravity, str]]:
    """Severity and title of every code, in the order of codes."""
    loading = {code.value: (Gravity.ERROR, code.summary) for code in Code}
    checking = {code.value: (code.severity, code.summary) for code in CheckCode}
    return dict(sorted({**loading, **checking}.items()))


def page_of(code: str) -> Page:
    """The page of a code. Raises ``KeyError``."""
    severity, title = catalogue()[code]
    written = _written()[code]
    return Page(
        code,
        severity,
        title,
        written["what"].strip(),
        written["why"].strip(),
        _example(written, "bad"),
        _example(written, "good"),
    )


def _example(written: Mapping[str, Any], which: str) -> Example:
    shown = written.get(which)
    if isinstance(shown, str):
        return Example({SNIPPET: shown}, None)
    return Example(shown or {}, written.get(f"{which}_in_words"))


@cache
def _written() -> Mapping[str, Mapping[str, Any]]:
    import yaml

    pages: dict[str, Mapping[str, Any]] = {}
    for file in sorted(Path(__file__).parent.glob("*.yaml")):
        pages.update(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    return pages
