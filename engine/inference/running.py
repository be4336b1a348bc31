"""Running: the findings of a situation, by matching layer after layer what can still hold."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import add, itemgetter
from threading import Lock
from weakref import WeakSet

from msgspec import Struct

from ..rulebook import Rulebook
from ..situation import Findings, Situation
from ..values import Answer, Missing, Truth
from .compiling import Layer, Outcomes, Program
from .formulas import Conjunction
from .gates import OPEN, Gate
from .messages import (
    Derivation,
    Senders,
    States,
    completed,
    derivation,
    property_text,
)
from .network import Ruleset
from .session import LibrarySession

UNANSWERED, UNKNOWN = Missing.UNANSWERED, Missing.UNKNOWN

TRUTHS: Mapping[str, Truth] = {"00": None, "10": True, "01": False}
"""By whether "true" and whether "false" was found."""


class Inference:
    """Finds what holds in situations of ``rulebook``, with the help of durable-rules.

    ``program`` is what :func:`~engine.inference.compiling.compile_program` made of the same
    rulebook. One object serves any number of situations, also from several threads, one
    after the other. It takes up no more memory with time.
    """

    def __init__(self, program: Program, rulebook: Rulebook) -> None:
        self._program = program
        self._rulebook = rulebook
        self._derives = any(layer.facts for layer in program.layers)
        self._layers: list[_ReadyLayer] | None = None
        self.unlock()
        _IN_USE.add(self)

    def unlock(self) -> None:
        """Let the next thread in, whoever was in before: after a fork, a thread that only the
        other process has. What it was in the middle of is begun anew."""
        self._lock = Lock()

    def findings(self, situation: Situation) -> Findings:
        """For each rule and conclusion whether it is true, false or open; spelled out by name
        when first asked for one."""
        with self._lock:
            if self._layers is None:
                self._layers = [self._ready(layer) for layer in self._program.layers]
            found = self._found(situation, self._layers)
        program = self._program
        return Findings(
            _Truths(_rules_spelled, program, found),
            _Truths(_conclusions_spelled, program, found),
        )

    def close(self) -> None:
        """Gives back the memory; the next use takes it up again."""
        with self._lock:
            for layer in self._layers or ():
                for matcher, _ in layer.places:
                    matcher.close()
            self._layers = None

    def _ready(self, layer: Layer) -> _ReadyLayer:
        program, rulebook = self._program, self._rulebook
        places: list[_Place] = []
        for ruleset in layer.rulesets:
            end = len(places) + len(ruleset.outcomes)
            matcher = _Matcher(ruleset, end)
            places += [(matcher, _select(it)) for it in ruleset.conjunctions]
        return _ReadyLayer(
            derivations=tuple((fact, derivation(fact, program, rulebook)) for fact in layer.facts),
            found=tuple(
                (
                    it.signal,
                    it.true,
                    property_text(it.signal, it.code_true),
                    it.false,
                    property_text(it.signal, it.code_false),
                )
                for it in layer.found
            ),
            senders=Senders(layer, program, rulebook),
            earlier=tuple(
                (gate.signal, _by_text(gate))
                for gate in layer.gates
                if gate.signal not in layer.signals
            ),
            every=(1 << len(places)) - 1,
            places=tuple(places),
        )

    def _found(self, situation: Situation, layers: Sequence[_ReadyLayer]) -> Outcomes:
        as_of, program = situation.as_of, self._program
        answers: Mapping[str, Answer] = situation.answers
        defaults = self._rulebook.defaults
        if defaults:
            given = {fact: it for fact, it in answers.items() if it not in (UNANSWERED, UNKNOWN)}
            missing = {fact: it for fact, it in answers.items() if fact not in defaults}
            answers = {**missing, **defaults, **given}
        states: States = {}
        if self._derives:
            states = {fact: it for fact, it in answers.items() if it is not UNANSWERED}
            answers = states
        found, never = program.always, 0
        for period in program.periods:
            if not period.covers(as_of):
                found |= period.false
                never |= period.true
        found &= ~never
        sent = [""] * len(program.signals)
        for layer in layers:
            for fact, derive in layer.derivations:
                state = derive(states, found, as_of)
                if state is None:
                    states.pop(fact, None)
                else:
                    states[fact] = state
            for signal, true, text_true, false, text_false in layer.found:
                if found & true:
                    sent[signal] = text_true
                elif found & false == false:
                    sent[signal] = text_false
            found |= layer.outcomes(answers, sent) & ~never
        return found


_IN_USE: WeakSet[Inference] = WeakSet()
"""Every inference of this process."""


def _unlock_all() -> None:
    for inference in _IN_USE:
        inference.unlock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_unlock_all)


class _Matcher:
    """A ruleset, which is given to the library when a message for it first says something.
    Its conjunctions are those of the layer below number ``end``."""

    def __init__(self, ruleset: Ruleset, end: int) -> None:
        self.end = end
        self._ruleset = ruleset
        self._session: LibrarySession | None = None

    def outcomes(self, message: str) -> Outcomes:
        """What the rules that match are the sign of."""
        if not message:
            return 0
        if self._session is None:
            self._session = LibrarySession(self._ruleset)
        return self._session.outcomes(message)

    def close(self) -> None:
        """Gives back the memory."""
        if self._session is not None:
            self._session.close()


_Place = tuple[_Matcher, Callable[[Sequence[str]], tuple[str, ...]]]
"""The matcher of a conjunction, and how to select from all signals those that it is about."""


def _select(conjunction: Conjunction) -> Callable[[Sequence[str]], tuple[str, ...]]:
    signals = [signal for signal, _ in conjunction]
    if len(signals) > 1:
        return itemgetter(*signals)
    return itemgetter(slice(signals[0], signals[0] + 1))


def _by_text(gate: Gate) -> dict[str, tuple[int, Outcomes]]:
    codes = (*range(len(gate.possible) - 1), OPEN)
    said = zip(gate.possible, gate.told, strict=True)
    return {property_text(gate.signal, code): it for code, it in zip(codes, said, strict=True)}


class _ReadyLayer(Struct, frozen=True):
    """A layer with everything at hand; ``every`` conjunction is one bit and has its place.
    Signals ``found`` to hold or sent in an ``earlier`` layer have only their gates here."""

    derivations: tuple[tuple[str, Derivation], ...]
    found: tuple[tuple[int, Outcomes, str, Outcomes, str], ...]
    senders: Senders
    earlier: tuple[tuple[int, dict[str, tuple[int, Outcomes]]], ...]
    every: int
    places: tuple[_Place, ...]

    def outcomes(self, answers: Mapping[str, Answer], sent: list[str]) -> Outcomes:
        """What the signals tell by themselves, and what the conjunctions that match do. A
        message is about those conjunctions of its ruleset that can still hold."""
        possible, found = self.senders.send(answers, sent, self.every)
        for signal, said in self.earlier:
            left, told = said[sent[signal]]
            possible &= left
            found |= told
        if not possible:
            return found
        places = self.places
        next_place = f"{possible:b}"[::-1].find
        place = next_place("1")
        while place >= 0:
            matcher, select = places[place]
            about = select(sent)
            place = next_place("1", place + 1)
            if 0 <= place < matcher.end:
                together = dict.fromkeys(about)
                while 0 <= place < matcher.end:
                    together.update(dict.fromkeys(places[place][1](sent)))
                    place = next_place("1", place + 1)
                found |= matcher.outcomes("".join(together))
            else:
                found |= matcher.outcomes("".join(about))
        return found


_Spell = Callable[[Program, Outcomes], dict[str, Truth]]


class _Truths(Mapping[str, Truth]):
    """Truths by name, spelled out when first asked for."""

    __slots__ = ("_found", "_program", "_spell", "_spelled")

    def __init__(self, spell: _Spell, program: Program, found: Outcomes) -> None:
        self._spell, self._program, self._found = spell, program, found
        self._spelled: dict[str, Truth] | None = None

    def _all(self) -> dict[str, Truth]:
        if self._spelled is None:
            self._spelled = self._spell(self._program, self._found)
        return self._spelled

    def __getitem__(self, name: str) -> Truth:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def _rules_spelled(program: Program, found: Outcomes) -> dict[str, Truth]:
    count = len(program.rules)
    if not count:
        return {}
    every = (1 << count) - 1
    true, false = f"{found & every:0{count}b}", f"{found >> count & every:0{count}b}"
    truths = map(TRUTHS.__getitem__, map(add, true, false))
    return dict(zip(program.rules, truths, strict=True))


def _conclusions_spelled(program: Program, found: Outcomes) -> dict[str, Truth]:
    return {fact: completed(it, found) for fact, it in program.conclusions.items()}
