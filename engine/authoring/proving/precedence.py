"""Where one step stands before another one, as diagrams.

A step stands before another one where the phases say so or a chain of stated orders leads from
it to the other through steps that are in the plan; that the author happened to write one
first, or that one is due sooner, is no order.
"""

from __future__ import annotations

from collections.abc import Callable

from ...items import StatedOrder, orders_in
from ...rulebook import Rulebook
from ...worlds.diagrams import FALSE, TRUE, Node
from ...worlds.solving import Solver


class Leading:
    """The orders of one rulebook as diagrams over the worlds of ``solver``; ``present`` is
    where a step is in the plan."""

    def __init__(self, solver: Solver, present: Callable[[str], Node]) -> None:
        self.rulebook: Rulebook = solver.rulebook
        self.diagrams = solver.worlds.diagrams
        self.present = present
        self._number = {phase.id: n for n, phase in enumerate(self.rulebook.phases)}
        self._ties = [
            (order, TRUE if order.rule is None else solver.worlds.rule(order.rule))
            for order in orders_in(self.rulebook)
        ]

    def out_of_order(self, first: str, then: str) -> Node:
        """Where both steps are in the plan and nothing puts the first one before the other."""
        both = self.diagrams.both(self.present(first), self.present(then))
        if both == FALSE:
            return FALSE
        return self.diagrams.both(both, self.diagrams.negation(self._leads(first, then)))

    def decisive(self, order: StatedOrder) -> Node:
        """Where the order holds, both steps are in the plan, and no others do its work."""
        holds = [tie for it, tie in self._ties if it == order]
        steps = [self.present(step) for step in (order.first, order.then)]
        here = self.diagrams.all_of((*holds, *steps))
        chain = self._chain(order.first, order.then, lambda it: it != order)
        return self.diagrams.both(here, self.diagrams.negation(chain))

    def _leads(self, first: str, then: str) -> Node:
        """Where the phases or a chain of orders put one step before another one."""
        here, there = self._phase(first), self._phase(then)
        if here != there:
            return TRUE if here < there else FALSE
        return self._chain(first, then, lambda it: self._phase(it.first) == here)

    def _phase(self, step: str) -> int:
        return self._number[self.rulebook.steps[step].phase]

    def _chain(self, first: str, then: str, counts: Callable[[StatedOrder], bool]) -> Node:
        """Where a chain of those orders that count leads from one step to another one."""
        diagrams = self.diagrams
        ties = [(it.first, it.then, holds) for it, holds in self._ties if counts(it)]
        leading: dict[str, Node] = {then: TRUE}
        waiting = [then]
        while waiting:
            step = waiting.pop(0)
            through = TRUE if step == then else diagrams.both(self.present(step), leading[step])
            for one, other, holds in ties:
                if other != step or one == then:
                    continue
                before = leading.get(one, FALSE)
                after = diagrams.either(before, diagrams.both(holds, through))
                if after != before:
                    leading[one] = after
                    if one != first and one not in waiting:
                        waiting.append(one)
        return leading.get(first, FALSE)
