"""Schemas of a rulebook file's sections, made from the descriptions that the loader reads by.

Owns how each kind of thing that may stand under a key is said in JSON Schema, with the ids of
one rulebook and notes in one language. Knows no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ...calculations import FUNCTIONS
from ...items import warnings_of
from ...loading.draft import SINGULAR
from ...loading.sections import forms
from ...loading.sections.calculated_kinds import TODAY
from ...loading.sections.declaring import ID_RULES
from ...loading.sections.section_forms import SECTION_FORMS
from ...loading.sections.tables import CELL, ROW, TABLE
from ...rulebook import Asked, Concluded, Rulebook, Table
from ...values import Kind
from .conditions import CONDITION, OPEN, VALUES, answer_to, fact_note, said, value_of
from .pieces import (
    AMOUNT,
    DATE,
    NOTHING,
    PLAIN_TEXT,
    TIME,
    UNKNOWN,
    WHOLE_NUMBER,
    YES_NO,
    Schema,
    either,
    entries,
    listing,
    mapping,
    one_or_more,
    or_nothing,
    reference,
    without,
    words,
)

TEXT = "text"


def reference_definitions(rulebook: Rulebook, language: str) -> dict[str, Schema]:
    """Definitions of the ids that may be named, by what they stand for."""

    def titled(things: Mapping[str, object]) -> Schema:
        return words({id: said(thing.title, language, rulebook) for id, thing in things.items()})  # type: ignore[attr-defined]

    facts = rulebook.facts.values()
    definitions = {
        "step": titled(rulebook.steps),
        "warning": words(
            {
                id: said(warning.text, language, rulebook)
                for id, warning in warnings_of(rulebook).items()
            }
        ),
        "document": titled(rulebook.documents),
        "cost": titled(rulebook.costs),
        "source": titled(rulebook.sources),
        "phase": titled({phase.id: phase for phase in rulebook.phases}),
        "group": titled({group.id: group for group in rulebook.groups}),
        "fact": words({fact.id: fact_note(fact, language, rulebook) for fact in facts}),
        "conclusion": words(
            {
                id: fact_note(rulebook.facts[id], language, rulebook)
                for id in rulebook.concluding_rules
            }
        ),
    }
    for kind in Kind:
        notes = {it.id: fact_note(it, language, rulebook) for it in facts if it.kind is kind}
        definitions[f"{kind.value} fact"] = words(notes)
    return definitions


class SchemaOfForms:
    """Says in JSON Schema what the loader's forms say, for one rulebook, in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.rulebook = rulebook
        self.language = language

    def rulebook_file(self) -> Schema:
        """Every section that a rulebook file may have."""
        sections = {name: self.of(holds) for name, holds in SECTION_FORMS.items()}
        rows = {id: reference(f"rows of {id}") for id in self.rulebook.tables}
        sections["tables"]["properties"] = {
            id: self.entry(TABLE, {"rows": it}) for id, it in rows.items()
        }
        sections["rows"] = or_nothing(mapping(rows, note=SECTION_FORMS["rows"].note))
        return mapping(sections)

    def of(self, holds: forms.Holds) -> Schema:
        """What may stand under a key, with the note on it."""
        schema = self._of(holds)
        return schema if holds.note is None else schema | {"description": holds.note}

    def _of(self, holds: forms.Holds) -> Schema:
        match holds:
            case forms.Text():
                return reference(TEXT)
            case forms.Word(like=like):
                return dict(PLAIN_TEXT) if like is None else _like(like)
            case forms.OneWord(words=allowed):
                return {"enum": list(allowed)}
            case forms.Id(section=section):
                return reference(SINGULAR[section])
            case forms.FactId(kinds=kinds):
                return _any_of([reference(f"{kind} fact") for kind in kinds] or [reference("fact")])
            case forms.NewId(section=section):
                return _like(ID_RULES[section][0].pattern)
            case forms.Several(item=item, fewest=fewest):
                return one_or_more(self.of(item), fewest)
            case forms.ListOf(item=item, fewest=fewest, may_repeat=may_repeat):
                return listing(self.of(item), fewest) | {"uniqueItems": not may_repeat}
            case forms.Either(ways=ways):
                return _any_of([self.of(way) for way in ways])
            case forms.Inside(form=form):
                return self.entry(form)
            case forms.Entries(section=section, entry=entry, fewest=fewest):
                pattern = ID_RULES[section][0].pattern
                schema = entries(pattern, self.of(entry), "")
                return schema | ({"type": "object", "minProperties": fewest} if fewest else {})
            case forms.ById(id=id, entry=entry):
                names, each = self.of(id), self.of(entry)
                return {"type": "object", "propertyNames": names, "additionalProperties": each}
            case forms.ByFact(origin=origin):
                return mapping(dict(self._values(origin)))
            case forms.Arguments(function=function):
                return self._arguments(function)
        return dict(_PLAIN[type(holds)])

    def entry(
        self, form: forms.EntryForm, own: Mapping[str, Schema] = MappingProxyType({})
    ) -> Schema:
        """The keys of an entry; of what may stand under some of them more is known."""
        keys = {name: own.get(name) or self.of(holds) for name, holds in form.keys.items()}
        held = form.keys.items()
        beside: Schema = {name: [it.beside] for name, it in held if it.beside}
        beside |= {name: without(it.never) for name, it in held if it.never}
        only = [_only_for(name, it.only_for) for name, it in held if it.only_for]
        return (
            mapping(keys, form.needed, fewest=form.fewest, one_of=form.one_of)
            | ({"dependencies": beside} if beside else {})
            | ({"allOf": only} if only else {})
        )

    def rows(self, table: Table) -> Schema:
        """The rows of a table."""
        keys = {name: self.of(holds) for name, holds in ROW.keys.items()}
        keys |= {column: self._cell(f"{table.id}.{column}") for column in table.columns}
        row = or_nothing(mapping(keys))
        return entries(ID_RULES["options"][0].pattern, row, "One row per option.")

    def _cell(self, fact_id: str) -> Schema:
        fact = self.rulebook.facts[fact_id]
        if fact.kind is Kind.TEXT:
            value = reference(TEXT)
        elif fact.kind is Kind.CHOICE:
            value = reference(f"options of {fact_id}")
        else:
            value = VALUES[fact.kind]
        keys = {name: self.of(holds) for name, holds in CELL.keys.items()} | {"value": value}
        nothing = either(NOTHING, {"pattern": f"^{UNKNOWN}$", "type": "string"})
        note = fact_note(fact, self.language, self.rulebook)
        return either(value, mapping(keys, CELL.needed), nothing) | {"description": note}

    def _values(self, origin: str) -> Iterator[tuple[str, Schema]]:
        for fact in self.rulebook.facts.values():
            if isinstance(fact.origin, Asked):
                sort, value = "asked", answer_to(fact, self.language, self.rulebook)
            elif isinstance(fact.origin, Concluded):
                sort, value = "concluded", either(YES_NO, OPEN)
            else:
                sort, value = "worked out", value_of(fact, self.language, self.rulebook)
            if sort == origin:
                yield fact.id, value

    def _arguments(self, function: str) -> Schema:
        signature = FUNCTIONS[function]
        takes = signature.takes[1:] if function == "days_until" else signature.takes
        items = [_argument(kind) for kind in takes]
        if signature.variadic:
            return one_or_more(items[0])
        in_order: Schema = {
            "type": "array",
            "items": items,
            "minItems": len(items),
            "maxItems": len(items),
        }
        ways = [in_order]
        if len(items) == 1:
            ways.insert(0, items[0])
        if signature.names:
            named = dict(zip(signature.names, items, strict=True))
            ways.append(mapping(named, signature.names))
        return either(*ways)


_PLAIN: Mapping[type[forms.Holds], Schema] = {
    forms.YesNo: YES_NO,
    forms.Number: WHOLE_NUMBER,
    forms.Amount: AMOUNT,
    forms.CalendarDay: DATE,
    forms.TimeOfDay: TIME,
    forms.When: reference(CONDITION),
    forms.Nothing: NOTHING,
    forms.RowsOfTable: or_nothing({"type": "object"}),
    forms.ColumnValue: {},
}


def _any_of(schemas: list[Schema]) -> Schema:
    return schemas[0] if len(schemas) == 1 else either(*schemas)


def _like(regex: str) -> Schema:
    """A word of that form; to YAML one of digits alone is a number."""
    types = ["string", "integer"] if re.fullmatch(regex, "2025") else "string"
    return {"type": types, "pattern": f"^(?:{regex})$"}


def _only_for(name: str, kinds: frozenset[Kind]) -> Schema:
    return {
        "if": {"properties": {"kind": {"enum": sorted(kinds)}}, "required": ["kind"]},
        "else": without(name),
    }


def _argument(kind: Kind) -> Schema:
    if kind is Kind.TEXT:
        return {"type": "string", "description": "The ISO code of a country, like JP."}
    fact = reference(f"{kind} fact")
    if kind is Kind.DATE:
        return either(fact, words({TODAY: "The plan's date."}), DATE)
    if kind is Kind.MONEY:
        return either(fact, reference("integer fact"), AMOUNT)
    return either(fact, VALUES[kind]) if kind in VALUES else fact
