"""Every fault is reported with its code, at the token that is to blame, with a way out."""

from __future__ import annotations

import pytest

from engine.loading.faults.codes import Code
from tests.loading import planted
from tests.loading.sample import BASE_YAML, RULEBOOK_YAML, Fault, faults_in, files, loaded

IN_FOLDERS = {*(f"KY10{number}" for number in range(1, 9)), "KY110", "KY201"}
"""Codes that test_files plants."""
IN_SCENARIOS = {"KY312", *(code.value for code in Code if code.value.startswith("KY9"))}
"""Codes that test_scenarios plants."""


def test_the_sample_itself_is_all_right() -> None:
    assert () == faults_in(files())


@pytest.mark.parametrize("fault", [*planted.PLANTED, *planted.SYNTAX], ids=lambda fault: fault.name)
def test_a_planted_fault_is_blamed_on_the_exact_token(fault: Fault) -> None:
    found = faults_in(files(fault.clean))
    assert [(fault.code, place) for place in fault.places()] == [
        (it.code, it.place) for it in found
    ], "\n".join(map(str, found))
    assert fault.words in str(found[0])


@pytest.mark.parametrize("fault", planted.HEADER, ids=lambda fault: fault.name)
def test_a_faulty_header_is_blamed_on_the_exact_token(fault: Fault) -> None:
    base = "facts:\n  a: {kind: money}\n"
    found = faults_in(files(rulebook=fault.clean, base=base))
    assert [(fault.code, place) for place in fault.places("rulebook.yaml")] == [
        (it.code, it.place) for it in found
    ], "\n".join(map(str, found))
    assert fault.words in str(found[0])


def test_every_code_of_the_catalogue_is_planted_somewhere() -> None:
    everything = [*planted.PLANTED, *planted.SYNTAX, *planted.HEADER]
    tested = {fault.code for fault in everything} | IN_FOLDERS | IN_SCENARIOS
    assert {code.value for code in Code} == tested


def test_codes_are_never_given_twice() -> None:
    assert len(Code.__members__) == len({code.value for code in Code})


def test_everything_that_is_wrong_is_said_at_once() -> None:
    text = (
        "facts:\n"
        "  a: {kind: integr}\n"
        "  b: {kind: integer, lable: B}\n"
        "steps:\n"
        "  s: {phase: prepar, title: S, before: [nobody]}\n"
        "rules:\n"
        "  r:\n"
        "    when: {roming: yes, card: sum}\n"
        "    then: [{do: turn-of}]\n"
        "    because: B\n"
        "    sources: [oficial-page]\n"
    )
    codes = [fault.code for fault in faults_in(files(text))]
    expected = ["KY209", "KY203", "KY306", "KY302", "KY301", "KY311", "KY302", "KY305"]
    assert expected == codes


def test_a_broken_file_does_not_make_its_ids_unknown_elsewhere() -> None:
    broken = BASE_YAML.replace("phase: prepare\n", "phase: prepare: x\n")
    found = faults_in(files("facts:\n\ta: 1\n", base=broken))
    assert [("base.yaml", "KY126"), ("x.yaml", "KY121")] == [
        (fault.place.file, fault.code) for fault in found
    ]


def test_a_faulty_fact_does_not_make_conditions_on_it_faulty() -> None:
    text = "facts:\n  a: {kind: intger}\n" + (
        "rules:\n  r:\n    when: {a: {over: 5}}\n    then: [{do: turn-off}]\n"
        "    because: B\n    sources: [press-page]\n"
    )
    assert ["KY209"] == [fault.code for fault in faults_in(files(text))]


def test_a_text_may_be_the_same_in_every_language() -> None:
    assert "The official page" == loaded().sources["official-page"].title.in_language("ja")


def test_languages_are_those_of_the_rulebook() -> None:
    text = RULEBOOK_YAML.replace("languages: [en, ja]", "languages: [en, ja, zh]")
    codes = {fault.code for fault in faults_in(files(rulebook=text))}
    assert {"KY401"} == codes


def test_thousands_of_faults_are_reported_quickly_and_not_all_printed() -> None:
    text = "rules:\n" + "".join(
        f"  r{number}: {{then: [{{do: no-step-{number}}}], because: B, sources: [press-page]}}\n"
        for number in range(3000)
    )
    found = faults_in(files(text))
    assert 1000 == len(found)
