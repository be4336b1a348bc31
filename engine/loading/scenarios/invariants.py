"""Invariants: what must be so in every situation, in a rulebook's folder ``invariants/``.

Owns their shapes, their form and the reading of it. Whether they hold is none of its business.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ...conditions import ALWAYS, Condition
from ...items import ItemKind
from ...rulebook import Place, Rulebook
from ..faults.codes import Code
from ..faults.report import Report, one_of, quoted
from ..sections import forms
from ..sections.comparisons import Leaves
from ..sections.conditions import read_condition
from ..source import files
from ..source.node_values import misspelt, words
from ..source.nodes import Node, ScalarNode
from ..source.parsing import Parsed, parse
from .expectations import PARTS
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
_ITEM = forms.Either(tuple(forms.Id(f"{part.value}s") for part in PARTS))
_NUMBER = forms.Number("A number")
LIMITS = forms.EntryForm("`at_most`", {"questions": _NUMBER, "steps": _NUMBER})
INVARIANT = forms.EntryForm(
    "an invariant",
    {
        "when": forms.When(note="Only then; else in every situation."),
        "order": forms.ListOf(forms.Id("steps"), fewest=2),
        "includes": forms.Several(_ITEM),
        "excludes": forms.Several(_ITEM),
        "warns": forms.Several(forms.Id("warnings")),
        "asks": forms.Several(forms.FactId()),
        "at_most": forms.Inside(LIMITS),
        "never_together": forms.ListOf(_ITEM, fewest=2),
        "exactly_one_of": forms.ListOf(_ITEM, fewest=2),
        "at_least_one_of": forms.Several(_ITEM),
        "because": forms.Word("`because`", need="Say why it must be so."),
    },
)
INVARIANT_FILE = forms.EntryForm(
    "a file of invariants",
    {
        "invariants": forms.Entries(
            "invariants",
            forms.Inside(INVARIANT),
            need="List the invariants below it, each by its id.",
            note="What must be so in every situation.",
        )
    },
)

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
    reader = _Reader(vocabulary_of(rulebook), report)
    for root in parse(files.read_reserved_folder(folder / FOLDER, report), report, parsed):
        reader.file(root)
    report.raise_if_any()
    return tuple(reader.invariants)


class _Reader:
    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self.report = report
        self.invariants: list[Invariant] = []
        self._ids: dict[str, ScalarNode] = {}
        self._draft = vocabulary.draft(report)
        self._items = vocabulary.items

    def file(self, root: Node) -> None:
        """Read one file."""
        example = "`invariants:` with lines below"
        file = forms.entry_at(self._draft, INVARIANT_FILE, root, root, example=example)
        for key, entry in file.new_entries("invariants", self._ids) if file else ():
            self._invariant(key, entry)

    def _invariant(self, key: ScalarNode, entry: forms.EntryReader) -> None:
        when_node = entry.get("when")
        when = (
            ALWAYS if when_node is None else read_condition(self._draft, when_node, Leaves())
        ) or ALWAYS
        because = entry.word("because") or ""
        claims = [
            claim
            for kind in ClaimKind
            if (value := entry.get(kind.value)) is not None
            and (claim := self._claim(kind, value, entry)) is not None
        ]
        if not any(name in entry.node.entries or misspelt(entry.node, name) for name in CLAIM_KEYS):
            self.report.fault(
                Code.NO_EXPECTATION,
                key,
                f"The invariant {quoted(key.text)} claims nothing.",
                f"Add one of: {one_of(CLAIM_KEYS, 20)}.",
            )
        self.invariants.append(Invariant(key.text, when, tuple(claims), because, key.place))

    def _claim(self, kind: ClaimKind, node: Node, entry: forms.EntryReader) -> Claim | None:
        if kind is ClaimKind.AT_MOST:
            return _limits(entry)
        read = words(self.report, node, "An id")
        if kind is ClaimKind.ASKS:
            shapes = [self._draft.fact_named(word) for word in read]
            return Claim(kind, facts=tuple(shape.id for shape in shapes if shape is not None))
        parts = [self._part(word, kind) for word in read]
        holds = INVARIANT.keys[kind.value]
        fewest = holds.fewest if isinstance(holds, forms.ListOf) else 1
        if len({word.text for word in read}) < fewest:
            code = Code.ORDER_TOO_SHORT
            self.report.fault(code, node, f"`{kind.value}` needs at least two of them.")
        return Claim(kind, tuple(part for part in parts if part is not None))

    def _part(self, read: ScalarNode, kind: ClaimKind) -> Named | None:
        if kind is ClaimKind.ORDER:
            found = self._draft.reference("steps", read)
            return None if found is None else (ItemKind.STEP, found)
        among = (ItemKind.WARNING,) if kind is ClaimKind.WARNS else tuple(self._items)
        for part in among:
            if read.text in self._items[part]:
                return part, read.text
        known = [name for part in among for name in self._items[part]]
        what = "warning" if kind is ClaimKind.WARNS else "step, warning, document or cost"
        self.report.fault(
            Code.NO_SUCH_WARNING if kind is ClaimKind.WARNS else Code.NO_SUCH_STEP,
            read,
            f"There is no {what} {quoted(read.text)}.",
            self.report.nearest(read.text, known),
        )
        return None


def _limits(entry: forms.EntryReader) -> Claim | None:
    at_most = entry.inside("at_most", "`at_most: {steps: 40}`")
    if at_most is None:
        return None
    numbers = ((name, at_most.number(name)) for name in LIMITS.names)
    limits = tuple((name, number) for name, number in numbers if number is not None)
    return Claim(ClaimKind.AT_MOST, limits=limits)
