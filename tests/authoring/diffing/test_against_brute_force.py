"""Random edits of random rulebooks: every difference that going through all situations shows is
told or named as not decided, and both plans show every difference that is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from engine.authoring.diffing.both_plans import differ
from engine.authoring.diffing.comparing import Comparing
from engine.authoring.diffing.differences import differences
from engine.authoring.diffing.merging import merge
from engine.authoring.diffing.model import Differences, EditEffect, Way
from engine.authoring.diffing.orders import Orders
from engine.items import ItemKind
from engine.planning import OrderCircle, make_plan
from engine.planning.plan import Plan
from engine.rulebook import Asked, Rulebook
from engine.situation import Situation, presuming, reference_findings
from engine.values import UNKNOWN, Answer
from engine.worlds.solving import Window
from tests.authoring.diffing.random_edits import EDITS, refactored
from tests.strategies import AS_OF, domain, rulebooks

MOST_SITUATIONS = 700
EXAMPLES = settings(
    max_examples=int(os.environ.get("KAIYAKU_RANDOM_EDITS", "12")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Shrinking an example takes far longer than reading it.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
FEW_PLANS = 12
"""So many whole plans of either version are held against each other on each day."""
ORDER_OF_ALL = (ItemKind.ORDER, "")
WINDOW = Window(min(AS_OF), max(AS_OF))
LANGUAGES = ("en", "zh", "ja")


@EXAMPLES
@given(rulebooks(small=True), st.integers(0, 10**6))
def test_nothing_is_missed_and_no_witness_is_wrong(old: Rulebook, seed: int) -> None:
    chance = Random(seed)
    new = chance.choice(EDITS)(old, chance)
    assume(len(list(_situations(old, AS_OF[0]))) * len(AS_OF) <= MOST_SITUATIONS)
    found = differences(old, new, WINDOW, "en")
    for effect in found.effects:
        assert _is_shown(effect, old, new), effect
    told = {(it.kind, it.id, it.way) for it in found.effects}
    left = {(it.kind, it.id) for it in found.undecided}
    ways = {it.way for it in found.effects} | {it.way for it in found.undecided}
    for kind, name, way in _by_brute_force(old, new):
        if way is Way.ORDER:
            assert Way.ORDER in ways, name
        else:
            assert (kind, name, way) in told or (kind, name) in left, (kind, name, way)
    named = {(it.kind, it.id) for it in found.effects} | left
    for day in AS_OF:
        situations = list(_situations(old, day))
        for situation in chance.sample(situations, min(len(situations), FEW_PLANS)):
            changed = _differing_in_plans(old, new, situation)
            assert changed - {ORDER_OF_ALL} <= named, situation
            assert ORDER_OF_ALL not in changed or Way.ORDER in ways, situation


@EXAMPLES
@given(rulebooks(small=True), st.integers(0, 10**6))
def test_a_refactoring_has_no_effect(old: Rulebook, seed: int) -> None:
    found = differences(old, refactored(old, Random(seed)), WINDOW, "en")
    assert not found, _shortly(found)


def _shortly(found: Differences) -> object:
    return found.effects, found.undecided, found.questions, found.general


def _situations(book: Rulebook, day: date) -> Iterator[Situation]:
    facts = [it for it in book.facts.values() if isinstance(it.origin, Asked)]
    columns = [[*domain(it), UNKNOWN, *([] if it.can_be_asked else [None])] for it in facts]
    for row in product(*columns):
        answers: dict[str, Answer] = {
            it.id: answer for it, answer in zip(facts, row, strict=True) if answer is not None
        }
        yield Situation(answers, day)


def _by_brute_force(old: Rulebook, new: Rulebook) -> set[tuple[ItemKind, str, Way]]:
    merged = merge(old, new)
    comparing = Comparing(merged, WINDOW)
    orders = Orders(comparing)
    ways = [it for it in Way if it not in (Way.ORDER, Way.TIED, Way.UNTIED)]
    found: set[tuple[ItemKind, str, Way]] = set()
    for day in AS_OF:
        for situation in _situations(old, day):
            for pair in comparing.pairs:
                if pair.item.kind is ItemKind.ORDER:
                    continue
                looks = comparing.planned.seen(pair.old, pair.new, situation)
                if looks[0] != looks[1]:
                    found |= {
                        (pair.item.kind, pair.item.id, way) for way in ways if differ(way, *looks)
                    }
            for first, then in orders._pairs_turned(situation):
                found.add((ItemKind.ORDER, f"{first}>{then}", Way.ORDER))
    return found


def _differing_in_plans(
    old: Rulebook, new: Rulebook, situation: Situation
) -> set[tuple[ItemKind, str]]:
    """What whole plans of both versions show differently."""
    plans = [_plan(book, situation, "en") for book in (old, new)]
    if None in plans:
        return set()
    shown = [_all_shown(plan) for plan in plans if plan is not None]
    found = {it for it in shown[0].keys() | shown[1].keys() if shown[0].get(it) != shown[1].get(it)}
    orders = [[it.id for it in plan.steps] for plan in plans if plan is not None]
    both = set(orders[0]) & set(orders[1])
    if [it for it in orders[0] if it in both] != [it for it in orders[1] if it in both]:
        found.add(ORDER_OF_ALL)
    return found


def _all_shown(plan: Plan) -> dict[tuple[ItemKind, str], object]:
    """What a plan shows of each thing in it, but for its place among the others."""
    shown: dict[tuple[ItemKind, str], object] = {}
    for it in plan.steps:
        look = (it.phase, it.title, it.how, it.certainty, it.due, it.official)
        shown[ItemKind.STEP, it.id] = look
    for warning in plan.warnings:
        shown[ItemKind.WARNING, warning.id] = (
            warning.severity, warning.text, warning.step, warning.certainty, warning.official,
            warning.cannot_be_undone,
        )  # fmt: skip
    for document in plan.documents:
        shown[ItemKind.DOCUMENT, document.id] = (
            document.title, document.note, document.steps, document.certainty,
        )  # fmt: skip
    for cost in plan.costs:
        shown[ItemKind.COST, cost.id] = (
            cost.title, cost.note, cost.steps, cost.certainty, cost.amount, cost.official,
        )  # fmt: skip
    return shown


def _is_shown(effect: EditEffect, old: Rulebook, new: Rulebook) -> bool:
    """Whether the whole plans of both versions show the difference in the witness."""
    plans = [[_plan(book, effect.witness, it) for it in LANGUAGES] for book in (old, new)]
    if any(plan is None for both in plans for plan in both):
        return False
    if effect.kind is ItemKind.ORDER:
        first, then = effect.id.split(">")
        orders = [[it.id for it in both[0].steps] for both in plans]  # type: ignore[union-attr]
        if effect.way is Way.ORDER:
            return orders[0].index(first) < orders[0].index(then) and orders[1].index(
                first
            ) > orders[1].index(then)
        after = [
            next(it for it in both[0].steps if it.id == then).after  # type: ignore[union-attr]
            for both in plans
        ]
        return (first in after[0]) is (effect.way is Way.UNTIED) and (first in after[1]) is (
            effect.way is Way.TIED
        )
    looks = [_looks(both, effect) for both in plans]
    return looks[0] != looks[1]


def _plan(book: Rulebook, witness: Situation, language: str) -> Plan | None:
    known = {it: answer for it, answer in witness.answers.items() if it in book.facts}
    given = Situation(known, witness.as_of)
    findings = reference_findings(book, presuming(book, given))
    try:
        return make_plan(book, given, language, findings)
    except OrderCircle:
        return None


def _looks(plans: list[Plan | None], effect: EditEffect) -> object:
    """What the plans show of the item, in the way that is told."""
    found: list[object] = []
    for plan in plans:
        assert plan is not None
        things = getattr(plan, f"{effect.kind.value}s")
        thing = next((it for it in things if it.id == effect.id), None)
        if thing is None:
            found.append(None)
            continue
        match effect.way:
            case Way.PLACE:
                names = [it for it in ("phase", "step", "steps") if hasattr(thing, it)]
                found.append([getattr(thing, it) for it in names])
            case Way.OFFICIAL:
                found.append(thing.official)
            case Way.SEVERITY:
                found.append((thing.severity, thing.cannot_be_undone))
            case Way.DATES:
                found.append(thing.due)
            case Way.AMOUNT:
                found.append(thing.amount)
            case Way.TEXT:
                names = [it for it in ("title", "how", "text", "note") if hasattr(thing, it)]
                found.append([getattr(thing, it) for it in names])
            case _:
                found.append(thing.certainty)
    return found
