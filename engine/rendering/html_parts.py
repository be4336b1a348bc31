"""The parts of the HTML page: a step with all that belongs to it, warnings, reasons, rows.

Owns the markup of single things. The page around them is :mod:`engine.rendering.html`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..items import Certainty
from ..planning.plan import (
    FirstLine,
    OpenQuestion,
    PlanCost,
    PlanDocument,
    PlanStep,
    PlanWarning,
    Reason,
    SourceNote,
)
from ..wording.phrases import counted_phrase, phrase
from ..wording.values import numbers_in_words
from .markup import Child, Html, element, joined, link, with_links
from .plan_index import PlanIndex
from .plan_words import amount_in_words, due_in_words, perhaps_in_words, worth_in_words
from .prose import Paragraph, blocks_of

_CHANGES_SHOWN = 4


def listing(items: Iterable[Html], tag: str = "ul", class_: str | None = None) -> Html:
    """A list without markers; the role keeps it a list for screen readers."""
    return element(tag, *items, class_=class_, role="list")


def icon(name: str) -> Html:
    """One of the page's drawings; it only ever stands beside words."""
    return element("svg", element("use", href=f"#icon-{name}"), aria_hidden="true")


def step_card(step: PlanStep, index: PlanIndex) -> Html:
    """A step as an item of a list."""
    title = element(
        "label",
        element("span", str(step.position), class_="number"),
        element("span", step.title, class_="title", id=_title_id(step)),
        for_=f"tick-{step.id}",
    )
    tick = tick_box(f"tick-{step.id}", checked=step.done)
    possible = step.certainty is Certainty.POSSIBLE
    return element(
        "li",
        element("div", tick, element("h3", title), class_="head"),
        _possible(step, index) if possible else None,
        _due(step, index),
        *(notice(each, index, step) for each in index.cautions_at(step)),
        prose(step.how) if step.how else None,
        *(notice(each, index, step) for each in index.notes_at(step)),
        _needs(step, index),
        None if step.official else unofficial(index),
        _why_step(step, index),
        class_="card step possible" if possible else "card step",
        id=f"step-{step.id}",
    )


def tick_box(id: str, *, checked: bool = False) -> Html:
    """A tick box that the page's script remembers by its ``id``; its label is elsewhere."""
    return element(
        "input",
        type="checkbox",
        class_="tick",
        id=id,
        checked=checked,
    )


def prose(text: str, class_: str | None = None, id: str | None = None) -> Html:
    """A plain text as paragraphs and lists, with its web addresses as links."""
    blocks: list[Html] = []
    read = blocks_of(text)
    if len(read) == 1 and isinstance(read[0], Paragraph):
        return element("p", with_links(read[0].text), class_=class_, id=id)
    for block in read:
        if isinstance(block, Paragraph):
            blocks.append(element("p", with_links(block.text)))
            continue
        items = [element("li", with_links(item)) for item in block.items]
        if block.first is None:
            blocks.append(element("ul", *items))
        else:
            start = str(block.first) if block.first > 1 else None
            blocks.append(element("ol", *items, start=start))
    return element("div", *blocks, class_=f"prose {class_}" if class_ else "prose", id=id)


def first_line(line: FirstLine, index: PlanIndex) -> Html:
    """One of the lines that the plan begins with: a step and its last day, or a warning."""
    step = None if line.step is None else index.step(line.step)
    if line.warning is not None:
        for_good = line.kind == "cannot_be_undone"
        return notice(index.warning(line.warning), index, for_good=for_good, at=step)
    assert step is not None
    return element(
        "div",
        element("p", element("strong", step_link(step))),
        _only_if(step, index),
        _due(step, index),
        class_="card next",
    )


def step_link(step: PlanStep) -> Html:
    """The title of a step as a way to it."""
    return element("a", f"{step.position}. {step.title}", href=f"#step-{step.id}")


def notice(
    warning: PlanWarning,
    index: PlanIndex,
    step: PlanStep | None = None,
    *,
    for_good: bool = False,
    at: PlanStep | None = None,
) -> Html:
    """A warning: how bad in a word and a drawing, when it holds, and what it says.

    What its ``step`` says already is not said again; without one, the reasons stand here.
    Away from its step a warning leads to the one it is ``at``; ``for_good`` says that nothing
    makes it good again.
    """
    language, condition = index.plan.language, warning.condition_in_words
    key = "plan.cannot_be_undone" if for_good else f"severity.{warning.severity}"
    severity = phrase(language, key)
    perhaps = None
    if warning.certainty is Certainty.POSSIBLE and (
        step is None or condition != step.condition_in_words
    ):
        perhaps = element("p", perhaps_in_words(condition, language), class_="aside")
    doubtful = not warning.official and (step is None or step.official)
    words_id = f"warning-{warning.id}" if step is None and at is None else None
    return element(
        "div",
        icon(warning.severity),
        element(
            "div",
            element("strong", severity),
            perhaps,
            prose(warning.text, "words", words_id),
            unofficial(index) if doubtful else None,
            element("p", step_link(at), class_="aside") if at is not None else None,
            why(warning.why, index, words_id) if words_id else None,
        ),
        class_=f"notice {warning.severity}",
    )


def unofficial(index: PlanIndex) -> Html:
    """The request to check what rests on nothing official."""
    words = phrase(index.plan.language, "plan.unofficial")
    return element("p", icon("check"), element("span", words), class_="unofficial")


def why(reasons: tuple[Reason, ...], index: PlanIndex, about: str, *more: Child) -> Html | None:
    """The reasons, folded; the element with the id ``about`` tells a listener whose they are."""
    if not reasons and not more:
        return None
    language = index.plan.language
    summary = element("summary", phrase(language, "plan.why"), aria_describedby=about)
    rows = [_reason(reason, index) for reason in reasons]
    sources = _sources_of(reasons, index)
    listed = listing((*rows, sources) if sources else rows, class_="reasons") if rows else None
    return element("details", summary, listed, *more)


MOST_SOURCES_IN_FULL = 2


def source_line(source: SourceNote, index: PlanIndex, *, tells_check: bool = True) -> Html:
    """A source's link and how much it is worth."""
    worth = worth_in_words(source, index.plan.language, tells_check=tells_check)
    return joined(
        (link(source.address, source.title), element("span", worth, class_="meta")), between=" "
    )


def document_row(document: PlanDocument, index: PlanIndex) -> Html:
    """A document to tick off, with the steps that need it."""
    id = f"document-{document.id}"
    title = element("span", document.title, class_="title", id=f"title-{id}")
    label = element("label", title, for_=id)
    return element(
        "li",
        element("div", tick_box(id), label, class_="head"),
        element(
            "div",
            element("p", with_links(document.note)) if document.note else None,
            _for_steps(document.steps, index),
            _only_if(document, index),
            None if document.steps else why(document.why, index, f"title-{id}"),
            class_="beneath",
        ),
    )


def cost_row(cost: PlanCost, index: PlanIndex) -> Html:
    """A cost with its amount as far as known."""
    title_id = f"cost-{cost.id}"
    title = element("span", cost.title, id=title_id)
    return element(
        "li",
        element("p", title, _amount(cost, index), class_="amount"),
        element("p", with_links(cost.note), class_="aside") if cost.note else None,
        _for_steps(cost.steps, index),
        _only_if(cost, index),
        None if cost.official else unofficial(index),
        None if cost.steps else why(cost.why, index, title_id),
    )


def question_row(question: OpenQuestion, index: PlanIndex) -> Html:
    """A question that would sharpen the plan, and what its answer can change."""
    language = index.plan.language
    shown = [
        element("li", labelled(phrase(language, f"affected.{thing.kind}"), thing.title, language))
        for thing in question.can_change[:_CHANGES_SHOWN]
    ]
    hidden = len(question.can_change) - len(shown)
    if hidden:
        shown.append(element("li", counted_phrase(language, "plan.and_more", hidden)))
    said = phrase(language, "plan.said_unknown") if question.answer == "unknown" else None
    return element(
        "li",
        element("p", element("strong", question.question)),
        element("p", said, class_="aside") if said else None,
        _find_out((question.find_out,) if question.find_out else (), index),
        element(
            "details",
            element(
                "summary",
                element("span", phrase(language, "plan.can_change")),
                element("span", question.label, class_="unseen"),
            ),
            listing(shown, class_="changes"),
        )
        if shown
        else None,
        class_="stack",
    )


def labelled(label: str, text: str, language: str) -> str:
    """``label: text`` with the language's own colon."""
    return phrase(language, "list.labelled", label=label, text=text)


def _title_id(step: PlanStep) -> str:
    return f"title-{step.position}"


def _possible(step: PlanStep, index: PlanIndex) -> Html:
    language, condition = index.plan.language, step.condition_in_words
    badge = element("span", phrase(language, "plan.possible"), class_="badge")
    words = phrase(language, "plan.possible_if", condition=condition) if condition else None
    return element(
        "div",
        element("p", joined((badge, words), between=" ")),
        _find_out(index.find_out[step.id], index),
        class_="only-if",
    )


def _find_out(ways: tuple[str, ...], index: PlanIndex) -> Html | None:
    if not ways:
        return None
    label = phrase(index.plan.language, "plan.find_out")
    ways_in_html = [element("dd", prose(way)) for way in ways]
    return element("dl", element("dt", label), *ways_in_html, class_="find-out")


def _due(step: PlanStep, index: PlanIndex) -> Html | None:
    if step.due is None:
        return None
    words = due_in_words(step.due, index.plan)
    return element(
        "p",
        icon("due"),
        element("span", words),
        element("span", class_="left", data_by=step.due.by.isoformat(), hidden=True),
        class_="due",
    )


def _needs(step: PlanStep, index: PlanIndex) -> Html | None:
    language = index.plan.language
    parts: list[Html] = []
    if documents := index.documents_at(step):
        parts += [
            element("dt", phrase(language, "plan.bring")),
            *(element("dd", _brought(document, index)) for document in documents),
        ]
    if costs := index.costs_at(step):
        parts += [
            element("dt", phrase(language, "plan.cost")),
            *(element("dd", _charged(cost, index, step)) for cost in costs),
        ]
    return element("dl", *parts, class_="needs") if parts else None


def _brought(document: PlanDocument, index: PlanIndex) -> Html:
    return joined((document.title, _small(document.note), _only_if(document, index)))


def _charged(cost: PlanCost, index: PlanIndex, step: PlanStep) -> Html:
    doubtful = step.official and not cost.official
    return joined(
        (
            labelled(cost.title, amount_in_words(cost, index.plan), index.plan.language),
            _small(cost.note),
            _only_if(cost, index),
            unofficial(index) if doubtful else None,
        )
    )


def _small(note: str | None) -> Html | None:
    return element("p", with_links(note), class_="aside") if note else None


def _only_if(thing: PlanDocument | PlanCost | PlanStep, index: PlanIndex) -> Html | None:
    if thing.certainty is Certainty.CERTAIN:
        return None
    words = perhaps_in_words(thing.condition_in_words, index.plan.language)
    return element("p", words, class_="aside")


def _for_steps(steps: tuple[str, ...], index: PlanIndex) -> Html | None:
    numbers = index.numbers_of(steps)
    if not numbers:
        return None
    language = index.plan.language
    words = phrase(language, "plan.for_step", steps=numbers_in_words(numbers, language))
    return element("p", words, class_="aside")


def _amount(cost: PlanCost, index: PlanIndex) -> Html:
    words = amount_in_words(cost, index.plan)
    return element("span", words, class_="unsure" if cost.amount is None else None)


def _why_step(step: PlanStep, index: PlanIndex) -> Html | None:
    language = index.plan.language
    numbers = index.numbers_of(step.after)
    if not numbers:
        return why(index.reasons_at(step), index, _title_id(step))
    steps = numbers_in_words(numbers, language)
    words = counted_phrase(language, "page.comes_after", len(numbers), steps=steps)
    after = element("p", words, class_="aside")
    return why(index.reasons_at(step), index, _title_id(step), after)


def _reason(reason: Reason, index: PlanIndex) -> Html:
    language = index.plan.language
    labels: dict[str, list[str]] = {}
    for label, answer in (index.answers[fact] for fact in reason.facts if fact in index.answers):
        labels.setdefault(answer, []).append(label)
    comma = phrase(language, "list.comma")
    answers = [
        element("dd", labelled(comma.join(alike), answer, language))
        for answer, alike in labels.items()
    ]
    used = element("dt", phrase(language, "plan.answers_used"))
    because = element("p", with_links(reason.because))
    return element("li", because, element("dl", used, *answers) if answers else None)


def _sources_of(reasons: tuple[Reason, ...], index: PlanIndex) -> Html | None:
    """What the reasons rest on, each source once: the weightiest in full (on paper as their
    numbers), the others as numbers that lead to the list at the end."""
    sources = {source.id: source for reason in reasons for source in reason.sources}
    if not sources:
        return None
    weightiest = sorted(sources.values(), key=lambda source: source.kind != "official")
    in_full = weightiest[:MOST_SOURCES_IN_FULL]
    numbers = [index.sources[id][0] for id, source in sources.items() if source not in in_full]
    lines = [
        element("dd", source_line(source, index), data_number=f"[{index.sources[source.id][0]}]")
        for source in in_full
    ]
    if numbers:
        links = (element("a", f"[{it}]", href=f"#{source_anchor(it)}") for it in sorted(numbers))
        lines.append(element("dd", joined(links, between=" ")))
    title = element("dt", phrase(index.plan.language, "plan.sources"))
    return element("li", element("dl", title, *lines))


def source_anchor(number: int) -> str:
    """The id of a source in the list at the end of the page."""
    return f"source-{number}"
