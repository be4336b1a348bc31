"""What came of the scenarios, as text for a terminal and as JUnit XML for machines.

Owns both forms. ``folder`` is how the rulebook's folder is called from where the reader is,
so that the places can be clicked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from ..inspecting.shown_places import shown_place
from .judging import Deviation
from .running import Result


def text_report(results: Sequence[Result], folder: str) -> str:
    """The differences of every scenario that failed, and a last line that counts."""
    failed = [result for result in results if not result.passed]
    blocks = [_failure(result, folder) for result in failed]
    expectations = sum(len(result.scenario.expectations) for result in results)
    if failed:
        blocks.append(f"{_scenarios(len(results))}: {len(failed)} failed.")
    else:
        blocks.append(f"ok: {_scenarios(len(results))}, {expectations} expectations.")
    return "\n\n".join(blocks)


def _scenarios(count: int) -> str:
    return f"{count} scenario" if count == 1 else f"{count} scenarios"


def _failure(result: Result, folder: str) -> str:
    scenario = result.scenario
    lines = [f"FAILED {scenario.id}  ({shown_place(folder, scenario.place)})"]
    for difference in result.differences:
        lines += _difference(difference, folder)
    return "\n".join(lines)


def _difference(difference: Deviation, folder: str) -> Iterable[str]:
    subject = "" if difference.subject == difference.key else f" {difference.subject}"
    yield f"  {shown_place(folder, difference.place)}: {difference.key}:{subject}"
    yield f"    - expected: {difference.expected}"
    yield f"    + found:    {difference.found}"
    if difference.hint:
        yield f"      ({difference.hint})"


def junit_report(results: Sequence[Result], folder: str, suite: str) -> str:
    """JUnit XML: one test case for each scenario, one class for each file."""
    failures = sum(not result.passed for result in results)
    name = quoteattr(suite)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites tests="{len(results)}" failures="{failures}" errors="0">',
        f'  <testsuite name={name} tests="{len(results)}" failures="{failures}" errors="0">',
        *(line for result in results for line in _case(result, folder)),
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _case(result: Result, folder: str) -> Iterable[str]:
    scenario = result.scenario
    place = scenario.place
    file = shown_place(folder, place).rsplit(":", 2)[0]
    attributes = (
        f"name={quoteattr(scenario.id)} classname={quoteattr(place.file)}"
        f' file={quoteattr(file)} line="{place.line}"'
    )
    if result.passed:
        yield f"    <testcase {attributes}/>"
        return
    first = result.differences[0]
    message = f"{first.key}: {first.subject}: expected {first.expected}, found {first.found}"
    text = "\n".join(line for it in result.differences for line in _difference(it, folder))
    yield f"    <testcase {attributes}>"
    yield f"      <failure message={quoteattr(message)}>{escape(text)}</failure>"
    yield "    </testcase>"
