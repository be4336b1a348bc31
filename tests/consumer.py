"""What an integrator writes, with the types that it must have for a type checker.

Nobody runs this: mypy reads it, here and beside an installed package.
"""

from collections.abc import Mapping
from datetime import date
from typing import assert_type

from kaiyaku import (
    UNKNOWN,
    Answer,
    BadAnswer,
    Difference,
    Explanation,
    Interview,
    OpenRulebook,
    OrderExplanation,
    Plan,
    PlanStep,
    Question,
    Refusal,
    Rulebook,
    Situation,
    UnknownLanguage,
    WhyNot,
    open_rulebook,
    render_html,
    render_json,
    render_text,
)


def everything(answers: Mapping[str, Answer | str], as_of: date) -> str:
    """Every way of calling, once."""
    rulebook = open_rulebook("rules")
    assert_type(rulebook, OpenRulebook)
    assert_type(rulebook.rulebook, Rulebook)
    situation = rulebook.situation({**answers, "card": UNKNOWN}, as_of)
    assert_type(situation, Situation)
    plan = rulebook.plan(situation, "en", frozenset({"a-step"}))
    assert_type(plan, Plan)
    assert_type(plan.steps, tuple[PlanStep, ...])
    assert_type(rulebook.interview(situation, thorough=True), Interview)
    assert_type(rulebook.interview(situation).next_question(), Question | None)
    assert_type(rulebook.why(situation, "a-step", "en"), Explanation)
    assert_type(rulebook.why_not(situation, "a-step", "en"), WhyNot)
    assert_type(rulebook.what_if(situation, {"card": "esim"}, "en"), Difference)
    assert_type(rulebook.explain_order(situation, "one", "other", "en"), OrderExplanation)
    assert_type(rulebook.counts(situation, "card"), bool)
    assert_type(render_text(plan), str)
    assert_type(render_html(plan), str)
    return render_json(plan)


def refused(error: BadAnswer | UnknownLanguage) -> str:
    """Whatever cannot be taken says so in the person's language."""
    assert_type(error.in_language("ja"), str)
    same: Refusal = error
    return str(same)
