"""The schemas of YAML files accept what the loader accepts and find what is misspelt."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError

from engine.authoring.schemas import schema_texts, schemas_for
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.loading.scenarios.scenarios import load_scenarios_text
from engine.rulebook import Asked, Concluded
from tests.authoring.editor_offers import keys_offered, values_offered
from tests.authoring.plain_yaml import read_yaml
from tests.library import FOLDER, library


@cache
def validators(folder: Path) -> dict[str, Draft7Validator]:
    schemas = schemas_for(load_rulebook(folder), "en")
    return {name: Draft7Validator(schema) for name, schema in schemas.items()}


def faults(kind: str, data: Any, folder: Path = FOLDER) -> set[str]:
    """Where the schema finds something wrong, as a path with slashes."""
    errors = validators(folder)[kind].iter_errors(data)
    return {"/".join(str(part) for part in path) for error in errors for path in paths(error)}


def paths(error: ValidationError) -> Iterator[Sequence[str | int]]:
    """Where it is; what is an alternative to nothing is no alternative."""
    ways = error.validator_value
    if error.validator == "anyOf" and isinstance(ways, list) and len(ways) == 1:
        for inner in error.context or ():
            yield from paths(inner)
    else:
        yield error.absolute_path


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*.yaml")):
        kinds = (kind for kind in ("scenarios", "invariants") if kind in path.parts)
        yield next(kinds, "rulebook"), path


@pytest.mark.parametrize("folder", [FOLDER, shipped_rulebook_folder()], ids=lambda it: it.name)
def test_every_file_of_a_rulebook_is_valid(folder: Path) -> None:
    for kind, path in files(folder):
        found = faults(kind, read_yaml(path.read_text(encoding="utf-8")), folder)
        assert (path.name, set()) == (path.name, found)


def test_the_schemas_are_good_schemas() -> None:
    for schema in schemas_for(library(), "en").values():
        Draft7Validator.check_schema(schema)


RULES = [
    ("a key", "wen: {fine: 1}", ""),
    ("a missing key", "because:", "because"),
    ("a fact", "when: {fien: 1}", "when"),
    ("an option", "when: {branch: nroth}", "when/branch"),
    ("a choice of several compared like a choice", "when: {things: film}", "when/things"),
    ("a comparison that does not fit", "when: {fine: {before: 3}}", "when/fine"),
    ("a value of another kind", "when: {has_books: maybe}", "when/has_books"),
    ("a date that is none", "when: {leaves_on: {before: 1.5.2026}}", "when/leaves_on"),
    ("a group that is no list", "when: {any: {fine: 1}}", "when/any"),
    ("a step", "then: [do: pay-fien]", "then/0/do"),
    ("an effect", "then: [doo: pay-fine]", "then/0"),
    ("two effects in one", "then: [{do: pay-fine, cost: fine}]", "then/0"),
    ("no effect", "then: []", "then"),
    ("a severity", "then: [warn: {severity: bad, text: x}]", "then/0/warn/severity"),
    ("a source", "sources: [house-rule]", "sources"),
    ("a validity", "valid: {from: tomorrow}", "valid/from"),
]


@pytest.mark.parametrize(("what", "text", "place"), RULES, ids=[it[0] for it in RULES])
def test_a_fault_in_a_rule_is_found_where_it_stands(what: str, text: str, place: str) -> None:
    good = {"then": [{"do": "pay-fine"}], "because": "x", "sources": "house-rules"}
    found = faults("rulebook", {"rules": {"a": good | read_yaml(text)}})
    assert {f"rules/a/{place}".rstrip("/")} == found


PLANTED = [
    ("a section", "fact: {}", ""),
    ("a language too few", "documents: {a: {title: {en: x, zh: x}}}", "documents/a/title"),
    ("a wrong language", "documents: {a: {title: {en: x, zh: x, jp: x}}}", "documents/a/title"),
    ("a phase", "steps: {a: {phase: befor, title: x}}", "steps/a/phase"),
    ("no phase", "steps: {a: {title: x}}", "steps/a"),
    ("a step", "steps: {a: {phase: before, title: x, before: pay_fine}}", "steps/a/before"),
    ("no date", "steps: {a: {phase: before, title: x, due: {by: fine}}}", "steps/a/due/by"),
    ("a kind", "facts: {a: {kind: choise}}", "facts/a/kind"),
    ("options of a date", "facts: {a: {kind: date, options: {x: y}}}", "facts/a"),
    ("a question without a group", "facts: {a: {kind: date, question: x}}", "facts/a"),
    ("an id", "facts: {a-b: {kind: date}}", "facts"),
    ("a column", "rows: {branch: {north: {by_pots: yes}}}", "rows/branch/north"),
    ("a cell", "rows: {branch: {north: {by_post: perhaps}}}", "rows/branch/north/by_post"),
    ("a table", "rows: {branhc: {}}", "rows"),
    ("no function", "calculated: {a: {label: x}}", "calculated/a"),
    ("an argument", "calculated: {a: {end_of_month: fine}}", "calculated/a/end_of_month"),
    ("an amount", "costs: {a: {title: x, amount: leaves_on}}", "costs/a/amount"),
    (
        "a kind of source",
        "sources: {a: {title: x, kind: offical, checked: 2026-11-01}}",
        "sources/a/kind",
    ),
    (
        "an address",
        "sources: {a: {title: x, kind: official, checked: 2026-11-01, address: a.org}}",
        "sources/a/address",
    ),
]


@pytest.mark.parametrize(("what", "text", "place"), PLANTED, ids=[it[0] for it in PLANTED])
def test_a_planted_fault_is_found_where_it_stands(what: str, text: str, place: str) -> None:
    assert {place} == faults("rulebook", read_yaml(text))


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("given: {fien: 3}", "given"),
        ("given: {things: [flim]}", "given/things"),
        ("given: {branch: [north, main]}", "given/branch"),
        ("given: {branch.portal: x}", "given"),
        ("expect: {step: [pay-fine]}", "expect"),
        ("expect: {steps: [pay-fien]}", "expect/steps"),
        ("expect: {warnings: [pay-fine]}", "expect/warnings"),
        ("expect: {order: [[pay-fine]]}", "expect/order"),
        ("expect: {due: {pay-fine: {at: 2026-11-01}}}", "expect/due/pay-fine"),
        ("expect: {values: {fine: 3}}", "expect/values"),
        ("expect: {values: {branch.portal: [x]}}", "expect/values/branch.portal"),
        ("expect: {}", "expect"),
    ],
)
def test_a_fault_in_a_scenario_is_found_where_it_stands(given: str, place: str) -> None:
    scenario = {"expect": {"steps": ["pay-fine"]}} | read_yaml(given)
    found = faults("scenarios", {"on": "2026-11-01", "scenarios": {"a": scenario}})
    assert {f"scenarios/a/{place}"} == found


def test_whatever_is_worked_out_may_be_expected_to_be_unknown() -> None:
    worked_out = [
        fact.id
        for fact in library().facts.values()
        if not isinstance(fact.origin, Asked | Concluded)
    ]
    expected = ", ".join(f"{fact}: unknown" for fact in worked_out)
    text = f"on: 2026-11-01\nscenarios:\n  a: {{expect: {{values: {{{expected}}}}}}}\n"
    assert "branch.portal" in worked_out
    assert load_scenarios_text({"scenarios/a.yaml": text}, library())
    assert set() == faults("scenarios", read_yaml(text))


def test_one_question_need_not_be_a_list() -> None:
    for text in ("{asked: fine}", "{not_asked: []}"):
        file = f"on: 2026-11-01\nscenarios:\n  a: {{expect: {text}}}\n"
        assert load_scenarios_text({"scenarios/a.yaml": file}, library())
        assert set() == faults("scenarios", read_yaml(file))


def test_editors_can_tell_what_an_id_stands_for() -> None:
    """Facts, options and steps carry their words; facts named in them read as labels."""
    text = json.dumps(schemas_for(library(), "ja"), ensure_ascii=False)
    for words in ("カードはどの分館で作りましたか。", "映画", "延滞金を払う"):
        assert words in text
    assert "‹Portal›" not in json.dumps(
        schemas_for(library(), "en")["rulebook"], ensure_ascii=False
    )


def test_the_same_rulebook_gives_the_same_text() -> None:
    assert schema_texts(library(), "en") == schema_texts(load_rulebook(FOLDER), "en")


FACTS = {"any", "all", "not", "branch", "fine", "has_books", "leaves_on", "things"}


@pytest.mark.parametrize(
    ("kind", "text", "offered"),
    [
        ("rulebook", "rules: {a: {when: {⟦}}}", FACTS),
        ("rulebook", "rules: {a: {when: {has_books: yes, ⟦}}}", FACTS - {"has_books"}),
        ("rulebook", "rules: {a: {when: {any: [{has_books: yes}, {⟦}]}}}", FACTS),
        ("rulebook", "rules: {a: {when: {not: {⟦}}}}", FACTS),
        ("rulebook", "rules: {a: {when: {leaves_on: {⟦}}}}", {"before", "on_or_after", "not"}),
        ("rulebook", "rules: {a: {when: {things: {⟦}}}}", {"includes", "includes_any", "not"}),
        ("rulebook", "rules: {a: {because: It is so., ⟦}}", {"when", "then", "sources"}),
        ("rulebook", "rules: {a: {then: [{⟦}]}}", {"do", "warn", "bring", "order"}),
        ("rulebook", "rules: {a: {then: [warn: {⟦}]}}", {"severity", "text", "on"}),
        ("rulebook", "facts: {a: {⟦}}", {"kind", "question", "options"}),
        ("rulebook", "facts: {a: {kind: choice, options: {b: {⟦}}}}", {"label", "statement"}),
        ("rulebook", "facts: {a: {kind: date, label: {⟦}}}", {"en", "ja", "zh"}),
        ("rulebook", "steps: {a: {phase: before, ⟦}}", {"title", "due", "before"}),
        ("rulebook", "steps: {a: {due: {by: leaves_on, ⟦}}}", {"days_before", "since"}),
        ("rulebook", "calculated: {a: {cases: [{⟦}]}}", {"when", "value", "otherwise"}),
        ("rulebook", "rows: {branch: {north: {⟦}}}", {"portal", "by_post", "sources"}),
        ("scenarios", "scenarios: {a: {⟦}}", {"given", "expect"}),
        ("scenarios", "scenarios: {a: {given: {⟦}}}", {"branch", "leaves_on"}),
        ("scenarios", "scenarios: {a: {expect: {steps: [pay-fine], ⟦}}}", {"due", "asked"}),
        ("scenarios", "scenarios: {a: {expect: {due: {pay-fine: {⟦}}}}}", {"by", "since"}),
        ("invariants", "invariants: {a: {⟦}}", {"when", "includes", "because"}),
        ("invariants", "invariants: {a: {when: {⟦}}}", FACTS),
    ],
)
def test_an_editor_offers_keys_between_braces(kind: str, text: str, offered: set[str]) -> None:
    data, path = pointed(text.replace("⟦", "⟦: ⟦"))
    assert offered <= keys_offered(schemas_for(library(), "en")[kind], data, *path)


@pytest.mark.parametrize(
    ("kind", "text", "offered"),
    [
        ("rulebook", "rules: {a: {when: {has_books: ⟦}}}", {"yes", "no", "unknown"}),
        ("rulebook", "rules: {a: {when: {has_books: y⟦}}}", {"yes", "no", "unknown"}),
        ("rulebook", "rules: {a: {when: {fine: {over: 3}, branch: n⟦}}}", {"north"}),
        ("rulebook", "rules: {a: {when: {branch: {not: n⟦}}}}", {"north"}),
        ("rulebook", "rules: {a: {when: {things: {includes: f⟦}}}}", {"film"}),
        ("rulebook", "rules: {a: {when: {branch: [⟦]}}}", {"north"}),
        ("rulebook", "rules: {a: {then: [do: pay⟦]}}", {"pay-fine"}),
        ("rulebook", "rules: {a: {sources: [⟦]}}", {"house-rules"}),
        ("rulebook", "rules: {a: {then: [warn: {severity: d⟦}]}}", {"danger"}),
        ("rulebook", "facts: {a: {kind: ⟦}}", {"yes_no", "date"}),
        ("rulebook", "steps: {a: {phase: b⟦}}", {"before"}),
        ("rulebook", "steps: {a: {due: {by: ⟦}}}", {"leaves_on"}),
        ("rulebook", "calculated: {a: {days_until: ⟦}}", {"leaves_on", "today"}),
        ("scenarios", "scenarios: {a: {given: {branch: n⟦}}}", {"north", "unknown"}),
        ("scenarios", "scenarios: {a: {expect: {steps: [⟦]}}}", {"pay-fine"}),
        ("invariants", "invariants: {a: {order: [⟦]}}", {"pay-fine"}),
    ],
)
def test_an_editor_offers_values_between_braces(kind: str, text: str, offered: set[str]) -> None:
    data, path = pointed(text)
    assert offered <= values_offered(schemas_for(library(), "en")[kind], data, *path)


def pointed(text: str) -> tuple[Any, list[str | int]]:
    """What is written, and the way to the mark in it; a key that is a mark is not there, and
    neither is an item, nor a value that was not begun."""
    whole = read_yaml(text)
    path: list[str | int] = []
    here = whole
    while True:
        inside = here.items() if isinstance(here, dict) else enumerate(here)
        key, value = next((key, value) for key, value in inside if "⟦" in str((key, value)))
        if key == "⟦" or (value == "⟦" and isinstance(here, list)):
            del here[key]
            return whole, path
        path.append(key)
        if isinstance(value, str):
            here[key] = value.removesuffix("⟦") or None
            return whole, path
        here = value
