"""Why something is in a plan: the rules that ask for it, the answers behind, the sources.

Owns the choice of what to name; the words come from the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..conditions import All, Any, Comparison, Condition, push_negation, truth_of
from ..rulebook import Asked, Concluded, Rule, Rulebook
from ..situation import Valuation
from ..values import Truth, spell_value
from ..wording.filling import fill, plain
from .plan import Reason, SourceNote


class Reasons:
    """The reasons for what stands in one situation, in one language."""

    def __init__(self, language: str, valuation: Valuation) -> None:
        self.language = language
        self.valuation = valuation
        self._behind = _Behind(valuation)
        self._sources: dict[str, SourceNote] = {}

    def of(self, rule: Rule) -> Reason:
        """The rule with the facts that its condition rests on."""
        tested = self._behind.rule(rule)
        sources = (*rule.sources, *cell_sources(tested, self.valuation))
        return Reason(
            rule=rule.id,
            because=fill(rule.because, self.language, self.valuation),
            facts={fact: spell_knowledge(fact, self.valuation) for fact in tested},
            sources=tuple(self._source(source) for source in dict.fromkeys(sources)),
        )

    def _source(self, source_id: str) -> SourceNote:
        found = self._sources.get(source_id)
        if found is None:
            found = source_note(self.valuation.rulebook, source_id, self.language)
            self._sources[source_id] = found
        return found


def facts_behind(rule: Rule, valuation: Valuation) -> tuple[str, ...]:
    """The facts that make the rule's condition true or keep it open, each followed by the
    answers that it is derived from."""
    return _Behind(valuation).rule(rule)


class _Behind:
    """What stands behind rules and facts in one situation."""

    def __init__(self, valuation: Valuation) -> None:
        self.valuation = valuation
        self._facts: dict[str, tuple[str, ...]] = {}

    def rule(self, rule: Rule) -> tuple[str, ...]:
        condition = push_negation(rule.when)
        truth = truth_of(condition, self.valuation.knowledge)
        facts = (it.fact for it in self._deciding(condition, truth))
        return tuple(dict.fromkeys(it for fact in facts for it in self._fact(fact)))

    def _deciding(self, condition: Condition, truth: Truth) -> Iterator[Comparison]:
        if isinstance(condition, Comparison):
            yield condition
        elif isinstance(condition, All | Any):
            for part in condition.parts:
                part_truth = truth_of(part, self.valuation.knowledge)
                neutral = isinstance(condition, All) and part_truth is True and truth is not True
                if part_truth is truth or neutral:
                    yield from self._deciding(part, part_truth)

    def _fact(self, fact_id: str) -> tuple[str, ...]:
        """The fact, and those that it is derived from."""
        found = self._facts.get(fact_id)
        if found is None:
            behind = (fact_id, *self._derived_from(fact_id))
            found = self._facts[fact_id] = tuple(dict.fromkeys(behind))
        return found

    def _derived_from(self, fact_id: str) -> Iterator[str]:
        rulebook = self.valuation.rulebook
        origin = rulebook.facts[fact_id].origin
        if isinstance(origin, Concluded):
            truth = self.valuation.value(fact_id)
            for rule in rulebook.concluding_rules[fact_id]:
                if self.valuation.rule_truth(rule) is truth:
                    yield from self.rule(rule)
        elif not isinstance(origin, Asked):
            for other in rulebook.depends_on(fact_id):
                yield from self._fact(other)


def spell_knowledge(fact_id: str, valuation: Valuation) -> str:
    """The fact's value as ``--set`` takes it, or ``unknown`` or ``unanswered``."""
    value, known = valuation.knowledge(fact_id)
    if value is not None:
        return spell_value(value)
    return "unanswered" if known is None else "unknown"


def cell_sources(facts: Iterable[str], valuation: Valuation) -> Iterator[str]:
    """Ids of the sources of those facts that are table cells with a value."""
    for fact_id in facts:
        cell = valuation.cell(fact_id)
        if cell is not None:
            yield from cell.sources


def source_note(rulebook: Rulebook, source_id: str, language: str) -> SourceNote:
    """The source in one language."""
    source = rulebook.sources[source_id]
    return SourceNote(
        id=source.id,
        title=plain(source.title, language),
        address=source.address,
        kind=source.kind.value,
        checked=source.checked,
        published=source.published,
        confidence=source.confidence,
    )
