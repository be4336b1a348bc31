"""Findings, and what a check has to work with.

Owns the shapes. A check is a function from :class:`Context` to findings; it never reports as
an error or a warning what it could not prove or show.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from ...conditions import Comparison, Condition, comparisons_in
from ...rulebook import Asked, Place, Rulebook
from ...situation import Situation
from ...worlds.solving import ALWAYS_OPEN, Memory, Solver, Verdict, Window
from ..inspecting.condition_places import Written, both, conjuncts, written_conditions
from ..inspecting.references import Mention, links_in, used_facts
from .codes import CheckCode, Gravity
from .independence import Independence

OLDEST_SOURCE_DAYS = 365
MOST_NODES = 60_000
"""What takes more to decide, of one thing that may be wrong, is passed over."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A situation that shows a finding, with what a scenario on it should expect, as YAML
    lines below ``expect:``."""

    situation: Situation
    expect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. ``related`` are other places that have to do with it, each
    with a word on what stands there."""

    code: str
    severity: Gravity
    title: str
    place: Place
    problem: str
    remedy: str | None = None
    witness: Witness | None = None
    related: tuple[tuple[Place, str], ...] = ()


IdleMemory = MutableMapping[Hashable, tuple[str, ...]]
"""Questions that can never matter, by what that rests on."""


class Context:
    """A rulebook under examination. ``today`` is the as-of date for everything that has one;
    ``memory`` and ``idle`` keep what was proved, for the next time."""

    def __init__(
        self,
        rulebook: Rulebook,
        today: date,
        *,
        oldest_source_days: int = OLDEST_SOURCE_DAYS,
        memory: Memory | None = None,
        idle: IdleMemory | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.today = today
        self.oldest_source_days = oldest_source_days
        given = _any_answer_given(rulebook)
        self.solver = Solver(given, today, memory, MOST_NODES)
        self._independence = Independence(given)
        self.idle: IdleMemory = {} if idle is None else idle

    def verdict(self, condition: Condition, window: Window = ALWAYS_OPEN) -> Verdict:
        """What is known of a condition, for as-of dates in ``window``."""
        apart = self._independence.apart(conjuncts(condition))
        if len(apart) < 2:
            return self.solver.verdict(condition, window)
        found = [self.solver.verdict(both(*its), window) for its in apart]
        return Verdict(
            all(it.can_hold for it in found),
            any(it.can_fail for it in found),
            all(it.exact for it in found),
        )

    @cached_property
    def judged_wrong(self) -> frozenset[str]:
        """Facts of which a condition asks what never or always is so. Whatever they seem to be
        good for then, it is the condition that has to be corrected first."""
        verdicts = ((it, self.verdict(it.condition, it.window)) for it in self.conditions)
        wrong = [it for it, found in verdicts if not (found.can_hold and found.can_fail)]
        return frozenset(leaf.fact for it in wrong for leaf in comparisons_in(it.condition))

    @cached_property
    def links(self) -> tuple[Mention, ...]:
        """Everything that refers to something, inside the rulebook."""
        return links_in(self.rulebook)

    @cached_property
    def used_facts(self) -> frozenset[str]:
        """Facts that something uses which is no fact itself, or a fact that is used in turn."""
        return used_facts(self.links)

    @cached_property
    def conditions(self) -> tuple[Written, ...]:
        """Every condition that somebody wrote."""
        return written_conditions(self.rulebook)

    @cached_property
    def comparisons_on(self) -> Mapping[str, Sequence[Comparison]]:
        """For each fact, every comparison that somebody wrote on it."""
        found: dict[str, list[Comparison]] = {}
        for written in self.conditions:
            for comparison in comparisons_in(written.condition):
                found.setdefault(comparison.fact, []).append(comparison)
        return found


def _any_answer_given(rulebook: Rulebook) -> Rulebook:
    """The rulebook as it is for those who state every fact: a default rules no situation out."""
    if not rulebook.defaults:
        return rulebook
    facts = {
        fact.id: replace(fact, origin=Asked()) if fact.id in rulebook.defaults else fact
        for fact in rulebook.facts.values()
    }
    return replace(rulebook, facts=facts)


Check = Callable[[Context], Iterator[Finding]]


def finding(
    code: CheckCode,
    place: Place,
    problem: str,
    remedy: str | None = None,
    *,
    witness: Witness | None = None,
    related: tuple[tuple[Place, str], ...] = (),
) -> Finding:
    """A finding of the catalogue."""
    return Finding(
        code.value, code.severity, code.summary, place, problem, remedy, witness, related
    )
