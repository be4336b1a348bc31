"""Kaiyaku's rules engine: open a rulebook, ask what is left to ask, make plans, explain them.

>>> from datetime import date
>>> from engine import Interview, open_rulebook, render_text, why
>>> opened = open_rulebook("my-rules")
>>> given = {"leaves_on": "2026-12-01", "has_key": "unknown"}
>>> situation = opened.situation(given, as_of=date(2026, 11, 22))
>>> plan = opened.plan(situation, "en")
>>> print(render_text(plan))
>>> why(opened.rulebook, situation, plan.steps[0].id, "en")
>>> Interview(opened.rulebook, situation).next_question()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.answers import BadAnswer, find_fact, read_answer, spell_answer, spell_answers
    from engine.case import Case, CaseError, new_case, present_step, read_case, spell_case
    from engine.explaining import explain_order, find_subject, what_if, why, why_not
    from engine.explaining.what_if import Difference
    from engine.explaining.why import Explanation
    from engine.explaining.why_not import WhyNot
    from engine.interview import Interview, Question
    from engine.loading import RulebookErrors, load_rulebook
    from engine.opening import CannotInfer, OpenRulebook, open_rulebook
    from engine.planning import OrderCircle
    from engine.planning.plan import Affected, Plan, PlanCost, PlanStep
    from engine.rendering.calendar import MissingExtra, NothingDated, render_calendar
    from engine.rendering.explanations import render_what_if, render_why, render_why_not
    from engine.rendering.html import render_html
    from engine.rendering.html_file import language_tag
    from engine.rendering.html_parts import notice, prose
    from engine.rendering.json_plan import render_json
    from engine.rendering.markdown import render_markdown
    from engine.rendering.markup import with_links
    from engine.rendering.plan_index import PlanIndex
    from engine.rendering.plan_schema import plan_schema
    from engine.rendering.plan_words import (
        amount_in_words,
        days_left_in_words,
        due_in_words,
        perhaps_in_words,
        presumed_in_words,
        total_in_words,
    )
    from engine.rendering.text import render_text
    from engine.rulebook import Fact, Rulebook
    from engine.situation import Situation
    from engine.values import UNKNOWN, Answer, Kind, Wording
    from engine.wording.filling import plain
    from engine.wording.phrases import SUPPORTED, counted_phrase, phrase, phrases_in
    from engine.wording.refusals import Refusal, Saying, saying, told
    from engine.wording.values import date_in_words, value_in_words

__all__ = [
    "SUPPORTED",
    "UNKNOWN",
    "Affected",
    "Answer",
    "BadAnswer",
    "CannotInfer",
    "Case",
    "CaseError",
    "Difference",
    "Explanation",
    "Fact",
    "Interview",
    "Kind",
    "MissingExtra",
    "NothingDated",
    "OpenRulebook",
    "OrderCircle",
    "Plan",
    "PlanCost",
    "PlanIndex",
    "PlanStep",
    "Question",
    "Refusal",
    "Rulebook",
    "RulebookErrors",
    "Saying",
    "Situation",
    "WhyNot",
    "Wording",
    "amount_in_words",
    "counted_phrase",
    "date_in_words",
    "days_left_in_words",
    "due_in_words",
    "explain_order",
    "find_fact",
    "find_subject",
    "language_tag",
    "load_rulebook",
    "new_case",
    "notice",
    "open_rulebook",
    "perhaps_in_words",
    "phrase",
    "phrases_in",
    "plain",
    "plan_schema",
    "presumed_in_words",
    "prose",
    "present_step",
    "read_answer",
    "read_case",
    "render_calendar",
    "render_html",
    "render_json",
    "render_markdown",
    "render_text",
    "render_what_if",
    "render_why",
    "render_why_not",
    "saying",
    "spell_answer",
    "spell_answers",
    "spell_case",
    "told",
    "total_in_words",
    "value_in_words",
    "what_if",
    "why",
    "why_not",
    "with_links",
]

_ROOMS = {
    "saying": "wording.refusals",
    "Saying": "wording.refusals",
    "WhyNot": "explaining.why_not",
    "Explanation": "explaining.why",
    "Difference": "explaining.what_if",
    "Answer": "values",
    "BadAnswer": "answers",
    "CannotInfer": "opening",
    "Case": "case",
    "CaseError": "case",
    "Fact": "rulebook",
    "Interview": "interview",
    "Kind": "values",
    "MissingExtra": "rendering.calendar",
    "NothingDated": "rendering.calendar",
    "OpenRulebook": "opening",
    "OrderCircle": "planning",
    "Plan": "planning.plan",
    "Affected": "planning.plan",
    "PlanStep": "planning.plan",
    "PlanCost": "planning.plan",
    "PlanIndex": "rendering.plan_index",
    "Question": "interview",
    "Refusal": "wording.refusals",
    "Rulebook": "rulebook",
    "RulebookErrors": "loading",
    "SUPPORTED": "wording.phrases",
    "Situation": "situation",
    "Wording": "values",
    "UNKNOWN": "values",
    "amount_in_words": "rendering.plan_words",
    "counted_phrase": "wording.phrases",
    "date_in_words": "wording.values",
    "days_left_in_words": "rendering.plan_words",
    "due_in_words": "rendering.plan_words",
    "explain_order": "explaining",
    "find_fact": "answers",
    "find_subject": "explaining",
    "language_tag": "rendering.html_file",
    "load_rulebook": "loading",
    "new_case": "case",
    "present_step": "case",
    "notice": "rendering.html_parts",
    "open_rulebook": "opening",
    "perhaps_in_words": "rendering.plan_words",
    "presumed_in_words": "rendering.plan_words",
    "phrase": "wording.phrases",
    "phrases_in": "wording.phrases",
    "plain": "wording.filling",
    "plan_schema": "rendering.plan_schema",
    "prose": "rendering.html_parts",
    "read_answer": "answers",
    "read_case": "case",
    "render_calendar": "rendering.calendar",
    "render_html": "rendering.html",
    "render_json": "rendering.json_plan",
    "render_markdown": "rendering.markdown",
    "render_text": "rendering.text",
    "render_what_if": "rendering.explanations",
    "render_why": "rendering.explanations",
    "render_why_not": "rendering.explanations",
    "spell_answer": "answers",
    "spell_answers": "answers",
    "spell_case": "case",
    "told": "wording.refusals",
    "total_in_words": "rendering.plan_words",
    "value_in_words": "wording.values",
    "what_if": "explaining",
    "why": "explaining",
    "why_not": "explaining",
    "with_links": "rendering.markup",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used: importing the engine costs nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(f"engine.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
