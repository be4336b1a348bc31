"""Tables: rows of cells keyed by a choice fact.

Owns the sections ``tables`` and ``rows``, the facts that columns are and the options that
rows give to the table's key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...rulebook import Cell, Fact, Option, Table, TableCell
from ...values import Kind, Value, Wording
from ..draft import Declared, Draft, FactShape
from ..faults.codes import Code
from ..faults.foreign_words import key_for
from ..faults.near_values import is_unknown_in_other_words
from ..faults.report import one_of, quoted
from ..source.node_values import (
    cut_by_a_comma,
    describe,
    mapping,
    report_unknown_key,
    scalar,
    value_of,
)
from ..source.nodes import MapNode, Node, ScalarNode
from . import forms
from .declaring import Rows, good_id
from .facts import LABEL, LIMIT, SAID, kind_of, make_fact
from .options import OPTION, OPTIONS, good_option_id, option_from, option_ids
from .texts import wording

COLUMN_KINDS = ("yes_no", "choice", "integer", "money", "date", "text", "time")
COLUMN = forms.EntryForm(
    "a column",
    {
        "kind": forms.OneWord(
            COLUMN_KINDS, "A kind of fact", need=f"One of: {', '.join(COLUMN_KINDS)}."
        ),
        "label": LABEL,
        **SAID,
        "options": OPTIONS,
        "minimum": LIMIT,
        "maximum": LIMIT,
    },
)
TABLE = forms.EntryForm(
    "a table",
    {
        "key": forms.FactId(
            (Kind.CHOICE,),
            need="Name the choice fact that picks the row.",
            note="The choice fact whose answer picks the row.",
        ),
        "columns": forms.Entries(
            "columns",
            forms.Inside(COLUMN),
            need="List them as `a_column: {kind: text}`.",
            note="What is known per row.",
        ),
        "rows": forms.RowsOfTable(),
    },
)
SOURCES = forms.Several(forms.Id("sources"))
_ROW_KEYS = ("label", "help", "formerly", "sources", "statement", "denial")
ROW = forms.EntryForm("a row", {name: OPTION.keys.get(name, SOURCES) for name in _ROW_KEYS})
"""A row without its cells, which stand between."""
CELL = forms.EntryForm(
    "a cell",
    {"value": forms.ColumnValue(need="Write the cell's value after it."), "sources": SOURCES},
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as written: the option it is for, and its cells."""

    key: ScalarNode
    node: Node


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as declared: its key, columns and all its rows from every file."""

    declared: Declared
    key: ScalarNode | None
    columns: Mapping[str, tuple[ScalarNode, Node]]
    rows: Mapping[str, Row]

    @property
    def id(self) -> str:
        """The table's id."""
        return self.declared.id


def layouts(draft: Draft, extra_rows: Rows) -> list[Layout]:
    """All tables, with their rows gathered from every file in the author's order."""
    by_table: dict[str, list[Node]] = {}
    for key, node in extra_rows:
        name = draft.reference("tables", key)
        if name is not None:
            by_table.setdefault(name, []).append(node)
    return [
        layout
        for declared in draft.declared("tables").values()
        if (layout := _layout(draft, declared, by_table.get(declared.id, []))) is not None
    ]


def _layout(draft: Draft, declared: Declared, extra: Iterable[Node]) -> Layout | None:
    entry = forms.declared_entry(draft, TABLE, declared)
    if entry is None:
        return None
    key_node = entry.there("key")
    key = None if key_node is None else scalar(draft.report, key_node, "The id of a fact")
    columns_node = entry.there("columns")
    columns: dict[str, tuple[ScalarNode, Node]] = {}
    entries = columns_node and mapping(draft.report, columns_node, "the value of `columns`")
    for name, column in entries.pairs() if entries else ():
        if name.text in ROW.keys:
            draft.report.fault(
                Code.RESERVED_ID,
                name,
                f"{quoted(name.text)} has a meaning of its own in rows and cannot be a column.",
                "Choose another id.",
            )
        elif good_id(draft.report, name, "columns"):
            columns[name.text] = name, column
    rows: dict[str, Row] = {}
    own = entry.get("rows")
    for block in [*([] if own is None else [own]), *extra]:
        _add_rows(draft, rows, block)
    return Layout(declared, key, columns, rows)


def _add_rows(draft: Draft, rows: dict[str, Row], block: Node) -> None:
    entries = mapping(draft.report, block, "the value of `rows`")
    for key, node in entries.pairs() if entries else ():
        if not good_option_id(draft, key, Kind.CHOICE):
            continue
        if key.text in rows:
            draft.report.fault(
                Code.DUPLICATE_ID,
                key,
                f"The row {quoted(key.text)} is already there at {rows[key.text].key.place}.",
                "Merge the two.",
            )
        else:
            rows[key.text] = Row(key, node)


def column_shapes(draft: Draft, layout: Layout) -> Iterable[FactShape]:
    """The facts that the columns of a table are."""
    for column, (key, node) in layout.columns.items():
        kind = kind_of(draft, node, key, COLUMN)
        options = option_ids(node) if kind is Kind.CHOICE else ()
        yield FactShape(f"{layout.id}.{column}", kind, options, key.place)


def read_columns(draft: Draft, layout: Layout) -> Iterable[Fact]:
    """The facts of a table's cells."""
    key_fact = layout.key.text if layout.key else ""
    for column, (key, node) in layout.columns.items():
        what = f"the column {quoted(column)}"
        entry = forms.entry_at(draft, COLUMN, node, key, what, "`{kind: integer}`")
        if entry is None:
            continue
        origin = Cell(layout.id, key_fact, column)
        fact = make_fact(entry, f"{layout.id}.{column}", key, origin)
        if fact is None:
            continue
        if "label" not in entry:
            fact = _labelled(fact, column)
        yield fact


def _labelled(fact: Fact, column: str) -> Fact:
    from msgspec.structs import replace

    return replace(fact, label=Wording({"": column}))


def key_options(draft: Draft, layout: Layout) -> tuple[Option, ...]:
    """The options that the rows give to the table's key, in row order."""
    options = []
    for option_id, row in layout.rows.items():
        if not isinstance(row.node, MapNode):
            continue
        entries = {name: it for name, it in row.node.entries.items() if name in OPTION.keys}
        node = MapNode(row.node.file, row.node.line, row.node.column, entries)
        if layout.key is not None:
            draft.places[f"facts.{layout.key.text}.options.{option_id}"] = row.key.place
        entry = forms.EntryReader(draft, OPTION, node, row.key, "a row")
        options.append(option_from(entry, option_id, row.key.place))
    return tuple(options)


def labels_no_row(layout: Layout) -> bool:
    """Whether no row has a label. Several tables may have one key; that which labels its rows
    says what the options are called and how they are ordered, wherever it stands."""
    return not any(
        isinstance(row.node, MapNode) and "label" in row.node.entries
        for row in layout.rows.values()
    )


def gives_options(draft: Draft, layout: Layout) -> bool:
    """Whether the rows of the table are the options of its key."""
    declared = draft.declared("facts").get(layout.key.text) if layout.key else None
    return declared is not None and option_ids(declared.node) is None


def read_table(draft: Draft, layout: Layout) -> Table:
    """The table with the values of its cells."""
    rows: dict[str, Mapping[str, TableCell]] = {}
    shape = _key_shape(draft, layout)
    options_are_rows = gives_options(draft, layout)
    for option_id, row in layout.rows.items():
        if shape is not None and not options_are_rows:
            draft.option(shape, row.key)
        draft.places[f"tables.{layout.id}.rows.{option_id}"] = row.key.place
        node = mapping(draft.report, row.node, f"the row {quoted(option_id)}")
        if node is None:
            continue
        if not options_are_rows:
            _refuse_second_label(draft, layout, node)
        rows[option_id] = _cells(draft, layout, node)
    key = layout.key.text if layout.key else ""
    return Table(layout.id, key, tuple(layout.columns), rows, layout.declared.key.place)


def _key_shape(draft: Draft, layout: Layout) -> FactShape | None:
    if layout.key is None:
        return None
    shape = draft.fact_named(layout.key)
    if shape is not None and shape.kind not in (Kind.CHOICE, None):
        draft.report.fault(
            Code.TABLE_KEY_NOT_A_CHOICE,
            layout.key,
            f"The key of a table must be a choice fact; {quoted(shape.id)} is {shape.kind.value}.",
            "Name a fact of `kind: choice`; the table has a row for each of its options.",
        )
        return None
    return shape


def _refuse_second_label(draft: Draft, layout: Layout, node: MapNode) -> None:
    for name in OPTION.keys:
        if name in node.entries and layout.key is not None:
            draft.report.fault(
                Code.LABEL_TWICE,
                node.entries[name][0],
                f"The fact {quoted(layout.key.text)} lists its options itself, so a row cannot "
                f"give `{name}:`.",
                "Keep it in one of the two places.",
            )


def _cells(draft: Draft, layout: Layout, node: MapNode) -> dict[str, TableCell]:
    row_sources: tuple[str, ...] = ()
    if "sources" in node.entries:
        row_sources = forms.ids(draft, "sources", node.entries["sources"][1])
    cells: dict[str, TableCell] = {}
    for name, value in node.pairs():
        if name.text in ROW.keys:
            continue
        if name.text not in layout.columns:
            _report_no_column(draft, layout, name, value)
            continue
        cell = _cell(draft, layout, name, value, row_sources)
        if cell is not None:
            cells[name.text] = cell
    return cells


def _report_no_column(draft: Draft, layout: Layout, name: ScalarNode, value: Node) -> None:
    known = (*layout.columns, *ROW.keys)
    if ":" in name.text or "：" in name.text:
        report_unknown_key(draft.report, name, value, known, "a row")
        return
    if cut_by_a_comma(draft.report, name, value):
        return
    meant = key_for(name.text, ROW.names)
    draft.report.fault(
        Code.NO_SUCH_COLUMN,
        name,
        f"The table {quoted(layout.id)} has no column {quoted(name.text)}.",
        (f"Did you mean {quoted(meant)}?" if meant else None)
        or draft.report.nearest(name.text, known)
        or f"Its columns: {one_of(layout.columns, 20)}.",
    )


def _cell(
    draft: Draft, layout: Layout, name: ScalarNode, node: Node, sources: tuple[str, ...]
) -> TableCell | None:
    if isinstance(node, MapNode) and any(key in node.entries for key in CELL.keys):
        entry = forms.EntryReader(draft, CELL, node, name)
        if "sources" in entry:
            sources = entry.ids("sources")
        value_node = entry.there("value")
        if value_node is None:
            return None
        node = value_node
    if isinstance(node, ScalarNode) and (node.is_empty or (node.plain and node.text == "unknown")):
        return None
    shape = draft.shapes[f"{layout.id}.{name.text}"]
    value = _cell_value(draft, shape, node)
    return None if value is None else TableCell(value, sources, name.place)


def _cell_value(draft: Draft, shape: FactShape, node: Node) -> Value | None:
    if shape.kind is None:
        return None
    if shape.kind is Kind.TEXT:
        return wording(draft, node, "a text", may_be_empty=True)
    if shape.kind is Kind.CHOICE:
        read = scalar(draft.report, node, "An option")
        return None if read is None else draft.option(shape, read)
    if isinstance(node, ScalarNode) and is_unknown_in_other_words(node.text):
        draft.report.fault(
            Code.NOT_A_WORD,
            node,
            f"A value is expected here; this is {describe(node)}.",
            "Leave the cell out where nobody knows: it is unknown then.",
        )
        return None
    return value_of(draft.report, node, shape.kind, "A value")
