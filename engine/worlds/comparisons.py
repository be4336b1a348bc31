"""Where comparisons hold: over the axes of the open dates and numbers in them.

Where a comparison only rises or falls with a date its set of values is found by bisection,
otherwise by going through the values once. A comparison of two open dates is split by the
values of the first, which leaves few different ones of the second.

Owns how such a set is found. Which values there are, and in which order names come, it is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ..conditions import Operand, Relation, compare
from .answer_diagrams import Joining
from .axes import DIFFERENCES, Axis, moved
from .diagrams import FALSE, TRUE, Node
from .terms import Term, along, call, direction, substituted, variables_of

_ORDERED = (Relation.OVER, Relation.AT_LEAST, Relation.UNDER, Relation.AT_MOST)
_TURNED = {
    Relation.OVER: Relation.UNDER,
    Relation.UNDER: Relation.OVER,
    Relation.AT_LEAST: Relation.AT_MOST,
    Relation.AT_MOST: Relation.AT_LEAST,
}


class Comparisons:
    """Comparisons of terms with what is given put in, as diagrams in ``store``; ``alone`` says
    whether a single date or number is open: then no comparison is made twice."""

    def __init__(
        self,
        store: Joining,
        axis: Callable[[str], Axis],
        order: Mapping[str, int],
        alone: bool,
        as_of: date,
    ) -> None:
        self._store = store
        self._axis = axis
        self._order = order
        self._is_alone = alone
        self._as_of = as_of
        self._found: dict[tuple[Any, Relation | None, Operand], Node] = {}
        self._columns: dict[str, dict[Any, list[Any]]] = {}
        self._risings: dict[tuple[str, Any], tuple[list[Any], list[int]] | None] = {}

    def where(self, term: Any, relation: Relation | None, operand: Operand) -> Node:
        """Where a comparison holds: leaves are true, false and ``None`` where it has no
        value."""
        key = term, relation, operand
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(term, relation, operand)
        return found

    def _find(self, term: Any, relation: Relation | None, operand: Operand) -> Node:
        if not isinstance(term, Term):
            return self.settled(term, relation, operand)
        first, *others = sorted(variables_of(term), key=self._order.__getitem__)
        axis = self._axis(first)
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
                settled = self.settled(value, relation, operand)
                outcomes[settled] = outcomes.get(settled, 0) | 1 << number
        else:
            for number, rest in enumerate(self._rests(term, axis)):
                settled = self.where(rest, relation, operand)
                outcomes[settled] = outcomes.get(settled, 0) | 1 << number
        return self._store.node(axis.level, outcomes)

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
        return self._store.node(axis.level, {node: it for node, it in outcomes.items() if it})

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

    def settled(self, value: Any, relation: Relation | None, operand: Operand) -> Node:
        """The leaf that a comparison with a value, no longer a term, comes to."""
        if relation is None:
            return FALSE if value is None else TRUE
        if value is None:
            return self._store.leaf(None)
        return TRUE if compare(relation, value, operand) else FALSE

    def _by_bisection(
        self, term: Term, relation: Relation, operand: Operand, axis: Axis
    ) -> Node | None:
        def holds(number: int) -> bool | None:
            value = substituted(term, {axis.name: axis.values[number]}, self._as_of, {})
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
        return self._store.node(axis.level, {TRUE: values, FALSE: axis.full & ~values})
