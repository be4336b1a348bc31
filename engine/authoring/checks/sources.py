"""Sources with a day that cannot be right or is long past, and table rows without any."""

from __future__ import annotations

from collections.abc import Iterator

from ...rulebook import Table
from ...values import Kind
from .codes import CheckCode
from .model import Context, Finding, finding


def old_and_missing_sources(context: Context) -> Iterator[Finding]:
    """Sources last checked before the limit, or not yet; rows whose cells rest on nothing."""
    for source in context.rulebook.sources.values():
        age = (context.today - source.checked).days
        if age < -1:  # tomorrow is today somewhere else
            yield finding(
                CheckCode.SOURCE_AHEAD,
                source.place,
                f"The source {source.id} was checked on {source.checked}, a day to come.",
                "Write the day somebody last looked.",
            )
        if age > context.oldest_source_days:
            yield finding(
                CheckCode.SOURCE_OLD,
                source.place,
                f"The source {source.id} was last checked on {source.checked}, {age} days ago.",
                "Look at it again; then correct what has changed, and the date.",
            )
    for table in context.rulebook.tables.values():
        yield from _rows_without_source(context, table)


def _rows_without_source(context: Context, table: Table) -> Iterator[Finding]:
    """Rows without sources; a table of wordings alone states nothing that could need one."""
    facts = context.rulebook.facts
    cells = [cell for row in table.rows.values() for cell in row.values()]
    about_something = any(cell.sources for cell in cells) or any(
        facts[f"{table.id}.{column}"].kind is not Kind.TEXT for column in table.columns
    )
    if not about_something:
        return
    for row, by_column in table.rows.items():
        bare = [column for column, cell in by_column.items() if not cell.sources]
        if bare:
            what = "" if len(bare) == len(by_column) else f" for {', '.join(bare)}"
            yield finding(
                CheckCode.ROW_WITHOUT_SOURCE,
                context.rulebook.places[f"tables.{table.id}.rows.{row}"],
                f"The row {row} of the table {table.id} names no source{what}.",
                "Add `sources: [...]` to the row, or to the cell.",
            )
