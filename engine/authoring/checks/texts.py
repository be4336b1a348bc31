"""Every text that somebody wrote in a rulebook.

Owns the walk over them; what is wrong with one is for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...rulebook import Fact, Place, Rule, Rulebook, Table, Warn
from ...values import Wording

_OF_FACTS = ("label", "question", "help", "find_out", "statement", "denial", "when_unknown")


@dataclass(frozen=True, slots=True)
class WrittenText:
    """A text: ``key`` of ``owner``, which is declared at ``place``."""

    owner: str
    key: str
    place: Place
    text: Wording


def texts_in(rulebook: Rulebook) -> Iterator[WrittenText]:
    """Every text of facts, tables, steps, documents, costs, rules and sources."""
    for owner, key, place, text in _found(rulebook):
        if text is not None:
            yield WrittenText(owner, key, place, text)


_Found = Iterator[tuple[str, str, Place, Wording | None]]


def _found(rulebook: Rulebook) -> _Found:
    for fact in rulebook.facts.values():
        yield from _of_fact(fact)
    for table in rulebook.tables.values():
        yield from _of_table(table)
    for step in rulebook.steps.values():
        yield f"the step {step.id}", "title", step.place, step.title
        yield f"the step {step.id}", "how", step.place, step.how
        for other, why in step.order_because:
            yield f"the order of {step.id} and {other}", "because", step.place, why
    for document in rulebook.documents.values():
        yield f"the document {document.id}", "title", document.place, document.title
        yield f"the document {document.id}", "note", document.place, document.note
    for cost in rulebook.costs.values():
        yield f"the cost {cost.id}", "title", cost.place, cost.title
        yield f"the cost {cost.id}", "note", cost.place, cost.note
    for rule in rulebook.rules.values():
        yield from _of_rule(rulebook, rule)
    for source in rulebook.sources.values():
        yield f"the source {source.id}", "title", source.place, source.title


def _of_fact(fact: Fact) -> _Found:
    for key in _OF_FACTS:
        yield f"the fact {fact.id}", key, fact.place, getattr(fact, key)
    for option in fact.options:
        named = f"the option {option.id} of {fact.id}"
        yield named, "label", option.place, option.label
        yield named, "help", option.place, option.help
        yield named, "statement", option.place, option.statement
        yield named, "denial", option.place, option.denial


def _of_table(table: Table) -> _Found:
    for row, cells in table.rows.items():
        for column, cell in cells.items():
            if isinstance(cell.value, Wording):
                yield f"the row {row} of {table.id}", column, cell.place, cell.value


def _of_rule(rulebook: Rulebook, rule: Rule) -> _Found:
    yield f"the rule {rule.id}", "because", rule.place, rule.because
    for effect in rule.effects:
        if isinstance(effect, Warn):
            place = rulebook.places.get(f"warnings.{effect.id}", rule.place)
            yield f"the warning {effect.id}", "text", place, effect.text
