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
    open_desk,
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

    desk = open_desk(rules, lang, on, case, settings)
    explanation = desk.opened.why(desk.situation, find_step_or(desk, subject), desk.language)
    print_text(render_why(explanation, desk.language, **_look()))


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

    desk = open_desk(rules, lang, on, case, settings)
    explanation = desk.opened.why_not(desk.situation, find_step_or(desk, subject), desk.language)
    print_text(render_why_not(explanation, desk.language, **_look()))


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

    desk = open_desk(rules, lang, on, case, settings)
    tried = read_settings(desk.opened.rulebook, changes, desk.as_of)
    changed = replace(desk, case=desk.case.with_answers(tried))
    difference = what_if(desk.plan(), changed.plan())
    print_text(render_what_if(difference, desk.language, **_look()))


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

    desk = open_desk(rules, lang, on, case, settings)
    first, then = find_steps(desk, [one, other])
    explanation = desk.opened.explain_order(desk.situation, first, then, desk.language)
    print_text(render_order(explanation, desk.language, **_look()))


class _Look(TypedDict):
    width: int
    color: bool


def _look() -> _Look:
    return {"width": width_of(sys.stdout), "color": takes_color(sys.stdout)}
