"""Dates that stand in for others as long as nobody has answered, in two versions.

Owns the looking at situations that leave those questions open.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from random import Random

from ...items import ItemKind
from ...rulebook import Asked, Due, Rulebook
from ...situation import Situation
from ...values import Answer
from ...worlds.diagrams import Node
from ...worlds.item_diagrams import Compiling
from .both_plans import Planned
from .compared_day import ComparedDay
from .merging import Merged, Side
from .pairing import Pair

LOOKS = 24
"""So many situations are looked at."""


def stand_ins_differ(merged: Merged, pair: Pair, compiling: Compiling) -> bool:
    """Whether other dates stand in for those of a step."""
    if pair.old is None or pair.new is None or pair.item.kind is not ItemKind.STEP:
        return False
    one, other = (_stand_ins(*it, compiling) for it in _dues(merged, pair))
    return one != other


def situation_that_shows_it(
    merged: Merged, planned: Planned, pair: Pair, day: ComparedDay, both: Node
) -> Situation | None:
    """A situation in which the plans show other dates; ``both`` is where both have the step."""
    open_facts = {
        side.facts[it]
        for side, due in _dues(merged, pair)
        for it in (_asked_below(side.rulebook, due.facts()) if due else ())
    }
    chance = Random(0)
    for _ in range(LOOKS):
        some = day.at_random(both, True, chance)
        if some is None:
            return None
        filled = day.filled(some, chance)
        left = {it: answer for it, answer in filled.items() if it not in open_facts}
        if _differ(planned, pair, left, day.as_of):
            return Situation(_fewest(planned, pair, left, day.as_of), day.as_of)
    return None


def _dues(merged: Merged, pair: Pair) -> list[tuple[Side, Due | None]]:
    assert pair.old is not None
    assert pair.new is not None
    return [
        (side, side.rulebook.steps[item.id].due)
        for side, item in ((merged.old, pair.old), (merged.new, pair.new))
    ]


def _stand_ins(side: Side, due: Due | None, compiling: Compiling) -> Hashable:
    if due is None or not (due.meanwhile or due.meanwhile_since or due.meanwhile_time):
        return None
    others = (*due.meanwhile, due.meanwhile_since, due.meanwhile_time)
    return tuple(None if it is None else compiling.value(side.facts[it]) for it in others)


def _differ(planned: Planned, pair: Pair, answers: Mapping[str, Answer], day: date) -> bool:
    one, other = planned.seen(pair.old, pair.new, Situation(answers, day))
    return one is not None and other is not None and one.due != other.due


def _fewest(
    planned: Planned, pair: Pair, answers: dict[str, Answer], day: date
) -> dict[str, Answer]:
    kept = dict(answers)
    for fact in reversed(answers):
        fewer = {it: answer for it, answer in kept.items() if it != fact}
        if _differ(planned, pair, fewer, day):
            kept = fewer
    return kept


def _asked_below(book: Rulebook, facts: Sequence[str]) -> frozenset[str]:
    """What a person states of that on which the facts rest."""
    found: set[str] = set()
    queue = list(facts)
    while queue:
        fact_id = queue.pop()
        if fact_id not in found:
            found.add(fact_id)
            queue += book.depends_on(fact_id)
    return frozenset(it for it in found if isinstance(book.facts[it].origin, Asked))
