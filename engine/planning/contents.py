"""What stands in a plan, how sure each thing is, when steps are due and in which order.

Owns the decisions; has no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from ..items import Certainty, Item, ItemEntry, items_of, orders_in
from ..rulebook import Due, Rulebook
from ..situation import Findings, Valuation
from ..values import Truth, Value, Wording, truth_and, truth_or
from ..worlds import View
from .ordering import Ordering, Placed, Tie, order_steps
from .plan import DueDate

StandingPlace = Certainty | Literal["gathered"] | None
"""How an item stands in a plan: in it, gathered because it hangs on questions nobody asked,
or not at all."""


class Contents(Struct, frozen=True):
    """What stands in the plan, and how sure; ``gathered`` hangs on questions nobody asked.
    Of ``bounded`` items only Kleene logic speaks: they may turn out surer."""

    certainty: Mapping[Item, Certainty]
    gathered: tuple[Item, ...]
    bounded: tuple[Item, ...]


def contents_of(findings: Findings, view: View) -> Contents:
    """Which items are in the plan of the situation that both speak of: certain ones, and
    possible ones that no answer to an open question can rule out. Other possible ones are
    gathered."""
    certainty: dict[Item, Certainty] = {}
    gathered: list[Item] = []
    bounded: list[Item] = []
    for item, entry in items_of(view.rulebook).items():
        found = place_of(entry, findings, view)
        if found == "gathered":
            gathered.append(item)
        elif found is not None:
            certainty[item] = found
        if found in ("gathered", Certainty.POSSIBLE) and view.is_bounded(item):
            bounded.append(item)
    return Contents(certainty, tuple(gathered), tuple(bounded))


def place_of(entry: ItemEntry, findings: Findings, view: View) -> StandingPlace:
    """How one item stands in the plan; ``None`` if it is ruled out."""
    truth = truth_and(truth_or(findings.rules[rule.id] for rule in group) for group in entry.wanted)
    if truth is not None:
        return Certainty.CERTAIN if truth else None
    certainty = view.certainty(entry.item)
    if certainty is Certainty.POSSIBLE and view.can_vanish(entry.item):
        return "gathered"
    return None if certainty is Certainty.RULED_OUT else certainty


def order_of(steps: Mapping[str, Certainty], findings: Findings, valuation: Valuation) -> Ordering:
    """The order of the steps in the plan. Raises ``OrderCircle``."""
    rulebook = valuation.rulebook
    phases = {phase.id: number for number, phase in enumerate(rulebook.phases)}
    placed = []
    for number, step in enumerate(rulebook.steps.values()):
        if step.id in steps:
            due = due_date(step.due, valuation)
            placed.append(Placed(step.id, phases[step.phase], due.by if due else None, number))
    return order_steps(placed, _ties(rulebook, steps, findings))


def _ties(rulebook: Rulebook, steps: Mapping[str, Certainty], findings: Findings) -> Iterable[Tie]:
    def sure(first: str, then: str, truth: Truth) -> bool:
        return truth is True and steps[first] is steps[then] is Certainty.CERTAIN

    for it in orders_in(rulebook):
        rule = None if it.rule is None else it.rule.id
        truth = True if rule is None else findings.rules[rule]
        if truth is not False and it.first in steps and it.then in steps:
            yield Tie(it.first, it.then, rule, sure(it.first, it.then, truth))


def due_date(due: Due | None, valuation: Valuation) -> DueDate | None:
    """When the step is due; ``None`` while its date has no value, nor has any date that stands
    in for it."""
    by = _value_or_meanwhile(due.by, due.meanwhile, valuation) if due else None
    if due is None or not isinstance(by, date):
        return None
    last = by + timedelta(days=due.by_days)
    since = _value_or_meanwhile(due.since, (due.meanwhile_since,), valuation)
    first = since + timedelta(days=due.since_days) if isinstance(since, date) else None
    time = _value_or_meanwhile(due.time, (due.meanwhile_time,), valuation)
    if isinstance(time, Wording):
        time = time.in_language("")
    return DueDate(
        by=last,
        since=first if first is not None and first <= last else None,
        time=str(time) if time is not None else None,
        days_left=(last - valuation.situation.as_of).days,
        goes_on=due.goes_on,
    )


def _value_or_meanwhile(
    fact: str | None, meanwhile: tuple[str | None, ...], valuation: Valuation
) -> Value | None:
    if fact is None:
        return None
    value, known = valuation.knowledge(fact)
    if value is not None or known is False:
        return value
    values = (valuation.value(other) for other in meanwhile if other is not None)
    return next((it for it in values if it is not None), None)
