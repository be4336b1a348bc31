"""Checking a rulebook's folder: loading it, its scenarios, and every check beyond.

Owns the sequence and what a whole check comes to. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ...loading.assembling import load_folder
from ...loading.faults.codes import Code
from ...loading.faults.diagnostics import Diagnostic, RulebookErrors
from ...loading.scenarios.invariants import load_invariants
from ...loading.scenarios.scenarios import ReadBefore, load_scenarios
from ...loading.source.parsing import Parsed
from ...rulebook import Place, Rulebook
from ...worlds.solving import Memory
from .accepted import is_of_check, keys_of, load_accepted
from .codes import CheckCode, Gravity
from .model import OLDEST_SOURCE_DAYS, Context, Finding, IdleMemory, finding
from .registry import findings

UNREADABLE = frozenset({Code.NO_FOLDER, Code.NO_FILES, Code.UNREADABLE_FILE})
"""Codes that mean there is nothing to check."""
_SUMMARIES = {code.value: code.summary for code in Code}
OF_THE_FOLDER = frozenset({Code.NO_FOLDER, Code.NO_FILES, Code.TOO_MANY_FILES})
"""Codes that blame the folder as a whole."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to; ``rulebook`` is ``None`` if it could not be loaded. ``keys`` are
    what the findings are called where some are accepted, ``accepted`` how many are."""

    rulebook: Rulebook | None
    findings: tuple[Finding, ...]
    keys: tuple[str, ...] = ()
    accepted: int = 0

    def count(self, severity: Gravity) -> int:
        """How many findings are that bad."""
        return sum(it.severity is severity for it in self.findings)

    @property
    def failed(self) -> bool:
        """Whether anything was found that is more than a note."""
        return any(it.severity is not Gravity.NOTE for it in self.findings)

    @property
    def unreadable(self) -> bool:
        """Whether there was nothing to check."""
        return any(it.code in UNREADABLE for it in self.findings)


@dataclass
class Remembered:
    """What one check leaves for the next one of the same folder."""

    parsed: Parsed = field(default_factory=dict)
    scenarios: ReadBefore = field(default_factory=dict)
    verdicts: Memory = field(default_factory=dict)
    idle: IdleMemory = field(default_factory=dict)


def check_folder(
    folder: Path,
    today: date,
    *,
    oldest_source_days: int = OLDEST_SOURCE_DAYS,
    remembered: Remembered | None = None,
) -> Checked:
    """Everything that is wrong with the rulebook in ``folder``, in the order of the files."""
    memory = remembered or Remembered()
    try:
        rulebook = load_folder(folder, memory.parsed)
    except RulebookErrors as errors:
        return Checked(None, faults(errors.diagnostics))
    found = [*findings(context_of(rulebook, today, oldest_source_days, memory))]
    try:
        load_scenarios(folder, rulebook, memory.parsed, memory.scenarios)
    except RulebookErrors as errors:
        found += faults(errors.diagnostics)
    try:
        load_invariants(folder, rulebook)
    except RulebookErrors as errors:
        found += faults(errors.diagnostics)
    return _without_accepted(folder, rulebook, found)


def _without_accepted(folder: Path, rulebook: Rulebook, found: list[Finding]) -> Checked:
    try:
        accepted = load_accepted(folder)
    except RulebookErrors as errors:
        found, accepted = [*found, *faults(errors.diagnostics)], {}
    kept, used = [], set()
    for it, key in zip(found, keys_of(rulebook, found), strict=True):
        if key in accepted and it.severity is not Gravity.ERROR:
            used.add(key)
        else:
            kept.append((it, key))
    kept += [
        (_stale(key, accepted[key].place), CheckCode.NOTHING_TO_ACCEPT.value)
        for key in accepted
        if is_of_check(key) and key not in used
    ]
    kept.sort(key=lambda pair: (pair[0].place, pair[0].code, pair[0].problem))
    return Checked(
        rulebook,
        tuple(it for it, _ in kept),
        tuple(key for _, key in kept),
        len(found) - len(kept) + sum(it.code == CheckCode.NOTHING_TO_ACCEPT for it, _ in kept),
    )


def _stale(key: str, place: Place) -> Finding:
    return finding(
        CheckCode.NOTHING_TO_ACCEPT,
        place,
        f"Nothing is found any more that is called {key!r}.",
        "Remove the line. Errors cannot be accepted.",
    )


def context_of(
    rulebook: Rulebook, today: date, oldest_source_days: int, memory: Remembered
) -> Context:
    """What the checks work with."""
    return Context(
        rulebook,
        today,
        oldest_source_days=oldest_source_days,
        memory=memory.verdicts,
        idle=memory.idle,
    )


def faults(diagnostics: Iterable[Diagnostic]) -> tuple[Finding, ...]:
    """What loading reports, as findings."""
    return tuple(
        Finding(
            it.code,
            Gravity.ERROR,
            _SUMMARIES[it.code],
            Place("", 0, 0) if it.code in OF_THE_FOLDER else it.place,
            it.problem,
            it.remedy,
        )
        for it in diagnostics
    )
