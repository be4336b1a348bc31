"""One named thing as a card: its lines with the languages side by side, and its ties.

Owns the markup of cards and of the words in them. The page around them is
:mod:`engine.authoring.docs.page`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...loading.scenarios.invariants import Invariant
from ...rendering.html_file import language_tag
from ...rendering.markup import Child, Html, element, joined, link, with_links
from ...rendering.prose import Paragraph, blocks_of
from ...rulebook import Place, Rulebook, Source, SourceKind
from ...situation import Situation, Valuation
from ...values import PLACEHOLDER
from ...wording.filling import plain
from ..inspecting.definitions import DefinitionLine, definition, title_of, worth_of
from ..inspecting.invariant_lines import invariant_lines
from ..inspecting.names import FACT_SORTS, Name, Sort, fact_name, names_in
from ..inspecting.references import Mention, Use, links_in, links_to

OLD_AFTER_DAYS = 365
_PIECE = re.compile(r"(\{\{|\}\})|" + PLACEHOLDER.pattern)
_SAID_BY_LINES = frozenset({Use.IN_GROUP, Use.IN_TABLE, Use.HAS_KEY, Use.OPTION_OF})


def anchor(name: Name) -> str:
    """The id of a thing's card; facts of every origin share one namespace."""
    sort = "fact" if name.sort in FACT_SORTS else name.sort.value.replace(" ", "-")
    return f"{sort}-{name.id}"


@dataclass(frozen=True)
class Shelf:
    """A rulebook, the date of the page, and what all cards share."""

    rulebook: Rulebook
    today: date
    invariants: tuple[Invariant, ...] = ()

    @cached_property
    def places(self) -> Mapping[Name, Place]:
        """Where everything is declared."""
        return names_in(self.rulebook, (), self.invariants)

    @cached_property
    def used_by(self) -> Mapping[Name, Sequence[Mention]]:
        """What refers to each thing."""
        links = [
            it
            for it in links_in(self.rulebook, (), self.invariants)
            if it.use not in _SAID_BY_LINES
        ]
        return {name: links_to(links, name) for name in {link.other for link in links}}

    @cached_property
    def nothing_known(self) -> Valuation:
        """What is known of nobody."""
        return Valuation(self.rulebook, Situation({}, self.today))

    def is_old(self, source: Source) -> bool:
        """Whether nobody has looked at the source for long."""
        return (self.today - source.checked).days > OLD_AFTER_DAYS

    def lines(self, name: Name) -> Iterator[tuple[DefinitionLine, ...]]:
        """The lines of a definition, each in every language."""
        languages = self.rulebook.languages
        versions = [self._lines(name, it) for it in languages]
        yield from zip(*versions, strict=True)

    def _lines(self, name: Name, language: str) -> Iterable[DefinitionLine]:
        if name.sort is Sort.INVARIANT:
            [invariant] = (it for it in self.invariants if it.id == name.id)
            return invariant_lines(invariant, language, self.nothing_known)
        return definition(name, language, self.nothing_known)

    def title(self, name: Name, language: str) -> str:
        """What people call it."""
        return title_of(name, language, self.nothing_known)


def card(shelf: Shelf, name: Name) -> Html:
    """The card of a thing."""
    rows = [row for versions in shelf.lines(name) for row in _row(shelf, name, versions)]
    return element(
        "article",
        element(
            "header",
            element("h3", element("a", name.id, href=f"#{anchor(name)}")),
            element("p", str(name.sort), class_="sort"),
            *_badges(shelf, name),
            element("p", str(shelf.places[name]), class_="place"),
        ),
        element("table", element("tbody", *rows)) if rows else None,
        _used_by(shelf, name),
        id=anchor(name),
        class_="card",
    )


def _badges(shelf: Shelf, name: Name) -> Iterator[Html]:
    rulebook = shelf.rulebook
    if name.sort is Sort.RULE:
        sources = [rulebook.sources[it] for it in rulebook.rules[name.id].sources]
        if not any(source.kind is SourceKind.OFFICIAL for source in sources):
            yield element("p", "no official source", class_="badge")
        if any(shelf.is_old(source) for source in sources):
            yield element("p", "a source is old", class_="badge")
    if name.sort is Sort.SOURCE and shelf.is_old(rulebook.sources[name.id]):
        yield element("p", "not checked for over a year", class_="badge")


def _row(shelf: Shelf, name: Name, versions: Sequence[DefinitionLine]) -> Iterator[Html]:
    first = versions[0]
    sources = _cell_sources(shelf, name, first.about)
    label = element("th", _label(shelf, name, first), sources, scope="row")
    worth = _worth(shelf, first.about)
    if len({line.words for line in versions}) == 1:
        words = _words(shelf, name, first, shelf.rulebook.languages[0])
        yield element("tr", label, element("td", words, worth, colspan=str(len(versions))))
        return
    cells = []
    for line, language in zip(versions, shelf.rulebook.languages, strict=True):
        more = worth if language == shelf.rulebook.languages[-1] else None
        words = _words(shelf, name, line, language)
        cells.append(element("td", words, more, lang=language_tag(language)))
    yield element("tr", label, *cells)


def _label(shelf: Shelf, name: Name, line: DefinitionLine) -> Html | str:
    if name.sort is Sort.ROW and line.about is not None:
        label = shelf.rulebook.facts[line.about.id].label.in_language(shelf.rulebook.languages[0])
        return element("a", label, href=f"#{anchor(line.about)}")
    return line.label


def _words(shelf: Shelf, name: Name, line: DefinitionLine, language: str) -> Html:
    has_own_card = line.about is not None and line.about.sort is not Sort.WARNING
    if line.about is not None and has_own_card and name.sort is not Sort.ROW:
        return element("a", line.words, href=f"#{anchor(line.about)}")
    if line.label == "address":
        return link(line.words, line.words)
    if not line.template:
        return with_links(line.words)
    blocks: list[Html] = []
    for block in blocks_of(line.words):
        if isinstance(block, Paragraph):
            blocks.append(element("p", _with_slots(shelf, block.text, language)))
        else:
            items = (element("li", _with_slots(shelf, it, language)) for it in block.items)
            blocks.append(element("ul" if block.first is None else "ol", *items))
    return joined(blocks)


def _worth(shelf: Shelf, about: Name | None) -> Html | None:
    """What a source is worth and when somebody last looked, beside its title."""
    if about is None or about.sort is not Sort.SOURCE:
        return None
    source = shelf.rulebook.sources[about.id]
    words = f" {worth_of(source)}, checked {source.checked.isoformat()}"
    return element("span", words, class_="sources")


def _with_slots(shelf: Shelf, text: str, language: str) -> Html:
    """The text with every fact that it names as a link to the fact."""
    parts: list[Child] = []
    rest = 0
    for found in _PIECE.finditer(text):
        parts.append(with_links(text[rest : found.start()]))
        rest = found.end()
        if found[1]:
            parts.append(found[1][0])
            continue
        fact = shelf.rulebook.facts.get(found[2])
        if fact is None:
            parts.append(found[0])
            continue
        name = fact_name(shelf.rulebook, fact.id)
        label = plain(fact.label, language)
        parts.append(element("a", label, href=f"#{anchor(name)}", class_="slot"))
    return joined([*parts, with_links(text[rest:])])


def _cell_sources(shelf: Shelf, name: Name, column: Name | None) -> Html | None:
    """Links to the sources of one table cell."""
    if name.sort is not Sort.ROW or column is None:
        return None
    table, _, row = name.id.partition(".")
    cell = shelf.rulebook.tables[table].rows[row].get(column.id.partition(".")[2])
    if cell is None or not cell.sources:
        return None
    links = _links(Name(Sort.SOURCE, source) for source in cell.sources)
    return element("p", links, class_="sources")


def _used_by(shelf: Shelf, name: Name) -> Html | None:
    verbs: dict[Use, dict[Name, None]] = {}
    for used in shelf.used_by.get(name, ()):
        if used.one.sort in (Sort.WARNING, Sort.OPTION) and used.use is Use.SHOWS:
            continue
        verbs.setdefault(used.use, {})[used.one] = None
    if not verbs:
        return None
    parts = [
        element("li", element("span", f"{verb} it: "), _links(names))
        for verb, names in verbs.items()
    ]
    return element("ul", *parts, class_="ties")


def _links(names: Iterable[Name]) -> Html:
    return joined((_link(name) for name in names), between=", ")


def _link(name: Name) -> Html:
    if name.sort is Sort.WARNING:
        return element("span", name.id)
    return element("a", name.id, href=f"#{anchor(name)}")
