"""Conditions, or parts of them, that are never true or always true whatever is answered."""

from __future__ import annotations

from collections.abc import Iterator

from ...conditions import ALWAYS, Condition, Not, comparisons_in
from ...rulebook import Place
from ...worlds.solving import Verdict
from ..inspecting.condition_places import Written, both, conjuncts
from ..inspecting.spelling import spell_condition
from .codes import CheckCode
from .model import Context, Finding, finding

Judged = list[tuple[Condition, Place, Verdict]]


def dead_conditions(context: Context) -> Iterator[Finding]:
    """The smallest parts that never or always hold; a rule whose conditions are all right one
    by one but exclude each other."""
    for it in context.conditions:
        if it.condition != ALWAYS:
            judged = [(part, place, context.verdict(part, it.window)) for part, place in it.parts()]
            yield from _of_one(context, it, judged)


def _of_one(context: Context, written: Written, judged: Judged) -> Iterator[Finding]:
    blamed = False
    for part, place, verdict in judged:
        whole = part is written.condition
        if isinstance(part, Not) or (verdict.can_hold and verdict.can_fail):
            continue
        if blamed and len(list(comparisons_in(part))) > 1:
            continue
        blamed = True
        if verdict.can_hold:
            yield _always(written, part, place, whole)
        elif whole and len(conjuncts(part)) > 1:
            yield _never_applies(context, written)
        else:
            yield _never(written, part, place)


def _always(written: Written, part: Condition, place: Place, whole: bool) -> Finding:
    alone = whole and written.rule is not None
    return finding(
        CheckCode.ALWAYS_TRUE,
        place,
        f"In {written.owner}, `{spell_condition(part)}` is true whatever is answered.",
        "Leave `when:` out if the rule always holds." if alone else "Remove it, or correct it.",
    )


def _never(written: Written, part: Condition, place: Place) -> Finding:
    return finding(
        CheckCode.NEVER_TRUE,
        place,
        f"In {written.owner}, `{spell_condition(part)}` cannot be true, whatever is answered.",
        "Correct it, or remove it.",
    )


def _never_applies(context: Context, written: Written) -> Finding:
    core = _smallest_conflict(context, written)
    shown = "; ".join(f"`{spell_condition(part)}`" for part in core)
    if written.rule is None:
        problem = f"A case of {written.owner} can never be reached: {shown} exclude each other."
        return finding(CheckCode.NEVER_TRUE, written.place, problem, "Correct it, or remove it.")
    return finding(
        CheckCode.NEVER_FIRES,
        written.place,
        f"The rule {written.rule.id} can never apply: {shown} exclude each other.",
        "Correct one of them, or put them into rules of their own.",
    )


def _smallest_conflict(context: Context, written: Written) -> tuple[Condition, ...]:
    """Conditions that exclude each other, none of them needless."""
    core = list(conjuncts(written.condition))
    for part in list(core):
        fewer = [it for it in core if it is not part]
        if fewer and not context.verdict(both(*fewer), written.window).can_hold:
            core = fewer
    return tuple(core)
