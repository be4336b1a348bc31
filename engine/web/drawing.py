"""From what a page says to its HTML.

Owns the template engine, the addresses of pages and of the files they need. Everything a
template prints is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct
from starlette.responses import HTMLResponse

from engine import (
    OpenRulebook,
    date_in_words,
    language_tag,
    notice,
    plain,
    prose,
    with_links,
)
from engine.web.foreign import mark_foreign
from engine.web.state import State
from engine.web.words import Words, name_of

PACKAGE = __name__.rpartition(".")[0]
STATIC = {"style.css": "text/css", "script.js": "text/javascript", "icon.svg": "image/svg+xml"}


@cache
def static_file(name: str) -> bytes:
    """A style, script or drawing."""
    return files(PACKAGE).joinpath("static", name).read_bytes()


@cache
def static_address(name: str) -> str:
    """Where it is found: the address changes with the content, so it may be kept for ever."""
    digest = sha256(static_file(name)).hexdigest()[:12]
    return f"/static/{digest}/{name}"


@cache
def environment() -> Environment:
    """The template engine."""
    made = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        static=static_address, prose=prose, notice=notice, with_links=with_links, tag=language_tag
    )
    made.filters["links"] = with_links
    return made


class Sheet(Struct, frozen=True):
    """What every page is drawn with: the rulebook, the language and where the person stands."""

    opened: OpenRulebook
    language: str
    state: State

    @property
    def words(self) -> Words:
        """The words of the language."""
        return Words(self.language)

    def address(self, page: str = "", state: State | None = None, /, **controls: str) -> str:
        """The address of a page of this rulebook that carries the answers along."""
        return self.address_in(self.language, page, state, **controls)

    def address_in(
        self, language: str, page: str = "", state: State | None = None, /, **controls: str
    ) -> str:
        """The same page in another language."""
        rulebook = self.opened.rulebook
        query = (state or self.state).query(rulebook, **controls)
        return f"/{language}/{rulebook.id}/{page}?{query}"

    def pairs(self) -> list[tuple[str, str]]:
        """What a form has to carry along."""
        return self.state.pairs(self.opened.rulebook)

    def draw(
        self, template: str, *, heading: str, here: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """The page ``here`` (its last part and its controls)."""
        rulebook = self.opened.rulebook
        controls: Mapping[str, str] = values.pop("controls", {})
        key = "page.error_title" if values.get("trouble") else "page.title"
        title = plain(rulebook.title, self.language)
        languages = [
            (code, name_of(code), self.address_in(code, here, **controls))
            for code in rulebook.languages
        ]
        markup = (
            environment()
            .get_template(template)
            .render(
                sheet=self,
                t=self.words,
                language=self.language,
                languages=languages,
                heading=heading,
                title=self.words(key, heading=heading, rulebook=title),
                rulebook_title=title,
                rulebook=rulebook,
                today=date_in_words(self.state.on or self.opened.today(), self.language),
                **values,
            )
        )
        return HTMLResponse(mark_foreign(markup, self.language), status)


def draw_problem(
    opened: OpenRulebook, language: str, key: str, status: int, detail: str = "", wait: int = 0
) -> HTMLResponse:
    """A page that says what went wrong and what to do."""
    words = Words(language)
    text = detail or words(f"problem.{key}_text", seconds=wait)
    response = Sheet(opened, language, State()).draw(
        "problem.html", heading=words(f"problem.{key}"), here="", status=status, text=text
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
