"""The schemas by file: one for a rulebook's files, one each for its scenarios and invariants.

Owns what stands at the top of a schema and where schemas lie in a rulebook folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...loading.scenarios.invariants import INVARIANT_FILE
from ...loading.scenarios.scenarios import SCENARIO_FILE
from ...rulebook import Rulebook
from ...wording.filling import plain
from .conditions import condition_definitions
from .pieces import DIALECT, FINISHED, Schema, finished, said_once, text_in
from .sections import TEXT, SchemaOfForms, reference_definitions

FOLDER = ".schema"
"""The folder inside a rulebook folder that its schemas are written to."""


def schemas_for(rulebook: Rulebook, language: str) -> Mapping[str, Schema]:
    """The schemas ``rulebook``, ``scenarios`` and ``invariants`` of that rulebook; what an
    editor says about ids is in ``language``."""
    describing = SchemaOfForms(rulebook, language)
    definitions = {
        TEXT: text_in(rulebook.languages, tuple(rulebook.drafts)),
        **reference_definitions(rulebook, language),
        **condition_definitions(rulebook, language),
        **{f"rows of {table.id}": describing.rows(table) for table in rulebook.tables.values()},
    }
    schemas = {
        "rulebook": describing.rulebook_file(),
        "scenarios": describing.entry(SCENARIO_FILE),
        "invariants": describing.entry(INVARIANT_FILE),
    }
    definitions[FINISHED] = finished(_words([definitions, schemas]))
    title = plain(rulebook.title, language)
    return {
        name: _whole(f"{title}: {name}", schema, definitions) for name, schema in schemas.items()
    }


def schema_texts(rulebook: Rulebook, language: str) -> Mapping[str, str]:
    """The same as indented JSON, by file name."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in schemas_for(rulebook, language).items()
    }


def _whole(title: str, schema: Schema, definitions: Mapping[str, Schema]) -> Schema:
    needed = _needed(schema, definitions)
    its_own = {name: definitions[name] for name in definitions if name in needed}
    return said_once({"$schema": DIALECT, "$comment": title, **schema, "definitions": its_own})


def _words(schemas: object) -> set[str]:
    """Every word that the schemas name as one of several."""
    found: set[str] = set()
    pending = [schemas]
    while pending:
        here = pending.pop()
        if isinstance(here, list):
            pending += here
        elif isinstance(here, dict):
            found |= set(here.get("enum", ()))
            pending += here.values()
    return found


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
