"""What a person sees, as diagrams over answers: the one list of it.

Of every item: whether it is in the plan and how sure; at which steps a document or a cost
stands; whether something official speaks for it; and every value that shows in its words, its
dates and its amount. Relevance, open questions, "counts" and the checks compare exactly this.

Owns the list and its compilation, once for a rulebook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from ..conditions import All, Comparison, Condition, Not, push_negation
from ..figures import FIGURES, tells_figures
from ..items import Item, ItemEntry, ItemKind, items_of
from ..memo import kept_with_rulebook
from ..rulebook import Asked, Bring, Cell, Charge, Concluded, Do, Rule, Rulebook, SourceKind
from ..values import Kind
from .answer_diagrams import FAILS, HOLDS, Answers, Joining
from .axes import Atoms
from .compiling import ATOM_BASE, FREE_BASE, KNOWN_BASE, Worlds
from .dependencies import Fields, Mentions, NumberRow
from .diagrams import FALSE, LEAF, TRUE, Diagrams, Node, Packed, TooLarge, packed
from .fact_bits import FactBits
from .terms import variables_of

T = TypeVar("T")

MOST_NODES = 30_000
"""An item whose diagram would need more nodes is left to Kleene logic, and said to be
bounded."""
MOST_NODES_IN_ALL = 600_000
"""So are the items that are left once all diagrams together need more nodes: some seconds."""


Look = tuple[Node, Node]
"""An item's certainty, and what shows of it wherever that is not "ruled out". Both are the same
diagram where the certainty itself is looked at. The two are never multiplied out for all
situations: a single one leaves little of either."""


def multiplied_out(diagrams: Diagrams, look: Look) -> Node:
    """What shows where the item is not ruled out, as one function; it may be large."""
    sure, shown = look
    if sure == shown:
        return shown
    ruled_out = diagrams.mapped(sure, lambda leaf: leaf == FAILS, {})
    return diagrams.choose(ruled_out, TRUE, shown)


class SeenItem(Struct, frozen=True):
    """The diagrams of one item.

    ``certainty``: leaves are 1 certain, 2 ruled out, 3 possible. ``at`` leads from a step to
    the same, of the document or cost standing there. ``unofficial``: whether the item may
    stand there with nothing official behind it. ``looks`` are all of them, and every value
    that shows. ``reads`` are the facts they depend on.
    """

    certainty: Node
    at: Mapping[str, Node]
    unofficial: Node
    looks: tuple[Look, ...]
    reads: frozenset[str]


class Compiled(Struct, frozen=True):
    """A rulebook as diagrams over answers, and what each node depends on. What grew too large
    is ``None``."""

    nodes: Packed
    fields: NumberRow
    mentions: NumberRow
    levels: Mapping[str, tuple[int, ...]]
    atoms: Atoms
    items: Mapping[Item, SeenItem | None]
    values: Mapping[str, Node | None]
    conclusions: Mapping[str, Node | None]


@kept_with_rulebook
def compiled(rulebook: Rulebook) -> Compiled:
    """The diagrams of the whole rulebook, to be kept with it."""
    return Compiling(rulebook).packed()


class Compiling:
    """Makes the diagrams of one rulebook, each when it is first asked for."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.worlds = Worlds(rulebook)
        self.answers = Answers(self.worlds, frozenset(rulebook.askable))
        self._items: dict[Item, SeenItem | None] = {}
        self._values: dict[str, Node | None] = {}
        self._conclusions: dict[str, Node | None] = {}

    def item(self, item: Item) -> SeenItem | None:
        """The diagrams of an item that some rule wants; ``None`` if they grow too large."""
        if item not in self._items:
            entry = items_of(self.rulebook)[item]
            self._items[item] = self._within_bounds(lambda: self._item(item, entry))
        return self._items[item]

    def value(self, fact_id: str) -> Node | None:
        """What a fact comes to; ``None`` for a list of options, or if it grows too large."""
        if fact_id not in self._values:
            if self.rulebook.facts[fact_id].kind is Kind.CHOICES:
                return None
            self._values[fact_id] = self._within_bounds(lambda: self._value(fact_id))
        return self._values[fact_id]

    def conclusion(self, fact_id: str) -> Node | None:
        """Whether a conclusion holds; ``None`` if the diagram grows too large."""
        if fact_id not in self._conclusions:
            self._conclusions[fact_id] = self._within_bounds(
                lambda: self.answers.truth(self.worlds.value(fact_id))
            )
        return self._conclusions[fact_id]

    def atoms(self) -> Atoms:
        """The comparisons met so far."""
        worlds = self.worlds
        return Atoms(
            tuple(worlds.atoms),
            {n: it for n, it in worlds.variables.items() if n < FREE_BASE},
            dict(worlds.unlisted),
            frozenset(self.rulebook.askable),
        )

    def _within_bounds(self, make: Callable[[], T]) -> T | None:
        for diagrams in (self.worlds.diagrams, self.answers.diagrams):
            diagrams.most = min(len(diagrams) + MOST_NODES, MOST_NODES_IN_ALL)
        try:
            return make()
        except TooLarge:
            return None

    def _item(self, item: Item, entry: ItemEntry) -> SeenItem:
        worlds, answers = self.worlds, self.answers
        wanted = worlds.diagrams.all_of(
            worlds.diagrams.any_of(map(worlds.rule, group)) for group in entry.wanted
        )
        certainty = answers.truth(wanted)
        at = {
            step: answers.truth(
                worlds.diagrams.all_of(
                    (worlds.diagrams.any_of(map(worlds.rule, rules)), wanted, self._step(step))
                )
            )
            for step, rules in places_of(self.rulebook, item).items()
        }
        backed = worlds.diagrams.both(self._backed(entry.wanted[0]), self._figures_backed(entry))
        unofficial = answers.truth(worlds.diagrams.both(wanted, worlds.diagrams.negation(backed)))
        shown = [
            self._unofficial_at_all(unofficial),
            *(it for fact_id in entry.shown for it in self._shown(fact_id)),
        ]
        looks = [(node, node) for node in (certainty, *at.values())]
        if certainty != self.answers.diagrams.leaf(FAILS):
            looks += [(certainty, node) for node in shown]
        looks = [it for it in dict.fromkeys(looks) if self._facts_in(it)]
        nodes = [node for look in looks for node in look]
        return SeenItem(certainty, at, unofficial, tuple(looks), self._facts_in(nodes))

    def _unofficial_at_all(self, unofficial: Node) -> Node:
        """Nobody sees whether nothing official speaks for it, or perhaps nothing."""
        return self.answers.diagrams.mapped(
            unofficial, lambda leaf: leaf if leaf == FAILS else HOLDS | FAILS, {}
        )

    def _step(self, step: str) -> Node:
        entry = items_of(self.rulebook).get(Item(ItemKind.STEP, step))
        if entry is None:
            return FALSE
        return self.worlds.diagrams.any_of(map(self.worlds.rule, entry.wanted[0]))

    def _shown(self, fact_id: str) -> list[Node]:
        """What shows of a fact: its value; of a list, option by option."""
        fact = self.rulebook.facts[fact_id]
        if fact.kind is not Kind.CHOICES:
            return [self._value(fact_id)]
        chosen = (self.worlds.chosen(fact_id, option.id) for option in fact.options)
        return [self.answers.value(node) for node in chosen]

    def _value(self, fact_id: str) -> Node:
        return self.answers.value(self.worlds.value(fact_id))

    def _facts_in(self, looks: Iterable[Node]) -> frozenset[str]:
        diagrams = self.answers.diagrams
        found: set[str] = set()
        for node in diagrams.reachable(looks):
            level = diagrams.level[node]
            if level == LEAF:
                content = diagrams.content(node)
                if isinstance(content, frozenset):
                    for kind, term in content:
                        if kind == "Term":
                            found |= _variables(term)
            elif level < KNOWN_BASE or level in self.worlds.variables:
                found.add(self.worlds.variables[level].fact)
            else:
                found |= _variables(self.worlds.atoms[level - ATOM_BASE].term)
        return frozenset(found)

    # ------------------------------------------------------------------ official or not

    def _official(self, sources: Iterable[str]) -> bool:
        kinds = (self.rulebook.sources[source].kind for source in sources)
        return any(kind is SourceKind.OFFICIAL for kind in kinds)

    def _backed(self, rules: Iterable[Rule]) -> Node:
        """Whether a rule that holds rests on something official, and so does every cell that
        it tests."""
        worlds = self.worlds
        return worlds.diagrams.any_of(
            worlds.diagrams.both(worlds.rule(rule), self._cells_backed(push_negation(rule.when)))
            for rule in rules
            if self._official(rule.sources)
        )

    def _cells_backed(self, condition: Condition) -> Node:
        worlds, diagrams = self.worlds, self.worlds.diagrams
        if isinstance(condition, Comparison):
            return self._cell_backed(condition.fact)
        if isinstance(condition, Not):
            return TRUE
        parts = [(part, self._cells_backed(part)) for part in condition.parts]
        if isinstance(condition, All):
            return diagrams.all_of(backed for _, backed in parts)
        return diagrams.all_of(
            diagrams.either(diagrams.negation(worlds.truth(part)), backed)
            for part, backed in parts
            if backed != TRUE
        )

    def _cell_backed(self, fact_id: str, figures_only: bool = False) -> Node:
        """Whether the cell that the fact reads, if any, has an official source or none."""
        fact = self.rulebook.facts[fact_id]
        origin = fact.origin
        if not isinstance(origin, Cell):
            return TRUE
        rows = self.rulebook.tables[origin.table].rows

        def backed(key: Any) -> Node:
            cell = rows.get(str(key), {}).get(origin.column)
            if cell is None or (not figures_only and not cell.sources):
                return TRUE
            if figures_only and fact.kind not in FIGURES and not tells_figures(cell):
                return TRUE
            return TRUE if self._official(cell.sources) else FALSE

        return self.worlds.mapped(self.worlds.value(origin.key), backed)

    def _figures_backed(self, entry: ItemEntry) -> Node:
        return self.worlds.diagrams.all_of(
            self._cell_backed(fact_id, figures_only=True)
            for fact_id in _with_ancestors(entry.shown, self.rulebook)
        )

    # ------------------------------------------------------------------ packing

    def packed(self) -> Compiled:
        """Everything, with only the nodes in use, numbered anew, each after those below it."""
        rulebook, diagrams = self.rulebook, self.answers.diagrams
        items = {item: self.item(item) for item in items_of(rulebook)}
        values = {fact_id: self.value(fact_id) for fact_id in rulebook.facts}
        conclusions = {fact_id: self.conclusion(fact_id) for fact_id in rulebook.concluding_rules}
        roots = {node for node in (*values.values(), *conclusions.values()) if node is not None}
        for seen in items.values():
            if seen is not None:
                roots |= {seen.certainty, seen.unofficial, *seen.at.values()}
                roots |= {node for look in seen.looks for node in look}
        nodes, number = packed(diagrams, roots)
        atoms, store = self.atoms(), Joining.restored(nodes)
        fields, mentions = (
            Fields(store, lambda: atoms),
            Mentions(store, FactBits(rulebook), lambda: atoms),
        )
        return Compiled(
            nodes=nodes,
            fields=NumberRow.of(fields[node] for node in range(len(store))),
            mentions=NumberRow.of(mentions[node] for node in range(len(store))),
            levels=self.answers.levels,
            atoms=atoms,
            items={
                item: None if seen is None else _renumbered(seen, number)
                for item, seen in items.items()
            },
            values={f: None if node is None else number[node] for f, node in values.items()},
            conclusions={
                f: None if node is None else number[node] for f, node in conclusions.items()
            },
        )


def _renumbered(seen: SeenItem, number: Mapping[Node, Node]) -> SeenItem:
    return SeenItem(
        number[seen.certainty],
        {step: number[node] for step, node in seen.at.items()},
        number[seen.unofficial],
        tuple((number[sure], number[shown]) for sure, shown in seen.looks),
        seen.reads,
    )


def places_of(rulebook: Rulebook, item: Item) -> Mapping[str, tuple[Rule, ...]]:
    """For each step at which some rule can put the document or the cost, those rules."""
    return _places(rulebook).get(item, {})


@kept_with_rulebook
def _places(rulebook: Rulebook) -> Mapping[Item, Mapping[str, tuple[Rule, ...]]]:
    places: dict[Item, dict[str, dict[str, Rule]]] = {}

    def put(kind: ItemKind, item_id: str, step: str, rule: Rule) -> None:
        places.setdefault(Item(kind, item_id), {}).setdefault(step, {})[rule.id] = rule

    for rule, effect in rulebook.effects():
        match effect:
            case Bring(document, str(step)):
                put(ItemKind.DOCUMENT, document, step, rule)
            case Charge(cost, str(step)):
                put(ItemKind.COST, cost, step, rule)
            case Do(step):
                for document in rulebook.steps[step].documents:
                    put(ItemKind.DOCUMENT, document, step, rule)
            case _:
                pass
    return {
        item: {step: tuple(rules.values()) for step, rules in steps.items()}
        for item, steps in places.items()
    }


def _variables(term: Any) -> set[str]:
    return {name.removeprefix("?") for name in variables_of(term)}


def _with_ancestors(facts: Iterable[str], rulebook: Rulebook) -> Iterator[str]:
    seen: set[str] = set()
    queue = list(facts)
    while queue:
        fact_id = queue.pop()
        if fact_id not in seen:
            seen.add(fact_id)
            yield fact_id
            if not isinstance(rulebook.facts[fact_id].origin, Concluded | Cell | Asked):
                queue += rulebook.depends_on(fact_id)
