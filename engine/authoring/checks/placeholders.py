"""Texts whose languages name different facts."""

from __future__ import annotations

from collections.abc import Iterator

from engine.authoring.checks.codes import CheckCode
from engine.authoring.checks.model import Context, Finding, finding
from engine.rulebook import Place, Rulebook, Warn
from engine.values import Wording, placeholders_in


def differing_placeholders(context: Context) -> Iterator[Finding]:
    """Texts in which a fact stands in one language and not in another."""
    for owner, key, place, text in _texts(context.rulebook):
        if text is None or len(text.by_language) < 2:
            continue
        named = {
            language: placeholders_in(template) for language, template in text.by_language.items()
        }
        everywhere = frozenset.union(*named.values())
        for language, facts in named.items():
            missing = everywhere - facts
            if missing:
                names = ", ".join(f"{{{fact}}}" for fact in sorted(missing))
                elsewhere = ", ".join(code for code, other in named.items() if missing & other)
                yield finding(
                    CheckCode.PLACEHOLDERS_DIFFER,
                    place,
                    f"In {language}, `{key}` of {owner} does not name {names}; in {elsewhere} it "
                    "does.",
                    "Name the same facts in every language.",
                )


def _texts(rulebook: Rulebook) -> Iterator[tuple[str, str, Place, Wording | None]]:
    for fact in rulebook.facts.values():
        owner = f"the fact {fact.id}"
        for key in ("label", "question", "help", "find_out", "statement", "denial", "when_unknown"):
            yield owner, key, fact.place, getattr(fact, key)
        for option in fact.options:
            named = f"the option {option.id} of {fact.id}"
            yield named, "label", option.place, option.label
            yield named, "help", option.place, option.help
    for table in rulebook.tables.values():
        for row, cells in table.rows.items():
            for column, cell in cells.items():
                if isinstance(cell.value, Wording):
                    yield f"the row {row} of {table.id}", column, cell.place, cell.value
    for step in rulebook.steps.values():
        yield f"the step {step.id}", "title", step.place, step.title
        yield f"the step {step.id}", "how", step.place, step.how
    for document in rulebook.documents.values():
        yield f"the document {document.id}", "title", document.place, document.title
        yield f"the document {document.id}", "note", document.place, document.note
    for cost in rulebook.costs.values():
        yield f"the cost {cost.id}", "title", cost.place, cost.title
        yield f"the cost {cost.id}", "note", cost.place, cost.note
    for rule in rulebook.rules.values():
        yield f"the rule {rule.id}", "because", rule.place, rule.because
        for effect in rule.effects:
            if isinstance(effect, Warn):
                place = rulebook.places.get(f"warnings.{effect.id}", rule.place)
                yield f"the warning {effect.id}", "text", place, effect.text
