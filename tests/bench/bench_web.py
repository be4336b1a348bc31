"""What pages cost, as multiples of a plain evaluation of the same situation in the same run.

Pages are asked for in this process, so that nothing but the program is measured, and in its own
time on the processor, so that whoever else uses the machine does not count. Every page of many
people's interviews is taken once, in turn with the evaluation that it is compared with.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine import spell_answers
from engine.web.app import application
from engine.web.drawing import STATIC, static_file
from engine.web.settings import Settings
from tests.bench.people_at_random import sets_of_answers
from tests.web.site import HOME, get, opened

PEOPLE = 40
WARMING = 5
DAY = date(2026, 11, 25)
PAGES = ("question", "review", "plan")
LIMITS = {"question": 10, "plan": 40}


def asking() -> Callable[[str], object]:
    """What asks the application for an address, as the server does."""
    site, loop = application(opened(), Settings(rate=0)), asyncio.new_event_loop()

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    async def send(message: object) -> None:
        pass

    def ask(address: str) -> None:
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

    return ask


def taken(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def late(times: list[float]) -> float:
    """What 99 of a hundred stay within."""
    return sorted(times)[len(times) * 99 // 100]


def main() -> None:
    drawn = random.Random(11)
    book, ask = opened().rulebook, asking()
    evaluations: list[float] = []
    pages: dict[str, list[float]] = {name: [] for name in PAGES}
    weights: dict[str, int] = dict.fromkeys(PAGES, 0)
    for number in range(PEOPLE):
        for answers in sets_of_answers(book, DAY, drawn).values():
            situation = opened().situation(answers, DAY)
            query = "&".join(f"{k}={v}" for k, v in spell_answers(answers).items())
            evaluation = taken(lambda situation=situation: opened().findings(situation))  # type: ignore[misc]
            for name in PAGES:
                address = f"{HOME}{name}?{query}&.on={DAY}"
                cost = taken(lambda address=address: ask(address))  # type: ignore[misc]
                if number >= WARMING:
                    pages[name].append(cost)
                else:
                    packed = gzip.compress(get(address).markup.encode())
                    weights[name] = max(weights[name], len(packed))
            if number >= WARMING:
                evaluations.append(evaluation)
    middle = sorted(evaluations)[len(evaluations) // 2]
    for name, times in pages.items():
        limit = f", to be {LIMITS[name]} at most" if name in LIMITS else ""
        print(
            f"{name:9} 99 % within {late(times) / middle:5.1f} x an evaluation{limit};"
            f" half within {sorted(times)[len(times) // 2] / middle:5.1f} x;"
            f" {weights[name]:,} bytes gzip at most"
        )
    files = sum(len(gzip.compress(static_file(it))) for it in STATIC)
    print(f"evaluation {1000 * middle:.2f} ms, 99 % within {1000 * late(evaluations):.2f} ms")
    start = len(gzip.compress(get(HOME).markup.encode()))
    print(f"start {start:,} bytes gzip; style, script and drawing, once: {files:,}")


if __name__ == "__main__":
    main()
