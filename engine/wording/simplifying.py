"""Making a condition shorter without changing what it means.

Owns the laws: repetition, absorption, ``a or (not a and b)`` is ``a or b``, common parts in
front, several comparisons of one fact in one. They are stated for "either" only; "every"
follows by negating before and after. A fact is taken to have some value, known or not.
Conditions have no ``Not`` inside. Knows nothing of answers or languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..conditions import ALWAYS, NEGATED_TWIN, NEVER, All, Any, Comparison, Condition, Relation
from ..rulebook import Fact
from ..values import Kind, Value

Facts = Mapping[str, Fact]


def either(parts: Iterable[Condition], facts: Facts) -> Condition:
    """A condition that holds when one of the simplified ``parts`` does, as short as the laws
    make it; parts keep their order."""
    now = _flat(parts)
    while ALWAYS not in now:
        before = now
        now = _flat(_merged(now, facts))
        now = _flat(_relieved(now, facts))
        now = _flat(_absorbed(now))
        now = _flat(_factored(now, facts))
        if now == before:
            return now[0] if len(now) == 1 else Any(tuple(now))
    return ALWAYS


def every(parts: Iterable[Condition], facts: Facts) -> Condition:
    """A condition that holds when all of the simplified ``parts`` do."""
    return negated(either([negated(part, facts) for part in parts], facts), facts)


def negated(condition: Condition, facts: Facts) -> Condition:
    """The negation, each comparison in its plainest form."""
    if isinstance(condition, Comparison):
        return plainest(_twin(condition), facts)
    if isinstance(condition, All):
        return Any(tuple(negated(part, facts) for part in condition.parts))
    if isinstance(condition, Any):
        return All(tuple(negated(part, facts) for part in condition.parts))
    return condition.part


def plainest(leaf: Comparison, facts: Facts) -> Condition:
    """The comparison as "is X" where a single value is meant, ``ALWAYS`` or ``NEVER`` where
    all listed values or none are, and else as it was."""
    fact = facts[leaf.fact]
    meant = values_meant(leaf, fact)
    if meant is None or 1 < len(meant) < len(listed_values(fact)):
        return leaf
    return comparison_meaning(meant, fact)


def listed_values(fact: Fact) -> tuple[Value, ...]:
    """Every value of a fact that has a list of them, else nothing."""
    if fact.kind is Kind.YES_NO:
        return (True, False)
    if fact.kind is Kind.CHOICE:
        return tuple(option.id for option in fact.options)
    return ()


def values_meant(leaf: Comparison, fact: Fact) -> frozenset[Value] | None:
    """The listed values for which the comparison holds; ``None`` where it is no matter of
    listed values."""
    listed = frozenset(listed_values(fact))
    match leaf.relation, leaf.operand:
        case ((Relation.ONE_OF | Relation.NONE_OF), tuple(several)):
            named = frozenset(several)
        case ((Relation.EQUALS | Relation.DIFFERS), (bool() | str()) as one):
            named = frozenset({one})
        case _:
            return None
    if not listed or not named <= listed:
        return None
    return named if leaf.relation in (Relation.EQUALS, Relation.ONE_OF) else listed - named


def comparison_meaning(meant: frozenset[Value], fact: Fact) -> Condition:
    """The plainest condition that holds for exactly those listed values."""
    listed = listed_values(fact)
    if not meant:
        return NEVER
    if len(meant) == len(listed):
        return ALWAYS
    named = tuple(value for value in listed if value in meant)
    if len(named) == 1:
        return Comparison(fact.id, Relation.EQUALS, named[0])
    return Comparison(fact.id, Relation.ONE_OF, named)


def _twin(leaf: Comparison) -> Comparison:
    return Comparison(leaf.fact, NEGATED_TWIN[leaf.relation], leaf.operand)


def _flat(parts: Iterable[Condition]) -> list[Condition]:
    flat: dict[Condition, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Any) else (part,)))
    return list(flat)


def _merged(parts: list[Condition], facts: Facts) -> Iterable[Condition]:
    """Comparisons of one fact, as one; a comparison and its opposite, as always."""
    leaves = [part for part in parts if isinstance(part, Comparison)]
    if any(_twin(leaf) in leaves for leaf in leaves):
        return [ALWAYS]
    together: dict[str, list[frozenset[Value]]] = {}
    for leaf in leaves:
        meant = values_meant(leaf, facts[leaf.fact])
        if meant is not None:
            together.setdefault(leaf.fact, []).append(meant)

    def merge(part: Condition) -> Condition:
        if not isinstance(part, Comparison) or len(together.get(part.fact, ())) < 2:
            return part
        fact = facts[part.fact]
        if values_meant(part, fact) is None:
            return part
        return comparison_meaning(frozenset[Value]().union(*together[part.fact]), fact)

    return [merge(part) for part in parts]


def _relieved(parts: list[Condition], facts: Facts) -> Iterable[Condition]:
    """``a or (a and b)`` is ``a``; ``a or (not a and b)`` is ``a or b``."""
    leaves = [part for part in parts if isinstance(part, Comparison)]
    for part in parts:
        if not isinstance(part, All):
            yield part
            continue
        if any(_implies(inner, leaf, facts) for inner in part.parts for leaf in leaves):
            continue
        rest = [
            inner
            for inner in part.parts
            if not any(_one_holds(inner, leaf, facts) for leaf in leaves)
        ]
        yield part if len(rest) == len(part.parts) else every(rest, facts)


def _implies(one: Condition, other: Comparison, facts: Facts) -> bool:
    if not isinstance(one, Comparison) or one.fact != other.fact:
        return False
    fact = facts[one.fact]
    narrow, wide = values_meant(one, fact), values_meant(other, fact)
    if narrow is None or wide is None:
        return one == other
    return narrow <= wide


def _one_holds(one: Condition, other: Comparison, facts: Facts) -> bool:
    """Whether one of the two holds whatever the value is."""
    if not isinstance(one, Comparison) or one.fact != other.fact:
        return False
    return _implies(_twin(one), other, facts)


def _absorbed(parts: list[Condition]) -> Iterable[Condition]:
    """``(a and b) or (a and b and c)`` is ``a and b``."""
    groups = [frozenset(part.parts) for part in parts if isinstance(part, All)]
    return [
        part
        for part in parts
        if not isinstance(part, All) or not any(group < frozenset(part.parts) for group in groups)
    ]


def _factored(parts: list[Condition], facts: Facts) -> Iterable[Condition]:
    """``(a and b) or (a and c)`` is ``a and (b or c)``."""
    groups = [part for part in parts if isinstance(part, All)]
    if len(groups) < 2:
        return parts
    common = [
        inner for inner in groups[0].parts if all(inner in group.parts for group in groups[1:])
    ]
    if not common:
        return parts
    rests = [
        every([inner for inner in group.parts if inner not in common], facts) for group in groups
    ]
    factored = every([*common, either(rests, facts)], facts)
    first = parts.index(groups[0])
    others = [part for part in parts if not isinstance(part, All)]
    return [*others[:first], factored, *others[first:]]
