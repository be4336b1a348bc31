"""Whether plans are exact: random situations of the shipped rulebook on random days.

Run: ``python tests/bench/exactness.py [situations]``. Exit status 1 if one is not.
"""

from __future__ import annotations

import random
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.opening import open_rulebook
from engine.planning.standing import standing_items
from engine.situation import Situation
from engine.worlds import View
from tests.bench.people_at_random import FIRST_DAY, answer_at_random

SITUATIONS_A_DAY = 20


def main(number: int) -> int:
    """Draw, look and print."""
    opened = open_rulebook()
    rulebook = opened.rulebook
    drawn = random.Random(20_000)
    inexact = 0
    day = FIRST_DAY
    for count in range(number):
        if count % SITUATIONS_A_DAY == 0:
            day = FIRST_DAY + timedelta(days=drawn.randrange(730))
        asked = [it for it in rulebook.askable if drawn.random() < 0.5]
        answers = {it: answer_at_random(rulebook.facts[it], day, drawn) for it in asked}
        situation = Situation(answers, day)
        standing = standing_items(opened.findings(situation), View(rulebook, situation))
        inexact += bool(standing.bounded)
    print(f"{number:,} situations, not exact: {inexact:,}")
    return 1 if inexact else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000))
