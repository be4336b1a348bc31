"""One rulebook out of two versions, so that the diagrams of both lie in one store.

Questions that both have are one question. Whatever both derive in the same way is derived
once; what they derive differently, and every item, stands there twice. So two functions of
the versions are equal exactly when their nodes are.

Owns the putting together, and what of the answers both versions understand. Knows nothing of
differences.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ...calculations import CalculatedCase, Cases, FactArgument, LiteralArgument
from ...conditions import ALWAYS, Comparison, Relation
from ...items import Item, ItemKind, items_of
from ...rulebook import (
    Asked,
    Bring,
    Cell,
    Charge,
    Conclude,
    Concluded,
    Cost,
    Do,
    Document,
    Effect,
    Fact,
    Group,
    GroupOrder,
    Option,
    OrderSteps,
    Place,
    Rule,
    Rulebook,
    Source,
    SourceKind,
    Step,
    Table,
    Warn,
)
from ...values import Answer, Kind, Value, Wording
from ..testing.variants import varied
from .renaming import (
    Names,
    renamed_calculation,
    renamed_condition,
    renamed_wording,
)

_NOWHERE = Place("", 0, 0)
Limit = int | date | None
NEW = "__new"
OLD = "__old"


@dataclass(frozen=True)
class Side:
    """One of the two versions: ``facts`` leads from its facts to their names in the merged
    rulebook, ``asked`` from the merged names of what a person states to its own, ``items`` from
    its items to the merged ones."""

    rulebook: Rulebook
    facts: Mapping[str, str]
    asked: Mapping[str, str]
    items: Mapping[Item, Item]
    former: Mapping[str, str]
    """From steps that are called otherwise now to their old names."""

    def step(self, step: str) -> str:
        """The name by which both versions' steps can be compared."""
        return self.former.get(step, step)

    @cached_property
    def bases(self) -> Mapping[str, str]:
        """From its facts to the names by which both versions' texts can be compared."""
        return {own: name.removesuffix(NEW).removesuffix(OLD) for own, name in self.facts.items()}

    def answers(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers of a merged situation that this version understands."""
        return {self.asked[it]: answer for it, answer in answers.items() if it in self.asked}


@dataclass(frozen=True, slots=True)
class Apart:
    """Something of which the two versions cannot be compared: the ``fact``, and why."""

    fact: str
    reason: str
    option: str | None = None


@dataclass(frozen=True)
class Merged:
    """The merged rulebook. ``options`` are those of a fact that both versions have, where they
    are not all; ``limits`` the numbers or days that both allow, where one allows more;
    ``unstated`` are facts of which only what nobody stated can be compared."""

    rulebook: Rulebook
    old: Side
    new: Side
    options: Mapping[str, frozenset[str]]
    limits: Mapping[str, tuple[Limit, Limit]]
    unstated: frozenset[str]
    apart: tuple[Apart, ...]


def merge(old: Rulebook, new: Rulebook) -> Merged:
    """Both versions as one rulebook."""
    return _Merging(old, new).merged()


def renamed_ids(
    before: Mapping[str, object], after: Mapping[str, Fact] | Mapping[str, Step]
) -> dict[str, str]:
    """The old name of each part of the new version that says what it was formerly called."""
    names = {}
    for part in after.values():
        if part.id not in before:
            was = [it for it in part.formerly if it in before and it not in after]
            if was:
                names[part.id] = was[0]
    return names


class _Merging:
    def __init__(self, old: Rulebook, new: Rulebook) -> None:
        self.before, self.after = old, new
        self.renamed = renamed_ids(old.facts, new.facts)
        self.facts: dict[str, Fact] = {}
        self.tables: dict[str, Table] = {}
        self.options: dict[str, frozenset[str]] = {}
        self.limits: dict[str, tuple[Limit, Limit]] = {}
        self.unstated: set[str] = set()
        self.apart: list[Apart] = []
        self.askable: dict[str, None] = {}
        self.old_names: dict[str, str] = {}
        self.new_names: dict[str, str] = {}
        self.old_asked: dict[str, str] = {}
        self.new_asked: dict[str, str] = {}
        self._definitions: dict[str, Hashable] = {}
        self._alike: dict[Hashable, str] = {}

    def merged(self) -> Merged:
        self._ask()
        self._derive(self.before, self.old_names, OLD)
        self._derive(self.after, self.new_names, NEW)
        rules: dict[str, Rule] = {}
        shared = frozenset(self.old_names.values())
        old_items = self._put_rules(self.before, self.old_names, "", rules, frozenset())
        new_items = self._put_rules(self.after, self.new_names, NEW, rules, shared)
        rulebook = Rulebook(
            id=self.after.id,
            version=self.after.version,
            title=self.after.title,
            languages=self.after.languages,
            currency=self.after.currency,
            time_zone=self.after.time_zone,
            group_order=GroupOrder.LISTED,
            phases=(),
            groups=(
                Group("all", Wording({"": ""}), tuple(self.askable), GroupOrder.LISTED, _NOWHERE),
            ),
            facts=self.facts,
            tables=self.tables,
            steps={
                step.id: step
                for book, names, mark in self._sides()
                for step in _steps(book, names, mark)
            },
            documents={
                f"{it}{mark}": Document(
                    f"{it}{mark}", _naming(book, ItemKind.DOCUMENT, it, names), None, _NOWHERE
                )
                for book, names, mark in self._sides()
                for it in book.documents
            },
            costs={
                f"{it}{mark}": Cost(
                    f"{it}{mark}", _naming(book, ItemKind.COST, it, names), None, None, _NOWHERE
                )
                for book, names, mark in self._sides()
                for it in book.costs
            },
            rules=rules,
            sources=self._sources(),
        )
        return Merged(
            rulebook,
            Side(self.before, self.old_names, self.old_asked, old_items, {}),
            Side(
                self.after,
                self.new_names,
                self.new_asked,
                new_items,
                renamed_ids(self.before.steps, self.after.steps),
            ),
            self.options,
            self.limits,
            frozenset(self.unstated),
            tuple(self.apart),
        )

    def _sides(self) -> tuple[tuple[Rulebook, Names, str], ...]:
        return (self.before, self.old_names, ""), (self.after, self.new_names, NEW)

    # ------------------------------------------------------------------ what people state

    def _ask(self) -> None:
        before = {it.id: it for it in self.before.facts.values() if isinstance(it.origin, Asked)}
        after = {
            self.renamed.get(it.id, it.id): it
            for it in self.after.facts.values()
            if isinstance(it.origin, Asked)
        }
        for name in (*before, *(it for it in after if it not in before)):
            one, other = before.get(name), after.get(name)
            if one is None or other is None:
                self._ask_one_side(name, one, other)
            elif one.kind is not other.kind:
                self._ask_apart(name, one, other)
            else:
                self._ask_both(name, one, other)

    def _ask_one_side(self, name: str, one: Fact | None, other: Fact | None) -> None:
        fact = one or other
        assert fact is not None
        taken = name in self.before.facts and one is None
        merged = f"{name}{NEW}" if taken else name
        self._place(merged, fact, fact.can_be_asked)
        if one is not None:
            self.old_names[one.id], self.old_asked[merged] = merged, one.id
        if other is not None:
            self.new_names[other.id], self.new_asked[merged] = merged, other.id

    def _ask_apart(self, name: str, one: Fact, other: Fact) -> None:
        self._place(name, one, False)
        self._place(f"{name}{NEW}", other, False)
        self.old_names[one.id], self.new_names[other.id] = name, f"{name}{NEW}"
        self.unstated |= {name, f"{name}{NEW}"}
        words = f"it was {one.kind.value} and is {other.kind.value}"
        self.apart.append(Apart(other.id, words))

    def _ask_both(self, name: str, one: Fact, other: Fact) -> None:
        more = tuple(option for option in other.options if one.option(option.id) is None)
        fewer = tuple(option for option in one.options if other.option(option.id) is None)
        low, high = _hull(one.minimum, other.minimum, min), _hull(one.maximum, other.maximum, max)
        fact = varied(one, options=(*one.options, *more), minimum=low, maximum=high)
        self._place(name, fact, one.can_be_asked or other.can_be_asked)
        self.old_names[one.id] = self.new_names[other.id] = name
        self.old_asked[name], self.new_asked[name] = one.id, other.id
        if more:
            self.old_names[one.id] = self._narrowed(name, one, OLD)
        if fewer:
            self.new_names[other.id] = self._narrowed(name, other, NEW)
        if more or fewer:
            both = {it.id for it in one.options} & {it.id for it in other.options}
            self.options[name] = frozenset(both)
            for option in more:
                self.apart.append(Apart(other.id, "the answer is new", option.id))
            for option in fewer:
                self.apart.append(Apart(other.id, "the answer is gone", option.id))
        if (one.minimum, one.maximum) != (other.minimum, other.maximum):
            self.limits[name] = (
                _inner(one.minimum, other.minimum, max),
                _inner(one.maximum, other.maximum, min),
            )
            self.apart.append(Apart(other.id, "its limits are others"))
        if one.presumed != other.presumed:
            words = "what is presumed as long as nobody has answered is another answer"
            self.apart.append(Apart(other.id, words))
        assert isinstance(one.origin, Asked)
        assert isinstance(other.origin, Asked)
        if one.origin.default != other.origin.default:
            self.apart.append(Apart(other.id, "its default is another one"))

    def _narrowed(self, name: str, own: Fact, suffix: str) -> str:
        """The question as a version reads it that lacks some of the options: for it, those
        who do not know which one it is may have any of its own."""
        view = f"{name}{suffix}"
        value = CalculatedCase(ALWAYS, FactArgument(name))
        cases: tuple[CalculatedCase, ...] = (value,)
        if own.kind is Kind.CHOICE:
            missing = [o.id for o in self._all_options(name, own) if own.option(o.id) is None]
            first = LiteralArgument(own.options[0].id)
            cases = (
                CalculatedCase(Comparison(name, Relation.ONE_OF, tuple(missing)), first),
                value,
            )
        self._place(view, varied(own, origin=Cases(cases), question=None), False)
        return view

    def _all_options(self, name: str, own: Fact) -> tuple[Option, ...]:
        return self.facts[name].options or own.options

    def _place(self, name: str, fact: Fact, askable: bool) -> None:
        self.facts[name] = varied(
            fact, id=name, label=_NOTHING, when_unknown=None,
            options=tuple(varied(option, label=_NOTHING) for option in fact.options),
            question=_NOTHING if askable else None,
        )  # fmt: skip
        if askable:
            self.askable[name] = None

    # ------------------------------------------------------------------ what follows

    def _derive(self, book: Rulebook, names: dict[str, str], suffix: str) -> None:
        for fact_id in book.derivation_order:
            fact = book.facts[fact_id]
            if isinstance(fact.origin, Asked):
                continue
            options = tuple(option.id for option in fact.options)
            definition = fact.kind, options, self._definition(book, fact, names)
            name = fact_id
            if book is self.after:
                name = self.renamed.get(fact_id, fact_id)
                if name not in self.before.facts:
                    name = self._alike.get(definition, name)
            if name in self.facts and self._definitions.get(name) != definition:
                name = f"{name}{suffix}"
            names[fact_id] = name
            if name in self.facts:
                continue
            self._definitions[name] = definition
            self._alike.setdefault(definition, name)
            self._place(name, fact, False)
            origin = fact.origin
            if isinstance(origin, Cell):
                self._put_table(book, name, origin, names)
            elif not isinstance(origin, Concluded):
                calculation = renamed_calculation(origin, names)
                self.facts[name] = varied(self.facts[name], origin=calculation)

    def _definition(self, book: Rulebook, fact: Fact, names: Mapping[str, str]) -> Hashable:
        origin = fact.origin
        if isinstance(origin, Concluded):
            return frozenset(
                (renamed_condition(rule.when, names), rule.valid_from, rule.valid_until)
                for rule in book.concluding_rules[fact.id]
            )
        if isinstance(origin, Cell):
            return names[origin.key], frozenset(
                (
                    row,
                    self._content(book, cells[origin.column].value),
                    _standing(book, cells[origin.column].sources),
                )
                for row, cells in book.tables[origin.table].rows.items()
                if origin.column in cells
            )
        assert not isinstance(origin, Asked)
        return renamed_calculation(origin, names)

    def _put_table(self, book: Rulebook, name: str, origin: Cell, names: Mapping[str, str]) -> None:
        """A table of its own for one column."""
        mark = NEW if book is self.after else ""
        rows = {
            row: {
                "cell": varied(
                    cells[origin.column],
                    value=self._content(book, cells[origin.column].value),
                    sources=tuple(f"{it}{mark}" for it in cells[origin.column].sources),
                )
            }
            for row, cells in book.tables[origin.table].rows.items()
            if origin.column in cells
        }
        key = names[origin.key]
        self.tables[name] = Table(name, key, ("cell",), rows, _NOWHERE)
        self.facts[name] = varied(self.facts[name], origin=Cell(name, key, "cell"))

    def _content(self, book: Rulebook, value: Value) -> Value:
        return _without_placeholders(value, self.renamed if book is self.after else {})

    # ------------------------------------------------------------------ what is advised

    def _put_rules(
        self,
        book: Rulebook,
        names: Mapping[str, str],
        mark: str,
        rules: dict[str, Rule],
        known: frozenset[str],
    ) -> dict[Item, Item]:
        """Put in the rules, without conclusions that are there already."""
        for rule in book.rules.values():
            effects = tuple(self._effects(book, rule, names, mark, known))
            if effects:
                rules[f"{rule.id}{mark}"] = varied(
                    rule,
                    id=f"{rule.id}{mark}",
                    when=renamed_condition(rule.when, names),
                    effects=effects,
                    sources=tuple(f"{it}{mark}" for it in rule.sources),
                )
        return {item: _marked(item, mark) for item in items_of(book)}

    def _effects(
        self, book: Rulebook, rule: Rule, names: Names, mark: str, known: frozenset[str]
    ) -> Iterator[Effect]:
        def at(step: str | None) -> str | None:
            return None if step is None else f"{step}{mark}"

        for effect in rule.effects:
            match effect:
                case Conclude(conclusion):
                    if names[conclusion] not in known:
                        yield Conclude(names[conclusion])
                case Do(step):
                    yield Do(f"{step}{mark}")
                case Warn():
                    text = _naming(book, ItemKind.WARNING, effect.id, names)
                    yield Warn(f"{effect.id}{mark}", effect.severity, text, at(effect.step))
                case Bring(document, step):
                    yield Bring(f"{document}{mark}", at(step))
                case Charge(cost, step):
                    yield Charge(f"{cost}{mark}", at(step))
                case OrderSteps(first, then):
                    yield OrderSteps(f"{first}{mark}", f"{then}{mark}")

    def _sources(self) -> dict[str, Source]:
        sources = dict(self.before.sources)
        for source in self.after.sources.values():
            sources[f"{source.id}{NEW}"] = source
        return sources


_NOTHING = Wording({"": ""})


def _naming(book: Rulebook, kind: ItemKind, item_id: str, names: Names) -> Wording:
    """A text that shows the same facts as the item."""
    entry = items_of(book).get(Item(kind, item_id))
    shown = () if entry is None else entry.shown
    return Wording({"": " ".join(f"{{{names[fact]}}}" for fact in shown)})


def _steps(book: Rulebook, names: Names, mark: str) -> Iterator[Step]:
    for step in book.steps.values():
        text = _naming(book, ItemKind.STEP, step.id, names)
        documents = tuple(f"{it}{mark}" for it in step.documents)
        yield Step(f"{step.id}{mark}", "", text, None, _NOWHERE, documents=documents)


def _without_placeholders(value: Value, names: Names) -> Value:
    """The words of a cell, with what they name under its other name, as plain text."""
    if not isinstance(value, Wording):
        return value
    texts = renamed_wording(value, names)
    return Wording(
        {
            code: text.replace("{", "{{").replace("}", "}}")
            for code, text in texts.by_language.items()
        }
    )


def _marked(item: Item, mark: str) -> Item:
    if item.kind is ItemKind.ORDER:
        first, then = item.id.split(">")
        return Item(item.kind, f"{first}{mark}>{then}{mark}")
    return Item(item.kind, f"{item.id}{mark}")


def _standing(book: Rulebook, sources: tuple[str, ...]) -> bool | None:
    """Whether something official is among the sources; ``None`` where there are none."""
    if not sources:
        return None
    return any(book.sources[it].kind is SourceKind.OFFICIAL for it in sources)


def _hull(one: Limit, other: Limit, widest: Callable[..., Any]) -> Any:
    """The wider of two limits; none, where one has none."""
    return None if one is None or other is None else widest(one, other)


def _inner(one: Limit, other: Limit, narrowest: Callable[..., Any]) -> Any:
    """The narrower of two limits."""
    if one is None or other is None:
        return other if one is None else one
    return narrowest(one, other)
