"""The JSON Schema of a plan: what a program that reads plans may rely on.

Owns the schema of what :mod:`engine.rendering.json_plan` writes. It is made from the shapes
themselves, so that the two cannot drift apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.planning.plan import SCHEMA_VERSION, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a plan. Every key it names is there, and no
    other."""
    from pydantic import TypeAdapter  # slow to import, rarely needed

    schema = TypeAdapter(Plan).json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    whole = _exact({"$schema": DIALECT, **schema})
    whole["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {**whole, "$defs": {name: _exact(shape) for name, shape in definitions.items()}}


def plan_schema_text() -> str:
    """The schema as indented JSON with a line break at its end."""
    return json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"


def _exact(shape: Mapping[str, Any]) -> dict[str, Any]:
    """An object's schema with all of its keys required and no others allowed, and without the
    titles that only repeat the keys."""
    properties = {
        name: {key: part for key, part in schema.items() if key != "title"}
        for name, schema in shape["properties"].items()
    }
    return {
        **shape,
        "description": " ".join(shape["description"].replace("``", "`").split()),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
