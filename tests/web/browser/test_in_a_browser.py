"""People who use the pages on a phone: with script and without, in three languages."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NEEDED = os.environ.get("KAIYAKU_BROWSER") == "needed"
MISSING = "no Chromium here: the pages are not tried in a real browser"

if CHROMIUM is None and not NEEDED:
    pytest.skip(MISSING, allow_module_level=True)

pytestmark = pytest.mark.xdist_group("browser")
DAY = ".on=2026-11-25"
STUDENT = f"leaving=for_good&leaves_on=2026-12-09&carrier=docomo&card=esim&roaming=yes&{DAY}"
NARROW = {"width": 320, "height": 700}
KINDS_OF_PAGE = (
    "plan", "question?.asked=leaves_on", "what-if?.asked=roaming&.answer=no", "", "review",
    "question?.ask=attached", "question?.ask=carrier", "why-asked?.ask=roaming",
    "why?.about=turn-off-roaming", "why-not", "why-not?.about=switch-auto-pay", "open",
    "no-such-page",
)  # fmt: skip
UNKNOWN = "input[name='.answer'][value=unknown]"


PAGE_CHECKS = Path(__file__).parents[2] / "browser" / "page_checks.js"
DOCUMENTED = Path(__file__).parents[3] / "docs" / "web.md"


class Embedding(BaseHTTPRequestHandler):
    """Somebody's page with the snippet of the documentation in it."""

    address = ""

    def do_GET(self) -> None:
        found = re.search(r"```html\n(.*?)```", DOCUMENTED.read_text("utf-8"), re.DOTALL)
        assert found is not None
        snippet = found[1].replace("https://plan.example.org", self.address)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>A page</title>{snippet}".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    other = ThreadingHTTPServer(("127.0.0.1", 0), Embedding)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{other.server_port}"
    other.shutdown()
    other.server_close()


@pytest.fixture(scope="module")
def server(elsewhere: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "cli.py", "serve", "--port", str(port), "--rate", "0"]
    command += ["--cors", elsewhere]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = Embedding.address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    assert CHROMIUM is not None, MISSING
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()


@pytest.fixture(scope="module")
def axe() -> str:
    found = find_spec("axe_playwright_python")
    assert found is not None and found.origin is not None
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


def _page(browser: Any, *, script: bool = True, dark: bool = False) -> Any:
    context = browser.new_context(
        viewport=NARROW,
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


@pytest.mark.parametrize(
    ("language", "script", "go_on", "plan", "change"),
    [
        ("en", False, "Continue", "Show my plan", "Change"),
        ("zh", True, "继续", "查看我的计划", "修改"),
        ("ja", False, "次へ", "やることリストを見る", "変更"),
    ],
)
def test_somebody_who_knows_nothing_gets_from_the_start_to_a_printed_plan(
    server: str, browser: Any, language: str, script: bool, go_on: str, plan: str, change: str
) -> None:
    page = _page(browser, script=script)
    page.goto(f"{server}/{language}/japan-mobile/?{DAY}")
    page.locator("main form button").click()
    for _ in range(30):
        if "/review" in page.url:
            break
        page.locator(UNKNOWN).check()
        page.get_by_role("button", name=go_on, exact=True).click()
    assert "/review" in page.url
    page.get_by_role("link", name=change).first.click()
    page.locator(UNKNOWN).wait_for()
    page.go_back()
    page.get_by_role("link", name=plan, exact=True).click()
    assert page.locator(".step").count() > 5
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".step input").first.check()
    if not script:
        page.locator(".save-ticks button").click()
    page.wait_for_url("**.done=**")
    page.reload()
    assert page.locator(".step input").first.is_checked()
    page.emulate_media(media="print")
    assert page.locator(".step .inside").first.evaluate("it => it.getBoundingClientRect().height")
    assert page.pdf()[:4] == b"%PDF"
    assert not page.context.cookies()
    page.context.close()


def test_the_language_can_be_changed_in_the_middle(server: str, browser: Any) -> None:
    page = _page(browser)
    page.goto(f"{server}/en/japan-mobile/plan?card=esim&{DAY}")
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url("**/ja/**")
    assert page.locator("html").get_attribute("lang") == "ja"
    assert "/plan?" in page.url and "card=esim" in page.url
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_change_of_language_keeps_a_half_typed_answer(
    server: str, browser: Any, script: bool
) -> None:
    page = _page(browser, script=script)
    page.goto(f"{server}/en/japan-mobile/question?card=esim&.ask=leaves_on&{DAY}")
    page.fill("#field-year", "2027")
    page.get_by_role("button", name="中文").click()
    page.wait_for_url("**/zh/**")
    assert page.input_value("#field-year") == "2027"
    page.fill("#field-month", "1")
    page.fill("#field-day", "31")
    page.keyboard.press("Enter")
    page.wait_for_url("**leaves_on=2027-01-31**")
    assert "/zh/" in page.url and "card=esim" in page.url
    page.context.close()


def test_a_long_list_is_filtered_while_typing(server: str, browser: Any) -> None:
    page = _page(browser)
    page.goto(f"{server}/en/japan-mobile/question?.ask=carrier&{DAY}")
    page.fill("#find", "ﾗｲﾝﾓ")
    shown = page.locator("fieldset .choice:visible label").all_inner_texts()
    assert [it[:6] for it in shown] == ["LINEMO", "I don'"]
    page.fill("#find", "no such provider")
    assert page.locator("fieldset .choice:visible").count() > 20
    assert page.inner_text("#found").startswith("Nothing matches")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_what_to_do_next_unfolds_where_it_leads(server: str, browser: Any, script: bool) -> None:
    page = _page(browser, script=script)
    page.goto(f"{server}/en/japan-mobile/plan?{STUDENT}")
    page.locator(".next a").click()
    page.wait_for_url("**#step-**")
    assert page.locator(".step .inside:visible").count() == 1
    assert page.locator(".step summary").first.bounding_box()["y"] >= 0
    page.context.close()


def test_what_if_is_tried_under_the_answer_it_is_about(server: str, browser: Any) -> None:
    page = _page(browser)
    page.goto(f"{server}/en/japan-mobile/plan?{STUDENT}")
    before = page.url
    row = page.locator(".answers > div", has_text="International roaming")
    row.locator("[data-what-if]").click()
    row.locator(".tried input[value=no]").check()
    row.locator(".tried form button").click()
    row.locator(".tried", has_text="Turn international roaming off").wait_for()
    assert page.url == before
    row.locator("[data-keep]").click()
    assert row.locator(".tried").count() == 0
    row.locator("[data-what-if]").click()
    row.locator(".tried input[value=no]").check()
    row.locator(".tried form button").click()
    row.get_by_text("Use this answer").click()
    page.wait_for_url("**roaming=no**")
    page.context.close()


def test_an_address_of_older_rules_is_told_and_still_makes_its_plan(
    server: str, browser: Any
) -> None:
    page = _page(browser, script=False)
    page.goto(f"{server}/ja/japan-mobile/plan?{STUDENT}&gone=yes&.version=0.1.0&.done=gone-step")
    shown = page.inner_text("main")
    assert "0.1.0" in shown and "gone：yes" in shown and "gone-step" in shown
    assert page.locator(".step").count() > 5
    page.get_by_role("link", name="回答を確認する").click()
    assert "gone" not in page.url and ".version=0.1.0" not in page.url
    page.context.close()


def test_a_file_that_is_far_too_large_gets_a_page_that_says_so(
    server: str, browser: Any, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(os.urandom(10_000_000))
    page = _page(browser, script=False)
    page.goto(f"{server}/en/japan-mobile/open")
    page.set_input_files("#file", picture)
    page.locator("main form button").click()
    page.get_by_role("heading", name="This is too large").wait_for()
    page.context.close()


def test_the_documented_snippet_shows_the_steps_in_another_sites_page(
    server: str, elsewhere: str, browser: Any
) -> None:
    page = _page(browser)
    page.goto(elsewhere)
    page.locator("#plan li").first.wait_for()
    assert "Turn international roaming off" in page.inner_text("#plan")
    page.context.close()


def test_an_error_takes_the_focus_and_leads_to_the_field(server: str, browser: Any) -> None:
    page = _page(browser, script=False)
    page.goto(f"{server}/en/japan-mobile/question?.ask=leaves_on&{DAY}")
    page.fill("#field-year", "2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**.asked=**")
    page.locator(".trouble").wait_for()
    assert page.evaluate("document.activeElement.className") == "trouble"
    page.locator(".trouble a").click()
    assert page.evaluate("document.activeElement.id") == "field-month"
    assert page.input_value("#field-year") == "2026"
    page.context.close()


def test_reload_double_click_back_and_two_tabs_lose_nothing(server: str, browser: Any) -> None:
    page = _page(browser)
    page.goto(f"{server}/en/japan-mobile/question?.ask=card&{DAY}")
    page.locator("input[value=esim]").check()
    page.get_by_role("button", name="Continue").dblclick()
    page.get_by_role("link", name="Look over my answers").wait_for()
    second = page.url
    assert "card=esim" in second
    page.reload()
    assert page.url == second
    other = page.context.new_page()
    other.goto(second)
    other.locator(UNKNOWN).check()
    other.get_by_role("button", name="Continue").click()
    assert page.url == second
    page.go_back()
    assert page.locator("input[value=sim]").is_visible()
    page.context.close()


def test_the_script_unticks_what_goes_with_nothing_else(server: str, browser: Any) -> None:
    page = _page(browser)
    page.goto(f"{server}/en/japan-mobile/question?.ask=attached&{DAY}")
    boxes = page.locator("input[type=checkbox]:not([data-alone])")
    boxes.first.check()
    page.locator("input[value=none]").check()
    assert not boxes.first.is_checked()
    page.context.close()


def test_a_shared_link_reopens_the_plan_and_keeps_answers_from_the_server(
    server: str, browser: Any
) -> None:
    page = _page(browser)
    page.goto(f"{server}/en/japan-mobile/plan?{STUDENT}")
    page.locator(".step input").first.check()
    address = page.locator("#share").evaluate("it => it.href")
    assert "?" not in address and "card=esim" in address and ".done=" in address
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_url("**/plan?**")
    assert page.locator(".step input").first.is_checked()
    assert all(it.startswith(server) for it in asked)
    page.context.close()


def test_the_page_that_is_downloaded_looks_right(server: str, browser: Any) -> None:
    page = _page(browser)
    address = f"{server}/zh/japan-mobile/download/plan.html?{STUDENT}"
    page.set_content(page.context.request.get(address).text())
    checks = PAGE_CHECKS.read_text("utf-8")
    assert page.locator(".overview li").count() > 5
    assert page.evaluate(f"{checks}.screen()") == []
    page.context.close()


def violations(page: Any) -> list[Any]:
    found = page.evaluate("axe.run()")["violations"]
    return [(it["id"], [node["target"] for node in it["nodes"]]) for it in found]


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("zh", True), ("ja", False)])
def test_no_page_has_anything_that_axe_finds(
    server: str, browser: Any, axe: str, language: str, dark: bool
) -> None:
    page = _page(browser, dark=dark)
    for name in KINDS_OF_PAGE:
        joint = "&" if "?" in name else "?"
        reply = page.goto(f"{server}/{language}/japan-mobile/{name}{joint}{STUDENT}")
        assert (reply.status == 404) == (name == "no-such-page")
        page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
        page.evaluate(axe)
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        if name == "plan":
            for rows in (".asks", ".answers"):
                page.locator(f"{rows} [data-what-if]").first.click()
                page.locator(f"{rows} .tried").wait_for()
                assert violations(page) == [], rows
    page.context.close()
