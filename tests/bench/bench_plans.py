"""How long a plan, the next question and a plan after one more answer take in one process, as
multiples of one plain evaluation of the rules, over many days and five sets of answers; the
first question and plan of a day, when what hangs on the day is read, are told apart; whether all
were exact; and how long "why not" takes for everything together.

Run: ``python tests/bench/bench_plans.py [days]``. What counts is processor time.
"""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.commands.program import COLLECTING
from engine.interview import Interview
from engine.items import ItemKind, items_of
from engine.opening import open_rulebook
from engine.situation import Situation, reference_findings
from tests.bench.people_at_random import answer_at_random, days, sets_of_answers

BARS = {"plan": (10, 25), "next question": (10, 10), "plan after one answer": (25, 25)}
"""Most that the median and the 99th percentile should be."""


def main(number: int) -> None:
    """Measure and print."""
    gc.set_threshold(*COLLECTING)
    opened = open_rulebook()
    rulebook = opened.rulebook
    drawn = random.Random(2026)
    times: dict[tuple[str, str], list[float]] = {}
    plain: list[float] = []
    inexact = 0
    for day in days(number):
        nothing = Situation({}, day)
        first = Interview(rulebook, nothing).next_question
        times.setdefault(("first question", "of the day"), []).append(seconds(first))
        plan_of = partial(opened.plan, nothing, rulebook.languages[0])
        times.setdefault(("first plan", "of the day"), []).append(seconds(plan_of))
        for name, answers in sets_of_answers(rulebook, day, drawn).items():
            situation = Situation(answers, day)
            plain.append(seconds(partial(reference_findings, rulebook, situation)))
            ask = Interview(rulebook, situation).next_question
            times.setdefault(("next question", name), []).append(seconds(ask))
            start = process_time()
            plan = opened.plan(situation, rulebook.languages[0])
            times.setdefault(("plan", name), []).append(process_time() - start)
            inexact += not plan.exact
            fact = rulebook.facts[drawn.choice(list(rulebook.askable))]
            answer = answer_at_random(fact, day, drawn)
            changed = Situation({**answers, fact.id: answer}, day)
            again = partial(opened.plan, changed, rulebook.languages[0])
            times.setdefault(("plan after one answer", name), []).append(seconds(again))
    yardstick = median(plain)
    print(f"Multiples of one plain evaluation ({yardstick * 1e3:.2f} ms), {number} days:")
    for (kind, name), measured in sorted(times.items()):
        middle, most = BARS.get(kind, (None, None))
        found = sorted(it / yardstick for it in measured)
        print(
            f"  {kind:<22} {name:<12} median {median(found):6.1f} (bar {middle or 'none'})"
            f"   p99 {found[len(found) * 99 // 100]:6.1f} (bar {most or 'none'})"
        )
    print(f"  not exact: {inexact} of {len(plain)}")
    day = next(days(1))
    subjects = {it.id for it in items_of(rulebook) if it.kind is not ItemKind.ORDER}
    for name, answers in sets_of_answers(rulebook, day, drawn).items():
        situation = Situation(answers, day)
        start = process_time()
        for subject in subjects:
            opened.why_not(situation, subject, rulebook.languages[0])
        print(
            f"  why-not of all {len(subjects)}, {name:<12} {process_time() - start:5.1f} s (bar 1)"
        )


def seconds(act: Callable[[], object]) -> float:
    """The processor time that ``act`` takes."""
    start = process_time()
    act()
    return process_time() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
