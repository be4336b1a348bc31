"""Whether plans are exact: random situations of the shipped rulebook on random days.

Run: ``python tests/bench/exactness.py [situations] [first]``. Each situation has a number and
comes out of it alone, so a run can go on where another one stopped. Exit status 1 if a plan
is not exact.
"""

from __future__ import annotations

import random
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.opening import open_rulebook
from engine.planning.contents import contents_of
from engine.rulebook import Rulebook
from engine.situation import Situation
from engine.worlds import View
from tests.bench.people_at_random import FIRST_DAY, answer_at_random

SITUATIONS_A_DAY = 20
ANSWERED = (0.1, 0.3, 0.5, 0.8, 1.0)
IGNORANCE = (0.0, 1 / 16, 1 / 4, 1.0)


def main(number: int, first: int) -> int:
    """Draw, look and print."""
    opened = open_rulebook()
    inexact = 0
    for count in range(first, first + number):
        if count % 1000 == 0:
            print(f"situation {count:,}: {inexact} not exact so far", file=sys.stderr, flush=True)
        situation = situation_at_random(opened.rulebook, count)
        contents = contents_of(opened.findings(situation), View(opened.rulebook, situation))
        if contents.bounded:
            inexact += 1
            print(f"situation {count} is not exact: {contents.bounded}", flush=True)
    print(f"{number:,} situations, not exact: {inexact:,}")
    return 1 if inexact else 0


def situation_at_random(rulebook: Rulebook, number: int) -> Situation:
    """The situation of that number: few or many answers, of people who know little or much."""
    of_day = random.Random(number // SITUATIONS_A_DAY)
    day = FIRST_DAY + timedelta(days=of_day.randrange(730))
    drawn = random.Random(f"situation {number}")
    answered, ignorance = drawn.choice(ANSWERED), drawn.choice(IGNORANCE)
    return Situation(
        {
            fact_id: answer_at_random(rulebook.facts[fact_id], day, drawn, ignorance)
            for fact_id in rulebook.askable
            if drawn.random() < answered
        },
        day,
    )


if __name__ == "__main__":
    given = [int(it) for it in sys.argv[1:]]
    sys.exit(main(*(given + [1_000, 0][len(given) :])))
