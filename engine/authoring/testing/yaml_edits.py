"""Careful changes to a YAML text: everything that is not changed stays as it was written.

Owns taking entries out of lists and mappings, putting new ones in and replacing words, in
block and in flow style. Does not know what the text is about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

Entry = Node | tuple[Node, Node]
"""An item of a list, or a key of a mapping with its value."""


class Edits:
    """Changes to one text, made all at once at the end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._changes: list[tuple[int, int, str]] = []

    def applied(self) -> str:
        """The text with all the changes."""
        text = self.text
        for start, end, new in sorted(self._changes, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def replace(self, node: Node, new: str) -> None:
        """Write ``new`` where ``node`` stands; ``node`` is one word or in flow style."""
        self._changes.append((_start(node), _end(node), new))

    def change_list(self, node: SequenceNode, out: Collection[int], added: Sequence[str]) -> None:
        """Take the items with those numbers out of the list and put words in at its end."""
        entries: list[Entry] = list(node.value)
        if node.flow_style:
            self._change_flow(node, entries, out, added)
        else:
            self._take_out_lines(entries, out)
            column = node.start_mark.column
            self.add_lines_after(node, [f"{' ' * column}- {word}" for word in added])

    def take_out(self, node: MappingNode, out: Collection[int]) -> None:
        """Take the entries with those numbers out of the mapping."""
        entries: list[Entry] = list(node.value)
        if node.flow_style:
            self._change_flow(node, entries, out, ())
        else:
            self._take_out_lines(entries, out)

    def add_after(self, node: MappingNode, number: int, lines: Mapping[str, str]) -> None:
        """Put new entries into the mapping, after the one with that number."""
        value = node.value[number][1]
        spelled = [f"{key}: {text}" for key, text in lines.items()]
        if node.flow_style:
            end = _end(value)
            self._changes.append((end, end, "".join(f", {entry}" for entry in spelled)))
        else:
            indent = " " * node.start_mark.column
            self.add_lines_after(value, [indent + entry for entry in spelled])

    def replace_entry(self, node: MappingNode, number: int, lines: Mapping[str, str]) -> None:
        """Write other entries where the one with that number stands."""
        indent = self._line_break + " " * node.start_mark.column
        between = ", " if node.flow_style else indent
        new = between.join(f"{key}: {text}" for key, text in lines.items())
        entry = node.value[number]
        self._changes.append((_start(entry), _end(entry), new))

    def add_lines_after(self, node: Node, lines: Sequence[str]) -> None:
        """Put whole lines after the last line of ``node``."""
        if not lines:
            return
        at = self.text.find("\n", _end(node))
        new = "".join(f"{line}{self._line_break}" for line in lines)
        if at == -1:
            at, new = len(self.text), self._line_break + new.removesuffix(self._line_break)
        else:
            at += 1
        self._changes.append((at, at, new))

    @property
    def _line_break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _take_out_lines(self, entries: Sequence[Entry], out: Collection[int]) -> None:
        for number in sorted(out):
            start = self.text.rfind("\n", 0, _start(entries[number])) + 1
            end = self.text.find("\n", _end(entries[number]))
            self._changes.append((start, len(self.text) if end == -1 else end + 1, ""))

    def _change_flow(
        self, node: Node, entries: Sequence[Entry], out: Collection[int], added: Sequence[str]
    ) -> None:
        kept = [number for number in range(len(entries)) if number not in out]
        for one, following in zip([-1, *kept], kept, strict=False):
            if following > one + 1:
                span = _start(entries[one + 1]), _start(entries[following])
                self._changes.append((*span, ""))
        new = ", ".join(added)
        if not kept:
            self._changes.append((_start(node) + 1, _end(node) - 1, new))
            return
        new = f", {new}" if new else ""
        end = _end(entries[kept[-1]])
        last = _end(entries[-1])
        if new or last != end:
            self._changes.append((end, last, new))


def _start(entry: Entry) -> int:
    node = entry[0] if isinstance(entry, tuple) else entry
    return int(node.start_mark.index)


def _end(entry: Entry) -> int:
    """Where the entry really ends: YAML lets a block reach to the next word after it."""
    node = entry[1] if isinstance(entry, tuple) else entry
    in_block = isinstance(node, CollectionNode) and not node.flow_style and node.value
    return _end(node.value[-1]) if in_block else int(node.end_mark.index)
