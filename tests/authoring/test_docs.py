"""The reference page holds everything, stands alone and takes no text for markup."""

import re
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from engine.authoring.docs import render_docs
from engine.loading import load_rulebook, load_rulebook_text, shipped_rulebook_folder
from engine.rulebook import Rulebook
from tests.authoring.books import starter
from tests.library import TODAY, library
from tests.programs import LIBRARY, ON, kaiyaku_inside

MOST_BYTES = 4_000_000


class Page(HTMLParser):
    """A page, read: ids, links within it, the tags used, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if str(values.get("href", "")).startswith("#"):
            self.targets.add(str(values["href"])[1:])

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@cache
def library_page() -> Page:
    return Page(render_docs(library(), TODAY))


def with_hostile_texts() -> Rulebook:
    """The starter with markup in every text."""
    evil = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)> & {has_key}"
    texts = {
        path: re.sub(r"(title|label|because|text|question): [^{}\n]*", rf'\1: "{evil}"', text)
        for path, text in starter(("en",)).items()
        if path.endswith(".yaml")
    }
    for path in ("rulebook.yaml", "facts.yaml", "sources.yaml"):
        texts[path] = texts[path].replace(" {has_key}", "")
    return load_rulebook_text(texts)


def test_everything_has_a_card_and_every_link_leads_to_one() -> None:
    page = library_page()
    assert len(page.ids) == len(set(page.ids))
    assert set() == page.targets - set(page.ids)
    rulebook = library()
    for prefix, names in (
        ("rule", rulebook.rules),
        ("step", rulebook.steps),
        ("fact", rulebook.facts),
        ("document", rulebook.documents),
        ("cost", rulebook.costs),
        ("source", rulebook.sources),
    ):
        assert {f"{prefix}-{name}" for name in names} <= set(page.ids)
    assert "table-row-branch.north" in page.ids


def test_the_languages_stand_side_by_side() -> None:
    html = render_docs(library(), TODAY)
    row = html[html.index('id="rule-films"') :]
    row = row[row.index("<tr>") : row.index("</tr>")]
    assert ["en", "zh-Hans", "ja"] == re.findall(r'<td lang="([^"]+)"', row)
    for words in (
        "you have borrowed something and “Things” includes",
        "您借了东西",
        "何か借りている",
    ):
        assert words in row


def test_sources_are_told_with_kind_and_check_date() -> None:
    assert "House rules of the library official, checked 2026-11-01" in library_page().text


def test_an_old_source_is_marked() -> None:
    later = library().sources["house-rules"].checked + timedelta(days=366)
    assert "not checked for over a year" in Page(render_docs(library(), later)).text
    assert "not checked for over a year" not in library_page().text


def test_a_rule_that_rests_on_nothing_official_is_marked() -> None:
    assert "no official source" in Page(render_docs(with_hostile_texts(), TODAY)).text
    assert "no official source" not in library_page().text


def test_facts_in_texts_are_links_with_their_labels() -> None:
    html = render_docs(library(), TODAY)
    assert '<a href="#fact-branch.portal" class="slot">Portal</a>' in html


def test_hostile_texts_stay_texts() -> None:
    harmless, hostile = (
        Page(render_docs(library(), TODAY)),
        Page(render_docs(with_hostile_texts(), TODAY)),
    )
    assert set() == hostile.tags - harmless.tags
    assert set() == hostile.attributes - harmless.attributes
    assert "<script>alert(1)</script>" in hostile.text


def test_the_page_loads_nothing_and_allows_only_its_own_script() -> None:
    html = render_docs(library(), TODAY)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-")
    assert not re.search(r'\b(src|srcset|action|poster)="', html)
    assert {"#tip"} == set(re.findall(r"url\(([^)]*)\)", html))


def test_the_page_of_the_shipped_rulebook_stays_small_enough_to_mail() -> None:
    rulebook = load_rulebook(shipped_rulebook_folder())
    assert len(render_docs(rulebook, date(2026, 11, 22)).encode()) < MOST_BYTES


def test_the_same_rulebook_and_day_give_the_same_page() -> None:
    assert render_docs(library(), TODAY) == render_docs(library(), TODAY)


def test_a_page_for_each_topic_leads_to_all_others(tmp_path: Path) -> None:
    run = kaiyaku_inside("rules", "docs", *LIBRARY, *ON, "--output", str(tmp_path))
    assert 0 == run.status
    pages = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
    assert len(pages) > 5
    ids = {(name, id) for name, html in pages.items() for id in Page(html).ids}
    assert {id for _, id in ids} == set(library_page().ids)
    for name, html in pages.items():
        for file, id in re.findall(r'href="([\w.-]*)#([^"]+)"', html):
            assert (file or name, id) in ids
        assert set(pages) <= set(re.findall(r'href="([\w.-]+)"', html))
    again = kaiyaku_inside("rules", "docs", *LIBRARY, *ON, "--output", str(tmp_path))
    assert (2, True) == (again.status, "--force" in again.err)


def test_a_name_without_an_ending_is_a_folder_that_is_made_whole(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    assert 0 == kaiyaku_inside("rules", "docs", *LIBRARY, *ON, "--output", str(folder)).status
    names = {file.name for file in folder.iterdir()}
    assert "index.html" in names
    for file in folder.iterdir():
        if file.name != max(names):
            file.unlink()
    again = kaiyaku_inside("rules", "docs", *LIBRARY, *ON, "--output", str(folder))
    assert (2, True) == (again.status, "--force" in again.err)
    assert [max(names)] == [file.name for file in folder.iterdir()]


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    name = "page.html"
    run = kaiyaku_inside("rules", "docs", *LIBRARY, *ON, "--output", str(tmp_path / name))
    assert 0 == run.status
    written = next(tmp_path.iterdir())
    assert render_docs(library(), TODAY) == written.read_text(encoding="utf-8")
    again = kaiyaku_inside("rules", "docs", *LIBRARY, *ON, "--output", str(tmp_path / name))
    assert (2, True) == (again.status, "--force" in again.err)
