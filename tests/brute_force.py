"""What exact means: going through every way in which missing answers can turn out.

Slow and simple on purpose, for small rulebooks only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from engine.calculations import Call, Cases
from engine.conditions import Knowledge, Relation, truth_of
from engine.items import ItemEntry, Wanted
from engine.rulebook import Asked, Cell, Concluded, Fact, Rulebook
from engine.sharpening import Certainty
from engine.sharpening.closure import Closure, closure_over, has_gap
from engine.sharpening.loose import truth_of_wanted
from engine.situation import Valuation
from engine.values import ORDERED, Kind, Value, Wording
from tests.strategies import domain


def closure_of(entry: ItemEntry, rulebook: Rulebook) -> Closure:
    """Everything the item hangs on."""
    rules = [rule for group in entry.wanted for rule in group]
    return closure_over(rulebook, rules, entry.shown)


def completions(
    facts: Sequence[Fact], valuation: Valuation, ignorance: bool
) -> Iterator[Valuation]:
    """Every way to answer the open ones of ``facts``, and to fill in the unknown ones."""
    choices: list[list[tuple[str, Knowledge]]] = []
    for fact in facts:
        value, known = valuation.knowledge(fact.id)
        if value is not None:
            continue
        ways = (True, False) if known is None and ignorance else (known is None,)
        choices.append([(fact.id, (v, way)) for v in domain(fact) for way in ways])
    for combination in product(*choices):
        world = valuation
        for fact_id, knowledge in combination:
            world = world.assuming(fact_id, knowledge)
        yield world


def outcomes(wanted: Wanted, world: Valuation, closure: Closure) -> set[bool]:
    """The truths of ``wanted`` once every asked fact has a value: cells that nobody knows and
    calculations without a result may still be anything."""
    truth = truth_of_wanted(wanted, world)
    if truth is not None:
        return {truth}
    for fact_id in closure.facts:
        fact = closure.rulebook.facts[fact_id]
        if world.value(fact_id) is None and _free(fact, world) and not world.is_assumed(fact_id):
            found: set[bool] = set()
            for value in _pool(fact, closure):
                known = world.knowledge(fact_id)[1]
                found |= outcomes(wanted, world.assuming(fact_id, (value, known)), closure)
            return found
    raise AssertionError("open, but nothing is missing")


def _free(fact: Fact, world: Valuation) -> bool:
    origin = fact.origin
    if isinstance(origin, Cell):
        return world.value(origin.key) is not None
    if isinstance(origin, Cases):
        return all(truth_of(case.when, world.knowledge) is False for case in origin.cases)
    if isinstance(origin, Call):
        return all(world.value(f) is not None for f in world.rulebook.depends_on(fact.id))
    return False


def _pool(fact: Fact, closure: Closure) -> list[Value]:
    if fact.kind is Kind.YES_NO:
        return [True, False]
    if fact.kind is Kind.CHOICE:
        return [option.id for option in fact.options]
    if fact.kind is Kind.CHOICES:
        return list(domain(fact))
    values: set[Value] = set()
    for test in closure.comparisons:
        operands = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        for operand in operands:
            if isinstance(operand, date):
                values |= {operand + timedelta(days=d) for d in (-1, 0, 1)}
            elif isinstance(operand, int) and not isinstance(operand, bool):
                values |= {operand + d for d in (-1, 0, 1)}
            elif isinstance(operand, str) and fact.kind is Kind.TIME:
                values |= {operand, "23:59"}
    right = {Kind.DATE: date, Kind.TIME: str}.get(fact.kind, int)
    return [v for v in values if isinstance(v, right)] or [_ANY[fact.kind]]


def only_bounded(closure: Closure) -> bool:
    """Whether only a bound can be expected: a calculation starts from a cell that nobody knows
    or from a calculation that may have no result, so that there are too many values to go
    through; or a test asks whether a conclusion is known (which YAML cannot)."""
    facts = closure.rulebook.facts

    def may_be_free(fact_id: str) -> bool:
        origin = facts[fact_id].origin
        if isinstance(origin, Cell):
            return facts[fact_id].kind in ORDERED and has_gap(closure.rulebook, origin)
        return isinstance(origin, Call | Cases)

    about_conclusions = any(
        comparison.relation in (Relation.KNOWN, Relation.UNKNOWN)
        and isinstance(facts[comparison.fact].origin, Concluded)
        for comparison in closure.comparisons
    )
    return about_conclusions or any(
        may_be_free(other)
        for fact_id in closure.facts
        if isinstance(facts[fact_id].origin, Call | Cases)
        for other in closure.ancestors(fact_id)
    )


_ANY: dict[Kind, Value] = {
    Kind.DATE: date(2026, 11, 22),
    Kind.INTEGER: 0,
    Kind.MONEY: 0,
    Kind.TIME: "23:59",
    Kind.TEXT: Wording({"": ""}),
}


def certainty(entry: ItemEntry, rulebook: Rulebook, valuation: Valuation) -> Certainty:
    """The certainty by definition."""
    closure = closure_of(entry, rulebook)
    asked = _asked(closure)
    found: set[bool] = set()
    for world in completions(asked, valuation, ignorance=bool(closure.knowledge_matters)):
        found |= outcomes(entry.wanted, world, closure)
        if len(found) == 2:
            return Certainty.POSSIBLE
    return Certainty.CERTAIN if found == {True} else Certainty.RULED_OUT


def can_be_ruled_out(entry: ItemEntry, rulebook: Rulebook, valuation: Valuation) -> bool:
    """Whether there are answers to open questions that rule the item out."""
    closure = closure_of(entry, rulebook)
    asked = [fact for fact in _asked(closure) if valuation.knowledge(fact.id)[1] is None]
    return any(
        certainty(entry, rulebook, world) is Certainty.RULED_OUT
        for world in completions_as_answers(asked, valuation, closure)
    )


def _asked(closure: Closure) -> list[Fact]:
    facts = map(closure.rulebook.facts.__getitem__, closure.facts)
    return [fact for fact in facts if isinstance(fact.origin, Asked)]


def appearance(
    entry: ItemEntry, rulebook: Rulebook, valuation: Valuation
) -> tuple[Certainty, tuple[Value | None, ...]]:
    """What is seen of an item once nothing is open: certainty, and the values that show."""
    found = certainty(entry, rulebook, valuation)
    if found is Certainty.RULED_OUT:
        return found, ()
    shown = [valuation.knowledge(fact_id) for fact_id in entry.shown]
    return found, tuple(value if known else None for value, known in shown)


def matters(fact_id: str, entry: ItemEntry, rulebook: Rulebook, valuation: Valuation) -> bool:
    """Whether two answers to ``fact_id`` can make the item appear differently. "I don't know"
    counts as an answer to those questions of which some rule asks whether they are known."""
    closure = closure_of(entry, rulebook)
    if fact_id not in closure.facts:
        return False
    others = [
        fact
        for fact in _asked(closure)
        if fact.id != fact_id and valuation.knowledge(fact.id)[1] is None
    ]
    for world in completions_as_answers(others, valuation, closure):
        seen = {
            appearance(entry, rulebook, answered)
            for answered in completions_as_answers([rulebook.facts[fact_id]], world, closure)
        }
        if len(seen) > 1:
            return True
    return False


def completions_as_answers(
    facts: Sequence[Fact], valuation: Valuation, closure: Closure
) -> Iterator[Valuation]:
    """Every way to answer the open ones of ``facts``; see :func:`matters`."""
    choices: list[list[tuple[str, Knowledge]]] = []
    for fact in facts:
        ignorance = fact.id in closure.knowledge_matters
        unknown: list[tuple[str, Knowledge]] = [(fact.id, (None, False))] if ignorance else []
        choices.append([(fact.id, (value, True)) for value in domain(fact)] + unknown)
    for combination in product(*choices):
        world = valuation
        for fact_id, knowledge in combination:
            world = world.assuming(fact_id, knowledge)
        yield world
