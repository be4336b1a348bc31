"""Conditions, answers and scenarios spelled as an author would write them in YAML.

Owns the spelling on one line; knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...conditions import All, Any, Comparison, Condition, Not, Operand, Relation
from ...rulebook import Bring, Charge, Conclude, Do, Effect, OrderSteps, Warn
from ...values import Answer, Missing, Value, Wording

_SIZES = {
    Relation.OVER: ("over", "after"),
    Relation.UNDER: ("under", "before"),
    Relation.AT_LEAST: ("at_least", "on_or_after"),
    Relation.AT_MOST: ("at_most", "on_or_before"),
}


def spell_condition(condition: Condition) -> str:
    """The condition on one line, without the outer braces: ``insured: yes, plan: basic``."""
    if isinstance(condition, Comparison):
        return spell_comparison(condition)
    if isinstance(condition, Not):
        return f"not: {{{spell_condition(condition.part)}}}"
    if isinstance(condition, All):
        if not condition.parts:
            return "nothing"
        if _fits_one_mapping(condition):
            return ", ".join(spell_condition(part) for part in condition.parts)
    word = "any" if isinstance(condition, Any) else "all"
    parts = ", ".join(f"{{{spell_condition(part)}}}" for part in condition.parts)
    return f"{word}: [{parts}]"


def _fits_one_mapping(condition: All) -> bool:
    keys = [_key(part) for part in condition.parts]
    return len(set(keys)) == len(keys)


def _key(condition: Condition) -> str:
    if isinstance(condition, Comparison):
        return condition.fact
    return type(condition).__name__


def spell_comparison(comparison: Comparison) -> str:
    """One leaf: ``amount_due: {over: 0}``."""
    return f"{comparison.fact}: {_test(comparison.relation, comparison.operand)}"


def _test(relation: Relation, operand: Operand) -> str:
    match relation:
        case Relation.EQUALS | Relation.ONE_OF:
            return _spell(operand)
        case Relation.DIFFERS | Relation.NONE_OF:
            return f"{{not: {_spell(operand)}}}"
        case Relation.UNKNOWN | Relation.KNOWN:
            return relation.value
        case Relation.BETWEEN | Relation.INCLUDES:
            return f"{{{relation.value}: {_spell(operand)}}}"
        case Relation.OUTSIDE:
            return f"outside {_spell(operand)}"
        case Relation.EXCLUDES:
            return f"without {_spell(operand)}"
    size, day = _SIZES[relation]
    return f"{{{day if isinstance(operand, date) else size}: {_spell(operand)}}}"


def _spell(operand: Operand) -> str:
    if isinstance(operand, tuple):
        return f"[{', '.join(spell_yaml(value) for value in operand)}]"
    return "" if operand is None else spell_yaml(operand)


def spell_yaml(answer: Answer) -> str:
    """An answer as ``given:`` takes it."""
    if isinstance(answer, Missing):
        return answer.value
    return _spell_value(answer)


def _spell_value(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return f"[{', '.join(sorted(value))}]" if value else "none"
    if isinstance(value, Wording):
        return value.in_language("")
    return str(value)


def spell_given(answers: Mapping[str, Answer]) -> str:
    """Answers as the mapping that stands after ``given:``."""
    inside = ", ".join(f"{fact}: {spell_yaml(answer)}" for fact, answer in answers.items())
    return f"{{{inside}}}"


def spell_effect(effect: Effect) -> str:
    """An effect as it stands below ``then:``, a warning without its words."""
    match effect:
        case Do(step):
            return f"do: {step}"
        case Conclude(conclusion):
            return f"conclude: {conclusion}"
        case OrderSteps(first, then):
            return f"order: [{first}, {then}]"
        case Warn(warning, severity):
            return f"warn: {{id: {warning}, severity: {severity.value}}}"
        case Bring(document, step):
            return f"bring: {document}" if step is None else f"bring: {document} to {step}"
        case Charge(cost, step):
            return f"cost: {cost}" if step is None else f"cost: {cost} on {step}"
