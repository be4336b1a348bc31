"""The shipped rulebook against brute force over value classes, on random days.

Run: ``python -m tests.bench.exactness_by_brute_force [situations] [first]``. In each situation a
few answers are missing, some of them as "I don't know", and every way in which they can turn
out is gone through with the reference evaluator. Each situation has a number and comes out of
it alone. Prints every difference; exit status 1 if there is one.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from engine.items import ItemEntry, items_of
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.rulebook import Fact, Rulebook
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Kind
from engine.worlds import View
from tests.bench.people_at_random import FIRST_DAY, answer_at_random
from tests.brute_force import Domain, Tree, looks_of, shown_value
from tests.value_classes import ValueClasses, many_days, some_days

MOST_WAYS = 200
"""The missing answers together can turn out in about so many ways at most."""


def main(number: int, first: int) -> int:
    """Draw, compare and print."""
    rulebook = load_rulebook(shipped_rulebook_folder())
    differing = 0
    for count in range(first, first + number):
        situation = situation_with_gaps(rulebook, count)
        found = [*differences(rulebook, situation)]
        differing += bool(found)
        for difference in found:
            print(f"situation {count}: {difference}", flush=True)
        print(f"situation {count}: {differing} differ", file=sys.stderr, flush=True)
    print(f"{number:,} situations of the shipped rulebook, differences: {differing}")
    return 1 if differing else 0


def situation_with_gaps(rulebook: Rulebook, number: int, most: int = MOST_WAYS) -> Situation:
    """The situation of that number: as many answers missing as can be gone through."""
    drawn = random.Random(f"gaps {number}")
    day = FIRST_DAY + timedelta(days=drawn.randrange(730))
    answers = {
        fact_id: answer_at_random(rulebook.facts[fact_id], day, drawn, 0)
        for fact_id in rulebook.askable
    }
    ways = 1
    for fact_id in drawn.sample(rulebook.askable, 6):
        ways *= _ways(rulebook.facts[fact_id])
        if ways > most:
            break
        if drawn.random() < 0.4:
            answers[fact_id] = UNKNOWN
        else:
            del answers[fact_id]
    return Situation(answers, day)


def _ways(fact: Fact) -> int:
    if fact.kind is Kind.CHOICES:
        return 1 << min(len(fact.options), 8)
    if fact.kind is Kind.DATE:
        return 80
    return 2 if fact.kind is Kind.YES_NO else len(fact.options)


def differences(rulebook: Rulebook, situation: Situation) -> Iterator[str]:
    """What is not as brute force finds it, one after the other."""
    view, tree = View(rulebook, situation), Tree(Valuation(rulebook, situation))
    quickly = ValueClasses(some_days(situation.as_of))
    thoroughly = ValueClasses(many_days(situation.as_of))
    for entry in items_of(rulebook).values():
        found = _difference(entry, view, tree, quickly)
        if found:
            found = _difference(entry, view, Tree(tree.valuation), thoroughly)
        if found:
            yield found
    entries = items_of(rulebook).values()
    for fact_id in dict.fromkeys(chain.from_iterable(entry.shown for entry in entries)):
        if rulebook.facts[fact_id].kind is Kind.CHOICES:
            continue
        shown = view.valuation.value(fact_id)
        if shown != shown_value(fact_id, rulebook, tree, quickly):
            expected = shown_value(fact_id, rulebook, Tree(tree.valuation), thoroughly)
            if shown != expected:
                yield f"{fact_id} is shown as {shown!r}, not {expected!r}"


def _difference(entry: ItemEntry, view: View, tree: Tree, values: Domain) -> str | None:
    looks = looks_of(entry, view.rulebook, tree, values)
    expected = looks.certainty, looks.can_be_ruled_out, looks.relevant
    item = entry.item
    found = view.certainty(item), view.can_vanish(item), view.hangs_on(item)
    return None if expected == found else f"{item.kind} {item.id} is {found}, not {expected}"


if __name__ == "__main__":
    given = [int(it) for it in sys.argv[1:]]
    sys.exit(main(*(given + [500, 0][len(given) :])))
