"""What an invariant says, line by line, in one language.

Owns the words for claims. Whether they hold is none of its business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...loading.scenarios.invariants import ClaimKind, Invariant
from ...rulebook import Rulebook
from ...situation import Valuation
from ...wording.conditions import whole_condition_in_words
from .definitions import DefinitionLine, title_of
from .references import claimed

_LABELS: Mapping[ClaimKind, str] = {
    ClaimKind.ORDER: "in this order",
    ClaimKind.INCLUDES: "includes",
    ClaimKind.EXCLUDES: "excludes",
    ClaimKind.WARNS: "warns",
    ClaimKind.ASKS: "asks",
    ClaimKind.AT_MOST: "at most",
    ClaimKind.NEVER_TOGETHER: "never together",
    ClaimKind.EXACTLY_ONE_OF: "exactly one of",
    ClaimKind.AT_LEAST_ONE_OF: "at least one of",
}


def invariant_lines(
    invariant: Invariant, rulebook: Rulebook, language: str, valuation: Valuation
) -> tuple[DefinitionLine, ...]:
    """The lines of one invariant; the same in every language."""
    return tuple(_lines(invariant, rulebook, language, valuation))


def _lines(
    invariant: Invariant, rulebook: Rulebook, language: str, valuation: Valuation
) -> Iterator[DefinitionLine]:
    condition = whole_condition_in_words(invariant.when, language, valuation)
    yield DefinitionLine("if", condition or "always")
    for claim in invariant.claims:
        label = _LABELS[claim.kind]
        for name in claimed(claim, rulebook):
            yield DefinitionLine(label, title_of(name, language, valuation), about=name)
        for limit, most in claim.limits:
            yield DefinitionLine(label, f"{most} {limit}")
    yield DefinitionLine("because", invariant.because)
