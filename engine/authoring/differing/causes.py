"""Which edits bring a difference about.

Owns the attribution: of the edits on which an item rests, those that bring the difference
about alone; all of them where none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.authoring.differing.edits import Edit, Key, rests_for_order, rests_on
from engine.authoring.differing.effects import Way
from engine.authoring.differing.merging import Merged, Side
from engine.authoring.testing.outcomes import Outcome
from engine.authoring.variants import varied
from engine.conditions import comparisons_in
from engine.items import Item, items_of
from engine.rulebook import Rulebook
from engine.situation import Situation, presuming, reference_findings

MOST_TRIED = 8
_OWN = frozenset({Way.PLACE, Way.SEVERITY, Way.DATES, Way.AMOUNT, Way.TEXT})
_NOT_FOR_PRESENCE = frozenset({"source", "document", "cost", "phase", "group"})
_PRESENCE = frozenset(
    {
        Way.GAINED,
        Way.PERHAPS_GAINED,
        Way.LOST,
        Way.PERHAPS_LOST,
        Way.SETTLED,
        Way.UNSETTLED,
    }
)


class Causes:
    """The edits between two versions, and what they bring about."""

    def __init__(self, merged: Merged, edits: Sequence[Edit]) -> None:
        self.merged = merged
        self.edits = edits
        self._hybrids: dict[Edit, Rulebook | None] = {}

    def of_item(
        self, old: Item | None, new: Item | None, way: Way, witness: Situation
    ) -> tuple[Edit, ...]:
        """The edits behind one difference of an item."""
        keys: set[Key] = set()
        if old is not None:
            keys |= rests_on(self.merged.old, old)
        if new is not None:
            keys |= rests_on(self.merged.new, new)
        found = [it for it in self.edits if it.key in keys]
        if way in _PRESENCE:
            found = [it for it in found if it.sort not in _NOT_FOR_PRESENCE] or found
        elif way is not Way.OFFICIAL:
            found = [it for it in found if it.sort != "source"]
        if way in _OWN:
            item = new or old
            assert item is not None
            own = [it for it in found if it.key == (item.kind.value, item.id)]
            found = own or found
        if len(found) > 1 and way in _PRESENCE:
            return tuple(self._alone(found, old, new, witness))
        return tuple(found)

    def of_order(self, first: str, then: str, new_names: Mapping[str, str]) -> tuple[Edit, ...]:
        """The edits behind two steps standing the other way round."""
        keys = rests_for_order(self.merged.old, first, then)
        keys |= rests_for_order(self.merged.new, new_names[first], new_names[then])
        found = [it for it in self.edits if it.key in keys]
        return tuple(found or (it for it in self.edits if it.sort in ("step", "phase", "rule")))

    def _alone(
        self, edits: Sequence[Edit], old: Item | None, new: Item | None, witness: Situation
    ) -> Sequence[Edit]:
        """Those of the edits that change the item's presence in the witness by themselves."""
        if len(edits) > MOST_TRIED:
            return edits
        before = _presence(self.merged.old, self.merged.old.rulebook, old, witness)
        alone = []
        for edit in edits:
            book = self._hybrid(edit)
            if book is not None and _presence(self.merged.old, book, new or old, witness) != before:
                alone.append(edit)
        return alone or edits

    def _hybrid(self, edit: Edit) -> Rulebook | None:
        """The old version with that edit alone; ``None`` where it needs others."""
        if edit not in self._hybrids:
            old, new = self.merged.old.rulebook, self.merged.new.rulebook
            try:
                book = with_edit(old, new, edit)
                check_names(book)
            except KeyError:
                self._hybrids[edit] = None
            else:
                self._hybrids[edit] = book
        return self._hybrids[edit]


def _presence(side: Side, book: Rulebook, item: Item | None, witness: Situation) -> str | None:
    if item is None:
        return None
    own = {it: answer for it, answer in witness.answers.items() if it in book.facts} | side.answers(
        witness.answers
    )
    given = presuming(book, Situation(own, witness.as_of))
    outcome = Outcome(book, given, reference_findings(book, given))
    presence = outcome.presence(item)
    return None if presence.value == "absent" else presence.value


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


def sorted_edits(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits in one fixed order."""
    return tuple(sorted(edits, key=lambda it: (it.sort, it.id)))
