"""The JSON interface, and that its document says what it does."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest
from openapi_spec_validator import validate

from engine import UNKNOWN, Situation, plan_schema, render_json
from engine.web.api import OPERATIONS
from tests.web.site import DAY, HOME, client, opened, site


def test_the_document_is_valid_and_names_every_operation() -> None:
    document = site().get("/api/openapi.json").json()
    validate(document)
    assert {(path, method.upper()) for path, it in document["paths"].items() for method in it} == {
        (it.path, it.method) for it in OPERATIONS
    }


@pytest.mark.parametrize("operation", [it for it in OPERATIONS if it.method == "POST"])
def test_every_example_of_the_document_is_answered(operation) -> None:  # type: ignore[no-untyped-def]
    document = site().get("/api/openapi.json").json()
    described = document["paths"][operation.path]["post"]
    example = described["requestBody"]["content"]["application/json"]["example"]
    response = site().post(operation.path, json=example)
    assert response.status_code == 200, response.text
    schema = {
        "$ref": f"#/components/schemas/{operation.response}",
        "components": document["components"],
    }
    jsonschema.validate(response.json(), schema)


def test_the_plan_is_the_one_of_the_command_line() -> None:
    asked = {"answers": {"roaming": True, "unpaid": "unknown"}, "on": DAY, "language": "ja"}
    response = site().post("/api/plan", json=asked)
    situation = Situation({"roaming": True, "unpaid": UNKNOWN}, date.fromisoformat(DAY))
    assert response.text == render_json(opened().plan(situation, "ja"))
    jsonschema.validate(response.json(), plan_schema())


@pytest.mark.parametrize(
    ("body", "status", "fact", "nearest"),
    [
        ({"answers": {"roming": True}}, 422, "roming", "roaming"),
        ({"answers": {"card": "esimm"}}, 422, "card", "esim"),
        ({"answers": {"leaves_on": "2026-02-30"}}, 422, "leaves_on", None),
        ({"answers": {"wording": "plan"}}, 422, "wording", "plain"),
        ({"on": "yesterday"}, 422, "on", None),
        ({"on": "2026W011"}, 422, "on", None),
        ({"on": "9999-12-31"}, 422, "on", None),
        ({"language": "xx"}, 422, None, None),
        ({"language": "zh-CN"}, 422, None, "zh"),
        ({"done": ["no-such-step"]}, 422, None, None),
        ({"done": ["end-lime"]}, 422, None, "end-line"),
        ({"answers": {"card": "esim", "roaming": None}}, 400, "roaming", None),
        ({"answers": {"roaming": 0.5}}, 400, "roaming", None),
        ({"answers": ["roaming"]}, 400, None, None),
        ({"answer": {}}, 400, None, "answers"),
        ({"things": {}}, 400, None, None),
        ([], 400, None, None),
    ],
)
def test_errors_are_problem_details(
    body: object, status: int, fact: str | None, nearest: str | None
) -> None:
    response = site().post("/api/plan", json=body)
    problem = response.json()
    assert response.status_code == status == problem["status"]
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["detail"] and problem.get("fact") == fact and problem.get("nearest") == nearest


@pytest.mark.parametrize(
    "body", ['{"answers": {"card": "sim", "card": "esim"}}', '{"answers": {}, "answers": {}}']
)
def test_what_is_given_twice_is_refused(body: str) -> None:
    problem = site().post("/api/plan", content=body).json()
    assert problem["status"] == 422 and "is given twice" in problem["detail"]


def test_what_is_not_utf_8_is_said_to_be_that() -> None:
    response = site().post("/api/plan", content=b'{"answers": {"card": "\xff"}}')
    assert response.status_code == 400 and "not written in UTF-8" in response.json()["detail"]


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_no_problem_tells_a_program_to_use_the_command_line(language: str) -> None:
    for path, body in (
        ("/api/plan", {"answers": {"zzz": "yes"}}),
        ("/api/plan", {"done": ["zzz"]}),
        ("/api/why", {"subject": "zzz"}),
        ("/api/why-not", {"subject": "zzz"}),
        ("/api/what-if", {"changes": {"monthly": "yes"}}),
    ):
        response = site().post(path, json={**body, "language": language})
        assert response.status_code == 422
        assert "kaiyaku" not in response.json()["detail"], (path, body)


def test_other_sites_may_ask_only_where_that_was_said() -> None:
    origin = {"Origin": "https://uni.example"}
    assert "access-control-allow-origin" not in site().get("/api/rulebook", headers=origin).headers
    allowing = client(origins=("https://uni.example",))
    response = allowing.get("/api/rulebook", headers=origin)
    assert response.headers["access-control-allow-origin"] == "https://uni.example"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-origin" not in allowing.get(HOME, headers=origin).headers


def test_the_page_for_programs_can_be_read() -> None:
    assert "/api/what-if" in site().get("/api").text
