"""Exact certainty of items in one situation, and whether an answer still matters to them.

Owns :class:`Sharpener`, and what it remembers from one question to the next.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from msgspec import Struct

from engine.items import Item, ItemEntry, items_of
from engine.keeping import kept_with_rulebook
from engine.rulebook import Rulebook
from engine.sharpening.closure import Closure, LiveAncestors, closure_of
from engine.sharpening.loose import Loose, loose_ends, truth_of_wanted
from engine.sharpening.search import Certainty, OutOfBudget, Search, certainty_of
from engine.sharpening.variables import TooManyClasses
from engine.sharpening.witnesses import Witnesses
from engine.situation import Situation, Valuation

ANY_DAY = date(2000, 1, 1)


class Sharpener:
    """Exact certainty and relevance in one situation.

    ``inexact`` collects the ids of items for which the search had to give up. With ``afresh``
    everything is worked out here; otherwise, what is known of items that no answer touches is
    looked up.
    """

    def __init__(self, rulebook: Rulebook, situation: Situation, *, afresh: bool = False) -> None:
        self.rulebook = rulebook
        self._answered = situation.answers.keys()
        self._afresh = afresh
        self.valuation = Valuation(rulebook, situation)
        self.inexact: set[str] = set()
        self._certainties: dict[tuple[str, ...], Certainty] = {}
        self._vanishing: dict[tuple[str, ...], bool] = {}
        self._roots: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Closure, Valuation]] = {}
        self._loose: dict[Item, Loose] = {}
        self._untouched: dict[Item, bool] = {}
        self._live = LiveAncestors(self.valuation)
        self._witnesses = Witnesses()

    def certainty(self, entry: ItemEntry) -> Certainty:
        """Whether the item is certain, possible or ruled out: supervaluation."""
        found = self._certainties.get(entry.key)
        if found is None:
            found = self._certainties[entry.key] = self._find_certainty(entry)
        return found

    def _find_certainty(self, entry: ItemEntry) -> Certainty:
        truth = truth_of_wanted(entry.wanted, self.valuation)
        if truth is not None:
            return Certainty.CERTAIN if truth else Certainty.RULED_OUT
        if self.is_untouched(entry):
            untouched = _untouched(self.rulebook, entry.item)
            self._vanishing[entry.key] = untouched.can_vanish
            if not untouched.exact:
                self.inexact.add(entry.item.id)
            return untouched.certainty
        closure, root = self._root(entry)
        loose = loose_ends(entry.wanted, (), root)
        if loose.read_once and len(entry.wanted) == 1:
            if not loose.unknown(root):
                self._vanishing[entry.key] = True
            if not entry.shown:
                self._loose[entry.item] = loose
            return Certainty.POSSIBLE
        witnessed = self._witnesses.outcomes(entry.wanted, closure)
        if witnessed.ruled_out_by_answers:
            self._vanishing[entry.key] = True
        if len(witnessed.truths) == 2:
            return Certainty.POSSIBLE
        search = Search(closure)
        try:
            found = certainty_of(search.outcomes(entry.wanted, root))
        except (OutOfBudget, TooManyClasses):
            self.inexact.add(entry.item.id)
            found = Certainty.POSSIBLE
        if search.ruled_out_by_answers:
            self._vanishing[entry.key] = True
        if root is self.valuation:
            self._witnesses.add(search)
        return found

    def can_vanish(self, entry: ItemEntry) -> bool:
        """Whether answering open questions can still rule a possible item out. An item for
        which it cannot stays in the plan whatever is answered. True when in doubt."""
        found = self._vanishing.get(entry.key)
        if found is None:
            closure, root = self._root(entry)
            try:
                found = Search(closure).can_be_ruled_out(entry.wanted, root)
            except (OutOfBudget, TooManyClasses):
                found = True
            self._vanishing[entry.key] = found
        return found

    def matters(self, fact_id: str, entry: ItemEntry) -> bool:
        """Whether some answer to ``fact_id`` can, however the other open questions are
        answered, change what is seen of the item. True when in doubt."""
        if self.is_untouched(entry):
            return _matters_untouched(self.rulebook, entry.item, fact_id)
        return any(self._differs(entry, other) for other in self._paths(fact_id, entry))

    def hangs(self, fact_id: str, entry: ItemEntry) -> bool:
        """Whether what is open about the item mentions ``fact_id``: a quick look, which says
        yes whenever :meth:`matters` does."""
        if self.is_untouched(entry):
            return _hangs_untouched(self.rulebook, entry.item, fact_id)
        return bool(self._paths(fact_id, entry))

    def _paths(self, fact_id: str, entry: ItemEntry) -> list[str]:
        """The loose ends of the item through which ``fact_id`` could matter."""
        if truth_of_wanted(entry.wanted, self.valuation) is False:
            return []
        closure, root = self._root(entry)
        if fact_id not in closure.facts:
            return []
        variables = self._loose_ends(entry).variables
        found = [fact_id] if fact_id in variables else []
        found += [
            other
            for other in variables
            if root.is_assumed(other) and fact_id in self._live.of(other)
        ]
        return found

    def _differs(self, entry: ItemEntry, variable: str) -> bool:
        closure, root = self._root(entry)
        derived = self.rulebook.dependents[variable][0]
        shown = [(fact_id,) for fact_id in entry.shown if fact_id in derived]
        try:
            return any(
                Search(closure).differs(entry.wanted, seen, variable, root) for seen in [(), *shown]
            )
        except (OutOfBudget, TooManyClasses):
            return True

    def _loose_ends(self, entry: ItemEntry) -> Loose:
        found = self._loose.get(entry.item)
        if found is None:
            _, root = self._root(entry)
            found = loose_ends(entry.wanted, entry.shown, root, ahead=True)
            self._loose[entry.item] = found
        return found

    def is_untouched(self, entry: ItemEntry) -> bool:
        """Whether neither an answer nor the day can have a say in the item."""
        found = self._untouched.get(entry.item)
        if found is None:
            found = self._untouched[entry.item] = self._finds_untouched(entry)
        return found

    def _finds_untouched(self, entry: ItemEntry) -> bool:
        if self._afresh or items_of(self.rulebook).get(entry.item) is not entry:
            return False
        closure = closure_of(self.rulebook, entry.key, entry.shown)
        return closure.is_timeless and closure.facts.keys().isdisjoint(self._answered)

    def _root(self, entry: ItemEntry) -> tuple[Closure, Valuation]:
        key = entry.key, entry.shown
        found = self._roots.get(key)
        if found is None:
            closure = closure_of(self.rulebook, entry.key, entry.shown)
            root = self.valuation
            for fact_id in self._live.entangled(closure):
                root = root.assuming(fact_id, (None, root.knowledge(fact_id)[1]))
            found = self._roots[key] = closure, root
        return found


class _Untouched(Struct, frozen=True):
    """What holds of an item of which nothing has been answered."""

    certainty: Certainty
    can_vanish: bool
    exact: bool


@kept_with_rulebook
def _untouched(rulebook: Rulebook, item: Item) -> _Untouched:
    sharpener, entry = _blank(rulebook), items_of(rulebook)[item]
    certainty = sharpener.certainty(entry)
    exact = item.id not in sharpener.inexact
    return _Untouched(certainty, sharpener.can_vanish(entry), exact)


@kept_with_rulebook
def _matters_untouched(rulebook: Rulebook, item: Item, fact_id: str) -> bool:
    return _blank(rulebook).matters(fact_id, items_of(rulebook)[item])


@kept_with_rulebook
def _hangs_untouched(rulebook: Rulebook, item: Item, fact_id: str) -> bool:
    return _blank(rulebook).hangs(fact_id, items_of(rulebook)[item])


@lru_cache(maxsize=2)
def _blank(rulebook: Rulebook) -> Sharpener:
    return Sharpener(rulebook, Situation({}, ANY_DAY), afresh=True)
