"""The sections that a rulebook file may have, each as it is described beside its reader.

Owns the table alone: reading goes by it nowhere, schemas and the formatter go by nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from .calculated import CALCULATED
from .facts import CONCLUSION, FACT
from .forms import Entries, EntryForm, Holds, Inside, RowsOfTable
from .header import HEADER
from .rules import RULE
from .steps import COST, DOCUMENT, GROUP, PHASE, SOURCE, STEP
from .tables import TABLE


def _section(name: str, form: EntryForm, note: str) -> Holds:
    return Entries(name, Inside(form), note=note)


SECTION_FORMS: Mapping[str, Holds] = {
    "rulebook": Inside(HEADER),
    "phases": _section("phases", PHASE, "The stretches of a plan."),
    "groups": _section("groups", GROUP, "Questions on one topic, asked together."),
    "facts": _section("facts", FACT, "What people can state."),
    "tables": _section("tables", TABLE, "Rows of facts, one per option."),
    "rows": Entries("tables", RowsOfTable(), note="Rows for tables declared elsewhere."),
    "calculated": _section("calculated", CALCULATED, "Facts worked out from others."),
    "conclusions": _section("conclusions", CONCLUSION, "Facts that rules conclude."),
    "steps": _section("steps", STEP, "What people can be told to do."),
    "documents": _section("documents", DOCUMENT, "What to have ready."),
    "costs": _section("costs", COST, "What a plan may cost."),
    "rules": _section("rules", RULE, "When a condition holds, then effects."),
    "sources": _section("sources", SOURCE, "What the advice rests on."),
}
