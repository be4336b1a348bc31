"""What exact means: going through every way in which missing answers can turn out.

Slow and simple on purpose, for small rulebooks only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from msgspec.structs import replace

from engine.calculations import FIRST_KNOWN, Call, Cases, FactArgument
from engine.conditions import (
    ALWAYS,
    All,
    Any,
    Comparison,
    Condition,
    Knowledge,
    Not,
    Relation,
    comparisons_in,
    push_negation,
    truth_of,
)
from engine.figures import FIGURES, tells_figures
from engine.items import Certainty, Item, ItemEntry, ItemKind, Wanted, items_of
from engine.rulebook import (
    Asked,
    Bring,
    Cell,
    Charge,
    Concluded,
    Do,
    Fact,
    Rule,
    Rulebook,
    SourceKind,
    TableCell,
)
from engine.situation import Valuation
from engine.values import Kind, Truth, Value, Wording, truth_and, truth_or
from tests.strategies import domain

MADE_UP = "?"
Domain = Callable[[Fact, "Closure"], Sequence[Value]]
"""The values of an asked fact that are gone through where something hangs on a closure."""


@dataclass(frozen=True)
class Closure:
    """Everything that some rules, and facts that show, hang on: facts, the comparisons of
    them, those facts of which it matters whether they are known, and those whose very value
    shows or is handed on."""

    rulebook: Rulebook
    facts: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    knowledge_matters: frozenset[str]
    shown: frozenset[str]


def truth_of_wanted(wanted: Wanted, valuation: Valuation) -> Truth:
    """Kleene truth of "in every group some rule holds"."""

    def truth(rule: Rule) -> Truth:
        # A rule that the rulebook does not have: a valuation would remember its truth too long.
        if rule.id == MADE_UP:
            return truth_of(rule.when, valuation.knowledge)
        return valuation.rule_truth(rule)

    return truth_and(truth_or(map(truth, group)) for group in wanted)


def closure_of(entry: ItemEntry, rulebook: Rulebook) -> Closure:
    """Everything the item hangs on."""
    return closure_over(rulebook, [r for group in entry.wanted for r in group], entry.shown)


def closure_over(rulebook: Rulebook, rules: Sequence[Rule], shown: Sequence[str] = ()) -> Closure:
    """Everything that rules and what shows hang on."""
    facts: dict[str, None] = {}
    comparisons: dict[Comparison, None] = {}
    known: set[str] = set()
    queue: list[Condition | str] = [*(rule.when for rule in rules), *shown]
    while queue:
        here = queue.pop(0)
        if not isinstance(here, str):
            for comparison in comparisons_in(here):
                comparisons[comparison] = None
                queue.append(comparison.fact)
                if comparison.relation in (Relation.KNOWN, Relation.UNKNOWN):
                    known |= below(comparison.fact, rulebook)
            continue
        if here in facts:
            continue
        facts[here] = None
        origin = rulebook.facts[here].origin
        queue += rulebook.depends_on(here)
        if isinstance(origin, Concluded):
            queue += [rule.when for rule in rulebook.concluding_rules[here]]
        elif isinstance(origin, Cases):
            queue += [case.when for case in origin.cases]
        elif isinstance(origin, Call) and origin.function == FIRST_KNOWN:
            known |= below(here, rulebook)
    order = [fact for fact in rulebook.facts if fact in facts]
    values = [*shown]
    for fact_id in order:
        origin = rulebook.facts[fact_id].origin
        if isinstance(origin, Call):
            values += rulebook.depends_on(fact_id)
        elif isinstance(origin, Cases):
            values += [it.value.fact for it in origin.cases if isinstance(it.value, FactArgument)]
    return Closure(rulebook, tuple(order), tuple(comparisons), frozenset(known), frozenset(values))


def below(fact_id: str, rulebook: Rulebook) -> set[str]:
    """The fact and everything that it is derived from."""
    found: set[str] = set()
    queue = [fact_id]
    while queue:
        here = queue.pop()
        if here not in found:
            found.add(here)
            queue += rulebook.depends_on(here)
    return found


def all_values(fact: Fact, closure: Closure) -> Sequence[Value]:
    """All values of the fact, which must be few."""
    return domain(fact)


class Tree:
    """A valuation, and those with one more assumption, each made once."""

    def __init__(self, valuation: Valuation) -> None:
        self.valuation = valuation
        self._children: dict[tuple[str, Knowledge], Tree] = {}

    def assuming(self, fact_id: str, knowledge: Knowledge) -> Tree:
        """The valuation with one more assumption."""
        found = self._children.get((fact_id, knowledge))
        if found is None:
            found = Tree(self.valuation.assuming(fact_id, knowledge))
            self._children[fact_id, knowledge] = found
        return found


def completions(
    facts: Sequence[Fact], valuation: Valuation, ignorance: bool
) -> Iterator[Valuation]:
    """Every way to answer the open ones of ``facts``, and to fill in the unknown ones."""
    yield from _completions(facts, Tree(valuation), ignorance, domain)


def _completions(
    facts: Sequence[Fact], tree: Tree, ignorance: bool, values: Callable[[Fact], Sequence[Value]]
) -> Iterator[Valuation]:
    valuation = tree.valuation
    choices: list[list[tuple[str, Knowledge]]] = []
    for fact in facts:
        value, known = valuation.knowledge(fact.id)
        if value is not None:
            continue
        ways = (True, False) if known is None and ignorance else (known is None,)
        choices.append([(fact.id, (v, way)) for v in values(fact) for way in ways])
    return _assuming(tree, choices)


def _assuming(
    tree: Tree, choices: Sequence[Sequence[tuple[str, Knowledge]]]
) -> Iterator[Valuation]:
    if not choices:
        yield tree.valuation
        return
    for fact_id, knowledge in choices[0]:
        yield from _assuming(tree.assuming(fact_id, knowledge), choices[1:])


def outcomes(wanted: Wanted, world: Valuation, closure: Closure) -> set[bool]:
    """The truths of ``wanted`` once every asked fact has a value: cells that nobody knows and
    calculations without a result may still be anything."""
    truth = truth_of_wanted(wanted, world)
    if truth is not None:
        return {truth}
    found: set[bool] = set()
    for assumed in _filled_in(_facts_open_in(_open_rules(wanted, world), world), world, closure):
        found |= outcomes(wanted, assumed, closure)
        if len(found) > 1:
            break
    return found


def _filled_in(facts: Iterable[str], world: Valuation, closure: Closure) -> Iterator[Valuation]:
    """The world with each value of something that nobody knows and that the facts wait for."""
    fact_id = next(_waited_for(facts, world))
    known = world.knowledge(fact_id)[1]
    today = world.situation.as_of
    for value in _pool(world.rulebook.facts[fact_id], closure, today):
        yield world.assuming(fact_id, (value, known))


def _waited_for(facts: Iterable[str], world: Valuation) -> Iterator[str]:
    for fact_id in facts:
        if world.value(fact_id) is None:
            fact = world.rulebook.facts[fact_id]
            if _free(fact, world):
                yield fact_id
            yield from _waited_for(_waits_for(fact, world), world)


def _waits_for(fact: Fact, world: Valuation) -> Iterator[str]:
    origin = fact.origin
    if isinstance(origin, Cell):
        yield origin.key
    elif isinstance(origin, Concluded):
        rules = world.rulebook.concluding_rules[fact.id]
        yield from _facts_open_in((r.when for r in rules if world.rule_truth(r) is None), world)
    elif isinstance(origin, Cases):
        for case in origin.cases:
            truth = truth_of(case.when, world.knowledge)
            if truth is None:
                yield from _facts_open_in([case.when], world)
            elif truth and isinstance(case.value, FactArgument):
                yield case.value.fact
            if truth is not False:
                return
    else:
        yield from world.rulebook.depends_on(fact.id)


def _open_rules(wanted: Wanted, world: Valuation) -> Iterator[Condition]:
    for rule in (rule for group in wanted for rule in group):
        if rule.id == MADE_UP or world.rule_truth(rule) is None:
            yield rule.when


def _facts_open_in(conditions: Iterable[Condition], world: Valuation) -> Iterator[str]:
    for condition in conditions:
        for test in comparisons_in(condition):
            if test.relation not in (Relation.KNOWN, Relation.UNKNOWN):
                yield test.fact


def filled_in(world: Valuation, closure: Closure) -> Iterator[Valuation]:
    """The world, with every value for what nobody can know."""
    for fact_id in closure.facts:
        fact = closure.rulebook.facts[fact_id]
        if world.value(fact_id) is None and _free(fact, world) and not world.is_assumed(fact_id):
            known = world.knowledge(fact_id)[1]
            for value in _pool(fact, closure, world.situation.as_of):
                yield from filled_in(world.assuming(fact_id, (value, known)), closure)
            return
    yield world


def _free(fact: Fact, world: Valuation) -> bool:
    origin = fact.origin
    if isinstance(origin, Cell):
        return world.value(origin.key) is not None
    if isinstance(origin, Cases):
        return all(truth_of(case.when, world.knowledge) is False for case in origin.cases)
    if isinstance(origin, Call):
        return all(world.value(f) is not None for f in world.rulebook.depends_on(fact.id))
    return False


def _pool(fact: Fact, closure: Closure, today: date) -> list[Value]:
    if fact.kind is Kind.YES_NO:
        return [True, False]
    if fact.kind is Kind.CHOICE:
        return [option.id for option in fact.options]
    if fact.kind is Kind.CHOICES:
        return list(domain(fact))
    if fact.kind is Kind.TEXT:
        return [Wording({"": ""}), Wording({"": "-"})]
    values: set[Value] = set()
    if fact.kind is Kind.TIME:
        values |= {"23:58", "23:59"}
    elif fact.kind is Kind.DATE:
        values |= {today + timedelta(days=n) for n in (-400, *range(-35, 45), 400)}
    elif fact.kind in (Kind.INTEGER, Kind.MONEY):
        values |= {-(10**6), *range(-8, 41), 10**6}
    for test in closure.comparisons:
        operands = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        for operand in operands:
            if isinstance(operand, date):
                values |= {operand + timedelta(days=d) for d in (-1, 0, 1)}
            elif isinstance(operand, int) and not isinstance(operand, bool):
                values |= {operand + d for d in (-1, 0, 1, 1000, 2000)} | {
                    operand // 2,
                    operand // 3,
                }
            elif isinstance(operand, str) and fact.kind is Kind.TIME:
                values.add(operand)
    right = {Kind.DATE: date, Kind.TIME: str}.get(fact.kind, int)
    return [v for v in values if isinstance(v, right)] or [_ANY[fact.kind]]


_ANY: dict[Kind, Value] = {
    Kind.DATE: date(2026, 11, 22),
    Kind.INTEGER: 0,
    Kind.MONEY: 0,
}


def certainty(entry: ItemEntry, rulebook: Rulebook, valuation: Valuation) -> Certainty:
    """The certainty by definition."""
    closure = closure_of(entry, rulebook)
    found: set[bool] = set()
    ignorance = bool(closure.knowledge_matters)
    for world in completions(asked_of(closure), valuation, ignorance):
        found |= outcomes(entry.wanted, world, closure)
        if len(found) == 2:
            break
    return _certainty(found)


def _certainty(found: set[bool]) -> Certainty:
    if len(found) == 2:
        return Certainty.POSSIBLE
    return Certainty.CERTAIN if found == {True} else Certainty.RULED_OUT


def asked_of(closure: Closure) -> list[Fact]:
    """The facts among them that a person states."""
    facts = map(closure.rulebook.facts.__getitem__, closure.facts)
    return [fact for fact in facts if isinstance(fact.origin, Asked)]


Look = tuple[object, ...]
"""What is seen of an item once nothing is open: how sure it is, where it stands, whether
something official speaks for it, and the values that show."""


@dataclass(frozen=True)
class Looks:
    """What is seen of one item for each way to answer its open questions, whose ids are
    ``questions``. "I don't know" counts as an answer to those of which it matters whether
    they are known; to others it leads to what all their answers have in common."""

    questions: tuple[str, ...]
    looks: dict[tuple[Knowledge, ...], Look]

    @property
    def certainty(self) -> Certainty:
        """The certainty over all answers together."""
        found = {look[0] for look in self.looks.values()}
        if len(found) > 1:
            return Certainty.POSSIBLE
        [certainty] = found
        assert isinstance(certainty, Certainty)
        return certainty

    @property
    def can_be_ruled_out(self) -> bool:
        """Whether there are answers to open questions that rule the item out."""
        return any(look[0] is Certainty.RULED_OUT for look in self.looks.values())

    @property
    def relevant(self) -> frozenset[str]:
        """The questions of which two answers can make the item appear differently."""
        return frozenset(it for n, it in enumerate(self.questions) if self._matters(n))

    def _matters(self, number: int) -> bool:
        alike: dict[tuple[Knowledge, ...], Look] = {}
        for answers, look in self.looks.items():
            others = answers[:number] + answers[number + 1 :]
            if alike.setdefault(others, look) != look:
                return True
        return False


def looks_of(
    entry: ItemEntry, rulebook: Rulebook, start: Valuation | Tree, values: Domain = all_values
) -> Looks:
    """What is seen of the item for each way to answer the open questions it hangs on."""
    tree = start if isinstance(start, Tree) else Tree(start)
    valuation = tree.valuation
    placed = [*_placed(entry, rulebook).values()]
    unofficial = _unofficial(entry, rulebook, valuation)
    entries = [entry, *placed, unofficial]
    rules = [rule for it in (entry, *placed) for group in it.wanted for rule in group]
    closure = closure_over(rulebook, rules, entry.shown)
    asked = asked_of(closure)
    questions = [
        fact for fact in asked if fact.can_be_asked and valuation.knowledge(fact.id)[1] is None
    ]
    classes = {fact.id: values(fact, closure) for fact in asked}
    found: dict[tuple[Knowledge, ...], Look] = {}
    for answers in product(*(_answers(fact, closure, classes[fact.id]) for fact in questions)):
        answered = tree
        for fact, knowledge in zip(questions, answers, strict=True):
            answered = answered.assuming(fact.id, knowledge)
        truths: list[set[bool]] = [set() for _ in entries]
        contents: list[set[Value]] = [set() for _ in entry.shown]
        ignorance = bool(closure.knowledge_matters)
        for world in _completions(asked, answered, ignorance, lambda it: classes[it.id]):
            for truth, it in zip(truths, entries, strict=True):
                if len(truth) < 2:
                    truth |= outcomes(it.wanted, world, closure)
            for content, fact_id in zip(contents, entry.shown, strict=True):
                if len(content) < 2:
                    content |= _values(fact_id, world, closure)
        found[answers] = _look(truths, contents)
    return Looks(tuple(fact.id for fact in questions), found)


def _look(truths: Sequence[set[bool]], contents: Sequence[set[Value]]) -> Look:
    sure, *places, unofficial = map(_certainty, truths)
    if sure is Certainty.RULED_OUT:
        return (sure,)
    shown = (_told_apart(*it) if len(it) == 1 else None for it in contents)
    return (sure, *places, unofficial is Certainty.RULED_OUT, *shown)


def _told_apart(value: Value) -> tuple[type, Value]:
    return type(value), value


def _answers(fact: Fact, closure: Closure, values: Sequence[Value]) -> list[Knowledge]:
    ignorance: list[Knowledge] = [(None, False)] if fact.id in closure.knowledge_matters else []
    return [*((value, True) for value in values), *ignorance]


def relevant(rulebook: Rulebook, valuation: Valuation) -> frozenset[str]:
    """The open questions whose answer can change what is seen of some item."""
    entries = items_of(rulebook).values()
    return frozenset().union(*(looks_of(it, rulebook, valuation).relevant for it in entries))


def shown_value(
    fact_id: str, rulebook: Rulebook, start: Valuation | Tree, values: Domain = all_values
) -> Value | None:
    """The value of a fact if it is the same under every completion."""
    tree = start if isinstance(start, Tree) else Tree(start)
    closure = closure_over(rulebook, (), (fact_id,))
    found: set[Value] = set()
    ignorance = bool(closure.knowledge_matters)
    asked = asked_of(closure)
    classes = {fact.id: values(fact, closure) for fact in asked}
    for world in _completions(asked, tree, ignorance, lambda it: classes[it.id]):
        found |= _values(fact_id, world, closure)
        if len(found) > 1:
            return None
    return found.pop()


def _values(fact_id: str, world: Valuation, closure: Closure) -> set[Value]:
    """What the fact can come to once every asked fact has a value; two are enough."""
    value = world.value(fact_id)
    if value is not None:
        return {value}
    found: set[Value] = set()
    for assumed in _filled_in([fact_id], world, closure):
        found |= _values(fact_id, assumed, closure)
        if len(found) > 1:
            break
    return found


def _placed(entry: ItemEntry, rulebook: Rulebook) -> dict[str, ItemEntry]:
    """The same item, at each step at which it can stand."""
    item = entry.item
    places: dict[str, list[Rule]] = {}
    for rule, effect in rulebook.effects():
        match effect:
            case Bring(document, str(step)) if item == Item(ItemKind.DOCUMENT, document):
                places.setdefault(step, []).append(rule)
            case Charge(cost, str(step)) if item == Item(ItemKind.COST, cost):
                places.setdefault(step, []).append(rule)
            case Do(step) if item.kind is ItemKind.DOCUMENT:
                if item.id in rulebook.steps[step].documents:
                    places.setdefault(step, []).append(rule)
            case _:
                pass
    steps = {step: items_of(rulebook).get(Item(ItemKind.STEP, step)) for step in places}
    return {
        step: ItemEntry(
            item,
            (
                *entry.wanted,
                tuple(rules),
                steps[step].wanted[0] if steps[step] else (),  # type: ignore[union-attr]
            ),
            (),
        )
        for step, rules in places.items()
    }


def _unofficial(entry: ItemEntry, rulebook: Rulebook, valuation: Valuation) -> ItemEntry:
    """The item, as far as nothing official speaks for it."""

    def official(sources: Sequence[str]) -> bool:
        kinds = [rulebook.sources[source].kind for source in sources]
        return SourceKind.OFFICIAL in kinds

    def cell_backed(fact_id: str, speaks: Callable[[Fact, TableCell], object]) -> Condition:
        fact = rulebook.facts[fact_id]
        origin = fact.origin
        if not isinstance(origin, Cell):
            return ALWAYS
        weak = [
            row
            for row, cells in rulebook.tables[origin.table].rows.items()
            if (cell := cells.get(origin.column)) and speaks(fact, cell)
            if not official(cell.sources)
        ]
        return Comparison(origin.key, Relation.NONE_OF, tuple(weak)) if weak else ALWAYS

    def cells_backed(condition: Condition) -> Condition:
        if isinstance(condition, Comparison):
            return cell_backed(condition.fact, lambda _, cell: cell.sources)
        if isinstance(condition, All):
            return All(tuple(map(cells_backed, condition.parts)))
        if isinstance(condition, Any):
            return All(
                tuple(Any((push_negation(it, True), cells_backed(it))) for it in condition.parts)
            )
        return ALWAYS

    rules = [
        All((rule.when, cells_backed(push_negation(rule.when))))
        for rule in entry.wanted[0]
        if official(rule.sources) and rule.holds_on(valuation.situation.as_of)
    ]
    backed: list[Condition] = [Any(tuple(rules))]
    queue, seen = list(entry.shown), set()
    while queue:
        fact = rulebook.facts[queue.pop()]
        if isinstance(fact.origin, Call | Cases) and fact.id not in seen:
            queue += rulebook.depends_on(fact.id)
        backed.append(
            cell_backed(fact.id, lambda fact, it: fact.kind in FIGURES or tells_figures(it))
        )
        seen.add(fact.id)
    rule = replace(entry.wanted[0][0], id=MADE_UP, when=Not(All(tuple(backed))))
    always = replace(rule, valid_from=None, valid_until=None)
    return ItemEntry(entry.item, (*entry.wanted, (always,)), ())
