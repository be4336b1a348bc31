"""Reading single nodes: words, lists, numbers, dates, yes/no, and mappings with known keys.

Owns the shapes that YAML values may have. Every function reports what does not fit at the
node itself and then returns ``None``, so that reading goes on. Does not know what is declared.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from ...values import BadValue, Kind, Value, parse_value
from ..faults.absent_keys import absent_key
from ..faults.codes import Code
from ..faults.foreign_comparisons import denied_key
from ..faults.foreign_words import MOVING_DAYS, in_days, key_for, section_for, word_for
from ..faults.near_values import day_meant, number_meant
from ..faults.report import Report, did_you_mean, one_of, quoted, shortened
from .lookalikes import WIDE_COLON, WRITE_A_COLON, plain_digits
from .nodes import ListNode, MapNode, Node, ScalarNode


def describe(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node, MapNode):
        return "keys with values"
    if isinstance(node, ListNode):
        return "a list"
    return "nothing" if node.is_empty else quoted(node.text)


def in_a_line(node: Node) -> str:
    """A node as it may be repeated in a hint: on one line, what is long left out."""
    if isinstance(node, ScalarNode):
        return shortened(node.text)
    if isinstance(node, ListNode):
        return f"[{one_of(map(in_a_line, node.items), 4)}]"
    return f"{{{one_of((f'{key.text}: {in_a_line(value)}' for key, value in node.pairs()), 4)}}}"


def mapping(report: Report, node: Node, what: str, example: str | None = None) -> MapNode | None:
    """``node`` as a mapping; ``what`` names it ("a fact") and ``example`` shows one."""
    if isinstance(node, MapNode):
        return node
    remedy = f"Write it like {example}." if example else "Write it as `key: value` lines."
    if isinstance(node, ScalarNode) and WIDE_COLON in node.text:
        report_wide_colon(report, node)
    elif isinstance(node, ScalarNode) and re.match(r"[A-Za-z_-]+:\S", node.text) and node.plain:
        report_no_space(report, node)
    else:
        report.fault(
            Code.NOT_A_MAPPING,
            node,
            f"{what[0].upper()}{what[1:]} is written as keys with values; "
            f"this is {describe(node)}.",
            remedy,
        )
    return None


def report_wide_colon(report: Report, node: ScalarNode) -> None:
    """Report a full-width colon in a word that was meant as a key with its value."""
    problem = f"The colon in {quoted(node.text)} is a full-width one (：)."
    report.fault(Code.WIDE_COLON, node, problem, WRITE_A_COLON)


def report_no_space(report: Report, node: ScalarNode) -> None:
    """Report a word that was meant as a key with its value."""
    report.fault(
        Code.NO_SPACE_AFTER_COLON,
        node,
        f"In {quoted(node.text)} there is no space after the colon.",
        "Write `key: value` with a space.",
    )


def listing(
    report: Report, node: Node, what: str, example: str = "[one, two]"
) -> list[Node] | None:
    """The items of a list; ``what`` names it, and ``example`` shows one."""
    if isinstance(node, ListNode):
        return node.items
    first = next(node.pairs(), None) if isinstance(node, MapNode) else None
    if first is not None and first[0].plain and re.match("-[a-z]", first[0].text):
        report.fault(
            Code.NO_SPACE_AFTER_DASH,
            first[0],
            "There is no space after the dash that begins a list entry.",
            "Write `- ` with a space.",
        )
        return None
    report.fault(
        Code.NOT_A_LIST,
        node,
        f"{what[0].upper()}{what[1:]} is a list; this is {describe(node)}.",
        f"Write `{example}`, or a line beginning with `- ` for each entry.",
    )
    return None


def scalar(report: Report, node: Node, what: str) -> ScalarNode | None:
    """``node`` as a single word or text."""
    if isinstance(node, ScalarNode) and not node.is_empty:
        return node
    problem = f"{what} is expected here; this is {describe(node)}."
    report.fault(Code.NOT_A_WORD, node, problem, _alone(node))
    return None


def _alone(node: Node) -> str:
    """What to write where one word stands alone."""
    if isinstance(node, MapNode):
        bare = [key.text for key, value in node.pairs() if _is_nothing(value)]
        if len(bare) == len(node.entries) > 0:
            return f"Write {bare[0] if len(bare) == 1 else f'[{one_of(bare)}]'}, without braces."
        return "Write one word there, without keys; several as a list: [one, two]."
    if isinstance(node, ListNode):
        return "Write one alone, without brackets or a dash."
    return "Write it, or `unknown` where somebody does not know."


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_empty


def word(report: Report, node: Node, what: str) -> str | None:
    """The text of a single word."""
    found = scalar(report, node, what)
    return None if found is None else found.text


def words(report: Report, node: Node, what: str, *, needed: bool = False) -> list[ScalarNode]:
    """The words of a list, or the one word that is written without a list; none twice. There
    has to be one where they are ``needed``."""
    nodes = node.items if isinstance(node, ListNode) else [node]
    if isinstance(node, ListNode) and not nodes:
        remedy = "Name at least one." if needed else "Name at least one, or leave the key out."
        report.fault(Code.EMPTY_VALUE, node, "This list is empty.", remedy)
    found = []
    seen: set[str] = set()
    for item in nodes:
        read = scalar(report, item, what)
        if read is None:
            continue
        if read.text in seen:
            report.fault(
                Code.LISTED_TWICE,
                read,
                f"{quoted(read.text)} is in this list twice.",
                "Keep one of the two.",
            )
            continue
        seen.add(read.text)
        found.append(read)
    return found


def choice(report: Report, node: Node, allowed: Iterable[str], what: str) -> str | None:
    """One of the ``allowed`` words."""
    read = scalar(report, node, what)
    if read is None:
        return None
    names = list(allowed)
    if read.text in names:
        return read.text
    report.fault(
        Code.NOT_ONE_OF,
        read,
        f"{quoted(read.text)} is no {what.removeprefix('A ').removeprefix('An ').lower()}.",
        (f"Did you mean {quoted(meant)}?" if (meant := word_for(read.text, names)) else None)
        or report.nearest(read.text, names)
        or f"Possible are: {one_of(names)}.",
    )
    return None


def integer(report: Report, node: Node, what: str, kind: Kind = Kind.INTEGER) -> int | None:
    """A whole number."""
    value = value_of(report, node, kind, what)
    return value if isinstance(value, int) else None


def day(report: Report, node: Node, what: str) -> date | None:
    """A date."""
    value = value_of(report, node, Kind.DATE, what)
    return value if isinstance(value, date) else None


def truth(report: Report, node: Node, what: str) -> bool | None:
    """yes or no."""
    value = value_of(report, node, Kind.YES_NO, what)
    return value if isinstance(value, bool) else None


_NOT_OF_KIND = {
    Kind.YES_NO: (Code.NOT_YES_OR_NO, "Write yes or no."),
    Kind.INTEGER: (Code.NOT_A_NUMBER, "Write a whole number without a unit, like 14."),
    Kind.MONEY: (Code.NOT_A_NUMBER, "Write whole units of the currency, like 3300."),
    Kind.DATE: (Code.NOT_A_DATE, "Write it as YYYY-MM-DD, like 2026-11-22."),
    Kind.TIME: (Code.NOT_A_TIME, 'Write it in quotation marks as HH:MM, like "20:00".'),
}


def value_of(report: Report, node: Node, kind: Kind, what: str) -> Value | None:
    """A value of a kind without options (yes/no, numbers, dates, times)."""
    read = scalar(report, node, what)
    if read is None:
        return None
    try:
        return parse_value(kind, _plain_number(read.text) if kind in _NUMBERS else read.text)
    except BadValue as error:
        code, remedy = _NOT_OF_KIND[kind]
        if kind in _NUMBERS:
            remedy = number_meant(read.text) or remedy
        if kind is Kind.DATE:
            remedy = day_meant(read.text) or remedy
        digits = plain_digits(read.text) if kind in _NUMBERS else None
        if digits is not None:
            remedy = f"Write it with plain digits: {digits}."
        if kind is Kind.DATE and read.text.lower() in MOVING_DAYS:
            remedy = "A day that moves is calculated: see `days_until`, `add_days` and `today`."
        report.fault(code, read, f"{quoted(read.text)} is not {error.expected}.", remedy)
        return None


_NUMBERS = (Kind.INTEGER, Kind.MONEY)


def _plain_number(text: str) -> str:
    """YAML 1.2 allows a plus sign."""
    return text[1:] if re.fullmatch(r"\+[0-9]+", text) else text


class KeyReader:
    """The entries of a mapping whose keys are known: what else is there gets reported, and so
    does a key with nothing after it."""

    def __init__(
        self, report: Report, node: MapNode, allowed: Iterable[str], what: str, key: Node
    ) -> None:
        self.report = report
        self.node = node
        self.what = what
        self.key = key
        self._values: dict[str, Node] = {}
        names = tuple(allowed)
        for name, value in node.pairs():
            if name.text not in names:
                report_unknown_key(report, name, value, names, what, node.entries)
            elif isinstance(value, ScalarNode) and value.is_empty:
                report.fault(
                    Code.EMPTY_VALUE,
                    name,
                    f"Nothing is written after {quoted(name.text + ':')}.",
                    "Write the value, or remove the key.",
                )
            else:
                self._values[name.text] = value

    def get(self, name: str) -> Node | None:
        """The value of a key that may be left out."""
        return self._values.get(name)

    def need(self, name: str, remedy: str | None = None) -> Node | None:
        """The value of a key that must be there."""
        value = self._values.get(name)
        if value is None and name not in self.node.entries and not misspelt(self.node, name):
            self.report.fault(
                Code.MISSING_KEY,
                self.key,
                f"{self.what[0].upper()}{self.what[1:]} needs `{name}:`.",
                remedy,
            )
        return value

    def key_node(self, name: str) -> ScalarNode:
        """The key itself, for messages about it."""
        return self.node.entries[name][0]

    def __contains__(self, name: str) -> bool:
        return name in self._values


def misspelt(node: MapNode, name: str) -> bool:
    """Whether a key that is meant as ``name`` is there but not spelled so; then the spelling is
    reported, and that the key is missing need not be."""
    return any(
        re.split(r"[:：\s\[{]", key)[0] == name
        or key_for(key, (name,))
        or did_you_mean(key, [name])
        for key in node.entries
    )


def report_unknown_key(
    report: Report,
    key: ScalarNode,
    value: Node,
    names: Iterable[str],
    what: str,
    there: Collection[str] = (),
) -> None:
    """Report a key that ``what`` does not have, beside those that are ``there``."""
    if cut_by_a_comma(report, key, value):
        return
    known = tuple(names)
    if WIDE_COLON in key.text:
        report_wide_colon(report, key)
        return
    start = re.split(r"[:\s\[{]", key.text)[0]
    if start in known and start != key.text and ":" not in key.text:
        report.fault(
            Code.MISSING_COLON,
            key,
            f"There is no colon after {quoted(start)}.",
            "Write `key: value`.",
        )
        return
    if ":" in key.text and start in known:
        report_no_space(report, key)
        return
    absent = absent_key(key.text, known)
    free = tuple(name for name in known if name not in there)
    meant = key_for(key.text, free) if absent is None else None
    remedy = (
        absent
        or (denied_key(key.text, known) if meant is None else f"Did you mean {quoted(meant)}?")
        or in_days(key.text, value.text if isinstance(value, ScalarNode) else "", known)
    )
    section = section_for(key.text)
    if remedy is None and section is not None:
        remedy = f"Entries of `{section}:` have one: write it there."
    remedy = remedy or report.nearest(key.text, known)
    report.fault(
        Code.UNKNOWN_KEY,
        key,
        f"{what[0].upper()}{what[1:]} has no key {quoted(key.text)}.",
        remedy or f"Possible keys: {one_of(known, 20)}.",
    )


def cut_by_a_comma(report: Report, key: ScalarNode, value: Node) -> bool:
    """Whether a key is no key but the rest of a text (or of a number) that a comma cut in two
    between braces; reported if so."""
    is_rest = key.plain and re.search(r"^[0-9]+$|[^\x21-\x7e]", key.text) is not None
    alone = value is not key and isinstance(value, ScalarNode) and value.is_empty
    colon_follows = key.file.lines[key.last_line - 1].rstrip().endswith(key.text + ":")
    if not is_rest or not alone or colon_follows or WIDE_COLON in key.text:
        return False
    report.fault(
        Code.COMMA_IN_TEXT,
        key,
        f"Between {{ and }} the comma before {quoted(key.text)} ends the text.",
        "Put a text with a comma in quotation marks; write a number without a comma, like 1000.",
    )
    return True
