"""A whole check: what it looks at, in which forms it tells, and how it goes on watching."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from engine.authoring.checks import formats as check_formats
from engine.authoring.checks.checking import Checked, Remembered, check_folder
from engine.authoring.checks.report import Sources, text_report
from engine.authoring.checks.watching import CannotWatch, changes
from engine.authoring.schemas.files import FOLDER, schema_texts
from engine.authoring.schemas.upkeep import are_old, renew
from engine.authoring.transaction import write_all
from engine.loading import load_rulebook
from engine.loading.faults.codes import Code
from tests.authoring.page_base import FILES
from tests.loading.test_fuzz import mutated
from tests.programs import kaiyaku_inside

TODAY = date(2026, 11, 22)
CIRCLE = """\
rules:
  cats-first:
    when: {pet: cat}
    then: [{order: [pack, give-notice]}]
    because: B.
    sources: [handbook]
  notice-first:
    when: {boxes: {over: 9}}
    then: [{order: [give-notice, pack]}]
    because: B.
    sources: [handbook]
"""
IDLE = """\
facts:
  lift: {kind: yes_no, group: home, question: Is there a lift?}
rules:
  cats:
    when: {any: [{lift: yes, pet: cat}, {lift: no, pet: cat}]}
    then: [{do: hurry}]
    because: B.
    sources: [handbook]
"""
LEFT_OVER = "costs:\n  notary: {title: 'The notary: 5 %'}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The rulebook of the pages."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_excerpt_never_reads_what_loading_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "device.yaml").symlink_to("/dev/zero")
    report = text_report(check_folder(folder, TODAY), "book", Sources(folder))
    assert report.count("error KY105") == 2


def checked(folder: Path, example: str) -> Checked:
    """What a check with one file more finds."""
    (folder / "example.yaml").write_text(example)
    return check_folder(folder, TODAY)


def test_the_text_shows_line_places_remedy_and_scenario(folder: Path) -> None:
    shown = text_report(checked(folder, CIRCLE), "my/book", Sources(folder))
    assert (
        shown
        == """\
my/book/example.yaml:4:27: error KY754: There are situations in which these steps are ordered in \
a circle: pack → give-notice → pack.
      then: [{order: [pack, give-notice]}]
                            ^
  my/book/example.yaml:4:27: pack before give-notice, says the rule cats-first
  my/book/example.yaml:9:34: give-notice before pack, says the rule notice-first
  Remove one of these orders, or let a condition keep them apart.
  A scenario that shows it:
    shows-ky754:
      on: 2026-11-22
      given: {rents: yes, pet: cat, boxes: 10}
      expect:
        order: [[pack, give-notice]]

1 error. 'kaiyaku rules explain CODE' tells more."""
    )


def test_nothing_wrong_is_one_line_of_figures(folder: Path) -> None:
    shown = text_report(check_folder(folder, TODAY), "my/book", Sources(folder))
    assert "ok: 8 rules, 10 facts, 7 steps, 1 source." == shown


def test_json_holds_everything(folder: Path) -> None:
    data = json.loads(check_formats.json_report(checked(folder, CIRCLE + LEFT_OVER), "my/book"))
    assert {"errors": 1, "warnings": 1, "notes": 0, "accepted": 0} == data["counts"]
    error, warning = data["findings"]
    assert ("KY754", "error", "my/book/example.yaml", 4, 27) == tuple(
        error[key] for key in ("code", "severity", "file", "line", "column")
    )
    assert {"on": "2026-11-22", "given": {"rents": "yes", "pet": "cat", "boxes": "10"}} == error[
        "situation"
    ]
    assert error["scenario"].startswith("shows-ky754:\n")
    assert "KY757" == warning["code"]
    assert not data["ok"]


def test_github_annotations_are_escaped(folder: Path) -> None:
    [line] = check_formats.github_report(checked(folder, LEFT_OVER), "my/book").splitlines()
    assert line == (
        "::warning file=my/book/example.yaml,line=2,col=3,"
        "title=KY757%3A A cost that no rule expects::No rule expects the cost notary.%0A"
        "Add `- cost: notary` to a rule, or remove the cost."
    )


def test_sarif_names_rules_and_places(folder: Path) -> None:
    log = json.loads(check_formats.sarif_report(checked(folder, CIRCLE + LEFT_OVER), "my book"))
    [run] = log["runs"]
    assert "2.1.0" == log["version"]
    assert ["KY754", "KY757"] == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    error, warning = run["results"]
    assert "error" == error["level"]
    assert {"startLine": 4, "startColumn": 27} == error["locations"][0]["physicalLocation"][
        "region"
    ]
    assert (
        "my%20book/example.yaml"
        == (warning["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    )
    assert [0, 1] == [it["id"] for it in error["relatedLocations"]]
    for result in run["results"]:
        assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]


def test_scenarios_are_loaded_too(folder: Path) -> None:
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "one.yaml").write_text("scenarios:\n  one: {expect: {steps: [pac]}}\n")
    assert ["KY901", "KY302"] == [it.code for it in check_folder(folder, TODAY).findings]


def test_the_age_of_sources_has_a_limit(folder: Path) -> None:
    old = check_folder(folder, date(2027, 1, 1), oldest_source_days=60)
    assert ["KY352"] == [it.code for it in old.findings]
    assert not old.failed
    assert () == check_folder(folder, date(2027, 1, 1), oldest_source_days=61).findings


def test_what_is_remembered_changes_no_finding(folder: Path) -> None:
    remembered = Remembered()
    examples = (CIRCLE, LEFT_OVER, "", "costs: {", CIRCLE.replace("cat", "dog"), IDLE)
    for example in (*examples, IDLE.replace("{lift: no, ", "{"), IDLE.replace("B.", "C."), IDLE):
        (folder / "example.yaml").write_text(example)
        fresh = check_folder(folder, TODAY)
        again = check_folder(folder, TODAY, remembered=remembered)
        assert fresh.findings == again.findings


def test_watching_wakes_up_when_a_file_is_saved_added_or_removed(folder: Path) -> None:
    assert 4 == sum(1 for _ in changes(folder, _edits(folder)))


def test_watching_needs_a_library_and_says_how_to_get_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    with pytest.raises(CannotWatch, match="pip install"):
        next(changes(folder))


def test_what_editors_know_is_renewed_where_it_is_and_left_alone_where_it_is_not(
    folder: Path,
) -> None:
    rulebook = load_rulebook(folder)
    renew(folder, rulebook, "en")
    assert not (folder / FOLDER).exists()
    write_all(folder / FOLDER, schema_texts(rulebook, "de"))
    assert not are_old(folder, rulebook)
    (folder / "example.yaml").write_text(LEFT_OVER)
    grown = load_rulebook(folder)
    assert are_old(folder, grown)
    renew(folder, grown, "en")
    assert not are_old(folder, grown)


def _edits(folder: Path) -> Iterator[None]:
    yield
    (folder / "base.yaml").write_text(FILES["base.yaml"] + "# more\n")
    yield
    (folder / "notes.txt").write_text("nobody minds")
    yield
    (folder / "example.yaml").write_text(LEFT_OVER)
    yield
    (folder / "example.yaml").unlink()
    yield


@pytest.mark.parametrize(
    ("example", "status"),
    [
        ("", 0),
        (LEFT_OVER, 1),
        ("costs: {\n", 1),
        ("rules:\n  x: {when: {boxes: {over: 50}, needs_van: yes, helpers: {not: none}},"
         " then: [{do: hurry}], because: B., sources: [handbook]}\n", 0),
    ],
)  # fmt: skip
def test_the_exit_status_tells_whether_something_was_found(
    folder: Path, example: str, status: int
) -> None:
    (folder / "example.yaml").write_text(example)
    run = kaiyaku_inside("rules", "check", "--rules", str(folder), "--on", "2026-11-22")
    assert (status, "") == (run.status, run.err)


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_folder_that_is_not_there_is_bad_input(form: str, tmp_path: Path) -> None:
    missing = str(tmp_path / "none")
    run = kaiyaku_inside("rules", "check", "--rules", missing, "--format", form)
    assert 2 == run.status
    assert Code.NO_FOLDER in run.out


def test_a_code_is_explained_or_answered_with_the_nearest() -> None:
    assert kaiyaku_inside("rules", "explain", "KY121").out.startswith("KY121 (error): A tab")
    wrong = kaiyaku_inside("rules", "explain", "KY75")
    assert 2 == wrong.status
    assert "Did you mean KY75" in wrong.err


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=mutated(FILES["base.yaml"]))
def test_whatever_stands_in_a_file_a_check_comes_to_an_end(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("book")
    (folder / "rulebook.yaml").write_text(FILES["rulebook.yaml"])
    (folder / "base.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    found = check_folder(folder, TODAY)
    assert text_report(found, "book", Sources(folder))
    json.loads(check_formats.json_report(found, "book"))
