"""Rulesets: conjunctions as durable-rules takes them, packed so that no limit is met.

The library follows the tests of a conjunction one after the other and shares equal
beginnings, so a ruleset is a tree of tests. Packing keeps account of that tree: how many
tests follow one test, and how many could hold at once. Owns the patterns and the packing;
does not know what the conjunctions mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, json

from .formulas import Conjunction
from .limits import Limits
from .signals import Codes, Signal

WAKE = "!!!"
"""Name of the rule, and of the only property of the message, that a new session starts with:
the library may be told to forget a session only after some rule of it has matched."""

RULE_NAME = "{:03d}".format
NAME_OF_REPLY = slice(2, 5)
"""Where the name of the rule stands in a reply like ``{"017":{"m":{...}}}``."""


class Ruleset(Struct, frozen=True):
    """A ruleset as the library reads it; for each of its rules (by number) the conjunction
    that it matches and what that is the sign of."""

    text: str
    conjunctions: tuple[Conjunction, ...]
    outcomes: tuple[int, ...]


class Check(Struct, frozen=True):
    """One test of one property, and the codes that pass it."""

    signal: int
    operator: str
    code: int
    codes: Codes

    def pattern(self) -> object:
        """The test as the library reads it."""
        comparison = {str(self.signal): self.code}
        return {self.operator: comparison} if self.operator else comparison


def checks_of(number: int, signal: Signal, codes: Codes) -> list[Check]:
    """Tests that pass together exactly when the signal sends one of ``codes``."""
    every = signal.all_codes
    lowest, highest = _lowest(codes), codes.bit_length() - 1
    others = every & ~codes
    if lowest == highest:
        return [Check(number, "", lowest, codes)]
    if not others:
        return [Check(number, "$gte", lowest, codes)]
    if others.bit_count() == 1:
        return [Check(number, "$neq", _lowest(others), codes)]
    tests = []
    if lowest > _lowest(every):
        tests.append(Check(number, "$gte", lowest, every & -(1 << lowest)))
    if highest < every.bit_length() - 1:
        tests.append(Check(number, "$lte", highest, every & ((2 << highest) - 1)))
    for code in range(lowest + 1, highest):
        if others >> code & 1:
            tests.append(Check(number, "$neq", code, every & ~(1 << code)))
    return tests


def pack(
    outcomes: Mapping[Conjunction, int], signals: Sequence[Signal], limits: Limits
) -> tuple[Ruleset, ...]:
    """Rulesets that match every conjunction, each within the library's limits."""
    uses = Counter(signal for conjunction in outcomes for signal, _ in conjunction)
    rank = {signal: n for n, signal in enumerate(sorted(uses, key=lambda s: (-uses[s], s)))}
    paths: list[tuple[list[tuple[int, Codes]], Conjunction]] = []
    for conjunction in outcomes:
        ordered = sorted((rank[signal], codes) for signal, codes in conjunction)
        paths.append((ordered, conjunction))
    by_rank = list(rank)
    packs = [_Pack(limits)]
    for ordered, conjunction in sorted(paths):
        tests = [
            test
            for place, codes in ordered
            for test in checks_of(by_rank[place], signals[by_rank[place]], codes)
        ]
        rule = _Rule(tests, conjunction, outcomes[conjunction])
        if not packs[-1].takes(rule):
            packs.append(_Pack(limits))
            packs[-1].takes(rule)
    return tuple(pack.ruleset() for pack in packs if pack.rules)


def _lowest(codes: Codes) -> int:
    return (codes & -codes).bit_length() - 1


class _Rule(Struct, frozen=True):
    """A conjunction as the library tests it, and what it is the sign of."""

    tests: list[Check]
    conjunction: Conjunction
    outcome: int


class _Pack:
    """The conjunctions of one ruleset."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.rules: list[_Rule] = []
        self._signals: set[int] = set()
        self._root = _Node()

    def takes(self, rule: _Rule) -> bool:
        """Whether another conjunction fits; it is kept if so, and nothing more is taken if
        not."""
        signals = self._signals.union(signal for signal, _ in rule.conjunction)
        limits = self._limits
        if self.rules and (len(signals) > limits.properties or len(self.rules) >= limits.rules):
            return False
        if not self._root.fits(rule.tests, limits) and self.rules:
            return False
        self._signals = signals
        self.rules.append(rule)
        return True

    def ruleset(self) -> Ruleset:
        """The ruleset; rules with the fewest tests, which match most, come first."""
        rules = sorted(self.rules, key=lambda rule: len(rule.tests))
        patterns: dict[str, object] = {WAKE: _pattern([{WAKE: 1}])}
        for number, rule in enumerate(rules):
            patterns[RULE_NAME(number)] = _pattern([test.pattern() for test in rule.tests])
        return Ruleset(
            json.encode(patterns).decode(),
            tuple(rule.conjunction for rule in rules),
            tuple(rule.outcome for rule in rules),
        )


def _pattern(tests: Sequence[object]) -> object:
    return {"all": [{"m": tests[0] if len(tests) == 1 else {"$and": tests}}]}


class _Node:
    """A test in the tree: what may follow it, and how many tests may have to wait while the
    library follows one of them."""

    __slots__ = ("_deepest", "_following", "_held", "_most_held")

    def __init__(self) -> None:
        self._following: dict[Check, _Node] = {}
        self._held: dict[int, Counter[int]] = {}
        self._most_held = 0
        self._deepest = 0

    def fits(self, tests: Iterable[Check], limits: Limits) -> bool:
        """Adds a conjunction; whether the tree is still within the limits."""
        path = [self]
        for test in tests:
            path.append(path[-1]._follow(test))
        for node, following in zip(path[-2::-1], path[:0:-1], strict=True):
            node._deepest = max(node._deepest, following._waiting())
        return self._waiting() <= limits.waiting and all(
            len(node._following) <= limits.branches for node in path
        )

    def _follow(self, test: Check) -> _Node:
        node = self._following.get(test)
        if node is None:
            node = self._following[test] = _Node()
            held = self._held.setdefault(test.signal, Counter())
            before = max(held.values(), default=0)
            held.update(code for code in range(test.codes.bit_length()) if test.codes >> code & 1)
            self._most_held += max(held.values()) - before
        return node

    def _waiting(self) -> int:
        if not self._following:
            return 0
        return self._most_held - 1 + max(1, self._deepest)
