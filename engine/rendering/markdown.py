"""A plan as Markdown, for a note or an issue.

Owns what is said where, as :mod:`engine.rendering.text` does for terminals: task lists,
headings and nested lists, no HTML. What is put into it is escaped by
:mod:`engine.rendering.markdown_escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..items import Certainty
from ..planning.plan import (
    OpenQuestion,
    Plan,
    PlanCost,
    PlanDocument,
    PlanStep,
    PlanWarning,
    Reason,
)
from ..wording.phrases import counted_phrase, phrase
from ..wording.values import date_in_words, numbers_in_words
from .markdown_escape import escaped, linked, strong
from .plan_index import PlanIndex
from .plan_words import (
    amount_in_words,
    days_left_in_words,
    due_in_words,
    last_day_in_words,
    perhaps_in_words,
    presumed_in_words,
    total_in_words,
    way_to_answer,
    ways_to_find_out,
    worth_in_words,
)
from .prose import Points, blocks_of

_Marked = PlanStep | PlanWarning | PlanCost
_STEP = "  "
"""How far a nested list is moved in."""
UNOFFICIAL = "*"
"""The mark of advice that rests on nothing official; the head of the text explains it."""


def render_markdown(plan: Plan, *, explain: bool = False) -> str:
    """The plan as Markdown; ``explain`` adds the reasons and sources of everything."""
    return _MarkdownPlan(plan, explain).text()


class _MarkdownPlan:
    """One plan being written."""

    def __init__(self, plan: Plan, explain: bool) -> None:
        self.plan = plan
        self.index = PlanIndex(plan)
        self.find_out = ways_to_find_out(plan)
        self.explain = explain
        self.language = plan.language
        self.lines: list[str] = []

    def text(self) -> str:
        self._head()
        self._first_lines()
        self._overview()
        self._steps()
        self._documents()
        self._costs()
        self._questions()
        self._answers()
        self._foot()
        return "\n".join(self.lines) + "\n"

    # The parts of the text

    def _head(self) -> None:
        plan = self.plan
        self.lines.append(f"# {escaped(plan.rulebook.title)}")
        as_of = self._say("plan.as_of", date=date_in_words(plan.as_of, self.language))
        count = len(plan.steps)
        steps = [counted_phrase(self.language, "plan.steps_count", count)] if count else []
        self._paragraph(escaped(" · ".join([as_of, *steps])))
        if presumed := presumed_in_words(plan):
            self._paragraph(escaped(presumed))
        if not plan.exact:
            not_exact = self._say("plan.not_exact", mark=self._say("plan.possible"))
            self._paragraph(escaped(not_exact))
        marked: tuple[_Marked, ...] = (*plan.steps, *plan.warnings, *plan.costs)
        if not all(thing.official for thing in marked):
            self._paragraph(escaped(f"{UNOFFICIAL} {self._say('plan.unofficial')}"))

    def _first_lines(self) -> None:
        if not self.plan.first_lines:
            return
        self._heading(self._say("plan.first_read"))
        for line in self.plan.first_lines:
            if line.warning is None:
                if line.step is not None:
                    self._next_deadline(self.index.step(line.step))
                continue
            warning = self.index.warning(line.warning)
            at = None if line.step is None else self.index.step(line.step).position
            self._warning(warning, "", for_good=line.kind == "cannot_be_undone", at=at)
            if line.step is None:
                self._why(warning.why, _STEP)

    def _next_deadline(self, step: PlanStep) -> None:
        at = escaped(self._say("plan.at_step", step=step.position))
        self._point(f"{strong(step.title)}{_mark(step)} · {at}", "")
        self._due(step)
        if step.certainty is Certainty.POSSIBLE:
            self._perhaps(step.condition_in_words, _STEP)

    def _overview(self) -> None:
        steps = self.index.overview()
        if steps:
            self._heading(self._say("plan.overview"))
        for step in steps:
            parts = [escaped(step.title)]
            if step.certainty is Certainty.POSSIBLE:
                parts.append(escaped(self._say("plan.perhaps")))
            if step.due is not None:
                parts.append(strong(last_day_in_words(step.due, self.plan)))
            self.lines.append(f"{step.position}. {' · '.join(parts)}")

    def _steps(self) -> None:
        if not self.plan.steps:
            key = "plan.empty_but_open" if self.plan.open_questions else "plan.empty"
            self._paragraph(escaped(self._say(key)))
        for phase in self.plan.phases:
            self._heading(phase.title)
            for step in self.plan.steps:
                if step.phase == phase.id:
                    self._step(step)

    def _step(self, step: PlanStep) -> None:
        title = strong(f"{step.position}. {step.title}")
        self._task(title + _mark(step), done=step.done)
        if step.certainty is Certainty.POSSIBLE:
            self._perhaps(step.condition_in_words, _STEP)
            for way in self.find_out[step.id]:
                self._labelled("plan.find_out", way, _STEP)
        self._due(step)
        for warning in self.index.cautions_at(step):
            self._warning(warning, _STEP, step.condition_in_words)
        self._prose(step.how or "")
        for warning in self.index.notes_at(step):
            self._warning(warning, _STEP, step.condition_in_words)
        self._needs(step)
        self._why_step(step)

    def _due(self, step: PlanStep) -> None:
        if step.due is not None:
            due = strong(due_in_words(step.due, self.plan))
            left = escaped(days_left_in_words(step.due, self.language))
            self._point(f"{due} · {left}", _STEP)

    def _prose(self, text: str) -> None:
        for block in blocks_of(text):
            if not isinstance(block, Points):
                self._point(linked(block.text), _STEP)
                continue
            for number, item in enumerate(block.items):
                sign = f"{block.first + number}." if block.first else "-"
                self.lines.append(f"{_STEP}{sign} {linked(item)}")

    def _needs(self, step: PlanStep) -> None:
        documents = [self._brief(document) for document in self.index.documents_at(step)]
        if documents:
            self._labelled("plan.bring", " · ".join(documents), _STEP)
        for cost in self.index.costs_at(step):
            self._labelled("plan.cost", self._brief(cost), _STEP)

    def _brief(self, thing: PlanDocument | PlanCost) -> str:
        notes = [amount_in_words(thing, self.plan)] if isinstance(thing, PlanCost) else []
        if thing.certainty is Certainty.POSSIBLE:
            notes.append(self._say("plan.perhaps"))
        if not notes:
            return thing.title
        return self._say("list.bracketed", text=thing.title, note=" · ".join(notes))

    def _warning(
        self,
        warning: PlanWarning,
        indent: str,
        said: str | None = None,
        *,
        for_good: bool = False,
        at: int | None = None,
    ) -> None:
        """The warning; its condition only if it is not ``said`` already. Away from its step
        it tells the step it is ``at``; ``for_good`` says that nothing makes it good again."""
        key = "plan.cannot_be_undone" if for_good else f"severity.{warning.severity}"
        aside = "" if at is None else " · " + escaped(self._say("plan.at_step", step=at))
        self._labelled(key, warning.text, indent, _mark(warning) + aside)
        if warning.certainty is Certainty.POSSIBLE and warning.condition_in_words != said:
            self._perhaps(warning.condition_in_words, indent + _STEP)

    def _documents(self) -> None:
        if not self.plan.documents:
            return
        self._heading(self._say("plan.documents"))
        for document in self.plan.documents:
            steps = self._for_steps(document.steps)
            self._task(" · ".join([escaped(document.title), *steps]), done=False)
            self._about(document)

    def _costs(self) -> None:
        if not self.plan.costs:
            return
        self._heading(self._say("plan.costs"))
        for cost in self.plan.costs:
            amount = strong(amount_in_words(cost, self.plan))
            label = escaped(cost.title) + _mark(cost)
            said = self._say("list.labelled", label=label, text=amount)
            steps = self._for_steps(cost.steps)
            self._point(" · ".join([said, *steps]), "")
            self._about(cost)
        total = total_in_words(self.plan)
        if total:
            said = self._say("list.labelled", label=strong(total[0]), text=strong(total[1]))
            self._point(said, "")

    def _for_steps(self, steps: Sequence[str]) -> list[str]:
        numbers = self.index.numbers_of(steps)
        if not numbers:
            return []
        joined = numbers_in_words(numbers, self.language)
        return [escaped(self._say("plan.for_step", steps=joined))]

    def _about(self, thing: PlanDocument | PlanCost) -> None:
        """What belongs to an entry in the list of documents or costs."""
        if thing.certainty is Certainty.POSSIBLE:
            self._perhaps(thing.condition_in_words, _STEP)
        if thing.note:
            self._point(linked(thing.note), _STEP)
        self._why(thing.why, _STEP)

    def _questions(self) -> None:
        if not self.plan.open_questions:
            return
        self._heading(self._say("plan.sharpen"))
        for question in self.plan.open_questions:
            self._question(question)

    def _question(self, question: OpenQuestion) -> None:
        said = []
        if question.answer == "unknown":
            said.append(escaped(self._say("plan.said_unknown")))
        self._point(" · ".join([escaped(question.question), *said]), "")
        if way := way_to_answer(question, self.plan):
            self._labelled("plan.find_out", way, _STEP)
        changes = [
            self._say("list.labelled", label=self._say(f"affected.{thing.kind}"), text=thing.title)
            for thing in question.can_change
        ]
        if changes:
            self._point(strong(self._say("plan.can_change")), _STEP)
        for change in changes:
            self._point(escaped(change), _STEP * 2)

    def _answers(self) -> None:
        if not self.plan.answers:
            return
        self._heading(self._say("plan.answers"))
        for answer in self.plan.answers:
            said = self._say("list.labelled", label=answer.label, text=answer.value_in_words)
            idle = [] if answer.counts else [self._say("plan.answer_idle")]
            self._point(escaped(" · ".join([said, *idle])), "")

    def _foot(self) -> None:
        plan = self.plan
        if plan.done_elsewhere:
            label = self._say("plan.done_elsewhere")
            ids = ", ".join(plan.done_elsewhere)
            self._paragraph(escaped(self._say("list.labelled", label=label, text=ids)))
        book = plan.rulebook
        made_by = self._say("plan.made_by", title=book.title, id=book.id, version=book.version)
        self._paragraph(escaped(made_by))

    # Reasons and sources

    def _why_step(self, step: PlanStep) -> None:
        if self.explain and step.after:
            numbers = self.index.numbers_of(step.after)
            steps = numbers_in_words(numbers, self.language)
            words = counted_phrase(self.language, "page.comes_after", len(numbers), steps=steps)
            self._point(escaped(words), _STEP)
        warnings = self.index.warnings_at(step)
        self._why((*step.why, *(why for warning in warnings for why in warning.why)), _STEP)

    def _why(self, reasons: Iterable[Reason], indent: str) -> None:
        by_rule = {reason.rule: reason for reason in reasons}
        if not self.explain or not by_rule:
            return
        inner = indent + _STEP
        self._point(strong(self._say("plan.why")), indent)
        for reason in by_rule.values():
            self._point(f"{linked(reason.because)} ({escaped(reason.rule)})", inner)
            used = [
                self._say("list.labelled", label=label, text=answer)
                for label, answer in (
                    self.index.answers[fact] for fact in reason.facts if fact in self.index.answers
                )
            ]
            if used:
                self._labelled("plan.answers_used", " · ".join(used), inner + _STEP)
        sources = {it.id: it for reason in by_rule.values() for it in reason.sources}
        if sources:
            self._point(strong(self._say("plan.sources")), indent)
        for source in sources.values():
            worth = escaped(worth_in_words(source, self.language))
            title = escaped(source.title)
            address = [linked(source.address)] if source.address else []
            self._point(" · ".join([title, worth, *address]), inner)

    # Small things said often

    def _say(self, key: str, **values: object) -> str:
        return phrase(self.language, key, **values)

    def _heading(self, title: str) -> None:
        self.lines += ["", f"## {escaped(title)}", ""]

    def _paragraph(self, markdown: str) -> None:
        self.lines += ["", markdown]

    def _point(self, markdown: str, indent: str) -> None:
        self.lines.append(f"{indent}- {markdown}")

    def _task(self, markdown: str, *, done: bool) -> None:
        self._point(f"[{'x' if done else ' '}] {markdown}", "")

    def _labelled(self, key: str, text: str, indent: str, mark: str = "") -> None:
        label = strong(self._say(key))
        self._point(self._say("list.labelled", label=label, text=linked(text) + mark), indent)

    def _perhaps(self, condition: str | None, indent: str) -> None:
        self._point(escaped(perhaps_in_words(condition, self.language)), indent)


def _mark(thing: _Marked) -> str:
    return "" if thing.official else " " + escaped(UNOFFICIAL)
