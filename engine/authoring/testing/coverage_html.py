"""Coverage as one HTML page: the YAML with what the scenarios see of every line beside it.

Owns the page. It stands alone: no script, nothing from the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from ...rulebook import Rulebook
from .coverage import Coverage
from .coverage_report import figures, missed
from .targets import Target

MOST_SCENARIOS_NAMED = 5

STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; }
ul.figures { columns: 20rem; padding-left: 1.2rem; }
summary { cursor: pointer; padding: .3rem 0; }
table { border-collapse: collapse; width: 100%; font: 13px/1.45 ui-monospace, monospace; }
td { padding: 0 .6rem; vertical-align: top; }
td.number { color: #888; text-align: right; width: 1%; }
td.yaml { white-space: pre-wrap; overflow-wrap: anywhere; width: 60%; }
td.seen { font-family: system-ui, sans-serif; font-size: 12px; }
tr.all td { background: #2e7d3218; }
tr.part td { background: #f9a82533; }
tr.none td { background: #c6282833; }
td.seen b { font-weight: 600; }
@media print { details { break-inside: avoid-page; } }
"""


def coverage_page(coverage: Coverage, rulebook: Rulebook, texts: Mapping[str, str]) -> str:
    """The page; ``texts`` are the rulebook's files by path."""
    title = escape(f"Coverage of {rulebook.title.in_language('en')}")
    uncovered = coverage.uncovered()
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            f"<h1>{title}: {coverage.percent:.1f} %</h1>",
            '<ul class="figures">',
            *(f"<li>{escape(line)}</li>" for line in figures(coverage)),
            "</ul>",
            *_missing(uncovered),
            *(line for file, text in texts.items() for line in _file(file, text, coverage)),
            "</body>",
            "</html>",
            "",
        ]
    )


def _missing(uncovered: tuple[Target, ...]) -> Iterator[str]:
    if not uncovered:
        return
    yield "<h2>Not seen by any scenario</h2>"
    yield "<ul>"
    for target in uncovered:
        place = target.place
        link = f"{_anchor(place.file)}-{place.line}"
        yield f'<li><a href="#{link}">{escape(str(place))}</a>: {escape(missed(target))}</li>'
    yield "</ul>"


def _file(file: str, text: str, coverage: Coverage) -> Iterator[str]:
    by_line: dict[int, list[Target]] = {}
    for target in coverage.seen_by:
        if target.place.file == file:
            by_line.setdefault(target.place.line, []).append(target)
    if not by_line:
        return
    required = [it for found in by_line.values() for it in found if it.required]
    seen = sum(bool(coverage.seen_by[it]) for it in required)
    opened = "" if seen == len(required) else " open"
    yield f"<details{opened}><summary><b>{escape(file)}</b> {seen} of {len(required)}</summary>"
    yield "<table>"
    for number, line in enumerate(text.splitlines(), 1):
        yield _row(file, number, line, by_line.get(number, []), coverage)
    yield "</table></details>"


def _row(file: str, number: int, line: str, targets: list[Target], coverage: Coverage) -> str:
    required = [bool(coverage.seen_by[it]) for it in targets if it.required]
    state = ""
    if required:
        state = "all" if all(required) else "part" if any(required) else "none"
    told = "; ".join(_told(it, coverage) for it in targets)
    return (
        f'<tr id="{_anchor(file)}-{number}" class="{state}"><td class="number">{number}</td>'
        f'<td class="yaml">{escape(line) or " "}</td><td class="seen">{told}</td></tr>'
    )


def _told(target: Target, coverage: Coverage) -> str:
    seen = coverage.seen_by[target]
    sign = target.sight.value
    if not seen:
        words = f"never {sign}"
        return f"<b>{words}</b>" if target.required else words
    named = ", ".join(seen[:MOST_SCENARIOS_NAMED])
    more = len(seen) - MOST_SCENARIOS_NAMED
    hint = f"{named} and {more} more" if more > 0 else named
    return f'<span title="{escape(hint)}">{sign} {len(seen)}×</span>'


def _anchor(file: str) -> str:
    return quote(file, safe="").replace("%", "_")
