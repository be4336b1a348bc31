"""From what a page says to its HTML.

Owns the template engine, the addresses of pages and of the files they need. Everything a
template prints is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct
from starlette.responses import HTMLResponse

from .. import OpenRulebook, date_in_words
from ..rendering.html_file import language_tag
from ..rendering.html_parts import notice, prose
from ..rendering.markup import with_links
from ..wording.filling import plain
from ..wording.values import numbers_in_words
from ..wording.visible import first_sentence
from .japanese_marking import mark_foreign
from .state import ON, State, with_controls
from .words import Words, name_of

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


_HIDDEN = re.compile("<svg.*?</svg>")
"""Drawings of the page that is one file, which these pages do not show."""


def _without_drawing(draw: Callable[..., Any]) -> Callable[..., Markup]:
    return lambda *about: Markup(_HIDDEN.sub("", draw(*about).markup))


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
        static=static_address,
        prose=prose,
        notice=_without_drawing(notice),
        numbers_in_words=numbers_in_words,
        with_links=with_links,
        tag=language_tag,
        first_sentence=first_sentence,
    )
    made.filters["links"] = with_links
    made.filters["begun"] = lambda text: text[:1].upper() + text[1:]
    return made


class Sheet(Struct, frozen=True, dict=True):
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
        query = state.query(rulebook) if state else self._query
        return f"/{language}/{rulebook.id}/{page}?{with_controls(query, controls)}"

    @cached_property
    def _query(self) -> str:
        return self.state.query(self.opened.rulebook)

    @property
    def details(self) -> int:
        """How many detail questions the rulebook has."""
        rulebook = self.opened.rulebook
        return sum(rulebook.facts[it].detail for it in rulebook.askable)

    def dropped(self) -> list[tuple[str, str | None]]:
        """What is told about answers and ticks that cannot be taken, and where to give them
        again."""
        rulebook, words = self.opened.rulebook, self.words
        told: list[tuple[str, str | None]] = []
        for it in self.state.dropped:
            if it.text is None:
                told.append((words("dropped.tick", name=it.name), None))
            elif it.name == ON:
                told.append((words("dropped.day", day=it.text), None))
            elif it.fact is None:
                said = words("dropped.no_question", name=it.name, answer=it.text)
                told.append((said, None))
            else:
                label = plain(rulebook.facts[it.fact].label, self.language)
                said = words("dropped.answer", label=label, answer=it.text)
                told.append((said, self.address("question", ask=it.fact)))
        return told

    def pairs(self) -> list[tuple[str, str]]:
        """What a form has to carry along."""
        return self.state.pairs(self.opened.rulebook)

    def draw(
        self, template: str, *, heading: str, here: str, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """The page ``here`` (its last part and its controls, or the query it was asked with).
        ``form`` is the id of a form whose half-typed answer outlives a change of language."""
        rulebook = self.opened.rulebook
        controls: Mapping[str, str] = values.pop("controls", {})
        query: str | None = values.pop("query", None)
        form: str | None = values.pop("form", None)
        title = plain(rulebook.title, self.language)
        key = "page.error_title" if values.get("trouble") else "page.title"
        titled = self.words(key, heading=heading, rulebook=title)
        languages = [
            (
                code,
                name_of(code),
                self.address_in(code, here, **controls)
                if query is None
                else f"/{code}/{rulebook.id}/{here}?{query}",
            )
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
                title=heading if heading == title else titled,
                rulebook_title=title,
                rulebook=rulebook,
                today=date_in_words(self.state.on or self.opened.today(), self.language),
                form=form,
                **values,
            )
        )
        return HTMLResponse(mark_foreign(markup, self.language), status)


def draw_problem(
    sheet: Sheet,
    key: str,
    status: int,
    detail: str = "",
    wait: int = 0,
    meant: tuple[str, str] | None = None,
) -> HTMLResponse:
    """A page that says what went wrong and what to do; ``meant`` is the address that was
    probably meant, and its words."""
    text = detail or sheet.words(f"problem.{key}_text", seconds=wait)
    response = sheet.draw(
        "problem.html",
        heading=sheet.words(f"problem.{key}"),
        here="",
        status=status,
        text=text,
        meant=meant,
    )
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response
