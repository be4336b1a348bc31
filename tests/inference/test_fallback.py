"""Where durable-rules cannot be imported, everything is as it is with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.inference import PlainInference
from engine.rulebook import Rulebook
from engine.situation import reference_findings
from tests.programs import LIBRARY, ON, Run, kaiyaku
from tests.strategies import rulebooks, situations

NOTE = "Note: inference in plain Python: durable-rules cannot be used here (it was not built)."

ANSWERS: tuple[tuple[str, ...], ...] = (
    (),
    ("--set", "has_books=yes", "--set", "fine=300"),
    ("--set", "branch=unknown", "--set", "leaves_on=2026-12-01"),
)


@pytest.fixture
def without(tmp_path: Path) -> dict[str, str]:
    """The environment of a program that cannot import the library."""
    broken = tmp_path / "broken"
    broken.mkdir()
    library = broken / "durable_rules_engine.py"
    library.write_text("raise ImportError('it was not built')\n", encoding="utf-8")
    return {"PYTHONPATH": str(broken), "KAIYAKU_CACHE_DIR": str(tmp_path / "cache")}


def plan(*arguments: str, env: dict[str, str] | None = None) -> Run:
    return kaiyaku("plan", *LIBRARY, *ON, "--format", "json", *arguments, env=env)


def test_the_plan_is_the_same_and_what_is_missing_is_said_once(without: dict[str, str]) -> None:
    for number, answers in enumerate(ANSWERS):
        with_it, without_it = plan(*answers), plan(*answers, env=without)
        assert with_it.out == without_it.out
        assert 0 == with_it.status == without_it.status
        assert (NOTE in without_it.err) == (number == 0)


def test_explanations_need_no_library(without: dict[str, str]) -> None:
    for command in (
        ("why", "return-things", "--set", "has_books=yes"),
        ("why-not", "pay-fine"),
        ("what-if", "--change", "has_books=yes"),
    ):
        assert (
            kaiyaku(*command, *LIBRARY, *ON).out
            == kaiyaku(*command, *LIBRARY, *ON, env=without).out
        )


def test_the_version_says_what_is_missing(without: dict[str, str]) -> None:
    assert "durable-rules cannot be used here" in kaiyaku("--version", env=without).out
    assert "durable-rules" not in kaiyaku("--version").out


@given(st.data())
@settings(max_examples=20)
def test_it_finds_what_the_reference_finds(data: st.DataObject) -> None:
    rulebook: Rulebook = data.draw(rulebooks())
    situation = data.draw(situations(rulebook))
    inference = PlainInference(rulebook)
    assert reference_findings(rulebook, situation) == inference.findings(situation)
    inference.close()
