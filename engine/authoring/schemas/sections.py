"""Schemas of a rulebook file's sections: facts, tables, steps, rules …

Owns which keys an entry of each section has, and which ids it may name. The keys themselves
come from the loader, so that a new one cannot be forgotten here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from ...calculations import FIRST_KNOWN, FUNCTIONS, Signature
from ...loading.sections.calculated import CALCULATED_KEYS, CALCULATED_KINDS, CASE_KEYS
from ...loading.sections.declaring import ID_RULES
from ...loading.sections.facts import CONCLUSION_KEYS, FACT_KEYS, FACT_KINDS, OPTION_KEYS
from ...loading.sections.header import GROUP_ORDERS, HEADER_KEYS
from ...loading.sections.kinds import CASES, TODAY
from ...loading.sections.rules import RULE_KEYS, SEVERITIES, WARN_KEYS
from ...loading.sections.steps import (
    CONFIDENCES,
    COST_KEYS,
    DOCUMENT_KEYS,
    DUE_KEYS,
    NEIGHBOUR_KEYS,
    SOURCE_KEYS,
    SOURCE_KINDS,
    STEP_KEYS,
)
from ...loading.sections.tables import COLUMN_KEYS, COLUMN_KINDS, TABLE_KEYS
from ...rulebook import OLD_PAGE, PAGE_DATE, Rulebook, Side, Table
from ...values import Kind
from .conditions import CONDITION, VALUES, fact_note, said
from .pieces import (
    AMOUNT,
    DATE,
    PLAIN_TEXT,
    WHOLE_NUMBER,
    YES_NO,
    Schema,
    either,
    entries,
    listing,
    mapping,
    one_or_more,
    pattern,
    reference,
    words,
)

TEXT = "text"
_TEXTS = frozenset(
    {
        "label", "question", "help", "find_out", "statement", "denial", "when_unknown", "title",
        "how", "note", "because", "text",
    }
)  # fmt: skip
_NOTES: Mapping[str, str] = {
    "label": "Its short name, in lists of answers and in conditions.",
    "question": "What people are asked.",
    "help": "Shown with the question.",
    "find_out": "How somebody who does not know can find out.",
    "statement": "A clause that says it is so: “the flat is furnished”.",
    "denial": "A clause that says it is not so: “the flat is unfurnished”.",
    "when_unknown": "What texts say in its place while nobody knows it.",
    "how": "How to do it.",
    "because": "Why: shown when people ask for the reason.",
}


def section_schemas(rulebook: Rulebook, language: str) -> dict[str, Schema]:
    """The schema of every section a rulebook file may have."""
    return _Sections(rulebook, language).all()


def row_definitions(rulebook: Rulebook, language: str) -> dict[str, Schema]:
    """A definition for the rows of each table."""
    sections = _Sections(rulebook, language)
    return {f"rows of {table.id}": sections.rows(table) for table in rulebook.tables.values()}


def reference_definitions(rulebook: Rulebook, language: str) -> dict[str, Schema]:
    """Definitions of the ids that may be named, by what they stand for."""

    def titled(things: Mapping[str, object]) -> Schema:
        return words({id: said(thing.title, language, rulebook) for id, thing in things.items()})  # type: ignore[attr-defined]

    facts = rulebook.facts.values()
    definitions = {
        "step": titled(rulebook.steps),
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


_WEIGHTY = "It decides so much that no detail question may decide it, such as who has to act."


class _Sections:
    """The sections of one rulebook's files, with notes in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.rulebook = rulebook
        self.language = language

    def all(self) -> dict[str, Schema]:
        """The schemas by section."""
        tables = {id: reference(f"rows of {id}") for id in self.rulebook.tables}
        return {
            "rulebook": self._header(),
            "phases": self._section("phases", self._keyed(("title",)), "The stretches of a plan."),
            "groups": self._section(
                "groups",
                self._keyed(("title", "order"), ("title",), order=words_only(GROUP_ORDERS)),
                "Questions on one topic, asked together.",
            ),
            "facts": self._section("facts", self._fact(), "What people can state."),
            "tables": self._tables(),
            "rows": mapping(tables, note="Rows for tables declared elsewhere.", type=_OR_NOTHING),
            "calculated": self._section(
                "calculated", self._calculated(), "Facts worked out from others."
            ),
            "conclusions": self._section(
                "conclusions",
                self._keyed(CONCLUSION_KEYS, weighty=YES_NO | {"description": _WEIGHTY}),
                "Facts that rules conclude.",
            ),
            "steps": self._section("steps", self._step(), "What people can be told to do."),
            "documents": self._section(
                "documents", self._keyed(DOCUMENT_KEYS, ("title",)), "What to have ready."
            ),
            "costs": self._section("costs", self._cost(), "What a plan may cost."),
            "rules": self._section("rules", self._rule(), "When a condition holds, then effects."),
            "sources": self._section("sources", self._source(), "What the advice rests on."),
        }

    def _section(self, name: str, entry: Schema, note: str) -> Schema:
        return entries(ID_RULES[name][0].pattern, entry, note)

    def _keyed(
        self, keys: tuple[str, ...], needed: tuple[str, ...] = (), **others: Schema
    ) -> Schema:
        """A mapping with those keys; texts need no schema of their own."""
        known = {key: reference(TEXT, _NOTES.get(key)) for key in keys if key in _TEXTS} | others
        missing = set(keys) - set(known)
        assert not missing, f"no schema for {missing}"
        return mapping({key: known[key] for key in keys}, needed)

    def _header(self) -> Schema:
        return self._keyed(
            HEADER_KEYS,
            ("id", "title", "languages"),
            id=pattern(ID_RULES["phases"][0].pattern, "The rulebook's id."),
            version=dict(PLAIN_TEXT),
            languages=one_or_more(pattern("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "A language code.")),
            draft_languages=one_or_more(
                pattern("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "A language that is not finished yet.")
            ),
            currency=pattern("[A-Z]{3}", "A currency code, like JPY."),
            time_zone={"type": "string", "description": "A time zone, like Asia/Tokyo."},
            group_order=words_only(GROUP_ORDERS),
            names_plan=reference("fact", "Its answer tells one person's plans apart."),
        )

    def _fact(self) -> Schema:
        limit = either(AMOUNT, DATE)
        fact = self._keyed(
            FACT_KEYS,
            ("kind",),
            kind=words_only(FACT_KINDS),
            group=reference("group"),
            options=self._options(),
            minimum=limit,
            maximum=limit,
            default=either(YES_NO, AMOUNT, DATE, one_or_more(dict(PLAIN_TEXT)))
            | {"description": "Its value without an answer, where nobody is asked for it."},
            detail=YES_NO | {"description": "Only the thorough questionnaire asks it."},
            presumed=either(pattern("[a-z0-9_]+", "none, or an option"), YES_NO, AMOUNT, DATE)
            | {"description": "Plans are made with this answer until somebody gives one."},
            usually=words_only(get_args(Side))
            | {"description": "On which side of today the dates lie that people mean."},
            formerly=_former("facts"),
        )
        return fact | {
            "dependencies": {
                "question": ["group"],
                "default": {"properties": {"question": False}},
            },
            "allOf": [_only_with_kinds("options", ("choice", "choices"))]
            + [_only_with_kinds(key, ("integer", "money", "date")) for key in _LIMITS]
            + [_only_with_kinds("usually", ("date",))],
        }

    def _options(self) -> Schema:
        option = self._keyed(OPTION_KEYS, formerly=_former("options"))
        keyed = {**option, "minProperties": 1}
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": f"^(?:{ID_RULES['options'][0].pattern})$"},
            "additionalProperties": either({"type": "null"}, reference(TEXT), keyed),
            "description": "The possible answers, each with its label.",
        }

    def _tables(self) -> Schema:
        return self._section("tables", self._table(), "Rows of facts, one per option.") | {
            "properties": {
                id: self._table(reference(f"rows of {id}")) for id in self.rulebook.tables
            }
        }

    def _table(self, rows: Schema | None = None) -> Schema:
        column = self._keyed(
            COLUMN_KEYS,
            ("kind",),
            kind=words_only(COLUMN_KINDS),
            options=self._options(),
            minimum=either(AMOUNT, DATE),
            maximum=either(AMOUNT, DATE),
        )
        keys: dict[str, Schema] = {
            "key": reference("choice fact", "The choice fact whose answer picks the row."),
            "columns": entries(ID_RULES["columns"][0].pattern, column, "What is known per row."),
            "rows": rows or {"type": ["object", "null"]},
        }
        return mapping({key: keys[key] for key in TABLE_KEYS}, ("key", "columns"))

    def rows(self, table: Table) -> Schema:
        """The rows of a table."""
        keys = self._keyed(OPTION_KEYS, formerly=_former("options"))["properties"]
        assert isinstance(keys, dict)
        keys = keys | {"sources": one_or_more(reference("source"))}
        keys |= {column: self._cell(f"{table.id}.{column}") for column in table.columns}
        row = mapping(keys) | {"type": _OR_NOTHING}
        return entries(ID_RULES["options"][0].pattern, row, "One row per option.")

    def _cell(self, fact_id: str) -> Schema:
        fact = self.rulebook.facts[fact_id]
        if fact.kind is Kind.TEXT:
            value = reference(TEXT)
        elif fact.kind is Kind.CHOICE:
            value = reference(f"options of {fact_id}")
        else:
            value = VALUES[fact.kind]
        sources = one_or_more(reference("source"))
        with_sources = mapping({"value": value, "sources": sources}, ("value",))
        nothing: Schema = {"enum": [None, "unknown"], "doNotSuggest": True}
        note = fact_note(fact, self.language, self.rulebook)
        return either(value, with_sources, nothing) | {"description": note}

    def _calculated(self) -> Schema:
        functions = {
            name: self._arguments(name, signature) for name, signature in FUNCTIONS.items()
        }
        functions[FIRST_KNOWN] = listing(reference("fact")) | {
            "items": either(reference("fact"), words_only((TODAY,)))
        }
        functions[CASES] = self._cases()
        kind = words_only(CALCULATED_KINDS)
        entry = self._keyed((*CALCULATED_KEYS, *functions), (), kind=kind, **functions)
        return entry | {"oneOf": [{"required": [name]} for name in functions]}

    def _arguments(self, name: str, signature: Signature) -> Schema:
        takes = signature.takes[1:] if name == "days_until" else signature.takes
        items = [self._argument(kind) for kind in takes]
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

    def _argument(self, kind: Kind) -> Schema:
        if kind is Kind.TEXT:
            return {"type": "string", "description": "The ISO code of a country, like JP."}
        fact = reference(f"{kind.value} fact")
        if kind is Kind.DATE:
            return either(fact, words({TODAY: "The plan's date."}), DATE)
        if kind is Kind.MONEY:
            return either(fact, reference("integer fact"), AMOUNT)
        return either(fact, VALUES[kind]) if kind in VALUES else fact

    def _cases(self) -> Schema:
        value = either(reference("fact"), words({TODAY: "The plan's date."}), AMOUNT, DATE)
        keys: dict[str, Schema] = {
            "when": reference(CONDITION),
            "value": value,
            "otherwise": value,
        }
        return {
            "type": "array",
            "minItems": 1,
            "items": mapping({key: keys[key] for key in CASE_KEYS}, minProperties=1),
            "description": "The value of the first case that holds.",
        }

    def _step(self) -> Schema:
        date_fact, days = reference("date fact"), WHOLE_NUMBER
        due: dict[str, Schema] = dict.fromkeys(DUE_KEYS, days)
        due["by"], due["until"], due["since"] = date_fact, date_fact, date_fact
        due["time"] = either(reference("time fact"), reference("text fact"))
        due["meanwhile"] = one_or_more(date_fact)
        due["meanwhile_since"], due["meanwhile_time"] = date_fact, due["time"]
        others = one_or_more(reference("step"))
        reasoned = self._keyed(NEIGHBOUR_KEYS, ("steps",), steps=others)
        steps = either(others, reasoned)
        return self._keyed(
            STEP_KEYS,
            ("phase", "title"),
            phase=reference("phase"),
            before=steps,
            after=steps,
            due=mapping(due, (), "When it is due: by a day, or going on until a day.")
            | {"oneOf": [{"required": ["by"]}, {"required": ["until"]}]},
            bring=one_or_more(reference("document")),
            formerly=_former("steps"),
        )

    def _cost(self) -> Schema:
        amount = either(reference("money fact"), AMOUNT)
        return self._keyed(COST_KEYS, ("title",), amount=amount)

    def _rule(self) -> Schema:
        valid = mapping({"from": DATE, "until": DATE}, note="Holds only on these days.")
        return self._keyed(
            RULE_KEYS,
            ("then", "because", "sources"),
            when=reference(CONDITION),
            then=listing(self._effect()) | {"uniqueItems": False},
            sources=one_or_more(reference("source")),
            valid=valid,
        )

    def _effect(self) -> Schema:
        step = reference("step")
        document, cost = one_or_more(reference("document")), one_or_more(reference("cost"))
        warn = self._keyed(
            WARN_KEYS,
            ("severity", "text"),
            severity=words_only(SEVERITIES),
            on=reference("step", "The step it stands at; left out: the whole plan."),
            id=pattern(ID_RULES["warnings"][0].pattern, "Its id, if not the rule's."),
            cannot_be_undone=YES_NO
            | {"description": "Whether it is of a mistake that nothing makes good again."},
        )
        effects: dict[str, Schema] = {
            "do": one_or_more(step),
            "warn": warn,
            "bring": either(document, mapping({"document": document, "to": step}, ("document",))),
            "cost": either(cost, mapping({"cost": cost, "on": step}, ("cost",))),
            "order": {"type": "array", "items": step, "minItems": 2},
            "conclude": one_or_more(reference("conclusion")),
        }
        return mapping(effects, minProperties=1, maxProperties=1)

    def _source(self) -> Schema:
        return self._keyed(
            SOURCE_KEYS,
            ("title", "kind", "checked"),
            address={"type": "string", "pattern": "^https?://[^ ]+$"},
            kind=words_only(SOURCE_KINDS),
            checked=DATE | {"description": "The day somebody last looked."},
            published={
                "type": ["string", "integer"],
                "pattern": f"^(?:{PAGE_DATE.pattern}|{OLD_PAGE})$",
                "description": "The page's own date: 2025, 2025-09, about 2025, or old.",
            },
            confidence=words_only(CONFIDENCES),
        )


_LIMITS = ("minimum", "maximum")
_OR_NOTHING = ["object", "null"]


def words_only(allowed: tuple[str, ...]) -> Schema:
    """One of the words, which speak for themselves."""
    return {"enum": list(allowed)}


def _former(section: str) -> Schema:
    ids = pattern(ID_RULES[section][0].pattern, "An earlier id, for saved cases.")
    return one_or_more(ids)


def _only_with_kinds(key: str, kinds: tuple[str, ...]) -> Schema:
    return {
        "if": {"properties": {"kind": {"enum": list(kinds)}}, "required": ["kind"]},
        "else": {"properties": {key: False}},
    }
