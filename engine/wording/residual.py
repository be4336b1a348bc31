"""What is still open of a condition: the part that a situation has not settled.

Owns which facts that part hangs on. However the missing values turn out, the open part holds
exactly when the condition does. Knows nothing of languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..calculations import Cases, FactArgument, arguments_of
from ..conditions import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Comparison,
    Condition,
    comparison_truth,
    comparisons_in,
    push_negation,
)
from ..rulebook import Asked, Cell, Concluded, Rulebook
from ..situation import Valuation
from .simplifying import either, every, plainest


def open_part(condition: Condition, rulebook: Rulebook, valuation: Valuation) -> Condition:
    """The part of ``condition`` that is open: ``ALWAYS`` or ``NEVER`` where nothing is.

    It has no negation left. A conclusion that has no words for what is asked of it is
    replaced by what it rests on.
    """
    if isinstance(condition, Comparison):
        return _open_comparison(condition, rulebook, valuation)
    if isinstance(condition, All | Any):
        parts = [open_part(part, rulebook, valuation) for part in condition.parts]
        together = every if isinstance(condition, All) else either
        return together(parts, rulebook.facts)
    return open_part(push_negation(condition), rulebook, valuation)


def facts_open_in(
    condition: Condition, rulebook: Rulebook, valuation: Valuation
) -> tuple[str, ...]:
    """Ids of the facts that a person states and that the open part of ``condition`` hangs on,
    through conclusions, tables and calculated facts; each once, in the order met."""
    found: dict[str, None] = {}
    _collect(_facts_in(open_part(condition, rulebook, valuation)), valuation, found)
    return tuple(fact_id for fact_id in found if isinstance(rulebook.facts[fact_id].origin, Asked))


def _open_comparison(comparison: Comparison, rulebook: Rulebook, valuation: Valuation) -> Condition:
    truth = comparison_truth(comparison, valuation.knowledge(comparison.fact))
    if truth is not None:
        return ALWAYS if truth else NEVER
    plain = plainest(comparison, rulebook.facts)
    fact = rulebook.facts[comparison.fact]
    if not isinstance(fact.origin, Concluded) or not isinstance(plain, Comparison):
        return plain
    if plain.operand is True and fact.statement is None:
        return either(_grounds(fact.id, True, valuation), rulebook.facts)
    if plain.operand is False and fact.denial is None:
        return every(_grounds(fact.id, False, valuation), rulebook.facts)
    return plain


def _grounds(conclusion: str, concluded: bool, valuation: Valuation) -> list[Condition]:
    rulebook = valuation.rulebook
    return [
        open_part(push_negation(rule.when, not concluded), rulebook, valuation)
        for rule in rulebook.concluding_rules[conclusion]
        if valuation.rule_truth(rule) is None
    ]


def _facts_in(condition: Condition) -> Iterator[str]:
    return (comparison.fact for comparison in comparisons_in(condition))


def _collect(fact_ids: Iterable[str], valuation: Valuation, found: dict[str, None]) -> None:
    for fact_id in fact_ids:
        if fact_id not in found and valuation.value(fact_id) is None:
            found[fact_id] = None
            _collect(_open_parents(fact_id, valuation), valuation, found)


def _open_parents(fact_id: str, valuation: Valuation) -> Iterator[str]:
    rulebook = valuation.rulebook
    origin = rulebook.facts[fact_id].origin
    if isinstance(origin, Cell):
        yield origin.key
    elif isinstance(origin, Concluded):
        for condition in _grounds(fact_id, True, valuation):
            yield from _facts_in(condition)
    elif isinstance(origin, Cases):
        yield from _open_in_cases(origin, valuation)
    elif not isinstance(origin, Asked):
        yield from arguments_of(origin)


def _open_in_cases(calculation: Cases, valuation: Valuation) -> Iterator[str]:
    for case in calculation.cases:
        still_open = open_part(case.when, valuation.rulebook, valuation)
        if still_open == NEVER:
            continue
        yield from _facts_in(still_open)
        if isinstance(case.value, FactArgument):
            yield case.value.fact
        if still_open == ALWAYS:
            return
