"""A plan as JSON.

Owns the interface that other programs build on: the shapes of :mod:`engine.planning.plan`
written as they are, in the order they are declared, dates as ``YYYY-MM-DD``. A change that
could break a reader changes ``SCHEMA_VERSION``; :mod:`engine.rendering.plan_schema` describes
the shape.
"""

from __future__ import annotations

from msgspec import json

from ..planning.plan import Plan


def render_json(plan: Plan) -> str:
    """The plan as indented JSON with a line break at its end: the same plan, the same bytes."""
    return json.format(json.encode(plan), indent=2).decode() + "\n"
