"""Diagrams over comparisons, as diagrams over the values of open dates and numbers.

For one as-of date and the dates and numbers that are given, the comparisons left open become
*sets of values*: a node tests a date with sets of days on its edges.

Owns the expansion of diagrams over atoms into diagrams over axes; which values an axis tells
apart is decided in :mod:`engine.worlds.axes`, where a comparison holds in
:mod:`engine.worlds.comparisons`. Knows nothing of items or questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from ..rulebook import Rulebook
from ..values import Value, Wording
from .answer_diagrams import VARIES, Content, Joining, content, joined_contents
from .axes import Atoms, Axes, Axis, moved
from .comparisons import Comparisons
from .compiling import ATOM_BASE, KNOWN_BASE
from .diagrams import FALSE, LEAF, TRUE, Node
from .fact_bits import FactBits
from .terms import Term, direction, substituted, variables_of

FOLLOWED = 30
"""A value that shows is followed through the values of a date or number with no more than so
many; otherwise two formulas are taken to differ."""
SAMPLED = 1 << 20
"""Levels of sampled axes lie so far behind those of whole ones."""


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
        settled = self._holds.settled(term, atom.relation, atom.operand)
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
    def _holds(self) -> Comparisons:
        open_names = self.atoms.names.keys() - self.given.keys()
        alone = len({name for name in open_names if self.atoms.names[name]}) == 1
        return Comparisons(self.store, self.axis, self._order, alone, self.as_of)

    def compared(self, number: int) -> Node:
        """Where the atom of that number holds, over axes: leaves are true, false and ``None``
        where it has no value."""
        atom = self.atoms.atoms[number]
        return self._holds.where(self.given_term(atom.term), atom.relation, atom.operand)

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
            found = self._atoms_hold[level] = self._holds.where(term, atom.relation, atom.operand)
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
