"""Plans as JSON."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from engine.planning.plan import Plan
from engine.rendering.json_plan import render_json
from engine.rendering.plan_schema import plan_schema, plan_schema_text
from tests.plans import LANGUAGES, empty_plan, hostile_plan, long_plan, rich_plan

PLANS = [
    *(make(language) for make in (rich_plan, empty_plan, long_plan) for language in LANGUAGES),
    hostile_plan(),
]
TOP_LEVEL = {
    "schema_version", "rulebook", "as_of", "language", "situation", "steps", "warnings",
    "documents", "costs", "open_questions",
}  # fmt: skip
STEP = {
    "id", "position", "phase", "title", "how", "certainty", "condition_in_words", "after", "due",
    "warnings", "documents", "costs", "done", "why",
}  # fmt: skip
WARNING = {"id", "severity", "text", "step", "certainty", "why"}


def data_of(plan: Plan) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(render_json(plan))
    return data


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = plan_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("plan", PLANS)
def test_every_plan_follows_the_schema(plan: Plan, validator: Draft202012Validator) -> None:
    errors = [error.message for error in validator.iter_errors(json.loads(render_json(plan)))]
    assert not errors


def test_the_promised_keys_are_there() -> None:
    data = data_of(rich_plan())
    assert set(data) >= TOP_LEVEL
    assert set(data["steps"][0]) >= STEP
    assert set(data["warnings"][0]) >= WARNING
    assert {"rule", "because", "facts", "sources"} == set(data["warnings"][1]["why"][0])


def test_dates_are_written_the_international_way_and_words_as_they_are() -> None:
    text = render_json(rich_plan("ja"))
    assert '"as_of": "2026-11-22"' in text
    assert "国際ローミングを停止する" in text


def test_keys_stand_in_the_order_the_plan_declares() -> None:
    assert list(Plan.__struct_fields__) == list(json.loads(render_json(empty_plan())))


@pytest.mark.parametrize(
    "broken",
    [
        {"more": 1},
        {"schema_version": "0"},
        {"as_of": 20261122},
        {"steps": [{"id": "only-an-id"}]},
    ],
)
def test_the_schema_refuses_anything_else(
    broken: dict[str, object], validator: Draft202012Validator
) -> None:
    assert not validator.is_valid({**data_of(empty_plan()), **broken})


def test_the_schema_refuses_a_missing_key(validator: Draft202012Validator) -> None:
    data = data_of(empty_plan())
    del data["done_elsewhere"]
    assert not validator.is_valid(data)


def test_an_unknown_certainty_is_refused(validator: Draft202012Validator) -> None:
    plan = rich_plan()
    (first, *rest) = plan.steps
    maybe = replace(first, certainty="maybe")
    assert not validator.is_valid(data_of(replace(plan, steps=(maybe, *rest))))


def test_the_schema_can_be_printed() -> None:
    assert plan_schema() == json.loads(plan_schema_text())


def test_every_object_of_the_schema_is_described() -> None:
    schema = plan_schema()
    assert all(shape["description"] for shape in (schema, *schema["$defs"].values()))
