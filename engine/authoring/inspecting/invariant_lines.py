"""What an invariant says, line by line, in one language.

Owns the words for claims. Whether they hold is none of its business.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...loading.scenarios.invariants import ClaimKind, Invariant
from ...situation import Valuation
from ...wording.conditions import whole_condition_in_words
from .definitions import DefinitionLine, title_of
from .references import claimed


def invariant_lines(
    invariant: Invariant, language: str, valuation: Valuation
) -> Iterator[DefinitionLine]:
    """The lines of one invariant; the same in every language."""
    condition = whole_condition_in_words(invariant.when, language, valuation)
    yield DefinitionLine("if", condition or "always")
    for claim in invariant.claims:
        in_order = claim.kind is ClaimKind.ORDER
        label = "in this order" if in_order else claim.kind.replace("_", " ")
        for name in claimed(claim, valuation.rulebook):
            yield DefinitionLine(label, title_of(name, language, valuation), about=name)
        for limit, most in claim.limits:
            yield DefinitionLine(label, f"{most} {limit}")
    yield DefinitionLine("because", invariant.because)
