"""The sections that a rulebook file may have, in the order in which authors meet them."""

from __future__ import annotations

SECTIONS = (
    "rulebook",
    "phases",
    "groups",
    "facts",
    "tables",
    "rows",
    "calculated",
    "conclusions",
    "steps",
    "documents",
    "costs",
    "rules",
    "sources",
)
FACT_SECTIONS = ("facts", "calculated", "conclusions")
