"""Reads an HTML page back with the standard library, strictly: every tag must close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY_ELEMENTS = frozenset({"br", "input", "link", "meta", "use"})


@dataclass
class Element:
    """An element with its attributes, children and own text."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element] = field(default_factory=list)
    pieces: list[str | Element] = field(default_factory=list)

    def text(self) -> str:
        """All text in it."""
        return "".join(it if isinstance(it, str) else it.text() for it in self.pieces)

    def everything(self) -> Iterator[Element]:
        """The element and all in it, in reading order."""
        yield self
        for child in self.children:
            yield from child.everything()

    def all(self, tag: str, class_: str | None = None) -> list[Element]:
        """All elements of that tag (and class) in it."""
        return [
            element
            for element in self.everything()
            if element.tag == tag and (class_ is None or class_ in element.classes())
        ]

    def one(self, tag: str, class_: str | None = None) -> Element:
        """The only element of that tag (and class) in it."""
        (element,) = self.all(tag, class_)
        return element

    def classes(self) -> list[str]:
        """The names in its ``class``."""
        return self.attributes.get("class", "").split()

    def by_id(self, id: str) -> Element:
        """The element of that id."""
        (element,) = [it for it in self.everything() if it.attributes.get("id") == id]
        return element


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, None)
        self.open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> repeats an attribute"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        self.open.pieces.append(element)
        if tag not in EMPTY_ELEMENTS:
            self.open = element

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.tag, f"</{tag}> closes <{self.open.tag}>"
        assert self.open.parent is not None
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


def read_page(html: str) -> Element:
    """The ``html`` element. Raises ``AssertionError`` for tags that do not match up."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open is reader.root
    return reader.root.one("html")
