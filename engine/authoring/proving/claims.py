"""Claims as diagrams: for each part of one, the worlds that break it.

Owns the meaning of claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from ...conditions import Condition
from ...items import Item, ItemKind, items_of
from ...loading.scenarios.invariants import Claim, ClaimKind, Named
from ...situation import Situation
from ...worlds.diagrams import FALSE, Node, TooLarge
from ...worlds.solving import MOST_NODES, Solver, Window
from .interviews import Sought, longer_than, not_asking
from .largest_count import more_than, most_at_once
from .precedence import Leading
from .questions import Looks, Questions, looks_of

MOST_COUNTED = 20_000
"""Steps are counted world by world where that takes no more nodes."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One way to break a claim: the worlds that do (``None``: not found out), in words, and
    what a scenario on such a world should expect, as YAML lines. ``shown`` is a situation that
    does, if one was found otherwise."""

    worlds: Node | None
    words: str
    expect: tuple[str, ...]
    shown: Situation | None = None


class Claims:
    """The claims of one rulebook as diagrams over the worlds of ``solver``."""

    def __init__(self, solver: Solver, window: Window) -> None:
        self.solver = solver
        self.window = window
        self.rulebook = solver.rulebook
        self.diagrams = solver.worlds.diagrams
        self._present: dict[Named, Node] = {}
        self._interviews: dict[bool, Questions] = {}
        self.leading = Leading(solver, self._step)

    def where(self, condition: Condition) -> Node:
        """The worlds in which the condition holds. What has a default is always known."""
        diagrams, worlds = self.diagrams, self.solver.worlds
        node = self.solver.truth(condition)
        for level, place in worlds.variables.items():
            if place.fact in self.rulebook.defaults and place.option is None:
                known = diagrams.test(level, (1 << (len(place.values) or 1)) - 1)
                node = diagrams.both(node, known)
        return node

    def breaches(self, condition: Condition, claim: Claim) -> Iterator[Breach]:
        """Every way to break the claim where the condition holds."""
        when = self.where(condition)
        both, negation = self.diagrams.both, self.diagrams.negation
        match claim.kind:
            case ClaimKind.INCLUDES | ClaimKind.WARNS:
                for part in claim.parts:
                    missing = both(when, negation(self.present(part)))
                    yield Breach(missing, f"{_said(part)} is missing", (_expect(part),))
            case ClaimKind.EXCLUDES:
                for part in claim.parts:
                    there = both(when, self.present(part))
                    yield Breach(
                        there, f"{_said(part)} is in the plan", (_expect(part, "absent_"),)
                    )
            case ClaimKind.ORDER:
                for (_, first), (_, then) in pairwise(claim.parts):
                    worlds = both(when, self.leading.out_of_order(first, then))
                    words = f"nothing puts {first} before {then}"
                    yield Breach(worlds, words, (f"order: [[{first}, {then}]]",))
            case ClaimKind.NEVER_TOGETHER:
                yield from self._together(when, claim)
            case ClaimKind.EXACTLY_ONE_OF:
                yield from self._together(when, claim)
                yield self._none_of(when, claim)
            case ClaimKind.AT_LEAST_ONE_OF:
                yield self._none_of(when, claim)
            case ClaimKind.ASKS:
                for fact_id in claim.facts:
                    yield self._not_asked(condition, fact_id)
            case ClaimKind.AT_MOST:
                for name, most in claim.limits:
                    if name == "steps":
                        some = self._more_steps_than(when, most)
                        words = f"the plan has more than {most} steps"
                        yield Breach(some, words, (f"steps: []  # at most {most}",))
                    else:
                        yield self._more_questions_than(condition, most)

    def present(self, part: Named) -> Node:
        """Where the step, warning, document or cost is in the plan."""
        found = self._present.get(part)
        if found is None:
            entry = items_of(self.rulebook).get(Item(part[0], part[1]))
            rule = self.solver.worlds.rule
            found = self._present[part] = (
                FALSE
                if entry is None
                else self.diagrams.all_of(
                    self.diagrams.any_of(map(rule, group)) for group in entry.wanted
                )
            )
        return found

    def _step(self, step: str) -> Node:
        return self.present((ItemKind.STEP, step))

    def _together(self, when: Node, claim: Claim) -> Iterator[Breach]:
        for one, other in combinations(claim.parts, 2):
            worlds = self.diagrams.all_of((when, self.present(one), self.present(other)))
            words = f"{_said(one)} and {_said(other)} are in the plan together"
            yield Breach(worlds, words, (_expect(one), _expect(other, "absent_")))

    def _none_of(self, when: Node, claim: Claim) -> Breach:
        some = self.diagrams.any_of(map(self.present, claim.parts))
        names = ", ".join(name for _, name in claim.parts)
        words = f"none of {names} is in the plan"
        worlds = self.diagrams.both(when, self.diagrams.negation(some))
        return Breach(worlds, words, (f"{_expect(claim.parts[0])}  # or another of them",))

    # ------------------------------------------------------------------ questions and numbers

    def _questions(self, *, thorough: bool) -> Questions:
        found = self._interviews.get(thorough)
        if found is None:
            found = Questions(self.solver, self._looks, thorough=thorough)
            self._interviews[thorough] = found
        return found

    @cached_property
    def _looks(self) -> Looks:
        return looks_of(self.solver)

    def _not_asked(self, condition: Condition, fact_id: str) -> Breach:
        questions = self._questions(thorough=True)
        words, expect = f"{fact_id} is not asked", (f"asked: [{fact_id}]",)
        where = questions.surely(self.where(condition))
        maybe: list[Situation] = []
        for answers in questions.not_asked(where, fact_id):
            found = self.solver.smallest_answers(answers, self.window, self.rulebook.defaults)
            if found is None and not maybe:
                return Breach(FALSE, words, expect)
            maybe += [] if found is None else [found]
        sought = not_asking(fact_id, maybe[::-1], condition, questions, self.window)
        return _sought(sought, words, expect)

    def _more_questions_than(self, condition: Condition, most: int) -> Breach:
        questions = self._questions(thorough=False)
        where = questions.surely(self.where(condition))
        words = f"an interview asks more than {most} questions"
        expect = ("asked: []  # name the one that need not be",)
        if questions.most(where) <= most:
            return Breach(FALSE, words, expect)
        return _sought(longer_than(most, condition, where, questions, self.window), words, expect)

    def _more_steps_than(self, when: Node, most: int) -> Node | None:
        """The worlds with more steps than that or, where those are too many to tell, some of
        them; ``None`` if it is not known whether any of those found is one."""
        diagrams = self.diagrams
        diagrams.most = len(diagrams) + MOST_NODES
        wanted = items_of(self.rulebook)
        steps = [it for it in self.rulebook.steps if Item(ItemKind.STEP, it) in wanted]
        if len(steps) <= most:
            return FALSE
        within = [diagrams.both(when, self._step(step)) for step in steps]
        count, there = most_at_once(diagrams, within)
        if count <= most:
            return FALSE
        try:
            diagrams.most = len(diagrams) + MOST_COUNTED
            return more_than(most, diagrams, within)
        except TooLarge:
            worlds = diagrams.all_of(within[number] for number in there)
            return None if self.solver.day_of(worlds, self.window) is None else worlds
        finally:
            diagrams.most = len(diagrams) + MOST_NODES


def _sought(sought: Sought, words: str, expect: tuple[str, ...]) -> Breach:
    found = sought.found
    left_open = found is None and not sought.all_tried
    return Breach(None if left_open else FALSE, words, expect, found)


def _said(part: Named) -> str:
    return f"the {part[0].value} {part[1]}"


def _expect(part: Named, prefix: str = "") -> str:
    return f"{prefix}{part[0].value}s: [{part[1]}]"
