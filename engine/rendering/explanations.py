"""Explanations as text for a terminal.

Owns how the data of :mod:`engine.explaining` is said: why something is in the plan, what keeps
it out, what other answers would change, and why one step comes before another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ..explaining.order import Link, OrderExplanation
from ..explaining.what_if import Changed, Difference, Named, SeenValue
from ..explaining.why import Explanation, RuleStory
from ..explaining.why_not import Obstacle, WhyNot
from ..items import Certainty
from ..planning.ordering import Cause
from ..planning.plan import SourceNote
from ..wording.phrases import phrase
from ..wording.proposals import ProposalsInWords
from ..wording.values import date_in_words, list_in_words, money_in_words
from .plan_words import answer_used_in_words, worth_in_words
from .terminal_page import Piece, Style, TerminalPage

BULLET = "- "
STEP_IN = "  "


def render_why(
    explanation: Explanation, language: str, *, width: int = 80, color: bool = False
) -> str:
    """Why something is certain or possible: each rule with its reason, the answers behind it,
    what it builds on and its sources."""
    page = _Page(language, width, color)
    page.heading(explanation.title, explanation.certainty)
    page.stories(explanation, "")
    sources = {it.id: it for story in _all_stories(explanation) for it in story.reason.sources}
    page.sources(sources.values())
    return page.text()


def render_why_not(
    explanation: WhyNot, language: str, *, width: int = 80, color: bool = False
) -> str:
    """What keeps something from being certain, and the answers that would make it so."""
    page = _Page(language, width, color)
    page.heading(explanation.title, explanation.certainty)
    if explanation.certainty is Certainty.CERTAIN:
        return page.text()
    for obstacle in explanation.obstacles:
        page.obstacle(obstacle)
    page.proposals(explanation.proposals)
    return page.text()


def render_what_if(
    difference: Difference, language: str, *, width: int = 80, color: bool = False
) -> str:
    """What a plan gains, loses and reorders."""
    page = _Page(language, width, color)
    if not difference:
        page.say("diff.nothing")
    said_elsewhere = {
        "first_lines_lost": {*difference.steps_lost, *difference.warnings_lost},
        "warnings_gained": set(difference.first_lines_gained),
    }
    for part in (
        "first_lines_gained", "first_lines_lost", "first_lines_moved",
        "steps_gained", "steps_lost", "steps_settled", "steps_unsettled",
        "warnings_gained", "warnings_lost", "documents_gained", "documents_lost",
        "costs_gained", "costs_lost",
    ):  # fmt: skip
        said = said_elsewhere.get(part, set())
        things = [it for it in getattr(difference, part) if it not in said]
        page.named(part, things)
    page.listed(
        "diff.steps_moved",
        [page.labelled(it.title, f"{it.was} → {it.now}") for it in difference.steps_moved],
    )
    page.listed(
        "diff.steps_redated",
        [
            page.labelled(it.title, f"{page.date(it.was)} → {page.date(it.now)}")
            for it in difference.steps_redated
        ],
    )
    for aspect in ("certainty", "amount", "dates", "place", "official", "text"):
        lines = [
            page.changed(it, difference.currency)
            for it in difference.changed
            if it.aspect == aspect
        ]
        page.listed(f"diff.{aspect}", lines)
    return page.text()


def render_order(
    explanation: OrderExplanation, language: str, *, width: int = 80, color: bool = False
) -> str:
    """Why one step comes before another."""
    page = _Page(language, width, color)
    said_by_the_link = len(explanation.chain) == 1 and (
        not explanation.chain[0].because or explanation.chain[0].about is not None
    )
    if explanation.cause is not Cause.TIE or not said_by_the_link:
        page.say("order.before", first=explanation.first_title, then=explanation.then_title)
    match explanation.cause:
        case Cause.TIE:
            page.links(explanation.chain)
        case Cause.PHASE:
            one, other = explanation.phases or ("", "")
            page.say("order.phase", first=one, then=other)
        case Cause.DUE:
            page.say("order.due", date=page.date(explanation.due))
            page.links(explanation.chain)
        case Cause.DECLARED:
            page.say("order.declared")
    return page.text()


def _all_stories(explanation: Explanation) -> Iterable[RuleStory]:
    for story in explanation.stories:
        yield story
        for part in story.builds_on:
            yield from _all_stories(part)


class _Page:
    """A page in one language."""

    def __init__(self, language: str, width: int, color: bool) -> None:
        self.language = language
        self.page = TerminalPage(width, color)

    def text(self) -> str:
        return self.page.text()

    def say(self, key: str, indent: str = "", **values: str) -> None:
        self.page.line(phrase(self.language, key, **values), lead=indent)

    def date(self, day: date | None) -> str:
        if day is None:
            return phrase(self.language, "diff.no_date")
        return date_in_words(day, self.language)

    def heading(self, title: str, certainty: str) -> None:
        self.page.line(Piece(title, Style.HEADING))
        self.say(f"explain.{certainty}")

    def stories(self, explanation: Explanation, indent: str) -> None:
        for story in explanation.stories:
            self._story(story, indent)
        for way in explanation.find_out:
            self._labelled("plan.find_out", way, indent)

    def _story(self, story: RuleStory, indent: str) -> None:
        if not indent:
            self.page.gap()
        rule = f" [{story.reason.rule}]"
        self.page.line(story.reason.because, Piece(rule, Style.FAINT), lead=indent + BULLET)
        inner = indent + STEP_IN
        if story.condition_in_words:
            key = "explain.holds_because" if story.holds else "plan.possible_if"
            self.say(key, inner, condition=story.condition_in_words)
        if story.answers:
            answers = [
                phrase(
                    self.language,
                    "ask.answer_line",
                    label=it.label,
                    answer=answer_used_in_words(it, self.language),
                )
                for it in story.answers
            ]
            self._labelled("plan.answers_used", " · ".join(answers), inner)
        for part in story.builds_on:
            self._labelled("explain.builds_on", part.title, inner)
            self.stories(part, inner + STEP_IN)

    def sources(self, sources: Iterable[SourceNote]) -> None:
        listed = list(sources)
        if listed:
            self.page.gap()
            self.page.line(Piece(phrase(self.language, "plan.sources"), Style.HEADING))
        for source in listed:
            worth = worth_in_words(source, self.language)
            line = phrase(self.language, "list.bracketed", text=source.title, note=worth)
            self.page.line(line, lead=BULLET)
            if source.address:
                self.page.line(Piece(source.address, Style.FAINT), lead=STEP_IN)

    def obstacle(self, obstacle: Obstacle) -> None:
        self.page.gap()
        rule = f" [{obstacle.rule}]"
        self.page.line(obstacle.because, Piece(rule, Style.FAINT), lead=BULLET)
        if obstacle.out_of_force:
            self.say("explain.out_of_force", STEP_IN)
        if obstacle.needs:
            self.say("explain.needs", STEP_IN, condition=obstacle.needs)

    def proposals(self, proposals: ProposalsInWords) -> None:
        self.page.gap()
        if not proposals.ways:
            self.say("explain.no_way")
            return
        self.page.line(Piece(phrase(self.language, "explain.would_apply"), Style.HEADING))
        for way in proposals.ways:
            self.page.line(way[0], lead=BULLET)
            for line in way[1:]:
                self.page.line(line, lead=STEP_IN)
        if proposals.more is not None:
            self.page.line(proposals.more)

    def named(self, part: str, things: Sequence[Named]) -> None:
        self.listed(f"diff.{part}", [thing.title for thing in things])

    def changed(self, change: Changed, currency: str) -> str:
        """The thing, and what it was and is where that fits into a line."""
        if change.aspect in ("dates", "official", "text"):
            return change.title
        was, now = (self._seen(it, currency) for it in (change.was, change.now))
        return self.labelled(change.title.rstrip("。."), f"{was} → {now}")

    def _seen(self, value: SeenValue, currency: str) -> str:
        match value:
            case tuple():
                titles = [phrase(self.language, "list.quoted", item=it) for it in value if it]
                return list_in_words(titles, self.language) or phrase(self.language, "diff.nowhere")
            case int():
                return money_in_words(value, self.language, currency)
            case str():
                key = "diff.is_certain" if value is Certainty.CERTAIN else "plan.perhaps"
                return phrase(self.language, key)
        return phrase(self.language, "plan.amount_open")

    def listed(self, key: str, lines: Sequence[str]) -> None:
        if lines:
            self.page.gap()
            heading = phrase(self.language, key)
            self.page.line(Piece(heading, Style.HEADING))
        for line in lines:
            self.page.line(line, lead=BULLET)

    def links(self, chain: Sequence[Link]) -> None:
        for link in chain:
            self.page.gap()
            if len(chain) > 1 or not link.because or link.about:
                self.say("order.link", BULLET, first=link.first_title, then=link.then_title)
            if link.about:
                about = {"step": link.about, "because": link.because or ""}
                self.say("order.about", STEP_IN, **about)
            elif link.because:
                rule = f" [{link.rule}]" if link.rule else ""
                lead = STEP_IN if len(chain) > 1 else BULLET
                self.page.line(link.because, Piece(rule, Style.FAINT), lead=lead)

    def labelled(self, label: str, text: str) -> str:
        """``label: text``; a label that is a sentence loses its full stop."""
        label = label.rstrip(".。")
        return phrase(self.language, "list.labelled", label=label, text=text)

    def _labelled(self, key: str, text: str, indent: str) -> None:
        self.page.line(self.labelled(phrase(self.language, key), text), lead=indent)
