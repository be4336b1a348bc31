"""Which words of its own a rulebook has for the options of a choice.

Owns how a comparison with several options falls apart into those that have a ``statement`` or
a ``denial``, and which of the shorter ways round is taken. Knows nothing of languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from ..conditions import All, Any, Comparison, Condition, Relation
from ..rulebook import Cell, Fact
from ..values import Kind, Value
from .simplifying import listed_values, values_meant

NEGATIVE = (Relation.DIFFERS, Relation.NONE_OF, Relation.EXCLUDES)
MOST_STATEMENTS = 3
"""Statements of one fact said one after another before a list of labels is shorter."""


def names_itself(fact: Fact) -> bool:
    """Whether the fact has words for every option at once, which name the answer in braces."""
    said = fact.statement, fact.denial
    return fact.kind is Kind.CHOICE and all(
        it is not None and fact.id in it.placeholders() for it in said
    )


def in_own_words(condition: Condition, facts: Mapping[str, Fact]) -> Condition:
    """The condition with every comparison taken apart that the options can say themselves;
    nothing is taken apart that one clause says better."""
    if isinstance(condition, All | Any):
        together = type(condition)
        parts = [in_own_words(part, facts) for part in condition.parts]
        nested = [part.parts if isinstance(part, together) else (part,) for part in parts]
        flat = tuple(dict.fromkeys(chain.from_iterable(nested)))
        if together is All:
            flat = _without_the_obvious(flat, facts)
        return flat[0] if len(flat) == 1 else together(flat)
    if not isinstance(condition, Comparison):
        return condition
    fact = facts[condition.fact]
    meant = values_meant(condition, fact) if fact.kind is Kind.CHOICE else None
    if meant is None:
        return condition
    listed = listed_values(fact)
    others = [value for value in listed if value not in meant]
    positive = condition.relation not in NEGATIVE
    named = [value for value in listed if value in meant] if positive else others
    rest = [value for value in listed if value not in named]
    ways = [(positive, named), (not positive, rest)]
    if len(rest) == 1 < len(named):
        ways.reverse()
    for so, values in ways:
        if len(values) <= MOST_STATEMENTS and all(has_words(fact, it, so) for it in values):
            return _one_by_one(fact, so, values)
    return condition


def has_words(fact: Fact, option_id: Value, so: bool) -> bool:
    """Whether the option can say that it was chosen (``so``), or that it was not."""
    option = fact.option(option_id) if isinstance(option_id, str) else None
    return option is not None and (option.statement if so else option.denial) is not None


def has_sentence(fact: Fact, value: bool | str) -> bool:
    """Whether the rulebook has a sentence for somebody who gives that answer."""
    if isinstance(value, bool):
        return (fact.statement if value else fact.denial) is not None
    return names_itself(fact) or has_words(fact, value, so=True)


def _one_by_one(fact: Fact, so: bool, values: Sequence[Value]) -> Condition:
    relation = Relation.EQUALS if so else Relation.DIFFERS
    leaves = tuple(
        Comparison(fact.id, relation, value) for value in values if isinstance(value, str)
    )
    if len(leaves) == 1:
        return leaves[0]
    return Any(leaves) if so else All(leaves)


def _without_the_obvious(
    parts: Sequence[Condition], facts: Mapping[str, Fact]
) -> tuple[Condition, ...]:
    """The parts of an "all", less "X is known" where another part says what X is."""
    compared: set[str] = set()
    for part in parts:
        leaves = part.parts if isinstance(part, Any) else (part,)
        tested = [_known_by(leaf, facts) for leaf in leaves]
        compared |= set.intersection(*tested) if tested else set()
    return tuple(
        part
        for part in parts
        if not isinstance(part, Comparison)
        or part.relation is not Relation.KNOWN
        or part.fact not in compared
    )


def _known_by(leaf: Condition, facts: Mapping[str, Fact]) -> set[str]:
    """Facts that have a value wherever the comparison holds; more that are tied to them."""
    if not isinstance(leaf, Comparison) or leaf.relation in (Relation.KNOWN, Relation.UNKNOWN):
        return set()
    origin = facts[leaf.fact].origin
    return {leaf.fact, origin.key} if isinstance(origin, Cell) else {leaf.fact}
