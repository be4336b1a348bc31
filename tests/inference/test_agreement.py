"""Inference finds what plain evaluation finds."""

from __future__ import annotations

import os
import random

import pytest

from tests.inference.agreement import agree_on_random_rulebooks
from tests.inference.children import run_in_child

NIGHTLY = os.environ.get("KAIYAKU_NIGHTLY") == "1"


@pytest.mark.parametrize(
    ("size", "examples"), [("small", 50), ("normal", 40), ("tight", 20)], ids=str
)
def test_findings_equal_those_of_plain_evaluation(size: str, examples: int) -> None:
    """2,750 situations of 110 random rulebooks; by night 27,500 of 1,100, other ones each
    time."""
    if NIGHTLY:
        number, rounds = random.SystemRandom().randrange(10**9), 10
    else:
        number, rounds = 1, 1
    for n in range(number, number + rounds):
        run_in_child(agree_on_random_rulebooks, n, examples, size, seconds=300)
