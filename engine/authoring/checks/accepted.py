"""What checks, proofs and mutations find and is as it should be, each with the reason:
``accepted.yaml``.

Owns the reading of the file, and what a finding is called there. Errors cannot be accepted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...files import is_there
from ...loading.faults.codes import Code
from ...loading.faults.report import Report, SourceFile
from ...loading.source.folder import ACCEPTED, content_of
from ...loading.source.node_values import KeyReader, mapping, scalar
from ...loading.source.nodes import MapNode, compose
from ...rulebook import Place, Rulebook
from ..inspecting.names import names_in
from .model import Finding


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why something may stay as it is, and where that is said."""

    reason: str
    place: Place


def load_accepted(folder: Path) -> Mapping[str, Accepted]:
    """What is accepted in the rulebook in ``folder``, by its key; nothing without the file.

    Raises :class:`~engine.loading.RulebookErrors`.
    """
    file = folder / ACCEPTED
    if not is_there(file):
        return {}
    report = Report()
    try:
        text = content_of(file).decode("utf-8-sig")
    except (OSError, ValueError):
        report.add(
            Code.UNREADABLE_FILE,
            Place(ACCEPTED, 0, 0),
            "The file cannot be read as UTF-8 text.",
            "Check its permissions and its encoding.",
        )
        text = ""
    found = accepted_in(SourceFile(ACCEPTED, text), report)
    report.raise_if_any()
    return found


def accepted_in(file: SourceFile, report: Report) -> dict[str, Accepted]:
    """The same from the file's text; faults go to ``report``."""
    root = compose(file, report)
    top = None if root is None else mapping(report, root, "the list of what is accepted")
    if top is None:
        return {}
    fields = KeyReader(report, top, ("accepted",), "the list of what is accepted", top)
    node = fields.need("accepted", "Below it come lines like `KEY: the reason`.")
    entries = None if node is None else mapping(report, node, "`accepted`", "`KEY: the reason`")
    found = {}
    for key, value in entries.pairs() if isinstance(entries, MapNode) else ():
        reason = scalar(report, value, "The reason")
        if reason is not None:
            found[key.text] = Accepted(reason.text, key.place)
    return found


def is_of_check(key: str) -> bool:
    """Whether a key in the file is one of a finding of a check: a code and an id."""
    return re.match(r"KY\d{3}\b", key) is not None


def keys_of(rulebook: Rulebook, findings: Iterable[Finding]) -> Iterator[str]:
    """What each finding is called in the file: its code and the id of what it blames, so that
    it stays the same when lines move."""
    by_file: dict[str, list[tuple[Place, str]]] = {}
    for name, place in names_in(rulebook).items():
        by_file.setdefault(place.file, []).append((place, name.id))
    for declared in by_file.values():
        declared.sort()
    for it in findings:
        declared = by_file.get(it.place.file, [])
        at = bisect_right(declared, it.place, key=lambda entry: entry[0])
        yield f"{it.code} {declared[at - 1][1]}" if at else it.code
