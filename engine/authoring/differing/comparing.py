"""Where two versions of an item are seen differently, and the smallest situation that shows it.

Owns the comparison of everything that is seen of one item; the order of steps is in
:mod:`engine.authoring.differing.orders`. A difference is only told if both versions, asked
for the plan of its situation, show it; one that they do not show is told as not decided.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from itertools import product
from operator import eq
from random import Random
from typing import Any

from engine.authoring.differing.days import Day
from engine.authoring.differing.effects import Undecided, Way
from engine.authoring.differing.looks import (
    NOTHING,
    Form,
    due_at,
    form_of,
    form_of_due,
    value_at,
    words_for,
)
from engine.authoring.differing.merging import NEW, Merged, Side
from engine.authoring.differing.planned import Planned, Seen
from engine.items import Item, ItemKind, items_of, warnings_of
from engine.rulebook import Asked, Due, Rulebook
from engine.situation import Situation
from engine.values import UNKNOWN, Answer, Kind
from engine.worlds.answering import FAILS, HOLDS
from engine.worlds.axes import Atoms
from engine.worlds.compiling import ATOM_BASE, Atom
from engine.worlds.diagrams import LEAF, Node, TooLarge
from engine.worlds.seen import Compiling, SeenItem
from engine.worlds.solving import Solver, Window
from engine.worlds.terms import variables_of

_SAYS_NOTHING = Atom(0, None)  # type: ignore[arg-type]
MOST_LEAVES = 24
"""So many ways in which two values differ are looked at."""
MOST_MORE_DAYS = 40
"""Once a difference is found, so many further days are looked at for others of the item."""
MOST_POINTS = 60
"""So many dates or numbers are tried where only formulas of them differ."""

_WAYS = {
    (FAILS, HOLDS): Way.GAINED,
    (FAILS, HOLDS | FAILS): Way.PERHAPS_GAINED,
    (HOLDS, FAILS): Way.LOST,
    (HOLDS | FAILS, FAILS): Way.PERHAPS_LOST,
    (HOLDS | FAILS, HOLDS): Way.SETTLED,
    (HOLDS, HOLDS | FAILS): Way.UNSETTLED,
}


@dataclass(frozen=True)
class Pair:
    """An item in both versions; ``None`` where one has nothing like it."""

    old: Item | None
    new: Item | None

    @property
    def item(self) -> Item:
        """It, as the new version calls it, if it has it."""
        item = self.new or self.old
        assert item is not None
        return item


@dataclass(frozen=True)
class Shown:
    """A difference that both plans of the situation show. The situation is over merged names."""

    pair: Pair
    way: Way
    situation: Situation
    before: Seen | None
    after: Seen | None
    share: float | None


@dataclass(frozen=True)
class _Question:
    """One thing to compare: ``decide`` of what the ``nodes`` come to says how it differs, or
    ``None``. ``way`` is of what is asked; ``differs`` tells from two plans whether they do.
    What it hangs on when the dates and numbers of formulas are put in is ``worked_out``."""

    way: Way
    nodes: tuple[Node, ...]
    decide: Callable[..., Hashable]
    differs: Callable[[Seen | None, Seen | None], bool]
    worked_out: Callable[[Hashable, Mapping[str, Any], date], bool] | None = None


class Comparing:
    """The comparison of two versions, item by item."""

    def __init__(self, merged: Merged, window: Window) -> None:
        assert window.first is not None
        self.merged = merged
        self.window = window
        self.compiling = Compiling(merged.rulebook)
        self.solver = Solver(merged.rulebook, window.first)
        self.solver.worlds = self.compiling.worlds
        self.languages = (
            tuple(it for it in merged.new.rulebook.languages if it in merged.old.rulebook.languages)
            or merged.new.rulebook.languages
        )
        self.planned = Planned(merged, self.languages)
        self.undecided: list[Undecided] = []
        self._days: dict[Hashable, Day] = {}

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All items, those that mean the same beside each other."""
        return tuple(_pairs(self.merged))

    # ------------------------------------------------------------------ one item

    def differences(self, pair: Pair) -> Iterator[Shown]:
        """Everything that is seen differently of one item, each with a smallest situation."""
        if pair.item.kind is ItemKind.ORDER or self.is_written_alike(pair):
            return
        self._allow_more()
        old, new = self._seen(self.merged.old, pair.old), self._seen(self.merged.new, pair.new)
        if old is None or new is None:
            self._left_open(pair, Way.GAINED, "its diagram grows too large")
            return
        try:
            questions = list(self._questions(pair, old, new))
            atoms = self.atoms_below([node for it in questions for node in it.nodes])
            yield from self._meanwhile(pair)
            for way in dict.fromkeys(it.way for it in questions):
                yield from self._answered(pair, [it for it in questions if it.way is way], atoms)
        except TooLarge:
            self._left_open(pair, Way.TEXT, "the diagrams grow too large")

    def _left_open(self, pair: Pair, way: Way, reason: str) -> None:
        found = Undecided(pair.item.kind, pair.item.id, way, reason)
        if found not in self.undecided:
            self.undecided.append(found)

    def _allow_more(self) -> None:
        for diagrams in (self.compiling.worlds.diagrams, self.compiling.answers.diagrams):
            diagrams.most = len(diagrams) + 400_000

    def _seen(self, side: Side, item: Item | None) -> SeenItem | None:
        if item is None:
            return self._never
        return self.compiling.item(side.items[item])

    @cached_property
    def _never(self) -> SeenItem:
        fails = self.compiling.answers.diagrams.leaf(FAILS)
        return SeenItem(fails, {}, fails, (), frozenset())

    def is_written_alike(self, pair: Pair) -> bool:
        """Whether both versions say the same about the item, so that nothing has to be
        compared."""
        if pair.old is None or pair.new is None:
            return False
        return self._written(self.merged.old, pair.old) == self._written(self.merged.new, pair.new)

    def _written(self, side: Side, item: Item) -> Hashable:
        from engine.authoring.differing.renaming import renamed_condition
        from engine.rulebook import SourceKind
        from engine.worlds.seen import places_of

        book = side.rulebook
        entry = items_of(book)[item]

        def rule_says(rule: Any) -> Hashable:
            kinds = [book.sources[it].kind is SourceKind.OFFICIAL for it in rule.sources]
            when = renamed_condition(rule.when, side.facts)
            return when, rule.valid_from, rule.valid_until, any(kinds)

        form = form_of(side, item, self.languages)
        return (
            tuple(frozenset(map(rule_says, group)) for group in entry.wanted),
            tuple(
                (step, frozenset(map(rule_says, rules)), self._step_says(side, step))
                for step, rules in sorted(places_of(book, item).items())
            ),
            form.words, form.place, form.mark, form.amount, form_of_due(side, form.due),
            self._step_says(side, _step_of(side, item)),
            tuple((side.facts[it], tuple(words_for(side, it, self.languages).items()))
                  for it in (*entry.shown, *(form.due.all_facts() if form.due else ()))),
        )  # fmt: skip

    def _step_says(self, side: Side, step: str | None) -> Hashable:
        if step is None:
            return None
        from engine.authoring.differing.renaming import renamed_condition

        entry = items_of(side.rulebook).get(Item(ItemKind.STEP, step))
        rules = () if entry is None else entry.wanted[0]
        return frozenset(
            (renamed_condition(it.when, side.facts), it.valid_from, it.valid_until) for it in rules
        )

    # ------------------------------------------------------------------ what is compared

    def _questions(self, pair: Pair, old: SeenItem, new: SeenItem) -> Iterator[_Question]:
        sure = old.certainty, new.certainty
        if sure[0] != sure[1]:
            yield _Question(
                Way.GAINED,
                sure,
                lambda one, other: None if one == other else (one, other),
                lambda one, other: _certainty(one) != _certainty(other),
            )
        if pair.old is None or pair.new is None:
            return
        yield from self._places(sure, old, new)
        yield from self._attached(sure, pair)
        if pair.item.kind not in (ItemKind.DOCUMENT, ItemKind.ORDER) and (
            old.unofficial != new.unofficial
        ):
            yield _Question(
                Way.OFFICIAL,
                (*sure, old.unofficial, new.unofficial),
                _if_both(lambda one, other: None if one == other else (one, other), _is_official),
                _differ_in("official"),
            )
        before = form_of(self.merged.old, pair.old, self.languages)
        after = form_of(self.merged.new, pair.new, self.languages)
        yield from self._forms(sure, before, after)
        yield from self._dates(sure, before.due, after.due)
        yield from self._amounts(sure, before, after)
        yield from self._values(sure, before, after)

    def _places(self, sure: tuple[Node, Node], old: SeenItem, new: SeenItem) -> Iterator[_Question]:
        """At which steps a document or a cost stands."""
        fails = self._never.certainty
        there = {self.merged.new.step(it.removesuffix(NEW)): node for it, node in new.at.items()}
        steps = dict.fromkeys((*old.at, *there))
        if not steps or (sure[0] == sure[1] and old.at == there):
            return
        pairs = [(old.at.get(step, fails), there.get(step, fails)) for step in steps]
        yield _Question(
            Way.PLACE,
            (*sure, *(node for pair in pairs for node in pair)),
            _stands_differently,
            _differ_in("place"),
        )

    def _attached(self, sure: tuple[Node, Node], pair: Pair) -> Iterator[_Question]:
        """At which step a warning stands: where that is not in the plan, for all of it."""
        if pair.item.kind is not ItemKind.WARNING:
            return
        steps: list[str | None] = []
        nodes: list[Node] = []
        for side, item in ((self.merged.old, pair.old), (self.merged.new, pair.new)):
            assert item is not None
            step = _step_of(side, item)
            seen: SeenItem | None = self._never
            if step is not None and Item(ItemKind.STEP, step) in side.items:
                seen = self.compiling.item(side.items[Item(ItemKind.STEP, step)])
            if seen is None:
                raise TooLarge
            steps.append(None if step is None else side.step(step))
            nodes.append(seen.certainty)
        if steps[0] == steps[1] and nodes[0] == nodes[1]:
            return

        def decide(sure: int, sure_of_other: int, one: int, other: int) -> Hashable:
            if FAILS in (sure, sure_of_other):
                return None
            place = None if one == FAILS else steps[0], None if other == FAILS else steps[1]
            return None if place[0] == place[1] else place

        yield _Question(
            Way.PLACE,
            (*sure, *nodes),
            decide,
            _differ_in("place"),
        )

    def _forms(self, sure: tuple[Node, Node], before: Form, after: Form) -> Iterator[_Question]:
        def asked(way: Way, aspect: str) -> _Question:
            return _Question(
                way,
                sure,
                lambda one, other: None if FAILS in (one, other) else (one, other),
                _differ_in(aspect),
            )

        if before.words != after.words:
            yield asked(Way.TEXT, "text")
        if before.place != after.place and before.mark is None:
            yield asked(Way.PLACE, "place")
        if before.mark != after.mark:
            yield asked(Way.SEVERITY, "mark")

    def _value_node(self, side: Side, fact_id: str) -> Node | None:
        return self.compiling.value(side.facts[fact_id])

    def _dates(
        self, sure: tuple[Node, Node], before: Due | None, after: Due | None
    ) -> Iterator[_Question]:
        if before is None and after is None:
            return
        old, new = self.merged.old, self.merged.new
        facts = (before.facts() if before else ()), (after.facts() if after else ())
        nodes = [self._value_node(old, it) for it in facts[0]]
        others = [self._value_node(new, it) for it in facts[1]]
        if form_of_due(old, before) == form_of_due(new, after) and nodes == others:
            return
        known = [node for node in (*nodes, *others) if node is not None]
        if len(known) < len(nodes) + len(others):
            raise TooLarge
        count = len(nodes)

        def decide(one: int, other: int, *values: Any) -> Hashable:
            return None if FAILS in (one, other) else (one, other, *values)

        def worked_out(leaf: Any, point: Mapping[str, Any], day: date) -> bool:
            values = [value_at(it, point, day) for it in leaf[2:]]
            first = due_at(before, dict(zip(facts[0], values[:count], strict=True)))
            return first != due_at(after, dict(zip(facts[1], values[count:], strict=True)))

        yield _Question(
            Way.DATES,
            (*sure, *known),
            decide,
            _differ_in("due"),
            worked_out,
        )

    def _meanwhile(self, pair: Pair) -> Iterator[Shown]:
        """Dates that stand in for others as long as nobody has answered: situations that leave
        those open are looked at."""
        if pair.old is None or pair.new is None or pair.item.kind is not ItemKind.STEP:
            return
        sides = (self.merged.old, pair.old), (self.merged.new, pair.new)
        dues = [side.rulebook.steps[item.id].due for side, item in sides]
        stated = [self._stands_in(side, due) for (side, _), due in zip(sides, dues, strict=True)]
        if stated[0] == stated[1]:
            return
        open_facts = {
            side.facts[it]
            for (side, _), due in zip(sides, dues, strict=True)
            for it in (_asked_below(side.rulebook, due.facts()) if due else ())
        }
        first = self.window.first
        assert first is not None
        sure = [self._seen(*it) for it in sides]
        nodes = [it.certainty for it in sure if it is not None]
        day = self.day(first, self.atoms_below(nodes), False)
        root = day.compared(lambda *it: FAILS not in it, *nodes)
        chance = Random(0)
        for _ in range(MOST_LEAVES):
            some = day.at_random(root, True, chance)
            if some is None:
                break
            filled = day.filled(some, chance)
            left = {it: answer for it, answer in filled.items() if it not in open_facts}
            looks = self.planned.seen(pair.old, pair.new, Situation(left, first))
            if looks[0] and looks[1] and looks[0].due != looks[1].due:
                situation = Situation(self._fewest_dated(pair, left, first), first)
                yield Shown(pair, Way.DATES, situation, *self.planned.seen(
                    pair.old, pair.new, situation), None)  # fmt: skip
                return
        self._left_open(pair, Way.DATES, "the dates shown before every question has an answer")

    def _stands_in(self, side: Side, due: Due | None) -> Hashable:
        if due is None or not (due.meanwhile or due.meanwhile_since or due.meanwhile_time):
            return None
        others = (*due.meanwhile, due.meanwhile_since, due.meanwhile_time)
        return tuple(None if it is None else side.facts[it] for it in others)

    def _fewest_dated(self, pair: Pair, answers: dict[str, Answer], day: date) -> dict[str, Answer]:
        kept = dict(answers)
        for fact in reversed(answers):
            fewer = {it: answer for it, answer in kept.items() if it != fact}
            looks = self.planned.seen(pair.old, pair.new, Situation(fewer, day))
            if looks[0] and looks[1] and looks[0].due != looks[1].due:
                kept = fewer
        return kept

    def _amounts(self, sure: tuple[Node, Node], before: Form, after: Form) -> Iterator[_Question]:
        sides = (self.merged.old, before.amount), (self.merged.new, after.amount)
        nodes = []
        for side, amount in sides:
            if isinstance(amount, str):
                node = self._value_node(side, amount)
                if node is None:
                    raise TooLarge
            else:
                seen = () if amount is None else (("int", amount),)
                node = self.compiling.answers.diagrams.leaf(frozenset(seen))
            nodes.append(node)
        if nodes[0] != nodes[1]:
            yield self._of_values(Way.AMOUNT, "amount", sure, nodes[0], nodes[1], {}, {})

    def _values(self, sure: tuple[Node, Node], before: Form, after: Form) -> Iterator[_Question]:
        """The values that show in the texts, fact by fact, where both show the fact."""
        old, new = self.merged.old, self.merged.new
        others = {new.bases[it]: it for it in after.shown}
        for fact_id in before.shown:
            other_id = others.get(old.bases[fact_id])
            if other_id is None:
                continue
            words = (
                words_for(old, fact_id, self.languages),
                words_for(new, other_id, self.languages),
            )
            if old.rulebook.facts[fact_id].kind is Kind.CHOICES:
                yield from self._lists(sure, fact_id, other_id, words)
                continue
            one, other = self._value_node(old, fact_id), self._value_node(new, other_id)
            if one is None or other is None:
                raise TooLarge
            if one != other or words[0] != words[1]:
                yield self._of_values(Way.TEXT, "text", sure, one, other, *words)

    def _lists(
        self,
        sure: tuple[Node, Node],
        fact_id: str,
        other_id: str,
        words: tuple[Mapping[Hashable, Hashable], Mapping[Hashable, Hashable]],
    ) -> Iterator[_Question]:
        names = self.merged.old.facts[fact_id], self.merged.new.facts[other_id]
        options = [it for it in dict.fromkeys((*words[0], *words[1])) if isinstance(it, str)]
        for option in options:
            nodes = [
                self.compiling.answers.value(self.compiling.worlds.chosen(name, option))
                if option in said
                else self.compiling.answers.diagrams.leaf(frozenset((("bool", False),)))
                for name, said in zip(names, words, strict=True)
            ]
            labels = [{True: said.get(option), NOTHING: said[NOTHING]} for said in words]
            if nodes[0] != nodes[1] or labels[0] != labels[1]:
                yield self._of_values(Way.TEXT, "text", sure, nodes[0], nodes[1], *labels)

    def _of_values(
        self,
        way: Way,
        aspect: str,
        sure: tuple[Node, Node],
        one: Node,
        other: Node,
        words: Mapping[Hashable, Hashable],
        others: Mapping[Hashable, Hashable],
    ) -> _Question:
        def decide(sure_of_one: int, sure_of_other: int, one: Any, other: Any) -> Hashable:
            if FAILS in (sure_of_one, sure_of_other):
                return None
            return sure_of_one, sure_of_other, one, other

        def worked_out(leaf: Any, point: Mapping[str, Any], day: date) -> bool:
            value, now = value_at(leaf[2], point, day), value_at(leaf[3], point, day)
            return _spoken(value, words) != _spoken(now, others)

        return _Question(
            way,
            (*sure, one, other),
            decide,
            _differ_in(aspect),
            worked_out,
        )

    # ------------------------------------------------------------------ where it differs

    def _answered(
        self, pair: Pair, questions: Sequence[_Question], atoms: frozenset[int]
    ) -> Iterator[Shown]:
        """What differs in one way: on the first day on which something does, and in further
        ways on some days after it."""
        nodes = [node for it in questions for node in it.nodes]
        told: set[Way] = set()
        pending = False
        for stated in (False, True):
            once = questions[0].way is not Way.GAINED
            if stated and ((told and once) or not self._anybody_states(nodes)):
                break
            more = MOST_MORE_DAYS
            for day in self.solver.days(self.atoms_below(nodes), self.window):
                found, left = self._on(pair, questions, self.day(day, atoms, stated), told)
                yield from found
                told |= {it.way for it in found}
                pending = pending or left
                more -= bool(told)
                if more < 0 or (told and once):
                    break
        if pending and not told:
            self._left_open(pair, questions[0].way, "no plan that was looked at shows it")

    def _on(
        self, pair: Pair, questions: Sequence[_Question], day: Day, told: Set[Way]
    ) -> tuple[list[Shown], bool]:
        """The differences that one day shows, without what is told; and whether one may be
        left that it does not."""
        roots = [day.compared(it.decide, *it.nodes) for it in questions]
        leaves = [
            (question, root, leaf)
            for question, root in zip(questions, roots, strict=True)
            for leaf in day.leaves(root)
            if self._may_differ(question, leaf, day)
        ]
        if not leaves:
            return [], False
        way = questions[0].way
        if way is not Way.GAINED:
            counted = [
                day.where(root, self._counting(question, day))
                for question, root in zip(questions, roots, strict=True)
            ]
            shown = self._plainest(pair, way, day, leaves, counted)
            return ([], True) if shown is None else ([shown], False)
        found = []
        leaves = [it for it in leaves if _WAYS[it[2]] not in told]
        for question, root, leaf in sorted(leaves, key=lambda it: it[2]):
            there = day.where(root, partial(eq, leaf))
            shown = self._plainest(pair, _WAYS[leaf], day, [(question, root, leaf)], [there])
            if shown is not None:
                found.append(shown)
        return found, len(found) < len(leaves)

    def _may_differ(self, question: _Question, leaf: Hashable, day: Day) -> bool:
        if leaf is None or question.worked_out is None:
            return leaf is not None
        return any(question.worked_out(leaf, point, day.as_of) for point in _points(leaf, day, {}))

    def _plainest(
        self,
        pair: Pair,
        way: Way,
        day: Day,
        leaves: Sequence[tuple[_Question, Node, Any]],
        counted: Sequence[Node],
    ) -> Shown | None:
        """The smallest of the situations that the leaves stand for, if both plans show the
        difference there."""
        ways = []
        for question, root, leaf in leaves[:MOST_LEAVES]:
            answers = day.smallest(root, leaf)
            if answers is not None:
                unknown = sum(it is UNKNOWN for it in answers.values())
                size = len(answers.keys() | _stated_in(leaf)), unknown, repr(answers)
                ways.append((size, answers, question, leaf))
        for _, answers, question, leaf in sorted(ways, key=lambda it: it[0]):
            for more in _points(leaf, day, answers):
                if question.worked_out is not None and not question.worked_out(
                    leaf, more, day.as_of
                ):
                    continue
                situation = Situation(self.in_order({**answers, **more}), day.as_of)
                before, after = self.planned.seen(pair.old, pair.new, situation)
                if question.differs(before, after):
                    return Shown(pair, way, situation, before, after, day.share(counted))
        return None

    def _counting(self, question: _Question, day: Day) -> Callable[[Hashable], bool]:
        worked_out = question.worked_out
        if worked_out is None:
            return lambda leaf: leaf is not None

        def counts(leaf: Hashable) -> bool:
            return leaf is not None and any(
                worked_out(leaf, point, day.as_of) for point in _points(leaf, day, {})
            )

        return counts

    def in_order(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers in the order of the facts."""
        return {it: answers[it] for it in self.merged.rulebook.facts if it in answers}

    def day(self, day: date, atoms: frozenset[int], stated: bool) -> Day:
        key = day, atoms, stated
        found = self._days.get(key)
        if found is None:
            if len(self._days) > 200:
                self._days.clear()
            every = self.compiling.atoms()
            told = tuple(it if n in atoms else _SAYS_NOTHING for n, it in enumerate(every.atoms))
            some = Atoms(told, every.variables, every.names, every.askable)
            found = self._days[key] = Day(self.merged, self.compiling, some, day, stated)
        return found

    def atoms_below(self, nodes: Sequence[Node]) -> frozenset[int]:
        levels = self.compiling.answers.diagrams.levels_below(nodes)
        return frozenset(level - ATOM_BASE for level in levels if ATOM_BASE <= level < LEAF)

    def _anybody_states(self, nodes: Sequence[Node]) -> bool:
        """Whether the diagrams hang on something that nobody is asked for."""
        atoms, diagrams = self.compiling.atoms(), self.compiling.answers.diagrams
        names: set[str] = set()
        for level in diagrams.levels_below(nodes):
            if level >= ATOM_BASE:
                names |= variables_of(atoms.atoms[level - ATOM_BASE].term)
            elif level in self.compiling.worlds.variables:
                names.add(self.compiling.worlds.variables[level].fact)
        for node in diagrams.reachable(nodes):
            if diagrams.is_leaf(node):
                names |= _names_in(diagrams.content(node))
        askable = frozenset(self.merged.rulebook.askable)
        return bool({it for it in names if not it.startswith("?")} - askable - self.merged.unstated)


# ---------------------------------------------------------------------- pairs of items


def _pairs(merged: Merged) -> Iterator[Pair]:
    old, new = merged.old, merged.new
    left = dict.fromkeys(old.items)
    warnings: list[Item] = []
    for item in new.items:
        was = Item(item.kind, new.step(item.id)) if item.kind is ItemKind.STEP else item
        if was in left:
            del left[was]
            yield Pair(was, item)
        elif item.kind is ItemKind.WARNING:
            warnings.append(item)
        else:
            yield Pair(None, item)
    for item in warnings:
        told = _told(new, item)
        same = next(
            (it for it in left if it.kind is ItemKind.WARNING and _told(old, it) == told), None
        )
        if same is not None:
            del left[same]
        yield Pair(same, item)
    for item in left:
        yield Pair(item, None)


def _told(side: Side, item: Item) -> Hashable:
    form = form_of(side, item, side.rulebook.languages)
    return form.words, form.place, form.mark


def _asked_below(book: Rulebook, facts: Sequence[str]) -> frozenset[str]:
    """What a person states of that on which the facts rest."""
    found: set[str] = set()
    queue = list(facts)
    while queue:
        fact_id = queue.pop()
        if fact_id not in found:
            found.add(fact_id)
            queue += book.depends_on(fact_id)
    return frozenset(it for it in found if isinstance(book.facts[it].origin, Asked))


def _step_of(side: Side, item: Item) -> str | None:
    """The step that a warning stands at."""
    if item.kind is not ItemKind.WARNING:
        return None
    return warnings_of(side.rulebook)[item.id].step


# ---------------------------------------------------------------------- deciding


def _certainty(seen: Seen | None) -> str | None:
    return None if seen is None else seen.certainty


def _differ_in(aspect: str) -> Callable[[Seen | None, Seen | None], bool]:
    """Whether an item is in both plans, and that of it is not the same."""

    def differs(one: Seen | None, other: Seen | None) -> bool:
        both = one is not None and other is not None
        return both and bool(getattr(one, aspect) != getattr(other, aspect))

    return differs


def _is_official(unofficial: int) -> bool:
    return unofficial == FAILS


def _if_both(
    decide: Callable[[Any, Any], Hashable], told: Callable[[Any], Any]
) -> Callable[..., Hashable]:
    def both(sure: int, sure_of_other: int, one: Any, other: Any) -> Hashable:
        if FAILS in (sure, sure_of_other):
            return None
        return decide(told(one), told(other))

    return both


def _stands_differently(sure: int, sure_of_other: int, *at: int) -> Hashable:
    if FAILS in (sure, sure_of_other):
        return None
    stands = (
        tuple(_stands(sure, it) for it in at[::2]),
        tuple(_stands(sure_of_other, it) for it in at[1::2]),
    )
    return None if stands[0] == stands[1] else stands


def _stands(sure: int, there: int) -> bool:
    return there == HOLDS or (sure == HOLDS | FAILS and there == HOLDS | FAILS)


def _spoken(value: Hashable, words: Mapping[Hashable, Hashable]) -> Hashable:
    if value is NOTHING or value == NOTHING:
        return words.get(NOTHING, NOTHING)
    if isinstance(value, bool):
        return words.get(value, value) if True in words else ("bool", value)
    return words.get(value, value) if isinstance(value, str) else value


def _names_in(leaf: Any) -> frozenset[str]:
    """The dates and numbers in the formulas of a leaf."""
    if isinstance(leaf, frozenset):
        return frozenset().union(*(variables_of(it) for kind, it in leaf if kind == "Term"))
    if isinstance(leaf, tuple):
        return frozenset().union(*map(_names_in, leaf))
    return frozenset()


def _stated_in(leaf: Any) -> frozenset[str]:
    """Those of them that a person can state."""
    return frozenset(it for it in _names_in(leaf) if not it.startswith("?"))


def _points(leaf: Hashable, day: Day, answers: Mapping[str, Answer]) -> Iterator[dict[str, Any]]:
    """Values of the dates and numbers in a leaf's formulas: those answered, and for others
    some that are plain."""
    names = sorted(_stated_in(leaf))
    columns: list[list[Any]] = []
    for name in names:
        if name in answers:
            columns.append([answers[name]])
            continue
        values = day.theory.axis(name).values
        plain = [day.theory.axes.some_value(name, near) for near in (20, 45, -17)]
        columns.append([*plain, *values[:: max(1, len(values) // 12)]])
    for number, some in enumerate(product(*columns)):
        if number >= MOST_POINTS:
            return
        yield dict(zip(names, some, strict=True))
