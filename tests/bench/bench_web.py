"""What pages cost, as multiples of a plain evaluation of the same situation in the same run.

Pages are asked for in this process, so that nothing but the program is measured, and in its own
time on the processor, so that whoever else uses the machine does not count. Many people go from
the first question to their plan, as a worker serves them one after another; besides, pages with
any answers at once, as an address that was kept or changed by hand can ask for them.
"""

from __future__ import annotations

import asyncio
import gc
import gzip
import random
import sys
import time
from collections.abc import Callable, MutableMapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine import spell_answers
from engine.web import work_queue
from engine.web.app import application
from engine.web.settings import Settings
from engine.web.templating import STATIC, static_file
from tests.bench.load import reply_at_random
from tests.bench.people_at_random import sets_of_answers
from tests.web.site import HOME, get, opened

PEOPLE, WARMING = 160, 40
STRANGERS = 40
QUESTIONS_AT_MOST = 80
DAY = date(2026, 11, 25)
PAGES = ("question", "review", "plan")
LIMITS = {"question": 10, "plan": 40}

Times = dict[str, list[float]]


def asking() -> Callable[[str], tuple[str, str]]:
    """What asks the application for an address: where it leads in the end, and the page."""
    site, loop = application(opened(), Settings(rate=0)), asyncio.new_event_loop()

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    def ask(address: str) -> tuple[str, str]:
        sent: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(b"host", b"localhost"), (b"accept-encoding", b"gzip")],
            "client": ("127.0.0.1", 1),
        }
        loop.run_until_complete(site(scope, receive, send))
        headers = dict(sent[0]["headers"])
        if b"location" in headers:
            return ask(headers[b"location"].decode())
        body = b"".join(it.get("body", b"") for it in sent)
        packed = headers.get(b"content-encoding") == b"gzip"
        return address, (gzip.decompress(body) if packed else body).decode()

    return ask


def taken(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def late(times: list[float]) -> float:
    """What 99 of a hundred stay within."""
    return sorted(times)[len(times) * 99 // 100]


def interviews(ask: Callable[[str], tuple[str, str]], evaluations: list[float]) -> Times:
    """Seconds of every page that people ask for one after another; a reply is one with the page
    that it leads to."""
    times: Times = {name: [] for name in PAGES}
    for number in range(PEOPLE):
        gc.collect()
        drawn = random.Random(number)
        address = f"{HOME}question?.on={DAY}"
        for _ in range(QUESTIONS_AT_MOST):
            start = time.process_time()
            address, page = ask(address)
            seconds = time.process_time() - start
            name = "review" if "/review" in address else "question"
            if number >= WARMING:
                times[name].append(seconds)
            if name == "review":
                break
            address = f"{HOME}question?{reply_at_random(page, drawn)}"
        plan = address.replace("/review", "/plan")
        seconds = taken(lambda plan=plan: ask(plan))  # type: ignore[misc]
        if number >= WARMING:
            times["plan"].append(seconds)
            given = dict(parse_qsl(urlsplit(plan).query))
            answers = {name: given[name] for name in given if not name.startswith(".")}
            situation = opened().situation(answers, DAY)
            evaluations.append(taken(lambda situation=situation: opened().findings(situation)))  # type: ignore[misc]
    return times


def any_answers(ask: Callable[[str], tuple[str, str]], weights: dict[str, int]) -> Times:
    """Seconds of pages with answers that nobody's interview leads to; ``weights`` is filled with
    the most bytes of each."""
    drawn, book = random.Random(11), opened().rulebook
    times: Times = {name: [] for name in PAGES}
    for _ in range(STRANGERS):
        for answers in sets_of_answers(book, DAY, drawn).values():
            query = urlencode(spell_answers(answers))
            for name in PAGES:
                address = f"{HOME}{name}?{query}&.on={DAY}"
                times[name].append(taken(lambda address=address: ask(address)))  # type: ignore[misc]
                packed = len(gzip.compress(ask(address)[1].encode()))
                weights[name] = max(weights[name], packed)
    return times


def main() -> None:
    # A server tidies up when nobody came for a moment; here somebody always comes.
    gc.disable()
    work_queue.TIDY_IN_PEACE = work_queue.TIDY_AT_LAST
    ask = asking()
    evaluations: list[float] = []
    weights = dict.fromkeys(PAGES, 0)
    walked = interviews(ask, evaluations)
    middle = sorted(evaluations)[len(evaluations) // 2]
    kinds = {"interviews": walked, "any answers": any_answers(ask, weights)}
    for kind, pages in kinds.items():
        for name, times in pages.items():
            limit = f", to be {LIMITS[name]} at most" if name in LIMITS else ""
            print(
                f"{kind:11} {name:8} {len(times):5}: half within"
                f" {sorted(times)[len(times) // 2] / middle:5.1f} x an evaluation,"
                f" 99 % within {late(times) / middle:5.1f} x{limit}"
            )
    files = sum(len(gzip.compress(static_file(it))) for it in STATIC)
    print(f"evaluation {1000 * middle:.2f} ms, 99 % within {1000 * late(evaluations):.2f} ms")
    start = len(gzip.compress(get(HOME).markup.encode()))
    print(
        f"bytes gzip at most: start {start:,}; style, script and drawing, once: {files:,};",
        ", ".join(f"{name} {weight:,}" for name, weight in weights.items()),
    )


if __name__ == "__main__":
    main()
