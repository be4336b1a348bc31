"""A plan as JSON.

Owns the interface that other programs build on: the shapes of :mod:`engine.planning.plan`
written as they are, in the order they are declared, dates as ``YYYY-MM-DD``. A change that
could break a reader changes ``SCHEMA_VERSION``; :mod:`engine.rendering.plan_schema` describes
the shape.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from engine.planning.plan import Plan


def render_json(plan: Plan) -> str:
    """The plan as indented JSON with a line break at its end: the same plan, the same bytes."""
    return json.dumps(plan_as_data(plan), ensure_ascii=False, indent=2) + "\n"


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """The plan as JSON knows things: objects, lists, strings, numbers, booleans and null."""
    return {field.name: _data(getattr(plan, field.name)) for field in fields(plan)}


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
