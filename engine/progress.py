"""How far a person has come with a plan: what is done, what is next, what is late.

Pure: works on a finished plan. Knows nothing of files or terminals.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from .planning.plan import Plan, PlanStep


class Progress(Struct, frozen=True):
    """``next`` is the first step that is not done; every step it must follow is done.
    ``overdue`` are open steps whose last day is over."""

    done: int
    of: int
    next: PlanStep | None
    overdue: tuple[PlanStep, ...]


def progress_of(plan: Plan) -> Progress:
    """How far the plan has come."""
    open_steps = [step for step in plan.steps if not step.done]
    return Progress(
        len(plan.steps) - len(open_steps),
        len(plan.steps),
        open_steps[0] if open_steps else None,
        tuple(step for step in open_steps if step.due is not None and step.due.days_left < 0),
    )


def step_alone(plan: Plan, step: PlanStep) -> Plan:
    """The plan cut down to one step and what belongs to it."""
    documents = tuple(it for it in plan.documents if it.id in step.documents)
    return replace(
        plan,
        answers=(),
        phases=tuple(phase for phase in plan.phases if phase.id == step.phase),
        steps=(step,),
        warnings=tuple(it for it in plan.warnings if it.id in step.warnings),
        documents=tuple(replace(it, steps=(step.id,)) for it in documents),
        costs=tuple(it for it in plan.costs if it.id in step.costs),
        open_questions=(),
        first_lines=(),
        done_elsewhere=(),
    )


def step_named(plan: Plan, name: str) -> str | None:
    """The id of the step at the position ``name`` in the plan, in digits of whatever width;
    ``None`` if it is no position."""
    if not name.isdecimal() or len(name) > len(str(len(plan.steps))):
        return None
    return next((step.id for step in plan.steps if step.position == int(name)), None)
