"""The pieces that schemas of YAML files are made of: words, texts, dates, lists.

Owns how a value that a rulebook may hold is described in JSON Schema (draft 7), and the notes
that editors show. Knows no rulebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...values import NO_WORDS, YES_WORDS

Schema = dict[str, object]

DIALECT = "http://json-schema.org/draft-07/schema#"
MOST_LISTED = 8
"""Words up to which an editor lists all of them when the mouse rests on one."""
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
            "type": ["boolean", "string"],
            "pattern": f"^({'|'.join(sorted(_OTHER_WORDS))})$",
            "description": "Better: yes or no.",
            "doNotSuggest": True,
        },
    ]
}
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
        return {"enum": [""], "description": "There is none yet."}
    if len(notes) > MOST_LISTED:
        constants: list[Schema] = [{"const": it, "description": note} for it, note in notes.items()]
        return either(*constants)
    return {"enum": list(notes), "markdownEnumDescriptions": list(notes.values())}


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
    **more: object,
) -> Schema:
    """A mapping with those keys and no others."""
    schema: Schema = {"type": "object", "properties": dict(keys), "additionalProperties": False}
    if needed:
        schema["required"] = list(needed)
    if note is not None:
        schema["description"] = note
    return schema | more


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
