"""Inference where durable-rules cannot be built: the reference evaluator does the same work.

Owns nothing but the likeness to :class:`~engine.inference.running.Inference`.
"""

from __future__ import annotations

from ..rulebook import Rulebook
from ..situation import Findings, Situation, reference_findings


class PlainInference:
    """Finds what holds in situations of ``rulebook``, in plain Python."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def findings(self, situation: Situation) -> Findings:
        """For each rule and conclusion whether it is true, false or open."""
        return reference_findings(self._rulebook, situation)

    def close(self) -> None:
        """Nothing to give back."""
