"""What shows of an item in one version: its texts, dates and amount, over merged names.

Owns the forms in which two versions can be held against each other. Knows no diagrams.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ...items import Item, ItemKind, placeholders, warnings_of
from ...rulebook import Due, Fact, Rulebook
from ...values import Kind, Wording
from .merging import Side
from .renaming import renamed_wording

NOTHING: Hashable = ("nothing",)
"""A value that there is not, or that nobody knows."""


@dataclass(frozen=True)
class FixedLook:
    """What of an item is the same in every situation: its ``words`` (templates), ``place`` (the
    phase of a step, the step of a warning), ``mark`` (severity), dates and amount as they are
    stated; and the facts whose values show in its words."""

    words: Hashable
    place: Hashable
    mark: Hashable
    due: Due | None
    amount: int | str | None
    shown: tuple[str, ...]


def form_of(side: Side, item: Item, languages: Sequence[str]) -> FixedLook:
    """What of an item is the same in every situation, in those languages."""
    book = side.rulebook

    def said(
        texts: tuple[Wording | None, ...],
        place: Hashable = None,
        mark: Hashable = None,
        due: Due | None = None,
        amount: int | str | None = None,
    ) -> FixedLook:
        words = _words(side, texts, languages)
        return FixedLook(words, place, mark, due, amount, _shown(book, texts))

    match item.kind:
        case ItemKind.STEP:
            step = book.steps[item.id]
            texts = (step.title, step.how)
            return FixedLook(
                _words(side, texts, languages),
                step.phase,
                None,
                step.due,
                None,
                _shown(book, texts),
            )
        case ItemKind.WARNING:
            warning = warnings_of(book)[item.id]
            mark = warning.severity, warning.cannot_be_undone
            texts = (warning.text, None)
            return FixedLook(
                _words(side, texts, languages), warning.step, mark, None, None, _shown(book, texts)
            )
        case ItemKind.DOCUMENT:
            document = book.documents[item.id]
            texts = (document.title, document.note)
            return said(texts)
        case ItemKind.COST:
            cost = book.costs[item.id]
            texts = (cost.title, cost.note)
            return FixedLook(
                _words(side, texts, languages), None, None, None, cost.amount, _shown(book, texts)
            )
    return FixedLook((), None, None, None, None, ())


def _shown(book: Rulebook, texts: Iterable[Wording | None]) -> tuple[str, ...]:
    """The facts named in the texts, and those that their own words name in turn."""
    found: dict[str, None] = {}
    queue = placeholders(texts)
    while queue:
        fact = book.facts[queue.pop(0)]
        if fact.id not in found:
            found[fact.id] = None
            queue += placeholders(_words_about(book, fact))
    return tuple(found)


def _words_about(book: Rulebook, fact: Fact) -> list[Wording | None]:
    texts = [fact.when_unknown, *(option.label for option in fact.options)]
    origin = fact.origin
    table = getattr(origin, "table", None)
    if fact.kind is Kind.TEXT and table is not None:
        rows = book.tables[table].rows.values()
        cells = (row[origin.column].value for row in rows if origin.column in row)  # type: ignore[union-attr]
        texts += [cell for cell in cells if isinstance(cell, Wording)]
    return texts


def _words(side: Side, texts: Iterable[Wording | None], languages: Sequence[str]) -> Hashable:
    return tuple(None if it is None else text_of(side, it, languages) for it in texts)


def text_of(side: Side, wording: Wording, languages: Sequence[str]) -> Hashable:
    """A text with the names of facts that both versions have, in those languages."""
    renamed = renamed_wording(wording, side.bases)
    return tuple((code, renamed.in_language(code)) for code in languages)


def words_for(side: Side, fact_id: str, languages: Sequence[str]) -> Mapping[Hashable, Hashable]:
    """How each option of a fact reads, and (:data:`NOTHING`) what stands in for no value."""
    fact = side.rulebook.facts[fact_id]
    unknown = None if fact.when_unknown is None else text_of(side, fact.when_unknown, languages)
    found: dict[Hashable, Hashable] = {NOTHING: (NOTHING, unknown)}
    for option in fact.options:
        found[option.id] = text_of(side, option.label, languages)
    return found


def value_at(leaf: Any, point: Mapping[str, Any], today: date) -> Hashable:
    """What the leaf of a value comes to for those dates and numbers."""
    from ...worlds.answer_diagrams import VARIES
    from ...worlds.terms import substituted

    if leaf == VARIES:
        return NOTHING
    values = {
        substituted(value, point, today, {}) if kind == "Term" else value for kind, value in leaf
    }
    if len(values) != 1 or None in values:
        return NOTHING
    return values.pop()  # type: ignore[no-any-return]


def due_at(due: Due | None, values: Mapping[str, Hashable]) -> Hashable:
    """When a step is due if its facts come to those values: as a plan would say it."""
    if due is None:
        return NOTHING
    by = values[due.by]
    if not isinstance(by, date):
        return NOTHING
    last = by + timedelta(days=due.by_days)
    since = values.get(due.since or "")
    first = since + timedelta(days=due.since_days) if isinstance(since, date) else None
    time = values.get(due.time or "")
    if isinstance(time, Wording):
        time = time.in_language("")
    return (
        last,
        first if first is not None and first <= last else None,
        None if time == NOTHING else time,
        due.goes_on,
    )


def form_of_due(side: Side, due: Due | None) -> Hashable:
    """How the dates of a step are stated, over names that both versions have."""
    if due is None:
        return None
    name = side.bases.get
    return (
        name(due.by), due.by_days, name(due.since or ""), due.since_days, name(due.time or ""),
        due.goes_on, tuple(map(name, due.meanwhile)), name(due.meanwhile_since or ""),
        name(due.meanwhile_time or ""),
    )  # fmt: skip
