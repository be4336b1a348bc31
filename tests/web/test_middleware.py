"""What is refused before a page is thought of, and what every answer carries."""

from __future__ import annotations

import asyncio

import pytest

from engine.web.middleware import HEADERS, Rates
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


@pytest.mark.parametrize("day", ["9999-12-31", "2026-02-31", "soon"])
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
