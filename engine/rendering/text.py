"""A plan as text for a terminal.

Owns how each line looks; which there are is :mod:`engine.rendering.plan_in_lines`. Severity and
certainty are always words and signs, never colour alone. Text is laid out by
:mod:`engine.rendering.terminal_page`, which knows the width of Chinese and Japanese and costs
no import of a terminal library.
"""

from __future__ import annotations

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
    SourceNote,
)
from ..wording.phrases import counted_phrase
from ..wording.values import date_in_words, list_in_words
from ..wording.visible import first_sentence
from ..wording.wrapping import columns, wrapped
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
from .terminal_page import Piece, Style, TerminalPage

LONGEST_TITLE = 44
"""Columns of a title that a list of what an answer could change repeats."""
_LOOSE_ENDS = " ,;:、，；：・（("
"""What no shortened title ends in."""
MOST_CHANGES = 3
"""Things that an answer could change which are named; the others are counted."""


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
    page = TerminalPage(width, color)
    _TextPlan(plan, explain, page, signs).write()
    return page.text()


class _TextPlan(PlanInLines):
    step_in = " " * 3
    below_reason = "  "

    def __init__(self, plan: Plan, explain: bool, page: TerminalPage, signs: Signs) -> None:
        super().__init__(plan, explain)
        self.page = page
        self.signs = signs

    def head(self) -> None:
        plan = self.plan
        self._heading(plan.rulebook.title)
        as_of = self.say("plan.as_of", date=date_in_words(plan.as_of, self.language))
        self.page.line(" · ".join([as_of, *self._progress()]))
        if presumed := presumed_in_words(plan):
            self.page.line(presumed)
        if not plan.exact:
            self.page.line(self.say("plan.not_exact", mark=self.say("plan.possible")))
        if plan.bounded:
            titles = [item.title for item in plan.bounded]
            items = list_in_words(titles, self.language)
            self.page.line(self.say("plan.bounded", items=items))
        if self.unofficial():
            self.page.line(self.say("plan.unofficial"), lead=f"{UNOFFICIAL} ")

    def _progress(self) -> list[str]:
        count = len(self.plan.steps)
        done = sum(step.done for step in self.plan.steps)
        if not count:
            return []
        if done:
            return [counted_phrase(self.language, "plan.steps_done", count, done=done)]
        return [counted_phrase(self.language, "plan.steps_count", count)] if count > 1 else []

    def next_deadline(self, step: PlanStep) -> None:
        at = Piece(f" · {self.say('plan.at_step', step=step.position)}", Style.FAINT)
        title = Piece(step.title, Style.STRONG)
        self.page.line(title, _mark(step), at, lead=f"{self.signs.due} ")
        self.due(step, "  ", sign="")
        if step.certainty is Certainty.POSSIBLE:
            self.perhaps(step.condition_in_words, "  ")

    def overview(self) -> None:
        steps = self.index.overview()
        if steps:
            self.section(self.say("plan.overview"))
        digits = len(str(len(steps)))
        for step in steps:
            box = self.signs.ticked if step.done else self.signs.open
            possible = step.certainty is Certainty.POSSIBLE
            perhaps = f" · {self.say('plan.perhaps')}" if possible else ""
            due = f" · {last_day_in_words(step.due, self.plan)}" if step.due else ""
            self.page.line(
                step.title,
                Piece(perhaps, Style.FAINT),
                Piece(due, Style.YELLOW),
                lead=f"{box} {step.position:>{digits}}  ",
            )

    def steps(self) -> None:
        if not self.plan.steps:
            self.page.gap()
            key = "plan.empty_but_open" if self.plan.open_questions else "plan.empty"
            self.page.line(Piece(self.say(key), Style.STRONG))
        for phase in self.plan.phases:
            self.section(phase.title)
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
            done = f"{step.title} · {self.say('plan.done')}"
            self.page.line(Piece(done, Style.FAINT), lead=lead)
            return
        self.page.line(Piece(step.title, Style.STRONG), _mark(step), lead=lead)
        self.about_step(step, indent)

    def due(self, step: PlanStep, indent: str, sign: str | None = None) -> None:
        if step.due is None:
            return
        left = days_left_in_words(step.due, self.language)
        style = Style.RED if step.due.days_left < 0 else Style.YELLOW
        self.page.line(
            Piece(f"{due_in_words(step.due, self.plan)} · {left}", style),
            lead=indent + (f"{self.signs.due} " if sign is None else sign),
        )

    def warned(self, warning: PlanWarning, severity: str, aside: str, indent: str) -> str:
        label = self.say("list.labelled", label=severity, text="")
        lead = f"{indent}{getattr(self.signs, warning.severity)} "
        self.page.line(
            Piece(label, _SEVERITY_STYLES[warning.severity]),
            warning.text,
            _mark(warning),
            Piece(f" · {aside}" if aside else "", Style.FAINT),
            lead=lead,
        )
        return " " * columns(lead)

    def prose(self, text: str, indent: str) -> None:
        for block in blocks_of(text):
            if not isinstance(block, Points):
                self.page.line(block.text, lead=indent)
                continue
            for number, item in enumerate(block.items):
                sign = f"{block.first + number}." if block.first else self.signs.bullet
                self.page.line(item, lead=f"{indent}{sign} ")

    def document(self, document: PlanDocument) -> None:
        self._entry(self.signs.open, document)

    def costs(self) -> None:
        costs = self.plan.costs
        total = total_in_words(self.plan)
        amounts = ["?" if it.amount is None else amount_in_words(it, self.plan) for it in costs]
        widest = max(map(columns, [*amounts, total[1] if total else ""]))
        for cost, amount in zip(costs, amounts, strict=True):
            lead = " " * (widest - columns(amount)) + amount
            self._entry(lead, cost)
        if total:
            lead = " " * (widest - columns(total[1]))
            self.page.line(Piece(f"{total[1]}  {total[0]}", Style.STRONG), lead=lead)

    def _entry(self, lead: str, thing: PlanDocument | PlanCost) -> None:
        """A document or cost, with its note, its steps and what it hangs on."""
        lead += "  "
        indent = " " * columns(lead)
        aside = "".join(f" · {words}" for words in self.for_steps(thing.steps))
        mark = _mark(thing) if isinstance(thing, PlanCost) else ""
        self.page.line(thing.title, mark, Piece(aside, Style.FAINT), lead=lead)
        if thing.certainty is Certainty.POSSIBLE:
            self.perhaps(thing.condition_in_words, indent)
        if thing.note:
            self.aside(thing.note, indent)
        if isinstance(thing, PlanCost) and thing.amount is None:
            self.aside(amount_in_words(thing, self.plan), indent)
        self.why(thing.why, indent)

    def question(self, question: OpenQuestion) -> None:
        lead = f"{self.signs.bullet} "
        indent = " " * columns(lead)
        said = " · " + self.say("plan.said_unknown") if question.answer == "unknown" else ""
        self.page.line(question.question, Piece(said, Style.FAINT), lead=lead)
        if way := way_to_answer(question, self.plan):
            self.labelled("plan.find_out", way, indent)
        if question.can_change:
            changes = Piece(" · ".join(self._changes(question)), Style.FAINT)
            label = self.say("list.labelled", label=self.say("plan.can_change"), text="")
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
                kind = self.say(f"affected.{thing.kind}")
                title = self.say("list.labelled", label=kind, text=title)
            changes.append(title)
        if hidden > 1:
            changes.append(counted_phrase(self.language, "plan.and_more", hidden))
        return changes

    def answers(self) -> None:
        for answer in self.plan.answers:
            said = self.say("list.labelled", label=answer.label, text=answer.value_in_words)
            idle = "" if answer.counts else " · " + self.say("plan.answer_idle")
            style = Style.PLAIN if answer.counts else Style.FAINT
            self.page.line(
                Piece(said, style), Piece(idle, Style.FAINT), lead=f"{self.signs.bullet} "
            )

    def foot(self) -> None:
        self.page.gap()
        if self.plan.done_elsewhere:
            self.labelled("plan.done_elsewhere", ", ".join(self.plan.done_elsewhere), "")
        self.aside(self.made_by(), "")

    def reason(self, reason: Reason, indent: str) -> None:
        rule = Piece(f" [{reason.rule}]", Style.FAINT)
        self.page.line(reason.because, rule, lead=f"{indent}{self.signs.bullet} ")

    def source(self, source: SourceNote, indent: str) -> None:
        self.page.line(source.title, lead=f"{indent}{self.signs.bullet} ")
        self.aside(worth_in_words(source, self.language), indent + self.below_reason)
        if source.address:
            self.aside(source.address, indent + self.below_reason)

    def label(self, key: str, indent: str) -> None:
        label = self.say("list.labelled", label=self.say(key), text="").rstrip()
        self.page.line(Piece(label, Style.HEADING), lead=indent)

    def aside(self, words: str, indent: str) -> None:
        self.page.line(Piece(words, Style.FAINT), lead=indent)

    def _heading(self, title: str) -> None:
        self.page.line(Piece(title, Style.HEADING))
        self.page.rule(self.signs.rule, columns(title))

    def section(self, title: str) -> None:
        self.page.gap()
        self._heading(title)

    def labelled(self, key: str, text: str, indent: str) -> None:
        label = self.say("list.labelled", label=self.say(key), text="")
        self.page.line(Piece(label, Style.STRONG), text, lead=indent, hang=columns(indent) + 2)

    def perhaps(self, condition: str | None, indent: str) -> None:
        words = Piece(perhaps_in_words(condition, self.language), Style.MAGENTA)
        self.page.line(words, lead=f"{indent}{self.signs.perhaps} ")


def _mark(thing: Marked) -> str:
    return "" if thing.official else f" {UNOFFICIAL}"


def _shortened(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    return wrapped(text, width - 1)[0].rstrip(_LOOSE_ENDS) + "…"
