"""How inference grows: with rules, with the number of situations, and what starting costs.

Run as a child of the benchmark: ``python -m tests.bench.inference_growth SITUATIONS`` prints
one JSON object.
"""

from __future__ import annotations

import json
import sys
import time
from statistics import median

from engine.inference import Inference, compile_program
from engine.rulebook import Rulebook
from tests.bench.inference_rivals import (
    inference,
    plain_loop,
    random_situations,
    seconds,
    shipped,
    synthetic,
)
from tests.inference.memory import resident

SIZES = (10, 100, 1000, 4000)
ROUNDS = 7


def growth_with_rules() -> dict[str, float]:
    """Time for a situation by the number of rules, as a multiple of that for ten rules."""
    books = {size: synthetic(size) for size in SIZES}
    finders = {size: inference(it) for size, it in books.items()}
    situations = {size: random_situations(it, 24) for size, it in books.items()}
    for size, find in finders.items():
        seconds(find, situations[size])
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(ROUNDS):
        for size, find in finders.items():
            times[size].append(seconds(find, situations[size]))
    return {str(size): median(it) / median(times[SIZES[0]]) for size, it in times.items()}


def cost_of_starting(rulebook: Rulebook) -> dict[str, float]:
    """Compiling, and the first situation of a stored program, as multiples of one plain
    evaluation of the same rulebook."""
    situations = random_situations(rulebook, 24)
    plain = plain_loop(rulebook)
    seconds(plain, situations)
    one = seconds(plain, situations) / len(situations)
    compiling, opening = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        program = compile_program(rulebook)
        compiling.append(time.process_time() - start)
        opened = Inference(program, rulebook)
        opening.append(seconds(opened.findings, situations[:1]))
        opened.close()
    return {"compile": median(compiling) / one, "open": median(opening) / one}


def endurance(count: int) -> dict[str, float]:
    """Many situations in one process: how much slower the last tenth is than the second, and
    the memory (in KiB) taken up after the first tenth."""
    rulebook = synthetic(400)
    situations = random_situations(rulebook, count)
    tenth = count // 10
    find = inference(rulebook)
    seconds(find, situations[:tenth])
    before = resident()
    second = seconds(find, situations[tenth : 2 * tenth])
    seconds(find, situations[2 * tenth : -tenth])
    last = seconds(find, situations[-tenth:])
    return {"slower": last / second, "memory": (resident() - before) / 1024}


if __name__ == "__main__":
    starting = {"100": synthetic(100), "400": synthetic(400), "shipped": shipped()}
    print(
        json.dumps(
            {
                "rules": growth_with_rules(),
                "starting": {name: cost_of_starting(it) for name, it in starting.items()},
                "endurance": endurance(int(sys.argv[1])),
            }
        )
    )
