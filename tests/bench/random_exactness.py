"""Random rulebooks and situations: is what is read from diagrams what brute force finds?

Run: ``python -m tests.bench.random_exactness [rulebooks] [seed] [--wide]``. Of each rulebook
twenty situations are looked at. Prints every difference and how many there are; exit status 1
if there is one. ``--wide`` draws dates and numbers between limits far apart, and has the
diagrams tell apart only those values that they hold to be different.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from math import prod
from unittest import mock

from hypothesis import HealthCheck, Phase, given, seed, settings

from engine.items import items_of
from engine.rulebook import Rulebook
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Answer, Kind
from engine.worlds import View, axes, theory
from tests import brute_force
from tests.strategies import AS_OF, Size, asked_facts, domain, rulebooks

FEW = Size(asked=5, options=3, tables=2, columns=2, derived=4, rules=6, steps=3, depth=2, parts=2)
WIDE = Size(
    asked=4, options=3, tables=1, columns=2, derived=4, rules=5, steps=3, depth=2, parts=2,
    days=120, numbers=40,
)  # fmt: skip
BATCH = 25
SITUATIONS = 20
MOST_WAYS = 400
"""So many ways for missing answers to turn out, times the answers that lead to them, are gone
through at most."""


def main(number: int, first: int, wide: bool) -> int:
    """Draw batch after batch, and print what differs."""
    seen = differing = 0
    for batch in range(first, first + (number + BATCH - 1) // BATCH):
        for rulebook, situation, difference in compared(batch, wide):
            seen += 1
            if difference:
                differing += 1
                print(f"batch {batch}: {difference}\n  {situation}\n  {rulebook}", flush=True)
        print(f"batch {batch}: {seen:,} so far, {differing} differ", file=sys.stderr, flush=True)
    print(f"{seen:,} situations of {number:,} random rulebooks, differences: {differing}")
    return 1 if differing else 0


def compared(batch: int, wide: bool) -> list[tuple[Rulebook, Situation, str]]:
    """The situations of one batch of rulebooks, and what differs, or nothing."""
    found: list[tuple[Rulebook, Situation, str]] = []

    @seed(batch)
    @settings(
        max_examples=BATCH,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[*HealthCheck],
    )
    @given(rulebooks(small=True, size=WIDE if wide else FEW))
    def look(rulebook: Rulebook) -> None:
        drawn = random.Random(len(found))
        for _ in range(SITUATIONS):
            situation = situation_of(rulebook, drawn)
            found.append((rulebook, situation, "; ".join(differences(rulebook, situation))))

    if not wide:
        look()
        return found
    with mock.patch.object(axes, "SMALL_AXIS", 4), mock.patch.object(theory, "FOLLOWED", 1_000):
        look()
    return found


def situation_of(rulebook: Rulebook, drawn: random.Random) -> Situation:
    """Answers at random, with as many missing as can be gone through."""
    answers: dict[str, Answer] = {}
    facts = list(asked_facts(rulebook))
    drawn.shuffle(facts)
    sizes: list[int] = []
    for fact in facts:
        values = domain(fact)
        more = (len(values) + 1) ** 2
        if drawn.random() < 0.3 or prod(sizes) * more > MOST_WAYS**2:
            answers[fact.id] = drawn.choice(values)
            continue
        sizes.append(more)
        if drawn.random() < 0.4:
            answers[fact.id] = UNKNOWN
    return Situation(answers, drawn.choice(AS_OF))


def differences(rulebook: Rulebook, situation: Situation) -> Iterator[str]:
    """What is not as brute force finds it, one after the other."""
    view, valuation = View(rulebook, situation), Valuation(rulebook, situation)
    relevant: set[str] = set()
    for item, entry in items_of(rulebook).items():
        looks = brute_force.looks_of(entry, rulebook, valuation)
        relevant |= looks.relevant
        if view.is_bounded(item):
            yield f"{item} is bounded"
        if looks.certainty != view.certainty(item):
            yield f"{item} is {looks.certainty}, not {view.certainty(item)}"
        if looks.can_be_ruled_out != view.can_vanish(item):
            yield f"{item} can vanish: {looks.can_be_ruled_out}"
        if looks.relevant != view.hangs_on(item):
            yield f"{item} hangs on {sorted(looks.relevant)}, not {sorted(view.hangs_on(item))}"
    if relevant != view.relevant:
        yield f"relevant: {sorted(relevant)}, not {sorted(view.relevant)}"
    for fact in rulebook.facts.values():
        if fact.kind is Kind.CHOICES:
            continue
        expected, shown = (
            brute_force.shown_value(fact.id, rulebook, valuation),
            view.valuation.value(fact.id),
        )
        if expected != shown:
            yield f"{fact.id} is shown as {shown!r}, not {expected!r}"
    for fact_id in set(rulebook.askable) & situation.answers.keys():
        if situation.answers[fact_id] is not UNKNOWN and len(domain(rulebook.facts[fact_id])) > 50:
            continue
        others = {f: a for f, a in situation.answers.items() if f != fact_id}
        without = Valuation(rulebook, Situation(others, situation.as_of))
        counts = fact_id in brute_force.relevant(rulebook, without)
        if counts != view.counts(fact_id):
            yield f"{fact_id} counts: {counts}"


if __name__ == "__main__":
    given_numbers = [int(it) for it in sys.argv[1:] if it != "--wide"]
    numbers = given_numbers + [100, 0][len(given_numbers) :]
    sys.exit(main(numbers[0], numbers[1], "--wide" in sys.argv))
