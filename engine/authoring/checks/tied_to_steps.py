"""Orders, warnings, documents and costs tied to steps that are never there with them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring.checks.codes import CheckCode
from engine.authoring.checks.model import Context, Finding, finding
from engine.authoring.checks.together import can_be_together, wanting
from engine.authoring.written import effect_place
from engine.rulebook import Bring, Charge, OrderSteps, Rule, Warn


def tied_to_steps(context: Context) -> Iterator[Finding]:
    """Orders between steps that no plan has together; things at a step that is never there."""
    rulebook = context.rulebook
    for step in rulebook.steps.values():
        for key, others in (("before", step.before), ("after", step.after)):
            for number, other in enumerate(others):
                first, then = (step.id, other) if key == "before" else (other, step.id)
                if _never_meet(context, first, then, ()):
                    place = rulebook.places[f"steps.{step.id}.{key}.{number}"]
                    yield finding(
                        CheckCode.STEPS_NEVER_MEET,
                        place,
                        f"No plan has both {first} and {then}, so their order says nothing.",
                        "Remove it.",
                    )
    for rule in rulebook.rules.values():
        yield from _of_rule(context, rule)


def _of_rule(context: Context, rule: Rule) -> Iterator[Finding]:
    for number, effect in enumerate(rule.effects):
        place = effect_place(context.rulebook, rule, number)
        if isinstance(effect, OrderSteps):
            if _never_meet(context, effect.first, effect.then, (rule,)):
                yield finding(
                    CheckCode.STEPS_NEVER_MEET,
                    place,
                    f"Whenever the rule {rule.id} holds, {effect.first} or {effect.then} is "
                    "missing, so their order says nothing.",
                    "Remove it, or correct the rule's conditions.",
                )
        elif isinstance(effect, Warn | Bring | Charge) and effect.step is not None:
            wanted = wanting(context, effect.step)
            if wanted and not can_be_together(context, [(rule,), wanted]) and _holds(context, rule):
                yield finding(
                    CheckCode.STEP_NOT_THERE,
                    place,
                    f"Whenever the rule {rule.id} holds, the step {effect.step} is not in the "
                    "plan.",
                    "Tie it to another step, or to the whole plan by leaving the step out.",
                )


def _never_meet(context: Context, first: str, then: str, rules: tuple[Rule, ...]) -> bool:
    groups = [wanting(context, first), wanting(context, then)]
    if not all(groups) or not all(_holds(context, rule) for rule in rules):
        return False
    return not can_be_together(context, [*groups, *([rule] for rule in rules)])


def _holds(context: Context, rule: Rule) -> bool:
    return can_be_together(context, [(rule,)])
