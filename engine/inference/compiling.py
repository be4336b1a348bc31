"""Compiling: from the rules of a rulebook to layers of rulesets for durable-rules.

Each rule gives two formulas, "certainly true" and "certainly false". What they need decides
the layer: a formula over conclusions, over what is calculated from them, or over an
auxiliary is matched after these are known. Equal conjunctions become one rule of the
library, whatever number of formulas they serve. Owns the program as data; does not run it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from msgspec import Struct

from ..conditions import Comparison, comparisons_in, push_negation
from ..rulebook import Asked, Cell, Concluded, Rule, Rulebook
from .formulas import Alternatives, Conjunction, Formulas
from .gates import EVERY, OPEN, Gate, Told, gates, is_gated
from .limits import LIMITS, Limits
from .network import Ruleset, pack
from .signals import Codes, Signal, Signals


class TooLargeForInference(ValueError):
    """A rulebook that durable-rules cannot bear, however it is cut up."""


Outcomes = int
"""A set of findings: for each rule, from the last to the first, "true" (lowest, for these are
matched one by one), then for each rule "false", then for each auxiliary "holds"."""


class Period(Struct, frozen=True):
    """A rule that holds only for as-of dates from ``start`` to ``end``, both inside."""

    true: Outcomes
    false: Outcomes
    start: date | None
    end: date | None

    def covers(self, as_of: date) -> bool:
        """Whether the rule is in force on that date."""
        return (self.start is None or self.start <= as_of) and (
            self.end is None or as_of <= self.end
        )


class Completion(Struct, frozen=True):
    """A conclusion: true on any finding of ``true``, false on all of ``false`` together.
    While it is neither, it is open as long as one of the facts ``rests_on`` is."""

    true: Outcomes
    false: Outcomes
    rests_on: tuple[str, ...]


class Sent(Struct, frozen=True):
    """A signal that what was found sends: ``code_true`` on any finding of ``true``, else
    ``code_false`` on all of ``false`` together."""

    signal: int
    true: Outcomes
    code_true: int
    false: Outcomes = EVERY
    code_false: int = OPEN


class Layer(Struct, frozen=True):
    """Facts to work out first (in this order), what was found by then and is sent as it is,
    other signals to send from here on, the gates, and the rulesets to match."""

    facts: tuple[str, ...]
    found: tuple[Sent, ...]
    signals: tuple[int, ...]
    gates: tuple[Gate, ...]
    rulesets: tuple[Ruleset, ...]


class Program(Struct, frozen=True):
    """Everything that running inference on a rulebook needs, beside the rulebook.

    ``always`` are the findings that hold in every situation.
    """

    rules: tuple[str, ...]
    always: Outcomes
    periods: tuple[Period, ...]
    conclusions: Mapping[str, Completion]
    signals: tuple[Signal, ...]
    layers: tuple[Layer, ...]


def compile_program(rulebook: Rulebook, limits: Limits = LIMITS) -> Program:
    """The program for ``rulebook``, which must be free of circles, within ``limits``.

    Raises :class:`TooLargeForInference`.
    """
    tests: list[Comparison] = []
    for rule in rulebook.rules.values():
        with _nested_too_deep(rule):
            tests += comparisons_in(rule.when)
    compiler = _Compiler(rulebook, Signals(rulebook.facts, tests), limits)
    for fact in rulebook.derivation_order:
        for rule in rulebook.concluding_rules.get(fact, ()):
            with _nested_too_deep(rule):
                compiler.add_rule(rule)
        compiler.unfold(fact)
    for rule in rulebook.rules.values():
        with _nested_too_deep(rule):
            compiler.add_rule(rule)
    return compiler.program()


@contextmanager
def _nested_too_deep(rule: Rule) -> Iterator[None]:
    try:
        yield
    except RecursionError:
        raise TooLargeForInference(
            f"rule {rule.id!r} (at {rule.place}): the condition is nested too deep; "
            "make conclusions of its parts"
        ) from None


class _Compiler:
    def __init__(self, rulebook: Rulebook, signals: Signals, limits: Limits) -> None:
        self._rulebook = rulebook
        self._limits = limits
        self._signals = signals
        self._formulas = Formulas(signals, limits)
        self._place = {rule: n for n, rule in enumerate(reversed(list(rulebook.rules)))}
        self._outcomes: dict[Conjunction, Outcomes] = {}
        self._always: Outcomes = 0
        self._formulas_of: dict[str, tuple[Alternatives, Alternatives]] = {}
        self._fact_layer: dict[str, int] = {}
        self._auxiliary_layer: dict[int, int] = {}

    def add_rule(self, rule: Rule) -> None:
        """Takes both formulas of a rule, unless they have been taken."""
        if rule.id in self._formulas_of:
            return
        holds, fails = (
            self._formulas.alternatives(push_negation(rule.when, negate))
            for negate in (False, True)
        )
        self._formulas_of[rule.id] = holds, fails
        self._add(holds, self._true(rule.id))
        self._add(fails, self._false(rule.id))

    def unfold(self, conclusion: str) -> None:
        """Lets tests of a conclusion, all of whose rules have been taken, be about what these
        test. Rules that are not always in force are matched first."""
        rules = self._rulebook.concluding_rules.get(conclusion)
        if rules is None or any(it.valid_from or it.valid_until for it in rules):
            return
        both = [self._formulas_of[rule.id] for rule in rules]
        self._formulas.unfold(conclusion, [it for it, _ in both], [it for _, it in both])

    def program(self) -> Program:
        """The program for the rules taken."""
        auxiliaries = self._formulas.auxiliaries
        above = 2 * len(self._place)
        holds = {signal: 1 << above + n for n, signal in enumerate(auxiliaries)}
        for signal, alternatives in auxiliaries.items():
            self._add(alternatives, holds[signal])
        self._lay_out()
        signals = tuple(self._signals.signals)
        told, matched = self._told_and_matched()
        self._check_size(len(matched))
        needed = self._needed_facts({*told, *_signals_in(matched)})
        count = 1 + max(map(self._layer_of, {*told, *_signals_in(matched)}), default=-1)
        matched_by_layer: list[dict[Conjunction, Outcomes]] = [{} for _ in range(count)]
        told_by_layer: list[dict[int, Sequence[Outcomes]]] = [{} for _ in range(count)]
        for conjunction, outcome in matched.items():
            layer = max(self._layer_of(signal) for signal, _ in conjunction)
            matched_by_layer[layer][conjunction] = outcome
        for signal, by_code in told.items():
            told_by_layer[self._layer_of(signal)][signal] = by_code
        layers = []
        direct = self._sent_as_found(holds)
        sent: set[int] = set()
        for number, outcomes in enumerate(matched_by_layer):
            rulesets = pack(outcomes, signals, self._limits)
            conjunctions = [it for ruleset in rulesets for it in ruleset.conjunctions]
            new = {*told_by_layer[number], *_signals_in(conjunctions)} - sent
            sent |= new
            layers.append(
                Layer(
                    tuple(fact for fact in needed if self._fact_layer[fact] == number),
                    tuple(direct[signal] for signal in sorted(new & direct.keys())),
                    tuple(sorted(new - direct.keys())),
                    gates(conjunctions, told_by_layer[number], signals, self._limits.gated_codes),
                    rulesets,
                )
            )
        return Program(
            rules=tuple(self._rulebook.rules),
            always=self._always,
            periods=self._periods(),
            conclusions={
                conclusion: self._completion(conclusion)
                for conclusion in self._rulebook.concluding_rules
            },
            signals=signals,
            layers=tuple(layers),
        )

    def _true(self, rule_id: str) -> Outcomes:
        return 1 << self._place[rule_id]

    def _false(self, rule_id: str) -> Outcomes:
        return 1 << len(self._place) + self._place[rule_id]

    def _add(self, alternatives: Alternatives, outcome: Outcomes) -> None:
        for conjunction in alternatives:
            if conjunction:
                self._outcomes[conjunction] = self._outcomes.get(conjunction, 0) | outcome
            else:
                self._always |= outcome

    def _lay_out(self) -> None:
        """Gives every fact and every auxiliary the first layer in which it is known."""
        pending = dict(self._formulas.auxiliaries)

        def layer_of(signal: int) -> int:
            if signal in pending:
                alternatives = pending.pop(signal)
                needs = _signals_in(alternatives)
                self._auxiliary_layer[signal] = 1 + max(map(layer_of, needs), default=0)
            if signal in self._auxiliary_layer:
                return self._auxiliary_layer[signal]
            return self._fact_layer[self._signals.signals[signal].fact]

        for fact in self._rulebook.derivation_order:
            depends_on = self._rulebook.depends_on(fact)
            layer = max((self._fact_layer[other] for other in depends_on), default=0)
            for rule in self._rulebook.concluding_rules.get(fact, ()):
                for alternatives in self._formulas_of[rule.id]:
                    layer = max(layer, 1, *(1 + layer_of(s) for s in _signals_in(alternatives)))
            self._fact_layer[fact] = layer
        for signal in self._formulas.auxiliaries:
            layer_of(signal)

    def _layer_of(self, signal: int) -> int:
        found = self._auxiliary_layer.get(signal)
        return self._fact_layer[self._signals.signals[signal].fact] if found is None else found

    def _told_and_matched(self) -> tuple[Told, dict[Conjunction, Outcomes]]:
        """What a code of one signal tells by itself, and the conjunctions that are matched:
        all that take several signals, and all that fire a rule."""
        fires = (1 << len(self._place)) - 1
        told: dict[int, list[Outcomes]] = {}
        matched: dict[Conjunction, Outcomes] = {}
        by_signal: dict[int, dict[int, Outcomes]] = {}
        for conjunction, outcome in self._outcomes.items():
            if len(conjunction) > 1:
                matched[conjunction] = outcome
                continue
            signal, codes = conjunction[0]
            by_code = by_signal.setdefault(signal, {})
            for code in range(codes.bit_length()):
                if codes >> code & 1:
                    by_code[code] = by_code.get(code, 0) | outcome
        for signal, by_code in by_signal.items():
            about = self._signals.signals[signal]
            if is_gated(about, self._limits.gated_codes):
                alone = [by_code.get(code, 0) & ~fires for code in range(about.codes + 1)]
                by_code = {code: outcome & fires for code, outcome in by_code.items()}
                if any(alone):
                    told[signal] = alone
            groups: dict[Outcomes, Codes] = {}
            for code, outcome in by_code.items():
                groups[outcome] = groups.get(outcome, 0) | 1 << code
            groups.pop(0, None)
            matched.update((((signal, codes),), outcome) for outcome, codes in groups.items())
        return told, matched

    def _needed_facts(self, signals: Iterable[int]) -> list[str]:
        """Derived facts that must be worked out, in order: those that send ``signals`` and
        those that others among them are derived from."""
        origin = {fact.id: fact.origin for fact in self._rulebook.facts.values()}
        needed: set[str] = set()
        for signal in signals:
            about = self._signals.signals[signal]
            it = origin.get(about.fact)
            if it is not None and not self._is_sent_as_found(about):
                needed.add(it.key if isinstance(it, Cell) else about.fact)
        for fact in reversed(self._rulebook.derivation_order):
            if fact in needed:
                needed.update(
                    self._rests_on(fact)
                    if isinstance(origin[fact], Concluded)
                    else self._rulebook.depends_on(fact)
                )
        return [
            fact
            for fact in self._rulebook.derivation_order
            if fact in needed and not isinstance(origin[fact], Asked)
        ]

    def _sent_as_found(self, holds: Mapping[int, Outcomes]) -> dict[int, Sent]:
        """The signals that need no value: of auxiliaries, by what ``holds`` tells of them, and
        of conclusions of which it makes no difference whether they are open or unknown."""
        sent = {signal: Sent(signal, outcome, 1) for signal, outcome in holds.items()}
        for number, signal in enumerate(self._signals.signals):
            if self._is_sent_as_found(signal):
                it, code = self._completion(signal.fact), signal.coding.code
                sent[number] = Sent(number, it.true, code(True), it.false, code(False))
        return sent

    def _is_sent_as_found(self, signal: Signal) -> bool:
        return signal.fact in self._rulebook.concluding_rules and not signal.tells_unknown

    def _rests_on(self, conclusion: str) -> tuple[str, ...]:
        """The facts that decide whether the conclusion is still open: a cell is as long as
        its key is."""
        found: dict[str, None] = {}
        for fact in self._rulebook.depends_on(conclusion):
            origin = self._rulebook.facts[fact].origin
            while isinstance(origin, Cell):
                fact = origin.key
                origin = self._rulebook.facts[fact].origin
            found[fact] = None
        return tuple(found)

    def _completion(self, conclusion: str) -> Completion:
        rules = self._rulebook.concluding_rules[conclusion]
        return Completion(
            union(self._true(rule.id) for rule in rules),
            union(self._false(rule.id) for rule in rules),
            self._rests_on(conclusion),
        )

    def _periods(self) -> tuple[Period, ...]:
        return tuple(
            Period(
                self._true(rule.id),
                self._false(rule.id),
                rule.valid_from,
                rule.valid_until,
            )
            for rule in self._rulebook.rules.values()
            if rule.valid_from is not None or rule.valid_until is not None
        )

    def _check_size(self, rules: int) -> None:
        most = self._limits.rules_in_all
        if rules > most:
            raise TooLargeForInference(
                f"the conditions of rulebook {self._rulebook.id!r} come to {rules} different "
                f"conjunctions; at most {most} can be matched. Make conclusions "
                "of what many rules have in common, or split the rulebook"
            )


def _signals_in(conjunctions: Iterable[Conjunction]) -> set[int]:
    return {signal for conjunction in conjunctions for signal, _ in conjunction}


def union(outcomes: Iterable[Outcomes]) -> Outcomes:
    """All findings of all of them."""
    result = 0
    for outcome in outcomes:
        result |= outcome
    return result
