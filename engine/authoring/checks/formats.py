"""Findings for machines: JSON, annotations of GitHub Actions, SARIF.

Owns the three forms. JSON is an interface: ``schema_version`` changes when it does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from ...rulebook import Place
from ..inspecting.shown_places import shown_file
from .checking import Checked
from .codes import Gravity
from .model import Finding
from .report import scenario_text, spelled_answers

SCHEMA_VERSION = "1"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def json_report(checked: Checked, folder: str) -> str:
    """Everything as one JSON object."""
    rulebook = checked.rulebook
    return _dumped(
        {
            "schema_version": SCHEMA_VERSION,
            "rulebook": None
            if rulebook is None
            else {"id": rulebook.id, "version": rulebook.version},
            "ok": not checked.failed,
            "counts": {f"{severity.value}s": checked.count(severity) for severity in Gravity}
            | {"accepted": checked.accepted},
            "findings": [
                _finding(it, folder) | {"accepted_as": key}
                for it, key in zip_longest(checked.findings, checked.keys)
            ],
        }
    )


def _finding(finding: Finding, folder: str) -> dict[str, Any]:
    witness = finding.witness
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "title": finding.title,
        **_place(finding.place, folder),
        "problem": finding.problem,
        "remedy": finding.remedy,
        "related": [{**_place(place, folder), "words": words} for place, words in finding.related],
        "situation": None
        if witness is None
        else {"on": witness.situation.as_of.isoformat(), "given": spelled_answers(witness)},
        "scenario": scenario_text(finding),
    }


def _place(place: Place, folder: str) -> dict[str, Any]:
    return {
        "file": shown_file(folder, place.file),
        "line": place.line or None,
        "column": place.column or None,
    }


def github_report(checked: Checked, folder: str) -> str:
    """Workflow commands that GitHub shows beside the lines."""
    return "".join(_annotation(it, folder) for it in checked.findings)


def _annotation(finding: Finding, folder: str) -> str:
    kind = "notice" if finding.severity is Gravity.NOTE else finding.severity.value
    place = finding.place
    where = [f"file={_escaped_property(shown_file(folder, place.file))}"]
    if place.line:
        where += [f"line={place.line}", f"col={place.column}"]
    where.append(f"title={_escaped_property(f'{finding.code}: {finding.title}')}")
    message = "\n".join(filter(None, (finding.problem, finding.remedy, scenario_text(finding))))
    return f"::{kind} {','.join(where)}::{_escaped(message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def sarif_report(checked: Checked, folder: str) -> str:
    """SARIF 2.1.0, as code hosts and editors read it."""
    kinds = {it.code: it for it in checked.findings}
    driver = {
        "name": "kaiyaku rules check",
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": it.title},
                "defaultConfiguration": {"level": it.severity.value},
                "help": {"text": f"kaiyaku rules explain {code}"},
            }
            for code, it in kinds.items()
        ],
    }
    numbers = {code: number for number, code in enumerate(kinds)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(it, numbers[it.code], folder) for it in checked.findings],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, rule_index: int, folder: str) -> dict[str, Any]:
    text = "\n".join(filter(None, (finding.problem, finding.remedy)))
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity.value,
        "message": {"text": text},
        "locations": [_location(finding.place, folder)],
    }
    if finding.related:
        result["relatedLocations"] = list(_related(finding.related, folder))
    scenario = scenario_text(finding)
    if scenario is not None:
        result["properties"] = {"scenario": scenario}
    return result


def _related(related: Iterable[tuple[Place, str]], folder: str) -> Iterable[dict[str, Any]]:
    for number, (place, words) in enumerate(related):
        yield {"id": number, **_location(place, folder), "message": {"text": words}}


def _location(place: Place, folder: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(shown_file(folder, place.file))}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": physical}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
