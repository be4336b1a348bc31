"""Looks at the HTML plans in a real browser and prints what is wrong with them.

    python -m tests.browser.check_html [--browser chromium] [--axe axe.min.js] [--pictures DIR]

Exits with 1 if anything is wrong, 2 if there is no browser. Owns what a text parser cannot
see: layout, contrast, size of touch targets, focus, ticks that are remembered, the network,
paper. With ``--axe``, the script of axe-core adds its own findings.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.planning.plan import Plan
from engine.rendering.html import render_html
from engine.wording.phrases import counted_phrase
from tests.browser.devtools import Browser, Page
from tests.plans import LANGUAGES, empty_plan, hostile_plan, long_plan, many_steps, rich_plan

SCRIPTS = Path(__file__).with_name("page_checks.js")
WIDTHS = (320, 1100)


@dataclass(frozen=True, slots=True)
class Sample:
    """A plan, and the file it was written to."""

    name: str
    file: Path


def main() -> int:
    """Check every sample; the exit status."""
    arguments = _arguments()
    program = shutil.which(arguments.browser)
    if program is None:
        print(f"No {arguments.browser!r} here; name a Chromium with --browser.", file=sys.stderr)
        return 2
    axe = arguments.axe.read_text("utf-8") if arguments.axe else None
    findings = 0
    with tempfile.TemporaryDirectory() as folder, Browser(program) as browser:
        page = Page(browser)
        samples = list(_samples(Path(folder)))
        for sample in samples:
            for finding in _check(page, sample, axe, arguments.pictures):
                findings += 1
                print(f"{sample.name}: {finding}")
        for finding in _days_left(Page(browser), Path(folder)):
            findings += 1
            print(finding)
    print(f"{findings} findings in {len(samples)} pages" + ("" if axe else " (axe-core not run)"))
    return 1 if findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--browser", default="chromium")
    parser.add_argument("--axe", type=Path)
    parser.add_argument("--pictures", type=Path)
    return parser.parse_args()


def _samples(folder: Path) -> Iterator[Sample]:
    makers: dict[str, Callable[[str], Plan]] = {
        "rich": rich_plan,
        "long": long_plan,
        "empty": empty_plan,
        "many": many_steps,
    }
    for language in LANGUAGES:
        for name, make in makers.items():
            yield _written(folder, f"{name}-{language}", make(language))
    yield _written(folder, "hostile", hostile_plan())


def _written(folder: Path, name: str, plan: Plan) -> Sample:
    file = folder / f"{name}.html"
    file.write_text(render_html(plan), encoding="utf-8")
    return Sample(name, file)


def _check(page: Page, sample: Sample, axe: str | None, pictures: Path | None) -> Iterator[str]:
    for width in WIDTHS:
        for dark in (False, True):
            where = f"{width} px, {'dark' if dark else 'light'}"
            page.look(width=width, dark=dark)
            page.open(sample.file)
            page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
            for problem in (*_layout(page), *_accessibility(page, axe), *_reports(page, sample)):
                yield f"{where}: {problem}"
            if pictures:
                pictures.mkdir(parents=True, exist_ok=True)
                page.picture(pictures / f"{sample.name}-{width}-{'dark' if dark else 'light'}.png")
    yield from _ticks(page, sample)
    yield from _without_script(page, sample)
    yield from _on_paper(page, sample, pictures)


def _layout(page: Page) -> list[str]:
    problems: list[str] = page.evaluate(f"({SCRIPTS.read_text('utf-8')}).screen()")
    return problems


def _accessibility(page: Page, axe: str | None) -> list[str]:
    if axe is None:
        return []
    page.evaluate(f"{axe}; true")
    violations = page.evaluate(
        "axe.run(document).then(found => found.violations.map(it =>"
        " `${it.impact} ${it.id}: ${it.help} (${it.nodes.map(n => n.target).join(' | ')})`))"
    )
    return [f"axe-core: {violation}" for violation in violations]


def _reports(page: Page, sample: Sample) -> Iterator[str]:
    for event in page.events():
        method, params = event["method"], event.get("params", {})
        if method in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"):
            yield f"the console says {json.dumps(params)[:300]}"
        elif method == "Page.javascriptDialogOpening":
            page.send("Page.handleJavaScriptDialog", accept=False)
            yield f"a dialog opened: {params['message']!r}"
        elif method == "Network.requestWillBeSent":
            address = params["request"]["url"]
            if address != sample.file.resolve().as_uri():
                yield f"asked the network for {address}"


def _ticks(page: Page, sample: Sample) -> Iterator[str]:
    page.look(width=390, dark=False)
    page.open(sample.file)
    if not page.evaluate("document.querySelector('.tick') !== null"):
        return
    state = "[...document.querySelectorAll('.tick')].map(box => box.checked)"
    words = "document.getElementById('progress-words').textContent"
    before, said = page.evaluate(state), page.evaluate(words)
    if "{" in said or not any(character.isdigit() for character in said):
        yield f"progress reads {said!r}"
    page.evaluate("document.querySelectorAll('.tick').forEach(box => box.click())")
    if page.evaluate(words) == said and len(before) != 2 * sum(before):
        yield "progress does not follow the ticks"
    page.open(sample.file)
    if page.evaluate(state) != [not ticked for ticked in before]:
        yield "ticks are not remembered"
    other = sample.file.with_name(f"other-{sample.file.name}")
    shutil.copy(sample.file, other)
    page.open(other)
    if page.evaluate(state) != before:
        yield "ticks show in another file"
    page.open(sample.file)
    page.evaluate("window.confirm = () => true; document.getElementById('clear').click()")
    if any(page.evaluate(state)):
        yield "ticks are not cleared"
    page.evaluate("localStorage.clear()")


def _days_left(page: Page, folder: Path) -> Iterator[str]:
    """Half an hour into the 24th in Japan, it is still the 23rd where the device is."""
    page.pretend("2026-11-23T15:30:00Z", "America/New_York")
    shown = "[...document.querySelectorAll('.left')].map(it => it.textContent)"
    for language in LANGUAGES:
        page.open(_written(folder, f"days-{language}", rich_plan(language)).file)
        expected = [
            counted_phrase(language, "date.overdue", 1),
            counted_phrase(language, "date.days_left", 5),
        ]
        found = page.evaluate(shown)
        if found != expected:
            yield f"days-{language}: the days left read {found}, not {expected}"


def _without_script(page: Page, sample: Sample) -> Iterator[str]:
    page.run_script(False)
    page.open(sample.file)
    hidden = "['progress', 'tools'].filter(id => !document.getElementById(id).hidden)"
    for id in page.evaluate(hidden):
        yield f"without script, #{id} promises what it cannot do"
    page.run_script(True)


def _on_paper(page: Page, sample: Sample, pictures: Path | None) -> Iterator[str]:
    page.look(width=720, dark=True, media="print")
    page.open(sample.file)
    for problem in page.evaluate(f"({SCRIPTS.read_text('utf-8')}).paper()"):
        yield f"on paper: {problem}"
    if pictures:
        page.print_to(pictures / f"{sample.name}.pdf")
    page.look(width=390, dark=False)


if __name__ == "__main__":
    sys.exit(main())
