"""Preparing: from answers to the data that conditions are about, and on to messages.

Works out table cells, calculated facts and (from what was found to hold) conclusions, the
codes of the classes that their values are in, and asks the gates of these.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from ..calculations import Calculation, calculate
from ..conditions import Knowledge
from ..rulebook import Cell, Concluded, Rulebook
from ..situation import NOT_ASKED, NOT_KNOWN
from ..values import UNKNOWN, Answer, Missing, Truth
from .compiling import Completion, Layer, Outcomes, Program
from .gates import EVERY, OPEN, Gate
from .signals import UNKNOWN_CODE, Listed, Scaled, Tested

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


Said = tuple[str, int, Outcomes]
"""What a signal sends, as a property of a message, and what its gate says of it."""


_ByState = Mapping[Answer | None, Said]


class Senders:
    """Sends signals of a layer by the state of the fact that each reads, and asks their gates."""

    def __init__(self, layer: Layer, program: Program, rulebook: Rulebook) -> None:
        self._listed: list[tuple[int, str, _ByState, Said]] = []
        self._scaled: list[tuple[int, str, Sequence[Any], list[Said], _ByState]] = []
        self._tested: list[tuple[int, str, Tested, list[Said], _ByState]] = []
        gates = {gate.signal: gate for gate in layer.gates}
        for number in layer.signals:
            signal = program.signals[number]
            origin = rulebook.facts[signal.fact].origin
            coding = signal.coding
            said = [_said(number, gates.get(number), code) for code in range(signal.codes + 1)]
            unasked = _said(number, gates.get(number), OPEN)
            unknown = said[UNKNOWN_CODE] if signal.tells_unknown else unasked
            by_state: dict[Answer | None, Said]
            by_state = {None: unasked, Missing.UNANSWERED: unasked, UNKNOWN: unknown}
            if isinstance(origin, Cell):
                for row, cell in _cells(origin, rulebook).items():
                    by_state[row] = said[coding.code(cell)]  # type: ignore[arg-type]
                self._listed.append((number, origin.key, by_state, unknown))
            elif isinstance(coding, Listed):
                for value, code in coding.codes.items():
                    by_state[value] = said[code]
                self._listed.append((number, signal.fact, by_state, said[coding.other]))
            elif isinstance(coding, Scaled):
                stretches = [said[code] for code in coding.codes]
                self._scaled.append((number, signal.fact, coding.starts, stretches, by_state))
            else:
                self._tested.append((number, signal.fact, coding, said, by_state))

    def send(
        self, states: Mapping[str, Answer], sent: list[str], possible: int
    ) -> tuple[int, Outcomes]:
        """Sets the signals' places in ``sent``; the conjunctions that are left of
        ``possible``, and what was told."""
        state_of = states.get
        found = 0
        for number, fact, by_state, other in self._listed:
            sent[number], left, told = by_state.get(state_of(fact), other)
            possible &= left
            found |= told
        for number, fact, starts, stretches, without in self._scaled:
            state = state_of(fact)
            if state is None or isinstance(state, Missing):
                sent[number], left, told = without[state]
            else:
                sent[number], left, told = stretches[bisect_right(starts, state)]
            possible &= left
            found |= told
        for number, fact, coding, said, without in self._tested:
            state = state_of(fact)
            if state is None or isinstance(state, Missing):
                sent[number], left, told = without[state]
            else:
                sent[number], left, told = said[coding.code(state)]
            possible &= left
            found |= told
        return possible, found


def _said(number: int, gate: Gate | None, code: int) -> Said:
    text = property_text(number, code)
    return (text, gate.possible[code], gate.told[code]) if gate else (text, EVERY, 0)


def property_text(signal: int, code: int) -> str:
    """What a signal sends: a property of a message as JSON with a comma after it; nothing
    while it is open."""
    return "" if code == OPEN else f'"{signal}":{code},'
