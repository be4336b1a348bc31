"""Holding an outcome against what a scenario expects of it.

Owns the comparison and the words for a difference; does not know how results are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...conditions import All, Condition, push_negation, truth_of
from ...items import Certainty, Item, ItemKind, items_of
from ...loading.scenarios.expect_section import LISTED_PARTS
from ...loading.scenarios.expectations import (
    Expectation,
    ExpectedConclusion,
    ExpectedDue,
    ExpectedOrder,
    ExpectedPart,
    ExpectedQuestion,
    ExpectedValue,
    Scenario,
)
from ...planning.ordering import OrderCircle
from ...rulebook import Place, Rule
from ...values import Kind, Truth, Value, Wording
from ..inspecting.spelling import spell_condition, spell_yaml
from .outcomes import Outcome

MOST_RULES_NAMED = 3


@dataclass(frozen=True, slots=True)
class Deviation:
    """One expectation that the outcome does not meet. ``key`` is the key under ``expect``;
    ``subject`` what it is about; ``hint`` why, as far as that is short to say.
    ``expectation`` is ``None`` where the plan as a whole cannot be made."""

    place: Place
    key: str
    subject: str
    expected: str
    found: str
    hint: str | None
    expectation: Expectation | None


def differences(scenario: Scenario, outcome: Outcome) -> tuple[Deviation, ...]:
    """Everything in which the outcome differs from what the scenario expects, in the order
    written."""
    found = [it for it in scenario.expectations if not is_met(it, outcome)]
    circles: list[Deviation] = []
    try:
        order = outcome.ordering.steps
    except OrderCircle as circle:
        order = ()
        found = [it for it in found if not isinstance(it, ExpectedOrder)]
        problem = f"no plan: the steps are ordered in a circle, {circle}"
        hint = "; ".join(f"{tie.first} before {tie.then}{_by(tie.rule)}" for tie in circle.ties)
        circles = [Deviation(scenario.place, "steps", "order", "a plan", problem, hint, None)]
    described = [Deviation(it.place, *_described(it, outcome, order), it) for it in found]
    return tuple(sorted([*described, *circles], key=lambda it: it.place))


def is_met(expectation: Expectation, outcome: Outcome) -> bool:
    """Whether the outcome is as expected; an order is not where no order can be found."""
    match expectation:
        case ExpectedPart(part, id, certainty):
            return outcome.certainty(Item(part, id)) is certainty
        case ExpectedOrder(steps):
            try:
                return is_in_order(steps, outcome.ordering.steps)
            except OrderCircle:
                return False
        case ExpectedDue():
            return not list(_due_differences(expectation, outcome))
        case ExpectedConclusion(conclusion, truth):
            return outcome.conclusion(conclusion) is truth
        case ExpectedValue(fact, value):
            if value is not None and outcome.rulebook.facts[fact].kind is Kind.TEXT:
                said = _said(fact, outcome)
                return said is not None and any(str(value) in it for it in said)
            return outcome.valuation.value(fact) == value
        case ExpectedQuestion(fact, asked):
            return outcome.is_asked(fact) is asked


def key_of(part: ExpectedPart, certainty: Certainty | None) -> str:
    """The key under ``expect`` that lists parts of this kind that are so sure."""
    return next(key for key, it in LISTED_PARTS.items() if it == (part.part, certainty))


def spell_truth(truth: Truth) -> str:
    """``yes``, ``no`` or ``unknown``."""
    return "unknown" if truth is None else "yes" if truth else "no"


def spell_value(value: Value | None) -> str:
    """A value as it stands under ``values:``, ``unknown`` if there is none."""
    if isinstance(value, Wording):
        return " / ".join(value.by_language.values())
    if isinstance(value, str) and ":" in value:
        return f'"{value}"'
    return "unknown" if value is None else spell_yaml(value)


def _said(fact_id: str, outcome: Outcome) -> tuple[str, ...] | None:
    """What a text says in each language, also where nobody knows its value."""
    value = outcome.valuation.value(fact_id)
    said = value if isinstance(value, Wording) else outcome.rulebook.facts[fact_id].when_unknown
    return None if said is None else tuple(said.by_language.values())


def is_in_order(expected: Sequence[str], order: Sequence[str]) -> bool:
    """Whether all the steps expected are there, in that order."""
    positions = {step: number for number, step in enumerate(order)}
    found = [positions.get(step, -1) for step in expected]
    return -1 not in found and found == sorted(set(found))


_Described = tuple[str, str, str, str, str | None]
"""The key, subject, what was expected, what was found, and the hint."""


def _described(expectation: Expectation, outcome: Outcome, order: Sequence[str]) -> _Described:
    match expectation:
        case ExpectedPart():
            return _part_described(expectation, outcome)
        case ExpectedDue():
            return _due_described(expectation, outcome)
        case ExpectedConclusion(conclusion, truth):
            actual_truth = spell_truth(outcome.conclusion(conclusion))
            hint = _rules_hint(outcome.rulebook.concluding_rules[conclusion], outcome)
            return "conclusions", conclusion, spell_truth(truth), actual_truth, hint
        case ExpectedValue(fact, value):
            actual = outcome.valuation.value(fact)
            hint = _missing_hint(fact, outcome) if actual is None else None
            return "values", fact, spell_value(value), spell_value(actual), hint
        case ExpectedQuestion(fact, True):
            hint = f"the scenario answers {fact}" if fact in outcome.situation.answers else None
            return "asked", fact, "asked", "not asked", hint
        case ExpectedQuestion(fact):
            touched = _some([item.id for item in outcome.changes_with(fact)])
            hint = f"the answer can still change {touched}"
            return "not_asked", fact, "not asked", "asked", hint
        case ExpectedOrder(steps):
            missing = [step for step in steps if step not in order]
            found = " → ".join(step for step in order if step in steps)
            hint = f"not in the plan: {_some(missing)}" if missing else None
            return "order", "order", " → ".join(steps), found, hint


def _part_described(expected: ExpectedPart, outcome: Outcome) -> _Described:
    item = Item(expected.part, expected.id)
    words = {
        Certainty.CERTAIN: "certain",
        Certainty.POSSIBLE: "possible",
        None: "not in the plan",
    }
    found = words[outcome.certainty(item)]
    if outcome.waits_for_answers(item):
        found += ": it hangs on questions not answered yet"
    entry = items_of(outcome.rulebook).get(item)
    hint = "no rule wants it" if entry is None else _rules_hint(entry.wanted[0], outcome)
    key = key_of(expected, expected.certainty)
    return key, expected.id, words[expected.certainty], found, hint


def _rules_hint(rules: Sequence[Rule], outcome: Outcome) -> str | None:
    """Which of the rules hold, or else what keeps them from holding."""
    truths = outcome.findings.rules
    holding = [rule.id for rule in rules if truths[rule.id]]
    if holding:
        return f"because of the rule {_some(holding)}"
    open_rules = [rule for rule in rules if truths[rule.id] is None] or list(rules)
    hints = [_needs(rule, outcome) for rule in open_rules[:MOST_RULES_NAMED]]
    if len(open_rules) > MOST_RULES_NAMED:
        hints.append(f"and {len(open_rules) - MOST_RULES_NAMED} more rules")
    return "; ".join(hints) or None


def _needs(rule: Rule, outcome: Outcome) -> str:
    if not rule.holds_on(outcome.situation.as_of):
        return f"the rule {rule.id} is not in force on {outcome.situation.as_of}"
    failing = list(_failing(push_negation(rule.when), outcome))
    return f"the rule {rule.id} needs {spell_condition(All(tuple(failing)))}"


def _failing(condition: Condition, outcome: Outcome) -> Iterator[Condition]:
    """The parts of a condition that do not hold (yet)."""
    lookup = outcome.valuation.knowledge
    if isinstance(condition, All):
        for part in condition.parts:
            if truth_of(part, lookup) is not True:
                yield from _failing(part, outcome)
    else:
        yield condition


def _missing_hint(fact_id: str, outcome: Outcome) -> str | None:
    """What the fact is worked out from that has no value either."""
    needed = outcome.rulebook.depends_on(fact_id)
    missing = [it for it in needed if outcome.valuation.value(it) is None]
    return f"not known: {_some(missing)}" if missing else None


def _due_described(expected: ExpectedDue, outcome: Outcome) -> _Described:
    wrong = list(_due_differences(expected, outcome))
    absent = outcome.certainty(Item(ItemKind.STEP, expected.step)) is None
    wished = ", ".join(f"{name} {value}" for name, value, _ in wrong)
    found = ", ".join(f"{name} {actual}" for name, _, actual in wrong)
    return "due", expected.step, wished, "not in the plan" if absent else found, None


def _due_differences(
    expected: ExpectedDue, outcome: Outcome
) -> Iterator[tuple[str, object, object]]:
    due = outcome.due(expected.step)
    wished = {"by": expected.by, "since": expected.since, "time": expected.time}
    for name, value in wished.items():
        actual = None if due is None else getattr(due, name)
        if value is not None and value != actual:
            yield name, value, "unknown" if actual is None else actual


def _by(rule: str | None) -> str:
    return f" (rule {rule})" if rule else ""


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_RULES_NAMED])
    rest = len(names) - MOST_RULES_NAMED
    return f"{shown} and {rest} more" if rest > 0 else shown
