"""Which values are figures: what people rely on with their money and time."""

from __future__ import annotations

import re

from .rulebook import TableCell
from .values import Kind, Wording

FIGURES = frozenset({Kind.INTEGER, Kind.MONEY, Kind.DATE, Kind.TIME})
"""Kinds of cells that are figures."""

FIGURE = re.compile(r"(?<![A-Za-z0-9.])[0-9]")
"""A figure in a text; a digit behind a letter belongs to a name."""


def tells_figures(cell: TableCell) -> bool:
    """Whether the cell is a text with a figure in it (a fee, a day, a telephone number) that
    somebody is named for; words without a source are the rulebook's own."""
    if not isinstance(cell.value, Wording) or not cell.sources:
        return False
    return any(FIGURE.search(text) for text in cell.value.by_language.values())
