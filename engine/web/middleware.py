"""What stands between the network and the pages: hosts, sizes, rates, headers.

Owns what every answer carries and what is refused before a page is thought of. Knows nothing of
questions; a refusal is drawn by the function it is given.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .settings import LARGEST_BODY, LONGEST_ADDRESS, LONGEST_WAIT, Settings

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self';"
    " img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

BURST_SECONDS = 10
"""How many seconds' worth of requests may come at once."""
MOST_ADDRESSES = 10_000
"""How many addresses are remembered, for as long as they last ask."""
MOST_READ_AWAY = 32_000_000
"""A picture chosen by mistake is smaller; whoever sends more is cut off."""

Refuse = Callable[..., Response]
"""Draws a problem: the scope, a status, the key of its words, the seconds to wait."""


class Guard:
    """Lets a request through to ``app``, or answers it with a problem."""

    def __init__(self, app: ASGIApp, settings: Settings, refuse: Refuse) -> None:
        self.app = app
        self.settings = settings
        self.refuse = refuse
        self.rates = Rates(settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        response = self._refusal(scope)
        sending = _with_headers(send, open_to_all=scope["path"].startswith("/api"))
        if response is not None:
            if response.status_code == 413:
                await _read_away(receive, int(Headers(scope=scope)["content-length"]))
            await response(scope, receive, sending)
            return
        await self.app(scope, Body(receive).receive, sending)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        is_doubtful = "content-length" in headers and "transfer-encoding" in headers
        if is_doubtful or not scope["path"].startswith("/"):
            return self.refuse(scope, 400, "bad_form")
        if not self._is_known(headers.get("host", "")):
            return self.refuse(scope, 400, "host")
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return self.refuse(scope, 414, "too_long")
        if headers.get("content-length", "0").isdecimal():
            if int(headers.get("content-length", "0")) > LARGEST_BODY:
                return self.refuse(scope, 413, "too_large")
        else:
            return self.refuse(scope, 400, "bad_form")
        client = scope.get("client")
        wait = self.rates.wait(client[0] if client else "")
        return self.refuse(scope, 429, "too_many", math.ceil(wait)) if wait else None

    def _is_known(self, host: str) -> bool:
        hosts = self.settings.hosts
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return "*" in hosts or name.lower() in hosts


async def _read_away(receive: Receive, length: int) -> None:
    """Take a body in without keeping it: a browser shows no answer before it has sent all."""
    seen = 0 if length <= MOST_READ_AWAY else length
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT):
            while seen < MOST_READ_AWAY:
                message = await receive()
                seen += len(message.get("body", b""))
                if not message.get("more_body"):
                    return


class Body:
    """Passes a body on as long as it is small and keeps coming."""

    def __init__(self, receive: Receive, longest_wait: float = LONGEST_WAIT) -> None:
        self._receive = receive
        self._until = time.monotonic() + longest_wait
        self._seen = 0
        self._is_whole = False

    async def receive(self) -> Message:
        """The next part. Raises ``HTTPException`` where there is more than is ever read, or it
        takes too long."""
        if self._is_whole:
            return await self._receive()
        try:
            async with asyncio.timeout(self._until - time.monotonic()):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408) from None
        self._is_whole = not message.get("more_body")
        self._seen += len(message.get("body", b""))
        if self._seen > LARGEST_BODY:
            raise HTTPException(413)
        return message


class Rates:
    """How fast each address asks. Remembers a bounded number of addresses, and nothing of what
    they ask."""

    def __init__(self, rate: float, now: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """0, counting the request; or the seconds until the next one is welcome."""
        if not self.rate:
            return 0
        now = self.now()
        most = self.rate * BURST_SECONDS
        left, since = self._left.pop(address, (most, now))
        left = min(most, left + (now - since) * self.rate)
        wait = 0.0 if left >= 1 else (1 - left) / self.rate
        self._left[address] = (left if wait else left - 1, now)
        if len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)
        return wait


def _with_headers(send: Send, *, open_to_all: bool) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if open_to_all and "access-control-allow-origin" in headers:
                headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
