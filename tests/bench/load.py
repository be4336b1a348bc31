"""Many people at once: whole interviews over HTTP, every plan compared with the public API's.

Starts its own servers, so that a worker can be killed and memory be measured. A person answers
every question at random, looks over the answers, opens the plan's page and fetches the plan as
JSON; a request that was cut off is sent again, as reloading a page does. Not part of `make
bench`: run it by hand, with `--help` for what can be set.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx2
from msgspec import Struct, field

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.web.site import steps_on

ROOT = Path(__file__).parents[2]

DAY = "2026-11-25"
HOME = "/{language}/japan-mobile/"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
OFFERED = re.compile(r'<input type="(radio|checkbox)" name=".answer" value="([^"]*)"')
RELOADS = 8
HELD_BACK = (429, 503)
WARM = 0.2
"""The share of the interviews after which memory should no longer grow."""


class Tally(Struct):
    """What happened: seconds by kind of page, statuses, and the plans to be checked."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    reloads: int = 0
    held_back: int = 0
    plans: list[tuple[str, str, str]] = field(default_factory=list)
    pages_unlike: int = 0
    failed: list[str] = field(default_factory=list)
    memory: list[tuple[int, int]] = field(default_factory=list)


def reply_at_random(page: str, drawn: random.Random) -> str:
    """The query that a question's form sends when it is answered at random."""
    fields = [(name, unescape(value)) for name, value in HIDDEN.findall(page)]
    return urlencode([*fields, *_chosen(page, drawn)])


def _chosen(page: str, drawn: random.Random) -> list[tuple[str, str]]:
    kinds = OFFERED.findall(page)
    values = [value for _, value in kinds]
    if drawn.random() < 1 / 6:
        return [(".answer", "unknown")]
    if 'name=".year"' in page:
        day = date.fromordinal(date(2026, 11, 25).toordinal() + drawn.randrange(200))
        return [(".year", str(day.year)), (".month", str(day.month)), (".day", str(day.day))]
    if len(values) <= 1:
        return [(".answer", str(drawn.randrange(1, 40_000)))]
    options = [it for it in values if it not in ("none", "unknown")]
    if kinds[0][0] == "checkbox":
        chosen = [it for it in options if drawn.random() < 0.2]
        return [(".answer", it) for it in chosen or ["none"]]
    return [(".answer", drawn.choice(options))]


class Person:
    """Somebody who goes through an interview."""

    def __init__(self, number: int, addresses: list[str], tally: Tally) -> None:
        self.random = random.Random(number)
        self.language = ("en", "zh", "ja")[number % 3]
        self.addresses = addresses
        self.tally = tally

    async def answer_everything(self, http: httpx2.AsyncClient) -> None:
        """From the start page to the plan."""
        home = HOME.format(language=self.language)
        await self._get(http, "start", f"{home}?.on={DAY}")
        address, page = await self._get(http, "question", f"{home}question?.on={DAY}")
        for _ in range(80):
            if "/review" in address:
                break
            query = reply_at_random(page, self.random)
            address, page = await self._get(http, "question", f"{home}question?{query}")
        else:
            self.tally.failed.append(f"no end: {address}")
            return
        query = urlsplit(address).query
        _, page = await self._get(http, "plan", f"{home}plan?{query}")
        answers = {k: v for k, v in parse_qsl(query) if not k.startswith(".")}
        body = {"answers": answers, "on": DAY, "language": self.language}
        _, plan = await self._get(http, "json", "/api/plan", body)
        steps = json.loads(plan)["steps"]
        if steps_on(page) != [(it["id"], it["certainty"] == "possible") for it in steps]:
            self.tally.pages_unlike += 1
        self.tally.plans.append((json.dumps(answers), self.language, plan))

    async def _get(
        self, http: httpx2.AsyncClient, kind: str, path: str, body: object = None
    ) -> tuple[str, str]:
        for _ in range(RELOADS):
            address = self.random.choice(self.addresses) + path
            start = time.perf_counter()
            try:
                if body is None:
                    response = await http.get(address)
                else:
                    response = await http.post(address, json=body)
            except httpx2.TransportError:
                self.tally.reloads += 1
                await asyncio.sleep(0.2)
                continue
            self.tally.seconds.setdefault(kind, []).append(time.perf_counter() - start)
            self.tally.statuses[response.status_code] += 1
            if response.status_code in HELD_BACK:
                self.tally.held_back += 1
                await asyncio.sleep(int(response.headers["retry-after"]))
                continue
            if response.is_redirect:
                path, body = response.headers["location"], None
                continue
            response.raise_for_status()
            return path, response.text
        raise RuntimeError(f"{kind}: gave up")


class Server:
    """One instance of ``kaiyaku serve``."""

    def __init__(self, port: int, workers: int, allowed: list[str]) -> None:
        self.address = f"http://127.0.0.1:{port}"
        names = [it for name in allowed for it in ("--allow-host", name)]
        command = [sys.executable, "cli.py", "serve", "--port", str(port), "--rate", "0"]
        self.process = subprocess.Popen(
            [*command, "--workers", str(workers), *names], cwd=ROOT, stderr=subprocess.DEVNULL
        )
        self.workers = workers

    def thinking(self) -> list[int]:
        """The processes that answer: the workers, or the server itself where it is alone."""
        if self.workers == 1:
            return [self.process.pid]
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
                command = stat.with_name("cmdline").read_text()
            except (OSError, IndexError, ValueError):
                continue
            if parent == self.process.pid and "spawn_main" in command:
                found.append(int(stat.parent.name))
        return found

    async def wait(self) -> None:
        """Until it answers."""
        async with httpx2.AsyncClient() as http:
            for _ in range(300):
                try:
                    await http.get(f"{self.address}/healthz")
                    return
                except httpx2.TransportError:
                    await asyncio.sleep(0.2)
        raise RuntimeError(f"{self.address} does not answer")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


def resident(pid: int) -> int:
    """The process's memory in bytes; 0 once it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


async def crowd(given: argparse.Namespace, servers: list[Server], tally: Tally) -> float:
    """Everybody's interviews, so many at once; the seconds it took."""
    numbers = iter(range(given.seed, given.seed + given.interviews))
    addresses = [given.through] if given.through else [it.address for it in servers]
    begun = time.monotonic()

    async def one_after_another(http: httpx2.AsyncClient) -> None:
        for number in numbers:
            if given.minutes and time.monotonic() - begun > given.minutes * 60:
                return
            try:
                await Person(number, addresses, tally).answer_everything(http)
            except (httpx2.HTTPStatusError, RuntimeError, ValueError) as error:
                tally.failed.append(f"{number}: {error}"[:200])

    async def watch() -> None:
        killed = False
        while True:
            pids = [pid for it in servers for pid in it.thinking()]
            tally.memory.append((len(tally.plans), sum(map(resident, pids))))
            share = max(
                len(tally.plans) / given.interviews,
                (time.monotonic() - begun) / 60 / given.minutes if given.minutes else 0,
            )
            if given.kill and not killed and share > 1 / 3:
                os.kill(pids[0], signal.SIGKILL)
                killed = True
                print(f"killed one of {len(pids)} workers", file=sys.stderr)
            await asyncio.sleep(2)

    # As people have, who read for longer than a server waits; a connection that stays open would
    # also keep everybody with whichever worker happened to take it.
    limits = httpx2.Limits(max_connections=given.at_once, max_keepalive_connections=0)
    async with httpx2.AsyncClient(timeout=120, limits=limits) as http:
        watching = asyncio.create_task(watch())
        await asyncio.gather(*(one_after_another(http) for _ in range(given.at_once)))
        watching.cancel()
    return time.monotonic() - begun


@cache
def _opened() -> object:
    from engine import open_rulebook

    return open_rulebook()


def is_right(made: tuple[str, str, str]) -> bool:
    """Whether the public API makes the same plan, letter by letter."""
    from engine import OpenRulebook, render_json

    answers, language, plan = made
    opened = _opened()
    assert isinstance(opened, OpenRulebook)
    situation = opened.situation(json.loads(answers), date.fromisoformat(DAY))
    return render_json(opened.plan(situation, language)) == plan


def report(given: argparse.Namespace, tally: Tally, took: float, wrong: int) -> None:
    requests = sum(tally.statuses.values())
    print(
        f"{len(tally.plans)} interviews, {given.at_once} at once, {given.instances} x"
        f" {given.workers} workers: {took:.0f} s, {requests} requests,"
        f" {requests / took:.1f} a second"
    )
    for kind, seconds in tally.seconds.items():
        ordered = sorted(seconds)
        middle, late = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
        print(f"  {kind:9} {len(ordered):7} half within {middle:6.2f} s, 99 % within {late:6.2f} s")
    print(f"  statuses {dict(tally.statuses)}, told to wait {tally.held_back}")
    print(f"  cut off and reloaded {tally.reloads}, failed {len(tally.failed)} {tally.failed[:3]}")
    print(f"  wrong plans {wrong}, pages unlike their plan {tally.pages_unlike}")
    warm = [size for done, size in tally.memory if done > WARM * len(tally.plans) and size]
    if warm:
        first, last, most = (it / 2**20 for it in (warm[0], warm[-1], max(warm)))
        print(f"  memory {first:.0f} MB warm, {last:.0f} MB at the end, {most:.0f} MB at most")
        tenths = [tally.memory[len(tally.memory) * it // 10] for it in range(1, 10)]
        print("  at", ", ".join(f"{done}: {size / 2**20:.0f} MB" for done, size in tenths))


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interviews", type=int, default=200)
    parser.add_argument("--at-once", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--instances", type=int, default=1)
    parser.add_argument("--port", type=int, default=8911, help="of the first instance")
    parser.add_argument("--through", default="", help="a proxy in front, http://127.0.0.1:8900")
    parser.add_argument("--kill", action="store_true", help="kill a worker after a third")
    parser.add_argument("--minutes", type=float, default=0, help="begin no interview after that")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> int:
    given = read_arguments()
    names = [urlsplit(given.through).hostname or ""] if given.through else []
    ports = range(given.port, given.port + given.instances)
    servers = [Server(port, given.workers, names) for port in ports]
    tally = Tally()
    try:
        for server in servers:
            asyncio.run(server.wait())
        took = asyncio.run(crowd(given, servers, tally))
    finally:
        for server in servers:
            server.stop()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        wrong = sum(not right for right in pool.map(is_right, tally.plans, chunksize=20))
    report(given, tally, took, wrong)
    return int(bool(wrong or tally.failed or tally.pages_unlike))


if __name__ == "__main__":
    sys.exit(main())
