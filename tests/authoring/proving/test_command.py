"""``rules prove`` tells what is proved, and what breaks the rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.authoring.page_base import FILES
from tests.programs import kaiyaku_inside

INVARIANTS = """\
invariants:
  keys-last:
    order: [give-notice, hand-over]
    because: Nobody hands over keys before.
  cats-are-calmed:
    when: {pet: dog}
    includes: [calm-cat]
    because: A planted mistake.
  never-many:
    at_most: {steps: 3}
    because: A planted mistake.
"""
RANGE = ("--from", "2026-11-22", "--until", "2026-12-31")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "moving"
    (home / "invariants").mkdir(parents=True)
    for name, text in FILES.items():
        (home / name).write_text(text, encoding="utf-8")
    (home / "invariants" / "all.yaml").write_text(INVARIANTS, encoding="utf-8")
    return home


def test_what_is_refuted_comes_with_a_scenario_and_a_case(folder: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    run = kaiyaku_inside(
        "rules", "prove", "--rules", str(folder), "--cases", str(cases), *RANGE
    )  # fmt: skip
    assert run.status == 1
    assert "refuted: cats-are-calmed: the step calm-cat is missing" in run.out
    assert "given: {pet: dog}" in run.out
    assert "The smallest situation: on 2026-11-22; Which pet?: Dog." in run.out
    assert "refuted: never-many: the plan has more than 3 steps" in run.out
    assert "5 proved, 2 refuted, for every situation and every day" in run.out
    again = kaiyaku_inside(
        "plan", "--rules", str(folder), "--case", str(cases / "cats-are-calmed.yaml"),
        "--on", "2026-11-22",
    )  # fmt: skip
    assert again.status == 0
    assert "Calm the cat" not in again.out


def test_one_invariant_can_be_proved_alone(folder: Path) -> None:
    run = kaiyaku_inside("rules", "prove", "keys-last", "--rules", str(folder), *RANGE)
    assert (run.status, run.out) == (
        0,
        "1 proved, for every situation and every day from 2026-11-22 to 2026-12-31.\n",
    )


def test_json_has_every_verdict(folder: Path) -> None:
    run = kaiyaku_inside("rules", "prove", "--rules", str(folder), "--format", "json", *RANGE)
    verdicts = {it["id"]: it for it in json.loads(run.out)["invariants"]}
    assert verdicts["keys-last"]["verdict"] == "proved"
    assert verdicts["cats-are-calmed"]["given"] == {"pet": "dog"}
    assert "breaks-cats-are-calmed:" in verdicts["cats-are-calmed"]["scenario"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("order: [give-notise, hand-over]", "give-notise"),
        ("includes: [nothing]", "no step, warning, document or cost 'nothing'"),
        ("warns: [pack]", "There is no warning 'pack'"),
        ("order: [pack]", "needs at least two"),
        ("order: [pack, pack]", "needs at least two"),
        ("exclude: [pack]", "excludes"),
        ("when: {pet: cat}", "claims nothing"),
        ("at_most: {steps: many}", "many"),
    ],
)
def test_a_mistake_in_an_invariant_is_told(folder: Path, text: str, message: str) -> None:
    file = folder / "invariants" / "wrong.yaml"
    file.write_text(f"invariants:\n  wrong:\n    {text}\n    because: B.\n", encoding="utf-8")
    run = kaiyaku_inside("rules", "prove", "--rules", str(folder), *RANGE)
    assert (run.status, run.out) == (2, "")
    assert message in run.err
    assert "invariants/wrong.yaml" in run.err
    checked = kaiyaku_inside("rules", "check", "--rules", str(folder))
    assert checked.status == 1
    assert message in checked.out


def test_a_range_that_ends_before_it_begins_is_refused(folder: Path) -> None:
    run = kaiyaku_inside(
        "rules", "prove", "--rules", str(folder), "--from", "2026-12-01", "--until", "2026-11-01"
    )
    assert (run.status, run.out) == (2, "")
    assert "before it begins" in run.err


def test_what_is_small_and_large_at_once_is_refuted_unasked(folder: Path) -> None:
    text = """\
steps:
  by-car: {phase: day, title: Drive}
  by-truck: {phase: day, title: Take a truck}
rules:
  few:
    when: {rents: yes, boxes: {under: 12}}
    then: [do: by-car]
    because: B.
    sources: [handbook]
  many:
    when: {rents: yes, boxes: {over: 10}}
    then: [do: by-truck]
    because: B.
    sources: [handbook]
"""
    (folder / "more.yaml").write_text(text, encoding="utf-8")
    run = kaiyaku_inside("rules", "prove", "--rules", str(folder), *RANGE)
    assert "Where boxes is 11, both few and many apply." in run.out
    assert "given: {rents: yes, boxes: 11}" in run.out


def test_how_many_questions_there_can_be_is_decided(folder: Path) -> None:
    file = folder / "invariants" / "all.yaml"
    for most, verdict in ((6, "proved"), (2, "refuted: few")):
        text = f"invariants:\n  few: {{at_most: {{questions: {most}}}, because: B.}}\n"
        file.write_text(text, encoding="utf-8")
        run = kaiyaku_inside("rules", "prove", "few", "--rules", str(folder), *RANGE)
        assert verdict in run.out


def test_an_unknown_name_is_refused(folder: Path) -> None:
    run = kaiyaku_inside("rules", "prove", "key-last", "--rules", str(folder))
    assert run.status == 2
    assert "keys-last" in run.err


def test_what_was_left_open_is_never_called_proved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.authoring.proving.proving.MADE_UP", 0)
    monkeypatch.setattr("engine.authoring.proving.proving.MOST_SECONDS", 0)
    run = kaiyaku_inside("rules", "prove", "--rules", str(folder), *RANGE)
    assert "not decided: every-rule-applies-to-somebody" in run.out
