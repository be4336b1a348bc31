"""The OpenAPI document of the JSON interface.

Owns how the operations of :mod:`engine.web.api` are described.
"""

from __future__ import annotations

from typing import Any

import msgspec

from .. import Difference, Explanation, OpenRulebook, WhyNot, plan_schema
from ..wording.filling import plain
from .api import (
    OPERATIONS,
    Ask,
    AskAbout,
    AskWhatIf,
    NextQuestion,
    Operation,
    Problem,
    RulebookData,
)


def document(opened: OpenRulebook) -> dict[str, Any]:
    """The OpenAPI document."""
    named = [it.request for it in OPERATIONS if it.request is not None]
    types = [
        *dict.fromkeys(named),
        RulebookData,
        NextQuestion,
        Problem,
        Difference,
        Explanation,
        WhyNot,
    ]
    _, schemas = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths[operation.path] = {operation.method.lower(): _described(operation, opened)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{plain(opened.rulebook.title, 'en')}: JSON interface",
            "version": opened.rulebook.version,
            "description": 'Answers go in as `fact: value`, or `"unknown"`. Nothing is stored.',
        },
        "paths": paths,
        "components": {"schemas": {**schemas, "Plan": _plan_schema()}},
    }


def _plan_schema() -> dict[str, Any]:
    """The published schema; inside another document its own definitions lie deeper."""
    spelled = msgspec.json.encode(plan_schema())
    deeper = spelled.replace(b'"#/$defs/', b'"#/components/schemas/Plan/$defs/')
    schema: dict[str, Any] = msgspec.json.decode(deeper)
    return schema


def _described(operation: Operation, opened: OpenRulebook) -> dict[str, Any]:
    def content(kind: str, name: str) -> dict[str, Any]:
        return {kind: {"schema": {"$ref": f"#/components/schemas/{name}"}}}

    problem = content("application/problem+json", "Problem")
    described: dict[str, Any] = {
        "operationId": operation.run.__name__,
        "summary": operation.summary,
        "responses": {
            "200": {
                "description": "The answer.",
                "content": content("application/json", operation.response),
            },
            "422": {"description": "An answer, a name or a date is wrong.", "content": problem},
            "429": {"description": "Too many requests; see Retry-After.", "content": problem},
            "503": {"description": "Too busy; see Retry-After.", "content": problem},
        },
    }
    if operation.request is None:
        language = {"name": "language", "in": "query", "schema": {"type": "string"}}
        described["parameters"] = [language]
        return described
    body = content("application/json", operation.request.__name__)
    body["application/json"]["example"] = _example(operation.request, opened)
    described["requestBody"] = {"required": True, "content": body}
    described["responses"]["400"] = {"description": "No JSON of this form.", "content": problem}
    described["responses"]["413"] = {"description": "Too large.", "content": problem}
    return described


def _example(request: type[Ask], opened: OpenRulebook) -> dict[str, Any]:
    book = opened.rulebook
    example: dict[str, Any] = {
        "answers": dict.fromkeys(list(book.askable)[:1], "unknown"),
        "on": opened.today().isoformat(),
        "language": book.languages[0],
    }
    if request is AskAbout:
        example["subject"] = next(iter(book.steps), "")
    if request is AskWhatIf:
        example["changes"] = dict.fromkeys(list(book.askable)[1:2], "unknown")
    return example
