"""Signals: what the messages to durable-rules say about facts.

A signal is one property of a message: a short code for the class that a fact's value is in.
Values that no condition of the rulebook tells apart share a code, so a leaf of a condition
is a set of codes. A message without the property says nothing of the fact. Owns the codes
and how a value gets one; does not know how conditions are put together or matched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from ..conditions import NEGATED_TWIN, Comparison, Operand, Relation, compare
from ..rulebook import Fact
from ..values import ORDERED, Kind, Value

UNKNOWN_CODE = 0
"""The code of "I don't know"; only signals whose fact is tested for it send it."""

Codes = int
"""A set of codes: bit ``n`` stands for code ``n``."""

KNOWLEDGE_TESTS = frozenset({Relation.KNOWN, Relation.UNKNOWN})


class Listed(Struct, frozen=True):
    """Codes by value; every other value has the code ``other``."""

    codes: Mapping[Value, int]
    other: int

    def code(self, value: Value) -> int:
        """The code of ``value``."""
        return self.codes.get(value, self.other)


class Scaled(Struct, frozen=True):
    """Codes by stretches of a scale: ``codes[n]`` from ``starts[n - 1]`` on, below
    ``starts[n]``."""

    starts: Sequence[int] | Sequence[date]
    codes: Sequence[int]

    def code(self, value: Value) -> int:
        """The code of ``value``."""
        return self.codes[bisect_right(self.starts, value)]  # type: ignore[type-var]


class Tested(Struct, frozen=True):
    """Code 2 for values that stand in ``relation`` to ``operand``, 1 for the rest."""

    relation: Relation
    operand: Operand

    def passes(self, value: Value) -> bool:
        """Whether ``value`` has code 2."""
        return compare(self.relation, value, self.operand)

    def code(self, value: Value) -> int:
        """The code of ``value``."""
        return 2 if self.passes(value) else 1


Coding = Listed | Scaled | Tested


class Signal(Struct, frozen=True):
    """One property of the messages: ``codes`` (of 1 and up) of the values of ``fact``."""

    fact: str
    coding: Coding
    codes: int
    tells_unknown: bool

    @property
    def value_codes(self) -> Codes:
        """The codes of values."""
        return (2 << self.codes) - 2

    @property
    def all_codes(self) -> Codes:
        """Every code that the signal can send."""
        return self.value_codes | (1 << UNKNOWN_CODE if self.tells_unknown else 0)


class Signals:
    """The signals of a rulebook, and for each leaf of its conditions the codes under which it
    holds."""

    def __init__(self, facts: Mapping[str, Fact], comparisons: Iterable[Comparison]) -> None:
        self.signals: list[Signal] = []
        self._leaves: dict[Comparison, tuple[int, Codes]] = {}
        tests_of: dict[str, list[Comparison]] = {}
        for comparison in dict.fromkeys(comparisons):
            tests_of.setdefault(comparison.fact, []).append(comparison)
        for fact_id, tests in tests_of.items():
            kind = facts[fact_id].kind
            about_values = [test for test in tests if test.relation not in KNOWLEDGE_TESTS]
            tells_unknown = len(about_values) < len(tests)
            if kind is Kind.CHOICES:
                if tells_unknown:
                    self._add(Signal(fact_id, Listed({}, 1), 1, True))
                    self._knowledge_leaves(fact_id)
                for test in about_values:
                    if test not in self._leaves:
                        self._add(Signal(fact_id, Tested(test.relation, test.operand), 2, False))
                        self._leaves_on_last(test, 1 << 2)
            else:
                coding, count, codes = classes(kind, about_values)
                self._add(Signal(fact_id, coding, count, tells_unknown))
                for test, holds in zip(about_values, codes, strict=True):
                    self._leaves_on_last(test, holds)
                if tells_unknown:
                    self._knowledge_leaves(fact_id)

    def auxiliary(self, number: int) -> int:
        """A new signal, not of a fact but of auxiliary ``number``: code 1 when it holds."""
        return self._add(Signal(f"#{number}", Listed({}, 1), 1, False))

    def leaf(self, comparison: Comparison) -> tuple[int, Codes]:
        """The signal that decides ``comparison``, one of those given or a negation of one,
        and the codes under which it holds."""
        return self._leaves[comparison]

    def _add(self, signal: Signal) -> int:
        self.signals.append(signal)
        return len(self.signals) - 1

    def _leaves_on_last(self, test: Comparison, codes: Codes) -> None:
        number = len(self.signals) - 1
        twin = Comparison(test.fact, NEGATED_TWIN[test.relation], test.operand)
        self._leaves[test] = number, codes
        self._leaves[twin] = number, self.signals[number].value_codes & ~codes

    def _knowledge_leaves(self, fact_id: str) -> None:
        number = len(self.signals) - 1
        known, unknown = Comparison(fact_id, Relation.KNOWN), Comparison(fact_id, Relation.UNKNOWN)
        self._leaves[known] = number, self.signals[number].value_codes
        self._leaves[unknown] = number, 1 << UNKNOWN_CODE


class _AnyOther:
    """Stands for a value that no test names."""


def classes(kind: Kind, tests: Sequence[Comparison]) -> tuple[Coding, int, list[Codes]]:
    """The classes of values that ``tests`` tell apart: how a value gets its code, how many
    codes there are (from 1), and for each test the codes under which it holds."""
    code_of: dict[tuple[bool, ...], int] = {}

    def code(sample: Value | _AnyOther) -> int:
        outcome = tuple(
            compare(test.relation, sample, test.operand)  # type: ignore[arg-type]
            for test in tests
        )
        return code_of.setdefault(outcome, len(code_of) + 1)

    coding: Coding
    operands = _operands(tests)
    if kind is Kind.YES_NO:
        coding = Listed({value: code(value) for value in (False, True)}, 1)
    elif kind not in ORDERED:
        coding = Listed({value: code(value) for value in operands}, code(_AnyOther()))
    else:
        points = sorted({near for value in operands for near in _around(value)})
        codes = [code(point) for point in points] or [code(_AnyOther())]
        changes = [n for n in range(1, len(points)) if codes[n] != codes[n - 1]]
        starts = tuple(points[n] for n in changes)
        coding = Scaled(starts, (codes[0], *(codes[n] for n in changes)))
    return (
        coding,
        len(code_of),
        [
            sum(1 << code for outcome, code in code_of.items() if outcome[n])
            for n in range(len(tests))
        ],
    )


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
