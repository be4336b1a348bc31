"""A rulebook while it is read: what is declared where, and of which kind.

Owns the table of declarations and the look-up of names in it, with the nearest name when
there is none. Sections are read against it in any order, so files may refer to each other
freely.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..rulebook import Place
from ..values import Kind
from .faults.codes import Code
from .faults.foreign_comparisons import denied_option, some_or_none
from .faults.foreign_words import MOVING_DAYS, joined_options
from .faults.report import Report, one_of, quoted
from .source import lookalikes
from .source.node_values import scalar
from .source.nodes import MapNode, Node, ScalarNode

KIND_WORDS = {
    Kind.YES_NO: "a yes/no fact",
    Kind.CHOICE: "a choice",
    Kind.CHOICES: "a choice of several",
    Kind.INTEGER: "a number",
    Kind.MONEY: "an amount of money",
    Kind.DATE: "a date",
    Kind.TEXT: "a text",
    Kind.TIME: "a time of day",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """One entry of a section: its id, the key that declares it and what stands under it."""

    id: str
    key: ScalarNode
    node: Node


@dataclass(frozen=True, slots=True)
class FactShape:
    """What conditions and texts need to know of a fact: its kind and options (``None`` where
    its declaration is faulty, which is reported there and spares checks here)."""

    id: str
    kind: Kind | None
    options: tuple[str, ...] | None
    place: Place
    is_conclusion: bool = False


Section = Mapping[str, Declared]

REFERENCES = {
    "steps": (Code.NO_SUCH_STEP, "step"),
    "documents": (Code.NO_SUCH_DOCUMENT, "document"),
    "costs": (Code.NO_SUCH_COST, "cost"),
    "sources": (Code.NO_SUCH_SOURCE, "source"),
    "phases": (Code.NO_SUCH_PHASE, "phase"),
    "groups": (Code.NO_SUCH_GROUP, "group"),
    "tables": (Code.NO_SUCH_TABLE, "table"),
    "conclusions": (Code.NO_SUCH_CONCLUSION, "conclusion"),
}
SINGULAR = {
    **{section: noun for section, (_, noun) in REFERENCES.items()},
    "facts": "fact",
    "calculated": "calculated fact",
    "rules": "rule",
    "warnings": "warning",
}


@dataclass
class Draft:
    """What is declared (``sections``: section → id → declaration) and what is known of it.
    ``lacking`` are the places of texts by each of the ``unfinished`` languages they lack."""

    report: Report
    sections: Mapping[str, Section]
    languages: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    currency: str = ""
    shapes: dict[str, FactShape] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    lacking: dict[str, list[Place]] = field(default_factory=dict)

    def declared(self, section: str) -> Section:
        """The entries of a section, in the author's order."""
        return self.sections.get(section, {})

    def reference(self, section: str, node: Node) -> str | None:
        """The id that ``node`` names in ``section``; reported if there is none."""
        code, noun = REFERENCES[section]
        read = scalar(self.report, node, f"The id of a {noun}")
        if read is None:
            return None
        if read.text in self.declared(section):
            return read.text
        self.no_such(code, read, noun, self.declared(section))
        return None

    def references(self, section: str, nodes: Sequence[Node]) -> tuple[str, ...]:
        """The ids that the nodes name, without those that do not exist."""
        found = (self.reference(section, node) for node in nodes)
        return tuple(name for name in found if name is not None)

    def fact(self, node: Node) -> FactShape | None:
        """The fact that ``node`` names; reported if there is none."""
        read = scalar(self.report, node, "The id of a fact")
        return None if read is None else self.fact_named(read)

    def fact_named(self, read: ScalarNode) -> FactShape | None:
        """The fact of that name; reported if there is none."""
        shape = self.shapes.get(read.text)
        if shape is None:
            self.no_such_fact(read)
        return shape

    def no_such_fact(self, read: ScalarNode) -> None:
        """Report that ``read`` names no fact."""
        day = _day_alone(read.text)
        if day is not None:
            self.report.fault(Code.NO_SUCH_FACT, read, f"{quoted(read.text)} is no fact.", day)
            return
        plain = unicodedata.normalize("NFKC", read.text)
        table, dot, column = read.text.partition(".")
        if dot and table in self.declared("tables"):
            columns = [
                name.partition(".")[2] for name in self.shapes if name.startswith(f"{table}.")
            ]
            self.report.fault(
                Code.NO_SUCH_COLUMN,
                read,
                f"The table {quoted(table)} has no column {quoted(column)}.",
                self.report.nearest(column, columns) or f"Its columns: {one_of(columns, 20)}.",
            )
            return
        in_tables = [name for name in self.shapes if name.endswith(f".{read.text}")]
        if in_tables:
            self.report.fault(
                Code.NO_SUCH_FACT,
                read,
                f"There is no fact {quoted(read.text)}; that is a column.",
                f"Write it with its table: {one_of(in_tables)}.",
            )
            return
        bare = plain if plain in self.shapes else plain.rpartition(".")[2]
        if bare in self.shapes:
            problem = f"There is no fact {quoted(read.text)}."
            self.report.fault(Code.NO_SUCH_FACT, read, problem, f"Write {bare}.")
            return
        self.no_such(Code.NO_SUCH_FACT, read, "fact", self.shapes)

    def option(self, shape: FactShape, read: ScalarNode) -> str | None:
        """The option of a fact that a word names; reported if there is none."""
        if not shape.options:
            return None
        if read.text in shape.options:
            return read.text
        if read.text in ("unknown", "known"):
            problem = f"{quoted(read.text)} stands alone: `{shape.id}: {read.text}`."
            self.report.fault(
                Code.OPERAND_DOES_NOT_FIT, read, problem, "Put it beside with `any:`."
            )
            return None
        self.report.fault(
            Code.NO_SUCH_OPTION,
            read,
            f"{quoted(shape.id)} has no option {quoted(read.text)}.",
            some_or_none(shape.id, shape.kind, read.text)
            or denied_option(shape.id, shape.kind, shape.options, read.text)
            or joined_options(
                shape.id, shape.options, read.text, several=shape.kind is Kind.CHOICES
            )
            or self.report.nearest(read.text, shape.options)
            or f"Its options: {one_of(shape.options, 20)}.",
        )
        return None

    def _by_title(self, text: str, section: str) -> str | None:
        """The entry that is called so, where its title stands instead of its id."""
        entries = self.declared(section)
        called = [id for id, it in entries.items() if text.casefold() in _texts_of(it.node)]
        if called:
            return f"Name it by its id: {called[0]}."
        joined = [part.strip() for part in text.split(",")]
        if len(joined) > 1 and set(joined) <= set(entries):
            return f"Write it as a list: [{', '.join(joined)}]."
        if section == "costs" and re.match("[0-9]", text):
            return f"Declare it under `costs:`, with an id and `amount: {text}`."
        if section == "sources" and "://" in text:
            return "Declare it under `sources:`, with an id and this as its `address:`."
        return None

    def no_such(self, code: Code, read: ScalarNode, noun: str, names: Iterable[str]) -> None:
        """Report that ``read`` names no ``noun``, with the nearest of the names there are."""
        elsewhere = [
            SINGULAR[section]
            for section, entries in self.sections.items()
            if section in SINGULAR and read.text in entries and SINGULAR[section] != noun
        ]
        wide = lookalikes.bracket(read.text)
        if wide is not None:
            self.report.fault(Code.LOOKALIKE, read, wide.problem, wide.remedy)
            return
        section = next(it for it, name in SINGULAR.items() if name == noun)
        problem = f"There is no {noun} {quoted(read.text)}"
        problem += f"; that is a {elsewhere[0]}." if elsewhere else "."
        known = list(names)
        remedy = self._by_title(read.text, section) or self.report.nearest(read.text, known)
        if remedy is None and 0 < len(known) <= 12:
            remedy = f"Declared are: {one_of(known)}."
        self.report.fault(
            code, read, problem, remedy or f"Declare it under `{section}:`, or correct the name."
        )


def _day_alone(text: str) -> str | None:
    """What to write where a day stands and a date fact is meant."""
    if text not in MOVING_DAYS and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    shown = "add_days: [today, 7]" if text in MOVING_DAYS else f"earliest: [{text}]"
    return f"Name a date fact. One day for everybody stands under `calculated:`, as `{shown}`."


def _texts_of(node: Node) -> Iterator[str]:
    """What an entry is called, or the address it has."""
    if not isinstance(node, MapNode):
        return
    for key, value in node.pairs():
        if key.text in ("title", "label", "address"):
            texts = [it for _, it in value.pairs()] if isinstance(value, MapNode) else [value]
            yield from (it.text.casefold() for it in texts if isinstance(it, ScalarNode))
