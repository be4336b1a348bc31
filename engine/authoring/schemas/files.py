"""The schemas by file: one for a rulebook's files, one each for its scenarios and invariants.

Owns what stands at the top of a schema and where schemas lie in a rulebook folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...items import Certainty, ItemKind, warnings_of
from ...loading.scenarios.expect_section import DUE_KEYS, EXPECT_KEYS, LISTED_PARTS
from ...loading.scenarios.invariants import INVARIANT_KEYS, LIMITS
from ...loading.scenarios.scenarios import FILE_KEYS, SCENARIO_KEYS
from ...loading.sections.declaring import ID_RULES
from ...rulebook import Asked, Concluded, Rulebook
from ...values import Kind
from ...wording.filling import plain
from .conditions import CONDITION, answer_to, condition_definitions, said
from .pieces import (
    DATE,
    DIALECT,
    TIME,
    YES_NO,
    Schema,
    either,
    entries,
    listing,
    mapping,
    one_or_more,
    reference,
    text_in,
    words,
)
from .sections import (
    TEXT,
    reference_definitions,
    row_definitions,
    section_schemas,
)

FOLDER = ".schema"
"""The folder inside a rulebook folder that its schemas are written to."""


def schemas_for(rulebook: Rulebook, language: str) -> Mapping[str, Schema]:
    """The schemas ``rulebook``, ``scenarios`` and ``invariants`` of that rulebook; what an
    editor says about ids is in ``language``."""
    definitions = _definitions(rulebook, language)
    title = plain(rulebook.title, language)
    sections = section_schemas(rulebook, language)
    expect = _expectations(rulebook, language)
    return {
        "rulebook": _whole(f"{title}: rulebook files", mapping(sections), definitions),
        "scenarios": _whole(
            f"{title}: scenarios",
            _scenario_file(rulebook, language, expect),
            definitions | {"warning": _warnings(rulebook, language)},
        ),
        "invariants": _whole(
            f"{title}: invariants",
            _invariant_file(),
            definitions | {"warning": _warnings(rulebook, language)},
        ),
    }


def schema_texts(rulebook: Rulebook, language: str) -> Mapping[str, str]:
    """The same as indented JSON, by file name."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas_for(rulebook, language).items()
    }


def _definitions(rulebook: Rulebook, language: str) -> dict[str, Schema]:
    return {
        TEXT: text_in(rulebook.languages, tuple(rulebook.drafts)),
        **reference_definitions(rulebook, language),
        **condition_definitions(rulebook, language),
        **row_definitions(rulebook, language),
    }


def _whole(title: str, schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    needed = _needed(schema, definitions)
    return {
        "$schema": DIALECT,
        "$comment": title,
        **schema,
        "definitions": {name: definitions[name] for name in definitions if name in needed},
    }


def _needed(schema: object, definitions: Mapping[str, Schema]) -> set[str]:
    """The definitions that the schema refers to, directly or through others."""
    needed: set[str] = set()
    pending = [schema]
    while pending:
        here = pending.pop()
        if isinstance(here, list):
            pending += here
        elif isinstance(here, dict):
            target = here.get("$ref")
            if isinstance(target, str):
                name = target.removeprefix("#/definitions/")
                if name not in needed:
                    needed.add(name)
                    pending.append(definitions[name])
            pending += here.values()
    return needed


def _warnings(rulebook: Rulebook, language: str) -> Schema:
    texts = warnings_of(rulebook).items()
    return words({id: said(warning.text, language, rulebook) for id, warning in texts})


def _scenario_file(rulebook: Rulebook, language: str, expect: Schema) -> Schema:
    asked = [fact for fact in rulebook.facts.values() if isinstance(fact.origin, Asked)]
    given = mapping(
        {fact.id: answer_to(fact, language, rulebook) for fact in asked}, note="The answers."
    )
    day = DATE | {"description": "The day the plan is made for."}
    scenario = {"on": day, "given": given, "expect": expect}
    file: dict[str, Schema] = {
        "on": day | {"description": "The day for every scenario in this file."},
        "scenarios": entries(
            ID_RULES["scenarios"][0].pattern,
            mapping({key: scenario[key] for key in SCENARIO_KEYS}, ("expect",)),
            "Situations, each with the plan expected of it.",
        ),
    }
    return mapping({key: file[key] for key in FILE_KEYS}, ("scenarios",))


def _invariant_file() -> Schema:
    step, warning = reference("step"), reference("warning")
    one = either(step, warning, reference("document"), reference("cost"))
    anything = one_or_more(one)
    several: Schema = {"type": "array", "items": one, "minItems": 2}
    number: Schema = {"type": "integer", "minimum": 0}
    keys: dict[str, Schema] = {
        "when": reference(CONDITION) | {"description": "Only then; else in every situation."},
        "order": {"type": "array", "items": step, "minItems": 2},
        "includes": anything,
        "excludes": anything,
        "warns": one_or_more(warning),
        "asks": one_or_more(reference("fact")),
        "at_most": mapping(dict.fromkeys(LIMITS, number)),
        "never_together": several,
        "exactly_one_of": several,
        "at_least_one_of": anything,
        "because": {"type": "string", "description": "Why it must be so."},
    }
    invariant = mapping({key: keys[key] for key in INVARIANT_KEYS}, ("because",))
    pattern = ID_RULES["invariants"][0].pattern
    section = entries(pattern, invariant, "What must be so in every situation.")
    return mapping({"invariants": section}, ("invariants",))


def _expectations(rulebook: Rulebook, language: str) -> Schema:
    step = reference("step")
    facts = listing(reference("fact"), 0)
    chain = {"type": "array", "items": step, "minItems": 2}
    due: dict[str, Schema] = {"by": DATE, "since": DATE, "time": TIME}
    keys: dict[str, Schema] = {
        "order": either(listing(chain), chain) | {"description": "Each list: in this order."},
        "due": {
            "type": "object",
            "propertyNames": step,
            "additionalProperties": mapping({key: due[key] for key in DUE_KEYS}),
        },
        "conclusions": mapping(
            {id: either(YES_NO, words({"unknown": "Open."})) for id in rulebook.concluding_rules}
        ),
        "values": mapping(
            {
                fact.id: words({"unknown": "Open."})
                if fact.kind is Kind.CHOICES
                else {"type": "string", "description": "Words that the text says, or `unknown`."}
                if fact.kind is Kind.TEXT
                else answer_to(fact, language, rulebook)
                for fact in rulebook.facts.values()
                if not isinstance(fact.origin, Asked | Concluded)
            },
            note="What calculated facts and table cells come to.",
        ),
        "asked": facts | {"description": "Questions still to be asked."},
        "not_asked": facts | {"description": "Questions not asked any more."},
    }
    notes = {
        Certainty.CERTAIN: "Certainly in the plan.",
        Certainty.POSSIBLE: "In the plan, marked possible.",
        None: "Not in the plan at all.",
    }
    for key, (part, certainty) in LISTED_PARTS.items():
        allowed = reference("warning" if part is ItemKind.WARNING else part.value)
        keys[key] = either(one_or_more(allowed), {"type": "array", "maxItems": 0}) | {
            "description": notes[certainty]
        }
    return mapping({key: keys[key] for key in EXPECT_KEYS}, minProperties=1)
