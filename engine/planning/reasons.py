"""Why something is in a plan: the rules that ask for it, the answers behind, the sources.

Owns the choice of what to name; the words come from the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.conditions import All, Any, Comparison, Condition, push_negation, truth_of
from engine.planning.plan import Reason, SourceNote
from engine.rulebook import Asked, Concluded, Rule, Rulebook
from engine.situation import Valuation
from engine.values import Truth, spell_value
from engine.wording.filling import fill, plain


def reason_for(rule: Rule, language: str, valuation: Valuation) -> Reason:
    """The rule with the facts that its condition rests on in this situation."""
    rulebook = valuation.rulebook
    tested = facts_behind(rule, valuation)
    return Reason(
        rule=rule.id,
        because=fill(rule.because, language, rulebook, valuation),
        facts={fact: spell_knowledge(fact, valuation) for fact in tested},
        sources=tuple(
            source_note(rulebook, source, language)
            for source in dict.fromkeys((*rule.sources, *cell_sources(tested, valuation)))
        ),
    )


def facts_behind(rule: Rule, valuation: Valuation) -> tuple[str, ...]:
    """The facts that make the rule's condition true or keep it open, each followed by the
    answers that it is derived from."""
    condition = push_negation(rule.when)
    truth = truth_of(condition, valuation.knowledge)
    leaves = _deciding(condition, truth, valuation)
    facts: dict[str, None] = {}
    for comparison in leaves:
        _add_with_roots(comparison.fact, valuation, facts)
    return tuple(facts)


def _deciding(condition: Condition, truth: Truth, valuation: Valuation) -> Iterator[Comparison]:
    if isinstance(condition, Comparison):
        yield condition
    elif isinstance(condition, All | Any):
        for part in condition.parts:
            part_truth = truth_of(part, valuation.knowledge)
            neutral = isinstance(condition, All) and part_truth is True and truth is not True
            if part_truth is truth or neutral:
                yield from _deciding(part, part_truth, valuation)


def _add_with_roots(fact_id: str, valuation: Valuation, facts: dict[str, None]) -> None:
    if fact_id in facts:
        return
    facts[fact_id] = None
    origin = valuation.rulebook.facts[fact_id].origin
    if isinstance(origin, Concluded):
        truth = valuation.value(fact_id)
        for rule in valuation.rulebook.concluding_rules[fact_id]:
            if valuation.rule_truth(rule) is truth:
                for other in facts_behind(rule, valuation):
                    facts[other] = None
    elif not isinstance(origin, Asked):
        for other in valuation.rulebook.depends_on(fact_id):
            _add_with_roots(other, valuation, facts)


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
