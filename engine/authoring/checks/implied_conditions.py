"""Conditions that follow from those beside them and so change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...conditions import All, Condition, comparisons_in
from ...rulebook import Place
from ..inspecting.condition_places import Written, both, negated
from ..inspecting.spelling import spell_condition
from .codes import CheckCode
from .model import Context, Finding, finding


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the conditions that a condition consists of."""

    condition: Condition
    place: Place


def implied_conditions(context: Context) -> Iterator[Finding]:
    """Parts of "all of these" that hold whenever the others do."""
    for written in context.conditions:
        left = parts = _parts(written)
        for part in reversed(parts):
            if len(left) > 1 and _is_implied(context, written, left, part):
                left = tuple(it for it in left if it is not part)
                yield finding(
                    CheckCode.IMPLIED,
                    part.place,
                    f"In {written.owner}, `{spell_condition(part.condition)}` follows from the "
                    "conditions beside it.",
                    "It can be left out.",
                )


def _is_implied(context: Context, written: Written, parts: tuple[_Part, ...], part: _Part) -> bool:
    window = written.window
    if context.verdict(_against(parts, part), window).can_hold:
        return False
    means_something = context.verdict(part.condition, window).can_fail
    return means_something and context.verdict(written.condition, window).can_hold


def _against(parts: tuple[_Part, ...], part: _Part) -> Condition:
    others = (it.condition for it in parts if it is not part)
    return both(*others, negated(part.condition))


def _parts(written: Written) -> tuple[_Part, ...]:
    if not isinstance(written.condition, All):
        return ()
    found = []
    leaves = 0
    for part in written.condition.parts:
        inside = len(list(comparisons_in(part)))
        if inside:
            found.append(_Part(part, written.places[leaves]))
        leaves += inside
    return tuple(found)
