"""Options of a question that make no difference to anything."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from ...calculations import Call, Cases, FactArgument
from ...conditions import Comparison, Relation, compare
from ...loading.faults.report import one_of
from ...rulebook import Fact, Option
from ...values import Kind
from ..inspecting.references import Use
from .codes import CheckCode
from .model import Context, Finding, finding

_KNOWLEDGE = (Relation.KNOWN, Relation.UNKNOWN)


def alike_options(context: Context) -> Iterator[Finding]:
    """Options that no condition, table or text tells apart from another one of the fact."""
    used = context.used_facts
    shown = {link.other.id for link in context.links if link.use is Use.SHOWS}
    passed_on = _passed_on(context)
    for fact in context.rulebook.facts.values():
        if fact.id not in used or fact.id in shown or fact.id in passed_on or not fact.options:
            continue
        if fact.id in context.judged_wrong:
            continue
        if fact.kind is Kind.CHOICES:
            yield from _of_several(context, fact)
        elif fact.kind is Kind.CHOICE and fact.can_be_asked:
            yield from _of_one(context, fact)


def _passed_on(context: Context) -> set[str]:
    """Facts whose value a calculation takes over or counts."""
    passed: set[str] = set()
    for fact in context.rulebook.facts.values():
        match fact.origin:
            case Call():
                passed.update(context.rulebook.depends_on(fact.id))
            case Cases(cases):
                values = (case.value for case in cases)
                passed.update(it.fact for it in values if isinstance(it, FactArgument))
    return passed


def _comparisons_on(context: Context, fact: Fact) -> list[Comparison]:
    tests = context.comparisons_on.get(fact.id, ())
    return [comparison for comparison in tests if comparison.relation not in _KNOWLEDGE]


def _of_one(context: Context, fact: Fact) -> Iterator[Finding]:
    comparisons = _comparisons_on(context, fact)
    tables = [table for table in context.rulebook.tables.values() if table.key == fact.id]
    classes: dict[Hashable, list[Option]] = {}
    for option in fact.options:
        tests = tuple(compare(it.relation, option.id, it.operand) for it in comparisons)
        cells = tuple(
            (table.id, column, cell.value, cell.sources)
            for table in tables
            for column, cell in table.rows.get(option.id, {}).items()
        )
        classes.setdefault((tests, cells), []).append(option)
    for alike in classes.values():
        if len(alike) > 1:
            first, second, *more = alike
            names = one_of(option.id for option in alike)
            yield finding(
                CheckCode.OPTIONS_ALIKE,
                second.place,
                f"Whether {fact.id} is answered with one or another of {names} makes no "
                "difference to any plan.",
                "Make one option of them, or write the rule that tells them apart.",
                related=tuple((it.place, f"the option {it.id}") for it in (first, *more)),
            )


def _of_several(context: Context, fact: Fact) -> Iterator[Finding]:
    comparisons = _comparisons_on(context, fact)
    named = {it.operand for it in comparisons if isinstance(it.operand, str)}
    if any(isinstance(it.operand, frozenset) for it in comparisons):
        return
    for option in fact.options:
        if option.id not in named:
            yield finding(
                CheckCode.OPTIONS_ALIKE,
                option.place,
                f"Whether {option.id} is chosen for {fact.id} makes no difference to any plan.",
                "Remove the option, or write the rule that asks for it.",
            )
