"""Preparing: from answers to the data that conditions are about, and on to messages.

Works out table cells, calculated facts and (from what was found to hold) conclusions, and
the codes of the classes that their values are in. Decides no condition of a rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from engine.calculations import Calculation, calculate
from engine.conditions import Knowledge
from engine.inference.gates import OPEN
from engine.inference.program import Completion, Outcomes, Program
from engine.inference.signals import UNKNOWN_CODE, Listed, Scaled, Signal, Tested
from engine.rulebook import Cell, Concluded, Rulebook
from engine.situation import NOT_ASKED, NOT_KNOWN
from engine.values import UNKNOWN, Answer, Missing, Truth

States = dict[str, Answer]
"""What is known of each fact so far: its value, ``UNKNOWN``, or nothing while it is open."""

Derivation = Callable[[States, Outcomes, date], Answer | None]
"""Works a fact out from other facts, what was found to hold, and the as-of date."""


def derivation(fact_id: str, program: Program, rulebook: Rulebook) -> Derivation:
    """How a table cell, calculated fact or conclusion is worked out."""
    origin = rulebook.facts[fact_id].origin
    if isinstance(origin, Concluded):
        return partial(_concluded, program.conclusions[fact_id])
    if isinstance(origin, Cell):
        return partial(_read, origin.key, _cells(origin, rulebook))
    return partial(_calculated, origin)  # type: ignore[arg-type]


def completed(completion: Completion, found: Outcomes) -> Truth:
    """Whether a conclusion is true, false or open, by what was found of its rules."""
    if found & completion.true:
        return True
    return False if found & completion.false == completion.false else None


def _concluded(
    completion: Completion, states: States, found: Outcomes, as_of: date
) -> Answer | None:
    truth = completed(completion, found)
    if truth is not None:
        return truth
    return None if any(fact not in states for fact in completion.rests_on) else UNKNOWN


def _cells(cell: Cell, rulebook: Rulebook) -> dict[Answer, Answer]:
    rows = rulebook.tables[cell.table].rows
    return {row: cells[cell.column].value for row, cells in rows.items() if cell.column in cells}


def _read(
    key: str, cells: Mapping[Answer, Answer], states: States, found: Outcomes, as_of: date
) -> Answer | None:
    row = states.get(key)
    return None if row is None else cells.get(row, UNKNOWN)


def _calculated(
    calculation: Calculation, states: States, found: Outcomes, as_of: date
) -> Answer | None:
    def lookup(fact: str) -> Knowledge:
        state = states.get(fact)
        if state is None:
            return NOT_ASKED
        return NOT_KNOWN if state is UNKNOWN else (state, True)  # type: ignore[return-value]

    value, known = calculate(calculation, lookup, as_of)
    if value is None:
        return UNKNOWN if known is False else None
    return value


class Senders:
    """The codes that signals send, by the state of the fact that each reads."""

    def __init__(self, signals: Iterable[int], program: Program, rulebook: Rulebook) -> None:
        self._listed: list[tuple[int, str, Mapping[Answer | None, int], int]] = []
        self._scaled: list[tuple[int, str, Sequence[Any], Sequence[int], int]] = []
        self._tested: dict[str, list[tuple[int, Tested]]] = {}
        for number in signals:
            signal = program.signals[number]
            origin = rulebook.facts[signal.fact].origin
            unknown = UNKNOWN_CODE if signal.tells_unknown else OPEN
            coding = signal.coding
            if isinstance(origin, Cell):
                by_state = _code_by_state(signal, _cells(origin, rulebook), unknown)
                self._listed.append((number, origin.key, by_state, unknown))
            elif isinstance(coding, Listed):
                by_state = _code_by_state(signal, {it: it for it in coding.codes}, unknown)
                self._listed.append((number, signal.fact, by_state, coding.other))
            elif isinstance(coding, Scaled):
                self._scaled.append((number, signal.fact, coding.starts, coding.codes, unknown))
            else:
                self._tested.setdefault(signal.fact, []).append((number, coding))

    def put(self, states: States, codes: list[int]) -> None:
        """Sets the signals' places in ``codes``, which are open; open facts leave them so."""
        state_of = states.get
        for number, fact, by_state, other in self._listed:
            codes[number] = by_state.get(state_of(fact), other)
        for number, fact, starts, stretches, unknown in self._scaled:
            state = state_of(fact)
            if state is UNKNOWN:
                codes[number] = unknown
            elif state is not None:
                codes[number] = stretches[bisect_right(starts, state)]
        for fact, tests in self._tested.items():
            state = state_of(fact)
            if state is not None and not isinstance(state, Missing):
                for number, coding in tests:
                    codes[number] = coding.code(state)


def _code_by_state(
    signal: Signal, values: Mapping[Answer, Any], unknown: int
) -> dict[Answer | None, int]:
    """The codes of a signal by the state of the fact that it is read from: without a value,
    and for each state that stands for one of ``values``."""
    by_state: dict[Answer | None, int] = {None: OPEN, UNKNOWN: unknown}
    for state, value in values.items():
        by_state[state] = signal.coding.code(value)
    return by_state
