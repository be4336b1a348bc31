"""What a plan can contain, which rules want it, and which facts show in it.

Owns the notion of an item: a step, warning, document, cost or ordering that some rule can
bring into a plan; and the words for how sure one is. Knows nothing of situations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr

from .memo import kept_with_rulebook
from .rulebook import (
    Bring,
    Cell,
    Charge,
    Conclude,
    Do,
    Effect,
    Fact,
    OrderSteps,
    Place,
    Rule,
    Rulebook,
    Warn,
)
from .values import Kind, Wording


class ItemKind(StrEnum):
    """What sort of thing an item is."""

    STEP = "step"
    WARNING = "warning"
    DOCUMENT = "document"
    COST = "cost"
    ORDER = "order"


class Certainty(StrEnum):
    """How sure something is, over all completions of a situation."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    RULED_OUT = "ruled_out"


class Item(Struct, frozen=True, order=True):
    """One thing a plan may contain; an ordering's id is ``first>then``."""

    kind: ItemKind
    id: str


Wanted = tuple[tuple[Rule, ...], ...]
"""When an item is in the plan: in every group, some rule must hold."""


class ItemEntry(Struct, frozen=True):
    """An item with the rules that want it and the facts whose values show in it. Items with
    equal ``key`` are wanted by the same rules."""

    item: Item
    wanted: Wanted
    shown: tuple[str, ...]
    key: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        groups = (" ".join(rule.id for rule in group) for group in self.wanted)
        force_setattr(self, "key", tuple(groups))


def subject_of(effect: Effect) -> Item | str:
    """What an effect puts into a plan; a conclusion by its id."""
    match effect:
        case Do(step):
            return Item(ItemKind.STEP, step)
        case Warn(warning):
            return Item(ItemKind.WARNING, warning)
        case Bring(document):
            return Item(ItemKind.DOCUMENT, document)
        case Charge(cost):
            return Item(ItemKind.COST, cost)
        case OrderSteps(first, then):
            return Item(ItemKind.ORDER, f"{first}>{then}")
        case Conclude(conclusion):
            return conclusion


@kept_with_rulebook
def items_of(rulebook: Rulebook) -> Mapping[Item, ItemEntry]:
    """Every item that some rule can bring into a plan, in the author's order of rules."""
    rules: dict[Item, dict[str, Rule]] = {}

    for rule, effect in rulebook.effects():
        subject = subject_of(effect)
        wanted_items = [subject] if isinstance(subject, Item) else []
        if isinstance(effect, Do):
            documents = rulebook.steps[effect.step].documents
            wanted_items += [Item(ItemKind.DOCUMENT, it) for it in documents]
        for it in wanted_items:
            rules.setdefault(it, {})[rule.id] = rule
    entries = {}
    for item, wanting in rules.items():
        wanted: Wanted = (tuple(wanting.values()),)
        if item.kind is ItemKind.ORDER:
            ends = [Item(ItemKind.STEP, end) for end in item.id.split(">")]
            wanted += tuple(tuple(rules.get(end, {}).values()) for end in ends)
        entries[item] = ItemEntry(item, wanted, _shown_facts(rulebook, item))
    return entries


def title_of_item(rulebook: Rulebook, item: Item) -> Wording | None:
    """What people call it; ``None`` for an ordering."""
    match item.kind:
        case ItemKind.STEP:
            return rulebook.steps[item.id].title
        case ItemKind.WARNING:
            return warnings_of(rulebook)[item.id].text
        case ItemKind.DOCUMENT:
            return rulebook.documents[item.id].title
        case ItemKind.COST:
            return rulebook.costs[item.id].title
        case ItemKind.ORDER:
            return None


def _shown_facts(rulebook: Rulebook, item: Item) -> tuple[str, ...]:
    facts = placeholders([title_of_item(rulebook, item)])
    match item.kind:
        case ItemKind.STEP:
            step = rulebook.steps[item.id]
            facts += placeholders([step.how])
            facts += step.due.facts() if step.due else ()
        case ItemKind.DOCUMENT:
            facts += placeholders([rulebook.documents[item.id].note])
        case ItemKind.COST:
            cost = rulebook.costs[item.id]
            facts += placeholders([cost.note])
            facts += [cost.amount] if isinstance(cost.amount, str) else []
    return _with_texts_inside(facts, rulebook)


class StatedOrder(Struct, frozen=True):
    """``first`` before ``then``, because a step says so or a rule does."""

    first: str
    then: str
    rule: Rule | None
    place: Place


@kept_with_rulebook
def orders_in(rulebook: Rulebook) -> tuple[StatedOrder, ...]:
    """Every order that steps and rules state."""
    found = []
    places = rulebook.places
    for step in rulebook.steps.values():
        for number, other in enumerate(step.before):
            place = places.get(f"steps.{step.id}.before.{number}", step.place)
            found.append(StatedOrder(step.id, other, None, place))
        for number, other in enumerate(step.after):
            place = places.get(f"steps.{step.id}.after.{number}", step.place)
            found.append(StatedOrder(other, step.id, None, place))
    for rule in rulebook.rules.values():
        for number, effect in enumerate(rule.effects):
            if isinstance(effect, OrderSteps):
                place = places.get(f"rules.{rule.id}.then.{number}", rule.place)
                found.append(StatedOrder(effect.first, effect.then, rule, place))
    return tuple(found)


def _with_texts_inside(facts: Iterable[str], rulebook: Rulebook) -> tuple[str, ...]:
    """The facts, and those that their own words name in turn: the cells of a column, the
    labels of options, what stands in for an unknown value."""
    found: dict[str, None] = {}
    queue = list(facts)
    while queue:
        fact = rulebook.facts[queue.pop(0)]
        if fact.id in found:
            continue
        found[fact.id] = None
        queue += placeholders(words_instead_of(fact, rulebook))
    return tuple(found)


def words_instead_of(fact: Fact, rulebook: Rulebook) -> list[Wording]:
    """Texts that can stand in the place of the fact in another one."""
    texts = [fact.when_unknown, *(option.label for option in fact.options)]
    if isinstance(fact.origin, Cell) and fact.kind is Kind.TEXT:
        rows = rulebook.tables[fact.origin.table].rows.values()
        cells = (row[fact.origin.column].value for row in rows if fact.origin.column in row)
        texts += [cell for cell in cells if isinstance(cell, Wording)]
    return [text for text in texts if text is not None]


def placeholders(texts: Iterable[Wording | None]) -> list[str]:
    """Ids of the facts named in the texts, in a fixed order."""
    return [fact for text in texts if text for fact in sorted(text.placeholders())]


@kept_with_rulebook
def warnings_of(rulebook: Rulebook) -> Mapping[str, Warn]:
    """Every warning by its id."""
    return {effect.id: effect for _, effect in rulebook.effects() if isinstance(effect, Warn)}
