"""What failed is told at its place, for people and for machines."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from engine.authoring.testing.report import junit_report, text_report
from engine.authoring.testing.running import chosen
from tests.authoring.sample import book, results, scenario, scenarios

FAILING = scenario("{rents: no}", "steps: [pack, hand-over]")


def test_a_failure_is_shown_with_place_expected_and_found() -> None:
    expected = """\
FAILED one  (my/book/scenarios/all.yaml:3:3)
  my/book/scenarios/all.yaml:6:21: steps: hand-over
    - expected: certain
    + found:    not in the plan
      (the rule renting needs rents: yes)

1 scenario: 1 failed."""
    assert expected == text_report(results(FAILING), "my/book")


def test_success_is_one_line() -> None:
    passing = scenario("{rents: yes}", "steps: [pack, hand-over]\ndocuments: [keys]")
    assert "ok: 1 scenario, 3 expectations." == text_report(results(passing), ".")


def test_junit_names_every_scenario_and_what_failed() -> None:
    root = ET.fromstring(junit_report(results(FAILING), "my/book", "moving"))
    [case] = root.iter("testcase")
    [failure] = root.iter("failure")
    assert "1" == root.get("failures")
    assert ("one", "my/book/scenarios/all.yaml", "3") == (
        case.get("name"),
        case.get("file"),
        case.get("line"),
    )
    assert "steps: hand-over: expected certain, found not in the plan" == failure.get("message")


def test_scenarios_are_chosen_by_name_or_file() -> None:
    found = scenarios(book(), FAILING)
    assert found == chosen(found, "ON") == chosen(found, "all.yaml") == chosen(found, None)
    assert () == chosen(found, "two")
