"""What in a rulebook refers to what, with the place where it does.

Owns the links between named things, in the direction in which they are written. How a thing
is shown is none of its business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from ...calculations import arguments_of
from ...conditions import Comparison, comparisons_in
from ...items import placeholders
from ...loading.scenarios.expectations import (
    Expectation,
    ExpectedConclusion,
    ExpectedDue,
    ExpectedOrder,
    ExpectedPart,
    Scenario,
)
from ...loading.scenarios.invariants import Claim, Invariant
from ...rulebook import (
    Asked,
    Bring,
    Cell,
    Charge,
    Conclude,
    Concluded,
    Do,
    Effect,
    Fact,
    OrderSteps,
    Place,
    Rule,
    Rulebook,
    Step,
    Table,
    Warn,
)
from ...values import Wording
from .names import FACT_SORTS, Name, Sort, fact_name, option_name


class Use(StrEnum):
    """How one thing refers to another: the verb between the two."""

    TESTS = "tests"
    CONCLUDES = "concludes"
    DOES = "wants"
    WARNS = "gives"
    WARNS_AT = "warns at"
    ASKS_FOR = "asks for"
    BRINGS_TO = "asks for a document at"
    CHARGES = "expects the cost"
    CHARGES_AT = "expects a cost at"
    ORDERS = "orders"
    RESTS_ON = "rests on"
    SHOWS = "shows the value of"
    FOLLOWS_FROM = "is worked out from"
    READ_BY = "is read in the row named by"
    HAS_KEY = "has a row for each option of"
    IN_TABLE = "belongs to"
    OPTION_OF = "is an answer to"
    IN_PHASE = "is in"
    IN_GROUP = "is asked in"
    BEFORE = "comes before"
    AFTER = "comes after"
    DUE_BY = "is due by"
    NEEDS = "needs"
    COSTS = "has the amount of"
    GIVES = "answers"
    EXPECTS = "expects something of"
    CLAIMS = "claims something of"


_USES_OF_VALUES = frozenset(
    {Use.TESTS, Use.FOLLOWS_FROM, Use.READ_BY, Use.SHOWS, Use.DUE_BY, Use.COSTS}
)


class Mention(Struct, frozen=True):
    """``one`` refers to ``other`` at ``place``."""

    one: Name
    use: Use
    other: Name
    place: Place


def links_in(
    rulebook: Rulebook,
    scenarios: Iterable[Scenario] = (),
    invariants: Iterable[Invariant] = (),
) -> tuple[Mention, ...]:
    """Every reference in the rulebook, its scenarios and invariants, each once, in the author's
    order."""
    finder = _Finder(rulebook)
    found: dict[Mention, None] = {}
    for rule in rulebook.rules.values():
        found.update(dict.fromkeys(finder.of_rule(rule)))
    for fact in rulebook.facts.values():
        found.update(dict.fromkeys(finder.of_fact(fact)))
    for table in rulebook.tables.values():
        found.update(dict.fromkeys(finder.of_table(table)))
    for step in rulebook.steps.values():
        found.update(dict.fromkeys(finder.of_step(step)))
    found.update(dict.fromkeys(finder.of_documents_and_costs()))
    for scenario in scenarios:
        found.update(dict.fromkeys(finder.of_scenario(scenario)))
    for invariant in invariants:
        found.update(dict.fromkeys(finder.of_invariant(invariant)))
    return tuple(found)


def links_from(links: Iterable[Mention], name: Name) -> tuple[Mention, ...]:
    """What ``name`` refers to."""
    return tuple(link for link in links if link.one == name)


def links_to(links: Iterable[Mention], name: Name) -> tuple[Mention, ...]:
    """What refers to ``name``."""
    return tuple(link for link in links if link.other == name)


def used_facts(links: Iterable[Mention]) -> frozenset[str]:
    """Facts that something uses which is no fact itself, or a fact that is used in turn."""
    below: dict[str, list[str]] = {}
    queue: list[str] = []
    for link in links:
        if link.use in _USES_OF_VALUES and link.one != link.other:
            users = below.setdefault(link.one.id, []) if link.one.sort in FACT_SORTS else queue
            users.append(link.other.id)
    used: set[str] = set()
    while queue:
        fact_id = queue.pop()
        if fact_id not in used:
            used.add(fact_id)
            queue += below.get(fact_id, ())
    return frozenset(used)


def claimed(claim: Claim, rulebook: Rulebook) -> Iterator[Name]:
    """What a claim of an invariant is about."""
    yield from (Name(Sort(part.value), id) for part, id in claim.parts)
    yield from (fact_name(rulebook, fact_id) for fact_id in claim.facts)


class _Finder:
    """Finds the references of one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.places: Mapping[str, Place] = rulebook.places

    def _fact(self, fact_id: str) -> Name:
        return fact_name(self.rulebook, fact_id)

    def _shown(self, one: Name, place: Place, *texts: Wording | None) -> Iterator[Mention]:
        for fact in dict.fromkeys(placeholders(texts)):
            yield Mention(one, Use.SHOWS, self._fact(fact), place)

    def of_rule(self, rule: Rule) -> Iterator[Mention]:
        one = Name(Sort.RULE, rule.id)
        for index, leaf in enumerate(comparisons_in(rule.when)):
            place = self.places.get(f"rules.{rule.id}.when.{index}", rule.place)
            yield Mention(one, Use.TESTS, self._fact(leaf.fact), place)
            for option in self._options_in(leaf):
                yield Mention(one, Use.TESTS, option, place)
        for index, effect in enumerate(rule.effects):
            place = self.places.get(f"rules.{rule.id}.then.{index}", rule.place)
            yield from self._of_effect(one, effect, place)
        for source in rule.sources:
            yield Mention(one, Use.RESTS_ON, Name(Sort.SOURCE, source), rule.place)
        yield from self._shown(one, rule.place, rule.because)

    def _options_in(self, leaf: Comparison) -> Iterator[Name]:
        fact = self.rulebook.facts[leaf.fact]
        if isinstance(fact.origin, Asked | Cell):
            named = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
            for value in named:
                if isinstance(value, str) and fact.option(value) is not None:
                    yield option_name(fact.id, value)

    def _of_effect(self, one: Name, effect: Effect, place: Place) -> Iterator[Mention]:
        match effect:
            case Conclude(conclusion):
                yield Mention(one, Use.CONCLUDES, Name(Sort.CONCLUSION, conclusion), place)
            case Do(step):
                yield Mention(one, Use.DOES, Name(Sort.STEP, step), place)
            case Warn(warning, _, text, step):
                name = Name(Sort.WARNING, warning)
                yield Mention(one, Use.WARNS, name, place)
                yield from self._at(name, Use.WARNS_AT, step, place)
                yield from self._shown(name, place, text)
            case Bring(document, step):
                yield Mention(one, Use.ASKS_FOR, Name(Sort.DOCUMENT, document), place)
                yield from self._at(one, Use.BRINGS_TO, step, place)
            case Charge(cost, step):
                yield Mention(one, Use.CHARGES, Name(Sort.COST, cost), place)
                yield from self._at(one, Use.CHARGES_AT, step, place)
            case OrderSteps(first, then):
                for step in (first, then):
                    yield Mention(one, Use.ORDERS, Name(Sort.STEP, step), place)

    def _at(self, one: Name, use: Use, step: str | None, place: Place) -> Iterator[Mention]:
        if step is not None:
            yield Mention(one, use, Name(Sort.STEP, step), place)

    def of_fact(self, fact: Fact) -> Iterator[Mention]:
        one = self._fact(fact.id)
        match fact.origin:
            case Cell(table, key, _):
                yield Mention(one, Use.READ_BY, self._fact(key), fact.place)
                yield Mention(one, Use.IN_TABLE, Name(Sort.TABLE, table), fact.place)
            case Asked() | Concluded():
                pass
            case calculation:
                for argument in arguments_of(calculation):
                    yield Mention(one, Use.FOLLOWS_FROM, self._fact(argument), fact.place)
        if fact.group is not None:
            yield Mention(one, Use.IN_GROUP, Name(Sort.GROUP, fact.group), fact.place)
        texts = (
            fact.label, fact.question, fact.help, fact.find_out, fact.statement, fact.denial,
            fact.when_unknown,
        )  # fmt: skip
        for link in self._shown(one, fact.place, *texts):
            if link.other != one:
                yield link
        for option in fact.options if isinstance(fact.origin, Asked | Cell) else ():
            name = option_name(fact.id, option.id)
            yield Mention(name, Use.OPTION_OF, one, option.place)
            said = option.label, option.help, option.statement, option.denial
            yield from self._shown(name, option.place, *said)

    def of_table(self, table: Table) -> Iterator[Mention]:
        name = Name(Sort.TABLE, table.id)
        yield Mention(name, Use.HAS_KEY, self._fact(table.key), table.place)
        for row_id, cells in table.rows.items():
            row = Name(Sort.ROW, f"{table.id}.{row_id}")
            yield Mention(row, Use.IN_TABLE, name, self.places[f"tables.{table.id}.rows.{row_id}"])
            for cell in cells.values():
                for source in cell.sources:
                    yield Mention(row, Use.RESTS_ON, Name(Sort.SOURCE, source), cell.place)
                if isinstance(cell.value, Wording):
                    yield from self._shown(row, cell.place, cell.value)

    def of_step(self, step: Step) -> Iterator[Mention]:
        one = Name(Sort.STEP, step.id)
        yield Mention(one, Use.IN_PHASE, Name(Sort.PHASE, step.phase), step.place)
        for use, key, others in (
            (Use.BEFORE, "before", step.before),
            (Use.AFTER, "after", step.after),
        ):
            for index, other in enumerate(others):
                place = self.places[f"steps.{step.id}.{key}.{index}"]
                yield Mention(one, use, Name(Sort.STEP, other), place)
        for fact in step.due.all_facts() if step.due else ():
            yield Mention(one, Use.DUE_BY, self._fact(fact), step.place)
        for document in step.documents:
            yield Mention(one, Use.NEEDS, Name(Sort.DOCUMENT, document), step.place)
        yield from self._shown(
            one, step.place, step.title, step.how, *(why for _, why in step.order_because)
        )

    def of_documents_and_costs(self) -> Iterator[Mention]:
        for document in self.rulebook.documents.values():
            name = Name(Sort.DOCUMENT, document.id)
            yield from self._shown(name, document.place, document.title, document.note)
        for cost in self.rulebook.costs.values():
            name = Name(Sort.COST, cost.id)
            if isinstance(cost.amount, str):
                yield Mention(name, Use.COSTS, self._fact(cost.amount), cost.place)
            yield from self._shown(name, cost.place, cost.title, cost.note)

    def of_scenario(self, scenario: Scenario) -> Iterator[Mention]:
        one = Name(Sort.SCENARIO, scenario.id)
        for fact, place in scenario.given_places.items():
            yield Mention(one, Use.GIVES, self._fact(fact), place)
        for expectation in scenario.expectations:
            for other in self._expected(expectation):
                yield Mention(one, Use.EXPECTS, other, expectation.place)

    def of_invariant(self, invariant: Invariant) -> Iterator[Mention]:
        one = Name(Sort.INVARIANT, invariant.id)
        for leaf in comparisons_in(invariant.when):
            yield Mention(one, Use.TESTS, self._fact(leaf.fact), invariant.place)
        for claim in invariant.claims:
            for other in claimed(claim, self.rulebook):
                yield Mention(one, Use.CLAIMS, other, invariant.place)

    def _expected(self, expectation: Expectation) -> Iterator[Name]:
        match expectation:
            case ExpectedPart():
                yield Name(Sort(expectation.part.value), expectation.id)
            case ExpectedOrder():
                yield from (Name(Sort.STEP, step) for step in expectation.steps)
            case ExpectedDue():
                yield Name(Sort.STEP, expectation.step)
            case ExpectedConclusion():
                yield Name(Sort.CONCLUSION, expectation.conclusion)
            case _:
                yield self._fact(expectation.fact)
