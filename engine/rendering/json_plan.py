"""A plan as JSON, and the schema that says what the JSON looks like.

Owns the interface that other programs build on: the shapes of :mod:`engine.planning.plan`
written as they are, in the order they are declared, dates as ``YYYY-MM-DD``. A change that
could break a reader changes ``SCHEMA_VERSION``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from engine.planning.plan import SCHEMA_VERSION, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render_json(plan: Plan) -> str:
    """The plan as indented JSON with a line break at its end: the same plan, the same bytes."""
    return json.dumps(plan_as_data(plan), ensure_ascii=False, indent=2) + "\n"


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """The plan as JSON knows things: objects, lists, strings, numbers, booleans and null."""
    return {field.name: _data(getattr(plan, field.name)) for field in fields(plan)}


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what :func:`render_json` writes. Every key it names
    is there, and no other."""
    from pydantic import TypeAdapter  # slow to import, rarely needed

    schema = TypeAdapter(Plan).json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    whole = _exact({"$schema": DIALECT, **schema})
    whole["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    return {**whole, "$defs": {name: _exact(shape) for name, shape in definitions.items()}}


def _data(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _data(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_data(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


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
