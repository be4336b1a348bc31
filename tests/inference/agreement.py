"""Holds inference and plain evaluation equal on random rulebooks and situations."""

from __future__ import annotations

import pickle

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from engine.inference import Inference, compile_program
from engine.inference.limits import LIMITS, Limits
from engine.situation import reference_findings
from tests.strategies import rulebooks, situations

SITUATIONS = 25
TIGHT = Limits(branches=3, waiting=3, properties=4, tests=2, alternatives=2, rules=5, gated_codes=2)


def agree_on_random_rulebooks(number: int, examples: int, size: str) -> None:
    """Compares on ``examples`` rulebooks with 25 situations each; the same ``number`` gives
    the same ones. ``size`` is ``small``, ``normal`` or ``tight``: normal, but cut up as if
    the library bore next to nothing."""
    limits = TIGHT if size == "tight" else LIMITS

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        rulebook = data.draw(rulebooks(small=size == "small"))
        program = pickle.loads(pickle.dumps(compile_program(rulebook, limits)))
        inference = Inference(program, rulebook)
        for _ in range(SITUATIONS):
            situation = data.draw(situations(rulebook))
            assert reference_findings(rulebook, situation) == inference.findings(situation)
        inference.close()

    agree()
