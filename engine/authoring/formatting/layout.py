"""A YAML text in the one layout of rulebooks.

Owns the layout: where lines break, how far they are indented, which empty lines stay. Words
and texts are copied as they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from .comments import Comment, comments_in
from .key_order import (
    INVARIANT_FILE,
    RULEBOOK_FILE,
    SCENARIO_FILE,
    Shape,
    ordered,
)

STEP = 2


class CannotFormat(Exception):
    """Formatting would change more than the layout; nothing is written."""


@dataclass
class _Entry:
    """A key with its value, or an item of a list (``key`` is ``None``), with the comments
    above it, whether an empty line is above those (``top`` is the first of these lines), and
    the comment behind it."""

    key: Node | None
    value: Node
    line: int
    column: int
    top: int = -1
    gap: bool = False
    above: list[str] = field(default_factory=list)
    behind: str = ""


@dataclass
class _Block:
    """The entries of a mapping or list in block style, and the comments at its end."""

    entries: list[_Entry]
    column: int
    last_line: int
    below: list[str] = field(default_factory=list)


_FILES = {"scenarios": SCENARIO_FILE, "invariants": INVARIANT_FILE}


def formatted(text: str, languages: Sequence[str], folder: str = "") -> str:
    """``text`` in the one layout; ``folder`` is the reserved folder in which the file lies.

    It must be YAML that loads. Raises :class:`CannotFormat` if the result would not say the
    same.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not plain.endswith("\n"):
        plain += "\n"
    root = _compose(plain)
    if not isinstance(root, MappingNode) or root.flow_style:
        return plain
    result = _Formatter(plain, root, languages).whole(_FILES.get(folder, RULEBOOK_FILE))
    if not _says_the_same(plain, result):
        raise CannotFormat("its layout is too unusual to be changed safely.")
    return result


class _Formatter:
    """Formats one text."""

    def __init__(self, text: str, root: Node, languages: Sequence[str]) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.languages = languages
        self.root = root
        self.blocks: dict[int, _Block] = {}
        self._find_blocks(root)
        self.header: list[str] = []
        self._place_comments()

    def whole(self, shape: Shape) -> str:
        """The text in the new layout."""
        body = self._block(self.root, 0, shape)
        head = [*self.header, ""] if self.header and self._header_stands_apart() else self.header
        return "\n".join([*head, *body]).strip("\n") + "\n"

    def _header_stands_apart(self) -> bool:
        first = self.blocks[id(self.root)].entries[0].line
        return first > 0 and not self.lines[first - 1].strip()

    def _find_blocks(self, node: Node) -> None:
        if not isinstance(node, CollectionNode) or node.flow_style:
            return
        entries = []
        children: list[Node] = []
        if isinstance(node, MappingNode):
            for key, value in node.value:
                mark = key.start_mark
                entries.append(_Entry(key, value, mark.line, mark.column))
                children.append(value)
        else:
            column = node.start_mark.column
            for item in node.value:
                line = self._dash_line(item, column)
                entries.append(_Entry(None, item, line, column))
                children.append(item)
        self.blocks[id(node)] = _Block(entries, node.start_mark.column, _last_line(node))
        for child in children:
            self._find_blocks(child)

    def _dash_line(self, item: Node, column: int) -> int:
        line = item.start_mark.line
        while self.lines[line][column : column + 1] != "-" and line > 0:
            line -= 1
        return line

    def _place_comments(self) -> None:
        all_entries = sorted(
            (entry for block in self.blocks.values() for entry in block.entries),
            key=lambda entry: (entry.line, entry.column),
        )
        first_on: dict[int, _Entry] = {}
        for entry in all_entries:
            first_on.setdefault(entry.line, entry)
        starts = sorted(first_on)
        spans = list(_spans(self.root))
        inside_flow = [
            (node.start_mark.line, node.end_mark.line) for node in _flow_nodes(self.root)
        ]
        for comment in comments_in(self.text, spans):
            if any(start <= comment.line < end for start, end in inside_flow):
                continue
            if not comment.alone:
                self._place_behind(comment, self._entry_ending_on(all_entries, comment.line))
                continue
            following = next((line for line in starts if line > comment.line), None)
            self._place_alone(comment, None if following is None else first_on[following])

        for entry in all_entries:
            above = (entry.line if entry.top < 0 else entry.top) - 1
            entry.gap = above >= 0 and not self.lines[above].strip()

    def _place_behind(self, comment: Comment, entry: _Entry) -> None:
        """One behind nothing but the dash of an item comes to stand above the item."""
        if self.lines[comment.line][: comment.column].strip(" -"):
            entry.behind = comment.text
        else:
            entry.above.append(comment.text)

    def _place_alone(self, comment: Comment, following: _Entry | None) -> None:
        root = self.blocks[id(self.root)]
        if following is root.entries[0]:
            self._add(self.header, comment)
            return
        if following is not None and comment.column <= following.column:
            if not following.above:
                following.top = comment.line
            self._add(following.above, comment)
            return
        deepest = None
        for block in self.blocks.values():
            ended = block.last_line < comment.line and block.column <= comment.column
            is_open = following is None or block.column > following.column
            if ended and is_open and (deepest is None or block.last_line >= deepest.last_line):
                deepest = block
        self._add((deepest or root).below, comment)

    def _add(self, lines: list[str], comment: Comment) -> None:
        if lines and not self.lines[comment.line - 1].strip():
            lines.append("")
        lines.append(comment.text)

    def _entry_ending_on(self, entries: Sequence[_Entry], line: int) -> _Entry:
        """The entry that the comment behind ``line`` belongs to."""
        found = entries[0]
        for entry in entries:
            if entry.line <= line:
                found = entry
        return found

    def _block(self, node: Node, indent: int, shape: Shape) -> list[str]:
        block = self.blocks[id(node)]
        entries = block.entries
        if isinstance(node, MappingNode):
            keys = [entry.key.value for entry in entries if entry.key is not None]
            entries = [entries[number] for number in ordered(shape, keys, self.languages)]
        lines: list[str] = []
        space = " " * indent
        for number, entry in enumerate(entries):
            if number and (entry.gap or self._are_sections(entries[number - 1], entry)):
                lines.append("")
            lines += [space + comment if comment else "" for comment in entry.above]
            lines += self._entry(entry, indent, shape)
        return lines + [space + comment if comment else "" for comment in block.below]

    def _are_sections(self, one: _Entry, other: _Entry) -> bool:
        """Whether an empty line belongs between the two whatever the author left there."""
        outermost = one.column == self.root.start_mark.column and one.key is not None
        return outermost and {id(one.value), id(other.value)} <= self.blocks.keys()

    def _entry(self, entry: _Entry, indent: int, shape: Shape) -> list[str]:
        behind = f"  {entry.behind}" if entry.behind else ""
        space = " " * indent
        is_block = id(entry.value) in self.blocks
        if entry.key is None:
            below = self._value(entry.value, indent + STEP, shape.each or shape)
            if is_block:
                above: list[str] = []
                while below[0].lstrip()[:1] in ("", "#"):
                    above.append((space + below.pop(0).strip()).rstrip())
                return [*above, f"{space}- {below[0][indent + STEP :]}", *below[1:]]
            start = f"{space}- "
        else:
            start = f"{space}{self._verbatim(entry.key)}: "
            inner = shape.below(entry.key.value)
            if is_block:
                return [start.rstrip() + behind, *self._block(entry.value, indent + STEP, inner)]
            below = self._value(entry.value, indent, inner)
        first, *rest = below
        lines = [(start + first).rstrip(), *rest]
        return [*lines[:-1], lines[-1] + behind]

    def _value(self, node: Node, indent: int, shape: Shape) -> list[str]:
        if id(node) in self.blocks:
            return self._block(node, indent, shape)
        if isinstance(node, CollectionNode) and node.start_mark.line == node.end_mark.line:
            return [self._flow(node, shape)]
        return self._moved(node, indent)

    def _flow(self, node: Node, shape: Shape) -> str:
        """A value on one line, with its keys in order and no needless spaces."""
        if isinstance(node, ScalarNode):
            return self._verbatim(node)
        if isinstance(node, SequenceNode):
            return f"[{', '.join(self._flow(item, shape.each or shape) for item in node.value)}]"
        pairs = [(key, self._flow(value, shape.below(key.value))) for key, value in node.value]
        order = ordered(shape, [key.value for key, _ in pairs], self.languages)
        written = [f"{self._verbatim(pairs[it][0])}: {pairs[it][1]}" for it in order]
        inside = ", ".join(written)
        return f"{{{inside}}}" if self.text[node.start_mark.index] == "{" else inside

    def _verbatim(self, node: Node) -> str:
        return self.text[node.start_mark.index : node.end_mark.index]

    def _moved(self, node: Node, indent: int) -> list[str]:
        """A value over several lines as it stands, its further lines moved along."""
        verbatim = self._verbatim(node)
        block_style = isinstance(node, ScalarNode) and node.style in ("|", ">")
        lines = verbatim.rstrip("\n").split("\n") if block_style else verbatim.split("\n")
        rest = [line for line in lines[1:] if line.strip()]
        if not rest:
            return lines
        closing = 1 if isinstance(node, CollectionNode) and rest[-1].strip()[:1] in "]}" else 0
        inner = rest[:-1] if closing and len(rest) > 1 else rest
        now = min(len(line) - len(line.lstrip(" ")) for line in inner)
        while not lines[-1].strip() and len(lines[-1]) <= now and "+" not in lines[0]:
            lines.pop()
        delta = indent + STEP - now
        moved = [_shifted(line, delta, keep_spaces=block_style) for line in lines[1:]]
        if closing:
            moved[-1] = " " * indent + moved[-1].strip()
        return [lines[0].rstrip(), *moved]


def _shifted(line: str, delta: int, *, keep_spaces: bool) -> str:
    if not line.strip(" "):
        return (
            line[-delta:]
            if keep_spaces and delta < 0
            else (" " * delta + line if keep_spaces and line else "")
        )
    moved = " " * delta + line if delta >= 0 else line[-delta:]
    return moved if keep_spaces else moved.rstrip()


def _compose(text: str) -> Node | None:
    import yaml  # only authors need it

    from ...loading.source.yaml_parser import LOADER

    return yaml.compose(text, Loader=LOADER)


def _last_line(node: Node) -> int:
    """The line on which the last word of the node stands."""
    if isinstance(node, CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(node, MappingNode) else last)
    end = node.end_mark
    empty_end = end.column == 0 and end.line > node.start_mark.line
    return end.line - 1 if empty_end else end.line


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield key
            yield value
    elif isinstance(node, SequenceNode):
        yield from node.value


def _spans(node: Node) -> Iterator[tuple[int, int]]:
    if isinstance(node, ScalarNode):
        yield node.start_mark.index, node.end_mark.index
    for child in _children(node):
        yield from _spans(child)


def _flow_nodes(node: Node) -> Iterator[CollectionNode]:
    if isinstance(node, CollectionNode) and node.flow_style:
        yield node
        return
    for child in _children(node):
        yield from _flow_nodes(child)


def _says_the_same(one: str, other: str) -> bool:
    first, second = _compose(one), _compose(other)
    if first is None or second is None or _meaning(first) != _meaning(second):
        return False
    texts = (
        Counter(comment.text for comment in comments_in(text, _spans(root)))
        for text, root in ((one, first), (other, second))
    )
    return len({frozenset(counted.items()) for counted in texts}) == 1


def _meaning(node: Node) -> object:
    """What a text says, whatever its layout."""
    if isinstance(node, ScalarNode):
        return node.style in (None, ""), node.value
    if isinstance(node, SequenceNode):
        return tuple(_meaning(item) for item in node.value)
    return frozenset((key.value, _meaning(value)) for key, value in node.value)
