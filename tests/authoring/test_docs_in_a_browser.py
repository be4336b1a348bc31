"""The reference on a phone, in a real browser: nothing sticks out, and axe finds nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from engine.authoring.docs import render_pages
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.loading.scenarios.invariants import load_invariants
from tests.library import TODAY

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None and os.environ.get("KAIYAKU_BROWSER") != "needed":
    pytest.skip("no Chromium here", allow_module_level=True)

pytestmark = pytest.mark.xdist_group("browser")
PAGES = (
    "index.html", "topic-topics-20-fees.html", "group-line.html", "costs.html", "invariants.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("docs")
    shipped = shipped_rulebook_folder()
    rulebook = load_rulebook(shipped)
    pages = render_pages(rulebook, TODAY, load_invariants(shipped, rulebook))
    for name in PAGES:
        (home / name).write_text(pages[name], encoding="utf-8")
    return home


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_a_phone_and_axe_finds_nothing(browser: Any, folder: Path, scheme: str) -> None:
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    axe = Path(found.origin).with_name("axe.min.js").read_text("utf-8")
    page = browser.new_page(
        viewport={"width": 320, "height": 700}, color_scheme=scheme, bypass_csp=True
    )
    for name in PAGES:
        page.goto((folder / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        page.evaluate(axe)
        assert [] == page.evaluate("axe.run()")["violations"], name
    page.close()
