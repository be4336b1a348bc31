"""Sets of facts as whole numbers, which are joined and met faster than sets of ids.

Owns which bit is which fact's. Knows nothing of diagrams.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..rulebook import Rulebook


class FactBits(dict[str, int]):
    """A bit for each fact of a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__((fact_id, 1 << number) for number, fact_id in enumerate(rulebook.facts))

    def of(self, fact_ids: Iterable[str]) -> int:
        """The facts among those names, as bits."""
        bits = 0
        for fact_id in fact_ids:
            bits |= self.get(fact_id, 0)
        return bits
