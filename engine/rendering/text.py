"""A plan as text for a terminal.

Owns what is said where: warnings of the whole plan first, steps by phase with all that
belongs to them, then what to have ready, what it costs and what is still open. Severity and
certainty are always words and signs, never colour alone. Text is laid out by
:mod:`engine.rendering.terminal_page`, which knows the width of Chinese and Japanese and costs
no import of a terminal library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..items import Certainty, ItemKind
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
from ..wording.values import date_in_words, list_in_words, numbers_in_words
from ..wording.visible import first_sentence
from ..wording.wrapping import columns, wrapped
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
from .terminal_page import Piece, Style, TerminalPage

LONGEST_TITLE = 44
"""Columns of a title that a list of what an answer could change repeats."""
_LOOSE_ENDS = " ,;:、，；：・（("
"""What no shortened title ends in."""
UNOFFICIAL = "*"
"""The mark of advice that rests on nothing official; the head of the page explains it."""
MOST_CHANGES = 3
"""Things that an answer could change which are named; the others are counted."""

_Marked = PlanStep | PlanWarning | PlanCost


class Signs(Struct, frozen=True):
    """The signs that a page is drawn with."""

    open: str
    ticked: str
    bullet: str
    due: str
    perhaps: str
    rule: str
    danger: str
    caution: str
    note: str


UNICODE_SIGNS = Signs("☐", "☑", "•", "»", "?", "─", "!!", "!", "i")
PLAIN_SIGNS = Signs("[ ]", "[x]", "-", ">", "?", "-", "!!", "!", "i")

_SEVERITY_STYLES = {"danger": Style.RED, "caution": Style.YELLOW, "note": Style.BLUE}


def render_text(
    plan: Plan,
    *,
    width: int = 80,
    color: bool = False,
    explain: bool = False,
    signs: Signs = UNICODE_SIGNS,
) -> str:
    """The plan in lines of at most ``width`` columns (web addresses excepted).

    ``color`` adds terminal colours; ``explain`` the reasons and sources of everything;
    ``signs`` are the ones to draw with (``PLAIN_SIGNS`` on a terminal that has only ASCII).
    """
    return _TextPlan(plan, TerminalPage(width, color), explain, signs).text()


class _TextPlan:
    """One plan being written on one page."""

    def __init__(self, plan: Plan, page: TerminalPage, explain: bool, signs: Signs) -> None:
        self.plan = plan
        self.index = PlanIndex(plan)
        self.page = page
        self.find_out = ways_to_find_out(plan)
        self.explain = explain
        self.signs = signs
        self.language = plan.language

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
        return self.page.text()

    # The parts of the page

    def _head(self) -> None:
        plan = self.plan
        self._heading(plan.rulebook.title)
        as_of = self._say("plan.as_of", date=date_in_words(plan.as_of, self.language))
        self.page.line(" · ".join([as_of, *self._progress()]))
        if presumed := presumed_in_words(plan):
            self.page.line(presumed)
        if not plan.exact:
            self.page.line(self._say("plan.not_exact", mark=self._say("plan.possible")))
        if plan.bounded:
            titles = [item.title for item in plan.bounded]
            items = list_in_words(titles, self.language)
            self.page.line(self._say("plan.bounded", items=items))
        marked: tuple[_Marked, ...] = (*plan.steps, *plan.warnings, *plan.costs)
        if not all(thing.official for thing in marked):
            self.page.line(self._say("plan.unofficial"), lead=f"{UNOFFICIAL} ")

    def _progress(self) -> list[str]:
        count = len(self.plan.steps)
        done = sum(step.done for step in self.plan.steps)
        if not count:
            return []
        if done:
            return [counted_phrase(self.language, "plan.steps_done", count, done=done)]
        return [counted_phrase(self.language, "plan.steps_count", count)] if count > 1 else []

    def _first_lines(self) -> None:
        if not self.plan.first_lines:
            return
        self._section(self._say("plan.first_read"))
        for line in self.plan.first_lines:
            if line.warning is None:
                if line.step is not None:
                    self._next_deadline(self.index.step(line.step))
                continue
            warning = self.index.warning(line.warning)
            at = None if line.step is None else self.index.step(line.step).position
            self._warning(warning, "", for_good=line.kind == "cannot_be_undone", at=at)
            if line.step is None:
                self._why(warning.why, " " * 3)

    def _next_deadline(self, step: PlanStep) -> None:
        at = Piece(f" · {self._say('plan.at_step', step=step.position)}", Style.FAINT)
        title = Piece(step.title, Style.STRONG)
        self.page.line(title, _mark(step), at, lead=f"{self.signs.due} ")
        self._due(step, "  ", sign="")
        if step.certainty is Certainty.POSSIBLE:
            self._perhaps(step.condition_in_words, "  ")

    def _overview(self) -> None:
        steps = self.index.overview()
        if steps:
            self._section(self._say("plan.overview"))
        digits = len(str(len(steps)))
        for step in steps:
            box = self.signs.ticked if step.done else self.signs.open
            possible = step.certainty is Certainty.POSSIBLE
            perhaps = f" · {self._say('plan.perhaps')}" if possible else ""
            due = f" · {last_day_in_words(step.due, self.plan)}" if step.due else ""
            self.page.line(
                step.title,
                Piece(perhaps, Style.FAINT),
                Piece(due, Style.YELLOW),
                lead=f"{box} {step.position:>{digits}}  ",
            )

    def _steps(self) -> None:
        if not self.plan.steps:
            self.page.gap()
            key = "plan.empty_but_open" if self.plan.open_questions else "plan.empty"
            self.page.line(Piece(self._say(key), Style.STRONG))
        for phase in self.plan.phases:
            self._section(phase.title)
            steps = [step for step in self.plan.steps if step.phase == phase.id]
            for number, step in enumerate(steps):
                if number:
                    self.page.gap()
                self._step(step)

    def _step(self, step: PlanStep) -> None:
        digits = len(str(len(self.plan.steps)))
        box = self.signs.ticked if step.done else self.signs.open
        lead = f"{box} {step.position:>{digits}}  "
        indent = " " * columns(lead)
        if step.done and not self.explain:
            done = f"{step.title} · {self._say('plan.done')}"
            self.page.line(Piece(done, Style.FAINT), lead=lead)
            return
        self.page.line(Piece(step.title, Style.STRONG), _mark(step), lead=lead)
        if step.certainty is Certainty.POSSIBLE:
            self._perhaps(step.condition_in_words, indent)
            for way in self.find_out[step.id]:
                self._labelled("plan.find_out", way, indent)
        self._due(step, indent)
        for warning in self.index.cautions_at(step):
            self._warning(warning, indent, step.condition_in_words)
        if step.how:
            self._prose(step.how, indent)
        for warning in self.index.notes_at(step):
            self._warning(warning, indent, step.condition_in_words)
        self._needs(step, indent)
        self._why_step(step, indent)

    def _due(self, step: PlanStep, indent: str, sign: str | None = None) -> None:
        if step.due is None:
            return
        left = days_left_in_words(step.due, self.language)
        style = Style.RED if step.due.days_left < 0 else Style.YELLOW
        self.page.line(
            Piece(f"{due_in_words(step.due, self.plan)} · {left}", style),
            lead=indent + (f"{self.signs.due} " if sign is None else sign),
        )

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
        sign = getattr(self.signs, warning.severity)
        style = _SEVERITY_STYLES[warning.severity]
        key = "plan.cannot_be_undone" if for_good else f"severity.{warning.severity}"
        severity = self._say(key)
        label = self._say("list.labelled", label=severity, text="")
        lead = f"{indent}{sign} "
        aside = f" · {self._say('plan.at_step', step=at)}" if at is not None else ""
        self.page.line(
            Piece(label, style),
            warning.text,
            _mark(warning),
            Piece(aside, Style.FAINT),
            lead=lead,
        )
        if warning.certainty is Certainty.POSSIBLE and warning.condition_in_words != said:
            self._perhaps(warning.condition_in_words, " " * columns(lead))

    def _prose(self, text: str, indent: str) -> None:
        for block in blocks_of(text):
            if not isinstance(block, Points):
                self.page.line(block.text, lead=indent)
                continue
            for number, item in enumerate(block.items):
                sign = f"{block.first + number}." if block.first else self.signs.bullet
                self.page.line(item, lead=f"{indent}{sign} ")

    def _needs(self, step: PlanStep, indent: str) -> None:
        documents = [self._brief(document) for document in self.index.documents_at(step)]
        if documents:
            self._labelled("plan.bring", " · ".join(documents), indent)
        for cost in self.index.costs_at(step):
            self._labelled("plan.cost", self._brief(cost), indent)

    def _brief(self, thing: PlanDocument | PlanCost) -> str:
        notes = [amount_in_words(thing, self.plan)] if isinstance(thing, PlanCost) else []
        if thing.certainty is Certainty.POSSIBLE:
            notes.append(self._say("plan.perhaps"))
        if not notes:
            return thing.title
        return self._say("list.bracketed", text=thing.title, note=" · ".join(notes))

    def _documents(self) -> None:
        if not self.plan.documents:
            return
        self._section(self._say("plan.documents"))
        for document in self.plan.documents:
            self._entry(self.signs.open, document, document.steps)

    def _costs(self) -> None:
        costs = self.plan.costs
        if not costs:
            return
        self._section(self._say("plan.costs"))
        total = total_in_words(self.plan)
        amounts = ["?" if it.amount is None else amount_in_words(it, self.plan) for it in costs]
        widest = max(map(columns, [*amounts, total[1] if total else ""]))
        for cost, amount in zip(costs, amounts, strict=True):
            lead = " " * (widest - columns(amount)) + amount
            self._entry(lead, cost, cost.steps)
        if total:
            lead = " " * (widest - columns(total[1]))
            self.page.line(Piece(f"{total[1]}  {total[0]}", Style.STRONG), lead=lead)

    def _entry(self, lead: str, thing: PlanDocument | PlanCost, steps: Sequence[str]) -> None:
        """A document or cost, with its note, its steps and what it hangs on."""
        lead += "  "
        indent = " " * columns(lead)
        for_steps = self._for_steps(steps)
        aside = f" · {for_steps}" if for_steps else ""
        mark = _mark(thing) if isinstance(thing, PlanCost) else ""
        self.page.line(thing.title, mark, Piece(aside, Style.FAINT), lead=lead)
        if thing.certainty is Certainty.POSSIBLE:
            self._perhaps(thing.condition_in_words, indent)
        if thing.note:
            self.page.line(Piece(thing.note, Style.FAINT), lead=indent)
        if isinstance(thing, PlanCost) and thing.amount is None:
            self.page.line(Piece(amount_in_words(thing, self.plan), Style.FAINT), lead=indent)
        self._why(thing.why, indent)

    def _for_steps(self, steps: Sequence[str]) -> str:
        numbers = self.index.numbers_of(steps)
        if not numbers:
            return ""
        return self._say("plan.for_step", steps=numbers_in_words(numbers, self.language))

    def _questions(self) -> None:
        if not self.plan.open_questions:
            return
        self._section(self._say("plan.sharpen"))
        for question in self.plan.open_questions:
            self._question(question)

    def _question(self, question: OpenQuestion) -> None:
        lead = f"{self.signs.bullet} "
        indent = " " * columns(lead)
        said = " · " + self._say("plan.said_unknown") if question.answer == "unknown" else ""
        self.page.line(question.question, Piece(said, Style.FAINT), lead=lead)
        if way := way_to_answer(question, self.plan):
            self._labelled("plan.find_out", way, indent)
        if question.can_change:
            changes = Piece(" · ".join(self._changes(question)), Style.FAINT)
            label = self._say("list.labelled", label=self._say("plan.can_change"), text="")
            self.page.line(Piece(label, Style.FAINT), changes, lead=indent, hang=len(indent) + 2)

    def _changes(self, question: OpenQuestion) -> list[str]:
        """What an answer could change: steps by their title alone, the others by kind too."""
        hidden = len(question.can_change) - MOST_CHANGES
        named = question.can_change[: MOST_CHANGES if hidden > 1 else None]
        changes = []
        for thing in named:
            title = first_sentence(thing.title) if thing.kind is ItemKind.WARNING else thing.title
            title = _shortened(title, LONGEST_TITLE)
            if thing.kind is not ItemKind.STEP:
                kind = self._say(f"affected.{thing.kind}")
                title = self._say("list.labelled", label=kind, text=title)
            changes.append(title)
        if hidden > 1:
            changes.append(counted_phrase(self.language, "plan.and_more", hidden))
        return changes

    def _answers(self) -> None:
        if not self.plan.answers:
            return
        self._section(self._say("plan.answers"))
        for answer in self.plan.answers:
            said = self._say("list.labelled", label=answer.label, text=answer.value_in_words)
            idle = "" if answer.counts else " · " + self._say("plan.answer_idle")
            style = Style.PLAIN if answer.counts else Style.FAINT
            self.page.line(
                Piece(said, style), Piece(idle, Style.FAINT), lead=f"{self.signs.bullet} "
            )

    def _foot(self) -> None:
        plan = self.plan
        self.page.gap()
        if plan.done_elsewhere:
            ids = ", ".join(plan.done_elsewhere)
            self._labelled("plan.done_elsewhere", ids, "")
        made_by = self._say(
            "plan.made_by",
            title=plan.rulebook.title,
            id=plan.rulebook.id,
            version=plan.rulebook.version,
        )
        self.page.line(Piece(made_by, Style.FAINT))

    # Reasons and sources

    def _why_step(self, step: PlanStep, indent: str) -> None:
        if self.explain and step.after:
            numbers = self.index.numbers_of(step.after)
            steps = numbers_in_words(numbers, self.language)
            words = counted_phrase(self.language, "page.comes_after", len(numbers), steps=steps)
            self.page.line(Piece(words, Style.FAINT), lead=indent)
        warnings = self.index.warnings_at(step)
        self._why((*step.why, *(why for warning in warnings for why in warning.why)), indent)

    def _why(self, reasons: Iterable[Reason], indent: str) -> None:
        by_rule = {reason.rule: reason for reason in reasons}
        if not self.explain or not by_rule:
            return
        self.page.line(Piece(self._label("plan.why"), Style.HEADING), lead=indent)
        bullet = f"{indent}{self.signs.bullet} "
        inner = " " * columns(bullet)
        for reason in by_rule.values():
            self.page.line(reason.because, Piece(f" [{reason.rule}]", Style.FAINT), lead=bullet)
            used = [
                self._say("list.labelled", label=label, text=answer)
                for label, answer in (
                    self.index.answers[fact] for fact in reason.facts if fact in self.index.answers
                )
            ]
            if used:
                self._labelled("plan.answers_used", " · ".join(used), inner)
        sources = {it.id: it for reason in by_rule.values() for it in reason.sources}
        if sources:
            self.page.line(Piece(self._label("plan.sources"), Style.HEADING), lead=indent)
        for source in sources.values():
            self.page.line(source.title, lead=bullet)
            self.page.line(Piece(worth_in_words(source, self.language), Style.FAINT), lead=inner)
            if source.address:
                self.page.line(Piece(source.address, Style.FAINT), lead=inner)

    # Small things said often

    def _say(self, key: str, **values: object) -> str:
        return phrase(self.language, key, **values)

    def _label(self, key: str) -> str:
        return self._say("list.labelled", label=self._say(key), text="").rstrip()

    def _heading(self, title: str) -> None:
        self.page.line(Piece(title, Style.HEADING))
        self.page.rule(self.signs.rule, columns(title))

    def _section(self, title: str) -> None:
        self.page.gap()
        self._heading(title)

    def _labelled(self, key: str, text: str, indent: str) -> None:
        label = self._say("list.labelled", label=self._say(key), text="")
        self.page.line(Piece(label, Style.STRONG), text, lead=indent, hang=columns(indent) + 2)

    def _perhaps(self, condition: str | None, indent: str) -> None:
        words = Piece(perhaps_in_words(condition, self.language), Style.MAGENTA)
        self.page.line(words, lead=f"{indent}{self.signs.perhaps} ")


def _mark(thing: _Marked) -> str:
    return "" if thing.official else f" {UNOFFICIAL}"


def _shortened(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    return wrapped(text, width - 1)[0].rstrip(_LOOSE_ENDS) + "…"
