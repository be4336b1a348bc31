"""A rulebook on another subject, written with the author's guide and the commands alone."""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator

from engine.authoring.checks.codes import Gravity
from engine.authoring.checks.model import Context
from engine.authoring.checks.registry import findings
from engine.authoring.docs import render_docs
from engine.authoring.formatting import formatted
from engine.authoring.graph import as_svg, of_topic, order, overview
from engine.authoring.schemas import schemas_for
from engine.authoring.testing.judging import differences
from engine.authoring.testing.outcomes import Outcome
from engine.loading import load_rulebook
from engine.loading.scenarios.scenarios import load_scenarios
from engine.loading.source.folder import contents
from engine.planning import make_plan
from engine.rulebook import Rulebook
from engine.situation import Situation, reference_findings
from tests.authoring.plain_yaml import read_yaml
from tests.library import TODAY
from tests.programs import kaiyaku_inside

FOLDER = Path(__file__).parents[1] / "rulebooks" / "garden"
TEXTS = {path: content.decode() for path, content in contents(FOLDER)}


@cache
def garden() -> Rulebook:
    return load_rulebook(FOLDER)


def test_it_is_as_large_as_a_first_rulebook_may_be() -> None:
    rulebook = garden()
    assert 10 == len(rulebook.askable)
    assert 30 <= len(rulebook.rules)
    assert ("en", "zh", "ja") == rulebook.languages
    assert {"lane"} == set(rulebook.tables)
    assert {"is_late", "may_leave_things"} == set(rulebook.concluding_rules)


def test_checking_finds_nothing() -> None:
    found = findings(Context(garden(), TODAY))
    assert [] == [str(it.problem) for it in found if it.severity is not Gravity.NOTE]


def test_all_of_its_scenarios_pass() -> None:
    scenarios = load_scenarios(FOLDER, garden())
    assert 8 < len(scenarios)
    for scenario in scenarios:
        situation = Situation(scenario.given, scenario.as_of)
        outcome = Outcome(garden(), situation, reference_findings(garden(), situation))
        assert () == differences(scenario, outcome), scenario.id


@pytest.mark.parametrize(("number", "language"), [(0, "en"), (1, "zh"), (2, "ja")])
def test_it_makes_plans_in_every_language(number: int, language: str) -> None:
    """Nobody's plan is empty, and no placeholder is left open: every third scenario's."""
    for scenario in load_scenarios(FOLDER, garden())[number::3]:
        situation = Situation(scenario.given, scenario.as_of)
        found = reference_findings(garden(), situation)
        plan = make_plan(garden(), situation, language, found)
        assert plan.steps
        words = [step.title + (step.how or "") for step in plan.steps]
        words += [warning.text for warning in plan.warnings]
        assert not [text for text in words if "{" in text]


def test_it_can_be_drawn_and_read_as_a_page() -> None:
    page = render_docs(garden(), TODAY)
    for rule in garden().rules:
        assert f'id="rule-{rule}"' in page
    graphs = [overview(garden(), "en", TODAY), order(garden(), "zh", TODAY)]
    graphs += [of_topic(garden(), topic, "ja", TODAY) for topic in ("leaving", "clearing")]
    for graph in graphs:
        ElementTree.fromstring(as_svg(graph))


def test_its_files_are_tidy_and_valid_for_an_editor() -> None:
    schemas = schemas_for(garden(), "en")
    for path, text in TEXTS.items():
        scenarios = path.startswith("scenarios/")
        assert text == formatted(text, garden().languages, "scenarios" if scenarios else "")
        schema = schemas["scenarios" if scenarios else "rulebook"]
        errors = Draft7Validator(schema).iter_errors(read_yaml(text))
        assert [] == [f"{path}: {error.message}" for error in errors]


def test_the_commands_work_on_it() -> None:
    at = ("--rules", str(FOLDER))
    for command in (("check",), ("test",), ("show", "late-notice-costs"), ("fmt", "--check")):
        run = kaiyaku_inside("rules", *command, *at)
        assert (command, 0) == (command, run.status), run.err
