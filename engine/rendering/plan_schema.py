"""The JSON Schema of a plan: what a program that reads plans may rely on.

Owns the schema of what :mod:`engine.rendering.json_plan` writes. It is made from the shapes
themselves, so that the two cannot drift apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from ..planning.plan import SCHEMA_VERSION, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a plan. Every key it names is there, and no
    other."""
    return _exact_schema(Plan, SCHEMA_VERSION)


def plan_schema_text() -> str:
    """The schema as indented JSON with a line break at its end."""
    return exact_schema_text(Plan, SCHEMA_VERSION)


def exact_schema_text(whole: type[msgspec.Struct], version: str) -> str:
    """The JSON Schema of ``whole``, an object with a ``schema_version`` and nothing optional,
    as indented JSON with a line break at its end."""
    return json.dumps(_exact_schema(whole, version), ensure_ascii=False, indent=2) + "\n"


def _exact_schema(whole: type[msgspec.Struct], version: str) -> dict[str, Any]:
    definitions = msgspec.json.schema(whole)["$defs"]
    words = {f"#/$defs/{it}": shape for it, shape in definitions.items() if "enum" in shape}
    exact = {
        name: _exact(_spelled_out(shape, words))
        for name, shape in definitions.items()
        if "properties" in shape
    }
    top = exact.pop(whole.__name__)
    top["properties"]["schema_version"] = {"const": version}
    return {"$schema": DIALECT, **top, "$defs": exact}


def _spelled_out(shape: Any, words: Mapping[str, Mapping[str, Any]]) -> Any:
    """The schema with the ``words`` that a key may hold in place, instead of a reference."""
    if isinstance(shape, list):
        return [_spelled_out(it, words) for it in shape]
    if not isinstance(shape, dict):
        return shape
    if shape.get("$ref") in words:
        return {"enum": shape.get("enum", words[shape["$ref"]]["enum"])}
    return {key: _spelled_out(it, words) for key, it in shape.items()}


def _exact(shape: Mapping[str, Any]) -> dict[str, Any]:
    """An object's schema with all of its keys required (so that defaults say nothing) and no
    others allowed."""
    properties = {
        name: {key: part for key, part in schema.items() if key != "default"}
        for name, schema in shape["properties"].items()
    }
    return {
        **shape,
        "description": " ".join(shape["description"].replace("``", "`").split()),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
