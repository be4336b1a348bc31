"""Searching the ways in which missing values can turn out.

Owns one depth-first search: which outcomes there are, and whether an answer tells them apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from engine.conditions import Comparison, Knowledge
from engine.items import Wanted
from engine.rulebook import Asked
from engine.sharpening.closure import Closure
from engine.sharpening.loose import loose_ends, residue_of, truth_of_wanted
from engine.sharpening.variables import FINITE, classes_of
from engine.situation import Valuation
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


class Witness(Struct, frozen=True):
    """A way in which missing values can turn out. ``by_answers``: nothing is filled in but
    answers to open questions."""

    valuation: Valuation
    by_answers: bool


Appearance = tuple[Certainty, tuple[Value | None, ...]]
"""What the person sees of an item: its certainty, and the values that show in it."""


def certainty_of(outcomes: set[bool]) -> Certainty:
    """What it means that these are the truths an item can take."""
    if outcomes == {True}:
        return Certainty.CERTAIN
    return Certainty.POSSIBLE if True in outcomes else Certainty.RULED_OUT


class Search:
    """One depth-first search with a budget."""

    def __init__(self, closure: Closure, budget: int = BUDGET) -> None:
        self.closure = closure
        self.left = budget
        self.ruled_out_by_answers = False
        """Whether :meth:`outcomes` came upon answers alone that leave no way to hold."""
        self.settled: dict[bool, Witness] = {}
        """For each truth where :meth:`outcomes` last came upon it."""

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OutOfBudget

    def outcomes(self, wanted: Wanted, valuation: Valuation, by_answers: bool = True) -> set[bool]:
        """The truths that ``wanted`` takes over all ways to fill in what is missing.
        ``by_answers``: so far only open questions have been filled in, with answers."""
        self._spend()
        truth = truth_of_wanted(wanted, valuation)
        if truth is not None:
            self.ruled_out_by_answers |= by_answers and not truth
            self.settled[truth] = Witness(valuation, by_answers)
            return {truth}
        loose = loose_ends(wanted, (), valuation)
        if loose.read_once and len(wanted) == 1:
            self.ruled_out_by_answers |= by_answers and not loose.unknown(valuation)
            return {True, False}
        variable = self._pick(loose.variables)
        asked = by_answers and valuation.knowledge(variable)[1] is None
        found: set[bool] = set()
        for assumption in self._classes(variable, [valuation], loose.comparisons):
            branch = valuation.assuming(variable, assumption)
            found |= self.outcomes(wanted, branch, asked and assumption[1] is True)
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
            for assumption in self._answers(variable, [valuation], loose.comparisons)
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
        answers = self._answers(varied, [valuation], among, shown)
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
            for assumption in self._answers(variable, branches, comparisons, shown)
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
        return None if outcomes is None else certainty_of(outcomes)

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

    def _answers(
        self,
        variable: str,
        valuations: Sequence[Valuation],
        among: Collection[Comparison],
        shown: Sequence[str] = (),
    ) -> Iterator[Knowledge]:
        """The classes of answers to an open question: "I don't know" is one of them, whatever
        is the case. What is no question, but treated as free, has the classes of its values."""
        is_question = isinstance(self.closure.rulebook.facts[variable].origin, Asked)
        not_knowing_seen = False
        for value, known in self._classes(variable, valuations, among, shown):
            if known or not is_question:
                yield value, known
            elif not not_knowing_seen:
                not_knowing_seen = True
                yield None, known

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
