"""What pages cost, as multiples of plain evaluations of the same situation in the same run.

The question page and the plan page are asked for in this process, so that nothing but the
program is measured. Every figure is the slowest of a hundred but one.
"""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path

from engine import Situation

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.web.site import DAY, HOME, get, opened, site

ROUNDS = 60
ANSWERS = f"leaving=for_good&leaves_on=2026-12-09&carrier=docomo&card=esim&roaming=yes&.on={DAY}"


def slowest_but_few(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[-2]


def main() -> None:
    given = dict(pair.split("=") for pair in ANSWERS.split("&")[:5])
    situation = opened().situation(given, opened().today())
    assert isinstance(situation, Situation)
    plain = slowest_but_few(lambda: opened().findings(situation))
    plan = slowest_but_few(lambda: opened().plan(situation, "en"))
    for name in ("question", "review", "plan"):
        taken = slowest_but_few(lambda name=name: site().get(f"{HOME}{name}?{ANSWERS}"))  # type: ignore[misc]
        weight = len(gzip.compress(get(f"{HOME}{name}?{ANSWERS}").markup.encode()))
        print(
            f"{name:10} {taken / plain:6.1f} x an evaluation, {taken / plan:5.2f} x a plan,"
            f" {weight:,} bytes gzip"
        )


if __name__ == "__main__":
    main()
