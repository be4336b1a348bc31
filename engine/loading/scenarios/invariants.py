"""Invariants: what must be so in every situation, in a rulebook's folder ``invariants/``.

Owns their shapes, their form and the reading of it. Whether they hold is none of its business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ...conditions import ALWAYS, Condition
from ...items import ItemKind
from ...rulebook import Place, Rulebook
from ..faults.codes import Code
from ..faults.report import Report, SourceFile, one_of, quoted
from ..sections.comparisons import Leaves
from ..sections.conditions import read_condition
from ..sections.declaring import good_id, report_duplicate
from ..source import files
from ..source.node_values import KeyReader, fault, integer, mapping, misspelt, scalar, words
from ..source.nodes import MapNode, Node, ScalarNode
from ..source.parsing import Parsed, parse
from .vocabulary import Vocabulary, vocabulary_of

FOLDER = "invariants"


class ClaimKind(StrEnum):
    """What is claimed; the value is the key in YAML."""

    ORDER = "order"
    INCLUDES = "includes"
    EXCLUDES = "excludes"
    WARNS = "warns"
    ASKS = "asks"
    AT_MOST = "at_most"
    NEVER_TOGETHER = "never_together"
    EXACTLY_ONE_OF = "exactly_one_of"
    AT_LEAST_ONE_OF = "at_least_one_of"


CLAIM_KEYS = tuple(kind.value for kind in ClaimKind)
INVARIANT_KEYS = ("when", *CLAIM_KEYS, "because")
LIMITS = ("questions", "steps")

Named = tuple[ItemKind, str]
"""A step, warning, document or cost."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing claimed of plans: about ``parts``, in their order, or ``facts`` that are asked,
    or at most so many ``limits``."""

    kind: ClaimKind
    parts: tuple[Named, ...] = ()
    facts: tuple[str, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Invariant:
    """``when`` a condition holds, every claim does; in every situation."""

    id: str
    when: Condition
    claims: tuple[Claim, ...]
    because: str
    place: Place


def load_invariants(
    folder: Path, rulebook: Rulebook, parsed: Parsed | None = None
) -> tuple[Invariant, ...]:
    """The invariants in the rulebook folder ``folder``, in the author's order; none if it has
    no folder ``invariants``. Raises ``RulebookErrors``."""
    report = Report()
    found = files.read_reserved_folder(folder / FOLDER, report)
    return _read(found, rulebook, report, parsed)


def _read(
    found: list[SourceFile], rulebook: Rulebook, report: Report, parsed: Parsed | None
) -> tuple[Invariant, ...]:
    reader = _Reader(vocabulary_of(rulebook), report)
    for root in parse(found, report, parsed):
        reader.file(root)
    report.raise_if_any()
    return tuple(reader.invariants)


class _Reader:
    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self.report = report
        self.invariants: list[Invariant] = []
        self._ids: dict[str, ScalarNode] = {}
        self._draft = vocabulary.draft(report)
        self._names: Mapping[ItemKind, tuple[str, ...]] = {
            ItemKind.STEP: vocabulary.steps,
            ItemKind.DOCUMENT: vocabulary.documents,
            ItemKind.COST: vocabulary.costs,
            ItemKind.WARNING: vocabulary.warnings,
        }

    def file(self, root: Node) -> None:
        """Read one file."""
        top = mapping(self.report, root, "a file of invariants", "`invariants:` with lines below")
        if top is None:
            return
        fields = KeyReader(self.report, top, ("invariants",), "a file of invariants", top)
        node = fields.need("invariants", "List the invariants below it, each by its id.")
        entries = node and mapping(self.report, node, "the section `invariants`")
        for key, value in entries.pairs() if isinstance(entries, MapNode) else ():
            if not good_id(self.report, key, "invariants"):
                continue
            if key.text in self._ids:
                report_duplicate(self.report, key, "invariant", self._ids[key.text])
                continue
            self._ids[key.text] = key
            self._invariant(key, value)

    def _invariant(self, key: ScalarNode, node: Node) -> None:
        entries = mapping(self.report, node, f"the invariant {quoted(key.text)}")
        if entries is None:
            return
        fields = KeyReader(self.report, entries, INVARIANT_KEYS, "an invariant", key)
        when_node = fields.get("when")
        when = (
            ALWAYS if when_node is None else read_condition(self._draft, when_node, Leaves())
        ) or ALWAYS
        reason = fields.need("because", "Say why it must be so.")
        read = None if reason is None else scalar(self.report, reason, "`because`")
        claims = [
            claim
            for kind in ClaimKind
            if (value := fields.get(kind.value)) is not None
            and (claim := self._claim(kind, value)) is not None
        ]
        if not any(
            kind.value in entries.entries or misspelt(entries, kind.value) for kind in ClaimKind
        ):
            fault(
                self.report,
                Code.NO_EXPECTATION,
                key,
                f"The invariant {quoted(key.text)} claims nothing.",
                f"Add one of: {one_of(CLAIM_KEYS, 20)}.",
            )
        because = "" if read is None else read.text
        self.invariants.append(Invariant(key.text, when, tuple(claims), because, key.place))

    def _claim(self, kind: ClaimKind, node: Node) -> Claim | None:
        if kind is ClaimKind.AT_MOST:
            return self._limits(node)
        read = words(self.report, node, "An id")
        if kind is ClaimKind.ASKS:
            shapes = [self._draft.fact_named(word) for word in read]
            return Claim(kind, facts=tuple(shape.id for shape in shapes if shape is not None))
        parts = [self._part(word, kind) for word in read]
        fewest = {ClaimKind.ORDER: 2, ClaimKind.NEVER_TOGETHER: 2, ClaimKind.EXACTLY_ONE_OF: 2}
        if len({word.text for word in read}) < fewest.get(kind, 1):
            code = Code.ORDER_TOO_SHORT
            fault(self.report, code, node, f"`{kind.value}` needs at least two of them.")
        return Claim(kind, tuple(part for part in parts if part is not None))

    def _part(self, read: ScalarNode, kind: ClaimKind) -> Named | None:
        if kind is ClaimKind.ORDER:
            found = self._draft.reference("steps", read)
            return None if found is None else (ItemKind.STEP, found)
        among = (ItemKind.WARNING,) if kind is ClaimKind.WARNS else tuple(self._names)
        for part in among:
            if read.text in self._names[part]:
                return part, read.text
        known = [name for part in among for name in self._names[part]]
        what = "warning" if kind is ClaimKind.WARNS else "step, warning, document or cost"
        fault(
            self.report,
            Code.NO_SUCH_WARNING if kind is ClaimKind.WARNS else Code.NO_SUCH_STEP,
            read,
            f"There is no {what} {quoted(read.text)}.",
            self.report.nearest(read.text, known),
        )
        return None

    def _limits(self, node: Node) -> Claim | None:
        entries = mapping(self.report, node, "`at_most`", "`at_most: {steps: 40}`")
        if entries is None:
            return None
        fields = KeyReader(self.report, entries, LIMITS, "`at_most`", node)
        limits = []
        for name in LIMITS:
            value = fields.get(name)
            number = None if value is None else integer(self.report, value, "A number")
            if number is not None:
                limits.append((name, number))
        return Claim(ClaimKind.AT_MOST, limits=tuple(limits))
