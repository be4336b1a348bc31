"""Formulas: conditions as alternatives of plain conjunctions over signals.

A condition without negation holds exactly when one of its alternatives does: a conjunction
is a set of codes for each of some signals. Conditions that would multiply out to too many
alternatives are cut: the part becomes an auxiliary, a signal sent once the part has been
found to hold. A conclusion that follows from little is replaced by what it follows from, so
that a chain of conclusions is matched at once and not link by link. Owns this normal form;
does not know how it is matched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import prod

from ..conditions import All, Comparison, Condition, Not, compare
from .limits import Limits
from .signals import KNOWLEDGE_TESTS, Codes, Signals

Conjunction = tuple[tuple[int, Codes], ...]
"""Codes by signal, in the order of the signals; every signal must send one of its codes."""

Alternatives = tuple[Conjunction, ...]

WORTH_COMPARING = 200
"""Of more alternatives than these, the superfluous ones are kept: finding them takes longer
than matching them."""

ALWAYS: Alternatives = ((),)
NEVER: Alternatives = ()


class Formulas:
    """Turns conditions into alternatives and keeps the auxiliaries that this takes."""

    def __init__(self, signals: Signals, limits: Limits) -> None:
        self._signals = signals
        self._limits = limits
        self._auxiliary_of: dict[frozenset[Conjunction], int] = {}
        self._unfolded: dict[str, dict[bool, Alternatives]] = {}
        self.auxiliaries: dict[int, Alternatives] = {}
        """By the auxiliary's signal: when it is sent. Later ones may build on earlier ones."""

    def alternatives(self, condition: Condition) -> Alternatives:
        """When ``condition``, in which nothing is negated, certainly holds."""
        if isinstance(condition, Comparison):
            if condition.fact in self._unfolded and condition.relation not in KNOWLEDGE_TESTS:
                return self._follows(condition)
            signal, codes = self._signals.leaf(condition)
            return (((signal, codes),),) if codes else NEVER
        if isinstance(condition, Not):
            raise ValueError("negation must have been pushed to the leaves")
        parts = [self.alternatives(part) for part in condition.parts]
        if isinstance(condition, All):
            return self._all(parts)
        return simplest(conjunction for part in parts for conjunction in part)

    def unfold(
        self, conclusion: str, holds: Sequence[Alternatives], fails: Sequence[Alternatives]
    ) -> None:
        """From now on, tests of ``conclusion`` are about what its rules test, by when each of
        them ``holds`` and ``fails``; unless that would be much."""
        if prod(map(len, fails)) > self._limits.alternatives:
            return
        some = simplest(conjunction for part in holds for conjunction in part)
        none = self._all(list(fails))
        if self._is_little(some) and self._is_little(none):
            self._unfolded[conclusion] = {True: some, False: none}

    def _is_little(self, alternatives: Alternatives) -> bool:
        tests = [len(conjunction) for conjunction in alternatives]
        few, several = self._limits.unfolded_facts, sum(count > 1 for count in tests)
        return max(len(tests), *tests, 0) <= few and several <= self._limits.unfolded_alternatives

    def _follows(self, comparison: Comparison) -> Alternatives:
        """When a test of an unfolded conclusion holds."""
        return simplest(
            conjunction
            for value, alternatives in self._unfolded[comparison.fact].items()
            if compare(comparison.relation, value, comparison.operand)
            for conjunction in alternatives
        )

    def _all(self, parts: list[Alternatives]) -> Alternatives:
        single = [part[0] for part in parts if len(part) == 1]
        multiplied: list[Alternatives] = []
        product = 1
        for part in sorted((part for part in parts if len(part) > 1), key=len):
            product *= len(part)
            if product <= self._limits.alternatives:
                multiplied.append(part)
            else:
                single += self._auxiliary(part)
        whole = conjoin(*single)
        if whole is None or NEVER in parts:
            return NEVER
        result: Alternatives = (self._shortened(whole),)
        for part in multiplied:
            joined = (conjoin(one, other) for one in result for other in part)
            result = simplest(both for both in joined if both is not None)
        return tuple(map(self._shortened, result))

    def _shortened(self, conjunction: Conjunction) -> Conjunction:
        most = self._limits.tests
        if len(conjunction) <= most:
            return conjunction
        pieces = [
            self._auxiliary((conjunction[start : start + most],))[0]
            for start in range(0, len(conjunction), most)
        ]
        return self._shortened(tuple(sorted(test for piece in pieces for test in piece)))

    def _auxiliary(self, alternatives: Alternatives) -> Alternatives:
        key = frozenset(alternatives)
        if key not in self._auxiliary_of:
            signal = self._signals.auxiliary(len(self.auxiliaries))
            self._auxiliary_of[key] = signal
            self.auxiliaries[signal] = alternatives
        signal = self._auxiliary_of[key]
        return (((signal, self._signals.signals[signal].all_codes),),)


def conjoin(*conjunctions: Conjunction) -> Conjunction | None:
    """All the conjunctions at once; ``None`` if they contradict each other."""
    whole: dict[int, Codes] = {}
    for conjunction in conjunctions:
        for signal, codes in conjunction:
            codes &= whole.get(signal, codes)
            if not codes:
                return None
            whole[signal] = codes
    return tuple(sorted(whole.items()))


def simplest(conjunctions: Iterable[Conjunction]) -> Alternatives:
    """The alternatives without those that others make superfluous; alternatives on one and
    the same single signal are joined."""
    single: dict[int, Codes] = {}
    several: dict[Conjunction, None] = {}
    for conjunction in conjunctions:
        if not conjunction:
            return ALWAYS
        if len(conjunction) == 1:
            signal, codes = conjunction[0]
            single[signal] = single.get(signal, 0) | codes
        else:
            several[conjunction] = None
    needed: list[Conjunction] = [((signal, codes),) for signal, codes in single.items()]
    if len(several) > WORTH_COMPARING:
        return (*needed, *several)
    for conjunction in sorted(several, key=len):
        if not any(_covers(other, conjunction) for other in needed):
            needed.append(conjunction)
    return tuple(needed)


def _covers(wider: Conjunction, narrower: Conjunction) -> bool:
    """Whether ``wider`` holds whenever ``narrower`` does."""
    tests = dict(narrower)
    return all(signal in tests and not tests[signal] & ~codes for signal, codes in wider)
