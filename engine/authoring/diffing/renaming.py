"""Parts of a rulebook with other names for their facts.

Owns the renaming; knows nothing of why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...calculations import Argument, CalculatedCase, Calculation, Call, Cases, FactArgument
from ...conditions import All, Any, Comparison, Condition, Not
from ...values import PLACEHOLDER, Wording

Names = Mapping[str, str]
"""From one name of a fact to the other; what is not in it keeps its name."""


def renamed_condition(condition: Condition, names: Names) -> Condition:
    """The condition over the other names."""
    match condition:
        case Comparison(fact, relation, operand):
            return Comparison(names.get(fact, fact), relation, operand)
        case Not(part):
            return Not(renamed_condition(part, names))
        case All(parts):
            return All(tuple(renamed_condition(part, names) for part in parts))
        case Any(parts):
            return Any(tuple(renamed_condition(part, names) for part in parts))


def renamed_calculation(calculation: Calculation, names: Names) -> Calculation:
    """The calculation over the other names."""
    if isinstance(calculation, Call):
        return Call(
            calculation.function,
            tuple(_argument(argument, names) for argument in calculation.arguments),
        )
    return Cases(
        tuple(
            CalculatedCase(renamed_condition(case.when, names), _argument(case.value, names))
            for case in calculation.cases
        )
    )


def renamed_wording(wording: Wording, names: Names) -> Wording:
    """The text with the other names in its placeholders."""

    def other(match: re.Match[str]) -> str:
        return "{" + names.get(match[1], match[1]) + "}"

    return Wording(
        {code: PLACEHOLDER.sub(other, text) for code, text in wording.by_language.items()}
    )


def _argument(argument: Argument, names: Names) -> Argument:
    if isinstance(argument, FactArgument):
        return FactArgument(names.get(argument.fact, argument.fact))
    return argument
