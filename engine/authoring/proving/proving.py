"""Deciding invariants, and those that every rulebook has.

Owns the verdicts: proved, refuted with a smallest situation, or not decided. "Proved" is said
of nothing that was not looked at for every situation and every day of the range.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import inf
from random import Random
from time import process_time

from ...loading.scenarios.invariants import Invariant
from ...rulebook import Place, Rulebook
from ...situation import Answers, Situation, Valuation
from ...values import UNKNOWN, Answer
from ...worlds.diagrams import Node, TooLarge
from ...worlds.solving import Solver, Window
from ..checks.circles import circles
from ..checks.codes import CheckCode
from ..checks.empty_plan import empty_plan
from ..checks.gaps import gaps_and_overlaps
from ..checks.model import Context, Finding
from ..checks.overlapping_rules import overlapping_rules
from ..inspecting.condition_places import window_of
from .claims import Breach, Claims
from .interviews import values_to_try, without_defaults

MOST_SECONDS = 20
"""So much time one invariant gets: of the processor, not of the day."""

MADE_UP = 40
"""So many people are made up to see rules apply."""
MOST_SAID = 3
"""So much of what is broken is said in words."""


class ProofResult(StrEnum):
    """What became of an invariant."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "not decided"


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdict on one invariant. If refuted: in ``words`` what breaks it, the smallest
    ``situation`` in which it is broken (``sure``) or, where something cannot be known, may be,
    and what a scenario on it should ``expect``."""

    id: str
    outcome: ProofResult
    place: Place | None = None
    because: str = ""
    words: str = ""
    situation: Situation | None = None
    sure: bool = True
    expect: tuple[str, ...] = ()


def prove(
    rulebook: Rulebook,
    invariants: Sequence[Invariant],
    window: Window,
    *,
    built_in: bool = True,
) -> Iterator[Proof]:
    """The verdict on every invariant, one after the other; first those of every rulebook."""
    assert window.first is not None
    solver = _Patient(rulebook, window.first)
    if built_in:
        yield from _built_in(rulebook, solver)
    claims = Claims(solver, window)
    for invariant in invariants:
        yield _of_one(invariant, claims, solver, window)


class _TakesTooLong(Exception):
    """One invariant took more than its share of time."""


class _Patient(Solver):
    """Goes through days until the time for one invariant is over."""

    until = inf

    def days(self, atoms: frozenset[int], window: Window) -> Iterator[date]:
        for day in super().days(atoms, window):
            if process_time() > self.until:
                raise _TakesTooLong
            yield day


def _of_one(invariant: Invariant, claims: Claims, solver: _Patient, window: Window) -> Proof:
    solver.until = process_time() + MOST_SECONDS
    undecided: str | None = None
    place, because = invariant.place, invariant.because
    broken: list[Breach] = []
    try:
        for claim in invariant.claims:
            for breach in claims.breaches(invariant.when, claim):
                if breach.shown is not None:
                    return Proof(
                        invariant.id, ProofResult.REFUTED, place, because, breach.words,
                        breach.shown, True, breach.expect,
                    )  # fmt: skip
                if breach.worlds is None:
                    undecided = f"it was not found out whether {breach.words}"
                elif solver.day_of(breach.worlds, window) is not None:
                    broken.append(breach)
        if broken:
            found = _smallest(broken, solver, window)
            if found is not None:
                situation, sure = found
                there = _there(broken, situation, solver) if sure else []
                words, expect = _in_words(there, broken), _expected(there or broken[:1])
                situation = without_defaults(solver.rulebook, situation)
                return Proof(
                    invariant.id,
                    ProofResult.REFUTED,
                    place,
                    because,
                    words,
                    situation,
                    sure,
                    expect,
                )
            undecided = "no situation shows it, and none was ruled out"
    except TooLarge:
        undecided = "the diagrams grow too large"
    except _TakesTooLong:
        undecided = f"not all days were looked at in {MOST_SECONDS} seconds"
    if undecided is not None:
        return Proof(invariant.id, ProofResult.UNDECIDED, place, because, undecided)
    return Proof(invariant.id, ProofResult.PROVED, place, because)


def _smallest(
    broken: Sequence[Breach], solver: Solver, window: Window
) -> tuple[Situation, bool] | None:
    """A smallest situation in which some of that is so: for sure or, where no situation shows
    that, perhaps."""
    worlds = solver.worlds.diagrams.any_of(it.worlds for it in broken if it.worlds is not None)
    for sure in (True, False):
        for given in _stated(solver, worlds, window):
            found = solver.smallest(worlds, window, given, sure=sure)
            if found is not None:
                return found
    return None


def _there(broken: Sequence[Breach], situation: Situation, solver: Solver) -> list[Breach]:
    """What is so in the situation for sure."""
    day = Window(situation.as_of, situation.as_of)
    answers = situation.answers
    return [
        it
        for it in broken
        if it.worlds is not None
        and (found := solver.situation_of(it.worlds, day, answers)) is not None
        and found.answers == answers
    ]


def _expected(there: Sequence[Breach]) -> tuple[str, ...]:
    """What a scenario should expect of all that is broken."""
    lists: dict[str, list[str]] = {}
    for line in (line for it in there for line in it.expect):
        key, found, ids = line.partition(": [")
        if not found or not ids.endswith("]"):
            return there[0].expect
        lists.setdefault(key, []).append(ids.removesuffix("]"))
    return tuple(f"{key}: [{', '.join(dict.fromkeys(ids))}]" for key, ids in lists.items())


def _in_words(there: Sequence[Breach], broken: Sequence[Breach]) -> str:
    """What is so, or all of it that may be where it is not known which."""
    words = [it.words for it in there or broken]
    if len(words) > MOST_SAID:
        words = [*words[:MOST_SAID], f"{len(words) - MOST_SAID} more"]
    return (", and " if there else ", or ").join(words)


def _stated(solver: Solver, node: Node, window: Window) -> Iterator[Answers]:
    """What may be stated of facts that nobody is asked for: first their defaults alone. What
    has listed values is found where it is not given; of dates and numbers, some are tried."""
    assert window.first is not None
    rulebook, worlds = solver.rulebook, solver.worlds
    defaults = rulebook.defaults
    unlisted = {it: value for it, value in defaults.items() if it in worlds.unlisted}
    bases = [defaults] if len(unlisted) == len(defaults) else [defaults, unlisted]
    yield from bases
    below = solver.facts_below(node)
    for fact_id, stated in worlds.unlisted.items():
        if stated and fact_id in below and not rulebook.facts[fact_id].can_be_asked:
            values: list[Answer] = [*values_to_try(solver, fact_id, window.first)]
            for value in values if fact_id in defaults else [*values, UNKNOWN]:
                yield from ({**base, fact_id: value} for base in bases)


def _built_in(rulebook: Rulebook, solver: Solver) -> Iterator[Proof]:
    context = Context(rulebook, solver.as_of)
    context.solver = solver
    circle = next(iter(circles(context)), None)
    yield _from_finding("no-circle-of-steps", circle)
    yield _from_finding("no-empty-plan", next(iter(empty_plan(context)), None))
    overlaps = (it for it in gaps_and_overlaps(context) if it.code == CheckCode.OVERLAPPING_CASES)
    contradicting = next(overlaps, None) or next(iter(overlapping_rules(context)), None)
    yield _from_finding("no-contradicting-effects", contradicting)
    yield _every_rule_applies(rulebook, solver)


def _every_rule_applies(rulebook: Rulebook, solver: Solver) -> Proof:
    name = "every-rule-applies-to-somebody"
    until = process_time() + MOST_SECONDS
    seen = _applying_at_random(rulebook, solver)
    left: list[str] = []
    for rule in rulebook.rules.values():
        if rule.id in seen:
            continue
        if process_time() > until:
            left.append(rule.id)
            continue
        verdict = solver.verdict(rule.when, window_of(rule))
        if not verdict.can_hold:
            words = f"the rule {rule.id} can never apply"
            return Proof(name, ProofResult.REFUTED, rule.place, words=words)
        if not verdict.exact:
            left.append(rule.id)
    if not left:
        return Proof(name, ProofResult.PROVED)
    some = ", ".join(left[:MOST_SAID]) + (" and others" if len(left) > MOST_SAID else "")
    words = f"it was not found out whether anybody gets what {some} asks for"
    return Proof(name, ProofResult.UNDECIDED, rulebook.rules[left[0]].place, words=words)


def _applying_at_random(rulebook: Rulebook, solver: Solver) -> set[str]:
    """Rules that apply to people made up at random: most of them, and at once."""
    chance = Random(0)
    ways: dict[str, list[Answer]] = {
        it: [*values_to_try(solver, it, solver.as_of)] for it in rulebook.askable
    }
    found: set[str] = set()
    for _ in range(MADE_UP):
        answers = {it: chance.choice(values) for it, values in ways.items() if values}
        valuation = Valuation(rulebook, Situation(answers, solver.as_of))
        found |= {it.id for it in rulebook.rules.values() if valuation.rule_truth(it)}
    return found


def _from_finding(name: str, finding: Finding | None) -> Proof:
    if finding is None:
        return Proof(name, ProofResult.PROVED)
    if finding.code == CheckCode.UNDECIDED or finding.witness is None:
        return Proof(name, ProofResult.UNDECIDED, finding.place, words=finding.problem)
    witness = finding.witness
    return Proof(
        name,
        ProofResult.REFUTED,
        finding.place,
        words=finding.problem,
        situation=witness.situation,
        expect=witness.expect,
    )
