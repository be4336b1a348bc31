"""Running: the findings of a situation, by matching layer after layer what can still hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from threading import Lock

from msgspec import Struct

from engine.inference.gates import OPEN
from engine.inference.network import Ruleset
from engine.inference.preparing import Derivation, Senders, States, completed, derivation
from engine.inference.program import FALSE, RULE_BITS, TRUE, Layer, Outcomes, Program
from engine.inference.session import Session
from engine.rulebook import Rulebook
from engine.situation import Findings, Situation
from engine.values import Answer, Missing, Truth

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
        self._derives = any(layer.facts for layer in program.layers)
        self._lock = Lock()
        self._layers: list[_ReadyLayer] | None = None

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
            sent=tuple(
                (it.signal, it.true, it.code_true, it.false, it.code_false) for it in layer.found
            ),
            senders=Senders(layer, program, rulebook),
            earlier=tuple(
                (gate.signal, gate.possible, gate.told)
                for gate in layer.gates
                if gate.signal not in layer.signals
            ),
            every=(1 << len(matcher_of)) - 1,
            matchers=tuple(matchers),
            matcher_of=tuple(matcher_of),
        )

    def _found(self, situation: Situation, layers: Sequence[_ReadyLayer]) -> Outcomes:
        as_of, program = situation.as_of, self._program
        answers: Mapping[str, Answer] = situation.answers
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
        codes = [OPEN] * len(program.signals)
        for layer in layers:
            for fact, derive in layer.derivations:
                state = derive(states, found, as_of)
                if state is None:
                    states.pop(fact, None)
                else:
                    states[fact] = state
            for signal, true, code_true, false, code_false in layer.sent:
                if found & true:
                    codes[signal] = code_true
                elif found & false == false:
                    codes[signal] = code_false
            found |= layer.outcomes(answers, codes) & ~never
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
    in its place in ``matcher_of``. Signals ``sent`` as they were found, or in an ``earlier`` layer,
    have only their gates here."""

    derivations: tuple[tuple[str, Derivation], ...]
    sent: tuple[tuple[int, Outcomes, int, Outcomes, int], ...]
    senders: Senders
    earlier: tuple[tuple[int, tuple[int, ...], tuple[Outcomes, ...]], ...]
    every: int
    matchers: tuple[_Matcher, ...]
    matcher_of: tuple[_Matcher, ...]

    def outcomes(self, states: Mapping[str, Answer], codes: list[int]) -> Outcomes:
        """What the signals tell by themselves, and what the conjunctions that match do."""
        possible, found = self.senders.send(states, codes, self.every)
        for signal, left, told in self.earlier:
            code = codes[signal]
            possible &= left[code]
            found |= told[code]
        while possible:
            matcher = self.matcher_of[(possible & -possible).bit_length() - 1]
            found |= matcher.outcomes(possible >> matcher.start, codes)
            possible = possible >> matcher.end << matcher.end
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
