"""Dates and numbers: which of their values make which comparisons true.

For one as-of date and the dates and numbers that are given, the comparisons left open become
*sets of values*: a node tests a date with sets of days on its edges. Where a comparison only
rises or falls with a date its set is found by bisection, otherwise by going through the days
once. A comparison of two open dates is split by the values of the first, which leaves few
different ones of the second.

Owns the expansion of diagrams over atoms into diagrams over axes; which values an axis tells
apart is decided in :mod:`engine.worlds.axes`. Knows nothing of items or questions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import Struct

from ..conditions import Operand, Relation, compare
from ..rulebook import Rulebook
from ..values import Value, Wording
from .answer_diagrams import VARIES, Content, Joining, content, joined_contents
from .axes import DIFFERENCES, Atoms, Axes, moved
from .compiling import ATOM_BASE, KNOWN_BASE
from .diagrams import FALSE, LEAF, TRUE, Node
from .fact_bits import FactBits
from .terms import Term, along, call, direction, substituted, variables_of

FOLLOWED = 30
"""A value that shows is followed through the values of a date or number with no more than so
many; otherwise two formulas are taken to differ."""
_ORDERED = (Relation.OVER, Relation.AT_LEAST, Relation.UNDER, Relation.AT_MOST)
_TURNED = {
    Relation.OVER: Relation.UNDER,
    Relation.UNDER: Relation.OVER,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.AT_MOST: Relation.AT_LEAST,
}
SAMPLED = 1 << 20
"""Levels of sampled axes lie so far behind those of whole ones."""


class Axis(Struct, frozen=True):
    """An open date or number: its level, the values told apart in rising order, and whether
    "I don't know" is an answer to it (the bit after the last value) and nothing an answer
    (the next one)."""

    name: str
    level: int
    values: list[Any]
    askable: bool

    @property
    def full(self) -> int:
        """The set of all values."""
        return (1 << len(self.values)) - 1

    @property
    def unknown(self) -> int:
        """The set that is the answer "I don't know"."""
        return 1 << len(self.values)


class Theory:
    """The dates and numbers of one day. ``given`` are those with a value; ``unknown`` those
    answered "I don't know"; all others are open. Of the open ones those in ``asked`` are answers to
    come, the others stay open. A theory of another's (``whole``)
    looks at some days only where at least ``least`` open names meet: what is found so is true,
    and more may be."""

    def __init__(
        self,
        rulebook: Rulebook,
        source: Joining,
        atoms: Atoms,
        as_of: date,
        given: Mapping[str, Value],
        unknown: frozenset[str],
        whole: Theory | None = None,
        asked: frozenset[str] | None = None,
        least: int = 1,
    ) -> None:
        self.rulebook = rulebook
        self.source = source
        self.atoms = atoms
        self.as_of = as_of
        self.given = given
        self.unknown = unknown
        self.whole = whole
        self.axes: Axes = Axes(rulebook, atoms, as_of, given) if whole is None else whole.axes
        self.least = least
        self.asked = atoms.askable if asked is None else asked
        self.store: Joining = Joining() if whole is None else whole.store
        if whole is None:
            self.store.full.update(source.full)
        self._axes: dict[str, Axis] = {}
        self._expanded: dict[Node, Node] = {}
        self._simple: dict[tuple[Any, Relation | None, Operand], Node] = {}
        self._columns: dict[str, dict[Any, list[Any]]] = {}
        self._risings: dict[tuple[str, Any], tuple[list[Any], list[int]] | None] = {}
        self._atoms_hold: dict[int, Node] = {}
        self._names_at: dict[int, frozenset[str]] = {}
        self._decided: dict[int, int] = {}
        self._valued: dict[Node, Node] = {}
        self._over: dict[tuple[Node, tuple[str, ...]], Node] = {}
        self._joined: dict[str, dict[Node, Node]] = {}
        self._chosen: dict[tuple[Node, Node, Node], Node] = {}
        self._changing: dict[tuple[Term, str], bool] = {}
        self._worths: dict[Term, Any] = {}
        self._names: dict[Node, frozenset[str]] = {}
        self._names_in_order = tuple(atoms.names)
        self._order = {name: n for n, name in enumerate(atoms.names)}

    def __len__(self) -> int:
        """How much is remembered."""
        return len(self.store) + len(self._chosen) + sum(map(len, self._joined.values()))

    @cached_property
    def sample(self) -> Theory:
        """The theory that looks at some days only; it shares :attr:`store`."""
        return self._sampled(1)

    @cached_property
    def sample_of_pairs(self) -> Theory:
        """The theory that looks at some days only where two open dates meet."""
        return self._sampled(2)

    def _sampled(self, least: int) -> Theory:
        return Theory(
            self.rulebook,
            self.source,
            self.atoms,
            self.as_of,
            self.given,
            self.unknown,
            self,
            self.asked,
            least,
        )

    @cached_property
    def bits(self) -> FactBits:
        """The facts as bits."""
        return FactBits(self.rulebook) if self.whole is None else self.whole.bits

    def fact_at(self, level: int) -> str:
        """The fact that a level of :attr:`store` is about."""
        if level < KNOWN_BASE:
            return self.atoms.variables[level].fact
        number = (level - KNOWN_BASE) % SAMPLED
        return self._names_in_order[number].removeprefix("?")

    def decided(self, level: int) -> int:
        """The values that a known-flag or an atom can have, each taken by itself."""
        found = self._decided.get(level)
        if found is None:
            found = self._decided[level] = self._find_decided(level)
        return found

    def _find_decided(self, level: int) -> int:
        if level < ATOM_BASE:
            name = self._names_in_order[level - KNOWN_BASE]
            return 1 if name in self.given else 2 if name in self.unknown else 3
        atom = self.atoms.atoms[level - ATOM_BASE]
        term = self.given_term(atom.term)
        if isinstance(term, Term):
            return 3
        settled = self._settled(term, atom.relation, atom.operand)
        return {TRUE: 1, FALSE: 2}.get(settled, 3)

    def given_term(self, term: Any) -> Any:
        """The term with everything given put in."""
        return self.axes.given_term(term)

    # ------------------------------------------------------------------ axes

    def axis(self, name: str) -> Axis:
        """The axis of an open date or number."""
        found = self._axes.get(name)
        if found is None and self.whole is not None and not self._is_answered(name):
            # Days left out could undo what others show where all are joined.
            found = self._axes[name] = self.whole.axis(name)
        if found is None:
            level = KNOWN_BASE + self._order[name]
            if self.whole is None:
                values = self.axes.values(name)
            else:
                values = self.axes.some_values(name)
                level += SAMPLED
            found = self._axes[name] = Axis(name, level, values, self.atoms.names[name])
            self.store.full[level] = (1 << len(values) + 1) - 1
        return found

    def _is_answered(self, name: str) -> bool:
        """Whether each value of the open date or number is an answer to come."""
        return self.atoms.names[name] and name in self.asked and name not in self.unknown

    @cached_property
    def _is_alone(self) -> bool:
        """Whether a single date or number is open: then no comparison is made twice."""
        open_names = self.atoms.names.keys() - self.given.keys()
        return len({name for name in open_names if self.atoms.names[name]}) == 1

    # ------------------------------------------------------------------ comparisons

    def compared(self, number: int) -> Node:
        """Where the atom of that number holds, over axes: leaves are true, false and ``None``
        where it has no value."""
        atom = self.atoms.atoms[number]
        return self._compared(self.given_term(atom.term), atom.relation, atom.operand)

    def _compared(self, term: Any, relation: Relation | None, operand: Operand) -> Node:
        """Where a comparison holds: leaves are true, false and ``None`` where it has no
        value."""
        key = term, relation, operand
        found = self._simple.get(key)
        if found is None:
            found = self._simple[key] = self._find_compared(term, relation, operand)
        return found

    def _find_compared(self, term: Any, relation: Relation | None, operand: Operand) -> Node:
        if not isinstance(term, Term):
            return self._settled(term, relation, operand)
        first, *others = sorted(variables_of(term), key=self._order.__getitem__)
        axis = self.axis(first)
        outcomes: dict[Node, int] = {}
        if not others:
            if relation in _ORDERED:
                found = (
                    self._by_bisection(term, relation, operand, axis)
                    if self._is_alone and direction(term, first) in (1, -1)
                    else self._by_column(term, relation, operand, axis)
                )
                if found is not None:
                    return found
            column = along(term, first, axis.values, self._columns.setdefault(first, {}))
            for number, value in enumerate(column):
                settled = self._settled(value, relation, operand)
                outcomes[settled] = outcomes.get(settled, 0) | 1 << number
        else:
            for number, rest in enumerate(self._rests(term, axis)):
                settled = self._compared(rest, relation, operand)
                outcomes[settled] = outcomes.get(settled, 0) | 1 << number
        return self.store.node(axis.level, outcomes)

    def _rests(self, term: Term, axis: Axis) -> list[Any]:
        """What is left of the term for each value of the axis."""
        name, columns = axis.name, self._columns.setdefault(axis.name, {})

        def rests(part: Any) -> list[Any]:
            names = variables_of(part)
            if name not in names:
                return [part] * len(axis.values)
            if names == {name}:
                return along(part, name, axis.values, columns)
            rows = zip(*map(rests, part[2:]), strict=True)
            return [None if None in row else call(part[1], row) for row in rows]

        return rests(term)

    def _by_column(self, term: Any, relation: Relation, operand: Any, axis: Axis) -> Node | None:
        """A difference of a term and a day against a number: the term against another day, by
        what the term comes to in rising order."""
        if not isinstance(term, Term) or term[1] not in DIFFERENCES:
            return None
        _, _, first, last = term
        if isinstance(last, Term) and isinstance(first, date):
            inner, bound, turned = last, moved(first, operand), False
        elif isinstance(first, Term) and isinstance(last, date):
            inner, bound, turned = first, moved(last, -operand), True
        else:
            return None
        risen = self._risen(inner, axis)
        if risen is None or bound is None:
            return None
        values, sets = risen
        after = _TURNED[relation] if turned else relation
        inclusive = after in (Relation.OVER, Relation.AT_MOST)
        place = bisect_right(values, bound) if inclusive else bisect_left(values, bound)
        below = sets[place]
        holds = axis.full & ~below if after in (Relation.OVER, Relation.AT_LEAST) else below
        outcomes = {TRUE: holds, FALSE: axis.full & ~holds}
        return self.store.node(axis.level, {node: it for node, it in outcomes.items() if it})

    def _risen(self, term: Term, axis: Axis) -> tuple[list[Any], list[int]] | None:
        """The values of the term in rising order, and for each place among them the set of the
        axis' values that come before it; ``None`` if the term lacks a result somewhere."""
        key = axis.name, term
        if key not in self._risings:
            column = along(term, axis.name, axis.values, self._columns.setdefault(axis.name, {}))
            if None in column:
                self._risings[key] = None
            else:
                at: dict[Any, int] = {}
                for number, value in enumerate(column):
                    at[value] = at.get(value, 0) | 1 << number
                values = sorted(at)
                sets = [0]
                for value in values:
                    sets.append(sets[-1] | at[value])
                self._risings[key] = values, sets
        return self._risings[key]

    def _settled(self, value: Any, relation: Relation | None, operand: Operand) -> Node:
        if relation is None:
            return FALSE if value is None else TRUE
        if value is None:
            return self.store.leaf(None)
        return TRUE if compare(relation, value, operand) else FALSE

    def _by_bisection(
        self, term: Term, relation: Relation, operand: Operand, axis: Axis
    ) -> Node | None:
        def holds(number: int) -> bool | None:
            value = substituted(term, {axis.name: axis.values[number]}, self.as_of, {})
            return None if value is None else compare(relation, value, operand)

        low, high = 0, len(axis.values) - 1
        at_low, at_high = holds(low), holds(high)
        if at_low is None or at_high is None:
            return None
        if at_low == at_high:
            return TRUE if at_low else FALSE
        while high - low > 1:
            middle = (low + high) // 2
            here = holds(middle)
            if here is None:
                return None
            if here == at_low:
                low = middle
            else:
                high = middle
        before = (1 << high) - 1
        values = before if at_low else axis.full & ~before
        return self.store.node(axis.level, {TRUE: values, FALSE: axis.full & ~values})

    # ------------------------------------------------------------------ expansion

    def names_in(self, node: Node) -> frozenset[str]:
        """The open dates and numbers that a diagram over atoms may depend on."""
        found = self._names.get(node)
        if found is None:
            level = self.source.level[node]
            if level == LEAF:
                found = self._names_in_leaf(self.source.content(node))
            else:
                names = set(self._names_of_level(level))
                for _, child in self.source.edges[node]:
                    names |= self.names_in(child)
                found = frozenset(names)
            self._names[node] = found
        return found

    def _names_of_level(self, level: int) -> frozenset[str]:
        found = self._names_at.get(level)
        if found is None:
            if level >= ATOM_BASE:
                term = self.given_term(self.atoms.atoms[level - ATOM_BASE].term)
                found = variables_of(term)
            else:
                name = self._names_in_order[level - KNOWN_BASE]
                found = frozenset() if name in self.given else frozenset((name,))
            self._names_at[level] = found
        return found

    def _names_in_leaf(self, leaf: Any) -> frozenset[str]:
        if not isinstance(leaf, frozenset):
            return frozenset()
        return frozenset().union(
            *(variables_of(self.given_term(it)) for kind, it in leaf if kind == "Term")
        )

    def open_names(self, names: Iterable[str]) -> list[str]:
        """Those of the dates and numbers that a person could still be asked for, or was
        without knowing."""
        return [it for it in names if it not in self.given and self.atoms.names[it]]

    def expanded(self, node: Node) -> Node:
        """The diagram over known-flags and atoms as one over axes, in :attr:`store`."""
        found = self._expanded.get(node)
        if found is None:
            names = sorted(self.names_in(node), key=self._order.__getitem__)
            if self.whole is not None and len(self.open_names(names)) < self.least:
                found = self._expanded[node] = self.whole.expanded(node)
                return found
            found = self._expanded[node] = self._over_answers(node, tuple(names))
        return found

    def _over_answers(self, node: Node, names: tuple[str, ...]) -> Node:
        """Turn the axes of ``names`` from values into answers."""
        inside = self.names_in(node)
        names = tuple([name for name in names if name in inside])
        if not names:
            return self._over_values(node)
        key = node, names
        found = self._over.get(key)
        if found is None:
            found = self._over[key] = self._find_over_answers(node, *names)
        return found

    def _find_over_answers(self, node: Node, name: str, *rest: str) -> Node:
        store = self.store
        if not self.atoms.names[name]:
            return self._joined_over(name, self._over_answers(node, rest))
        unknown = self._joined_over(name, self._over_answers(self._knowing(node, name, 2), rest))
        if name in self.unknown:
            return unknown
        known = self._over_answers(self._knowing(node, name, 1), rest)
        if name not in self.asked:
            return store.join(self._joined_over(name, known), unknown)
        if known == unknown:
            return known
        axis = self.axis(name)
        test = store.test(axis.level, axis.full)
        return store.choose(test, known, unknown, store.join, self._chosen)

    def _knowing(self, node: Node, name: str, value: int) -> Node:
        """The diagram where the date or number is known (1) or not (2)."""
        level = KNOWN_BASE + self._order[name]
        memo: dict[Node, Node] = {}

        def go(at: Node) -> Node:
            here = self.source.level[at]
            if here > level:
                return at
            found = memo.get(at)
            if found is None:
                if here == level:
                    found = next(c for values, c in self.source.edges[at] if values & value)
                else:
                    outcomes: dict[Node, int] = {}
                    for values, child in self.source.edges[at]:
                        result = go(child)
                        outcomes[result] = outcomes.get(result, 0) | values
                    found = self.source.node(here, outcomes)
                memo[at] = found
            return found

        return go(node)

    def _over_values(self, node: Node) -> Node:
        found = self._valued.get(node)
        if found is None:
            level = self.source.level[node]
            if level == LEAF:
                found = self._leaf(self.source.content(node))
            elif level < ATOM_BASE:
                name = self._names_in_order[level - KNOWN_BASE]
                value = 1 if name in self.given else 2
                [child] = [c for values, c in self.source.edges[node] if values & value]
                found = self._over_values(child)
            else:
                holds = self._holding(level)
                children = dict(self.source.edges[node])
                if holds <= TRUE:
                    found = self._over_values(children[1 if holds == TRUE else 2])
                else:
                    yes, no = (self._over_values(children[value]) for value in (1, 2))
                    found = self.store.choose(holds, yes, no, self.store.join, self._chosen)
            self._valued[node] = found
        return found

    def _holding(self, level: int) -> Node:
        """Where the atom of that level holds."""
        found = self._atoms_hold.get(level)
        if found is None:
            atom = self.atoms.atoms[level - ATOM_BASE]
            term = self.given_term(atom.term)
            found = self._atoms_hold[level] = self._compared(term, atom.relation, atom.operand)
        return found

    def _leaf(self, leaf: Any) -> Node:
        if not isinstance(leaf, frozenset):
            return self.store.leaf(leaf)
        together: frozenset[Content] | None = None
        spread: list[Any] = []
        for kind, value in leaf:
            if kind == "Term":
                value = self._worth(self.given_term(value))
                if isinstance(value, Term) and self._is_followed(value):
                    spread.append(value)
                    continue
            here = VARIES if value is None else (
                frozenset(((kind, value),)) if kind != "Term" else content(value)
            )  # fmt: skip
            together = here if together is None else joined_contents(together, here)
        nodes = [] if together is None else [self.store.leaf(together)]
        nodes += [self._followed(term) for term in spread]
        return self.store.join_all(nodes)

    def _worth(self, term: Any) -> Any:
        """The value of a term that is the same at both ends of all that it rises or falls with,
        and so everywhere; any other term as it is."""
        if not isinstance(term, Term):
            return term
        if self.whole is not None:
            return self.whole._worth(term)
        found = self._worths.get(term)
        if found is None:
            found = self._worths[term] = self._find_worth(term)
        return found

    def _find_worth(self, term: Term) -> Any:
        least, most = {}, {}
        for name in variables_of(term):
            rising = direction(term, name)
            if rising is None:
                return term
            least[name], most[name] = self.axes.limits(name)[::rising]
        low, high = (substituted(term, point, self.as_of, {}) for point in (least, most))
        return low if low == high and low is not None else term

    def _is_followed(self, term: Term) -> bool:
        if self.whole is not None:
            return self.whole._is_followed(term)
        return all(map(self._is_limited, variables_of(term)))

    def _is_limited(self, name: str) -> bool:
        """Whether the author's limits leave few values, each of which is followed."""
        fact = self.rulebook.facts[name.removeprefix("?")]
        low, high = fact.minimum, fact.maximum
        if isinstance(low, date) and isinstance(high, date):
            return (high - low).days <= FOLLOWED
        return isinstance(low, int) and isinstance(high, int) and high - low <= FOLLOWED

    def _followed(self, term: Any) -> Node:
        """A value that shows, for each value of the open dates and numbers it hangs on."""
        if not isinstance(term, Term):
            return self.store.leaf(VARIES if term is None else content(term))
        axis = self.axis(min(variables_of(term), key=self._order.__getitem__))
        outcomes: dict[Node, int] = {}
        for number, value in enumerate(axis.values):
            result = self._followed(substituted(term, {axis.name: value}, self.as_of, {}))
            outcomes[result] = outcomes.get(result, 0) | 1 << number
        return self.store.node(axis.level, outcomes)

    def _joined_over(self, name: str, node: Node) -> Node:
        """What all values of one axis may come to together."""
        level = self.axis(name).level
        store = self.store
        memo = self._joined.setdefault(name, {})

        def go(at: Node) -> Node:
            here = store.level[at]
            if here == LEAF:
                return self._joined_leaf(name, at)
            found = memo.get(at)
            if found is None:
                if here == level:
                    found = store.join_all([go(child) for _, child in store.edges[at]])
                else:
                    outcomes: dict[Node, int] = {}
                    for values, child in store.edges[at]:
                        result = go(child)
                        outcomes[result] = outcomes.get(result, 0) | values
                    found = store.node(here, outcomes)
                memo[at] = found
            return found

        return go(node)

    def _joined_leaf(self, name: str, leaf: Node) -> Node:
        found = self.store.content(leaf)
        if isinstance(found, frozenset):
            for kind, term in found:
                if kind == "Term" and name in variables_of(term) and self._changes(term, name):
                    return self.store.leaf(VARIES)
        return leaf

    def moves(self, leaf: Any, name: str) -> bool:
        """Whether what a leaf shows is another value for some other value of what is given."""
        if not isinstance(leaf, frozenset) or len(leaf) != 1:
            return False
        [(_, term)] = leaf
        given = self.given[name]
        if name not in variables_of(term) or isinstance(given, str | frozenset | Wording):
            return False
        others: list[Any] = (
            [moved(given, 45), moved(given, -45)]
            if isinstance(given, date)
            else [given + 45, given - 45]
        )
        now = self.given_term(term)
        return any(
            substituted(term, {**self.given, name: other}, self.as_of, {}) not in (now, None)
            for other in others
            if other is not None and self._is_within(name, other)
        )

    def _is_within(self, name: str, value: Any) -> bool:
        fact = self.rulebook.facts[name]
        low, high = fact.minimum, fact.maximum
        return (low is None or low <= value) and (high is None or value <= high)

    def constant(self, term: Term) -> Any:
        """What the term comes to if that is the same for all open dates and numbers."""
        if any(self._changes(term, name) for name in variables_of(term)):
            return None
        point = {name: self.axis(name).values[0] for name in variables_of(term)}
        return substituted(term, point, self.as_of, {})

    def _changes(self, term: Term, name: str) -> bool:
        """Whether the term is not the same for all values of one axis."""
        key = term, name
        found = self._changing.get(key)
        if found is None:
            found = self._changing[key] = self._finds_change(term, name)
        return found

    def _finds_change(self, term: Term, name: str) -> bool:
        if len(variables_of(term)) > 1:
            return True
        values = self.axis(name).values
        some = (values[-1], *values[:: max(1, len(values) // 50)])
        first = substituted(term, {name: values[0]}, self.as_of, {})
        return any(substituted(term, {name: it}, self.as_of, {}) != first for it in some)
