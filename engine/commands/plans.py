"""The commands around a plan: ``plan``, ``next``, ``done``, ``undo`` and ``status``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..files import is_there
from . import completion
from .options import (
    CaseOption,
    CommandContext,
    ForceOption,
    LangOption,
    NeededCaseOption,
    OnOption,
    RulesOption,
    SetOption,
    argument,
    find_steps,
    open_context,
    option,
)
from .output import KeptCase, PlanFormat, as_text, note, print_text, show_plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..case import Case
    from ..planning.plan import PlanStep

StepsArgument = Annotated[
    list[str],
    argument(
        "STEP...",
        "Steps, by their id or by their number in the plan.",
        autocompletion=completion.steps,
    ),
]


def plan(
    case: CaseOption = None,
    settings: SetOption = None,
    form: Annotated[
        PlanFormat, typer.Option("--format", help="How the plan is shown.")
    ] = PlanFormat.TEXT,
    output: Annotated[
        Path | None, option("--output -o", "FILE", "Write to a file.", readable=False)
    ] = None,
    force: ForceOption = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the reasons and sources of everything.")
    ] = False,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print a long plan at once, without leafing.")
    ] = False,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Show the plan for given answers, without asking anything.

    Answers come from a case file, from --set, or both. Without any, the plan holds what
    applies to everybody, and the questions that would sharpen it.
    """
    context = open_context(rules, lang, on, case, settings)
    if case is not None and output is not None and is_there(output) and output.samefile(case):
        from ..wording.refusals import Refusal, saying

        raise Refusal(saying("file.is_the_case", file=output))
    whole = context.plan()
    kept = None if case is None else KeptCase(case, context.opened.rulebook)
    show_plan(
        whole, form, explain=explain, output=output, force=force, leaf=not no_pager, kept=kept
    )


def next_step(
    case: CaseOption = None,
    settings: SetOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Show the next step that is not done yet."""
    from ..progress import progress_of, step_alone
    from ..wording.phrases import phrase

    context = open_context(rules, lang, on, case, settings)
    whole = context.plan()
    step = progress_of(whole).next
    if step is None:
        print_text(phrase(context.language, "progress.all_done" if whole.steps else "plan.empty"))
    else:
        print_text(as_text(step_alone(whole, step), to=sys.stdout))


def done(
    steps: StepsArgument,
    case: NeededCaseOption,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Tick steps off: they are done."""
    context = open_context(rules, lang, on, case)
    found = find_steps(context, steps)
    before = _change(case, context, lambda it: it.with_done(found, context.as_of))
    for step in found:
        _tell(context, step, "progress.was_done" if step in before.done else "progress.ticked")


def undo(
    steps: StepsArgument,
    case: NeededCaseOption,
    rules: RulesOption = None,
    lang: LangOption = None,
    on: OnOption = None,
) -> None:
    """Take ticks back: the steps are not done after all."""
    context = open_context(rules, lang, on, case)
    found = find_steps(context, steps)
    before = _change(case, context, lambda it: it.without_done(found))
    for step in found:
        _tell(
            context, step, "progress.unticked" if step in before.done else "progress.was_not_done"
        )


def status(
    case: NeededCaseOption, rules: RulesOption = None, lang: LangOption = None, on: OnOption = None
) -> None:
    """Show how far the plan has come."""
    from ..progress import progress_of
    from ..rendering.plan_words import due_in_words
    from ..values import UNKNOWN
    from ..wording.phrases import counted_phrase, phrase
    from ..wording.visible import on_one_line

    context = open_context(rules, lang, on, case)
    whole = context.plan()
    progress = progress_of(whole)
    answers = context.case.answers
    open_answers = sum(answer is UNKNOWN for answer in answers.values())

    def line(step: PlanStep, key: str) -> str:
        title = on_one_line(step.title)
        if step.due:
            due = due_in_words(step.due, whole)
            title = phrase(context.language, "list.bracketed", text=title, note=due)
        return phrase(context.language, key, number=step.position, title=title)

    lines = [
        _answers_so_far(len(answers), open_answers, context.language),
        phrase(context.language, "progress.done_of", done=progress.done, of=progress.of),
        *(line(step, "progress.overdue") for step in progress.overdue),
        line(progress.next, "progress.next")
        if progress.next
        else phrase(context.language, "progress.all_done" if whole.steps else "plan.empty"),
    ]
    if whole.open_questions:
        lines.append(
            counted_phrase(context.language, "progress.open_questions", len(whole.open_questions))
        )
    print_text("\n".join(lines))


def _change(path: Path, context: CommandContext, change: Callable[[Case], Case]) -> Case:
    """Change the case in the file; what it was at that moment."""
    from ..case import update_case

    found: list[Case] = []

    def changed(case: Case) -> Case:
        found.append(case)
        return change(case)

    update_case(path, context.opened.rulebook, changed)
    return found[0]


def _tell(context: CommandContext, step: str, key: str) -> None:
    from ..wording.phrases import phrase
    from ..wording.visible import on_one_line

    titles = {it.id: on_one_line(it.title) for it in context.plan().steps}
    note(phrase(context.language, key, title=titles.get(step, step)))
    if step not in titles:
        note(phrase(context.language, "progress.not_in_plan", title=step))


def _answers_so_far(count: int, unknown: int, language: str) -> str:
    from ..wording.phrases import counted_phrase

    if not unknown:
        return counted_phrase(language, "progress.answers_all", count)
    return counted_phrase(language, "progress.answers", count, unknown=unknown)
