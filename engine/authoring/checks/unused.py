"""Things that are declared and never used."""

from __future__ import annotations

from collections.abc import Iterator

from ...items import Item, ItemKind, items_of
from ...rulebook import Cell, Concluded
from ..inspecting.names import Name, Sort, fact_name
from ..inspecting.references import Use
from .codes import CheckCode
from .model import Context, Finding, finding


def unused(context: Context) -> Iterator[Finding]:
    """Facts, steps, documents, costs, sources, phases and groups that nothing refers to."""
    yield from _facts(context)
    yield from _items(context)
    yield from _sources(context)
    yield from _headings(context)


def _facts(context: Context) -> Iterator[Finding]:
    used = context.used_facts
    for fact in context.rulebook.facts.values():
        if fact.id in used:
            continue
        name = fact_name(context.rulebook, fact.id)
        remedy = "Use it in a rule or a text, or remove it."
        if isinstance(fact.origin, Concluded):
            remedy = "Test it in a rule, or remove it and the rules that conclude it."
        elif isinstance(fact.origin, Cell):
            remedy = "Use it in a rule or a text, or remove the column."
        yield finding(CheckCode.FACT_UNUSED, fact.place, f"Nothing uses the {name}.", remedy)


def _items(context: Context) -> Iterator[Finding]:
    rulebook = context.rulebook
    wanted = items_of(rulebook)
    for step in rulebook.steps.values():
        if Item(ItemKind.STEP, step.id) not in wanted:
            yield finding(
                CheckCode.STEP_UNWANTED,
                step.place,
                f"No rule wants the step {step.id}, so it is in no plan.",
                f"Add `- do: {step.id}` to a rule, or remove the step.",
            )
    needed = {link.other for link in context.links if link.use in (Use.NEEDS, Use.ASKS_FOR)}
    for document in rulebook.documents.values():
        if Name(Sort.DOCUMENT, document.id) not in needed:
            yield finding(
                CheckCode.DOCUMENT_UNWANTED,
                document.place,
                f"Nothing asks for the document {document.id}.",
                f"Add `bring: {document.id}` to a rule or a step, or remove the document.",
            )
    for cost in rulebook.costs.values():
        if Item(ItemKind.COST, cost.id) not in wanted:
            yield finding(
                CheckCode.COST_UNWANTED,
                cost.place,
                f"No rule expects the cost {cost.id}.",
                f"Add `- cost: {cost.id}` to a rule, or remove the cost.",
            )


def _sources(context: Context) -> Iterator[Finding]:
    resting = {link.other.id for link in context.links if link.use is Use.RESTS_ON}
    for source in context.rulebook.sources.values():
        if source.id not in resting:
            yield finding(
                CheckCode.SOURCE_UNUSED,
                source.place,
                f"Nothing rests on the source {source.id}.",
                "Name it where it is used, or remove it.",
            )


def _headings(context: Context) -> Iterator[Finding]:
    rulebook = context.rulebook
    phases = {step.phase for step in rulebook.steps.values()}
    for phase in rulebook.phases:
        if phase.id not in phases:
            yield finding(
                CheckCode.PHASE_UNUSED,
                phase.place,
                f"No step is in the phase {phase.id}.",
                "Remove it, or give it steps.",
            )
    for group in rulebook.groups:
        if not group.questions:
            yield finding(
                CheckCode.GROUP_UNUSED,
                group.place,
                f"No question is in the group {group.id}.",
                "Remove it, or give it questions.",
            )
