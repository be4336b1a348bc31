"""Conjunctions become patterns of durable-rules, packed within its limits."""

from __future__ import annotations

import json
import operator
from collections import defaultdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.inference.formulas import Conjunction
from engine.inference.limits import Limits
from engine.inference.network import WAKE, Ruleset, checks_of, pack
from engine.inference.signals import Listed, Signal
from tests.inference.books import UNTIMED

OPERATORS = {
    "": operator.eq,
    "$neq": operator.ne,
    "$gte": operator.ge,
    "$lte": operator.le,
}


@st.composite
def signals_and_codes(draw: st.DrawFn) -> tuple[Signal, int]:
    signal = Signal("a", Listed({}, 1), draw(st.integers(1, 12)), draw(st.booleans()))
    chosen = draw(st.integers(1, signal.all_codes)) & signal.all_codes
    return signal, chosen or signal.all_codes


@UNTIMED
@given(signals_and_codes())
def test_the_checks_of_a_set_of_codes_are_passed_by_these_codes_only(
    drawn: tuple[Signal, int],
) -> None:
    signal, codes = drawn
    tests = checks_of(7, signal, codes)
    for code in range(signal.codes + 1):
        if signal.all_codes >> code & 1:
            passed = all(OPERATORS[test.operator](code, test.code) for test in tests)
            assert passed == bool(codes >> code & 1)
            for test in tests:
                assert OPERATORS[test.operator](code, test.code) == bool(test.codes >> code & 1)


@st.composite
def many_conjunctions(draw: st.DrawFn) -> tuple[dict[Conjunction, int], list[Signal]]:
    signals = [Signal(f"f{n}", Listed({}, 1), 3, n % 2 == 0) for n in range(8)]

    def codes(number: int) -> int:
        return draw(st.integers(1, 15)) & signals[number].all_codes or 0b1000

    conjunctions = {
        tuple((n, codes(n)) for n in sorted(chosen)): 1
        for chosen in draw(
            st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=4), min_size=1, max_size=30)
        )
    }
    return conjunctions, signals


def paths(ruleset: Ruleset) -> list[list[str]]:
    """The tests of each rule, in order, as text."""
    rules = json.loads(ruleset.text)
    assert WAKE == next(iter(rules))
    patterns = [rule["all"][0]["m"] for name, rule in rules.items() if name != WAKE]
    return [list(map(json.dumps, pattern.get("$and", [pattern]))) for pattern in patterns]


def passes(test: str, message: dict[str, int]) -> bool:
    (name, inner), *_ = json.loads(test).items()
    compared: dict[str, Any] = inner if isinstance(inner, dict) else {name: inner}
    (signal, code), *_ = compared.items()
    compare = OPERATORS[name if isinstance(inner, dict) else ""]
    return signal in message and bool(compare(message[signal], code))


@UNTIMED
@given(many_conjunctions(), st.data())
def test_no_ruleset_exceeds_the_limits(
    drawn: tuple[dict[Conjunction, int], list[Signal]], data: st.DataObject
) -> None:
    conjunctions, signals = drawn
    limits = Limits(branches=4, waiting=4, properties=5, rules=6)
    rulesets = pack(conjunctions, signals, limits)
    assert len(conjunctions) == sum(len(ruleset.outcomes) for ruleset in rulesets)
    for ruleset in rulesets:
        following: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for path in paths(ruleset):
            for n, test in enumerate(path):
                following[tuple(path[:n])].add(test)
        assert len(ruleset.outcomes) <= limits.rules
        tested = {signal for conjunction in ruleset.conjunctions for signal, _ in conjunction}
        if len(ruleset.outcomes) > 1:
            assert len(tested) <= limits.properties
            assert max(map(len, following.values())) <= limits.branches
        message = {
            str(n): data.draw(st.integers(0 if signals[n].tells_unknown else 1, 3)) for n in tested
        }
        assert most_waiting(following, message) <= limits.waiting


def most_waiting(following: dict[tuple[str, ...], set[str]], message: dict[str, int]) -> int:
    """How many tests ever wait when the last found is always followed first, in the worst
    order."""

    def within(path: tuple[str, ...]) -> int:
        held = [test for test in following.get(path, ()) if passes(test, message)]
        deepest = max((within((*path, test)) for test in held), default=0)
        return len(held) - 1 + max(1, deepest) if held else 0

    return within(())


def test_the_library_does_not_confuse_the_names_of_properties() -> None:
    """It compares names by their FNV-1a hash alone."""

    def name_hash(name: str) -> int:
        result = 0x811C9DC5
        for byte in name.encode():
            result = (result ^ byte) * 16777619 & 0xFFFFFFFF
        return result

    names = [WAKE, "id", "sid", "$s", *map(str, range(20_000))]
    assert len(names) == len(set(map(name_hash, names)))


def test_the_signals_that_most_rules_test_come_first() -> None:
    signals = [Signal(f"f{n}", Listed({}, 1), 3, False) for n in range(4)]
    conjunctions: dict[Conjunction, int] = {
        ((0, 0b0010), (3, 0b0100)): 1,
        ((1, 0b0010), (3, 0b0100)): 2,
        ((2, 0b0010), (3, 0b0100)): 4,
    }
    (ruleset,) = pack(conjunctions, signals, Limits())
    assert {'{"3": 2}'} == {path[0] for path in paths(ruleset)}
