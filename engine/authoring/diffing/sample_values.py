"""Dates and numbers to try, where only formulas of them differ.

Owns the choice.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from itertools import product
from typing import Any

from ...values import Answer
from ...worlds.terms import variables_of
from .compared_day import ComparedDay

MOST_POINTS = 60
"""So many dates or numbers are tried where only formulas of them differ."""

MOST_THOROUGHLY = 4_000
MANY = range(-365, 730)


def names_in(leaf: Any) -> frozenset[str]:
    """The dates and numbers in the formulas of a leaf."""
    if isinstance(leaf, frozenset):
        return frozenset().union(*(variables_of(it) for kind, it in leaf if kind == "Term"))
    if isinstance(leaf, tuple):
        return frozenset().union(*map(names_in, leaf))
    return frozenset()


def stated_in(leaf: Any) -> frozenset[str]:
    """Those of them that a person can state."""
    return frozenset(it for it in names_in(leaf) if not it.startswith("?"))


_IN_ANY_ORDER = frozenset({"earliest", "latest", "sum", "product"})


def settled_form(content: Any) -> Any:
    """Formulas with the arguments of which the order does not count in one order: two that are
    written so alike come to the same for all dates and numbers."""
    if isinstance(content, frozenset):
        return frozenset(map(settled_form, content))
    if not isinstance(content, tuple):
        return content
    parts = tuple(map(settled_form, content))
    if len(parts) > 2 and parts[0] == "call" and parts[1] in _IN_ANY_ORDER:
        return (*parts[:2], *sorted(parts[2:], key=repr))
    return parts


def points_of(
    leaf: Hashable, day: ComparedDay, answers: Mapping[str, Answer], *, thoroughly: bool = False
) -> Iterator[dict[str, Any]]:
    """Values of the dates and numbers in a leaf's formulas: those answered, and for others
    some that are plain; ``thoroughly``, every day of three years, and every number up to a
    few hundred."""
    names = sorted(stated_in(leaf))
    columns: list[list[Any]] = []
    for name in names:
        if name in answers:
            columns.append([answers[name]])
            continue
        values = day.theory.axis(name).values
        tried = [day.theory.axes.some_value(name, near) for near in (20, 45, -17)]
        tried += values[:: max(1, len(values) // 12)]
        if thoroughly and len(names) == 1:
            tried += [day.theory.axes.some_value(name, near) for near in MANY]
            tried += values
        columns.append(tried)
    for number, some in enumerate(product(*columns)):
        if number >= (MOST_THOROUGHLY if thoroughly else MOST_POINTS):
            return
        yield dict(zip(names, some, strict=True))
