"""How many people answer as somebody did: nearly everybody, or only those in a case like this.

Owns the estimate, made of the rulebook alone: every option is taken to be equally likely, and
facts to be independent of each other. It only ever ranks advice; no advice comes or goes by it.
"""

from __future__ import annotations

from math import prod

from ..conditions import (
    All,
    Comparison,
    Condition,
    Not,
    Relation,
    compare,
    push_negation,
    truth_of,
)
from ..rulebook import Asked, Cell, Concluded, Fact, Rule
from ..situation import Valuation
from ..values import Kind, Missing, Value

Share = float
"""A part of all people, from 0 (nobody) to 1 (everybody)."""

EVEN: Share = 0.5
"""The share of a comparison that nothing is known about."""
USUAL: Share = 0.9
"""The share of people who give the answer that a rulebook presumes."""


class Prevalence:
    """The shares of the rules that speak to one person."""

    def __init__(self, valuation: Valuation) -> None:
        self.valuation = valuation
        self.rulebook = valuation.rulebook
        self._conclusions: dict[str, Share] = {}

    def of(self, rule: Rule) -> Share:
        """The share of people who give the rarest answer that brings the rule to this person.

        What the rule asks of everybody else as well, and other ways in which it could have
        come, change nothing: an answer of one's own stays one's own when an author adds to the
        rule.
        """
        return self._of_these(push_negation(rule.when))

    def _of_these(self, condition: Condition) -> Share:
        if isinstance(condition, Comparison):
            if truth_of(condition, self.valuation.knowledge) is not True:
                return 1
            share = self._of_comparison(condition)
            if isinstance(self.rulebook.facts[condition.fact].origin, Concluded):
                return max(share, self._behind(condition))
            return share
        assert not isinstance(condition, Not)
        if isinstance(condition, All):
            return min(map(self._of_these, condition.parts), default=1)
        holding = [it for it in condition.parts if truth_of(it, self.valuation.knowledge)]
        return max(map(self._of_these, holding), default=1)

    def _behind(self, it: Comparison) -> Share:
        """The share of people who answer what a conclusion rests on. What most people come to,
        each in another way, is nobody's own, however rare the way."""
        rules = self.rulebook.concluding_rules[it.fact]
        holding = [rule for rule in rules if self.valuation.rule_truth(rule)]
        return max(map(self.of, holding), default=0)

    def _of_rule(self, rule: Rule) -> Share:
        return self._of(push_negation(rule.when))

    def _of(self, condition: Condition) -> Share:
        assert not isinstance(condition, Not)
        if isinstance(condition, Comparison):
            return self._of_comparison(condition)
        shares = [self._of(part) for part in condition.parts]
        return prod(shares) if isinstance(condition, All) else _some(shares)

    def _of_comparison(self, it: Comparison) -> Share:
        fact = self.rulebook.facts[it.fact]
        match fact.origin:
            case Concluded():
                share = self._of_conclusion(fact.id)
                negative = (it.relation is Relation.EQUALS) != bool(it.operand)
                return 1 - share if negative else share
            case Cell(table, _, column):
                rows = self.rulebook.tables[table].rows.values()
                cells = [row[column].value if column in row else None for row in rows]
                return sum(_holds(it, cell) for cell in cells) / max(len(cells), 1)
            case Asked():
                return _of_answer(it, fact)
            case _:
                return EVEN

    def _of_conclusion(self, fact_id: str) -> Share:
        if fact_id not in self._conclusions:
            rules = self.rulebook.concluding_rules[fact_id]
            self._conclusions[fact_id] = _some([self._of_rule(rule) for rule in rules])
        return self._conclusions[fact_id]


def _some(shares: list[Share]) -> Share:
    return 1 - prod(1 - share for share in shares)


def _holds(it: Comparison, value: Value | None) -> bool:
    if it.relation in (Relation.KNOWN, Relation.UNKNOWN):
        return (value is not None) == (it.relation is Relation.KNOWN)
    return value is not None and compare(it.relation, value, it.operand)


def _of_answer(it: Comparison, fact: Fact) -> Share:
    """The share of people who answer so. An answer that is presumed is nearly everybody's; the
    others are equally likely, "I don't know" and each thing of a list like one more option."""
    if fact.presumed is None or isinstance(fact.presumed, Missing):
        return _if_all_are_equal(it, fact)
    usual = _holds(it, fact.presumed)
    return USUAL * usual + (1 - USUAL) * _if_all_are_equal(it, fact)


def _if_all_are_equal(it: Comparison, fact: Fact) -> Share:
    one = 1 / (len(fact.options) + 1) if fact.options else EVEN / 2
    match it.relation:
        case Relation.UNKNOWN | Relation.INCLUDES:
            return one
        case Relation.KNOWN | Relation.EXCLUDES:
            return 1 - one
    if fact.kind is not Kind.CHOICE:
        return EVEN
    return sum(_holds(it, option.id) for option in fact.options) / max(len(fact.options), 1)
