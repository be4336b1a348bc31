"""Running: the findings of a situation, by matching layer after layer what can still hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from threading import Lock

from msgspec import Struct

from engine.inference.gates import OPEN
from engine.inference.network import Ruleset
from engine.inference.preparing import Derivation, Senders, States, completed, derivation
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
        """For each rule and conclusion whether it is true, false or open; spelled out by name
        when first asked for one."""
        with self._lock:
            if self._layers is None:
                self._layers = [self._ready(layer) for layer in self._program.layers]
            found = self._found(situation, self._layers)
        return Findings(
            _Truths(partial(_rules_spelled, self._program, found)),
            _Truths(partial(_conclusions_spelled, self._program, found)),
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
        matchers: list[_Matcher] = []
        matcher_of: list[_Matcher] = []
        for ruleset in layer.rulesets:
            matchers.append(_Matcher(ruleset, len(matcher_of)))
            matcher_of += [matchers[-1]] * len(ruleset.outcomes)
        return _ReadyLayer(
            derivations=tuple((fact, derivation(fact, program, rulebook)) for fact in layer.facts),
            auxiliaries=layer.auxiliaries,
            senders=Senders(layer.signals, program, rulebook),
            gates=tuple((gate.signal, gate.possible, gate.told) for gate in layer.gates),
            every=(1 << len(matcher_of)) - 1,
            matchers=tuple(matchers),
            matcher_of=tuple(matcher_of),
        )

    def _found(self, situation: Situation, layers: Sequence[_ReadyLayer]) -> Outcomes:
        as_of = situation.as_of
        states: States = dict(situation.answers)
        if UNANSWERED in states.values():
            states = {fact: it for fact, it in states.items() if it is not UNANSWERED}
        over = [period for period in self._program.periods if not period.covers(as_of)]
        kept, found = ~union(p.true for p in over), union(p.false for p in over)
        found |= self._program.always & kept
        codes = [OPEN] * len(self._program.signals)
        for layer in layers:
            for fact, derive in layer.derivations:
                state = derive(states, found, as_of)
                if state is None:
                    states.pop(fact, None)
                else:
                    states[fact] = state
            for signal, outcome in layer.auxiliaries:
                if found & outcome:
                    codes[signal] = 1
            layer.senders.put(states, codes)
            found |= layer.outcomes(codes) & kept
        return found


class _Matcher:
    """A ruleset, which is given to the library when a message for it first says something.
    Its conjunctions are those of the layer from number ``start`` on, below ``end``."""

    def __init__(self, ruleset: Ruleset, start: int) -> None:
        self.start, self.end = start, start + len(ruleset.outcomes)
        self._ruleset = ruleset
        self._signals = [[signal for signal, _ in it] for it in ruleset.conjunctions]
        self._every = (1 << len(ruleset.outcomes)) - 1
        self._session: Session | None = None

    def outcomes(self, possible: int, codes: Sequence[int]) -> Outcomes:
        """What the rules that match are the sign of. The message is about the conjunctions
        ``possible``, counted from the first of this ruleset."""
        possible &= self._every
        signals = self._signals[possible.bit_length() - 1]
        if possible & (possible - 1):
            signals = list({s: None for n in _bits(possible) for s in self._signals[n]})
        message = "".join([f'"{s}":{codes[s]},' for s in signals if codes[s] != OPEN])
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
    """A layer with everything at hand; ``every`` conjunction is one bit, and its matcher stands
    in its place in ``matcher_of``."""

    derivations: tuple[tuple[str, Derivation], ...]
    auxiliaries: tuple[tuple[int, Outcomes], ...]
    senders: Senders
    gates: tuple[tuple[int, tuple[int, ...], tuple[Outcomes, ...]], ...]
    every: int
    matchers: tuple[_Matcher, ...]
    matcher_of: tuple[_Matcher, ...]

    def outcomes(self, codes: Sequence[int]) -> Outcomes:
        """What the signals tell by themselves, and what the conjunctions that match do."""
        found, possible = 0, self.every
        for signal, possible_by_code, told_by_code in self.gates:
            code = codes[signal]
            possible &= possible_by_code[code]
            found |= told_by_code[code]
        while possible:
            matcher = self.matcher_of[(possible & -possible).bit_length() - 1]
            found |= matcher.outcomes(possible >> matcher.start, codes)
            possible = possible >> matcher.end << matcher.end
        return found


class _Truths(Mapping[str, Truth]):
    """Truths by name, spelled out when first asked for."""

    __slots__ = ("_spell", "_spelled")

    def __init__(self, spell: Callable[[], dict[str, Truth]]) -> None:
        self._spell = spell
        self._spelled: dict[str, Truth] | None = None

    def _all(self) -> dict[str, Truth]:
        if self._spelled is None:
            self._spelled = self._spell()
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
    digits = f"{found & (1 << RULE_BITS * count) - 1:0{count}x}" if count else ""
    return dict(zip(program.rules, map(TRUTH_OF_DIGIT.__getitem__, digits), strict=True))


def _conclusions_spelled(program: Program, found: Outcomes) -> dict[str, Truth]:
    return {fact: completed(it, found) for fact, it in program.conclusions.items()}


def _bits(numbers: int) -> Iterator[int]:
    """The numbers of the bits that are set."""
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest
