"""A situation (all answers so far) and what follows from it for every fact and rule.

:class:`Valuation` is the reference evaluator: plain Python, strong Kleene, lazy. It derives
table cells, calculated facts and conclusions, and can be extended with assumptions, which
is how tests go through every way in which they can turn out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from .calculations import calculate
from .conditions import Knowledge, truth_of
from .rulebook import Asked, Cell, Concluded, Rule, Rulebook, TableCell
from .values import Answer, Missing, Truth, Value

Answers = Mapping[str, Answer]
"""Answers by fact id: a value or ``UNKNOWN``; an unanswered fact is absent."""


class Situation(Struct, frozen=True):
    """All answers so far and the date the plan is made for. ``presumed`` are the facts whose
    answer nobody gave: the rulebook takes it for granted."""

    answers: Answers
    as_of: date
    presumed: frozenset[str] = frozenset()


def presuming(rulebook: Rulebook, situation: Situation) -> Situation:
    """The situation with the answers that the rulebook presumes where nobody has answered."""
    presumed = {
        fact.id: fact.presumed
        for fact in rulebook.facts.values()
        if fact.presumed is not None and fact.id not in situation.answers
    }
    if not presumed:
        return situation
    return Situation(
        {**situation.answers, **presumed},
        situation.as_of,
        situation.presumed | presumed.keys(),
    )


NOT_ASKED: Knowledge = (None, None)
NOT_KNOWN: Knowledge = (None, False)


class Valuation:
    """What a situation says about each fact, conclusion and rule.

    :meth:`assuming` gives a fact a value to reason with: a hypothetical answer
    ``(value, True)``, a hypothetical "I don't know" ``(None, False)``, or a stand-in
    ``(value, False)`` for a value that the person does not know. What a person *knows*
    follows from their own answers alone, so a derived fact that needs a stand-in has a value
    but is not known.
    """

    __slots__ = (
        "_assumed",
        "_base",
        "_knowledge",
        "_moved_facts",
        "_moved_rules",
        "_rules",
        "_without_stand_ins",
        "rulebook",
        "situation",
    )

    def __init__(self, rulebook: Rulebook, situation: Situation) -> None:
        self.rulebook = rulebook
        self.situation = situation
        self._knowledge: dict[str, Knowledge] = {}
        self._rules: dict[str, Truth] = {}
        self._assumed: frozenset[str] = frozenset()
        self._without_stand_ins = self
        self._base: Valuation | None = None
        self._moved_facts: frozenset[str] = frozenset()
        self._moved_rules: frozenset[str] = frozenset()

    def is_assumed(self, fact_id: str) -> bool:
        """Whether what is said of the fact is an assumption."""
        return fact_id in self._assumed

    def assuming(self, fact: str, knowledge: Knowledge) -> Valuation:
        """This valuation with one more assumption; what does not hang on it is shared."""
        child = Valuation(self.rulebook, self.situation)
        moved_facts, moved_rules = self.rulebook.dependents[fact]
        child._base = self
        child._moved_facts = moved_facts - self._assumed if self._assumed else moved_facts
        child._moved_rules = moved_rules
        child._knowledge[fact] = knowledge
        child._assumed = self._assumed | {fact}
        plain = self._without_stand_ins
        if knowledge[0] is not None and knowledge[1] is False:
            if plain.knowledge(fact) != NOT_KNOWN:
                plain = plain.assuming(fact, NOT_KNOWN)
            child._without_stand_ins = plain
        elif plain is not self:
            child._without_stand_ins = plain.assuming(fact, knowledge)
        return child

    def knowledge(self, fact_id: str) -> Knowledge:
        """The fact's value, if there is one, and whether the person knows it."""
        found = self._knowledge.get(fact_id)
        if found is None:
            if self._base is not None and fact_id not in self._moved_facts:
                found = self._base.knowledge(fact_id)
            else:
                found = self._derive(fact_id)
                if self._without_stand_ins is not self:
                    found = found[0], self._without_stand_ins.knowledge(fact_id)[1]
            self._knowledge[fact_id] = found
        return found

    def value(self, fact_id: str) -> Value | None:
        """The fact's value, or ``None``."""
        return self.knowledge(fact_id)[0]

    def cell(self, fact_id: str) -> TableCell | None:
        """The table cell that the fact reads now; ``None`` if it is no cell, or an empty one."""
        origin = self.rulebook.facts[fact_id].origin
        if not isinstance(origin, Cell):
            return None
        row = self.rulebook.tables[origin.table].rows.get(str(self.value(origin.key)), {})
        return row.get(origin.column)

    def rule_truth(self, rule: Rule) -> Truth:
        """Kleene truth of the rule's condition; false outside its validity."""
        try:
            return self._rules[rule.id]
        except KeyError:
            if self._base is not None and rule.id not in self._moved_rules:
                truth = self._base.rule_truth(rule)
            elif rule.holds_on(self.situation.as_of):
                truth = truth_of(rule.when, self.knowledge)
            else:
                truth = False
            self._rules[rule.id] = truth
            return truth

    def conclusion_truth(self, conclusion: str) -> Truth:
        """Truth of a conclusion by completion: true when some rule concluding it holds, false
        when none can."""
        result: Truth = False
        for rule in self.rulebook.concluding_rules[conclusion]:
            truth = self.rule_truth(rule)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    def _derive(self, fact_id: str) -> Knowledge:
        origin = self.rulebook.facts[fact_id].origin
        if isinstance(origin, Asked):
            return _knowledge_of(self.situation.answers.get(fact_id), origin.default)
        if isinstance(origin, Concluded):
            return self._conclusion(fact_id)
        if isinstance(origin, Cell):
            row, known = self.knowledge(origin.key)
            if row is None:
                return None, known
            cells = self.rulebook.tables[origin.table].rows.get(str(row), {})
            cell = cells.get(origin.column)
            return (cell.value, known) if cell else NOT_KNOWN
        return calculate(origin, self.knowledge, self.situation.as_of)

    def _conclusion(self, conclusion: str) -> Knowledge:
        truth = self.conclusion_truth(conclusion)
        if truth is not None:
            return truth, True
        depends_on = self.rulebook.depends_on(conclusion)
        still_open = any(self.knowledge(fact)[1] is None for fact in depends_on)
        return None, None if still_open else False


def _knowledge_of(answer: Answer | None, default: Value | None) -> Knowledge:
    if default is not None and (answer is None or isinstance(answer, Missing)):
        return default, True
    if answer is None or answer is Missing.UNANSWERED:
        return NOT_ASKED
    if answer is Missing.UNKNOWN:
        return NOT_KNOWN
    return answer, True


def with_defaults(rulebook: Rulebook, answers: Answers) -> Answers:
    """The answers that there are, with its default for each fact that has one and no value."""
    defaults = rulebook.defaults
    given = {
        fact: answer
        for fact, answer in answers.items()
        if answer is not None and not (fact in defaults and isinstance(answer, Missing))
    }
    return {**defaults, **given}


class Findings(Struct, frozen=True):
    """What inference says: for each rule whether its condition is true, false or open, and
    the same of each conclusion."""

    rules: Mapping[str, Truth]
    conclusions: Mapping[str, Truth]


def reference_findings(rulebook: Rulebook, situation: Situation) -> Findings:
    """The findings by plain evaluation: what inference must agree with."""
    valuation = Valuation(rulebook, situation)
    for fact_id in rulebook.derivation_order:
        valuation.knowledge(fact_id)
    return Findings(
        {rule.id: valuation.rule_truth(rule) for rule in rulebook.rules.values()},
        {
            conclusion: valuation.conclusion_truth(conclusion)
            for conclusion in rulebook.concluding_rules
        },
    )
