"""Searching the ways in which missing values can turn out.

Owns :class:`Sharpener`: exact certainty of items, and whether an answer can still change what
the person sees of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

from engine.conditions import Comparison, Knowledge
from engine.items import Item, ItemEntry, Wanted
from engine.rulebook import Rulebook
from engine.sharpening.closure import Closure, closure_of, entangled, live_ancestors
from engine.sharpening.loose import Loose, loose_ends, residue_of, truth_of_wanted
from engine.sharpening.variables import FINITE, TooManyClasses, classes_of
from engine.situation import Situation, Valuation
from engine.values import Kind, Value

BUDGET = 3_000
"""Valuations looked at for one question before the search falls back to Kleene."""


class Certainty(StrEnum):
    """What is known of an item: in the plan under every way the missing answers could turn
    out, under some, or under none."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    RULED_OUT = "ruled_out"


class OutOfBudget(Exception):
    """The search has looked at as many valuations as it may."""


Appearance = tuple[Certainty, tuple[Value | None, ...]]
"""What the person sees of an item: its certainty, and the values that show in it."""


class Sharpener:
    """Exact certainty and relevance in one situation.

    ``inexact`` collects the ids of items for which the search had to give up.
    """

    def __init__(self, rulebook: Rulebook, situation: Situation) -> None:
        self.rulebook = rulebook
        self.valuation = Valuation(rulebook, situation)
        self.inexact: set[str] = set()
        self._certainties: dict[tuple[str, ...], Certainty] = {}
        self._vanishing: dict[tuple[str, ...], bool] = {}
        self._roots: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Closure, Valuation]] = {}
        self._loose: dict[Item, Loose] = {}

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
        closure, root = self._root(entry)
        search = _Search(closure)
        try:
            found = _certainty_of(search.outcomes(entry.wanted, root))
        except (OutOfBudget, TooManyClasses):
            self.inexact.add(entry.item.id)
            found = Certainty.POSSIBLE
        if search.ruled_out_by_answers:
            self._vanishing[entry.key] = True
        return found

    def can_vanish(self, entry: ItemEntry) -> bool:
        """Whether answering open questions can still rule a possible item out. An item for
        which it cannot stays in the plan whatever is answered. True when in doubt."""
        found = self._vanishing.get(entry.key)
        if found is None:
            closure, root = self._root(entry)
            try:
                found = _Search(closure).can_be_ruled_out(entry.wanted, root)
            except (OutOfBudget, TooManyClasses):
                found = True
            self._vanishing[entry.key] = found
        return found

    def matters(self, fact_id: str, entry: ItemEntry) -> bool:
        """Whether some answer to ``fact_id`` can, however the other open questions are
        answered, change what is seen of the item. True when in doubt."""
        return any(self._differs(entry, other) for other in self._paths(fact_id, entry))

    def hangs(self, fact_id: str, entry: ItemEntry) -> bool:
        """Whether what is open about the item mentions ``fact_id``: a quick look, which says
        yes whenever :meth:`matters` does."""
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
            if root.is_assumed(other) and fact_id in live_ancestors(other, self.valuation)
        ]
        return found

    def _differs(self, entry: ItemEntry, variable: str) -> bool:
        closure, root = self._root(entry)
        derived = self.rulebook.dependents[variable][0]
        shown = [(fact_id,) for fact_id in entry.shown if fact_id in derived]
        try:
            return any(
                _Search(closure).differs(entry.wanted, seen, variable, root)
                for seen in [(), *shown]
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

    def _root(self, entry: ItemEntry) -> tuple[Closure, Valuation]:
        key = entry.key, entry.shown
        found = self._roots.get(key)
        if found is None:
            closure = closure_of(self.rulebook, entry.key, entry.shown)
            root = self.valuation
            for fact_id in entangled(closure, root):
                root = root.assuming(fact_id, (None, root.knowledge(fact_id)[1]))
            found = self._roots[key] = closure, root
        return found


def _certainty_of(outcomes: set[bool]) -> Certainty:
    if outcomes == {True}:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if True in outcomes else Certainty.RULED_OUT


class _Search:
    """One depth-first search with a budget."""

    def __init__(self, closure: Closure) -> None:
        self.closure = closure
        self.left = BUDGET
        self.ruled_out_by_answers = False
        """Whether :meth:`outcomes` came upon answers alone that leave no way to hold."""

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OutOfBudget

    def outcomes(self, wanted: Wanted, valuation: Valuation, by_answers: bool = True) -> set[bool]:
        """The truths that ``wanted`` takes over all ways to fill in what is missing.
        ``by_answers``: so far nothing but open questions has been filled in."""
        self._spend()
        truth = truth_of_wanted(wanted, valuation)
        if truth is not None:
            self.ruled_out_by_answers |= by_answers and not truth
            return {truth}
        loose = loose_ends(wanted, (), valuation)
        if loose.read_once and len(wanted) == 1:
            self.ruled_out_by_answers |= by_answers and not loose.unknown(valuation)
            return {True, False}
        variable = self._pick(loose.variables)
        by_answers = by_answers and valuation.knowledge(variable)[1] is None
        found: set[bool] = set()
        for assumption in self._classes(variable, [valuation], loose.comparisons):
            found |= self.outcomes(wanted, valuation.assuming(variable, assumption), by_answers)
            if len(found) == 2:
                break
        return found

    def can_be_ruled_out(self, wanted: Wanted, valuation: Valuation) -> bool:
        """Whether some answers to open questions leave no way for ``wanted`` to hold."""
        self._spend()
        certainty = self._settled_certainty(wanted, valuation)
        if certainty is not None:
            return certainty is Certainty.RULED_OUT
        loose = loose_ends(wanted, (), valuation)
        if loose.read_once and len(wanted) == 1 and not loose.unknown(valuation):
            return True
        if not loose.unasked(valuation):
            loose = loose_ends(wanted, (), valuation, ahead=True)
        variable = self._pick(loose.unasked(valuation))
        return any(
            self.can_be_ruled_out(wanted, valuation.assuming(variable, assumption))
            for assumption in self._classes(variable, [valuation], loose.comparisons)
        )

    def differs(
        self, wanted: Wanted, shown: Sequence[str], varied: str, valuation: Valuation
    ) -> bool:
        """Whether two answers to ``varied`` can make the item appear differently."""
        loose = loose_ends(wanted, (), valuation)
        if loose.read_once and len(wanted) == 1 and not loose.unknown(valuation):
            if varied in loose.variables:
                return True
            if not shown:
                return False
        among = self.closure.comparisons
        answers = self._classes(varied, [valuation], among, shown)
        branches = [valuation.assuming(varied, answer) for answer in answers]
        return self._branches_differ(wanted, shown, varied, branches)

    def _branches_differ(
        self,
        wanted: Wanted,
        shown: Sequence[str],
        varied: str,
        branches: Sequence[Valuation],
    ) -> bool:
        self._spend()
        branches = _apart(wanted, shown, varied, branches)
        if len(branches) < 2:
            return False
        appearances = [self._appearance(wanted, shown, branch) for branch in branches]
        settled = {appearance for appearance in appearances if appearance is not None}
        if len(settled) > 1:
            return True
        if None not in appearances:
            return False
        variables: dict[str, None] = {}
        comparisons: dict[Comparison, None] = {}
        for branch, appearance in zip(branches, appearances, strict=True):
            loose = loose_ends(wanted, shown, branch)
            if not loose.unasked(branch):
                loose = loose_ends(wanted, shown, branch, ahead=True)
            comparisons.update(loose.comparisons)
            if appearance is None:
                variables.update(loose.unasked(branch))
        variable = self._pick(variables)
        return any(
            self._branches_differ(
                wanted, shown, varied, [b.assuming(variable, assumption) for b in branches]
            )
            for assumption in self._classes(variable, branches, comparisons, shown)
        )

    def _appearance(
        self, wanted: Wanted, shown: Sequence[str], valuation: Valuation
    ) -> Appearance | None:
        certainty = self._settled_certainty(wanted, valuation)
        if certainty is None:
            return None
        if certainty is Certainty.RULED_OUT:
            return certainty, ()
        if loose_ends((), shown, valuation).unasked(valuation):
            return None
        seen = map(valuation.knowledge, shown)
        return certainty, tuple(value if known else None for value, known in seen)

    def _settled_certainty(self, wanted: Wanted, valuation: Valuation) -> Certainty | None:
        """The certainty if no open question can change it any more, else ``None``."""
        outcomes = self._outcomes_over_unknown(wanted, valuation)
        return None if outcomes is None else _certainty_of(outcomes)

    def _outcomes_over_unknown(self, wanted: Wanted, valuation: Valuation) -> set[bool] | None:
        self._spend()
        truth = truth_of_wanted(wanted, valuation)
        if truth is not None:
            return {truth}
        loose = loose_ends(wanted, (), valuation)
        unknown = loose.unknown(valuation)
        if not unknown:
            return None
        variable = self._pick(unknown)
        found: set[bool] = set()
        open_branch = False
        for assumption in self._classes(variable, [valuation], loose.comparisons):
            outcomes = self._outcomes_over_unknown(wanted, valuation.assuming(variable, assumption))
            if outcomes is None:
                open_branch = True
            else:
                found |= outcomes
            if len(found) == 2:
                return found
        return None if open_branch else found

    def _classes(
        self,
        variable: str,
        valuations: Sequence[Valuation],
        among: Collection[Comparison],
        shown: Sequence[str] = (),
    ) -> Iterable[Knowledge]:
        return classes_of(variable, self.closure, valuations, among, shown, self._spend)

    def _pick(self, variables: Mapping[str, None]) -> str:
        def size(variable: str) -> int:
            fact = self.closure.rulebook.facts[variable]
            if fact.kind is Kind.YES_NO:
                return 0
            return 1 if fact.kind in FINITE else 2

        if not variables:
            raise OutOfBudget
        return min(variables, key=size)


def _apart(
    wanted: Wanted, shown: Sequence[str], varied: str, branches: Sequence[Valuation]
) -> list[Valuation]:
    """One branch for each different residue: equal ones can never come to differ."""
    by_residue = {residue_of(wanted, shown, branch, varied): branch for branch in branches}
    return list(by_residue.values())
