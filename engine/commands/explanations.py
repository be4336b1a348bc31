"""The commands that explain: ``why``, ``why-not``, ``what-if`` and ``explain-order``."""

from __future__ import annotations

import sys
from typing import Annotated, TypedDict

from . import completion
from .options import (
    CaseOption,
    LangOption,
    OnOption,
    RulesOption,
    SetOption,
    argument,
    find_step_or,
    find_steps,
    open_context,
    option,
)
from .output import print_text, takes_color, width_of

SubjectArgument = Annotated[
    str,
    argument(
        "ID",
        "A step by its number in the plan, or the id of a step, warning, document, cost"
        " or conclusion.",
        autocompletion=completion.subjects,
    ),
]
StepArgument = Annotated[
    str, argument("STEP", "A step of the plan.", autocompletion=completion.steps)
]


def why(
    subject: SubjectArgument,
    case: CaseOption = None,
    settings: SetOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Tell why something is in the plan.

    Names the rules, your own answers and the sources behind it.
    """
    from ..rendering.explanations import render_why

    context = open_context(rules, lang, on, case, settings)
    explanation = context.opened.why(
        context.situation, find_step_or(context, subject), context.language
    )
    print_text(render_why(explanation, context.language, **_look()))


def why_not(
    subject: SubjectArgument,
    case: CaseOption = None,
    settings: SetOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Tell what keeps something out of the plan.

    Names the answers that would bring it in.
    """
    from ..rendering.explanations import render_why_not

    context = open_context(rules, lang, on, case, settings)
    explanation = context.opened.why_not(
        context.situation, find_step_or(context, subject), context.language
    )
    print_text(render_why_not(explanation, context.language, **_look()))


def what_if(
    changes: Annotated[
        list[str],
        option(
            "--change",
            "FACT=VALUE",
            "The answer to try out. May be repeated.",
            autocompletion=completion.settings,
        ),
    ],
    settings: SetOption = None,
    case: CaseOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Show what another answer would change.

    Tells what the plan gains and loses, and what it reorders.
    """
    from msgspec.structs import replace

    from ..answers import read_settings
    from ..explaining.what_if import what_if
    from ..rendering.explanations import render_what_if

    context = open_context(rules, lang, on, case, settings)
    tried = read_settings(context.opened.rulebook, changes, context.as_of)
    changed = replace(context, case=context.case.with_answers(tried))
    difference = what_if(context.plan(), changed.plan())
    print_text(render_what_if(difference, context.language, **_look()))


def explain_order(
    one: StepArgument,
    other: StepArgument,
    case: CaseOption = None,
    settings: SetOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Tell why one step comes before another."""
    from ..rendering.explanations import render_order

    context = open_context(rules, lang, on, case, settings)
    first, then = find_steps(context, [one, other])
    explanation = context.opened.explain_order(context.situation, first, then, context.language)
    print_text(render_order(explanation, context.language, **_look()))


class _Look(TypedDict):
    width: int
    color: bool


def _look() -> _Look:
    return {"width": width_of(sys.stdout), "color": takes_color(sys.stdout)}
