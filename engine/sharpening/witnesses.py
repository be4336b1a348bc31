"""Ways in which the missing values can turn out that some search has come upon.

What one search finds often settles the next: the person for whom one step is in the plan
may show that ten others can be in it, too. Owns the remembering; every witness can come true,
so what it shows needs no proof.
"""

from __future__ import annotations

from contextlib import suppress

from msgspec import Struct

from engine.items import Wanted
from engine.sharpening.closure import Closure
from engine.sharpening.loose import truth_of_wanted
from engine.sharpening.search import OutOfBudget, Search, Witness
from engine.sharpening.variables import TooManyClasses

MOST_REMEMBERED = 16
SHORT_SEARCH = 40
"""Valuations looked at from a witness in which something is still open."""


class Witnessed(Struct):
    """The truths that were seen, and whether answers alone were seen to rule out."""

    truths: set[bool]
    ruled_out_by_answers: bool


class Witnesses:
    """The witnesses of one situation, the latest first. Nothing in them may stand on a value
    that was taken for free though others decide it."""

    def __init__(self) -> None:
        self._known: list[Witness] = []

    def add(self, search: Search) -> None:
        """Remember where a search came upon an outcome."""
        for truth in (False, True):
            if truth in search.settled:
                self._known.insert(0, search.settled[truth])
        del self._known[MOST_REMEMBERED:]

    def outcomes(self, wanted: Wanted, closure: Closure) -> Witnessed:
        """The truths that ``wanted`` is seen to take; there may be others."""
        seen = Witnessed(set(), False)
        still_open: list[Witness] = []
        for witness in self._known:
            truth = truth_of_wanted(wanted, witness.valuation)
            if truth is None:
                still_open.append(witness)
                continue
            seen.truths.add(truth)
            seen.ruled_out_by_answers |= witness.by_answers and not truth
            if len(seen.truths) == 2:
                return seen
        for witness in still_open[:2]:
            search = Search(closure, SHORT_SEARCH)
            with suppress(OutOfBudget, TooManyClasses):
                seen.truths |= search.outcomes(wanted, witness.valuation, witness.by_answers)
            seen.ruled_out_by_answers |= search.ruled_out_by_answers
            self.add(search)
            if len(seen.truths) == 2:
                break
        return seen
