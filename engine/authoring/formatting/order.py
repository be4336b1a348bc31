"""In which order keys are written, by where they stand.

Owns the orders. What an author lists (facts, options, rules, the parts of a condition …) has
no order here: that order is the author's, and it means something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...calculations import FUNCTIONS
from ...loading.scenarios.expecting import DUE_KEYS as EXPECTED_DUE_KEYS
from ...loading.scenarios.expecting import EXPECT_KEYS
from ...loading.scenarios.invariants import INVARIANT_KEYS, LIMITS
from ...loading.scenarios.reading import FILE_KEYS, SCENARIO_KEYS
from ...loading.section_names import SECTIONS
from ...loading.sections.calculated import CASE_KEYS
from ...loading.sections.facts import CONCLUSION_KEYS, FACT_KEYS, OPTION_KEYS
from ...loading.sections.header import HEADER_KEYS
from ...loading.sections.kinds import ALL_FUNCTIONS
from ...loading.sections.rules import RULE_KEYS
from ...loading.sections.steps import (
    COST_KEYS,
    DOCUMENT_KEYS,
    DUE_KEYS,
    NEIGHBOUR_KEYS,
    SOURCE_KEYS,
    STEP_KEYS,
)
from ...loading.sections.tables import COLUMN_KEYS, TABLE_KEYS


@dataclass(frozen=True)
class Shape:
    """What stands somewhere: the order of its keys (those not named follow as written), what
    stands under each, and under every key or item that is not named (``each``). A mapping
    with none of the keys is a text."""

    keys: Sequence[str] = ()
    under: Mapping[str, Shape] = field(default_factory=dict)
    each: Shape | None = None

    def below(self, key: str) -> Shape:
        """What stands under ``key``."""
        return self.under.get(key) or self.each or ANYTHING


ANYTHING = Shape()
TEXT = Shape(("en",))
"""One text per language: the keys are in the order of the rulebook's languages."""


def _listed(entry: Shape) -> Shape:
    return Shape(each=entry)


_OPTION = Shape(OPTION_KEYS, each=TEXT)
_OPTIONS = Shape(each=_OPTION)
_CELL = Shape(("value", "sources"), {"value": TEXT}, each=TEXT)
_ROW = Shape(("label", "help", "formerly", "sources"), each=_CELL)
_CALL = Shape(tuple(dict.fromkeys(it for f in FUNCTIONS.values() for it in f.names)))
_CALCULATED = Shape(
    ("label", "kind", *ALL_FUNCTIONS, *(key for key in CONCLUSION_KEYS if key != "label")),
    {
        "cases": _listed(Shape(CASE_KEYS)),
        **{name: _CALL for name in ALL_FUNCTIONS if name != "cases"},
    },
    each=TEXT,
)
_EFFECT = Shape(
    (),
    {
        "warn": Shape(("id", "severity", "cannot_be_undone", "on", "text"), {"text": TEXT}),
        "bring": Shape(("document", "to")),
        "cost": Shape(("cost", "on")),
    },
)
_RULE = Shape(
    RULE_KEYS,
    {"then": _listed(_EFFECT), "because": TEXT, "valid": Shape(("from", "until"))},
)
_COLUMN = Shape(COLUMN_KEYS, {"options": _OPTIONS}, each=TEXT)
_SECTIONS = (
    *SECTIONS[: SECTIONS.index("steps")],
    *(it for it in SECTIONS[SECTIONS.index("steps") :] if it in ("documents", "costs")),
    *(it for it in SECTIONS[SECTIONS.index("steps") :] if it not in ("documents", "costs")),
)
"""What a topic needs, before what it says."""
_NEIGHBOURS = Shape(NEIGHBOUR_KEYS, {"because": TEXT})
_STEP_PARTS = {"due": Shape(DUE_KEYS), "before": _NEIGHBOURS, "after": _NEIGHBOURS}
RULEBOOK_FILE = Shape(
    _SECTIONS,
    {
        "rulebook": Shape(HEADER_KEYS, {"title": TEXT}),
        "phases": _listed(Shape(("title",), each=TEXT)),
        "groups": _listed(Shape(("title", "order"), each=TEXT)),
        "facts": _listed(Shape(FACT_KEYS, {"options": _OPTIONS}, each=TEXT)),
        "tables": _listed(Shape(TABLE_KEYS, {"columns": _listed(_COLUMN), "rows": _listed(_ROW)})),
        "rows": _listed(_listed(_ROW)),
        "calculated": _listed(_CALCULATED),
        "conclusions": _listed(Shape(CONCLUSION_KEYS, each=TEXT)),
        "steps": _listed(Shape(STEP_KEYS, _STEP_PARTS, each=TEXT)),
        "documents": _listed(Shape(DOCUMENT_KEYS, each=TEXT)),
        "costs": _listed(Shape(COST_KEYS, each=TEXT)),
        "rules": _listed(_RULE),
        "sources": _listed(Shape(SOURCE_KEYS, each=TEXT)),
    },
)
_EXPECT = Shape(EXPECT_KEYS, {"due": _listed(Shape(EXPECTED_DUE_KEYS))})
INVARIANT_FILE = Shape(
    ("invariants",), {"invariants": _listed(Shape(INVARIANT_KEYS, {"at_most": Shape(LIMITS)}))}
)
SCENARIO_FILE = Shape(FILE_KEYS, {"scenarios": _listed(Shape(SCENARIO_KEYS, {"expect": _EXPECT}))})


def ordered(shape: Shape, keys: Sequence[str], languages: Sequence[str]) -> list[int]:
    """The numbers of ``keys`` in the order in which they are to be written."""
    order = shape.keys
    if shape is not ANYTHING and keys and set(keys) <= set(languages):
        order = languages
    rank = {key: number for number, key in enumerate(order)}
    return sorted(range(len(keys)), key=lambda number: rank.get(keys[number], len(rank)))
