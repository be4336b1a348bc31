"""The plan as data, in one language: what every renderer and the JSON interface show.

Owns the shapes only. Texts are final words, placeholders filled in; dates are
``datetime.date``; money is whole units of ``Plan.currency``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Annotated, Literal

from msgspec import Meta, Struct

from ..items import Certainty, ItemKind

SCHEMA_VERSION = "1"

InPlan = Annotated[Certainty, Meta(extra_json_schema={"enum": ["certain", "possible"]})]
"""How sure a thing in a plan is; what is ruled out is in none."""


class SourceNote(Struct, frozen=True):
    """A source behind a piece of advice; ``kind`` says how strong it is."""

    id: str
    title: str
    address: str | None
    kind: Literal["official", "press", "aggregator", "third_party", "background"]
    checked: date
    published: str | None
    confidence: str | None


class Reason(Struct, frozen=True):
    """One rule that asks for something, in words, with the facts that its condition rests on
    (spelled as ``--set`` takes them; ``unknown`` or ``unanswered`` where there is no value)
    and the sources of the rule and of the table cells used."""

    rule: str
    because: str
    facts: Mapping[str, str]
    sources: tuple[SourceNote, ...]


class DueDate(Struct, frozen=True):
    """When a step is due: from ``since`` (if any) to ``by``, on the last day before ``time``
    (``HH:MM`` in the rulebook's time zone). ``days_left`` counts from the as-of date. With
    ``goes_on`` it is something to keep doing until then."""

    by: date
    since: date | None
    time: str | None
    days_left: int
    goes_on: bool = False


class PlanStep(Struct, frozen=True):
    """An action of the plan.

    ``condition_in_words`` says when a possible step applies; ``find_out`` how to settle it.
    ``after`` lists the ids of steps in this plan it must follow. ``official`` is false when
    the advice rests on nothing official: "check on the provider's own page".
    """

    id: str
    position: int
    phase: str
    title: str
    how: str | None
    certainty: InPlan
    condition_in_words: str | None
    find_out: tuple[str, ...]
    after: tuple[str, ...]
    due: DueDate | None
    warnings: tuple[str, ...]
    documents: tuple[str, ...]
    costs: tuple[str, ...]
    done: bool
    official: bool
    why: tuple[Reason, ...]


class PlanWarning(Struct, frozen=True):
    """A warning, at a step of the plan or (``step`` is ``None``) for all of it.
    ``cannot_be_undone`` marks the mistake that nothing makes good again."""

    id: str
    severity: Literal["danger", "caution", "note"]
    text: str
    step: str | None
    certainty: InPlan
    condition_in_words: str | None
    official: bool
    why: tuple[Reason, ...]
    cannot_be_undone: bool = False


class FirstLine(Struct, frozen=True):
    """One of the few lines that a plan begins with, by the ids of a ``step`` and a ``warning``
    of the plan: the next ``deadline`` (a step), a ``danger`` that the person's own answers
    raise, what ``cannot_be_undone``, or a ``general`` warning of the whole plan."""

    kind: Literal["deadline", "danger", "cannot_be_undone", "general"]
    step: str | None
    warning: str | None


class PlanDocument(Struct, frozen=True):
    """Something to have ready, and the steps that need it."""

    id: str
    title: str
    note: str | None
    steps: tuple[str, ...]
    certainty: InPlan
    condition_in_words: str | None
    why: tuple[Reason, ...]


class PlanCost(Struct, frozen=True):
    """Money the plan may cost, and the steps it is paid at; ``amount`` is ``None`` where only
    the note can say."""

    id: str
    title: str
    amount: int | None
    note: str | None
    steps: tuple[str, ...]
    certainty: InPlan
    condition_in_words: str | None
    official: bool
    why: tuple[Reason, ...]


class Affected(Struct, frozen=True):
    """A thing that hangs on an answer: it may come, go, become sure or read differently."""

    kind: ItemKind
    id: str
    title: str


class OpenQuestion(Struct, frozen=True):
    """A question whose answer would sharpen the plan. ``answer`` tells whether it was never
    asked or answered "I don't know"."""

    fact: str
    question: str
    label: str
    find_out: str | None
    answer: Literal["unanswered", "unknown"]
    detail: bool
    can_change: tuple[Affected, ...]


class GivenAnswer(Struct, frozen=True):
    """An answer as the person gave it; ``counts`` is false when it no longer matters.
    ``presumed`` when nobody gave it: an explanation names it among the answers it rests on."""

    fact: str
    label: str
    value: str
    value_in_words: str
    counts: bool
    presumed: bool = False


class PresumedAnswer(Struct, frozen=True):
    """An answer that the plan takes for granted until somebody gives one, where another would
    change the plan; ``in_words`` says it whole."""

    fact: str
    label: str
    value: str
    value_in_words: str
    in_words: str


class PlanPhase(Struct, frozen=True):
    """A heading of the plan."""

    id: str
    title: str


class RulebookName(Struct, frozen=True):
    """Which rulebook made the plan."""

    id: str
    version: str
    title: str


class Plan(Struct, frozen=True):
    """A whole plan. ``situation`` is the answers by fact, spelled as ``--set`` takes them;
    ``presumed`` are those that the plan takes for granted without anybody having given them.
    ``first_lines`` are what to read before anything else, most pressing first; they hold every
    warning of the whole plan. ``phases`` are those with steps in this plan, in order.
    ``done_elsewhere`` lists ticked steps that this plan does not have. ``exact`` is false when
    the certainty of some items could only be bounded; ``bounded`` names them. ``subject`` is
    what tells the plan apart from another one of the same rulebook, in words."""

    schema_version: str
    rulebook: RulebookName
    as_of: date
    language: str
    currency: str
    time_zone: str
    exact: bool
    situation: Mapping[str, str]
    answers: tuple[GivenAnswer, ...]
    presumed: tuple[PresumedAnswer, ...]
    phases: tuple[PlanPhase, ...]
    steps: tuple[PlanStep, ...]
    warnings: tuple[PlanWarning, ...]
    documents: tuple[PlanDocument, ...]
    costs: tuple[PlanCost, ...]
    open_questions: tuple[OpenQuestion, ...]
    first_lines: tuple[FirstLine, ...] = ()
    done_elsewhere: tuple[str, ...] = ()
    bounded: tuple[Affected, ...] = ()
    subject: str | None = None

    def __repr__(self) -> str:
        counts = f"{len(self.steps)} steps, {len(self.warnings)} warnings"
        return f"<Plan {self.rulebook.id} {self.as_of} {self.language}: {counts}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the steps in their order, those that are only possible in
        italics. A whole page is what ``render_html`` makes."""
        shown = []
        for step in self.steps:
            title = escape(step.title)
            due = f" ({step.due.by})" if step.due else ""
            if step.certainty is Certainty.POSSIBLE:
                title = f"<i>{title}</i>"
            shown.append(f"<li>{title}{due}</li>")
        return f"<p><b>{escape(self.rulebook.title)}</b></p><ol>{''.join(shown)}</ol>"
