"""Why something is in a plan: the rules that ask for it, the answers behind, the sources.

Owns the choice of what to name; the words come from the rulebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.conditions import All, Any, Comparison, Condition, push_negation, truth_of
from engine.planning.plan import Reason, SourceNote
from engine.rulebook import Asked, Cell, Concluded, Rule, Rulebook, SourceKind, TableCell
from engine.situation import Valuation
from engine.values import Kind, Truth, Wording, spell_value
from engine.wording.filling import fill, plain

FIGURES = frozenset({Kind.INTEGER, Kind.MONEY, Kind.DATE, Kind.TIME})
"""Kinds of cells that people rely on with their money and time."""

FIGURE = re.compile(r"(?<![A-Za-z0-9.])[0-9]")
"""A figure in a text; a digit behind a letter belongs to a name."""


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


def is_official(rules: Iterable[Rule], figures: Iterable[str], valuation: Valuation) -> bool:
    """Whether some rule rests on official sources, and so does every figure shown that comes
    from a table, in a cell of its own or inside a text. A rule that tests cells rests on their
    sources too: what is official for one row is not for another."""
    rulebook = valuation.rulebook

    def official(sources: Iterable[str]) -> bool:
        return any(rulebook.sources[s].kind is SourceKind.OFFICIAL for s in sources)

    cells = [
        cell
        for fact_id in _with_ancestors(figures, rulebook)
        if (cell := valuation.cell(fact_id)) is not None
        and (rulebook.facts[fact_id].kind in FIGURES or _tells_figures(cell))
    ]
    return any(
        official(rule.sources)
        and all(official(cell.sources) for cell in _tested_cells(rule, valuation))
        for rule in rules
    ) and all(official(cell.sources) for cell in cells)


def _tested_cells(rule: Rule, valuation: Valuation) -> Iterator[TableCell]:
    condition = push_negation(rule.when)
    truth = truth_of(condition, valuation.knowledge)
    for comparison in _deciding(condition, truth, valuation):
        cell = valuation.cell(comparison.fact)
        if cell is not None and cell.sources:
            yield cell


def _tells_figures(cell: TableCell) -> bool:
    """Whether the cell is a text with a figure in it (a fee, a day, a telephone number) that
    somebody is named for; words without a source are the rulebook's own."""
    if not isinstance(cell.value, Wording) or not cell.sources:
        return False
    return any(FIGURE.search(text) for text in cell.value.by_language.values())


def _with_ancestors(facts: Iterable[str], rulebook: Rulebook) -> Iterator[str]:
    seen: set[str] = set()
    queue = list(facts)
    while queue:
        fact_id = queue.pop()
        if fact_id in seen:
            continue
        seen.add(fact_id)
        yield fact_id
        if not isinstance(rulebook.facts[fact_id].origin, Concluded | Cell):
            queue += rulebook.depends_on(fact_id)
