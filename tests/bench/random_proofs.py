"""Random invariants on random rulebooks: are verdicts those of going through every world, every
interview and every day, and is each situation that refutes the smallest?

Run: ``python -m tests.bench.random_proofs [rulebooks] [seed]``. Each rulebook gets one
invariant. Prints what is wrong, and how many were proved, refuted and not decided; exit status
1 if something is wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from engine.authoring.proving.proving import Proof, prove
from engine.loading.scenarios.invariants import Invariant
from engine.rulebook import Rulebook
from engine.worlds.solving import Window
from tests.claims_by_brute_force import ways_to_answer, wrong_in
from tests.random_invariants import ABOUT_INTERVIEWS, KINDS, invariants
from tests.strategies import AS_OF, SMALL, Size, rulebooks

BATCH = 25
DAYS = (0, 0, 2)
"""How far a range reaches."""
LARGE = Size(asked=7, options=2, tables=1, columns=2, derived=3, rules=9, steps=4, depth=2, parts=3)
MOST_WAYS = 1_500
"""So many ways to answer what an invariant hangs on are gone through at most."""


@dataclass(frozen=True)
class Looked:
    """A verdict on a claim of that kind, and what is wrong with it, or nothing."""

    kind: str
    rulebook: Rulebook
    invariant: Invariant
    proof: Proof
    problem: str


def main(number: int, first: int) -> int:
    """Draw batch after batch, print what is wrong, and count."""
    counted: Counter[str] = Counter()
    wrong = 0
    for it in islice(looked_at(first), number):
        counted[f"{it.proof.outcome.value:12} {it.kind}"] += 1
        counted[it.proof.outcome.value] += 1
        if it.problem:
            wrong += 1
            print(f"wrong: {it}", flush=True)
        seen = sum(counted.values()) // 2
        if not seen % BATCH:
            print(f"{seen} so far, {wrong} wrong", file=sys.stderr, flush=True)
    for what, how_often in sorted(counted.items()):
        print(f"{how_often:6} {what}")
    print(f"{wrong} wrong")
    return 1 if wrong else 0


def looked_at(first: int) -> Iterator[Looked]:
    """Verdict after verdict, and what is wrong with it."""
    for number in count(first):
        yield from _batch(number)


def _batch(number: int) -> list[Looked]:
    found: list[Looked] = []

    @seed(number)
    @settings(
        max_examples=BATCH,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(st.sampled_from(KINDS), st.sampled_from(AS_OF), st.sampled_from(DAYS), st.data())
    def look(kind: str, day: date, more: int, data: st.DataObject) -> None:
        whole, large = (data.draw(st.booleans()) for _ in range(2))
        size = LARGE if large and kind not in ABOUT_INTERVIEWS else SMALL
        rulebook = data.draw(rulebooks(small=True, tables=whole, calculated=whole, size=size))
        invariant = data.draw(invariants(rulebook, kind))
        window = Window(day, day + timedelta(days=more))
        assume(kind in ABOUT_INTERVIEWS or ways_to_answer(invariant, rulebook) <= MOST_WAYS)
        [proof] = prove(rulebook, [invariant], window, built_in=False)
        problem = wrong_in(proof, invariant, rulebook, window)
        found.append(Looked(kind, rulebook, invariant, proof, problem))

    look()
    return found


if __name__ == "__main__":
    numbers = [*map(int, sys.argv[1:]), *[100, 0][len(sys.argv) - 1 :]]
    sys.exit(main(*numbers[:2]))
