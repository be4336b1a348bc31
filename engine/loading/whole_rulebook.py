"""Checks that need the whole rulebook: circles, orders against phases, unused conclusions.

Owns what no single entry can be blamed for alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from ..calculations import Argument, Call, Cases, FactArgument
from ..items import StatedOrder, orders_in, placeholders, words_instead_of
from ..rulebook import Fact, Origin, Place, Rulebook
from ..values import Kind
from .faults.codes import Code
from .faults.report import Report, SourceFile, quoted
from .sections.calculated_kinds import DEEPEST_DERIVATION

MOST_CIRCLES = 10


def check_whole(rulebook: Rulebook, files: Mapping[str, SourceFile], report: Report) -> None:
    """Report what is wrong with the rulebook as a whole; its parts are good."""
    checks = _WholeChecks(rulebook, files, report)
    checks.conclusions()
    checks.fact_circles()
    checks.step_orders()
    checks.text_circles()
    checks.former_ids()


class _WholeChecks:
    def __init__(self, rulebook: Rulebook, files: Mapping[str, SourceFile], report: Report) -> None:
        self.rulebook = rulebook
        self.files = files
        self.report = report

    def _add(self, code: Code, place: Place, problem: str, remedy: str | None = None) -> None:
        self.report.add(code, place, problem, remedy, self.files.get(place.file))

    def conclusions(self) -> None:
        for fact_id, rules in self.rulebook.concluding_rules.items():
            if not rules:
                self._add(
                    Code.NEVER_CONCLUDED,
                    self.rulebook.facts[fact_id].place,
                    f"No rule concludes {quoted(fact_id)}, so it can never be true.",
                    f"Add a rule with `conclude: {fact_id}`, or remove the conclusion.",
                )

    def fact_circles(self) -> None:
        graph = {fact: set(self.rulebook.depends_on(fact)) for fact in self.rulebook.facts}
        found = False
        for circle in _circles(graph):
            found = True
            around = " → ".join((*circle, circle[0]))
            where = "; ".join(f"{fact} at {self.rulebook.facts[fact].place}" for fact in circle)
            self._add(
                Code.FACT_CIRCLE,
                self.rulebook.facts[circle[0]].place,
                f"These are derived from each other in a circle: {around} ({where}).",
                "Take one of them out of the conditions or arguments of the next.",
            )
        if not found:
            self._depth(graph)

    def _depth(self, graph: Mapping[str, set[str]]) -> None:
        depth: dict[str, int] = {}
        for fact in TopologicalSorter(graph).static_order():
            before = graph.get(fact, set())
            depth[fact] = 1 + max((depth[other] for other in before), default=-1)
            if depth[fact] == DEEPEST_DERIVATION + 1:
                self._add(
                    Code.DERIVATION_TOO_DEEP,
                    self.rulebook.facts[fact].place,
                    f"{quoted(fact)} is derived over more than {DEEPEST_DERIVATION} levels.",
                    "Shorten the chain of conclusions and calculated facts.",
                )

    def step_orders(self) -> None:
        links = orders_in(self.rulebook)
        phases = {phase.id: index for index, phase in enumerate(self.rulebook.phases)}
        for link in links:
            first, then = self.rulebook.steps[link.first], self.rulebook.steps[link.then]
            if phases[first.phase] > phases[then.phase]:
                self._add(
                    Code.ORDER_AGAINST_PHASES,
                    link.place,
                    f"{quoted(first.id)} cannot come before {quoted(then.id)}: the phase "
                    f"{quoted(first.phase)} comes after the phase {quoted(then.phase)}.",
                    "Move one of the steps to another phase, or turn the order round.",
                )
        self._step_circles([it for it in links if it.rule is None])

    def _step_circles(self, links: list[StatedOrder]) -> None:
        graph: dict[str, set[str]] = {step: set() for step in self.rulebook.steps}
        said = {(link.first, link.then): link.place for link in links}
        for first, then in said:
            graph[then].add(first)
        for circle in _circles(graph):
            pairs = list(zip(circle, (*circle[1:], circle[0]), strict=True))
            where = "; ".join(
                f"{first} before {then} at {said[first, then]}" for first, then in pairs
            )
            self._add(
                Code.STEP_CIRCLE,
                said[pairs[0]],
                f"These steps are ordered in a circle: {where}.",
                "Remove one of these orders.",
            )

    def text_circles(self) -> None:
        graph = {fact.id: set(self._named_in(fact)) for fact in self.rulebook.facts.values()}
        for circle in _circles(graph):
            around = " → ".join((*circle, circle[0]))
            self._add(
                Code.TEXT_CIRCLE,
                self.rulebook.facts[circle[0]].place,
                f"The words shown for these facts need each other: {around}.",
                "Take a placeholder out of an option's label, a text cell or `when_unknown:`.",
            )

    def former_ids(self) -> None:
        """An earlier id must lead to one thing only."""
        facts, steps = self.rulebook.facts.values(), self.rulebook.steps.values()
        self._lead_to_one([(fact.id, fact.formerly, fact.place) for fact in facts])
        self._lead_to_one([(step.id, step.formerly, step.place) for step in steps])
        for fact in facts:
            self._lead_to_one([(it.id, it.formerly, it.place) for it in fact.options])

    def _lead_to_one(self, named: list[tuple[str, tuple[str, ...], Place]]) -> None:
        taken = {name: place for name, _, place in named}
        for name, formerly, place in named:
            for earlier in formerly:
                if earlier in taken:
                    self._add(
                        Code.FORMER_ID_TAKEN,
                        place,
                        f"{quoted(name)} says that it was called {quoted(earlier)}, but that id "
                        f"is taken at {taken[earlier]}.",
                        "Remove it from `formerly:`.",
                    )
                taken[earlier] = place

    def _named_in(self, fact: Fact) -> Iterator[str]:
        """Facts named in the words that can stand in for ``fact`` in a text."""
        if fact.kind is Kind.TEXT:
            yield from _facts_passed_on(fact.origin)
        yield from placeholders(words_instead_of(fact, self.rulebook))


def _facts_passed_on(origin: Origin) -> Iterator[str]:
    """The facts whose value a calculated fact takes over as it is."""
    arguments: Iterable[Argument] = ()
    if isinstance(origin, Call):
        arguments = origin.arguments
    elif isinstance(origin, Cases):
        arguments = [case.value for case in origin.cases]
    for argument in arguments:
        if isinstance(argument, FactArgument):
            yield argument.fact


def _circles(graph: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Circles of the graph (node → nodes it comes after), each along its direction and from
    its smallest node; every one found is cut, and a few are enough."""
    left = {node: set(before) for node, before in graph.items()}
    for _ in range(MOST_CIRCLES):
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            circle = tuple(error.args[1][:-1])
            start = circle.index(min(circle))
            circle = circle[start:] + circle[:start]
            left[circle[0]].discard(circle[-1])
            yield circle
        else:
            return
