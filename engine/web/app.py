"""The application: which address leads to which page.

Owns the routes, and what happens to whatever goes wrong on the way. Opens the rulebook once; the
rest is worked out anew for every request.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Scope

from .. import OpenRulebook, Refusal, open_rulebook
from . import api, pages, plan_pages
from .middleware import Guard
from .openapi import document
from .replies import Filled
from .settings import MOST_FIELDS, VARIABLE, Settings, read_settings
from .state import State, read_state
from .templating import STATIC, Sheet, draw_problem, environment, static_address, static_file
from .warm_up import keep_warm
from .words import Words, best_language
from .work_queue import Busy, WorkQueue

PAGES: Mapping[str, Callable[[Sheet, Filled], Response]] = {
    "": pages.start,
    "question": pages.question,
    "why-asked": pages.why_asked,
    "review": pages.review,
    "plan": plan_pages.plan,
    "why": plan_pages.why,
    "why-not": plan_pages.why_not,
    "what-if": plan_pages.what_if,
    "open": pages.open_saved,
}
WAIT_WHEN_BUSY = 5
# As the command line does: going through all that is remembered stops every page.
COLLECTING = 100_000, 20, 100
# What reads files in would log a piece of each that it cannot read.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)
# A sixth of the bytes for a phone, in a millisecond or two; more effort saves next to nothing.
_SMALL, _PACKING = 1_000, 6
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def from_environment() -> ASGIApp:
    """The application of a worker."""
    gc.set_threshold(*COLLECTING)
    settings = read_settings(os.environ.get(VARIABLE, "{}"))
    return application(open_rulebook(settings.rules), settings, warm=True)


def application(opened: OpenRulebook, settings: Settings, *, warm: bool = False) -> ASGIApp:
    """The application that serves this rulebook; ``warm``, it works out ahead
    what the first visitor of each day would wait for."""
    site = _Site(opened, WorkQueue(settings.waiting))
    if warm:
        keep_warm(opened, site.queue)
    cors = (
        [
            Middleware(
                CORSMiddleware,
                allow_origins=list(settings.origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type"],
            )
        ]
        if settings.origins
        else []
    )
    routes = [
        Route("/", site.home),
        Route("/healthz", site.health),
        Route("/static/{digest}/{name}", site.static),
        Route("/api", site.api_page),
        Mount("/api", routes=[
            Route("/openapi.json", site.openapi),
            *(
                Route(it.path.removeprefix("/api"), site.operation(it), methods=[it.method])
                for it in api.OPERATIONS
            ),
        ], middleware=cors),
        Route("/{language}", site.home),
        Route("/{language}/{rulebook}", site.without_slash),
        Route("/{language}/{rulebook}/download/{name}", site.download),
        Route("/{language}/{rulebook}/open", site.open, methods=["GET", "POST"]),
        Route("/{language}/{rulebook}/{page:path}", site.page),
    ]  # fmt: skip
    handlers = {
        HTTPException: site.failed,
        ClientDisconnect: site.left,
        Exception: site.broken,
    }
    packing = [Middleware(GZipMiddleware, minimum_size=_SMALL, compresslevel=_PACKING)]
    return Guard(
        Starlette(routes=routes, exception_handlers=handlers, middleware=packing),  # type: ignore[arg-type]
        settings,
        site.refused,
    )


class _Missing(Exception):
    """There is no such page; says why in the person's language."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class _Site:
    def __init__(self, opened: OpenRulebook, queue: WorkQueue) -> None:
        self.opened = opened
        self.queue = queue

    async def home(self, request: Request) -> Response:
        """The start page in the language that the browser asks for."""
        rulebook = self.opened.rulebook
        wished = request.path_params.get("language", "")
        if wished and wished not in rulebook.languages:
            return self._missing(request.scope, _Missing("not_found_text"))
        language = wished or self._language(request.scope)
        return RedirectResponse(f"/{language}/{rulebook.id}/", 307, {"Vary": "Accept-Language"})

    async def without_slash(self, request: Request) -> Response:
        """A start page whose address was typed."""
        try:
            language = self._checked_language(request)
        except _Missing as missing:
            return self._missing(request.scope, missing)
        query = request.url.query
        home = f"/{language}/{self.opened.rulebook.id}/"
        return RedirectResponse(f"{home}{'?' if query else ''}{query}", 307)

    async def health(self, request: Request) -> Response:
        """That this worker is there."""
        return Response("ok\n", media_type="text/plain")

    async def static(self, request: Request) -> Response:
        """A style, script or drawing."""
        name = request.path_params["name"]
        if name not in STATIC or request.url.path != static_address(name):
            raise HTTPException(404)
        return Response(static_file(name), media_type=STATIC[name], headers=FOR_EVER)

    async def page(self, request: Request) -> Response:
        """A page of the questionnaire."""
        name = request.path_params["page"]
        if name not in PAGES:
            raise HTTPException(404)
        return await self._drawn(request, PAGES[name])

    async def download(self, request: Request) -> Response:
        """A file to keep."""
        name = request.path_params["name"]
        if name not in plan_pages.FILES:
            raise HTTPException(404)
        return await self._drawn(
            request, lambda sheet, filled: plan_pages.download(sheet, filled, name)
        )

    async def open(self, request: Request) -> Response:
        """Saved answers, read in."""
        if request.method != "POST":
            return await self._drawn(request, pages.open_saved)
        async with request.form(max_files=1, max_fields=10) as form:
            upload = form.get("file")
            content = b"" if upload is None else (
                upload.encode() if isinstance(upload, str) else await upload.read()
            )  # fmt: skip
        text = content.decode("utf-8-sig", errors="replace").replace("\0", "\ufffd")
        return await self._drawn(
            request, lambda sheet, filled: pages.open_saved(sheet, filled, text)
        )

    async def _drawn(self, request: Request, draw: Callable[[Sheet, Filled], Response]) -> Response:
        try:
            language = self._checked_language(request)
            pairs = _fields(request.scope["query_string"])
            filled: dict[str, list[str]] = {}
            for key, value in pairs:
                filled.setdefault(key, []).append(value)

            def work() -> Response:
                sheet = Sheet(self.opened, language, read_state(self.opened.rulebook, pairs))
                try:
                    return draw(sheet, filled)
                except Refusal as error:
                    return pages.not_here(sheet, filled, error)

            return await self.queue.run(work)
        except _Missing as missing:
            return self._missing(request.scope, missing)
        except _TooMany:
            return self.refused(request.scope, 400, "bad_form")
        except Busy:
            return self.refused(request.scope, 503, "busy", WAIT_WHEN_BUSY)

    def _checked_language(self, request: Request) -> str:
        rulebook = self.opened.rulebook
        language: str = request.path_params["language"]
        named: str = request.path_params["rulebook"]
        if language not in rulebook.languages:
            raise _Missing("no_language", name=language[:40])
        if named != rulebook.id:
            raise _Missing("no_rulebook", name=named[:40], here=rulebook.id)
        return language

    async def api_page(self, request: Request) -> Response:
        """The interface for programs, to read."""
        template = environment().get_template("api.html")
        return HTMLResponse(template.render(document=document(self.opened)))

    async def openapi(self, request: Request) -> Response:
        """The interface for programs, for programs."""
        return _json(msgspec.json.encode(document(self.opened)))

    def operation(self, operation: api.Operation) -> Callable[[Request], object]:
        """What answers one operation."""

        async def run(request: Request) -> Response:
            body = await request.body()
            language = request.query_params.get("language", "")
            try:
                work = lambda: api.answer(self.opened, operation, body, language)  # noqa: E731
                return _json(await self.queue.run(work))
            except api.Failed as failed:
                return _problem(failed.problem)
            except Busy:
                return self.refused(request.scope, 503, "busy", WAIT_WHEN_BUSY)

        return run

    def refused(self, scope: Scope, status: int, key: str, wait: int = 0) -> Response:
        """A problem in the language of the address, or of the browser."""
        language = self._language(scope)
        if scope["path"].startswith("/api/"):
            words = Words(language)
            title = words(f"problem.{key}")
            own = f"api.{key}"
            detail = words(own if words.has(own) else f"problem.{key}_text", seconds=wait)
            response = _problem(api.Problem(title, status, detail))
            if wait:
                response.headers["Retry-After"] = str(wait)
            return response
        return draw_problem(self._empty(language), key, status, wait=wait)

    async def failed(self, request: Request, error: HTTPException) -> Response:
        """No such page, or not by this method."""
        keys = {404: "not_found", 405: "method", 408: "too_slow", 413: "too_large"}
        key = keys.get(error.status_code, "bad_form")
        response = self.refused(request.scope, error.status_code, key)
        if error.headers:
            response.headers.update(error.headers)
        return response

    async def left(self, request: Request, error: Exception) -> Response:
        """Nobody waits for the answer any more."""
        return Response(status_code=400)

    async def broken(self, request: Request, error: Exception) -> Response:
        """Something that should not have happened; the server's log has the traceback."""
        return self.refused(request.scope, 500, "ours")

    def _missing(self, scope: Scope, missing: _Missing) -> Response:
        language = self._language(scope)
        detail = Words(language)(f"problem.{missing.key}", **missing.values)
        return draw_problem(self._empty(language), "not_found", 404, detail)

    def _empty(self, language: str) -> Sheet:
        return Sheet(self.opened, language, State())

    def _language(self, scope: Scope) -> str:
        languages = self.opened.rulebook.languages
        named: list[str] = scope["path"].split("/")[1:2]
        if named and named[0] in languages:
            return named[0]
        accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        return best_language(accepted, languages)


class _TooMany(Exception):
    """More fields than any form has."""


def _fields(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            query.decode("latin-1"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="replace",
        )
    except ValueError:
        raise _TooMany from None


def _json(content: bytes) -> Response:
    return Response(content, media_type="application/json")


def _problem(problem: api.Problem) -> Response:
    return Response(
        msgspec.json.encode(problem), problem.status, media_type="application/problem+json"
    )
