"""The plan's pages: the task list, why, why not and what if; and the files to keep.

Owns what they show. The words of explanations are those of the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct
from starlette.responses import Response

from .. import (
    Affected,
    Certainty,
    FirstLine,
    ItemKind,
    MissingExtra,
    NothingDated,
    Plan,
    PlanCost,
    PlanStep,
    date_in_words,
    new_case,
    render_calendar,
    render_html,
    render_json,
    render_markdown,
    render_what_if,
    render_why,
    render_why_not,
    spell_case,
    value_in_words,
)
from ..rendering.plan_index import PlanIndex
from ..rendering.plan_words import (
    amount_in_words,
    days_left_in_words,
    due_in_words,
    perhaps_in_words,
    presumed_in_words,
    total_in_words,
)
from ..wording.filling import plain
from .explanations import WIDTH, blocks_of
from .pages import asked, asked_fact, control, in_another_language, is_half_typed, query_of
from .replies import Filled, Trouble, read_reply
from .state import State
from .templating import Sheet, draw_problem

_QUESTIONS_AT_ONCE = 4
"""So many of the open questions are listed; the rest unfolds."""


class PlanView(Struct, frozen=True, dict=True):
    """A plan with the words that its page needs."""

    plan: Plan

    @cached_property
    def index(self) -> PlanIndex:
        """What belongs to which step."""
        return PlanIndex(self.plan)

    def steps_in(self, phase: str) -> list[PlanStep]:
        """The steps under one heading."""
        return [step for step in self.plan.steps if step.phase == phase]

    @property
    def next(self) -> PlanStep | None:
        """The first step that is not done."""
        return next((step for step in self.plan.steps if not step.done), None)

    @cached_property
    def urgent(self) -> list[FirstLine]:
        """What everybody has to see: the next deadline and the dangers."""
        return [it for it in self.plan.first_lines if it not in self.less_urgent]

    @cached_property
    def less_urgent(self) -> list[FirstLine]:
        """The other lines that the plan begins with."""
        return [
            it
            for it in self.plan.first_lines
            if it.warning and self.index.warning(it.warning).severity != "danger"
        ]

    @property
    def is_dated(self) -> bool:
        """Whether there is something for a calendar."""
        return any(step.due for step in self.plan.steps)

    @property
    def done(self) -> int:
        """How many steps are ticked."""
        return sum(step.done for step in self.plan.steps)

    def due(self, step: PlanStep) -> str | None:
        """When the step is due."""
        return due_in_words(step.due, self.plan) if step.due else None

    def by(self, step: PlanStep) -> str | None:
        """Its last day, short."""
        if step.due is None:
            return None
        return date_in_words(step.due.by, self.plan.language, weekday=True)

    def left(self, step: PlanStep) -> str | None:
        """How many days are left."""
        return days_left_in_words(step.due, self.plan.language) if step.due else None

    def worst(self, step: PlanStep) -> str | None:
        """The severity of the worst warning inside, unless it is only a note."""
        cautions = self.index.cautions_at(step)
        return cautions[0].severity if cautions else None

    def perhaps(self, condition: str | None) -> str:
        """That something is only possible, and when it applies."""
        return perhaps_in_words(condition, self.plan.language)

    def presumed(self) -> str | None:
        """What the plan takes for granted until somebody answers."""
        return presumed_in_words(self.plan)

    def amount(self, cost: PlanCost) -> str:
        """What a cost comes to."""
        return amount_in_words(cost, self.plan)

    def total(self) -> tuple[str, str] | None:
        """What the certain costs come to."""
        return total_in_words(self.plan)


def _plan(sheet: Sheet, *, brief: bool = False) -> Plan:
    situation = sheet.state.situation(sheet.opened.today())
    done = frozenset(sheet.state.done)
    return sheet.opened.plan(situation, sheet.language, done, brief=brief)


def plan(sheet: Sheet, filled: Filled) -> Response:
    """The plan as a task list."""
    state = sheet.state
    made = _plan(sheet, brief=True)
    saved, here = state.saved_version, sheet.opened.rulebook.version
    day = re.sub(r" (?=\D)", "\xa0", date_in_words(made.as_of, made.language))
    return sheet.draw(
        "plan.html",
        heading=sheet.words("plan.as_of", date=day),
        here="plan",
        view=PlanView(made),
        plan=made,
        changed_version=saved if saved and saved != here else None,
        at_once=_QUESTIONS_AT_ONCE
        if len(made.open_questions) > _QUESTIONS_AT_ONCE + 1
        else len(made.open_questions),
        share=sheet.address("open").replace("?", "#", 1),
        details=0 if state.thorough else sum(it.detail for it in made.open_questions),
        thorough=State(state.answers, state.done, state.on, True),
    )


def why(sheet: Sheet, filled: Filled) -> Response:
    """Why something is in the plan."""
    about = control(filled, "about")
    situation = sheet.state.situation(sheet.opened.today())
    explanation = sheet.opened.why(situation, about, sheet.language)
    title, blocks = blocks_of(render_why(explanation, sheet.language, width=WIDTH))
    return sheet.draw(
        "explained.html",
        heading=sheet.words("why.title", title=title),
        here="why",
        controls={"about": about},
        blocks=blocks,
        back=sheet.address("plan") + f"#step-{about}",
        back_words=sheet.words("why.back"),
    )


def why_not(sheet: Sheet, filled: Filled) -> Response:
    """What is not in the plan; or why one thing is not."""
    opened = sheet.opened
    situation = sheet.state.situation(opened.today())
    if about := control(filled, "about"):
        explanation = opened.why_not(situation, about, sheet.language)
        title, blocks = blocks_of(render_why_not(explanation, sheet.language, width=WIDTH))
        return sheet.draw(
            "explained.html",
            heading=sheet.words("why_not.about", title=title),
            here="why-not",
            controls={"about": about},
            blocks=blocks,
            back=sheet.address("why-not"),
            back_words=sheet.words("why_not.title"),
        )
    certainty = {step.id: step.certainty for step in _plan(sheet, brief=True).steps}
    left_out: dict[str, list[Affected]] = {}
    for phase in opened.rulebook.phases:
        steps = [
            Affected(
                ItemKind.STEP, it.id, opened.words(it.title, situation, sheet.language).strip()
            )
            for it in opened.rulebook.steps.values()
            if it.phase == phase.id and certainty.get(it.id) is not Certainty.CERTAIN
        ]
        if steps:
            left_out[opened.words(phase.title, situation, sheet.language)] = steps
    return sheet.draw(
        "why_not.html",
        heading=sheet.words("why_not.title"),
        here="why-not",
        left_out=left_out,
        possible=[it for it, how in certainty.items() if how is Certainty.POSSIBLE],
    )


def what_if(sheet: Sheet, filled: Filled) -> Response:
    """What another answer would change, before anything is changed."""
    opened, words = sheet.opened, sheet.words
    rulebook = opened.rulebook
    if other := in_another_language(sheet, filled, "what-if"):
        return other
    half_typed = is_half_typed(filled)
    fact = asked_fact(sheet, control(filled, "asked") or control(filled, "ask"))
    situation = sheet.state.situation(opened.today())
    label = plain(fact.label, sheet.language)
    trouble = None
    blocks: object = None
    tried = used = None
    if control(filled, "asked") and not half_typed:
        reply = read_reply(rulebook, fact, filled, words)
        if isinstance(reply, Trouble):
            trouble = reply
        else:
            difference = opened.what_if(situation, {fact.id: reply}, sheet.language)
            said = render_what_if(difference, sheet.language, width=WIDTH)
            _, blocks = blocks_of(f"\n{said}")
            tried = value_in_words(fact, reply, sheet.language, rulebook.currency)
            used = sheet.address("plan", sheet.state.answered(fact.id, reply))
    now = sheet.state.answers.get(fact.id)
    return sheet.draw(
        "what_if.html",
        heading=words("what_if.title", label=label),
        here="what-if",
        form=None if tried else "reply",
        controls={"ask": fact.id},
        query=query_of(filled) if tried else None,
        status=422 if trouble else 200,
        asked=asked(sheet, fact, filled if trouble or half_typed else {}),
        trouble=trouble,
        blocks=blocks,
        tried=tried,
        used=used,
        now=value_in_words(fact, now, sheet.language, rulebook.currency)
        if now is not None
        else words("word.unanswered"),
    )


def _case(sheet: Sheet) -> str:
    day = sheet.state.on or sheet.opened.today()
    case = new_case(sheet.opened.rulebook, sheet.language).with_answers(sheet.state.answers)
    return spell_case(case.with_done(sheet.state.done, day))


FILES: Mapping[str, tuple[str, Callable[[Sheet], str]]] = {
    "plan.html": ("text/html", lambda sheet: render_html(_plan(sheet))),
    "plan.ics": ("text/calendar", lambda sheet: render_calendar(_plan(sheet))),
    "plan.md": ("text/markdown", lambda sheet: render_markdown(_plan(sheet))),
    "plan.json": ("application/json", lambda sheet: render_json(_plan(sheet))),
    "answers.yaml": ("application/yaml", _case),
}
"""What can be kept: the file's name, its type and its text."""


def download(sheet: Sheet, filled: Filled, name: str) -> Response:
    """A file to keep."""
    kind, make = FILES[name]
    try:
        text = make(sheet)
    except MissingExtra as error:
        return draw_problem(sheet, "no_calendar", 501, str(error))
    except NothingDated as error:
        said = error.in_language(sheet.language)
        return draw_problem(sheet, "no_calendar", 404, said)
    own = f"{sheet.opened.rulebook.id}-{name}"
    disposition = {"Content-Disposition": f'attachment; filename="{own}"'}
    return Response(text.encode(), media_type=kind, headers=disposition)
