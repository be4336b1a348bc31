"""What the YAML language server offers by a schema, told by its own rules.

It offers keys between braces on the line of another key only where no ``properties`` are among
the schemas that describe the mapping, from ``propertyNames``; and values only from
``properties``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from jsonschema import Draft7Validator

Schema = dict[str, Any]


def keys_offered(whole: Schema, data: Any, *path: str | int) -> set[str]:
    """At the next place in the mapping on that path, which is written between braces."""
    mapping, schemas = _reached(whole, data, path)
    if any("properties" in schema for schema in schemas):
        return set()
    named = (_words(whole, schema["propertyNames"]) for schema in schemas if _open(schema))
    return {word for words in named for word in words} - set(mapping)


def values_offered(whole: Schema, data: Any, *path: str | int) -> set[str]:
    """At the value of the key, or at another item of the list, on that path."""
    *parents, key = path
    found, schemas = _reached(whole, data, path)
    if isinstance(found, list):
        items = (schema["items"] for schema in schemas if "items" in schema)
        return {word for item in items for word in _words(whole, item)}
    _, schemas = _reached(whole, data, parents)
    held = (schema.get("properties", {}).get(key) for schema in schemas)
    return {word for one in held if one for word in _words(whole, one)}


def _open(schema: Schema) -> bool:
    return schema.get("type") == "object" and schema.get("additionalProperties") is not False


def _reached(whole: Schema, data: Any, path: Sequence[str | int]) -> tuple[Any, list[Schema]]:
    schemas = list(_applying(whole, whole, data))
    for key in path:
        data = data[key]
        inside = [held for schema in schemas for held in _held(schema, key)]
        schemas = [one for held in inside for one in _applying(whole, held, data)]
    return data, schemas


def _held(schema: Schema, key: str | int) -> Iterator[Schema]:
    if isinstance(key, int):
        items = schema.get("items", {})
        yield items[key] if isinstance(items, list) else items
        return
    own = [schema["properties"][key]] if key in schema.get("properties", {}) else []
    patterns = schema.get("patternProperties", {}).items()
    own += [held for pattern, held in patterns if re.search(pattern, key)]
    yield from own or [schema.get("additionalProperties", {})]


def _applying(whole: Schema, schema: Any, data: Any) -> Iterator[Schema]:
    if isinstance(schema, bool):
        return
    if "$ref" in schema:
        schema = whole["definitions"][schema["$ref"].removeprefix("#/definitions/")]
    yield schema
    for part in schema.get("allOf", ()):
        yield from _applying(whole, part, data)
    ways = schema.get("anyOf", ())
    for way in [way for way in ways if _holds(whole, way, data)] or ways:
        yield from _applying(whole, way, data)
    if "if" in schema:
        branch = "then" if _holds(whole, schema["if"], data) else "else"
        yield from _applying(whole, schema.get(branch, {}), data)


def _holds(whole: Schema, schema: Schema, data: Any) -> bool:
    return Draft7Validator({**schema, "definitions": whole["definitions"]}).is_valid(data)


def _words(whole: Schema, schema: Schema) -> Iterator[str]:
    if "$ref" in schema:
        schema = whole["definitions"][schema["$ref"].removeprefix("#/definitions/")]
    yield from schema.get("enum", ())
    for part in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
        yield from _words(whole, part)
