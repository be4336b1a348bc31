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
    from .answers import BadAnswer as BadAnswer
    from .answers import find_fact as find_fact
    from .answers import read_answer as read_answer
    from .answers import spell_answer as spell_answer
    from .answers import spell_answers as spell_answers
    from .case import Case as Case
    from .case import CaseError as CaseError
    from .case import find_step as find_step
    from .case import new_case as new_case
    from .case import present_step as present_step
    from .case import read_case as read_case
    from .case import spell_case as spell_case
    from .explaining.order import NotInPlan as NotInPlan
    from .explaining.order import OrderExplanation as OrderExplanation
    from .explaining.subjects import Subject as Subject
    from .explaining.subjects import UnknownSubject as UnknownSubject
    from .explaining.what_if import Difference as Difference
    from .explaining.why import Explanation as Explanation
    from .explaining.why_not import WhyNot as WhyNot
    from .files import FileError as FileError
    from .inference.compiling import TooLargeForInference as TooLargeForInference
    from .interview import Interview as Interview
    from .interview import Question as Question
    from .items import Certainty as Certainty
    from .items import ItemKind as ItemKind
    from .loading import RulebookErrors as RulebookErrors
    from .loading import load_rulebook as load_rulebook
    from .opening import OpenRulebook as OpenRulebook
    from .opening import UnknownLanguage as UnknownLanguage
    from .opening import open_rulebook as open_rulebook
    from .planning import OrderCircle as OrderCircle
    from .planning.plan import Affected as Affected
    from .planning.plan import FirstLine as FirstLine
    from .planning.plan import Plan as Plan
    from .planning.plan import PlanCost as PlanCost
    from .planning.plan import PlanStep as PlanStep
    from .rendering.calendar import MissingExtra as MissingExtra
    from .rendering.calendar import NothingDated as NothingDated
    from .rendering.calendar import render_calendar as render_calendar
    from .rendering.explanations import render_order as render_order
    from .rendering.explanations import render_what_if as render_what_if
    from .rendering.explanations import render_why as render_why
    from .rendering.explanations import render_why_not as render_why_not
    from .rendering.html import render_html as render_html
    from .rendering.json_plan import render_json as render_json
    from .rendering.markdown import render_markdown as render_markdown
    from .rendering.plan_schema import plan_schema as plan_schema
    from .rendering.text import render_text as render_text
    from .rulebook import Fact as Fact
    from .rulebook import Rulebook as Rulebook
    from .situation import Situation as Situation
    from .values import UNKNOWN as UNKNOWN
    from .values import Answer as Answer
    from .values import Kind as Kind
    from .values import Wording as Wording
    from .wording.phrases import SUPPORTED as SUPPORTED
    from .wording.refusals import Refusal as Refusal
    from .wording.refusals import Saying as Saying
    from .wording.refusals import told as told
    from .wording.values import date_in_words as date_in_words
    from .wording.values import value_in_words as value_in_words

__version__ = "0.1.0"

_NAMES = {
    "answers": "BadAnswer find_fact read_answer spell_answer spell_answers",
    "case": "Case CaseError find_step new_case present_step read_case spell_case",
    "explaining.order": "NotInPlan OrderExplanation",
    "explaining.subjects": "Subject UnknownSubject",
    "explaining.what_if": "Difference",
    "explaining.why": "Explanation",
    "explaining.why_not": "WhyNot",
    "files": "FileError",
    "inference.compiling": "TooLargeForInference",
    "interview": "Interview Question",
    "items": "Certainty ItemKind",
    "loading": "RulebookErrors load_rulebook",
    "opening": "OpenRulebook UnknownLanguage open_rulebook",
    "planning": "OrderCircle",
    "planning.plan": "Affected FirstLine Plan PlanCost PlanStep",
    "rendering.calendar": "MissingExtra NothingDated render_calendar",
    "rendering.explanations": "render_order render_what_if render_why render_why_not",
    "rendering.html": "render_html",
    "rendering.json_plan": "render_json",
    "rendering.markdown": "render_markdown",
    "rendering.plan_schema": "plan_schema",
    "rendering.text": "render_text",
    "rulebook": "Fact Rulebook",
    "situation": "Situation",
    "values": "UNKNOWN Answer Kind Wording",
    "wording.phrases": "SUPPORTED",
    "wording.refusals": "Refusal Saying told",
    "wording.values": "date_in_words value_in_words",
}
"""The public names by the module where each is found when it is first used. Type checkers read
the imports above, and no ``__all__`` that is worked out."""

_ROOMS = {name: room for room, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:
    __all__ = list(_ROOMS)

_ANSWERS = (
    *("Affected", "Answer", "Difference", "Explanation", "Interview"),
    *("OrderExplanation", "Plan", "WhyNot", "Wording"),
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
    return sorted({*globals(), *_ROOMS})
