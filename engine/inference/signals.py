"""Signals: what the messages to durable-rules say about facts.

A signal is one property of a message: a short code for the class that a fact's value is in.
Values that no condition of the rulebook tells apart share a code, so a leaf of a condition
is a set of codes. A message without the property says nothing of the fact. Owns the codes
and how a value gets one; does not know how conditions are put together or matched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.conditions import NEGATED_TWIN, Comparison, Operand, Relation, compare
from engine.rulebook import Fact
from engine.values import ORDERED, Kind, Value

UNKNOWN_CODE = 0
"""The code of "I don't know"; only signals whose fact is tested for it send it."""

Codes = int
"""A set of codes: bit ``n`` stands for code ``n``."""

KNOWLEDGE_TESTS = frozenset({Relation.KNOWN, Relation.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Listed:
    """Codes by value; every other value has the code ``other``."""

    codes: Mapping[Value, int]
    other: int

    def code(self, value: Value) -> int:
        """The code of ``value``."""
        return self.codes.get(value, self.other)


@dataclass(frozen=True, slots=True)
class Scaled:
    """Codes by stretches of a scale: ``codes[n]`` from ``starts[n - 1]`` on, below
    ``starts[n]``."""

    starts: Sequence[int] | Sequence[date]
    codes: Sequence[int]

    def code(self, value: Value) -> int:
        """The code of ``value``."""
        return self.codes[bisect_right(self.starts, value)]  # type: ignore[type-var]


@dataclass(frozen=True, slots=True)
class Tested:
    """Code 2 for values that stand in ``relation`` to ``operand``, 1 for the rest."""

    relation: Relation
    operand: Operand

    def code(self, value: Value) -> int:
        """The code of ``value``."""
        return 2 if compare(self.relation, value, self.operand) else 1


Coding = Listed | Scaled | Tested


@dataclass(frozen=True, slots=True)
class Signal:
    """One property of the messages: ``codes`` (of 1 and up) of the values of ``fact``."""

    fact: str
    coding: Coding
    codes: int
    tells_unknown: bool

    @property
    def all_codes(self) -> Codes:
        """Every code that the signal can send."""
        return (2 << self.codes) - (1 if self.tells_unknown else 2)


class Signals:
    """The signals of a rulebook, and for each leaf of its conditions the codes under which it
    holds."""

    def __init__(self, facts: Mapping[str, Fact], comparisons: Iterable[Comparison]) -> None:
        self.signals: list[Signal] = []
        self._facts = facts
        self._samples: list[tuple[object, ...]] = []
        self._by_fact: dict[str, int] = {}
        self._by_test: dict[tuple[str, Relation, Operand], int] = {}
        self._leaves: dict[Comparison, tuple[int, Codes]] = {}
        distinct = dict.fromkeys(comparisons)
        by_fact: dict[str, list[Comparison]] = {}
        for comparison in distinct:
            by_fact.setdefault(comparison.fact, []).append(comparison)
        for fact_id, found in by_fact.items():
            tells_unknown = any(test.relation in KNOWLEDGE_TESTS for test in found)
            tests = [test for test in found if test.relation not in KNOWLEDGE_TESTS]
            if facts[fact_id].kind is Kind.CHOICES:
                if tells_unknown:
                    self._by_fact[fact_id] = self._add(Signal(fact_id, Listed({}, 1), 1, True))
            else:
                coding, samples = classes(facts[fact_id].kind, tests)
                count = len(samples)
                self._by_fact[fact_id] = self._add(
                    Signal(fact_id, coding, count, tells_unknown), samples
                )
        for leaf in distinct:
            for twin in (leaf, Comparison(leaf.fact, NEGATED_TWIN[leaf.relation], leaf.operand)):
                self._leaves[twin] = self._leaf(twin)

    def _add(self, signal: Signal, samples: tuple[object, ...] = ()) -> int:
        self.signals.append(signal)
        self._samples.append(samples)
        return len(self.signals) - 1

    def auxiliary(self, number: int) -> int:
        """A new signal, not of a fact but of auxiliary ``number``: code 1 when it holds."""
        return self._add(Signal(f"#{number}", Listed({}, 1), 1, False))

    def leaf(self, comparison: Comparison) -> tuple[int, Codes]:
        """The signal that decides ``comparison``, one of those given or a negation of one,
        and the codes under which it holds."""
        return self._leaves[comparison]

    def _leaf(self, comparison: Comparison) -> tuple[int, Codes]:
        relation, operand = comparison.relation, comparison.operand
        if relation in KNOWLEDGE_TESTS:
            signal = self._by_fact[comparison.fact]
            unknown: Codes = 1 << UNKNOWN_CODE
            every = self.signals[signal].all_codes
            return signal, unknown if relation is Relation.UNKNOWN else every & ~unknown
        if self._facts[comparison.fact].kind is Kind.CHOICES:
            return self._choices_leaf(comparison)
        signal = self._by_fact[comparison.fact]
        codes = 0
        for code, sample in enumerate(self._samples[signal], 1):
            if compare(relation, sample, operand):  # type: ignore[arg-type]
                codes |= 1 << code
        return signal, codes

    def _choices_leaf(self, comparison: Comparison) -> tuple[int, Codes]:
        relation = comparison.relation
        positive = _POSITIVE.get(relation, relation)
        key = comparison.fact, positive, comparison.operand
        if key not in self._by_test:
            coding = Tested(positive, comparison.operand)
            self._by_test[key] = self._add(Signal(comparison.fact, coding, 2, False))
        return self._by_test[key], 1 << (2 if relation is positive else 1)


_POSITIVE = {
    Relation.DIFFERS: Relation.EQUALS,
    Relation.NONE_OF: Relation.ONE_OF,
    Relation.EXCLUDES: Relation.INCLUDES,
}


def classes(kind: Kind, tests: Sequence[Comparison]) -> tuple[Coding, tuple[object, ...]]:
    """The classes of values that ``tests`` tell apart: how a value gets its code, and a sample
    of each class in the order of the codes (from 1)."""
    samples: list[object] = []
    code_of: dict[tuple[bool, ...], int] = {}

    def code(sample: object) -> int:
        outcome = tuple(
            compare(test.relation, sample, test.operand)  # type: ignore[arg-type]
            for test in tests
        )
        if outcome not in code_of:
            samples.append(sample)
            code_of[outcome] = len(samples)
        return code_of[outcome]

    operands = _operands(tests)
    if kind not in ORDERED:
        listed = {value: code(value) for value in operands}
        if kind is Kind.YES_NO:
            return Listed({value: code(value) for value in (False, True)}, 1), tuple(samples)
        return Listed(listed, code(object())), tuple(samples)
    points = sorted({near for value in operands for near in _around(value)})
    codes = [code(point) for point in points] or [code(object())]
    changes = [n for n in range(1, len(points)) if codes[n] != codes[n - 1]]
    starts = tuple(points[n] for n in changes)
    return Scaled(starts, (codes[0], *(codes[n] for n in changes))), tuple(samples)


def _operands(tests: Iterable[Comparison]) -> list[Value]:
    found: dict[Value, None] = {}
    for test in tests:
        if isinstance(test.operand, tuple):
            found.update(dict.fromkeys(test.operand))
        elif test.operand is not None:
            found[test.operand] = None
    return list(found)


def _around(value: Value) -> Iterable[int]:
    """``value`` and its neighbours on the scale."""
    if isinstance(value, date):
        ordinals = (value.toordinal() + step for step in (-1, 0, 1))
        return [
            date.fromordinal(ordinal)  # type: ignore[misc]
            for ordinal in ordinals
            if date.min.toordinal() <= ordinal <= date.max.toordinal()
        ]
    return [value - 1, value, value + 1]  # type: ignore[operator, list-item]
