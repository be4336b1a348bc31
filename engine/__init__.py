"""Kaiyaku's rules engine: open a rulebook, ask what is left to ask, make plans, explain them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
