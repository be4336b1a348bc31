"""What is still loose in a condition: which missing values it hangs on, and what is left of it.

Owns walking conditions in one valuation; does not assume anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from engine.calculations import FIRST_KNOWN, Call, Cases, FactArgument
from engine.conditions import Comparison, Condition, Not, Relation, truth_of
from engine.items import Wanted
from engine.rulebook import Asked, Cell, Concluded, Rule
from engine.situation import Valuation
from engine.values import Kind, Truth, truth_and
from engine.values import truth_or as kleene_or


def truth_of_wanted(wanted: Wanted, valuation: Valuation) -> Truth:
    """Kleene truth of "in every group some rule holds"."""
    return truth_and(kleene_or(valuation.rule_truth(rule) for rule in group) for group in wanted)


class Loose(Struct, frozen=True):
    """What is still loose: the facts whose missing values matter, in the order in which they
    are met, and the leaves that are open because of them.

    ``read_once``: every variable is a question with two or more options that stands in one
    leaf only. Then Kleene logic is exact, both outcomes can happen, and each variable tips
    the scales in some situation.
    """

    variables: Mapping[str, None]
    comparisons: Mapping[Comparison, None]
    read_once: bool

    def unknown(self, valuation: Valuation) -> dict[str, None]:
        """Those variables that the person does not know."""
        return {v: None for v in self.variables if valuation.knowledge(v)[1] is False}

    def unasked(self, valuation: Valuation) -> dict[str, None]:
        """Those variables that nobody has asked for."""
        return {v: None for v in self.variables if valuation.knowledge(v)[1] is None}


def loose_ends(
    wanted: Wanted, shown: Sequence[str], valuation: Valuation, ahead: bool = False
) -> Loose:
    """What the truth of ``wanted``, or the value of a shown fact, hangs on now (``ahead``: or
    may come to hang on)."""
    walk = _Walk(valuation, ahead)
    if truth_of_wanted(wanted, valuation) is None:
        for group in wanted:
            if kleene_or(valuation.rule_truth(rule) for rule in group) is None:
                for rule in group:
                    if valuation.rule_truth(rule) is None:
                        walk.condition(rule.when)
    for fact in shown:
        walk.value(fact)
    return Loose(walk.found, walk.comparisons, walk.read_once)


_BY_OPTION = frozenset({Relation.EQUALS, Relation.DIFFERS, Relation.ONE_OF, Relation.NONE_OF})


class _Walk:
    def __init__(self, valuation: Valuation, ahead: bool) -> None:
        self.ahead = ahead
        self.valuation = valuation
        self.rulebook = valuation.rulebook
        self.found: dict[str, None] = {}
        self.comparisons: dict[Comparison, None] = {}
        self.read_once = True
        self.facts_read: set[str] = set()
        self.value_hangs: dict[str, bool] = {}
        self.knowledge_seen: set[str] = set()

    def condition(self, condition: Condition) -> bool:
        """Collect what an open condition hangs on; false when it is not open."""
        if truth_of(condition, self.valuation.knowledge) is not None:
            return False
        if isinstance(condition, Comparison):
            self.comparisons[condition] = None
            self.read_once = self.read_once and self._is_read_once(condition)
            if condition.relation in (Relation.KNOWN, Relation.UNKNOWN):
                return self.known(condition.fact)
            return self.value(condition.fact)
        parts = (condition.part,) if isinstance(condition, Not) else condition.parts
        open_parts = [self.condition(part) for part in parts]
        return any(open_parts)

    def _is_read_once(self, comparison: Comparison) -> bool:
        fact = self.rulebook.facts[comparison.fact]
        if fact.id in self.facts_read:
            return False
        self.facts_read.add(fact.id)
        if isinstance(fact.origin, Concluded):
            return True
        if not isinstance(fact.origin, Asked) or comparison.relation not in _BY_OPTION:
            return False
        if fact.kind is Kind.CHOICE:
            named = comparison.operand
            told_apart = set(named) if isinstance(named, tuple) else {named}
            return not told_apart.issuperset(option.id for option in fact.options)
        return fact.kind is Kind.YES_NO

    def value(self, fact_id: str) -> bool:
        """Collect what a missing value hangs on; false when it is not missing."""
        if self.valuation.value(fact_id) is not None:
            return False
        if fact_id not in self.value_hangs:
            self.value_hangs[fact_id] = True
            concluded = isinstance(self.rulebook.facts[fact_id].origin, Concluded)
            hangs_on_others = not self.valuation.is_assumed(fact_id) and self._origin(fact_id)
            if not hangs_on_others and not concluded:
                self.found[fact_id] = None
        return True

    def _origin(self, fact_id: str) -> bool:
        origin = self.rulebook.facts[fact_id].origin
        match origin:
            case Asked():
                return False
            case Concluded():
                rules = self.rulebook.concluding_rules[fact_id]
                open_rules = [r for r in rules if self.valuation.rule_truth(r) is None]
                hangs = [self.condition(rule.when) for rule in open_rules]
                return any(hangs)
            case Cell():
                return self.value(origin.key)
            case Cases():
                return self._cases(origin)
            case Call():
                arguments = self.rulebook.depends_on(fact_id)
                if origin.function == FIRST_KNOWN:
                    known = (self.known(argument) for argument in arguments)
                    return any(list(known) if self.ahead else known)
                hangs = [self.value(argument) for argument in arguments]
                return any(hangs)

    def _cases(self, origin: Cases) -> bool:
        hangs = False
        for case in origin.cases:
            truth = truth_of(case.when, self.valuation.knowledge)
            if truth is None:
                hangs |= self.condition(case.when)
                if not self.ahead:
                    break
            if truth is not False and isinstance(case.value, FactArgument):
                hangs |= self.value(case.value.fact)
            if truth:
                break
        return hangs

    def known(self, fact_id: str) -> bool:
        """Collect what it hangs on whether a fact is known; false when that is settled."""
        if self.valuation.knowledge(fact_id)[1] is not None:
            return False
        if fact_id not in self.knowledge_seen:
            self.knowledge_seen.add(fact_id)
            origin = self.rulebook.facts[fact_id].origin
            if isinstance(origin, Asked) or self.valuation.is_assumed(fact_id):
                self.found[fact_id] = None
            else:
                for other in self.rulebook.depends_on(fact_id):
                    self.known(other)
        return True


Residue = object
"""What is left of a condition: equal residues behave the same whatever is answered next."""


def residue_of(wanted: Wanted, shown: Sequence[str], valuation: Valuation, varied: str) -> Residue:
    """What is left of ``wanted`` and of the shown facts in ``valuation``, for comparing
    valuations that differ in the value of ``varied`` only."""
    return _Residues(valuation, varied).of_wanted(wanted, shown)


class _Residues:
    def __init__(self, valuation: Valuation, varied: str) -> None:
        self.valuation = valuation
        self.varied = valuation.knowledge(varied)
        self.derived = valuation.rulebook.dependents[varied][0]
        self.conclusions: dict[str, Residue] = {}

    def of_wanted(self, wanted: Wanted, shown: Sequence[str]) -> Residue:
        truth = truth_of_wanted(wanted, self.valuation)
        groups = [self._rules(group) for group in wanted] if truth is None else []
        return truth, tuple(groups), tuple(self._fact(fact_id) for fact_id in shown)

    def _rules(self, rules: Sequence[Rule]) -> Residue:
        truth = kleene_or(self.valuation.rule_truth(rule) for rule in rules)
        if truth is not None:
            return truth
        open_rules = [rule for rule in rules if self.valuation.rule_truth(rule) is None]
        return frozenset(self._condition(rule.when) for rule in open_rules)

    def _condition(self, condition: Condition) -> Residue:
        truth = truth_of(condition, self.valuation.knowledge)
        if truth is not None:
            return truth
        if isinstance(condition, Comparison):
            if condition.relation in (Relation.KNOWN, Relation.UNKNOWN):
                settled = condition.fact not in self.derived
                return condition, (None if settled else self.varied)
            return condition, self._fact(condition.fact)
        if isinstance(condition, Not):
            return "not", self._condition(condition.part)
        parts = (self._condition(part) for part in condition.parts)
        return type(condition), frozenset(part for part in parts if not isinstance(part, bool))

    def _fact(self, fact_id: str) -> Residue:
        if fact_id not in self.derived:
            return None
        value, known = self.valuation.knowledge(fact_id)
        if value is not None:
            return (value, known)
        if not isinstance(self.valuation.rulebook.facts[fact_id].origin, Concluded):
            return self.varied
        if fact_id not in self.conclusions:
            rules = self.valuation.rulebook.concluding_rules[fact_id]
            self.conclusions[fact_id] = self._rules(rules)
        return self.conclusions[fact_id]
