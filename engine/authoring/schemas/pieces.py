"""The pieces that schemas of YAML files are made of: words, texts, dates, lists.

Owns how a value that a rulebook may hold is described in JSON Schema (draft 7), and the notes
that editors show. Knows no rulebook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...values import NO_WORDS, YES_WORDS

Schema = dict[str, object]

DIALECT = "http://json-schema.org/draft-07/schema#"
FINISHED = "finished"
"""The definition of a value that nobody is still typing."""
NOTHING: Schema = {"not": {"type": ["object", "array", "string", "number", "boolean"]}}
"""Nothing after the colon. As a type, editors would offer ``null``."""
UNKNOWN = "unknown"
KNOWN = "known"
KNOWLEDGE = {
    UNKNOWN: "The person answered “I don't know”, or the table's cell is empty.",
    KNOWN: "There is an answer.",
}

DATE: Schema = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "description": "A date, as YYYY-MM-DD.",
}
TIME: Schema = {
    "type": "string",
    "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    "description": 'A time of day in quotation marks, as "20:00".',
}
WHOLE_NUMBER: Schema = {
    "anyOf": [
        {"type": "integer", "description": "A whole number."},
        {"type": "string", "pattern": "^[-+]?[0-9]+$", "doNotSuggest": True},
    ]
}
AMOUNT: Schema = {
    "anyOf": [
        {"type": "integer", "description": "Whole units of the currency."},
        {"type": "string", "pattern": "^[-+]?[¥￥]?[0-9][0-9,]*$", "doNotSuggest": True},
    ]
}
_OTHER_WORDS = (YES_WORDS | NO_WORDS) - {"yes", "no", "true", "false"}
YES_NO: Schema = {
    "anyOf": [
        {"enum": ["yes", "no"]},
        {
            "not": {"type": ["object", "array", "number", "null"]},
            "pattern": f"^({'|'.join(sorted(_OTHER_WORDS))})$",
            "description": "Better: yes or no.",
        },
    ]
}
_LARGE = ("if", "anyOf", "additionalProperties")
PLAIN_TEXT: Schema = {"type": ["string", "number", "boolean"]}


def reference(definition: str, note: str | None = None) -> Schema:
    """Whatever the definition of that name allows; ``note`` is shown with it."""
    schema: Schema = {"$ref": f"#/definitions/{definition}"}
    if note is not None:
        schema["description"] = note
    return schema


def words(notes: Mapping[str, str]) -> Schema:
    """One of the words, each with what an editor says about it."""
    if not notes:
        return {"type": "string", "pattern": "^\\b$", "errorMessage": "There is none yet."}
    return {
        "enum": list(notes),
        "markdownEnumDescriptions": list(notes.values()),
        "errorMessage": "Nothing is called so here.",
    }


def finished(known: Iterable[str]) -> Schema:
    """A value that nobody is still typing: anything but nothing, and but a word that is none of
    the ``known`` ones, and may become one."""
    whole = "|".join(sorted(known)).replace(".", "[.]")
    word = {"type": "string", "pattern": f"^({whole})$|^[0-9]|[^a-z0-9_.-]"}
    return {"anyOf": [{"type": ["object", "array", "number", "boolean"]}, word]}


def pattern(regex: str, note: str) -> Schema:
    """A word of that form."""
    return {"type": "string", "pattern": f"^(?:{regex})$", "description": note}


def listing(item: Schema, fewest: int = 1) -> Schema:
    """A list of different items."""
    return {
        "type": "array",
        "items": item,
        "minItems": fewest,
        "uniqueItems": True,
        "description": "Several, as a list.",
    }


def one_or_more(item: Schema, fewest: int = 1) -> Schema:
    """One item, or a list of them."""
    return either(item, listing(item, fewest))


def either(*schemas: Schema) -> Schema:
    """Whatever one of the schemas allows."""
    return {"anyOf": list(schemas)}


def mapping(
    keys: Mapping[str, Schema],
    needed: Sequence[str] = (),
    note: str | None = None,
    fewest: int = 0,
    one_of: Sequence[str] = (),
) -> Schema:
    """A mapping with those keys and no others, with exactly ``one_of`` these.

    Between braces, editors offer keys only where no ``properties`` describe the mapping, and
    values only where some do. So there are two descriptions, of the same: the first where no
    value is still being typed, the second elsewhere. That every key counts for something, before
    all, makes editors blame a wrong key and not that there are keys where a word may stand, too.
    """
    if not keys:
        return {"type": "object", "maxProperties": 0, "description": "There is none yet."}
    one: Schema = {"oneOf": [{"required": [key]} for key in one_of]} if one_of else {}
    schema: Schema = {
        "if": {
            "propertyNames": {"enum": list(keys)},
            "additionalProperties": reference(FINISHED),
        },
        "then": {
            "type": "object",
            "propertyNames": {"enum": list(keys)},
            "patternProperties": {_only(key): held for key, held in keys.items()},
            **one,
        },
        "else": {
            "properties": {key: _begun_on_its_line(held) for key, held in keys.items()},
            "additionalProperties": False,
            "allOf": [{"patternProperties": {"": True}}],
            **one,
        },
    }
    if needed:
        schema["required"] = list(needed)
    if fewest:
        schema["minProperties"] = fewest
    if note is not None:
        schema["description"] = note
    return schema


def said_once(schema: Schema) -> Schema:
    """The same schema with definitions of the mappings that stand in several places of it: as
    they are described twice, they would double with every level."""
    times = Counter[int]()
    pending: list[object] = [schema]
    while pending:
        here = pending.pop()
        inside = here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
        for it in inside:
            times[id(it)] += 1
            if times[id(it)] == 1:
                pending.append(it)
    parts: dict[int, str] = {}
    definitions: dict[str, object] = {}

    def said(here: object) -> object:
        if isinstance(here, list):
            return [said(it) for it in here]
        if not isinstance(here, dict):
            return here
        if times[id(here)] < 2 or here.keys().isdisjoint(_LARGE):
            return {key: said(it) for key, it in here.items()}
        if id(here) not in parts:
            parts[id(here)] = f"part {len(parts) + 1}"
            definitions[parts[id(here)]] = {key: said(it) for key, it in here.items()}
        return reference(parts[id(here)])

    once = {key: said(it) for key, it in schema.items()}
    own = once["definitions"]
    assert isinstance(own, dict)
    return {**once, "definitions": own | definitions}


def without(key: str) -> Schema:
    """A mapping without that key."""
    return {"patternProperties": {_only(key): False}}


def _only(key: str) -> str:
    return f"^{key.replace('.', '[.]')}$"


def _begun_on_its_line(held: Schema) -> Schema:
    """The same, for which editors begin no new line: between braces it would be out of place."""
    if "anyOf" in held or "enum" in held or "propertyNames" in held:
        return held
    note = {"description": held["description"]} if "description" in held else {}
    return {"anyOf": [held], **note}


def or_nothing(schema: Schema) -> Schema:
    """The same, or nothing after the colon."""
    note = {"description": schema["description"]} if "description" in schema else {}
    return {"if": {"type": "null"}, "else": schema, **note}


def entries(id_pattern: str, entry: Schema, note: str) -> Schema:
    """A section: new ids of that form, each with an entry; or nothing at all."""
    return {
        "type": ["object", "null"],
        "propertyNames": {"pattern": f"^(?:{id_pattern})$"},
        "additionalProperties": entry,
        "description": note,
    }


def text_in(languages: Iterable[str], unfinished: tuple[str, ...] = ()) -> Schema:
    """One text, or one per language of the rulebook."""
    codes = list(languages)
    plain = {
        **PLAIN_TEXT,
        "description": "A text: one for every language, or one per language below it. "
        "It may name facts in braces: {fact}.",
    }
    needed = [code for code in codes if code not in unfinished]
    return either(plain, mapping({code: dict(PLAIN_TEXT) for code in codes}, needed))
