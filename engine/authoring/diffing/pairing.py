"""Items of two versions that are the same one.

Owns what goes together: items of one id, steps that say what they were called, and warnings
that say the same.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from ...items import Item, ItemKind
from .appearance import form_of
from .merging import Merged, Side


@dataclass(frozen=True)
class Pair:
    """An item in both versions; ``None`` where one has nothing like it."""

    old: Item | None
    new: Item | None

    @property
    def item(self) -> Item:
        """It, as the new version calls it, if it has it."""
        item = self.new or self.old
        assert item is not None
        return item


def pairs_of(merged: Merged) -> Iterator[Pair]:
    """All items, those that mean the same beside each other."""
    old, new = merged.old, merged.new
    left = dict.fromkeys(old.items)
    warnings: list[Item] = []
    for item in new.items:
        was = Item(item.kind, new.step(item.id)) if item.kind is ItemKind.STEP else item
        if was in left:
            del left[was]
            yield Pair(was, item)
        elif item.kind is ItemKind.WARNING:
            warnings.append(item)
        else:
            yield Pair(None, item)
    for item in warnings:
        told = _told(new, item)
        same = next(
            (it for it in left if it.kind is ItemKind.WARNING and _told(old, it) == told), None
        )
        if same is not None:
            del left[same]
        yield Pair(same, item)
    for item in left:
        yield Pair(item, None)


def _told(side: Side, item: Item) -> Hashable:
    form = form_of(side, item, side.rulebook.languages)
    return form.words, form.place, form.mark
