"""``rules diff`` tells whose plans an edit changes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from engine.authoring.diffing.json_differences import differences_schema_text
from tests.authoring.page_base import FILES
from tests.programs import kaiyaku_inside

RANGE = ("--from", "2026-11-22", "--until", "2026-12-31")
Rewrite = Callable[[str], str]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(tmp_path / "old")


def written(home: Path, rewrite: Rewrite = lambda text: text) -> Path:
    home.mkdir()
    for name, text in FILES.items():
        (home / name).write_text(rewrite(text), encoding="utf-8")
    return home


def replaced(before: str, after: str) -> Rewrite:
    assert any(before in text for text in FILES.values()), before
    return lambda text: text.replace(before, after)


def changed(tmp_path: Path, before: str, after: str) -> Path:
    return written(tmp_path / "new", replaced(before, after))


def diff(*arguments: str | Path) -> tuple[int, str, str]:
    run = kaiyaku_inside("rules", "diff", *map(str, arguments), *RANGE)
    return run.status, run.out, run.err


def test_the_same_rulebook_has_no_effect(old: Path, tmp_path: Path) -> None:
    status, out, _ = diff(old, written(tmp_path / "new"))
    assert status == 0
    assert out.startswith("No effect: in every situation, on every day from 2026-11-22")


def test_comments_and_layout_have_no_effect(old: Path, tmp_path: Path) -> None:
    status, out, _ = diff(old, written(tmp_path / "new", lambda text: f"# A comment\n\n{text}"))
    assert (status, out[:9]) == (0, "No effect")


def test_who_loses_a_step_is_told_with_the_smallest_situation(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "when: {pet: cat}", "when: {pet: dog}")
    status, out, _ = diff(old, new)
    assert status == 1
    assert "calm-cat" in out
    assert "some no longer get it" in out
    assert "smallest: {pet: cat} on 2026-11-22" in out
    assert "smallest: {pet: dog} on 2026-11-22" in out
    assert "changed (when):" in out


def test_other_dates_and_words_are_shown_before_and_after(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "days_before: 90", "days_before: 60")
    status, out, _ = diff(old, new)
    assert status == 1
    assert "its dates are others" in out
    new = written(tmp_path / "newer", replaced("title: Give notice", "title: Write a letter"))
    status, out, _ = diff(old, new)
    assert "before: Give notice" in out
    assert "after:  Write a letter" in out


def test_a_reworded_question_is_told(old: Path, tmp_path: Path) -> None:
    status, out, _ = diff(old, changed(tmp_path, "question: Do you rent?", "question: Rented?"))
    assert status == 1
    assert "rents: question" in out
    assert "after:  Rented?" in out


def test_a_new_answer_cannot_be_compared(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "no_pet: No pet", "no_pet: No pet, bird: Bird")
    status, out, _ = diff(old, new)
    assert status == 1
    assert "Cannot be compared:\n  pet = bird: the answer is new" in out


def test_json_keeps_to_its_schema(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "when: {pet: cat}", "when: {pet: dog}")
    for folder, status in ((old, 0), (new, 1)):
        run = diff(old, folder, "--format", "json")
        assert run[0] == status
        told = json.loads(run[1])
        jsonschema.validate(told, json.loads(differences_schema_text()))
        assert told["no_effect"] is (status == 0)
    printed = kaiyaku_inside("rules", "schema", "diff")
    assert printed.out.strip() == differences_schema_text().strip()


def test_markdown_is_a_table_for_each_edit(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "when: {pet: cat}", "when: {pet: dog}")
    _, out, _ = diff(old, new, "--format", "markdown")
    assert "| what | how | share | before | after | smallest situation |" in out
    assert "`{pet: cat} on 2026-11-22`" in out


def test_a_population_is_counted(old: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(
        "scenarios:\n"
        "  cat: {on: 2026-11-22, given: {pet: cat}, expect: {steps: [pack]}}\n"
        "  none: {on: 2026-11-22, given: {pet: no_pet}, expect: {steps: [pack]}}\n",
        encoding="utf-8",
    )
    new = changed(tmp_path, "when: {pet: cat}", "when: {pet: dog}")
    _, out, _ = diff(old, new, "--population", people)
    assert "1 of 2 people" in out
    status, _, err = diff(old, new, "--population", tmp_path / "nobody.yaml")
    assert (status, "There is no file" in err) == (2, True)


@pytest.mark.parametrize("arguments", [(), ("only-one",), ("a", "b", "--since", "HEAD")])
def test_too_few_or_too_many_folders_are_told(arguments: tuple[str, ...]) -> None:
    status, out, err = diff(*arguments)
    assert (status, out) == (2, "")
    assert "--since REVISION" in err


def test_errors_say_which_version_they_are_in(old: Path, tmp_path: Path) -> None:
    new = changed(tmp_path, "when: {pet: cat}", "when: {pat: cat}")
    status, _, err = diff(old, new)
    assert status == 2
    assert "The new version cannot be compared before its errors are mended." in err
    status, _, err = diff(new, old)
    assert (status, "The old version" in err) == (2, True)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_since_a_revision_reads_the_rulebook_of_then(tmp_path: Path) -> None:
    home = tmp_path / "house"
    home.mkdir()
    rules = written(home / "rules")
    git(home, "init", "-q")
    git(home, "add", ".")
    git(home, "commit", "-qm", "First")
    assert diff("--since", "HEAD", "--rules", rules)[0] == 0
    for file in rules.iterdir():
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("when: {pet: cat}", "when: {pet: dog}"), encoding="utf-8")
    status, out, _ = diff("--since", "HEAD", "--rules", rules)
    assert (status, "smallest: {pet: cat}" in out) == (1, True)
    status, _, err = diff("--since", "nowhere", "--rules", rules)
    assert (status, "git knows no revision 'nowhere'" in err) == (2, True)
    later = written(home / "later")
    status, _, err = diff("--since", "HEAD", "--rules", later)
    assert (status, "did not exist in revision 'HEAD'" in err) == (2, True)
    assert subprocess.run(
        ["git", "status", "--short"], cwd=home, check=True, capture_output=True, text=True
    ).stdout.splitlines() == [" M rules/base.yaml", "?? later/"]


def test_since_outside_a_repository_is_told(old: Path) -> None:
    status, _, err = diff("--since", "HEAD", "--rules", old)
    assert (status, "is in no git repository" in err) == (2, True)


def test_what_goes_with_a_step_is_told_below_the_edit_that_takes_it(
    old: Path, tmp_path: Path
) -> None:
    new = changed(tmp_path, "- do: [give-notice, hand-over]", "- do: hand-over")
    status, out, _ = diff(old, new)
    assert status == 1
    assert "warning renting" in out
    assert "after:  at no step" in out
    assert "several edits" not in out


def test_an_order_names_steps_as_the_plan_does(old: Path, tmp_path: Path) -> None:
    rewrite = replaced("title: Hand over the keys", 'title: "Leave your keys in {town}"')
    before = written(tmp_path / "before", rewrite)
    after = written(
        tmp_path / "after",
        lambda text: rewrite(text).replace("      - order: [calm-cat, hand-over]\n", ""),
    )
    status, out, _ = diff(before, after)
    assert (status, "{town}" in out) == (1, False)
    assert "calm-cat>hand-over – Calm the cat → Leave your keys in " in out
