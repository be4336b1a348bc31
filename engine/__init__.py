"""Kaiyaku's rules engine: open a rulebook, ask what is left to ask, make plans, explain them.

>>> from datetime import date
>>> from kaiyaku import open_rulebook, render_text
>>> rulebook = open_rulebook("my-rules")
>>> given = {"leaves_on": "2026-12-01", "has_key": "unknown"}
>>> situation = rulebook.situation(given, as_of=date(2026, 11, 22))
>>> plan = rulebook.plan(situation, "en")
>>> print(render_text(plan))
>>> rulebook.why(situation, plan.steps[0].id, "en")
>>> rulebook.interview(situation).next_question()

Everything that is public is named here, and nothing else is: docs/api.md lists it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .answers import BadAnswer, find_fact, read_answer, spell_answer, spell_answers
    from .case import Case, CaseError, new_case, present_step, read_case, spell_case
    from .explaining.order import NotInPlan, OrderExplanation
    from .explaining.subjects import Subject, UnknownSubject
    from .explaining.what_if import Difference
    from .explaining.why import Explanation
    from .explaining.why_not import WhyNot
    from .files import FileError
    from .inference.program import TooLargeForInference
    from .interview import Interview, Question
    from .items import Certainty, ItemKind
    from .loading import RulebookErrors, load_rulebook
    from .opening import OpenRulebook, UnknownLanguage, open_rulebook
    from .planning import OrderCircle
    from .planning.plan import Affected, FirstLine, Plan, PlanCost, PlanStep
    from .rendering.calendar import MissingExtra, NothingDated, render_calendar
    from .rendering.explanations import (
        render_order,
        render_what_if,
        render_why,
        render_why_not,
    )
    from .rendering.html import render_html
    from .rendering.html_file import language_tag
    from .rendering.html_parts import notice, prose
    from .rendering.json_plan import render_json
    from .rendering.markdown import render_markdown
    from .rendering.markup import with_links
    from .rendering.plan_index import PlanIndex
    from .rendering.plan_schema import plan_schema
    from .rendering.plan_words import (
        amount_in_words,
        days_left_in_words,
        due_in_words,
        perhaps_in_words,
        presumed_in_words,
        total_in_words,
    )
    from .rendering.text import render_text
    from .rulebook import Fact, Rulebook
    from .situation import Situation
    from .values import UNKNOWN, Answer, Kind, Wording
    from .wording.filling import plain
    from .wording.phrases import SUPPORTED, counted_phrase, phrase, phrases_in
    from .wording.refusals import Refusal, Saying, saying, told
    from .wording.values import date_in_words, value_in_words
    from .wording.visible import first_sentence

__version__ = "0.1.0"

__all__ = [
    "SUPPORTED",
    "UNKNOWN",
    "Affected",
    "Answer",
    "BadAnswer",
    "Case",
    "CaseError",
    "Certainty",
    "Difference",
    "Explanation",
    "Fact",
    "FileError",
    "FirstLine",
    "Interview",
    "ItemKind",
    "Kind",
    "MissingExtra",
    "NotInPlan",
    "NothingDated",
    "OpenRulebook",
    "OrderCircle",
    "OrderExplanation",
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
    "Subject",
    "TooLargeForInference",
    "UnknownLanguage",
    "UnknownSubject",
    "WhyNot",
    "Wording",
    "amount_in_words",
    "counted_phrase",
    "date_in_words",
    "days_left_in_words",
    "due_in_words",
    "find_fact",
    "first_sentence",
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
    "present_step",
    "presumed_in_words",
    "prose",
    "read_answer",
    "read_case",
    "render_calendar",
    "render_html",
    "render_json",
    "render_markdown",
    "render_order",
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
    "with_links",
]

_ROOMS = {
    "SUPPORTED": "wording.phrases",
    "UNKNOWN": "values",
    "Affected": "planning.plan",
    "Answer": "values",
    "BadAnswer": "answers",
    "Case": "case",
    "CaseError": "case",
    "Certainty": "items",
    "Difference": "explaining.what_if",
    "Explanation": "explaining.why",
    "Fact": "rulebook",
    "FileError": "files",
    "FirstLine": "planning.plan",
    "Interview": "interview",
    "ItemKind": "items",
    "Kind": "values",
    "MissingExtra": "rendering.calendar",
    "NotInPlan": "explaining.order",
    "NothingDated": "rendering.calendar",
    "OpenRulebook": "opening",
    "OrderCircle": "planning",
    "OrderExplanation": "explaining.order",
    "Plan": "planning.plan",
    "PlanCost": "planning.plan",
    "PlanIndex": "rendering.plan_index",
    "PlanStep": "planning.plan",
    "Question": "interview",
    "Refusal": "wording.refusals",
    "Rulebook": "rulebook",
    "RulebookErrors": "loading",
    "Saying": "wording.refusals",
    "Situation": "situation",
    "Subject": "explaining.subjects",
    "TooLargeForInference": "inference.program",
    "UnknownLanguage": "opening",
    "UnknownSubject": "explaining.subjects",
    "WhyNot": "explaining.why_not",
    "Wording": "values",
    "amount_in_words": "rendering.plan_words",
    "counted_phrase": "wording.phrases",
    "date_in_words": "wording.values",
    "days_left_in_words": "rendering.plan_words",
    "due_in_words": "rendering.plan_words",
    "find_fact": "answers",
    "first_sentence": "wording.visible",
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
    "render_order": "rendering.explanations",
    "render_text": "rendering.text",
    "render_what_if": "rendering.explanations",
    "render_why": "rendering.explanations",
    "render_why_not": "rendering.explanations",
    "saying": "wording.refusals",
    "spell_answer": "answers",
    "spell_answers": "answers",
    "spell_case": "case",
    "told": "wording.refusals",
    "total_in_words": "rendering.plan_words",
    "value_in_words": "wording.values",
    "with_links": "rendering.markup",
}

_ANSWERS = (
    "Affected",
    "Answer",
    "Difference",
    "Explanation",
    "Interview",
    "OrderExplanation",
    "Plan",
    "WhyNot",
    "Wording",
)
"""What :class:`OpenRulebook` takes and gives. ``typing.get_type_hints`` and ``help`` look for it
in that module, which the program imports without, to start sooner."""


def __getattr__(name: str) -> object:
    """Load a public name when it is first used: importing the engine costs nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = import_module(f"{__name__}.{_ROOMS[name]}")
    if name in ("OpenRulebook", "open_rulebook"):
        vars(room).update({it: __getattr__(it) for it in _ANSWERS})
    return getattr(room, name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
