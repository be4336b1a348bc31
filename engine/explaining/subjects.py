"""What can be explained: steps, warnings, documents, costs and conclusions, by their id.

Owns finding them and the rules that bring them about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..answers import nearest
from ..items import Certainty, Item, ItemEntry, ItemKind, items_of, warnings_of
from ..loading.faults.report import shortened
from ..memo import kept_with_rulebook
from ..rulebook import Concluded, Rulebook
from ..values import Wording
from ..wording.refusals import Refusal, saying
from ..worlds import View


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to explain. ``kind`` is an item kind or ``conclusion``; ``entry`` says which
    rules bring it about."""

    id: str
    kind: str
    title: Wording
    entry: ItemEntry


class UnknownSubject(Refusal, LookupError):
    """No step, warning, document, cost or conclusion has that id; says which is nearest."""


def find_subject(rulebook: Rulebook, name: str) -> Subject:
    """The subject of that id, steps before warnings, documents, costs and conclusions.

    Raises :class:`UnknownSubject`.
    """
    subjects = subjects_of(rulebook)
    if name in subjects:
        return subjects[name]
    hint = nearest(name, subjects) or (saying("subject.number_or_id"),)
    raise UnknownSubject(saying("subject.unknown", name=shortened(name)), *hint)


def certainty_of(subject: Subject, view: View) -> Certainty:
    """Whether the subject is certain, possible or ruled out in the situation of ``view``."""
    if subject.kind == "conclusion":
        return view.conclusion(subject.id)
    return view.certainty(subject.entry.item)


@kept_with_rulebook
def subjects_of(rulebook: Rulebook) -> Mapping[str, Subject]:
    """Everything that can be explained, by id. An item that no rule wants has no rules."""
    entries = items_of(rulebook)
    titles: list[tuple[ItemKind, str, Wording]] = [
        *((ItemKind.STEP, step.id, step.title) for step in rulebook.steps.values()),
        *((ItemKind.WARNING, key, it.text) for key, it in warnings_of(rulebook).items()),
        *((ItemKind.DOCUMENT, it.id, it.title) for it in rulebook.documents.values()),
        *((ItemKind.COST, cost.id, cost.title) for cost in rulebook.costs.values()),
    ]
    subjects: dict[str, Subject] = {}
    for kind, item_id, title in titles:
        item = Item(kind, item_id)
        entry = entries.get(item, ItemEntry(item, ((),), ()))
        subjects.setdefault(item_id, Subject(item_id, kind.value, title, entry))
    for fact in rulebook.facts.values():
        if isinstance(fact.origin, Concluded):
            item = Item(ItemKind.STEP, fact.id)
            entry = ItemEntry(item, (rulebook.concluding_rules[fact.id],), ())
            title = fact.statement or fact.label
            subjects.setdefault(fact.id, Subject(fact.id, "conclusion", title, entry))
    return subjects
