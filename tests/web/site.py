"""A person who reads pages and fills in forms, without a browser."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin

from starlette.testclient import TestClient

from engine import OpenRulebook, open_rulebook
from engine.web.app import application
from engine.web.settings import Settings

HOME = "/en/japan-mobile/"
DAY = "2026-11-25"


STEP = re.compile(
    r'<li class="step(?P<possible> possible)?">\s*<input [^>]*name="\.done" value="(?P<id>[^"]+)"'
)


def steps_on(markup: str) -> list[tuple[str, bool]]:
    """The steps of a plan's page by id, and whether each is only possible."""
    return [(found["id"], bool(found["possible"])) for found in STEP.finditer(markup)]


@cache
def opened() -> OpenRulebook:
    return open_rulebook()


def client(serving: OpenRulebook | None = None, **settings: object) -> TestClient:
    made = Settings(hosts=("testserver",), **{"rate": 0, **settings})  # type: ignore[arg-type]
    return TestClient(
        application(serving or opened(), made),
        follow_redirects=False,
        raise_server_exceptions=False,
    )


@cache
def site() -> TestClient:
    return client()


class Page(HTMLParser):
    """What stands on a page, as far as tests ask for it."""

    def __init__(self, markup: str, address: str) -> None:
        super().__init__()
        self.address = address
        self.markup = markup
        self.text = ""
        self.heading = ""
        self.links: list[tuple[str, str]] = []
        self.fields: list[tuple[str, str]] = []
        self.offered: dict[str, list[str]] = {}
        self.action = ""
        self._open: list[str] = []
        self._link: str | None = None
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        found = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._link = found["href"]
            self.links.append((found["href"], ""))
        elif tag == "form":
            self.action = found["action"]
        elif tag == "input" and found.get("type") == "hidden":
            self.fields.append((found["name"], found["value"]))
        elif tag == "input" and "name" in found:
            self.offered.setdefault(found["name"], []).append(found.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = None
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text += data
        if "h1" in self._open:
            self.heading += data
        if self._link is not None:
            href, words = self.links[-1]
            self.links[-1] = (href, words + data)

    def link(self, words: str) -> str:
        """The address behind the first link with these words."""
        href = next(href for href, text in self.links if words in text)
        return urljoin(self.address, href)


def get(address: str, on: TestClient | None = None) -> Page:
    """The page at the address, after every redirect."""
    response = (on or site()).get(address, follow_redirects=True)
    assert response.status_code == 200, (address, response.text)
    return Page(response.text, str(response.url))


def answer(page: Page, *values: str, **parts: str) -> Page:
    """The page after an answer to the question on this one."""
    typed = [(f".{name}", value) for name, value in parts.items()]
    fields = [*page.fields, *((".answer", value) for value in values), *typed]
    return get(urljoin(page.address, f"{page.action}?{urlencode(fields)}"))
