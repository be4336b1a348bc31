"""Orders, warnings, documents and costs tied to steps that are never there with them."""

from __future__ import annotations

from collections.abc import Iterator

from ...items import StatedOrder, orders_in
from ...rulebook import Bring, Charge, Rule, Warn
from ..inspecting.condition_places import effect_place
from .codes import CheckCode
from .compatible_rules import can_be_together, wanting
from .model import Context, Finding, finding


def tied_to_steps(context: Context) -> Iterator[Finding]:
    """Orders between steps that no plan has together; things at a step that is never there."""
    for order in orders_in(context.rulebook):
        rules = () if order.rule is None else (order.rule,)
        if _never_meet(context, order.first, order.then, rules):
            yield _never_together(order)
    for rule in context.rulebook.rules.values():
        yield from _of_rule(context, rule)


def _never_together(order: StatedOrder) -> Finding:
    if order.rule is None:
        problem = f"No plan has both {order.first} and {order.then}, so their order says nothing."
        return finding(CheckCode.STEPS_NEVER_MEET, order.place, problem, "Remove it.")
    return finding(
        CheckCode.STEPS_NEVER_MEET,
        order.place,
        f"Whenever the rule {order.rule.id} holds, {order.first} or {order.then} is missing, so "
        "their order says nothing.",
        "Remove it, or correct the rule's conditions.",
    )


def _of_rule(context: Context, rule: Rule) -> Iterator[Finding]:
    for number, effect in enumerate(rule.effects):
        if not isinstance(effect, Warn | Bring | Charge) or effect.step is None:
            continue
        wanted = wanting(context, effect.step)
        if wanted and not can_be_together(context, [(rule,), wanted]) and _holds(context, rule):
            yield finding(
                CheckCode.STEP_NOT_THERE,
                effect_place(context.rulebook, rule, number),
                f"Whenever the rule {rule.id} holds, the step {effect.step} is not in the plan.",
                "Tie it to another step, or to the whole plan by leaving the step out.",
            )


def _never_meet(context: Context, first: str, then: str, rules: tuple[Rule, ...]) -> bool:
    groups = [wanting(context, first), wanting(context, then)]
    if not all(groups) or not all(_holds(context, rule) for rule in rules):
        return False
    return not can_be_together(context, [*groups, *([rule] for rule in rules)])


def _holds(context: Context, rule: Rule) -> bool:
    return can_be_together(context, [(rule,)])
