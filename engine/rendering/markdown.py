"""A plan as Markdown, for a note or an issue.

Owns how each line looks (task lists, headings and nested lists, no HTML); which there are is
:mod:`engine.rendering.plan_in_lines`. What is put into it is escaped by
:mod:`engine.rendering.markdown_escape`.
"""

from __future__ import annotations

from ..items import Certainty
from ..planning.plan import (
    OpenQuestion,
    Plan,
    PlanCost,
    PlanDocument,
    PlanStep,
    PlanWarning,
    Reason,
    SourceNote,
)
from ..wording.phrases import counted_phrase
from ..wording.values import date_in_words
from .markdown_escape import escaped, linked, strong
from .plan_in_lines import UNOFFICIAL, Marked, PlanInLines
from .plan_words import (
    amount_in_words,
    days_left_in_words,
    due_in_words,
    last_day_in_words,
    perhaps_in_words,
    presumed_in_words,
    total_in_words,
    way_to_answer,
    worth_in_words,
)
from .prose import Points, blocks_of

_STEP = "  "
"""How far a nested list is moved in."""


def render_markdown(plan: Plan, *, explain: bool = False) -> str:
    """The plan as Markdown; ``explain`` adds the reasons and sources of everything."""
    page = _MarkdownPlan(plan, explain)
    page.write()
    return "\n".join(page.lines) + "\n"


class _MarkdownPlan(PlanInLines):
    step_in = _STEP
    below_reason = _STEP * 2

    def __init__(self, plan: Plan, explain: bool) -> None:
        super().__init__(plan, explain)
        self.lines: list[str] = []

    def head(self) -> None:
        plan = self.plan
        self.lines.append(f"# {escaped(plan.rulebook.title)}")
        as_of = self.say("plan.as_of", date=date_in_words(plan.as_of, self.language))
        count = len(plan.steps)
        steps = [counted_phrase(self.language, "plan.steps_count", count)] if count else []
        self._paragraph(escaped(" · ".join([as_of, *steps])))
        if presumed := presumed_in_words(plan):
            self._paragraph(escaped(presumed))
        if not plan.exact:
            not_exact = self.say("plan.not_exact", mark=self.say("plan.possible"))
            self._paragraph(escaped(not_exact))
        if self.unofficial():
            self._paragraph(escaped(f"{UNOFFICIAL} {self.say('plan.unofficial')}"))

    def next_deadline(self, step: PlanStep) -> None:
        at = escaped(self.say("plan.at_step", step=step.position))
        self._point(f"{strong(step.title)}{_mark(step)} · {at}", "")
        self.due(step, _STEP)
        if step.certainty is Certainty.POSSIBLE:
            self.perhaps(step.condition_in_words, _STEP)

    def overview(self) -> None:
        steps = self.index.overview()
        if steps:
            self.section(self.say("plan.overview"))
        for step in steps:
            parts = [escaped(step.title)]
            if step.certainty is Certainty.POSSIBLE:
                parts.append(escaped(self.say("plan.perhaps")))
            if step.due is not None:
                parts.append(strong(last_day_in_words(step.due, self.plan)))
            self.lines.append(f"{step.position}. {' · '.join(parts)}")

    def steps(self) -> None:
        if not self.plan.steps:
            key = "plan.empty_but_open" if self.plan.open_questions else "plan.empty"
            self._paragraph(escaped(self.say(key)))
        for phase in self.plan.phases:
            self.section(phase.title)
            for step in self.plan.steps:
                if step.phase == phase.id:
                    title = strong(f"{step.position}. {step.title}")
                    self._task(title + _mark(step), done=step.done)
                    self.about_step(step, _STEP)

    def due(self, step: PlanStep, indent: str) -> None:
        if step.due is not None:
            due = strong(due_in_words(step.due, self.plan))
            left = escaped(days_left_in_words(step.due, self.language))
            self._point(f"{due} · {left}", indent)

    def prose(self, text: str, indent: str) -> None:
        for block in blocks_of(text):
            if not isinstance(block, Points):
                self._point(linked(block.text), indent)
                continue
            for number, item in enumerate(block.items):
                sign = f"{block.first + number}." if block.first else "-"
                self.lines.append(f"{indent}{sign} {linked(item)}")

    def warned(self, warning: PlanWarning, severity: str, aside: str, indent: str) -> str:
        words = linked(warning.text) + _mark(warning) + (f" · {escaped(aside)}" if aside else "")
        self._point(self.say("list.labelled", label=strong(severity), text=words), indent)
        return indent + _STEP

    def document(self, document: PlanDocument) -> None:
        title = " · ".join([document.title, *self.for_steps(document.steps)])
        self._task(escaped(title), done=False)
        self._about(document)

    def costs(self) -> None:
        for cost in self.plan.costs:
            amount = strong(amount_in_words(cost, self.plan))
            label = escaped(cost.title) + _mark(cost)
            said = self.say("list.labelled", label=label, text=amount)
            steps = map(escaped, self.for_steps(cost.steps))
            self._point(" · ".join([said, *steps]), "")
            self._about(cost)
        total = total_in_words(self.plan)
        if total:
            said = self.say("list.labelled", label=strong(total[0]), text=strong(total[1]))
            self._point(said, "")

    def _about(self, thing: PlanDocument | PlanCost) -> None:
        """What belongs to an entry in the list of documents or costs."""
        if thing.certainty is Certainty.POSSIBLE:
            self.perhaps(thing.condition_in_words, _STEP)
        if thing.note:
            self._point(linked(thing.note), _STEP)
        self.why(thing.why, _STEP)

    def question(self, question: OpenQuestion) -> None:
        said = []
        if question.answer == "unknown":
            said.append(escaped(self.say("plan.said_unknown")))
        self._point(" · ".join([escaped(question.question), *said]), "")
        if way := way_to_answer(question, self.plan):
            self.labelled("plan.find_out", way, _STEP)
        changes = [
            self.say("list.labelled", label=self.say(f"affected.{thing.kind}"), text=thing.title)
            for thing in question.can_change
        ]
        if changes:
            self.label("plan.can_change", _STEP)
        for change in changes:
            self.aside(change, _STEP * 2)

    def answers(self) -> None:
        for answer in self.plan.answers:
            said = self.say("list.labelled", label=answer.label, text=answer.value_in_words)
            idle = [] if answer.counts else [self.say("plan.answer_idle")]
            self._point(escaped(" · ".join([said, *idle])), "")

    def foot(self) -> None:
        if self.plan.done_elsewhere:
            label, ids = self.say("plan.done_elsewhere"), ", ".join(self.plan.done_elsewhere)
            self._paragraph(escaped(self.say("list.labelled", label=label, text=ids)))
        self._paragraph(escaped(self.made_by()))

    def reason(self, reason: Reason, indent: str) -> None:
        self._point(f"{linked(reason.because)} ({escaped(reason.rule)})", indent + _STEP)

    def source(self, source: SourceNote, indent: str) -> None:
        worth = escaped(worth_in_words(source, self.language))
        address = [linked(source.address)] if source.address else []
        self._point(" · ".join([escaped(source.title), worth, *address]), indent + _STEP)

    def label(self, key: str, indent: str) -> None:
        self._point(strong(self.say(key)), indent)

    def aside(self, words: str, indent: str) -> None:
        self._point(escaped(words), indent)

    def section(self, title: str) -> None:
        self.lines += ["", f"## {escaped(title)}", ""]

    def _paragraph(self, markdown: str) -> None:
        self.lines += ["", markdown]

    def _point(self, markdown: str, indent: str) -> None:
        self.lines.append(f"{indent}- {markdown}")

    def _task(self, markdown: str, *, done: bool) -> None:
        self._point(f"[{'x' if done else ' '}] {markdown}", "")

    def labelled(self, key: str, text: str, indent: str) -> None:
        label = strong(self.say(key))
        self._point(self.say("list.labelled", label=label, text=linked(text)), indent)

    def perhaps(self, condition: str | None, indent: str) -> None:
        self.aside(perhaps_in_words(condition, self.language), indent)


def _mark(thing: Marked) -> str:
    return "" if thing.official else " " + escaped(UNOFFICIAL)
