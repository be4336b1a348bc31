"""Situations for which no rule wants any step, or warns of anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...conditions import ALWAYS
from ...rulebook import Do, Rule, Warn
from ...worlds.diagrams import TooLarge
from ...worlds.solving import Window
from ..inspecting.condition_places import both, negated
from .codes import CheckCode
from .compatible_rules import turning_days
from .model import Context, Finding, Witness, finding

MOST_NODES = 50_000
"""More are not made for this question, so that it takes no longer than all others."""


def empty_plan(context: Context) -> Iterator[Finding]:
    """One situation, with every answer that it takes, whose plan is empty."""
    rulebook = context.rulebook
    doing = [
        rule
        for rule in rulebook.rules.values()
        if any(isinstance(effect, Do | Warn) for effect in rule.effects)
    ]
    for day in turning_days(context, doing) if doing else ():
        in_force = [rule for rule in doing if rule.holds_on(day)]
        if any(rule.when == ALWAYS for rule in in_force):
            continue
        failing = both(*dict.fromkeys(negated(rule.when) for rule in in_force))
        window = Window(day, day)
        if not in_force:
            continue
        if _grows_too_large(context, in_force):
            yield _left_open(context)
            return
        verdict = context.verdict(failing, window)
        if not verdict.exact:
            yield _left_open(context)
            return
        if not verdict.can_hold:
            continue
        situation = context.solver.situation(failing, window)
        if situation is not None:
            yield finding(
                CheckCode.EMPTY_PLAN,
                rulebook.phases[0].place,
                "There is a situation in which the plan has neither a step nor a warning.",
                "Add a rule for it, or a rule without `when:` for what everybody should do.",
                witness=Witness(situation, ("steps: []  # name the steps that should be there",)),
            )
            return


def _grows_too_large(context: Context, rules: Sequence[Rule]) -> bool:
    """Whether it takes too many nodes to say where none of the rules holds."""
    worlds = context.solver.worlds
    worlds.diagrams.most = len(worlds.diagrams) + MOST_NODES
    try:
        worlds.diagrams.all_of(worlds.diagrams.negation(worlds.truth(it.when)) for it in rules)
    except TooLarge:
        return True
    return False


def _left_open(context: Context) -> Finding:
    return finding(
        CheckCode.UNDECIDED,
        context.rulebook.phases[0].place,
        "Whether a plan can have neither a step nor a warning could not be found out.",
        "A rule without `when:` for what everybody should do settles it.",
    )
