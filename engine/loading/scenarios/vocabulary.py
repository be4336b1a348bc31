"""What scenarios can name in a rulebook.

Owns the choice of what matters to them: neither words nor rules do, so scenarios need not be
read again when only those have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from ...items import ItemKind
from ...rulebook import Asked, Concluded, Fact, Place, Rulebook, Warn
from ...values import Kind, Value
from ..draft import Declared, Draft, FactShape
from ..faults.report import Report, SourceFile
from ..source.nodes import ScalarNode
from .expectations import PARTS


class NamedFact(Struct, frozen=True):
    """A fact that can be given, expected or asked."""

    id: str
    kind: Kind
    options: tuple[str, ...]
    minimum: Value | None
    maximum: Value | None
    is_answer: bool
    is_conclusion: bool
    can_be_asked: bool


class Vocabulary(Struct, frozen=True, dict=True):
    """The ids of a rulebook, with what decides whether a scenario may use them so."""

    languages: tuple[str, ...]
    known_facts: tuple[NamedFact, ...]
    steps: tuple[str, ...]
    steps_with_due_date: tuple[str, ...]
    documents: tuple[str, ...]
    costs: tuple[str, ...]
    warnings: tuple[str, ...]
    rules: tuple[str, ...]
    tables: tuple[str, ...]

    @cached_property
    def facts(self) -> dict[str, NamedFact]:
        """The facts by their ids."""
        return {fact.id: fact for fact in self.known_facts}

    @cached_property
    def items(self) -> Mapping[ItemKind, tuple[str, ...]]:
        """What a plan can be made of, by its kind."""
        return {part: getattr(self, f"{part.value}s") for part in PARTS}

    def draft(self, report: Report) -> Draft:
        """The same names, as declarations to look things up in."""
        conclusions = (fact.id for fact in self.known_facts if fact.is_conclusion)
        names = {
            "steps": self.steps,
            "documents": self.documents,
            "costs": self.costs,
            "rules": self.rules,
            "tables": self.tables,
            "conclusions": conclusions,
        }
        sections = {section: _declared(ids) for section, ids in names.items()}
        draft = Draft(report, sections, self.languages)
        for fact in self.known_facts:
            draft.shapes[fact.id] = FactShape(fact.id, fact.kind, fact.options, Place("", 0, 0))
        return draft


def vocabulary_of(rulebook: Rulebook) -> Vocabulary:
    """The vocabulary of a rulebook; two that differ only in rules and words have equal ones."""
    return Vocabulary(
        languages=rulebook.languages,
        known_facts=tuple(map(_named, rulebook.facts.values())),
        steps=tuple(rulebook.steps),
        steps_with_due_date=tuple(step.id for step in rulebook.steps.values() if step.due),
        documents=tuple(rulebook.documents),
        costs=tuple(rulebook.costs),
        warnings=tuple(effect.id for _, effect in rulebook.effects() if isinstance(effect, Warn)),
        rules=tuple(rulebook.rules),
        tables=tuple(rulebook.tables),
    )


def _named(fact: Fact) -> NamedFact:
    return NamedFact(
        fact.id,
        fact.kind,
        tuple(option.id for option in fact.options),
        fact.minimum,
        fact.maximum,
        isinstance(fact.origin, Asked),
        isinstance(fact.origin, Concluded),
        fact.can_be_asked,
    )


def _declared(names: Iterable[str]) -> dict[str, Declared]:
    nowhere = ScalarNode(SourceFile("", ""), 0, 0, "", True, 0)
    return {name: Declared(name, nowhere, nowhere) for name in names}
