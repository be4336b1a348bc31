"""One description of each entry is what the loader, editors' schemas and the formatter go by."""

import pytest
from jsonschema import Draft7Validator

from engine.authoring.formatting.key_order import shape_of
from engine.authoring.schemas.sections import SchemaOfForms
from engine.loading.assembling import load_texts
from engine.loading.faults.diagnostics import RulebookErrors
from engine.loading.scenarios import scenarios
from engine.loading.section_names import SECTIONS
from engine.loading.sections import forms, steps
from engine.loading.sections.section_forms import SECTION_FORMS
from tests.library import library

FILE = {
    "rulebook.yaml": "rulebook: {id: a, title: A, languages: [en]}\n"
    "documents: {a-form: {title: A form, colour: blue}}\n"
}


def test_every_section_is_described_in_the_order_in_which_authors_meet_them() -> None:
    assert SECTIONS == tuple(SECTION_FORMS)


def test_a_key_is_known_to_loader_schema_and_formatter_once_it_is_described(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(RulebookErrors, match="has no key 'colour'"):
        load_texts(FILE)
    colour = forms.OneWord(("red", "blue"), "A colour", need="One of: red, blue.")
    described = forms.EntryForm("a document", {**steps.DOCUMENT.keys, "colour": colour})
    monkeypatch.setattr(steps, "DOCUMENT", described)
    assert ["a-form"] == list(load_texts(FILE).documents)
    schema = SchemaOfForms(library(), "en").entry(described)
    assert ["title", "colour"] == schema["required"]
    schema["definitions"] = {"text": {}, "finished": {}}
    errors = Draft7Validator(schema).iter_errors({"title": "A form", "colour": "green"})
    assert ["colour"] == [error.path[0] for error in errors]
    assert "colour" in shape_of(forms.Inside(described)).keys


@pytest.mark.parametrize("name", SECTIONS)
def test_whatever_a_section_may_hold_can_be_said_in_a_schema(name: str) -> None:
    Draft7Validator.check_schema(SchemaOfForms(library(), "en").of(SECTION_FORMS[name]))


def test_a_key_of_scenarios_is_known_once_it_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    text = {"a.yaml": "on: 2026-11-01\nscenarios:\n  a: {mood: yes, expect: {steps: pay-fine}}\n"}
    with pytest.raises(RulebookErrors, match="has no key 'mood'"):
        scenarios.load_scenarios_text(text, library())
    scenario = forms.EntryForm("a scenario", {**scenarios.SCENARIO.keys, "mood": forms.YesNo()})
    entries = forms.Entries("scenarios", forms.Inside(scenario))
    file = forms.EntryForm(
        "a scenario file", {**scenarios.SCENARIO_FILE.keys, "scenarios": entries}
    )
    monkeypatch.setattr(scenarios, "SCENARIO_FILE", file)
    assert scenarios.load_scenarios_text(text, library())
    assert "mood" in str(SchemaOfForms(library(), "en").entry(file))
    assert "mood" in shape_of(forms.Inside(file)).below("scenarios").below("a").keys
