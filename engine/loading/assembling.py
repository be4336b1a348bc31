"""From files to a rulebook: what is read in which order.

Owns the sequence: shapes of all facts first, then texts, conditions and everything that
refers to them, then the rulebook as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..rulebook import Fact, GroupOrder, Option, Rulebook
from ..values import Kind, Wording
from .draft import Draft, FactShape
from .faults.codes import Code
from .faults.report import Report, SourceFile
from .sections import calculated, calculated_kinds, facts, header, rules, steps, tables
from .sections.declaring import gather
from .sections.forms import EntryReader
from .sections.options import option_ids
from .source import files
from .source.parsing import Parsed, parse
from .whole_rulebook import check_whole


def load_folder(folder: Path, parsed: Parsed | None = None) -> Rulebook:
    """The rulebook in ``folder``, whose files as they were before are in ``parsed``. Raises
    ``RulebookErrors``."""
    report = Report()
    found = files.read_folder(folder, report)
    return _assemble(found, report, parsed)


def load_texts(texts: Mapping[str, str]) -> Rulebook:
    """The rulebook in files given as text by path. Raises ``RulebookErrors``."""
    report = Report()
    return _assemble(files.read_texts(texts, report), report)


def _assemble(
    found: Iterable[SourceFile], report: Report, parsed: Parsed | None = None
) -> Rulebook:
    by_path = {file.path: file for file in found}
    roots = parse(by_path.values(), report, parsed)
    report.raise_if_any()
    sections, headers, extra_rows = gather(roots, report)
    draft = Draft(report, sections)
    head = header.find_header(draft, headers)
    if not headers:
        # What it would declare is missing everywhere then, and not worth a message each time.
        report.raise_if_any()
    if head is not None:
        full = header.languages(head)
        draft.unfinished = header.draft_languages(head, full)
        draft.languages = (*full, *draft.unfinished)
        draft.currency = header.currency(head)
    layouts = tables.layouts(draft, extra_rows)
    _shape_facts(draft, layouts)
    all_facts = _facts(draft, layouts)
    rulebook = _rulebook(draft, head, layouts, all_facts)
    report.raise_if_any()
    check_whole(rulebook, by_path, report)
    report.raise_if_any()
    return rulebook


def _shape_facts(draft: Draft, layouts: list[tables.Layout]) -> None:
    """Find out the kind and options of every fact."""
    row_options: dict[str, dict[str, None]] = {}
    for layout in layouts:
        if layout.key is not None:
            row_options.setdefault(layout.key.text, {}).update(dict.fromkeys(layout.rows))
    for declared in draft.declared("facts").values():
        kind = facts.kind_of(draft, declared.node, declared.key, facts.FACT)
        own = option_ids(declared.node)
        options = tuple(row_options.get(declared.id, ())) or None if own is None else own
        draft.shapes[declared.id] = FactShape(declared.id, kind, options, declared.key.place)
    for layout in layouts:
        for shape in tables.column_shapes(draft, layout):
            draft.shapes[shape.id] = shape
    for declared in draft.declared("conclusions").values():
        draft.shapes[declared.id] = facts.conclusion_shape(declared)
    calculated_kinds.KindInference(draft).infer_all()


def _facts(draft: Draft, layouts: list[tables.Layout]) -> dict[str, Fact]:
    given: dict[str, tuple[Option, ...]] = {}
    for layout in sorted(layouts, key=tables.labels_no_row):
        if layout.key is not None and tables.gives_options(draft, layout):
            merged = {option.id: option for option in given.get(layout.key.text, ())}
            for option in tables.key_options(draft, layout):
                merged.setdefault(option.id, option)
            given[layout.key.text] = tuple(merged.values())
    found: list[Fact | None] = [
        facts.read_fact(draft, declared, given.get(declared.id, ()))
        for declared in draft.declared("facts").values()
    ]
    for layout in layouts:
        found += tables.read_columns(draft, layout)
    options = {fact.id: fact.options for fact in found if fact is not None}
    for declared in draft.declared("calculated").values():
        found.append(calculated.read_calculated(draft, declared, options))
    for declared in draft.declared("conclusions").values():
        found.append(facts.read_conclusion(draft, declared))
    return {fact.id: fact for fact in found if fact is not None}


def _rulebook(
    draft: Draft, head: EntryReader | None, layouts: list[tables.Layout], all_facts: dict[str, Fact]
) -> Rulebook:
    _check_currency(draft, head)
    identity = ("", "0") if head is None else header.identity(head)
    time_zone = "UTC" if head is None else header.time_zone(head)
    order = GroupOrder.OPEN
    if head is not None:
        order = header.group_order(head, "group_order", GroupOrder.OPEN)
    return Rulebook(
        id=identity[0],
        version=identity[1],
        title=Wording({}) if head is None else head.needed_text("title"),
        languages=draft.languages,
        currency=draft.currency,
        time_zone=time_zone,
        group_order=order,
        phases=steps.read_phases(draft),
        groups=steps.read_groups(draft, all_facts.values()),
        facts=all_facts,
        tables={layout.id: tables.read_table(draft, layout) for layout in layouts},
        steps=steps.read_steps(draft),
        documents=steps.read_documents(draft),
        costs=steps.read_costs(draft),
        rules=rules.read_rules(draft),
        sources=steps.read_sources(draft),
        names_plan=None if head is None else head.fact("names_plan"),
        places=draft.places,
        drafts={code: tuple(draft.lacking.get(code, ())) for code in draft.unfinished},
    )


def _check_currency(draft: Draft, head: EntryReader | None) -> None:
    """Money needs a currency; a rulebook without money needs none."""
    money = [shape.id for shape in draft.shapes.values() if shape.kind is Kind.MONEY]
    named = next(iter((*money, *draft.declared("costs"))), None)
    if head is not None and named is not None and "currency" not in head.node.entries:
        draft.report.fault(
            Code.CURRENCY_MISSING,
            head.key,
            f"'{named}' is money, but the rulebook names no currency.",
            "Add for example `currency: JPY` to the section `rulebook:`.",
        )
