"""Running: the findings of a situation, by matching its messages layer after layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from threading import Lock

from msgspec import Struct

from engine.inference.network import Ruleset
from engine.inference.preparing import (
    Derivation,
    Properties,
    States,
    completed,
    derivation,
    property_text,
)
from engine.inference.program import FALSE, RULE_BITS, TRUE, Layer, Outcomes, Program, union
from engine.inference.session import Session
from engine.rulebook import Rulebook
from engine.situation import Findings, Situation
from engine.values import Missing, Truth

UNANSWERED = Missing.UNANSWERED

TRUTH_OF_DIGIT: Mapping[str, Truth] = {"0": None, f"{TRUE:x}": True, f"{FALSE:x}": False}


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
                self._layers = [self._ready(layer) for layer in self._program.layers]
            found = self._found(situation, self._layers)
        program = self._program
        count = len(program.rules)
        digits = f"{found & (1 << RULE_BITS * count) - 1:0{count}x}" if count else ""
        return Findings(
            dict(zip(program.rules, map(TRUTH_OF_DIGIT.__getitem__, digits), strict=True)),
            {fact: completed(it, found) for fact, it in program.conclusions.items()},
        )

    def close(self) -> None:
        """Gives back the memory; the next use takes it up again."""
        with self._lock:
            for layer in self._layers or ():
                for matcher in layer.matchers:
                    matcher.close()
            self._layers = None

    def _ready(self, layer: Layer) -> _ReadyLayer:
        program, rulebook = self._program, self._rulebook
        return _ReadyLayer(
            derivations=tuple((fact, derivation(fact, program, rulebook)) for fact in layer.facts),
            auxiliaries=tuple(
                (signal, outcome, property_text(signal, 1)) for signal, outcome in layer.auxiliaries
            ),
            properties=Properties(layer.signals, program, rulebook),
            matchers=tuple(map(_Matcher, layer.rulesets)),
        )

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
            for fact, derive in layer.derivations:
                state = derive(states, found, as_of)
                if state is None:
                    states.pop(fact, None)
                else:
                    states[fact] = state
            for signal, outcome, text in layer.auxiliaries:
                if found & outcome:
                    properties[signal] = text
            layer.properties.put(states, properties)
            for matcher in layer.matchers:
                found |= matcher.outcomes(properties) & kept
        return found


class _Matcher:
    """A ruleset, which is given to the library when a message for it first says something."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._select = itemgetter(*ruleset.signals)
        self._session: Session | None = None

    def outcomes(self, properties: Sequence[str]) -> Outcomes:
        """What the rules that match are the sign of."""
        message = "".join(self._select(properties))
        if not message:
            return 0
        if self._session is None:
            self._session = Session(self._ruleset)
        return self._session.outcomes(message)

    def close(self) -> None:
        """Gives back the memory."""
        if self._session is not None:
            self._session.close()


class _ReadyLayer(Struct, frozen=True):
    """A layer with everything at hand."""

    derivations: tuple[tuple[str, Derivation], ...]
    auxiliaries: tuple[tuple[int, Outcomes, str], ...]
    properties: Properties
    matchers: tuple[_Matcher, ...]
