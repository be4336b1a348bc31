"""Why one step comes before another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..items import Item, ItemKind, items_of
from ..planning.contents import contents_of, order_of
from ..planning.ordering import Cause, Tie
from ..rulebook import Rulebook
from ..situation import Findings, Situation, presuming
from ..values import Wording
from ..wording.filling import fill, plain
from ..wording.refusals import Refusal, saying
from ..worlds import View


@dataclass(frozen=True, slots=True)
class Link:
    """One tie: ``first`` before ``then``, with its reason: of the ``rule`` that put it there, or
    of the step that demands it. Where nobody wrote one down, ``about`` is the title of the step
    that demands the order, and ``because`` why that step is there at all."""

    first: str
    first_title: str
    then: str
    then_title: str
    rule: str | None
    because: str | None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class OrderExplanation:
    """Why ``first`` stands before ``then`` in the plan (``swapped``: they were asked about the
    other way round). For a phase, ``phases`` names both; for a due date, ``due`` is the date
    that ``first`` has or takes over along ``chain``."""

    first: str
    first_title: str
    then: str
    then_title: str
    swapped: bool
    cause: Cause
    chain: tuple[Link, ...]
    phases: tuple[str, str] | None
    due: date | None


class NotInPlan(Refusal, LookupError):
    """A step that the plan does not have, or one step where two are needed."""


def explain_order(
    rulebook: Rulebook,
    situation: Situation,
    findings: Findings,
    one: str,
    other: str,
    language: str,
) -> OrderExplanation:
    """Why the two steps stand in the order they do. Raises :class:`NotInPlan`."""
    if one == other:
        raise NotInPlan(saying("step.same_twice"))
    view = View(rulebook, presuming(rulebook, situation))
    valuation = view.valuation
    certainty = contents_of(findings, view).certainty
    steps = {item.id: c for item, c in certainty.items() if item.kind is ItemKind.STEP}
    for step_id in (one, other):
        if step_id not in steps:
            raise NotInPlan(saying("step.not_in_plan", name=step_id))
    ordering = order_of(steps, findings, valuation)
    swapped = ordering.steps.index(one) > ordering.steps.index(other)
    first, then = (other, one) if swapped else (one, other)
    reason = ordering.reason(first, then)

    def title(step_id: str) -> str:
        return fill(rulebook.steps[step_id].title, language, valuation).strip()

    def link(tie: Tie) -> Link:
        reason, about = reason_of(rulebook, tie), None
        if reason is None:
            about = _demanding(rulebook, tie)
            reason = _reason_to_be(about, findings, rulebook)
        return Link(
            first=tie.first,
            first_title=title(tie.first),
            then=tie.then,
            then_title=title(tie.then),
            rule=tie.rule,
            because=(None if reason is None else fill(reason, language, valuation).strip()),
            about=None if about is None or reason is None else title(about),
        )

    phases = {phase.id: plain(phase.title, language) for phase in rulebook.phases}
    return OrderExplanation(
        first=first,
        first_title=title(first),
        then=then,
        then_title=title(then),
        swapped=swapped,
        cause=reason.cause,
        chain=tuple(map(link, reason.chain)),
        phases=(
            (phases[rulebook.steps[first].phase], phases[rulebook.steps[then].phase])
            if reason.cause is Cause.PHASE
            else None
        ),
        due=ordering.urgent.get(first) if reason.cause is Cause.DUE else None,
    )


def reason_of(rulebook: Rulebook, tie: Tie) -> Wording | None:
    """Why the two are tied: the rule says it, or the step that names the other."""
    if tie.rule is not None:
        return rulebook.rules[tie.rule].because
    first, then = rulebook.steps[tie.first], rulebook.steps[tie.then]
    return first.reason_beside(tie.then) or then.reason_beside(tie.first)


def _demanding(rulebook: Rulebook, tie: Tie) -> str:
    """The step that names the other."""
    return tie.first if tie.then in rulebook.steps[tie.first].before else tie.then


def _reason_to_be(step: str, findings: Findings, rulebook: Rulebook) -> Wording | None:
    """Why the step is in the plan: the first rule that asks for it for certain, or perhaps."""
    rules = items_of(rulebook)[Item(ItemKind.STEP, step)].wanted[0]
    standing = [rule for rule in rules if findings.rules[rule.id] is not False]
    standing.sort(key=lambda rule: not findings.rules[rule.id])
    return standing[0].because if standing else None
