"""One situation, seen through the diagrams of its rulebook.

Everything that somebody asks about a situation is read from here: how sure an item is,
whether an answer can still rule it out, which questions matter, which answers count, and
what a value is when it is the same however the missing answers turn out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, reduce
from operator import and_
from typing import Any

from ..items import Certainty, Item, items_of
from ..rulebook import Rulebook
from ..situation import Situation, Valuation, with_defaults
from ..values import Missing, Value, truth_and, truth_or
from .answer_diagrams import FAILS, HOLDS, VARIES
from .compiling import KNOWN_BASE
from .diagrams import Node, TooLarge
from .item_diagrams import Look, SeenItem
from .outline import Outline
from .rulebook_diagrams import Day, Reading, Walks, dates_and_numbers, reading_of
from .theory import Theory
from .walking import MAY_DO_BOTH, MAY_FAIL, MAY_HOLD, Walk

MOST_READ = 400_000
"""Nodes over dates and numbers that are made, and pairs of them put together, for one plan: some
seconds."""
SPOTS = ((20, -17), (-100, 9), (-400, 440), (400, 40), (-1500, 1525))
"""The days, from today, at which open dates are put first; and how far apart they are."""

_ALONE = {MAY_HOLD: HOLDS, MAY_FAIL: FAILS, MAY_DO_BOTH: HOLDS | FAILS}
"""Sets of a single leaf, and that leaf."""
_CERTAINTY = {HOLDS: Certainty.CERTAIN, FAILS: Certainty.RULED_OUT}


class Budget:
    """How many more nodes may be made to read dates and numbers, so that no plan takes for
    ever. Views of one plan share it."""

    def __init__(self, left: int = MOST_READ) -> None:
        self.left = left


class View:
    """What one situation leaves open. What is too much to read exactly is taken for open, and
    :meth:`is_bounded`. ``like`` is a view of another situation on the same day: what is the same
    in both is made once."""

    def __init__(
        self,
        rulebook: Rulebook,
        situation: Situation,
        budget: Budget | None = None,
        like: View | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self.budget = budget or Budget()
        self._unread: set[Node] = set()
        self.answers = with_defaults(rulebook, situation.answers)
        self.reading: Reading = reading_of(rulebook) if like is None else like.reading
        self.source = self.reading.source
        self._days: tuple[Day, tuple[Day, ...]] | None = None
        if like is None:
            self._allowed = self._allowed_answers(self.reading.atoms.variables)
        else:
            facts = self.answers.keys() | like.answers.keys()
            changed = {it for it in facts if self.answers.get(it) != like.answers.get(it)}
            levels = {level for it in changed for level in self.reading.levels.get(it, ())}
            levels &= like._allowed.keys()
            self._allowed = like._allowed | self._allowed_answers(levels)
            if changed.isdisjoint(self.reading.atoms.names):
                self._days = like._days
        given, unknown = dates_and_numbers(self.reading.atoms, self.answers)
        self._said = self.reading.fields.said(self._allowed, given.keys() | unknown)
        self._made: Walks | None = None

    def _allowed_answers(self, levels: Iterable[int]) -> dict[int, int]:
        """For each of the levels, the answers that the situation leaves."""
        allowed: dict[int, int] = {}
        askable, variables = self.reading.askable, self.reading.atoms.variables
        for level in levels:
            variable = variables[level]
            answer = self.answers.get(variable.fact, Missing.UNANSWERED)
            size = len(variable.values)
            if answer is Missing.UNANSWERED:
                if variable.fact in askable:
                    allowed[level] = (1 << size + 1) - 1 if size else 3
                elif variable.option is None:
                    allowed[level] = 1 << size + 1 if size else 4
                else:
                    allowed[level] = 3
            elif variable.option is not None:
                chosen = isinstance(answer, frozenset) and variable.option in answer
                allowed[level] = 3 if answer is Missing.UNKNOWN else 1 if chosen else 2
            elif not size:
                allowed[level] = 2 if answer is Missing.UNKNOWN else 1
            elif answer is Missing.UNKNOWN:
                allowed[level] = 1 << size
            else:
                allowed[level] = 1 << variable.values.index(answer)
        return allowed

    @cached_property
    def valuation(self) -> Valuation:
        """What the situation says of each fact: a value also where all completions agree."""
        return _SharpValuation(self)

    # ------------------------------------------------------------------ walking

    @property
    def theory(self) -> Theory:
        """The dates and numbers of the situation."""
        return self._exact.theory

    @property
    def _walks(self) -> Walks:
        """Made anew once diagrams have brought in more comparisons."""
        walks = self._made
        if walks is None or walks.exact.theory.atoms is not self.reading.atoms:
            if self._days is None or self._days[0].theory.atoms is not self.reading.atoms:
                day = self.reading.day(self.answers, self.situation.as_of)
                self._days = day, tuple(self._spots(day.theory))
            day, spots = self._days
            walks = self._made = Walks(day, spots, self._said)
        return walks

    def _spots(self, theory: Theory) -> Iterator[Day]:
        """The same, with some days and numbers in the place of all the open ones."""
        open_names = theory.open_names(theory.atoms.names)
        for near, apart in SPOTS if open_names else ():
            answers = dict(self.answers)
            for number, name in enumerate(open_names):
                if name in theory.asked and name not in theory.unknown:
                    answers[name] = theory.axes.some_value(name, near + number * apart)
            if len(answers) > len(self.answers):
                yield self.reading.day(answers, self.situation.as_of)

    @property
    def _quick(self) -> Walk:
        return self._walks.by_effort[0]

    @property
    def _exact(self) -> Walk:
        return self._walks.exact

    @property
    def _outline(self) -> Outline:
        return self._walks.outline

    def _together(self, node: Node) -> int:
        """What a truth over answers comes to for all the open answers together: 1, 2 or 3, as
        in :mod:`engine.worlds.answer_diagrams`."""
        most = self._outline.at_most(node)
        if most in _ALONE:
            return _ALONE[most]
        found = 0
        for spot, _ in self._walks.spots:
            truths = spot.truths(node)
            found |= truths | (MAY_HOLD | MAY_FAIL) * bool(truths & MAY_DO_BOTH)
            if found & MAY_HOLD and found & MAY_FAIL:
                return HOLDS | FAILS
        leaves = 0
        with self._within_budget(node):
            for walk in self._walks.by_effort[-2:]:
                for leaf in walk.leaves(node):
                    leaves |= leaf
                if leaves == HOLDS | FAILS:
                    break
            return leaves
        return HOLDS | FAILS

    @contextmanager
    def _within_budget(self, *nodes: Node) -> Iterator[set[Node]]:
        """Passes over what is too much to read, and remembers the nodes it was about: in what
        is given, too."""
        store = self._exact.store
        size, pairs = len(store), store.pairs
        store.most, store.most_pairs = size + self.budget.left, pairs + self.budget.left
        try:
            yield self._unread
        except TooLarge:
            self._unread.update(nodes)
        finally:
            spent = len(store) - size + store.pairs - pairs
            self.budget.left = max(0, self.budget.left - spent)

    def _can_fail(self, node: Node) -> bool:
        """Whether open answers can make a truth over answers fail for certain."""
        most = self._outline.at_most(node)
        if most in _ALONE or not most & MAY_FAIL:
            return bool(most & MAY_FAIL)
        # Not where some days are looked at only: "I don't know" joins all of them.
        if any(spot.truths(node) & MAY_FAIL for spot, _ in self._walks.spots):
            return True
        with self._within_budget(node):
            return FAILS in self._exact.leaves(node)
        return True

    def support(self, looks: Mapping[Look, int], among: frozenset[str]) -> frozenset[str]:
        """Ids of those open questions ``among`` on whose answers the diagrams still hang;
        ``looks`` leads from each diagram to the facts in it, as bits."""
        mentions, bits = self._outline.mentions, self.reading.bits
        everything = missing = bits.of(among)
        # Where a date is not known, days that were left out can undo what others show.
        # Nor where some are looked at whole: what is the same for them would look different.
        tiers = (self._exact,) if self.theory.unknown else (self._quick, self._exact)
        without_dates = everything & ~bits.of(self.theory.atoms.names)
        ways = [(walk, without_dates) for _, walk in self._walks.spots]
        pending: Iterable[tuple[Look, int]] = looks.items()
        for walk, wanted in (*ways, *((walk, everything) for walk in tiers)):
            later: list[tuple[Look, int]] = []
            with self._within_budget() as unread:
                for look, reads in pending:
                    facts = reads & missing
                    if not facts or not (facts := facts & mentions(look)):
                        continue
                    if facts & wanted:
                        try:
                            missing &= ~walk.support(look)
                        except TooLarge:
                            unread.update(look)
                            missing &= ~facts
                    if facts & missing:
                        later.append((look, facts))
                    elif not missing:
                        break
            pending = later
        return frozenset(it for it in among if bits[it] & ~missing)

    # ------------------------------------------------------------------ items

    def seen(self, item: Item) -> SeenItem | None:
        """The diagrams of an item; ``None`` if they grew too large, or no rule wants it."""
        return self.reading.item(item) if item in items_of(self.rulebook) else None

    def is_bounded(self, item: Item) -> bool:
        """Whether the item's diagram grew too large, so that only Kleene logic speaks of it."""
        if item not in items_of(self.rulebook):
            return False
        seen = self.reading.item(item)
        return seen is None or not self._unread.isdisjoint(it for look in seen.looks for it in look)

    def certainty(self, item: Item) -> Certainty:
        """Whether the item is certain, possible or ruled out; of a bounded item, possible
        unless Kleene logic knows better. An item that no rule wants is ruled out."""
        seen = self.seen(item)
        if seen is not None:
            return self.certainty_of(seen.certainty)
        entry = items_of(self.rulebook).get(item)
        if entry is None:
            return Certainty.RULED_OUT
        truth = truth_and(truth_or(map(self.valuation.rule_truth, group)) for group in entry.wanted)
        if truth is None:
            return Certainty.POSSIBLE
        return Certainty.CERTAIN if truth else Certainty.RULED_OUT

    def conclusion(self, fact_id: str) -> Certainty:
        """Whether a conclusion is certain, possible or ruled out."""
        value = self.valuation.value(fact_id)
        if value is None:
            return Certainty.POSSIBLE
        return Certainty.CERTAIN if value else Certainty.RULED_OUT

    def at(self, item: Item, step: str) -> Certainty:
        """Whether a document or a cost stands at the step."""
        seen = self.seen(item)
        if seen is None or step not in seen.at:
            return Certainty.RULED_OUT if seen is not None else Certainty.POSSIBLE
        return self.certainty_of(seen.at[step])

    def certainty_of(self, node: Node) -> Certainty:
        """Whether a truth over answers is certain, possible or ruled out."""
        return _CERTAINTY.get(self._together(node), Certainty.POSSIBLE)

    def can_vanish(self, item: Item) -> bool:
        """Whether answers to open questions can still rule the item out."""
        seen = self.seen(item)
        return seen is None or self._can_fail(seen.certainty)

    def is_official(self, item: Item) -> bool:
        """Whether something official speaks for the item wherever it is in the plan."""
        seen = self.seen(item)
        return seen is not None and self._together(seen.unofficial) == FAILS

    # ------------------------------------------------------------------ questions

    @cached_property
    def open_questions(self) -> frozenset[str]:
        """Ids of the questions that nobody has answered."""
        return frozenset(it for it in self.rulebook.askable if it not in self.answers)

    def hangs_on(self, item: Item, among: frozenset[str] | None = None) -> frozenset[str]:
        """Ids of the open questions (``among`` these) whose answer can change what is seen of
        the item."""
        seen = self.seen(item)
        wanted = self.open_questions if among is None else among
        if seen is None:
            return wanted
        reads = wanted & seen.reads
        looks = dict.fromkeys(seen.looks, self.reading.bits.of(reads))
        return self.support(looks, reads) if reads else reads

    @cached_property
    def relevant(self) -> frozenset[str]:
        """Ids of the open questions whose answer can still change what is seen."""
        return self.relevant_among(self.open_questions)

    def relevant_among(self, facts: frozenset[str]) -> frozenset[str]:
        """Those of the open questions whose answer can still change what is seen."""
        if self.reading.is_bounded:
            return facts
        looks = self.reading.looks
        if len(facts) == 1:
            [fact_id] = facts
            looks = self.reading.looks_by_fact.get(fact_id, {})
        return self.support(looks, facts)

    def settled_by(self, fact_id: str) -> float:
        """How many items an answer to this open question settles, on average over its
        answers."""
        level = self._single_level(fact_id)
        settled = 0.0
        for _, seen in self.reading.items_by_fact.get(fact_id, ()):
            if level is None:
                break
            node = self._quick.left(seen.certainty)
            if self.reading.bits[fact_id] & self._quick.support_below(node):
                after = self._quick.after_each(node, level)
                settled += sum(self._quick.store.is_leaf(child) for child in after) / len(after)
        return settled

    def most_left_after(self, fact_id: str, relevant: frozenset[str]) -> int:
        """How many of the ``relevant`` questions may still be asked after this one, whatever
        the answer to it: no more than that will be."""
        level = self._single_level(fact_id)
        if level is None or self.reading.is_bounded:
            return len(relevant - {fact_id})
        wanted = self.reading.bits.of(relevant - {fact_id})
        size = self.source.full[level].bit_length()
        values = [n for n in range(size) if self._allowed[level] >> n & 1]
        left, everywhere = [0] * size, 0
        for look, reads in self.reading.looks.items():
            if reads & wanted & ~everywhere and self._outline.mentions(look) & wanted & ~everywhere:
                for number, facts in enumerate(self._outline.mentions_after(look, level)):
                    left[number] |= facts & wanted
                if any(left[n] == wanted for n in values):
                    break
                everywhere = reduce(and_, (left[n] for n in values))
        return max(left[n].bit_count() for n in values)

    def _single_level(self, fact_id: str) -> int | None:
        levels = self.reading.levels.get(fact_id, ())
        return levels[0] if len(levels) == 1 and levels[0] < KNOWN_BASE else None

    def counts(self, fact_id: str) -> bool:
        """Whether another answer to this answered question could change what is seen."""
        if self._shows(fact_id) or self.reading.is_bounded:
            return True
        looks, asked = self.reading.looks_by_fact.get(fact_id, {}), frozenset((fact_id,))
        if fact_id not in self.theory.atoms.names:
            bit, meets = self.reading.bits[fact_id], self._outline.meets
            looks = {look: reads for look, reads in looks.items() if meets(look) & bit}
        return bool(looks) and bool(self.without(fact_id).support(looks, asked))

    def _shows(self, fact_id: str) -> bool:
        """Whether something in the plan shows a value that moves with this date or number: a
        quick look, before it is taken for open."""
        if fact_id not in self.theory.given:
            return False
        for item, _ in self.reading.items_by_fact.get(fact_id, ()):
            shown = items_of(self.rulebook)[item].shown
            if not shown or self.certainty(item) is Certainty.RULED_OUT:
                continue
            for other in shown:
                node = self.reading.value(other)
                if node is not None and self.theory.moves(self._outline.settled(node), fact_id):
                    return True
        return False

    def without(self, fact_id: str) -> View:
        """The view of the situation without one answer."""
        answers = {f: a for f, a in self.situation.answers.items() if f != fact_id}
        return View(self.rulebook, Situation(answers, self.situation.as_of), self.budget, self)

    def can_change(self, fact_id: str) -> tuple[Item, ...]:
        """What an answer to this open question can still add, remove, settle or reword; where
        dates are open, what it may."""
        may_change, fact = self._outline.may_change, self.reading.bits[fact_id]
        found = {
            item
            for item, seen in self.reading.items_by_fact.get(fact_id, ())
            if any(may_change(look, fact) for look in seen.looks)
        }
        return tuple(
            item
            for item in items_of(self.rulebook)
            if item in found or (self.reading.is_bounded and self.seen(item) is None)
        )

    # ------------------------------------------------------------------ values

    def value(self, fact_id: str) -> Value | None:
        """The value of a fact if it is the same however the missing answers turn out."""
        node = self.reading.value(fact_id)
        if node is None:
            return None
        seen: set[Any] = set()
        for spot, _ in self._walks.spots:
            for leaf in spot.leaves(node):
                seen.add(leaf)
                if len(seen) > 1 or leaf == VARIES:
                    return None
        value: Value | None = None
        with self._within_budget(node):
            for walk in self._walks.by_effort:
                leaves = walk.leaves(node)
                if len(leaves) != 1 or leaves == {VARIES}:
                    return None
                [leaf] = leaves
                if len(leaf) != 1:
                    return None
                [(kind, content)] = leaf
                value = content
                if kind == "Term":
                    value = self.theory.constant(content)
                    break
            return value
        return None


class _SharpValuation(Valuation):
    """The reference evaluator, with values that Kleene logic does not see."""

    __slots__ = ("_seen", "_view")

    def __init__(self, view: View) -> None:
        super().__init__(view.rulebook, view.situation)
        self._view = view
        self._seen: dict[str, Value | None] = {}

    def value(self, fact_id: str) -> Value | None:
        """The fact's value, if it is the same however the missing answers turn out."""
        found = super().value(fact_id)
        if found is not None:
            return found
        if fact_id not in self._seen:
            self._seen[fact_id] = self._view.value(fact_id)
        return self._seen[fact_id]
