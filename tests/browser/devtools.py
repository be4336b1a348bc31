"""A headless Chromium, driven over a pipe with nothing but the standard library.

Owns the process and the DevTools protocol. Knows nothing of what is looked at.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
    "--disable-dev-shm-usage", "--remote-debugging-pipe", "about:blank",
)  # fmt: skip
_PATIENCE = 60.0

_LAUNCHER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands from descriptor 3 and writes answers to 4."""


class BrowserError(Exception):
    """The browser did not answer, or answered with an error."""


class Browser:
    """One Chromium with an empty profile, closed on leaving the ``with`` block."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        # The launcher must not overwrite one of these while it puts them in their places.
        for_reading = fcntl.fcntl(theirs_in, fcntl.F_DUPFD, 10)
        for_writing = fcntl.fcntl(theirs_out, fcntl.F_DUPFD, 10)
        launcher = [sys.executable, "-c", _LAUNCHER, str(for_reading), str(for_writing)]
        profile = f"--user-data-dir={self._profile.name}"
        self._process = subprocess.Popen(
            [*launcher, program, profile, *_OPTIONS],
            pass_fds=(for_reading, for_writing),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for ending in (theirs_in, theirs_out, for_reading, for_writing):
            os.close(ending)
        self._in, self._out = ours_in, ours_out
        self._buffer = b""
        self._last_id = 0
        self._events: list[dict[str, Any]] = []

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(BrowserError, OSError):
            self.send("Browser.close")
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)
        self._profile.cleanup()

    def send(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """The answer to one command. Raises :class:`BrowserError`."""
        self._last_id += 1
        message: dict[str, object] = {"id": self._last_id, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + _PATIENCE
        while True:
            answer = self._receive(deadline)
            if answer.get("id") != self._last_id:
                self._events.append(answer)
                continue
            if "error" in answer:
                raise BrowserError(f"{method}: {answer['error']}")
            result: dict[str, Any] = answer["result"]
            return result

    def events(self, session: str) -> Iterator[dict[str, Any]]:
        """The events of a page so far, each handed out once."""
        mine = [event for event in self._events if event.get("sessionId") == session]
        self._events = [event for event in self._events if event.get("sessionId") != session]
        yield from mine

    def wait_for(self, event: str, session: str) -> None:
        """Return when the page reports ``event``. Raises :class:`BrowserError`."""
        deadline = time.monotonic() + _PATIENCE
        while not any(
            seen.get("method") == event and seen.get("sessionId") == session
            for seen in self._events
        ):
            self._events.append(self._receive(deadline))

    def _receive(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], max(0.0, deadline - time.monotonic()))
            piece = os.read(self._in, 1 << 20) if ready else b""
            if not piece:
                raise BrowserError("Chromium gave no answer")
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        decoded: dict[str, Any] = json.loads(message)
        return decoded


class Page:
    """One tab of a browser."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        target = browser.send("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.send("Target.attachToTarget", targetId=target, flatten=True)
        self._target: str = target
        self._session: str = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """The answer to one command about this page."""
        return self.browser.send(method, self._session, **params)

    def events(self) -> list[dict[str, Any]]:
        """What the page reported since last asked."""
        return list(self.browser.events(self._session))

    def look(self, *, width: int, dark: bool, media: str = "") -> None:
        """Set the width of the window, the colour scheme and the medium."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=844, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", media=media, features=[scheme])

    def run_script(self, allowed: bool) -> None:
        """Allow or forbid the page's own script."""
        self.send("Emulation.setScriptExecutionDisabled", value=not allowed)

    def pretend(self, moment: str, time_zone: str) -> None:
        """Let pages opened from now on take ``moment`` (ISO 8601) for the present, on a device
        in ``time_zone``."""
        self.send("Emulation.setTimezoneOverride", timezoneId=time_zone)
        self.send(
            "Page.addScriptToEvaluateOnNewDocument",
            source=f"""Date = class extends Date {{
                constructor(...given) {{ super(...(given.length ? given : ["{moment}"])); }}
            }};""",
        )

    def open(self, file: Path) -> None:
        """Load the file and wait until it is there."""
        self.events()
        self.send("Page.navigate", url=file.resolve().as_uri())
        self.browser.wait_for("Page.loadEventFired", self._session)

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited if it is a promise."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def picture(self, file: Path) -> None:
        """Save the whole page as a PNG."""
        answer = self.send("Page.captureScreenshot", captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(answer["data"]))

    def print_to(self, file: Path) -> None:
        """Save what a printer would get, on A4, as a PDF."""
        answer = self.send(
            "Page.printToPDF", paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True
        )
        file.write_bytes(base64.b64decode(answer["data"]))

    def close(self) -> None:
        """Close the tab."""
        self.browser.send("Target.closeTarget", targetId=self._target)
