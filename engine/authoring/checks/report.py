"""Findings as text for people: the place, the line, what is wrong, what to do, an example.

Owns the text form. ``folder`` is how the rulebook's folder is called from where the reader is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ...loading.faults.folding import folded, joined
from ...loading.faults.report import SourceFile
from ...loading.source.folder import ACCEPTED, content_of
from ...rulebook import Place
from ..inspecting.shown_places import shown_place
from ..inspecting.spelling import spell_given
from .checking import Checked
from .codes import Gravity
from .model import Finding, Witness

MOST_SHOWN = 100


class Sources:
    """The lines of a folder's files, read when they are needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, SourceFile | None] = {}

    def excerpt(self, place: Place) -> str:
        """The line at ``place`` with a caret; nothing if it cannot be read."""
        if place.file not in self._files:
            try:
                text = content_of(self._folder / place.file).decode("utf-8-sig")
            except (OSError, ValueError):
                self._files[place.file] = None
            else:
                self._files[place.file] = SourceFile(place.file, text)
        file = self._files[place.file]
        return "" if file is None or not place.line else file.excerpt(place)


def text_report(checked: Checked, folder: str, sources: Sources) -> str:
    """Every finding, many of one kind in little space, and a last line that counts."""
    found = folded(checked.findings, MOST_SHOWN)
    blocks = []
    for finding, whole in found.shown:
        lines = _finding(finding, folder, sources)
        blocks.append(("\n".join(lines) if whole else next(lines), whole))
    blocks += [(line, True) for line in (*found.more, summary(checked))]
    return joined(blocks)


def summary(checked: Checked) -> str:
    """One line on what was found."""
    if not checked.findings and checked.rulebook is not None:
        book = checked.rulebook
        parts = {
            "rule": book.rules, "fact": book.facts, "step": book.steps, "source": book.sources
        }  # fmt: skip
        counts = ", ".join(_counted(len(it), noun) for noun, it in parts.items())
        return f"ok: {counts}{_accepted(checked)}."
    counted = [
        _counted(checked.count(severity), severity.value)
        for severity in Gravity
        if checked.count(severity)
    ]
    verdict = "" if checked.failed else "ok: "
    told = f"{verdict}{', '.join(counted)}{_accepted(checked)}. "
    told += "'kaiyaku rules explain CODE' tells more."
    pairs = zip(checked.findings, checked.keys, strict=False)
    keys = [key for it, key in pairs if it.severity is Gravity.WARNING and " " in key]
    if not keys or checked.count(Gravity.ERROR):
        return told
    return f"{told}\nWhat is meant to be so goes into {ACCEPTED}, as `{keys[0]}: the reason`."


def _accepted(checked: Checked) -> str:
    return f", {checked.accepted} accepted" if checked.accepted else ""


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _finding(finding: Finding, folder: str, sources: Sources) -> Iterator[str]:
    where = shown_place(folder, finding.place)
    yield f"{where}: {finding.severity.value} {finding.code}: {finding.problem}"
    excerpt = sources.excerpt(finding.place)
    if excerpt:
        yield excerpt
    for place, words in finding.related:
        yield f"  {shown_place(folder, place)}: {words}"
    if finding.remedy:
        yield f"  {finding.remedy}"
    if finding.witness is not None:
        yield "  A scenario that shows it:"
        yield from (f"    {line}" for line in scenario_lines(finding, finding.witness))


def scenario_lines(finding: Finding, witness: Witness) -> Iterator[str]:
    """The witness as a scenario to be put below ``scenarios:``."""
    yield f"shows-{finding.code.lower()}:"
    yield f"  on: {witness.situation.as_of}"
    yield f"  given: {spell_given(witness.situation.answers)}"
    yield "  expect:"
    yield from (f"    {line}" for line in witness.expect)


def scenario_text(finding: Finding) -> str | None:
    """The whole scenario as YAML, if there is a witness."""
    if finding.witness is None:
        return None
    return "\n".join(scenario_lines(finding, finding.witness)) + "\n"


def spelled_answers(witness: Witness) -> Mapping[str, str]:
    """The answers of the witness, as ``--set`` takes them."""
    from ...answers import spell_answers

    return spell_answers(witness.situation.answers)
