"""Numbers and days that are written in calculations and due dates, moved by one.

Owns the walk over them and what each becomes. What stands in tables is no calculation: a wrong
cell is wrong in its source, and for no test to notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ...calculations import Argument, Calculation, Call, Cases, LiteralArgument
from ...rulebook import Due, Rulebook, Step
from ...values import Value
from ..inspecting.spelling import spell_yaml
from .mutant import Mutant, beside
from .variants import varied


def moved_numbers(rulebook: Rulebook) -> Iterator[Mutant]:
    """Every mutant of calculated facts and of due dates, in the author's order."""
    for fact in rulebook.facts.values():
        if isinstance(fact.origin, Call | Cases):
            for number, before, after, changed in _calculations(fact.origin):
                yield Mutant(
                    f"calculated.{fact.id}.{number}.moved",
                    fact.place,
                    f"in the calculated fact {fact.id}, `{spell_yaml(before)}` becomes "
                    f"`{spell_yaml(after)}`",
                    fact=varied(fact, origin=changed),
                )
    for step in rulebook.steps.values():
        yield from _of_due(step)


def _calculations(origin: Calculation) -> Iterator[tuple[str, Value, Value, Calculation]]:
    """The number of each change, what it changes into what, and the changed calculation."""
    numbers = count(1)
    arguments = (
        list(origin.arguments)
        if isinstance(origin, Call)
        else [case.value for case in origin.cases]
    )
    for at, argument in enumerate(arguments):
        if isinstance(argument, LiteralArgument):
            for value in beside(argument.value):
                changed = [*arguments[:at], LiteralArgument(value), *arguments[at + 1 :]]
                yield str(next(numbers)), argument.value, value, _with(origin, changed)


def _with(origin: Calculation, arguments: list[Argument]) -> Calculation:
    if isinstance(origin, Call):
        return varied(origin, arguments=tuple(arguments))
    cases = zip(origin.cases, arguments, strict=True)
    return Cases(tuple(varied(case, value=argument) for case, argument in cases))


def _of_due(step: Step) -> Iterator[Mutant]:
    due = step.due
    if due is None:
        return
    for name, words, changed in _moved_dues(due):
        yield Mutant(
            f"steps.{step.id}.due.{name}",
            step.place,
            f"the step {step.id} {words}",
            step=varied(step, due=changed),
        )


def _moved_dues(due: Due) -> Iterator[tuple[str, str, Due]]:
    for days, words in ((-1, "earlier"), (1, "later")):
        moved = varied(due, by_days=due.by_days + days)
        yield f"by.{words}", f"is due a day {words}", moved
        if due.since is not None:
            moved = varied(due, since_days=due.since_days + days)
            yield f"since.{words}", f"begins a day {words}", moved
