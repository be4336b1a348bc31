"""The commands for authors say which rulebook they mean, and what to type next."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.authoring.schemas.upkeep import renew
from engine.loading import load_rulebook
from tests.programs import kaiyaku_inside


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "my book"
    assert 0 == kaiyaku_inside("rules", "new", "rulebook", str(folder)).status
    return folder


def test_in_the_folder_of_a_rulebook_that_one_is_meant(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book)
    assert "ok: 2 rules, 2 facts, 2 steps, 1 source.\n" == kaiyaku_inside("rules", "check").out
    assert "ok: 3 scenarios, 10 expectations.\n" == kaiyaku_inside("rules", "test").out
    assert 0 == kaiyaku_inside("rules", "new", "rule", "lock-the-door").status
    assert (book / "lock-the-door.yaml").is_file()
    assert "step lock-the-door" in kaiyaku_inside("rules", "show", "lock-the-door").out


def test_anywhere_else_it_is_the_one_that_comes_with_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = kaiyaku_inside("rules", "show", "no-such-id")
    assert "Error: nothing in this rulebook is called 'no-such-id'" in shown.err


def test_a_hint_can_be_typed_as_it_stands(book: Path) -> None:
    facts = book / "facts.yaml"
    facts.write_text(facts.read_text().replace("kind: yes_no", "kind:   yes_no"))
    hint = kaiyaku_inside("rules", "fmt", "--check", "--rules", str(book)).err
    assert f"To change them: kaiyaku rules fmt --rules '{book}'" in hint
    (book / "scenarios" / "first.yaml").unlink()
    hint = kaiyaku_inside("rules", "test", "--rules", str(book)).err
    assert f"'kaiyaku rules test --suggest --rules '{book}'' writes some" in hint


@pytest.mark.parametrize("command", ["graph", "docs"])
def test_what_is_written_is_named(book: Path, command: str) -> None:
    file = book / "picture.html"
    run = kaiyaku_inside("rules", command, "--rules", str(book), "--output", str(file))
    assert f"Written: {file}\n" == run.err


def test_suggested_scenarios_can_be_put_beside_the_others(book: Path) -> None:
    where = ("--rules", str(book))
    (book / "scenarios" / "first.yaml").write_text(
        "on: 2026-11-22\nscenarios:\n  suggested-1-key-goes-back:\n"
        "    given: {has_key: unknown}\n    expect: {steps: [give-notice]}\n"
    )
    file = book / "scenarios" / "more.yaml"
    run = kaiyaku_inside("rules", "test", *where, "--suggest", "--output", str(file))
    assert 0 == run.status
    assert run.err.endswith("\nScenarios suggested: 2, for 4 of 4\n")
    assert "ok: 3 scenarios" in kaiyaku_inside("rules", "test", *where).out


def test_check_says_that_an_editor_knows_less_than_there_is_and_how_to_tell_it(book: Path) -> None:
    at = ("--rules", str(book))
    assert "" == kaiyaku_inside("rules", "check", *at).err
    for file in (book / "advice.yaml", book / "scenarios" / "first.yaml"):
        file.write_text(file.read_text("utf-8").replace("hand-key-back", "hand-it-back"), "utf-8")
    told = f"kaiyaku rules schema --write --rules '{book}'"
    assert told in kaiyaku_inside("rules", "check", *at).err
    renew(book, load_rulebook(book), "en")
    assert "" == kaiyaku_inside("rules", "check", *at).err
    assert '"hand-it-back"' in (book / ".schema" / "rulebook.schema.json").read_text("utf-8")
