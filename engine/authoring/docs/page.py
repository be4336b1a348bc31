"""The reference of a whole rulebook as one HTML page, or as one for each topic.

Owns the pages: their sections and the order of these, their style and their script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ...loading.scenarios.invariants import Invariant
from ...rendering.html_file import html_file, language_tag, resource
from ...rendering.markup import Html, element
from ...rulebook import Rulebook
from ...wording.filling import plain
from ..graph import Graph, Node, of_topic, overview
from ..graph.choosing import topics_of
from ..graph.svg import ARROW_TIP, as_page_part, picture_style
from ..inspecting.names import Name, Sort
from .cards import Shelf, anchor, card


def render_docs(rulebook: Rulebook, today: date, invariants: Sequence[Invariant] = ()) -> str:
    """The one page: the same text for the same rulebook and date."""
    shelf = Shelf(rulebook, today, tuple(invariants))
    sections = tuple(_sections(shelf))
    contents = [(f"#{id}", title) for id, title, _ in sections]
    return _page(shelf, "reference", contents, [_section(*section) for section in sections])


def render_pages(
    rulebook: Rulebook, today: date, invariants: Sequence[Invariant] = ()
) -> Mapping[str, str]:
    """A page for each topic and each other section, by its file name; ``index.html`` leads to
    all of them."""
    shelf = Shelf(rulebook, today, tuple(invariants))
    sections = tuple(_sections(shelf))
    shown = {id: _section(id, title, content) for id, title, content in sections}
    first = sections[0][0]
    files = {id: "index.html" if id == first else f"{id}.html" for id in shown}
    pages = {name: files[id] for id, html in shown.items() for name in _ID.findall(html.markup)}
    contents = [(files[id], title) for id, title, _ in sections]

    def page(id: str, title: str) -> str:
        def address(found: re.Match[str]) -> str:
            there = pages.get(found[1], files[id])
            return found[0] if there == files[id] else f'href="{there}#{found[1]}"'

        html = Html(_LINK.sub(address, shown[id].markup))
        return _page(shelf, title, contents, [html], folded=id != first)

    return {files[id]: page(id, title) for id, title, _ in sections}


_ID = re.compile(r' id="([^"]+)"')
_LINK = re.compile(r'href="#([^"]+)"')


def _page(
    shelf: Shelf,
    title: str,
    contents: Sequence[tuple[str, str]],
    sections: Sequence[Html],
    *,
    folded: bool = False,
) -> str:
    body = (
        Html(f'<svg class="nowhere" aria-hidden="true">{ARROW_TIP}</svg>'),
        _header(shelf, contents, folded),
        element("main", *sections),
        element("p", "Nothing found.", id="nothing", hidden=True),
    )
    style = resource(__name__, "page.css") + picture_style()
    script = resource(__name__, "page.js")
    return html_file("en", f"{plain(shelf.rulebook.title, 'en')}: {title}", style, script, body)


Section = tuple[str, str, tuple[Html, ...]]
"""The id, title and content of a section."""


def _header(shelf: Shelf, sections: Iterable[tuple[str, str]], folded: bool) -> Html:
    rulebook = shelf.rulebook
    titles = dict.fromkeys((plain(rulebook.title, it), it) for it in rulebook.languages)
    counts = (
        f"{len(rulebook.rules)} rules, {len(rulebook.steps)} steps,"
        f" {len(rulebook.askable)} questions, {len(rulebook.sources)} sources."
    )
    version = f"Rulebook {rulebook.id} {rulebook.version}, as of {shelf.today.isoformat()}. "
    links = (element("li", element("a", title, href=href)) for href, title in sections)
    inner = element("ul", *links)
    if folded:
        inner = element("details", element("summary", "All pages"), inner)
    return element(
        "header",
        element("h1", *(element("span", it, lang=language_tag(code)) for it, code in titles)),
        element("p", version + counts, class_="soft"),
        element("nav", inner, aria_label="Contents"),
        _tools(shelf),
        class_="top",
    )


def _tools(shelf: Shelf) -> Html:
    """What needs the script and stays hidden without it."""
    search = element("input", type="search", id="search", placeholder="Search", aria_label="Search")
    boxes = [
        element(
            "label",
            element("input", type="checkbox", checked=True, data_language=language_tag(code)),
            code,
        )
        for code in shelf.rulebook.languages
        if len(shelf.rulebook.languages) > 1
    ]
    count = element("output", id="count", for_="search")
    return element("p", search, count, *boxes, id="tools", hidden=True)


def _section(id: str, title: str, content: Iterable[Html]) -> Html:
    return element("section", element("h2", title), *content, id=id)


def _sections(shelf: Shelf) -> Iterator[Section]:
    rulebook = shelf.rulebook
    yield "topics", "Topics", (_picture(overview(rulebook, _language(shelf), shelf.today)),)
    for topic in topics_of(rulebook):
        names = [
            *(Name(Sort.RULE, it.id) for it in rulebook.rules.values() if it.place.file == topic),
            *(Name(Sort.STEP, it.id) for it in rulebook.steps.values() if it.place.file == topic),
        ]
        graph = of_topic(rulebook, topic, _language(shelf), shelf.today)
        fold = element("details", element("summary", "Picture"), _picture(graph))
        title = topic.rpartition(".")[0]
        yield topic_anchor(title), title, (fold, *_cards(shelf, names))
    for group in rulebook.groups:
        names = [Name(Sort.FACT, fact) for fact in group.questions]
        title = f"Questions: {plain(group.title, _language(shelf))}"
        yield f"group-{group.id}", title, _cards(shelf, names)
    rest = [
        ("phases", "Phases", _of(shelf, Sort.PHASE)),
        ("given", "Facts that are only given", _of(shelf, Sort.FACT, rulebook.askable)),
        ("conclusions", "Conclusions", _of(shelf, Sort.CONCLUSION)),
        ("calculated", "Calculated facts", _of(shelf, Sort.CALCULATED)),
        ("documents", "Documents", _of(shelf, Sort.DOCUMENT)),
        ("costs", "Costs", _of(shelf, Sort.COST)),
    ]
    for table in rulebook.tables:
        columns = [name for name in _of(shelf, Sort.COLUMN) if name.id.startswith(f"{table}.")]
        rows = [name for name in _of(shelf, Sort.ROW) if name.id.startswith(f"{table}.")]
        rest.append((f"rows-{table}", f"Table: {table}", [Name(Sort.TABLE, table), *rows]))
        rest.append((f"columns-{table}", f"Columns of {table}", columns))
    rest.append(("invariants", "What is always so", _of(shelf, Sort.INVARIANT)))
    rest.append(("sources", "Sources", _of(shelf, Sort.SOURCE)))
    for id, title, names in rest:
        if names:
            yield id, title, _cards(shelf, names)


def _of(shelf: Shelf, sort: Sort, besides: Iterable[str] = ()) -> list[Name]:
    left_out = set(besides)
    return [name for name in shelf.places if name.sort is sort and name.id not in left_out]


def _cards(shelf: Shelf, names: Iterable[Name]) -> tuple[Html, ...]:
    return tuple(card(shelf, name) for name in names)


def _language(shelf: Shelf) -> str:
    return shelf.rulebook.languages[0]


def _picture(graph: Graph) -> Html:
    drawn = Html(as_page_part(graph, _address))
    return element("div", drawn, class_="wide", tabindex="0", role="region", aria_label="Picture")


def _address(node: Node) -> str | None:
    """Where on the page a box of a picture is told about."""
    try:
        return f"#{anchor(Name(Sort(node.sort), node.id))}"
    except ValueError:
        return f"#{topic_anchor(node.title)}"


def topic_anchor(topic: str) -> str:
    """The id of a topic's section."""
    return "topic-" + re.sub(r"[^A-Za-z0-9]+", "-", topic)
