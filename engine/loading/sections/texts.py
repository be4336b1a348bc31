"""Texts: one string or one per language, with placeholders that name facts.

Owns what a text may look like. The caller says which languages there are and which facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...rulebook import Place
from ...values import PLACEHOLDER, Wording
from ..draft import Draft
from ..faults.codes import Code
from ..faults.report import one_of, quoted
from ..language_codes import looks_like_language
from ..source.node_values import cut_by_a_comma, describe
from ..source.nodes import MapNode, Node, ScalarNode

_BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


def wording(
    draft: Draft,
    node: Node,
    what: str = "a text",
    may_be_empty: bool = False,
    may_name_facts: bool = True,
) -> Wording | None:
    """The text that ``node`` holds, in every language of the rulebook. One that
    ``may_be_empty`` can be written as ``""``; one that may not ``may_name_facts`` is shown
    where no situation is at hand to fill it in."""
    return _TextReader(draft, what, may_be_empty, may_name_facts).read(node)


@dataclass(frozen=True, slots=True)
class _TextReader:
    """Reads one text."""

    draft: Draft
    what: str
    may_be_empty: bool
    may_name_facts: bool

    def read(self, node: Node) -> Wording | None:
        if isinstance(node, ScalarNode):
            text = self._template(node)
            return None if text is None else Wording({"": text})
        if isinstance(node, MapNode):
            return self._per_language(node)
        self._fault(
            Code.NOT_A_WORD,
            node,
            f"{self._what} is one text, or one per language; this is a list.",
            "Write the text alone; lines of one text stand below a `|`."
            if len(self.draft.languages) < 2
            else f"Write one text, or `{{{': …, '.join(self.draft.languages)}: …}}`.",
        )
        return None

    @property
    def _what(self) -> str:
        return f"{self.what[0].upper()}{self.what[1:]}"

    def _fault(self, code: Code, node: Node, problem: str, remedy: str | None = None) -> None:
        self.draft.report.fault(code, node, problem, remedy)

    def _per_language(self, node: MapNode) -> Wording | None:
        languages = self.draft.languages
        texts: dict[str, str] = {}
        for key, value in node.pairs():
            if languages and key.text not in languages:
                self._report_unknown_language(key, value)
            elif isinstance(value, ScalarNode):
                text = self._template(value)
                if text is not None:
                    texts[key.text] = text
            else:
                self._fault(
                    Code.NOT_A_WORD,
                    value,
                    f"A text is expected after `{key.text}:`; this is {describe(value)}.",
                    "A text that begins with { or [ needs quotation marks.",
                )
        missing = [
            code
            for code in languages
            if code not in node.entries and code not in self.draft.unfinished
        ]
        if missing and any(key in languages for key in node.entries):
            self._fault(
                Code.MISSING_LANGUAGE,
                node,
                f"{self._what} is not given in {one_of(missing)}.",
                "Add it, or write one text without languages if it reads the same in all.",
            )
        return Wording(texts | self._standing_in(node, texts)) if texts else None

    def _standing_in(self, node: Node, texts: dict[str, str]) -> dict[str, str]:
        """What is shown in unfinished languages instead of a text that they lack: another
        one, marked with its language."""
        lacking = [code for code in self.draft.unfinished if code not in texts]
        for code in lacking:
            self.draft.lacking.setdefault(code, []).append(node.place)
        there = next((code for code in self.draft.languages if code in texts), None)
        if there is None:
            return {}
        return dict.fromkeys(lacking, f"[{there}] {texts[there]}")

    def _report_unknown_language(self, key: ScalarNode, value: Node) -> None:
        report, languages = self.draft.report, self.draft.languages
        if cut_by_a_comma(report, key, value):
            return
        if looks_like_language(key.text):
            self._fault(
                Code.UNKNOWN_LANGUAGE,
                key,
                f"The rulebook has no language {quoted(key.text)}.",
                report.nearest(key.text, languages)
                or f"Its languages: {one_of(languages)}. They are listed in `rulebook:`.",
            )
        else:
            self._fault(
                Code.UNKNOWN_KEY,
                key,
                f"{self._what} is one text, or one per language ({one_of(languages)}); it has no "
                f"key {quoted(key.text)}.",
                "A text that begins with { needs quotation marks.",
            )

    def _template(self, node: ScalarNode) -> str | None:
        text = node.text.strip()
        if node.is_empty or (not text and not self.may_be_empty):
            self._fault(
                Code.EMPTY_VALUE, node, "The text is empty.", "Write the text, or remove the key."
            )
            return None
        self._check_end(node)
        for found in _BRACES.finditer(text):
            if found.group() not in ("{{", "}}"):
                self._check_placeholder(node, found.group())
        return text

    def _check_end(self, node: ScalarNode) -> None:
        """One space before a # is how words are written; before a remark stand two or more."""
        lines = node.file.lines
        if not node.plain or node.last_line > len(lines):
            return
        line = lines[node.last_line - 1]
        start = node.column - 1 if node.last_line == node.line else 0
        at = line.find(" #", start)
        if at > start and not line[at - 1].isspace():
            self.draft.report.add(
                Code.CUT_BY_A_SIGN,
                Place(node.file.path, node.last_line, at + 2),
                "The text ends before this #; what follows is a remark to YAML.",
                "Put the whole text in quotation marks; before a remark leave two spaces.",
                node.file,
            )

    def _check_placeholder(self, node: ScalarNode, braces: str) -> None:
        exact = PLACEHOLDER.fullmatch(braces)
        if not exact:
            self._report_braces(node, braces)
        elif exact.group(1) not in self.draft.shapes:
            name = exact.group(1)
            self._report_at(
                node,
                braces,
                Code.UNKNOWN_PLACEHOLDER,
                f"The text names {quoted(braces)}, but there is no fact {quoted(name)}.",
                self.draft.report.nearest(name, self.draft.shapes)
                or "Declare the fact, or double the braces if they are meant as braces.",
            )
        elif not self.may_name_facts:
            self._report_at(
                node,
                braces,
                Code.PLACEHOLDER_IN_HEADING,
                f"{self._what} is shown by itself here, so it cannot name {quoted(braces)}.",
                "Say it without the fact.",
            )

    def _report_braces(self, node: ScalarNode, braces: str) -> None:
        inside = braces.strip("{} \u3000")
        self._report_at(
            node,
            braces,
            Code.BAD_PLACEHOLDER,
            f"{quoted(braces)} is no placeholder; a text may only hold {{fact}} or "
            "{table.column}.",
            f"Write {{{inside}}}."
            if inside in self.draft.shapes
            else "Write the id of a fact, or double the braces if they are meant as braces.",
        )

    def _report_at(
        self, node: ScalarNode, piece: str, code: Code, problem: str, remedy: str
    ) -> None:
        report = self.draft.report
        if not report.is_full:
            report.add(code, _place_of(node, piece), problem, remedy, node.file)


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
