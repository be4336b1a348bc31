"""The YAML of one file as a tree of nodes that know where they stand.

Owns the nodes and the refusal of every part of YAML that rulebooks do not use (anchors, tags,
merge keys, several documents, repeated keys, endless nesting). Nothing is given a type here:
every scalar stays text, which is what makes ``no`` a word until somebody asks for a yes/no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...rulebook import Place
from ..faults.codes import Code
from ..faults.report import Report, SourceFile, quoted

if TYPE_CHECKING:
    from yaml.events import Event, NodeEvent, ScalarEvent

    from .parser_complaint import Trace

DEEPEST_NESTING = 40
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]|(?<=[A-Za-z0-9])[\u200c\u200d](?=[A-Za-z0-9])"
)
TWICE = {
    "any": "Where both must hold write `all: [{any: …}, {any: …}]`.",
    "not": "Where both must hold write `all: [{not: {…}}, {not: {…}}]`; for several values of one "
    "fact `not: [one, another]`.",
    "includes": "Write `includes_all: [one, another]` for both, `includes_any: […]` for one of "
    "them; without the second, `not: {fact: {includes: another}}` beside it.",
    "includes_any": "Where both must hold write `all: [{fact: {includes_any: …}}, {fact: "
    "{includes_any: …}}]`.",
    "between": "Write `any: [{fact: {between: …}}, {fact: {between: …}}]` for one of the two.",
    **dict.fromkeys(
        ("do", "warn", "bring", "cost", "order", "conclude"),
        "Begin a line with `- ` for every effect.",
    ),
}
"""What to write instead of a key twice, where everything under one of them would say another
thing."""
NULL_WORDS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True, eq=False)
class _Placed:
    file: SourceFile
    line: int
    column: int

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.file.path, self.line, self.column)


@dataclass(slots=True, eq=False)
class ScalarNode(_Placed):
    """A word or a text. ``plain`` is one without quotation marks."""

    text: str
    plain: bool
    last_line: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written, or YAML's word for nothing."""
        return self.plain and self.text in NULL_WORDS


@dataclass(slots=True, eq=False)
class ListNode(_Placed):
    """A list."""

    items: list[Node]


@dataclass(slots=True, eq=False)
class MapNode(_Placed):
    """Keys with values, in the order written; no key is there twice."""

    entries: dict[str, tuple[ScalarNode, Node]]

    def pairs(self) -> Iterator[tuple[ScalarNode, Node]]:
        """Each key with its value."""
        yield from self.entries.values()


Node = ScalarNode | ListNode | MapNode


class _Refused(Exception):
    """The file cannot be read any further; the report says why."""


def compose(file: SourceFile, report: Report) -> Node | None:
    """The tree of ``file``; ``None`` if it is empty, or if it is broken, which is reported."""
    if not _check_characters(file, report):
        return None
    import yaml  # not needed when a rulebook comes from the cache

    from . import yaml_parser

    composer = _Composer(file, report)
    try:
        for event in yaml.parse(file.text, Loader=yaml_parser.LOADER):
            composer.take(event)
    except yaml.YAMLError as error:
        from .syntax_errors import explain

        explain(error, file, composer.trace(), report)
        return None
    except _Refused:
        return None
    return composer.root


def _check_characters(file: SourceFile, report: Report) -> bool:
    found = _CONTROL.search(file.text)
    if found is None:
        return True
    lines = SourceFile("", file.text[: found.start()]).lines
    report.add(
        Code.CONTROL_CHARACTER,
        Place(file.path, len(lines), len(lines[-1]) + 1),
        f"The character U+{ord(found.group()):04X} cannot stand in a text file.",
        "Delete it; if the file is no text, give it another name.",
        SourceFile(file.path, file.text.encode("utf-8", "replace").decode("utf-8")),
    )
    return False


class _Composer:
    """Builds the tree from parse events, without recursion."""

    def __init__(self, file: SourceFile, report: Report) -> None:
        self.file = file
        self.report = report
        self.root: Node | None = None
        self._last_scalar: ScalarEvent | None = None
        self._last_closed: Place | None = None
        self._open: list[ListNode | MapNode] = []
        self._keys: list[ScalarNode | None] = []
        self._swallowing: set[int] = set()
        self._documents = 0

    def take(self, event: Event) -> None:
        """Add what ``event`` says to the tree."""
        name = type(event).__name__
        if name == "ScalarEvent":
            self._scalar(event)
        elif name in ("MappingStartEvent", "SequenceStartEvent"):
            self._start(event, is_map=name == "MappingStartEvent")
        elif name in ("MappingEndEvent", "SequenceEndEvent"):
            self._last_closed = self._open.pop().place
            self._keys.pop()
        elif name == "AliasEvent":
            self._refuse_alias(event)
        elif name == "DocumentStartEvent":
            self._start_document(event)

    def trace(self) -> Trace:
        """How far it came, for the explanation of an error."""
        from .parser_complaint import Trace

        last_open = self._open[-1].place if self._open else None
        return Trace(self._last_scalar, self._last_closed, last_open)

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        node = ScalarNode(
            self.file,
            mark.line + 1,
            mark.column + 1,
            event.value,
            not event.style,
            event.end_mark.line + 1,
        )
        self._check_plain_yaml(event, node.place)
        self._check_visible(node)
        self._last_scalar = event
        self._attach(node)

    def _start(self, event: Any, is_map: bool) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        place = Place(self.file.path, line, column)
        self._check_plain_yaml(event, place)
        if len(self._open) >= DEEPEST_NESTING:
            self._refuse(
                Code.TOO_DEEP,
                place,
                f"This is nested more than {DEEPEST_NESTING} levels deep.",
                "Write it flatter.",
            )
        node: ListNode | MapNode
        if is_map:
            node = MapNode(self.file, line, column, {})
        else:
            node = ListNode(self.file, line, column, [])
        self._attach(node)
        self._open.append(node)
        self._keys.append(None)

    def _attach(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = self._key(node)
            return
        self._keys[-1] = None
        self._add_entry(parent, key, node)

    def _add_entry(self, parent: MapNode, key: ScalarNode, node: Node) -> None:
        if key.text == "<<" and key.plain:
            self._note(
                Code.MERGE_KEY,
                key.place,
                "Merge keys (<<) are not used in rulebooks.",
                "Write the entries out.",
            )
        elif key.text in parent.entries:
            self._note_repeated(parent, key)
        else:
            parent.entries[key.text] = (key, node)

    def _note_repeated(self, parent: MapNode, key: ScalarNode) -> None:
        """Report a key that is there already; if the key before it has nothing below it, that
        one was meant to hold the repeated ones and stands too far right."""
        if id(parent) in self._swallowing:
            return
        first = parent.entries[key.text][0]
        last, value = next(reversed(parent.entries.values()))
        is_hollow = isinstance(value, ScalarNode) and value.is_empty and last is not first
        if is_hollow and last.line < key.line and last.column == key.column:
            self._swallowing.add(id(parent))
            self._note(
                Code.BAD_INDENTATION,
                last.place,
                f"Nothing is below {quoted(last.text + ':')}: the lines after it stand in the "
                "same column.",
                "If they belong to it, indent it two spaces less than they are.",
            )
        else:
            self._note(
                Code.DUPLICATE_KEY,
                key.place,
                f"The key {quoted(key.text)} is already at line {first.line}.",
                TWICE.get(key.text, "Keep one of the two, or put everything under one of them."),
            )

    def _key(self, node: Node) -> ScalarNode:
        if isinstance(node, ScalarNode):
            return node
        return self._refuse(
            Code.KEY_NOT_A_WORD,
            node.place,
            "A key must be a single word.",
            "If this is a text that begins with { or [, put it in quotation marks.",
        )

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            mark = event.start_mark
            self._refuse(
                Code.SEVERAL_DOCUMENTS,
                Place(self.file.path, mark.line + 1, mark.column + 1),
                "A second YAML document begins here.",
                "Remove the line `---`, or move the rest into a file of its own.",
            )

    def _check_plain_yaml(self, event: NodeEvent, place: Place) -> None:
        if event.anchor is not None:
            self._note(
                Code.ANCHOR,
                place,
                f"Anchors (&{event.anchor[:40]}) are not used in rulebooks.",
                "Write the entry out wherever it is needed. "
                "If this is a text that begins with &, put it in quotation marks.",
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note(
                Code.TAG,
                place,
                f"Tags ({quoted(tag)}) are not used in rulebooks.",
                "Leave the tag out. If this is a text that begins with !, put it in "
                "quotation marks.",
            )

    def _check_visible(self, node: ScalarNode) -> None:
        unseen = _INVISIBLE.search(node.text)
        if unseen is not None:
            at = node.text[max(0, unseen.start() - 12) : unseen.start()]
            self._note(
                Code.INVISIBLE,
                node.place,
                f"This holds the character U+{ord(unseen.group()):04X}, which nobody can see"
                f"{f', after {quoted(at)}' if at.strip() else ''}.",
                "Delete it and type what is around it anew; it comes along when text is copied.",
            )
        found = None if node.plain else _CONTROL.search(node.text)
        if found is not None:
            self._note(
                Code.CONTROL_CHARACTER,
                node.place,
                f"This text holds the character U+{ord(found.group()):04X}, which nobody can see.",
                "Leave out what stands for it, such as \\x1b or \\a.",
            )

    def _refuse_alias(self, event: Any) -> None:
        mark = event.start_mark
        self._note(
            Code.ANCHOR,
            Place(self.file.path, mark.line + 1, mark.column + 1),
            f"Aliases (*{event.anchor[:40]}) are not used in rulebooks.",
            "Write the entry out. If this is a text that begins with *, put it in quotation marks.",
        )
        self._attach(
            ScalarNode(
                self.file, mark.line + 1, mark.column + 1, event.anchor, False, mark.line + 1
            )
        )

    def _note(self, code: Code, place: Place, problem: str, remedy: str) -> None:
        self.report.add(code, place, problem, remedy, self.file)

    def _refuse(self, code: Code, place: Place, problem: str, remedy: str) -> ScalarNode:
        self._note(code, place, problem, remedy)
        raise _Refused
