"""Which edits bring a difference about.

Owns the attribution: of the edits on which an item rests, those that bring the difference
about alone; all of them where none does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...conditions import comparisons_in
from ...items import Item, items_of
from ...rulebook import Rulebook
from ...situation import Situation
from ..testing.variants import varied
from .both_plans import CERTAINTIES, Planned, differ
from .edits import Edit, Key, rests_for_order, rests_on
from .merging import Merged, Side
from .model import Way

MOST_TRIED = 24
_OWN = frozenset({Way.PLACE, Way.SEVERITY, Way.DATES, Way.AMOUNT, Way.TEXT})
_NOT_FOR_PRESENCE = frozenset({"source", "document", "cost", "phase", "group"})


class Causes:
    """The edits between two versions, and what they bring about."""

    def __init__(self, merged: Merged, planned: Planned, edits: Sequence[Edit]) -> None:
        self.merged = merged
        self.planned = planned
        self.edits = edits
        self._hybrids: dict[Edit, Side | None] = {}

    def of_item(
        self, old: Item | None, new: Item | None, way: Way, witness: Situation
    ) -> tuple[Edit, ...]:
        """The edits behind one difference of an item."""
        keys = self._keys(old, new)
        found = [it for it in self.edits if it.key in keys]
        if way in CERTAINTIES:
            found = [it for it in found if it.sort not in _NOT_FOR_PRESENCE] or found
        elif way is not Way.OFFICIAL:
            found = [it for it in found if it.sort != "source"]
        if way in _OWN:
            item = new or old
            assert item is not None
            own = [it for it in found if it.key == (item.kind.value, item.id)]
            found = own or found
        if len(found) == 1:
            return tuple(found)
        tried = found or self.edits
        alone = tuple(self._alone(tried, old, new, way, witness))
        # A step that comes or goes takes along what stands at it, which does not rest on it.
        return () if not found and 1 < len(tried) == len(alone) else alone

    def of_order(self, first: str, then: str, new_names: Mapping[str, str]) -> tuple[Edit, ...]:
        """The edits behind two steps standing the other way round."""
        keys = rests_for_order(self.merged.old, first, then)
        keys |= rests_for_order(self.merged.new, new_names[first], new_names[then])
        found = [it for it in self.edits if it.key in keys]
        return tuple(found or (it for it in self.edits if it.sort in ("step", "phase", "rule")))

    def _keys(self, old: Item | None, new: Item | None) -> frozenset[Key]:
        before = frozenset[Key]() if old is None else rests_on(self.merged.old, old)
        return before if new is None else before | rests_on(self.merged.new, new)

    def concerns(self, edit: Edit, old: Item | None, new: Item | None) -> bool:
        """Whether the item rests on what was edited."""
        return edit.key in self._keys(old, new)

    def _alone(
        self,
        edits: Sequence[Edit],
        old: Item | None,
        new: Item | None,
        way: Way,
        witness: Situation,
    ) -> Sequence[Edit]:
        """Those of the edits that change what is seen in the witness by themselves."""
        if len(edits) > MOST_TRIED:
            return edits
        before = self.planned.look(self.merged.old, old, witness)
        alone = []
        for edit in edits:
            side = self.alone(edit)
            if side is None:
                continue
            item = old if old in side.items else new
            now = self.planned.look(side, item if item in side.items else None, witness)
            if differ(way, before, now):
                alone.append(edit)
        return alone or edits

    def alone(self, edit: Edit) -> Side | None:
        """The old version with that edit alone; ``None`` where it needs others."""
        if edit not in self._hybrids:
            old, new = self.merged.old.rulebook, self.merged.new.rulebook
            try:
                book = with_edit(old, new, edit)
                check_names(book)
            except KeyError:
                self._hybrids[edit] = None
            else:
                names = {**self.merged.new.asked, **self.merged.old.asked}
                asked = {name: own for name, own in names.items() if own in book.facts}
                items = {item: item for item in items_of(book)}
                self._hybrids[edit] = Side(book, {}, asked, items, {})
        return self._hybrids[edit]


def check_names(book: Rulebook) -> None:
    """Raises ``KeyError`` where a part names another one that is not there."""
    for rule in book.rules.values():
        for comparison in comparisons_in(rule.when):
            book.facts[comparison.fact]
    for fact_id in book.facts:
        for other in book.depends_on(fact_id):
            book.facts[other]
    items_of(book)


def with_edit(old: Rulebook, new: Rulebook, edit: Edit) -> Rulebook:
    """The old version with one edit of the new one, and with those parts of it that do nothing
    by themselves. Raises ``KeyError`` where the edit needs others."""
    parts: dict[str, Any] = {
        name: _more(getattr(old, name), getattr(new, name))
        for name in ("facts", "tables", "steps", "documents", "costs", "sources")
    }
    rules = dict(old.rules)
    match edit.sort:
        case "rule":
            _put(rules, new.rules, edit.id)
        case "fact":
            _put(parts["facts"], new.facts, edit.id)
        case "step":
            _put(parts["steps"], new.steps, edit.id)
        case "row":
            table, row = edit.id.split(".", 1)
            rows = dict(old.tables[table].rows)
            _put(rows, new.tables[table].rows, row)
            parts["tables"][table] = varied(old.tables[table], rows=rows)
        case _:
            raise KeyError(edit.id)
    return varied(old, rules=rules, groups=new.groups, **parts)


def _more(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {**old, **{name: part for name, part in new.items() if name not in old}}


def _put(parts: dict[str, Any], new: Mapping[str, Any], name: str) -> None:
    if name in new:
        parts[name] = new[name]
    else:
        del parts[name]
