"""Running: the findings of a situation, by matching its messages layer after layer.

Prepares the data that conditions are about (answers, table cells, calculated facts) and
sends it; what holds is decided by durable-rules alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from threading import Lock
from typing import Any

from engine.calculations import Calculation, calculate
from engine.conditions import Knowledge
from engine.inference.program import (
    FALSE,
    RULE_BITS,
    TRUE,
    Completion,
    Outcomes,
    Program,
    union,
)
from engine.inference.session import Session
from engine.inference.signals import UNKNOWN_CODE, Coding, Listed, Scaled, Signal
from engine.rulebook import Cell, Concluded, Rulebook
from engine.situation import NOT_ASKED, NOT_KNOWN, Findings, Situation
from engine.values import UNKNOWN, Answer, Missing, Truth

UNANSWERED = Missing.UNANSWERED

States = dict[str, Answer]
"""What is known of each fact so far: its value, ``UNKNOWN``, or nothing while it is open."""

TRUTH_OF_DIGIT: Mapping[str, Truth] = {"0": None, f"{TRUE:x}": True, f"{FALSE:x}": False}

Derive = Callable[[States, Outcomes, date], Answer | None]


class Inference:
    """Finds what holds in situations of ``rulebook``, with the help of durable-rules.

    ``program`` is what :func:`~engine.inference.program.compile_program` made of the same
    rulebook. One object serves any number of situations, also from several threads, one
    after the other. It takes up no more memory with time.
    """

    def __init__(self, program: Program, rulebook: Rulebook) -> None:
        self._program = program
        self._rulebook = rulebook
        self._lock = Lock()
        self._layers: list[_ReadyLayer] | None = None

    def findings(self, situation: Situation) -> Findings:
        """For each rule and conclusion whether it is true, false or open."""
        with self._lock:
            if self._layers is None:
                self._layers = _ready(self._program, self._rulebook)
            found = self._found(situation, self._layers)
        program = self._program
        count = len(program.rules)
        digits = f"{found & (1 << RULE_BITS * count) - 1:0{count}x}" if count else ""
        return Findings(
            dict(zip(program.rules, map(TRUTH_OF_DIGIT.__getitem__, digits), strict=True)),
            {fact: _completed(it, found) for fact, it in program.conclusions.items()},
        )

    def close(self) -> None:
        """Gives back the memory; the next use takes it up again."""
        with self._lock:
            for layer in self._layers or ():
                for matcher in layer.matchers:
                    matcher.session.close()
            self._layers = None

    def _found(self, situation: Situation, layers: Sequence[_ReadyLayer]) -> Outcomes:
        as_of = situation.as_of
        states: States = dict(situation.answers)
        if UNANSWERED in states.values():
            states = {fact: it for fact, it in states.items() if it is not UNANSWERED}
        over = [period for period in self._program.periods if not period.covers(as_of)]
        kept, found = ~union(p.true for p in over), union(p.false for p in over)
        found |= self._program.always & kept
        properties = [""] * len(self._program.signals)
        for layer in layers:
            for fact, derive in layer.derived:
                state = derive(states, found, as_of)
                if state is None:
                    states.pop(fact, None)
                else:
                    states[fact] = state
            for signal, outcome, text in layer.auxiliaries:
                if found & outcome:
                    properties[signal] = text
            state_of = states.get
            for signal, fact, texts, other in layer.listed:
                properties[signal] = texts.get(state_of(fact), other)
            for signal, fact, express in layer.expressed:
                properties[signal] = express(state_of(fact))
            for matcher in layer.matchers:
                message = "".join(matcher.select(properties))
                if message:
                    found |= matcher.session.outcomes(message) & kept
        return found


@dataclass(frozen=True, slots=True)
class _Matcher:
    select: Callable[[Sequence[str]], Sequence[str]]
    session: Session


@dataclass(frozen=True, slots=True)
class _ReadyLayer:
    """A layer with everything at hand: how facts are worked out and how signals are put."""

    derived: tuple[tuple[str, Derive], ...]
    auxiliaries: tuple[tuple[int, Outcomes, str], ...]
    listed: tuple[tuple[int, str, Mapping[Answer | None, str], str], ...]
    expressed: tuple[tuple[int, str, Callable[[Answer | None], str]], ...]
    matchers: tuple[_Matcher, ...]


def _ready(program: Program, rulebook: Rulebook) -> list[_ReadyLayer]:
    layers = []
    for layer in program.layers:
        listed, expressed = [], []
        for number in layer.signals:
            signal = program.signals[number]
            source, texts = _texts(number, signal, rulebook)
            if texts is not None:
                listed.append((number, source, *texts))
            else:
                expressed.append((number, source, _express(number, signal)))
        layers.append(
            _ReadyLayer(
                tuple((fact, _derivation(fact, program, rulebook)) for fact in layer.facts),
                tuple((s, outcome, _property(s, 1)) for s, outcome in layer.auxiliaries),
                tuple(listed),
                tuple(expressed),
                tuple(
                    _Matcher(itemgetter(*ruleset.signals), Session(ruleset))
                    for ruleset in layer.rulesets
                ),
            )
        )
    return layers


def _property(signal: int, code: int) -> str:
    return f'"{signal}":{code},'


def _texts(
    number: int, signal: Signal, rulebook: Rulebook
) -> tuple[str, tuple[dict[Answer | None, str], str] | None]:
    """The fact whose state a signal is read from and, if all that matters can be listed, the
    text of the signal by that state and the text for every other value."""
    origin = rulebook.facts[signal.fact].origin
    coding = signal.coding
    unknown = _property(number, UNKNOWN_CODE) if signal.tells_unknown else ""
    states: dict[Answer | None, str] = {None: "", UNKNOWN: unknown}
    if isinstance(origin, Cell):
        for row, cells in rulebook.tables[origin.table].rows.items():
            if origin.column in cells:
                states[row] = _property(number, coding.code(cells[origin.column].value))
        return origin.key, (states, unknown)
    if isinstance(coding, Listed):
        states.update((value, _property(number, code)) for value, code in coding.codes.items())
        return signal.fact, (states, _property(number, coding.other))
    return signal.fact, None


def _express(number: int, signal: Signal) -> Callable[[Answer | None], str]:
    unknown = _property(number, UNKNOWN_CODE) if signal.tells_unknown else ""
    coding = signal.coding
    texts = {code: _property(number, code) for code in range(1, signal.codes + 1)}
    if isinstance(coding, Scaled):
        return partial(_scaled, unknown, coding.starts, [texts[code] for code in coding.codes])
    return partial(_coded, unknown, coding, texts)


def _scaled(unknown: str, starts: Sequence[Any], texts: Sequence[str], state: Answer | None) -> str:
    if state is None:
        return ""
    return unknown if state is UNKNOWN else texts[bisect_right(starts, state)]


def _coded(unknown: str, coding: Coding, texts: Mapping[int, str], state: Answer | None) -> str:
    if state is None:
        return ""
    return unknown if isinstance(state, Missing) else texts[coding.code(state)]


def _derivation(fact_id: str, program: Program, rulebook: Rulebook) -> Derive:
    origin = rulebook.facts[fact_id].origin
    if isinstance(origin, Concluded):
        return partial(_concluded, program.conclusions[fact_id])
    if isinstance(origin, Cell):
        rows = rulebook.tables[origin.table].rows
        column = origin.column
        cells = {row: cells[column].value for row, cells in rows.items() if column in cells}
        return partial(_read, origin.key, cells)
    return partial(_calculated, origin)  # type: ignore[arg-type]


def _read(
    key: str, cells: Mapping[Any, Answer], states: States, found: Outcomes, as_of: date
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
        return NOT_KNOWN if isinstance(state, Missing) else (state, True)

    value, known = calculate(calculation, lookup, as_of)
    if value is None:
        return UNKNOWN if known is False else None
    return value


def _concluded(
    completion: Completion, states: States, found: Outcomes, as_of: date
) -> Answer | None:
    truth = _completed(completion, found)
    if truth is not None:
        return truth
    return None if any(fact not in states for fact in completion.rests_on) else UNKNOWN


def _completed(completion: Completion, found: Outcomes) -> Truth:
    if found & completion.true:
        return True
    return False if found & completion.false == completion.false else None
