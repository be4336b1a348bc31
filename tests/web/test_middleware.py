"""What is refused before a page is thought of, and what every answer carries."""

from __future__ import annotations

import asyncio

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message

from engine.web.middleware import HEADERS, Body, Rates
from engine.web.plan_pages import FILES
from engine.web.work_queue import Busy, WorkQueue
from tests.web.site import HOME, client, get, site


@pytest.mark.parametrize(
    "address", ["/", HOME, f"{HOME}plan", "/nope", "/api", "/api/nope", f"{HOME}download/plan.md"]
)
def test_every_answer_has_the_headers_and_no_cookie(address: str) -> None:
    response = site().get(address)
    for name, value in HEADERS.items():
        assert response.headers[name] == value
    assert "set-cookie" not in response.headers and "server" not in response.headers
    assert response.headers["cache-control"] == "no-store"


def test_a_host_that_is_not_allowed_is_refused() -> None:
    response = site().get(HOME, headers={"Host": "evil.example"})
    assert response.status_code == 400 and "--allow-host" in response.text


def test_an_address_that_is_too_long_is_refused() -> None:
    assert site().get(f"{HOME}plan?x={'a' * 9_000}").status_code == 414


def test_too_many_fields_are_refused() -> None:
    assert site().get(f"{HOME}plan?{'a&' * 600}").status_code == 400


def test_a_body_that_is_too_large_is_refused_with_and_without_its_length() -> None:
    large = b"x" * 10_000_000
    assert site().post(f"{HOME}open", content=large).status_code == 413
    parts = (large[at : at + 50_000] for at in range(0, 200_000, 50_000))
    assert site().post("/api/plan", content=parts).status_code == 413


def asked_raw(path: str, method: str = "GET", *headers: tuple[bytes, bytes]) -> int:
    """The status of what is answered to a request that no browser makes."""
    statuses: list[int] = []
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "server": ("testserver", 80),
        "client": ("127.0.0.1", 1), "headers": [(b"host", b"testserver"), *headers],
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        statuses.append(message.get("status", 0))

    async def ask() -> None:
        await site().app(scope, receive, send)

    asyncio.run(ask())
    return statuses[0]


@pytest.mark.parametrize("method, path", [("OPTIONS", "*"), ("PRI", "*"), ("CONNECT", "a:443")])
def test_what_is_no_path_is_refused(method: str, path: str) -> None:
    assert asked_raw(path, method) == 400


def test_a_body_with_a_length_and_without_one_is_refused() -> None:
    both = (b"content-length", b"4"), (b"transfer-encoding", b"chunked")
    assert asked_raw("/api/plan", "POST", *both) == 400


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async def never() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    with pytest.raises(HTTPException) as raised:
        asyncio.run(Body(never, longest_wait=0.01).receive())
    assert raised.value.status_code == 408


@pytest.mark.parametrize("between", ["%09", "%0a", "%0d", "%5c", "%20", "xx"])
def test_no_address_leads_to_another_site(between: str) -> None:
    for address in (f"/{between}/evil.example", f"/{between}evil.example", f"//{between}/evil"):
        response = site().get(f"http://testserver{address}")
        assert response.status_code == 404, address


EVERYWHERE = (
    "", "question", "question?.asked=card", "question?.asked=leaves_on&.draft=1",
    "question?.asked=carrier&.search=1&.find=", "why-asked?.ask=", "what-if?.asked=",
    "why?.about=", "why-not?.about=", "review", "plan", "open", "nothing",
    *(f"download/{it}" for it in FILES),
)  # fmt: skip


@pytest.mark.parametrize("page", EVERYWHERE)
def test_nothing_that_is_sent_becomes_markup(page: str) -> None:
    script = "%22%27%3E%3Cscript%3Ealert(1)%3C/script%3E"
    fields = (".version", ".done", ".on", "card", "carrier", ".year", ".to", ".language", script)
    joint = "&" if "?" in page else "?"
    query = "&".join(f"{it}={script}" for it in fields)
    for address in (page, f"{page}{joint}{query}", f"{page}{script}&{query}&roaming=yes"):
        response = site().get(f"{HOME}{address}")
        assert response.status_code in (200, 404, 422)
        if "html" in response.headers["content-type"]:
            assert "<script>alert" not in response.text and "\"'>" not in response.text
        kept = response.headers.get("content-disposition", "japan-mobile-")
        assert "japan-mobile-" in kept and "script" not in kept


def test_a_state_that_was_cut_anywhere_still_makes_a_plan() -> None:
    whole = "carrier=docomo&card=esim&leaves_on=2026-12-09&special=lost,minor&.done=keep-proof"
    for end in range(0, len(whole), 5):
        assert site().get(f"{HOME}plan?{whole[:end]}").status_code == 200


@pytest.mark.parametrize(
    "query", ["%ff%fe=%00", "card=%F0%28", "=&&&==", ".on=0000-00-00", ".done"]
)
def test_bytes_that_are_no_text_break_nothing(query: str) -> None:
    assert site().get(f"{HOME}plan?{query}").status_code == 200


def test_a_form_that_is_none_is_refused_kindly() -> None:
    response = site().post(
        f"{HOME}open", content=b"nonsense", headers={"Content-Type": "multipart/form-data"}
    )
    assert response.status_code == 400 and "cannot be read" in response.text


@pytest.mark.parametrize("day", ["9999-12-31", "2026-02-31", "2026-W01-1", "soon"])
def test_a_day_that_no_plan_can_be_made_for_is_told(day: str) -> None:
    page = get(f"{HOME}plan?card=esim&.on={day}")
    assert f"“{day}”, for which no plan can be made" in page.text


def test_a_form_that_cannot_be_read_leaves_nothing_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert site().post(f"{HOME}open", content=b"secret", headers=kind).status_code == 400
    assert not caplog.records


def test_a_page_that_takes_no_posts_says_so() -> None:
    response = site().post(f"{HOME}plan", data={"a": "b"})
    assert response.status_code == 405 and "start page" in response.text


def test_too_many_requests_are_told_when_to_come_again_in_their_language() -> None:
    asking = client(rate=0.1)
    asking.get("/healthz")
    response = asking.get("/ja/japan-mobile/")
    assert response.status_code == 429 and int(response.headers["retry-after"]) > 0
    assert "再読み込み" in response.text


def test_a_rate_recovers_with_time_and_knows_addresses_apart() -> None:
    now = [0.0]
    rates = Rates(1, lambda: now[0])
    assert [rates.wait("a") for _ in range(11)] == [0] * 10 + [1]
    assert rates.wait("b") == 0
    now[0] = 1
    assert rates.wait("a") == 0


def test_whoever_finds_the_queue_full_is_sent_away() -> None:
    async def ask() -> None:
        await WorkQueue(0).run(lambda: None)

    with pytest.raises(Busy):
        asyncio.run(ask())


def test_the_worker_tidies_up_once_nobody_came_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    tidied: list[int] = []
    monkeypatch.setattr("engine.web.work_queue.TIDY_IN_PEACE", 3)
    monkeypatch.setattr("engine.web.work_queue.TIDY_AT_LAST", 10)
    monkeypatch.setattr("engine.web.work_queue.PEACE", 0.05)
    monkeypatch.setattr("engine.web.work_queue.gc.collect", lambda: tidied.append(1))

    async def work_done(times: int, *, then: float) -> int:
        tidied.clear()
        queue = WorkQueue(1)
        for _ in range(times):
            await queue.run(int)
        await asyncio.sleep(then)
        await queue.run(int)
        return len(tidied)

    assert asyncio.run(work_done(1, then=0.2)) == 0
    assert asyncio.run(work_done(6, then=0)) == 0, "somebody came again at once"
    assert asyncio.run(work_done(6, then=0.5)) == 1
    assert asyncio.run(work_done(10, then=0)) == 1, "somebody always comes"


def test_a_full_queue_is_a_page_that_says_to_come_again() -> None:
    response = client(waiting=0).get(f"{HOME}plan")
    assert response.status_code == 503 and "Your answers are still in its address" in response.text
