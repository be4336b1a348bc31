"""Mutants that nobody needs to notice, with the reason: ``mutants-accepted.yaml``.

Owns the reading of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.files import is_there
from engine.loading.codes import Code
from engine.loading.folder import ACCEPTED_MUTANTS, content_of
from engine.loading.nodes import MapNode, compose
from engine.loading.reading import Fields, mapping, scalar
from engine.loading.report import Report, SourceFile
from engine.rulebook import Place


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why a mutant may survive, and where that is said."""

    reason: str
    place: Place


def load_accepted(folder: Path) -> Mapping[str, Accepted]:
    """The accepted mutants of the rulebook in ``folder``, by id; none without the file.

    Raises :class:`~engine.loading.RulebookErrors`.
    """
    file = folder / ACCEPTED_MUTANTS
    if not is_there(file):
        return {}
    report = Report()
    try:
        text = content_of(file).decode("utf-8-sig")
    except (OSError, ValueError):
        report.add(
            Code.UNREADABLE_FILE,
            Place(ACCEPTED_MUTANTS, 0, 0),
            "The file cannot be read as UTF-8 text.",
            "Check its permissions and its encoding.",
        )
        text = ""
    found = accepted_in(SourceFile(ACCEPTED_MUTANTS, text), report)
    report.raise_if_any()
    return found


def accepted_in(file: SourceFile, report: Report) -> dict[str, Accepted]:
    """The same from the file's text; faults go to ``report``."""
    root = compose(file, report)
    top = None if root is None else mapping(report, root, "the list of accepted mutants")
    if top is None:
        return {}
    fields = Fields(report, top, ("accepted",), "the list of accepted mutants", top)
    node = fields.need("accepted", "Below it come lines like `ID: the reason`.")
    entries = None if node is None else mapping(report, node, "`accepted`", "`ID: the reason`")
    found = {}
    for key, value in entries.pairs() if isinstance(entries, MapNode) else ():
        reason = scalar(report, value, "The reason")
        if reason is not None:
            found[key.text] = Accepted(reason.text, key.place)
    return found
