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
    from engine.answers import BadAnswer
    from engine.explaining import explain_order, find_subject, what_if, why, why_not
    from engine.interview import Interview, Question
    from engine.loading import RulebookErrors, load_rulebook
    from engine.opening import OpenRulebook, open_rulebook
    from engine.planning.plan import Plan
    from engine.rendering.calendar import render_calendar
    from engine.rendering.html import render_html
    from engine.rendering.json_plan import render_json
    from engine.rendering.markdown import render_markdown
    from engine.rendering.text import render_text
    from engine.rulebook import Rulebook
    from engine.situation import Situation
    from engine.values import UNKNOWN

__all__ = [
    "UNKNOWN",
    "BadAnswer",
    "Interview",
    "OpenRulebook",
    "Plan",
    "Question",
    "Rulebook",
    "RulebookErrors",
    "Situation",
    "explain_order",
    "find_subject",
    "load_rulebook",
    "open_rulebook",
    "render_calendar",
    "render_html",
    "render_json",
    "render_markdown",
    "render_text",
    "what_if",
    "why",
    "why_not",
]

_ROOMS = {
    "UNKNOWN": "values",
    "BadAnswer": "answers",
    "Interview": "interview",
    "OpenRulebook": "opening",
    "Plan": "planning.plan",
    "Question": "interview",
    "Rulebook": "rulebook",
    "RulebookErrors": "loading",
    "Situation": "situation",
    "explain_order": "explaining",
    "find_subject": "explaining",
    "load_rulebook": "loading",
    "open_rulebook": "opening",
    "render_calendar": "rendering.calendar",
    "render_html": "rendering.html",
    "render_json": "rendering.json_plan",
    "render_markdown": "rendering.markdown",
    "render_text": "rendering.text",
    "what_if": "explaining",
    "why": "explaining",
    "why_not": "explaining",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used: importing the engine costs nothing."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'engine' has no attribute {name!r}")
    return getattr(import_module(f"engine.{_ROOMS[name]}"), name)


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
