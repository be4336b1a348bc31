"""What a plan says line by line, for a terminal or a note: which lines, in which order.

Owns the order of the page and of what belongs to a step, and what is left out where it was said
already. How a line looks is left to :mod:`engine.rendering.text` and
:mod:`engine.rendering.markdown`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
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
    SourceNote,
)
from ..wording.phrases import counted_phrase, phrase
from ..wording.values import numbers_in_words
from .plan_index import PlanIndex
from .plan_words import amount_in_words, ways_to_find_out

UNOFFICIAL = "*"
"""The mark of advice that rests on nothing official; the head of the page explains it."""

Marked = PlanStep | PlanWarning | PlanCost


class PlanInLines(ABC):
    """One plan being written; ``explain`` adds the reasons and sources of everything. What
    belongs to a line is moved in by ``step_in``, or ``below_reason``."""

    step_in: str
    below_reason: str

    def __init__(self, plan: Plan, explain: bool) -> None:
        self.plan = plan
        self.index = PlanIndex(plan)
        self.find_out = ways_to_find_out(plan)
        self.explain = explain
        self.language = plan.language

    def write(self) -> None:
        """Write every part of the page."""
        self.head()
        self._first_lines()
        self.overview()
        self.steps()
        if self.plan.documents:
            self.section(self.say("plan.documents"))
        for document in self.plan.documents:
            self.document(document)
        if self.plan.costs:
            self.section(self.say("plan.costs"))
            self.costs()
        if self.plan.open_questions:
            self.section(self.say("plan.sharpen"))
        for question in self.plan.open_questions:
            self.question(question)
        if self.plan.answers:
            self.section(self.say("plan.answers"))
            self.answers()
        self.foot()

    def _first_lines(self) -> None:
        if self.plan.first_lines:
            self.section(self.say("plan.first_read"))
        for line in self.plan.first_lines:
            step = None if line.step is None else self.index.step(line.step)
            if line.warning is not None:
                warning = self.index.warning(line.warning)
                at = None if step is None else step.position
                self.warning(warning, "", for_good=line.kind == "cannot_be_undone", at=at)
                if step is None:
                    self.why(warning.why, self.step_in)
            elif step is not None:
                self.next_deadline(step)

    def about_step(self, step: PlanStep, indent: str) -> None:
        """Everything that belongs to a step, in the order in which it is to be read."""
        if step.certainty is Certainty.POSSIBLE:
            self.perhaps(step.condition_in_words, indent)
            for way in self.find_out[step.id]:
                self.labelled("plan.find_out", way, indent)
        self.due(step, indent)
        for warning in self.index.cautions_at(step):
            self.warning(warning, indent, step.condition_in_words)
        self.prose(step.how or "", indent)
        for warning in self.index.notes_at(step):
            self.warning(warning, indent, step.condition_in_words)
        if documents := self.index.documents_at(step):
            self.labelled("plan.bring", " · ".join(map(self._brief, documents)), indent)
        for cost in self.index.costs_at(step):
            self.labelled("plan.cost", self._brief(cost), indent)
        if self.explain and step.after:
            numbers = self.index.numbers_of(step.after)
            steps = numbers_in_words(numbers, self.language)
            words = counted_phrase(self.language, "page.comes_after", len(numbers), steps=steps)
            self.aside(words, indent)
        warnings = self.index.warnings_at(step)
        self.why((*step.why, *(why for warning in warnings for why in warning.why)), indent)

    def _brief(self, thing: PlanDocument | PlanCost) -> str:
        notes = [amount_in_words(thing, self.plan)] if isinstance(thing, PlanCost) else []
        if thing.certainty is Certainty.POSSIBLE:
            notes.append(self.say("plan.perhaps"))
        if not notes:
            return thing.title
        return self.say("list.bracketed", text=thing.title, note=" · ".join(notes))

    def warning(
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
        aside = "" if at is None else self.say("plan.at_step", step=at)
        below = self.warned(warning, self.say(key), aside, indent)
        if warning.certainty is Certainty.POSSIBLE and warning.condition_in_words != said:
            self.perhaps(warning.condition_in_words, below)

    def why(self, reasons: Iterable[Reason], indent: str) -> None:
        """The reasons, if they are wanted, and what they rest on."""
        by_rule = {reason.rule: reason for reason in reasons}
        if not self.explain or not by_rule:
            return
        self.label("plan.why", indent)
        for reason in by_rule.values():
            self.reason(reason, indent)
            answers = (self.index.answers.get(fact) for fact in reason.facts)
            used = [self.say("list.labelled", label=it[0], text=it[1]) for it in answers if it]
            if used:
                self.labelled("plan.answers_used", " · ".join(used), indent + self.below_reason)
        sources = {it.id: it for reason in by_rule.values() for it in reason.sources}
        if sources:
            self.label("plan.sources", indent)
        for source in sources.values():
            self.source(source, indent)

    def say(self, key: str, **values: object) -> str:
        """The phrase in the language of the plan."""
        return phrase(self.language, key, **values)

    def unofficial(self) -> bool:
        """Whether anything in the plan rests on nothing official."""
        marked: tuple[Marked, ...] = (*self.plan.steps, *self.plan.warnings, *self.plan.costs)
        return not all(thing.official for thing in marked)

    def made_by(self) -> str:
        """What the plan was made with."""
        book = self.plan.rulebook
        return self.say("plan.made_by", title=book.title, id=book.id, version=book.version)

    def for_steps(self, steps: Sequence[str]) -> list[str]:
        """The words that name the steps that something is for, if any."""
        numbers = self.index.numbers_of(steps)
        joined = numbers_in_words(numbers, self.language)
        return [self.say("plan.for_step", steps=joined)] if numbers else []

    @abstractmethod
    def head(self) -> None: ...
    @abstractmethod
    def overview(self) -> None: ...
    @abstractmethod
    def steps(self) -> None: ...
    @abstractmethod
    def document(self, document: PlanDocument) -> None: ...
    @abstractmethod
    def costs(self) -> None: ...
    @abstractmethod
    def question(self, question: OpenQuestion) -> None: ...
    @abstractmethod
    def answers(self) -> None: ...
    @abstractmethod
    def foot(self) -> None: ...
    @abstractmethod
    def next_deadline(self, step: PlanStep) -> None: ...
    @abstractmethod
    def warned(self, warning: PlanWarning, severity: str, aside: str, indent: str) -> str:
        """Write the warning alone; how far in what belongs to it is moved."""

    @abstractmethod
    def due(self, step: PlanStep, indent: str) -> None: ...
    @abstractmethod
    def prose(self, text: str, indent: str) -> None: ...
    @abstractmethod
    def reason(self, reason: Reason, indent: str) -> None: ...
    @abstractmethod
    def source(self, source: SourceNote, indent: str) -> None: ...
    @abstractmethod
    def section(self, title: str) -> None: ...
    @abstractmethod
    def label(self, key: str, indent: str) -> None: ...
    @abstractmethod
    def labelled(self, key: str, text: str, indent: str) -> None: ...
    @abstractmethod
    def perhaps(self, condition: str | None, indent: str) -> None: ...
    @abstractmethod
    def aside(self, words: str, indent: str) -> None: ...
