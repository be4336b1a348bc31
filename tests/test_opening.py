"""The engine as an integrator uses it: from Python, with whatever they pass in."""

from __future__ import annotations

import inspect
import itertools
import pydoc
import sys
import typing
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from inspect import isclass, isfunction
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

import engine
from engine import (
    UNKNOWN,
    BadAnswer,
    NotInPlan,
    Situation,
    UnknownLanguage,
    load_rulebook,
    open_rulebook,
    render_text,
)
from tests.library import FOLDER, TODAY

OPENED = open_rulebook(FOLDER)


def test_everything_public_is_there_and_says_what_it_is() -> None:
    assert set(engine._ROOMS) <= set(dir(engine))
    without = [
        name
        for name in engine._ROOMS
        if name != "UNKNOWN" and not (getattr(engine, name).__doc__ or "").strip()
    ]
    assert [] == without


def test_a_name_that_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = engine.nothing


def test_a_rulebook_is_opened_by_the_name_of_its_folder() -> None:
    assert "library" == open_rulebook(str(FOLDER)).rulebook.id == load_rulebook(str(FOLDER)).id


def test_who_opens_a_rulebook_is_told_before_it_is_worked_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAIYAKU_CACHE_DIR", str(tmp_path))
    told: list[str] = []
    for _ in range(2):
        open_rulebook(FOLDER, lambda: told.append("a few seconds"))
    assert ["a few seconds"] == told


def test_threads_may_plan_side_by_side() -> None:
    """What is remembered of a day is made in many small steps."""
    opened, alone = open_rulebook(), open_rulebook()
    situations = [
        Situation({"contract_start": date(2026, month, day)}, date(2026, 11, 26))
        for month, day in itertools.product(range(1, 6), (3, 17))
    ]
    expected = [structs.asdict(alone.plan(it, "en")) for it in situations]
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            plans = threads.map(lambda it: opened.plan(it, "en"), situations * 2)
            found = [structs.asdict(plan) for plan in plans]
    finally:
        sys.setswitchinterval(often)
    assert expected * 2 == found


def test_answers_may_be_texts_or_values_and_facts_have_their_former_names() -> None:
    texts = OPENED.situation(
        {"site": "main", "has_books": "yes", "fine": "unknown", "things": "tome,map"}, TODAY
    )
    values: dict[str, Any] = {
        "branch": "main",
        "has_books": True,
        "fine": UNKNOWN,
        "things": frozenset({"book", "map"}),
    }
    assert texts == OPENED.situation(values, TODAY) == Situation(values, TODAY)
    assert "Bring everything back" in render_text(OPENED.plan(texts, "en"))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"brunch": "main"}, "Did you mean 'branch'?"),
        ({"site": "main"}, "there is no fact 'site'. Did you mean 'branch'?"),
        ({"branch.by_post": True}, "cannot be stated"),
        ({"branch": "nort"}, "Did you mean 'north'?"),
        ({"branch": True}, "branch takes a Python str, not True."),
        ({"has_books": "yes"}, "has_books takes a Python bool, not 'yes'."),
        ({"things": ["book"]}, "things takes a Python frozenset, not ['book']."),
        ({"things": frozenset({"bok"})}, "Did you mean 'book'?"),
        ({"things": frozenset({1})}, "things has no option '1'."),
        ({"fine": 3.5}, "fine takes a Python int, not 3.5."),
        ({"fine": True}, "fine takes a Python int, not True."),
        ({"fine": 10**40}, "fine:"),
        ({"fine": -1}, "fine: -1 is less than the least, 0."),
        ({"leaves_on": datetime(2026, 12, 1)}, "leaves_on takes a Python date"),
        ({"leaves_on": date(1, 1, 1)}, "is not a date between 1900-01-01 and 2199-12-31"),
        ({1: True}, "there is no fact '1'."),
    ],
)
def test_an_answer_that_its_fact_cannot_have_is_refused(
    answers: Mapping[str, Any], words: str
) -> None:
    """Taken as it is, it would make a wrong plan without a word."""
    for use in (OPENED.findings, lambda it: OPENED.plan(it, "en")):
        with pytest.raises(BadAnswer) as caught:
            use(Situation(answers, TODAY))
        assert words in str(caught.value)


def test_a_date_with_a_time_is_no_date() -> None:
    for day in (datetime(2026, 11, 22), "2026-11-22"):
        with pytest.raises(BadAnswer, match="as_of takes a Python date"):
            OPENED.situation({}, day)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_no_plan_is_made_for_a_day_beyond_the_calendar(day: date) -> None:
    with pytest.raises(BadAnswer, match=r"as_of: .* is not a date between 1900-01-01 and"):
        OPENED.situation({}, day)


def test_no_answer_is_none() -> None:
    nothing: dict[str, Any] = {"fine": None}
    assert OPENED.plan(Situation({}, date(2026, 11, 22)), "en").steps == (
        OPENED.plan(Situation(nothing, date(2026, 11, 22)), "en").steps
    )


def test_a_brief_plan_only_leaves_out_what_open_answers_can_change() -> None:
    situation = OPENED.situation({}, TODAY)
    full = OPENED.plan(situation, "en")
    brief = OPENED.plan(situation, "en", brief=True)
    assert any(it.can_change for it in full.open_questions)
    assert not any(it.can_change for it in brief.open_questions)
    bare = [structs.replace(it, can_change=()) for it in full.open_questions]
    assert structs.replace(full, open_questions=tuple(bare)) == brief


def test_explanations_take_the_id_of_what_they_explain() -> None:
    situation = OPENED.situation({"has_books": True}, TODAY)
    assert "certain" == OPENED.why(situation, "return-things", "en").certainty
    assert "possible" == OPENED.why_not(situation, "pay-fine", "en").certainty
    with pytest.raises(LookupError, match="Did you mean 'pay-fine'"):
        OPENED.why(situation, "pay-fien", "en")


def test_the_order_of_two_steps_is_explained() -> None:
    situation = OPENED.situation({"has_books": True, "fine": 300}, TODAY)
    steps = [step.id for step in OPENED.plan(situation, "en").steps]
    explanation = OPENED.explain_order(situation, steps[-1], steps[0], "en")
    assert (steps[0], steps[-1], True) == (explanation.first, explanation.then, explanation.swapped)
    with pytest.raises(NotInPlan, match="nothing"):
        OPENED.explain_order(situation, steps[0], "nothing", "en")


@pytest.mark.parametrize(
    "ask",
    [
        lambda situation: OPENED.plan(situation, "klingon"),
        lambda situation: OPENED.why(situation, "return-things", "klingon"),
        lambda situation: OPENED.why_not(situation, "return-things", "klingon"),
        lambda situation: OPENED.what_if(situation, {"fine": 3}, "klingon"),
        lambda situation: OPENED.explain_order(situation, "pay-fine", "return-things", "klingon"),
        lambda situation: OPENED.can_change(situation, "fine", "klingon"),
        lambda situation: OPENED.words(OPENED.rulebook.title, situation, "klingon"),
    ],
)
def test_a_language_that_nobody_speaks_is_refused(ask: Callable[[Situation], object]) -> None:
    with pytest.raises(UnknownLanguage, match="'klingon' is not one of en, "):
        ask(OPENED.situation({}, TODAY))


@pytest.mark.parametrize("name", engine._ROOMS)
def test_python_can_say_what_is_public(name: str) -> None:
    """Signatures, types and help are there for every public name and its methods."""
    public = getattr(engine, name)
    methods = (
        [it for key, it in vars(public).items() if key[0] != "_" and isfunction(it)]
        if (isclass(public))
        else []
    )
    for thing in (public, *methods):
        if isclass(thing) or isfunction(thing):
            typing.get_type_hints(thing)
        if isfunction(thing):
            assert thing.__doc__, thing
            assert inspect.signature(thing).return_annotation is not inspect.Signature.empty
    assert pydoc.render_doc(public)


def test_what_is_shown_of_a_rulebook_is_short() -> None:
    situation = OPENED.situation({"has_books": True}, TODAY)
    plan, interview = OPENED.plan(situation, "en"), OPENED.interview(situation)
    question = interview.next_question()
    for thing in (
        OPENED,
        OPENED.rulebook,
        plan,
        interview,
        question,
        OPENED.rulebook.facts["fine"],
    ):
        assert len(repr(thing)) < 100
    assert f"<Plan library 2026-11-22 en: {len(plan.steps)} steps" in repr(plan)


def test_a_notebook_shows_the_plan() -> None:
    plan = OPENED.plan(OPENED.situation({"has_books": True}, TODAY), "en")
    page = plan._repr_html_()
    assert "<li>Bring everything back" in page
    assert page.count("<li>") == len(plan.steps)
    harmless = structs.replace(plan.steps[0], title="<script>")
    assert "<script>" not in structs.replace(plan, steps=(harmless,))._repr_html_()


def test_the_example_in_the_engines_own_words_runs(tmp_path: Any) -> None:
    assert engine.__doc__ is not None
    lines = [line[4:] for line in engine.__doc__.splitlines() if line.startswith(">>> ")]
    shown = "\n".join(lines).replace("from kaiyaku", "from engine")
    example = shown.replace('"my-rules"', repr(str(FOLDER)))
    names: dict[str, Any] = {}
    exec(example.replace('"has_key"', '"has_books"'), names)
    assert isinstance(names["plan"], engine.Plan)
    assert names["rulebook"].interview(names["situation"]).next_question() is not None
