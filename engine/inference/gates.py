"""Gates: what a signal says by itself, before anything is matched.

A code that a signal sends contradicts some conjunctions and leaves others possible; over all
signals the sets that are left, one AND each, are the conjunctions that can still hold, and
durable-rules is asked about those alone. A code can also rule findings out by itself: those
are read off here. Owns the sets; fires no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from .formulas import Conjunction
from .signals import Codes, Signal

OPEN = -1
"""In the place of a code: the signal is not sent."""

EVERY = -1
"""The set of all conjunctions, however many there are."""

Told = Mapping[int, Sequence[int]]
"""By signal, then by code: the findings that the code is the sign of whatever else is sent."""


class Gate(Struct, frozen=True):
    """What one signal says of a layer, by its code; what it says when open comes last, where
    the code :data:`OPEN` finds it.

    Bit ``n`` of ``possible`` stands for the ``n``-th conjunction of the layer, counted through
    its rulesets. ``told`` are findings.
    """

    signal: int
    possible: tuple[int, ...]
    told: tuple[int, ...]


def gates(
    conjunctions: Sequence[Conjunction], told: Told, signals: Sequence[Signal], most_codes: int
) -> tuple[Gate, ...]:
    """The gates of a layer. A signal of more than ``most_codes`` codes gets none: the sets
    would take more memory than they save time."""
    tests: dict[int, list[tuple[int, Codes]]] = {signal: [] for signal in told}
    for number, conjunction in enumerate(conjunctions):
        for signal, codes in conjunction:
            if is_gated(signals[signal], most_codes):
                tests.setdefault(signal, []).append((number, codes))
    every = (1 << len(conjunctions)) - 1
    return tuple(
        _gate(signal, tests[signal], told.get(signal, ()), signals[signal].codes + 1, every)
        for signal in sorted(tests)
    )


def is_gated(signal: Signal, most_codes: int) -> bool:
    """Whether the signal has few enough codes for a gate."""
    return signal.codes <= most_codes


def _gate(
    signal: int, tests: Iterable[tuple[int, Codes]], told: Sequence[int], codes: int, every: int
) -> Gate:
    passing = [0] * codes
    tested = 0
    for number, passes in tests:
        tested |= 1 << number
        for code in range(codes):
            if passes >> code & 1:
                passing[code] |= 1 << number
    untested = every & ~tested
    findings = [*told, *[0] * (codes - len(told)), 0]
    return Gate(signal, (*(untested | it for it in passing), untested), tuple(findings))
