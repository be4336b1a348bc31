"""From files to declarations: which ids each section declares, over all files.

Owns the rules for ids and the search for ids declared twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..draft import SINGULAR, Declared
from ..faults.codes import Code
from ..faults.report import Report, nearest_name, one_of, quoted
from ..section_names import FACT_SECTIONS, SECTIONS
from ..source.lookalikes import WIDE_COLON
from ..source.node_values import mapping, report_unknown_key
from ..source.nodes import MapNode, Node, ScalarNode

ELSEWHERE = {"scenarios": "scenarios", "invariants": "invariants"}
FACT_ID = re.compile(r"[a-z][a-z0-9_]*")
OPTION_ID = re.compile(r"[a-z0-9][a-z0-9_]*")
DASHED_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
EITHER_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
LONGEST_ID = 80

_UNDERSCORES = "lower-case letters, digits and _, beginning with a letter"
_DASHES = "lower-case letters, digits and -"
ID_RULES = {
    "phases": (EITHER_ID, "lower-case letters, digits, _ and -"),
    "groups": (EITHER_ID, "lower-case letters, digits, _ and -"),
    "facts": (FACT_ID, _UNDERSCORES),
    "tables": (FACT_ID, _UNDERSCORES),
    "columns": (FACT_ID, _UNDERSCORES),
    "options": (OPTION_ID, "lower-case letters, digits and _"),
    "calculated": (FACT_ID, _UNDERSCORES),
    "conclusions": (FACT_ID, _UNDERSCORES),
    "steps": (DASHED_ID, _DASHES),
    "documents": (DASHED_ID, _DASHES),
    "costs": (DASHED_ID, _DASHES),
    "rules": (DASHED_ID, _DASHES),
    "sources": (DASHED_ID, _DASHES),
    "warnings": (DASHED_ID, _DASHES),
    "scenarios": (DASHED_ID, _DASHES),
    "invariants": (DASHED_ID, _DASHES),
}
RESERVED_FACT_IDS = frozenset(
    {"any", "all", "not", "otherwise", "today", "unknown", "known", "none", "yes", "no"}
)

Header = tuple[ScalarNode, Node]
Rows = list[tuple[ScalarNode, Node]]
Sections = dict[str, dict[str, Declared]]


def gather(roots: Iterable[Node], report: Report) -> tuple[Sections, list[Header], Rows]:
    """All declarations by section, every ``rulebook:`` section, and the tables' extra rows
    (table id and rows), in the order of the files."""
    sections: Sections = {}
    headers: list[Header] = []
    rows: Rows = []
    for root in roots:
        top = mapping(report, root, "a rulebook file", "`facts:` with indented lines below")
        for key, node in top.pairs() if top else ():
            if isinstance(node, ScalarNode) and node.is_empty:
                if key.text not in SECTIONS:
                    _report_unknown_section(report, key)
            elif key.text == "rulebook":
                headers.append((key, node))
            elif key.text == "rows":
                tables = mapping(report, node, "the section `rows`")
                rows += tables.pairs() if tables else ()
            elif key.text in SECTIONS:
                entries = mapping(report, node, f"the section `{key.text}`")
                if entries:
                    _declare(sections.setdefault(key.text, {}), key.text, entries, report)
            else:
                _report_unknown_section(report, key)
                _declare_as_meant(sections, key, node, report)
    _check_facts_apart(sections, report)
    return sections, headers, rows


def _declare(section: dict[str, Declared], name: str, entries: MapNode, report: Report) -> None:
    for key, node in entries.pairs():
        if not good_id(report, key, name):
            continue
        first = section.get(key.text)
        if first is not None:
            report_duplicate(report, key, SINGULAR[name], first.key)
        else:
            section[key.text] = Declared(key.text, key, node)


def _declare_as_meant(sections: Sections, key: ScalarNode, node: Node, report: Report) -> None:
    """Take a section with a slip in its name for the one that was meant, so that whatever
    refers to its entries is not blamed for it."""
    near = nearest_name(key.text, [name for name in SECTIONS if name in ID_RULES])
    if near and isinstance(node, MapNode):
        _declare(sections.setdefault(near, {}), near, node, report)


def report_duplicate(report: Report, key: ScalarNode, noun: str, first: ScalarNode) -> None:
    """Report an id that ``first`` declared already."""
    report.fault(
        Code.DUPLICATE_ID,
        key,
        f"The {noun} {quoted(key.text)} is already declared at {first.place}.",
        "Give one of the two another id, or merge them.",
    )


def good_id(report: Report, key: ScalarNode, section: str) -> bool:
    """Whether ``key`` may be an id in ``section``; reported if not."""
    pattern, rule = ID_RULES[section]
    text = key.text
    if not pattern.fullmatch(text):
        if WIDE_COLON in text:
            report_unknown_key(report, key, key, (), section)
            return False
        better = _better_id(text, section)
        report.fault(
            Code.BAD_ID,
            key,
            f"{quoted(text)} cannot be an id here: only {rule}.",
            f"Write {quoted(better)}."
            if better and pattern.fullmatch(better)
            else "Choose a short name in plain letters; what people read is a text of its own.",
        )
        return False
    if len(text) > LONGEST_ID:
        report.fault(
            Code.BAD_ID, key, f"This id is {len(text)} characters long; {LONGEST_ID} is the most."
        )
        return False
    if section in FACT_SECTIONS and text in RESERVED_FACT_IDS:
        report.fault(
            Code.RESERVED_ID,
            key,
            f"{quoted(text)} has a meaning of its own in conditions and cannot be a fact.",
            "Choose another id.",
        )
        return False
    return True


def _better_id(text: str, section: str) -> str:
    lower = text.strip().lower().replace(" ", "-")
    if section in ("facts", "tables", "columns", "options", "calculated", "conclusions"):
        return lower.replace("-", "_")
    return lower.replace("_", "-")


def _check_facts_apart(sections: Sections, report: Report) -> None:
    seen: dict[str, tuple[str, Declared]] = {}
    for section in FACT_SECTIONS:
        for declared in list(sections.get(section, {}).values()):
            if declared.id in seen:
                _, first = seen[declared.id]
                report_duplicate(report, declared.key, "fact", first.key)
                del sections[section][declared.id]
            else:
                seen[declared.id] = section, declared


def _report_unknown_section(report: Report, key: ScalarNode) -> None:
    if key.text in ELSEWHERE:
        report.fault(
            Code.SECTION_ELSEWHERE,
            key,
            f"The section `{key.text}` belongs into a file in the folder {ELSEWHERE[key.text]}/.",
            "Move it there.",
        )
    elif WIDE_COLON in key.text:
        report_unknown_key(report, key, key, SECTIONS, "a rulebook file")
    else:
        report.fault(
            Code.UNKNOWN_SECTION,
            key,
            f"There is no section {quoted(key.text)}.",
            report.nearest(key.text, SECTIONS)
            or _indented(key)
            or f"Sections are: {one_of(SECTIONS, 20)}.",
        )


def _indented(key: ScalarNode) -> str | None:
    """What to do where the line above names a section and has nothing below it."""
    above = key.file.lines[key.place.line - 2].strip() if key.place.line > 1 else ""
    section = above.removesuffix(":")
    if section == above or section not in SECTIONS:
        return None
    return f"Indent it if it belongs to `{above}`: two spaces before it."
