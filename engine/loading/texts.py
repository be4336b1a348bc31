"""Texts: one string or one per language, with placeholders that name facts.

Owns what a text may look like. The caller says which languages there are and which facts.
"""

from __future__ import annotations

import re

from engine.loading.codes import Code
from engine.loading.draft import Draft
from engine.loading.nodes import ListNode, MapNode, Node, ScalarNode
from engine.loading.reading import Fields, cut_by_a_comma, describe, fault, looks_like_language
from engine.loading.report import one_of, quoted
from engine.rulebook import Place
from engine.values import PLACEHOLDER, Wording

MAY_BE_EMPTY = frozenset({"when_unknown"})
_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


def wording(
    draft: Draft, node: Node, what: str = "a text", may_be_empty: bool = False
) -> Wording | None:
    """The text that ``node`` holds, in every language of the rulebook. One that
    ``may_be_empty`` can be written as ``""``."""
    if isinstance(node, ScalarNode):
        text = _template(draft, node, may_be_empty)
        return None if text is None else Wording({"": text})
    if isinstance(node, MapNode):
        return _per_language(draft, node, what, may_be_empty)
    fault(
        draft.report,
        Code.NOT_A_WORD,
        node,
        f"{what[0].upper()}{what[1:]} is one text, or one per language; this is a list.",
    )
    return None


def wording_of(draft: Draft, fields: Fields, name: str) -> Wording | None:
    """The text under a key that may be left out."""
    node = fields.get(name)
    if node is None:
        return None
    return wording(draft, node, f"`{name}`", may_be_empty=name in MAY_BE_EMPTY)


def needed_wording(draft: Draft, fields: Fields, name: str) -> Wording:
    """The text under a key that must be there; an empty one if it is missing."""
    node = fields.need(name)
    found = None if node is None else wording(draft, node, f"`{name}`")
    return found or Wording({"": ""})


def _per_language(draft: Draft, node: MapNode, what: str, may_be_empty: bool) -> Wording | None:
    texts: dict[str, str] = {}
    for key, value in node.pairs():
        if draft.languages and key.text not in draft.languages:
            _report_unknown_language(draft, key, value, what)
        elif isinstance(value, ScalarNode):
            text = _template(draft, value, may_be_empty)
            if text is not None:
                texts[key.text] = text
        else:
            fault(
                draft.report,
                Code.NOT_A_WORD,
                value,
                f"A text is expected after `{key.text}:`; this is {describe(value)}.",
                _braces_remedy(value),
            )
    missing = [code for code in draft.languages if code not in node.entries]
    if missing and any(key in draft.languages for key in node.entries):
        fault(
            draft.report,
            Code.MISSING_LANGUAGE,
            node,
            f"{what[0].upper()}{what[1:]} is not given in {one_of(missing)}.",
            "Add it, or write one text without languages if it reads the same in all.",
        )
    return Wording(texts) if texts else None


def _braces_remedy(value: Node) -> str | None:
    if isinstance(value, MapNode | ListNode):
        return "A text that begins with { or [ needs quotation marks."
    return None


def _report_unknown_language(draft: Draft, key: ScalarNode, value: Node, what: str) -> None:
    if cut_by_a_comma(draft.report, key, value):
        return
    if looks_like_language(key.text):
        fault(
            draft.report,
            Code.UNKNOWN_LANGUAGE,
            key,
            f"The rulebook has no language {quoted(key.text)}.",
            draft.report.nearest(key.text, draft.languages)
            or f"Its languages: {one_of(draft.languages)}. They are listed in `rulebook:`.",
        )
    else:
        fault(
            draft.report,
            Code.UNKNOWN_KEY,
            key,
            f"{what[0].upper()}{what[1:]} is one text, or one per language "
            f"({one_of(draft.languages)}); it has no key {quoted(key.text)}.",
            "A text that begins with { needs quotation marks.",
        )


def _template(draft: Draft, node: ScalarNode, may_be_empty: bool) -> str | None:
    if node.is_empty or (not node.text.strip() and not may_be_empty):
        fault(
            draft.report,
            Code.EMPTY_VALUE,
            node,
            "The text is empty.",
            "Write the text, or remove the key.",
        )
        return None
    text = node.text.strip()
    for found in _BRACES.finditer(text):
        if found.group() not in ("{{", "}}"):
            _check_placeholder(draft, node, found.group())
    return text


def _check_placeholder(draft: Draft, node: ScalarNode, braces: str) -> None:
    exact = PLACEHOLDER.fullmatch(braces)
    if exact:
        if exact.group(1) in draft.shapes:
            return
        place, name = _place_of(node, braces), exact.group(1)
        draft.report.add(
            Code.UNKNOWN_PLACEHOLDER,
            place,
            f"The text names {quoted(braces)}, but there is no fact {quoted(name)}.",
            draft.report.nearest(name, draft.shapes)
            or "Declare the fact, or double the braces if they are meant as braces.",
            node.file,
        )
        return
    inside = braces.strip("{} \u3000")
    draft.report.add(
        Code.BAD_PLACEHOLDER,
        _place_of(node, braces),
        f"{quoted(braces)} is no placeholder; a text may only hold {{fact}} or {{table.column}}.",
        f"Write {{{inside}}}."
        if inside in draft.shapes
        else "Write the id of a fact, or double the braces if they are meant as braces.",
        node.file,
    )


def _place_of(node: ScalarNode, piece: str) -> Place:
    """Where ``piece`` stands in the source of a text; where the text begins, if it is not
    spelled there as it reads."""
    lines = node.file.lines
    for number in range(node.line, min(node.last_line, len(lines)) + 1):
        start = node.column - 1 if number == node.line else 0
        at = lines[number - 1].find(piece, start)
        if at >= 0:
            return Place(node.file.path, number, at + 1)
    return node.place
