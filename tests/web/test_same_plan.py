"""The plan's page holds what the plan of the command line holds, item by item."""

from __future__ import annotations

import os
import re
from html import unescape
from random import Random

from engine import spell_answers
from engine.web.state import State, read_state
from tests.web.site import opened, site, steps_on

SITUATIONS = 300 if os.environ.get("KAIYAKU_NIGHTLY") == "1" else 20


def test_the_page_has_every_item_of_the_plan_in_its_order() -> None:
    random = Random(7)
    book = opened().rulebook
    for number in range(SITUATIONS):
        language = ("en", "zh", "ja")[number % 3]
        fields = [(it, _any_answer(it, random)) for it in book.askable if random.random() < 0.5]
        state = read_state(book, [*fields, (".on", "2026-11-25")])
        assert not state.dropped, spell_answers(state.answers)
        markup = site().get(f"/{language}/{book.id}/plan?{state.query(book)}").text
        _compare(markup, state, language)


def _any_answer(fact_id: str, random: Random) -> str:
    fact = opened().rulebook.facts[fact_id]
    match fact.kind.value:
        case "yes_no":
            return random.choice(["yes", "no", "unknown"])
        case "choice" | "choices":
            return random.choice([it.id for it in fact.options] + ["unknown"])
        case "date":
            return random.choice(["2026-12-09", "2027-01-31", "2025-03-01", "unknown"])
    return random.choice(["3300", "12", "unknown"])


def _compare(markup: str, state: State, language: str) -> None:
    plan = opened().plan(state.situation(opened().today()), language)
    assert steps_on(markup) == [(it.id, it.certainty == "possible") for it in plan.steps]
    text = re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", markup)))

    def has(words: str | None) -> None:
        for line in (words or "").splitlines():
            shown = re.sub(r"\s+", "", re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line))
            assert shown in text, (words, language)

    for step in plan.steps:
        has(f"{step.position}. {step.title}")
        has(step.how)
        has(step.condition_in_words)
    for warning in plan.warnings:
        has(warning.text)
    for document in plan.documents:
        has(document.title)
        has(document.note)
    for cost in plan.costs:
        has(cost.title)
        has(cost.note)
    for question in plan.open_questions:
        has(question.question)
    for answer in plan.answers:
        has(answer.label)
        has(answer.value_in_words)
