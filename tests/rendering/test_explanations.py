"""Explanations as text."""

from collections.abc import Mapping
from datetime import date

import pytest
from msgspec.structs import replace

from engine.explaining.order import explain_order
from engine.explaining.subjects import find_subject
from engine.explaining.what_if import what_if
from engine.explaining.why import why
from engine.explaining.why_not import why_not
from engine.items import Certainty
from engine.planning import make_plan
from engine.planning.plan import FirstLine, Plan
from engine.rendering.explanations import render_order, render_what_if, render_why, render_why_not
from engine.situation import Situation, reference_findings
from engine.values import UNKNOWN, Answer
from engine.wording.wrapping import columns
from tests.library import TODAY, library
from tests.plans import rich_plan

ANSWERS: dict[str, Answer] = {
    "branch": "main",
    "leaves_on": date(2026, 12, 1),
    "has_books": True,
    "fine": 300,
}


def situation(answers: Mapping[str, Answer]) -> Situation:
    return Situation(answers, TODAY)


def plan(answers: Mapping[str, Answer], language: str) -> Plan:
    findings = reference_findings(library(), situation(answers))
    return make_plan(library(), situation(answers), language, findings)


def why_text(subject: str, answers: Mapping[str, Answer], language: str = "en") -> str:
    found = find_subject(library(), subject)
    return render_why(why(library(), situation(answers), found, language), language)


def why_not_text(subject: str, answers: Mapping[str, Answer], language: str = "en") -> str:
    found = find_subject(library(), subject)
    explanation = why_not(library(), situation(answers), found, language)
    return render_why_not(explanation, language)


def order_text(one: str, other: str, language: str = "en") -> str:
    findings = reference_findings(library(), situation(ANSWERS))
    explanation = explain_order(library(), situation(ANSWERS), findings, one, other, language)
    return render_order(explanation, language)


def test_why_names_the_rule_the_answers_and_the_sources() -> None:
    expected = """\
Bring everything back
This is certain.

- A card with loans cannot be closed. [borrowed]
  Answers used: Borrowed things: yes

Sources
- House rules of the library (official page · checked on 1 November 2026)
  https://library.example/rules
"""
    assert expected == why_text("return-things", ANSWERS)


def test_why_of_something_possible_tells_the_condition_and_how_to_find_out() -> None:
    text = why_text("return-things", {**ANSWERS, "has_books": UNKNOWN})
    assert "This is possible" in text
    assert "Only if you have borrowed something" in text
    assert "How to find out: Borrowed things – Look at My Main." in text


def test_why_of_something_that_does_not_apply_says_so() -> None:
    assert "Pay your fine\nWith these answers this does not apply.\n" == why_text(
        "pay-fine", {**ANSWERS, "fine": 0}
    )


def test_why_not_names_what_is_missing_and_the_answers_that_would_do() -> None:
    expected = """\
Bring everything back
With these answers this does not apply.

- A card with loans cannot be closed. [borrowed]
  It applies only if you have borrowed something.

It would be certain with one of these answers
- Borrowed things: “yes” (instead of “no”)
"""
    assert expected == why_not_text("return-things", {**ANSWERS, "has_books": False})


def test_why_not_of_something_certain_says_only_that() -> None:
    assert "Pay your fine\nThis is certain.\n" == why_not_text("pay-fine", ANSWERS)


def test_what_if_lists_gains_losses_and_moves() -> None:
    after: dict[str, Answer] = {**ANSWERS, "has_books": False, "leaves_on": date(2026, 12, 2)}
    expected = """\
Now among what to read first
- Give your card back

Dropped steps
- Bring everything back

Dropped warnings
- Bring everything back first. Later it costs extra.

Steps with another date
- Give your card back: 1 December 2026 → 2 December 2026
"""
    assert expected == render_what_if(what_if(plan(ANSWERS, "en"), plan(after, "en")), "en")


def test_what_if_nothing_changes_says_so() -> None:
    same = what_if(plan(ANSWERS, "en"), plan(ANSWERS, "en"))
    assert "Nothing changes.\n" == render_what_if(same, "en")


def test_what_if_begins_with_what_comes_to_the_first_lines() -> None:
    one = rich_plan("en")
    danger = FirstLine("danger", "file-request", "roaming-off-first")
    before = replace(one, first_lines=(*one.first_lines, danger))
    after = replace(before, first_lines=before.first_lines[::-1])
    said = render_what_if(what_if(before, after), "en")
    assert said.startswith("In another place among what to read first\n- ")
    fewer = replace(before, first_lines=before.first_lines[1:])
    assert "No longer among what to read first\n- " in render_what_if(what_if(before, fewer), "en")
    assert "Now among what to read first\n- " in render_what_if(what_if(fewer, before), "en")


@pytest.mark.parametrize(("language", "loose"), [("en", ".:"), ("zh", "。："), ("ja", "。：")])
def test_a_warning_that_moves_has_no_full_stop_before_the_colon(language: str, loose: str) -> None:
    before = rich_plan(language)
    moved = replace(before.warnings[0], step="call-number", text=before.warnings[0].text)
    assert moved.text.endswith((".", "。"))
    after = replace(before, warnings=(moved, *before.warnings[1:]))
    said = render_what_if(what_if(before, after), language)
    assert " → " in said
    assert loose not in said


def test_what_if_tells_every_step_that_a_cost_stands_at() -> None:
    before = rich_plan("en")
    bill = replace(before.costs[0], steps=("pay-bill", "call-number"))
    after = replace(before, costs=(bill, *before.costs[1:]))
    [change] = what_if(before, after).changed
    assert (change.aspect, change.was) == ("place", ("Pay the open bill",))
    assert change.now == ("Pay the open bill", "Call your old number")
    assert "“Pay the open bill” → “Pay the open bill” and “Call your old number”" in " ".join(
        render_what_if(what_if(before, after), "en").split()
    )


def test_what_if_names_what_changed_without_its_full_stop() -> None:
    before = rich_plan("zh")
    warning = replace(before.warnings[0], text="先还清。", certainty=Certainty.POSSIBLE)
    after = replace(before, warnings=(warning, *before.warnings[1:]))
    before = replace(
        before, warnings=(replace(warning, certainty=Certainty.CERTAIN), *before.warnings[1:])
    )
    assert "先还清：确定 → 视情况" in render_what_if(what_if(before, after), "zh")


def test_what_if_tells_how_sure_something_was_and_is() -> None:
    before = rich_plan("en")
    unsure = replace(before.costs[0], certainty=Certainty.POSSIBLE)
    after = replace(before, costs=(unsure, *before.costs[1:]))
    assert ": certain → perhaps\n" in render_what_if(what_if(before, after), "en")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            "give-card-back",
            "return-things",
            "“Bring everything back” comes before “Give your card back”.\n\n"
            "- Without the card nobody takes things back.\n",
        ),
        ("pay-fine", "give-card-back", "Fines stay with you. [fined]"),
        ("return-things", "post-card", "The stage “Before” comes before the stage “Leaving”."),
        ("return-things", "pay-fine", "30 November 2026"),
        ("give-card-back", "post-card", "1 December 2026"),
    ],
)
def test_the_order_of_two_steps_is_explained(one: str, other: str, words: str) -> None:
    assert words in order_text(one, other)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "On “Bring everything back”: A card with loans cannot be closed.\n"),
        ("zh", "关于“"),
        ("ja", "について："),
    ],
)
def test_an_order_without_a_reason_of_its_own_tells_why_the_step_is_there(
    language: str, words: str
) -> None:
    book = library()
    step = replace(book.steps["return-things"], order_because=())
    silent = replace(book, steps={**book.steps, step.id: step})
    findings = reference_findings(silent, situation(ANSWERS))
    found = explain_order(
        silent, situation(ANSWERS), findings, "return-things", "give-card-back", language
    )
    text = render_order(found, language)
    assert words in text
    assert "return-things" not in text


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_explanations_fit_a_narrow_terminal(language: str) -> None:
    found = find_subject(library(), "write-farewell")
    explanation = why_not(library(), situation(ANSWERS), found, language)
    text = render_why_not(explanation, language, width=40)
    assert max(columns(line) for line in text.splitlines()) <= 40
