"""The trees of many files, and what is kept of them for the next time.

Owns which files are parsed at all: what was parsed before and has not changed is not parsed
again.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping

from ..faults.report import Report, SourceFile
from .nodes import Node, compose

Parsed = MutableMapping[SourceFile, Node]
"""Trees of files that were parsed before and had nothing wrong with them."""


def parse(found: Iterable[SourceFile], report: Report, parsed: Parsed | None = None) -> list[Node]:
    """The trees of all files; what is broken is reported, what is empty left out.

    What is in ``parsed`` is not parsed again; what was parsed now is put there.
    """
    known = {} if parsed is None else parsed
    roots = (known[file] if file in known else compose(file, report) for file in found)
    trees = [root for root in roots if root is not None]
    if not report:
        known.update({root.file: root for root in trees})
    return trees
