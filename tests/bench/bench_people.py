"""How many questions the shipped rulebook asks people of each kind.

Random truthful people, drawn from the weights in ``people.yaml``, answer the questionnaire;
each does not know one answer in sixteen. Prints a table in Markdown. Run:
``python tests/bench/bench_people.py [people of each kind]``.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from statistics import mean

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.interview import Interview
from engine.opening import open_rulebook
from engine.rulebook import Fact, Rulebook
from engine.situation import Situation
from engine.values import UNKNOWN, Answer, Kind

PEOPLE = yaml.safe_load(Path(__file__).with_name("people.yaml").read_text("utf-8"))
AS_OF = date(2026, 11, 22)
DOES_NOT_KNOW = 1 / 16
TICKED = 0.25

Weights = Mapping[str, object]


@cache
def rulebook() -> Rulebook:
    """The shipped rulebook, opened once in each process."""
    return open_rulebook().rulebook


def main(people: int) -> None:
    """Ask everybody and print the table."""
    print("| kind of person | people | mean | 95th percentile | most |\n|---|---|---|---|---|")
    with ProcessPoolExecutor() as pool:
        for kind, own in PEOPLE["kinds"].items():
            ask = partial(questions_asked, kind, {**PEOPLE["everybody"], **own}, frozenset(own))
            report(kind, list(pool.map(ask, range(people), chunksize=25)))
    unknown = dict.fromkeys(rulebook().askable, UNKNOWN)
    report('answers "I don\'t know" to everything', [len(asked_of(lambda fact: unknown[fact.id]))])


def report(kind: str, counts: Sequence[int]) -> None:
    """Print one line of the table."""
    highest = sorted(counts)[int(0.95 * (len(counts) - 1))]
    cells = (kind, f"{len(counts):,}", f"{mean(counts):.1f}", str(highest), str(max(counts)))
    print(f"| {' | '.join(cells)} |", flush=True)


def questions_asked(kind: str, weights: Weights, sure: frozenset[str], seed: int) -> int:
    """How many questions one random person is asked; what is in ``sure`` they know."""
    drawn = random.Random(f"{kind}/{seed}")

    def answer(fact: Fact) -> Answer:
        if fact.id not in sure and drawn.random() < DOES_NOT_KNOW:
            return UNKNOWN
        return plausible(fact, weights.get(fact.id), drawn)

    return len(asked_of(answer))


def asked_of(answer_to: Callable[[Fact], Answer]) -> dict[str, Answer]:
    """All questions with the answers given, in order."""
    answers: dict[str, Answer] = {}
    while True:
        fact = next_fact(tuple(answers.items()))
        if fact is None:
            return answers
        answers[fact.id] = answer_to(fact)


@cache
def next_fact(answers: tuple[tuple[str, Answer], ...]) -> Fact | None:
    """What is asked next; people with the same answers so far are asked the same."""
    question = Interview(rulebook(), Situation(dict(answers), AS_OF)).next_question()
    return None if question is None else question.fact


def plausible(fact: Fact, weights: object, drawn: random.Random) -> Answer:
    """A random answer."""
    match fact.kind:
        case Kind.YES_NO:
            chances = weights if isinstance(weights, dict) else {"yes": 1, "no": 1}
            return bool(_picked({str(key): it for key, it in chances.items()}, drawn) in YES)
        case Kind.CHOICE:
            even = {option.id: 1 for option in fact.options}
            return _picked(weights if isinstance(weights, dict) else even, drawn)
        case Kind.CHOICES:
            shares = weights if isinstance(weights, dict) else {}
            ticked = (it.id for it in fact.options if drawn.random() < shares.get(it.id, TICKED))
            return frozenset(ticked)
        case Kind.DATE:
            first, last = weights if isinstance(weights, list) else (1, 60)
            return AS_OF + timedelta(days=drawn.randint(first, last))
        case _:
            return drawn.randint(0, 10)


YES = ("yes", "True")
"""PyYAML reads YAML 1.1, where ``yes`` is a truth."""


def _picked(chances: Mapping[str, int], drawn: random.Random) -> str:
    return drawn.choices(list(chances), list(chances.values()))[0]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
