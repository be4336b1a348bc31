"""What an author changed between two versions: the parts of the rulebooks that are not equal.

Owns the list of edits and what each item rests on. Where a part stands, and in which file,
is no part of what it says; neither is the name of a rule.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ...items import Item, ItemKind, items_of
from ...rulebook import Asked, Cell, Concluded, OrderSteps, Place, Rulebook
from .merging import Side, renamed_ids

Key = tuple[str, str]
"""A sort of part (``rule``, ``fact``, ``row``, ``step``, …) and its id."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One part that was added, removed or changed; ``fields`` says what of it. ``place`` is
    where it stands in the new version, or stood in the old one."""

    sort: str
    id: str
    change: Literal["added", "removed", "changed"]
    fields: tuple[str, ...]
    place: Place | None

    @property
    def key(self) -> Key:
        """What it is an edit of."""
        return self.sort, self.id


def edits_between(old: Rulebook, new: Rulebook) -> tuple[Edit, ...]:
    """Every part that is not the same in both."""
    return tuple(_edits(old, new))


def _edits(old: Rulebook, new: Rulebook) -> Iterator[Edit]:
    renamed = {("fact", name): was for name, was in renamed_ids(old.facts, new.facts).items()} | {
        ("step", name): was for name, was in renamed_ids(old.steps, new.steps).items()
    }
    before, after = _parts(old), _parts(new)
    after_by_old = {(sort, renamed.get((sort, name), name)): (sort, name) for sort, name in after}
    gone = [key for key in before if key not in after_by_old]
    for key in _without_renamed_rules(before, gone, after, after_by_old):
        yield Edit(*key, "removed", (), _place(before[key]))
    for was, key in after_by_old.items():
        if was not in before:
            if not any(_says(before[it]) == _says(after[key]) for it in gone if it[0] == key[0]):
                yield Edit(*key, "added", (), _place(after[key]))
            continue
        one, other = _says(before[was]), _says(after[key])
        fields = tuple(it for it in dict.fromkeys((*one, *other)) if one.get(it) != other.get(it))
        if fields:
            yield Edit(*key, "changed", fields, _place(after[key]))


def _without_renamed_rules(
    before: Mapping[Key, Any], gone: list[Key], after: Mapping[Key, Any], known: Mapping[Key, Key]
) -> Iterator[Key]:
    fresh = [key for was, key in known.items() if was not in before]
    for key in gone:
        if not any(_says(after[it]) == _says(before[key]) for it in fresh if it[0] == key[0]):
            yield key


def _parts(book: Rulebook) -> dict[Key, Any]:
    found: dict[Key, Any] = {}
    for sort, parts in (
        ("rule", book.rules), ("fact", book.facts), ("step", book.steps),
        ("document", book.documents), ("cost", book.costs), ("source", book.sources),
    ):  # fmt: skip
        for name, part in parts.items():
            found[sort, name] = part
    for table in book.tables.values():
        for row, cells in table.rows.items():
            found["row", f"{table.id}.{row}"] = cells
    for number, phase in enumerate(book.phases):
        found["phase", phase.id] = (number, phase)
    for group in book.groups:
        found["group", group.id] = group
    return found


_UNSAID = frozenset({"place", "id", "formerly"})


def _says(part: Any) -> dict[str, Hashable]:
    """What a part says, field by field."""
    if isinstance(part, tuple):
        return {"position": part[0], **_says(part[1])}
    if isinstance(part, Mapping):
        return {column: (cell.value, cell.sources) for column, cell in part.items()}
    if hasattr(part, "effects"):
        return {
            name: _plain(getattr(part, name), part.id)
            for name in type(part).__annotations__
            if name not in _UNSAID
        }
    return {
        name: _plain(getattr(part, name), "")
        for name in type(part).__annotations__
        if name not in _UNSAID
    }


def _plain(value: Any, owner: str) -> Hashable:
    """A value without places, and without the id that a warning has from its rule."""
    if isinstance(value, tuple):
        return tuple(_plain(it, owner) for it in value)
    if hasattr(value, "place") or hasattr(value, "severity"):
        fields = type(value).__annotations__
        told = {name: getattr(value, name) for name in fields if name not in ("place", "formerly")}
        if hasattr(value, "severity") and owner and str(told["id"]).startswith(owner):
            del told["id"]
        return tuple((name, _plain(it, owner)) for name, it in told.items())
    return value  # type: ignore[no-any-return]


def _place(part: Any) -> Place | None:
    if isinstance(part, tuple):
        part = part[1]
    if isinstance(part, Mapping):
        return next((cell.place for cell in part.values()), None)
    place = part.place
    return place if isinstance(place, Place) else None


# ---------------------------------------------------------------------- what items rest on


def rests_on(side: Side, item: Item) -> frozenset[Key]:
    """The parts of a version that have a say in what is seen of an item."""
    book = side.rulebook
    entry = items_of(book)[item]
    found: set[Key] = {_part_of(item)} if item.kind is not ItemKind.ORDER else set()
    facts: list[str] = list(entry.shown)
    for rule in (rule for group in entry.wanted for rule in group):
        found.add(("rule", rule.id))
        found |= {("source", it) for it in rule.sources}
        facts += _facts_in(rule.when)
    if item.kind is ItemKind.STEP:
        due = book.steps[item.id].due
        facts += due.all_facts() if due else ()
    if item.kind is ItemKind.DOCUMENT:
        found |= {("step", it.id) for it in book.steps.values() if item.id in it.documents}
    return frozenset(found | _below(book, facts))


def _part_of(item: Item) -> Key:
    return item.kind.value, item.id


def _below(book: Rulebook, facts: list[str]) -> set[Key]:
    found: set[Key] = set()
    queue = list(facts)
    while queue:
        fact_id = queue.pop()
        if ("fact", fact_id) in found:
            continue
        found.add(("fact", fact_id))
        fact = book.facts[fact_id]
        if isinstance(fact.origin, Concluded):
            found |= {("rule", rule.id) for rule in book.concluding_rules[fact_id]}
        elif isinstance(fact.origin, Cell):
            found |= {
                ("row", f"{fact.origin.table}.{row}") for row in book.tables[fact.origin.table].rows
            }
        queue += () if isinstance(fact.origin, Asked) else book.depends_on(fact_id)
    return found


def rests_for_order(side: Side, first: str, then: str) -> frozenset[Key]:
    """The parts that have a say in the order of two steps, as far as they name one."""
    found: set[Key] = {("step", first), ("step", then)}
    for rule, effect in side.rulebook.effects():
        if isinstance(effect, OrderSteps) and {effect.first, effect.then} & {first, then}:
            found |= {("rule", rule.id)} | _below(side.rulebook, _facts_in(rule.when))
    found |= {("phase", side.rulebook.steps[it].phase) for it in (first, then)}
    return frozenset(found)


def _facts_in(condition: Any) -> list[str]:
    from ...conditions import comparisons_in

    return [leaf.fact for leaf in comparisons_in(condition)]
