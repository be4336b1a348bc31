"""A plan as one HTML file: for a phone, a desk and paper, read by a person under stress.

Owns the page: what stands on it, in which order, its style and its script. The file is
complete in itself. It works offline and without its script, which only remembers ticks,
counts them and says how many days are left today. No text of the plan ever becomes part of the
style or the script.
"""

from __future__ import annotations

from ..items import Certainty
from ..planning.plan import GivenAnswer, Plan, PlanPhase
from ..wording.phrases import counted_phrase, phrase
from ..wording.values import date_in_words
from .html_file import html_file, resource
from .html_parts import (
    cost_row,
    document_row,
    first_line,
    labelled,
    listing,
    question_row,
    source_anchor,
    source_line,
    step_card,
    step_link,
)
from .markup import Html, element
from .plan_index import PlanIndex
from .plan_words import last_day_in_words, presumed_in_words, total_in_words

_DRAWINGS = {
    "danger": "M8.2 2.5h7.6l5.7 5.7v7.6l-5.7 5.7H8.2l-5.7-5.7V8.2zM12 7v6M12 16.6v.1",
    "caution": "M12 3 1.9 20.5h20.2zM12 9.5v5.2M12 17.4v.1",
    "note": "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 0 0 0-19M12 11v6M12 7.4v.1",
    "due": "M3.5 5h17v15.5h-17zM3.5 10h17M8 2.5V7M16 2.5V7",
    "check": "M10.5 3a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M16 16l5.5 5.5",
}
"""The icons by name, as paths in a square of 24."""


def render_html(plan: Plan) -> str:
    """The plan as a complete HTML document: the same bytes for the same plan."""
    index = PlanIndex(plan)
    language = plan.language
    skip = element("a", phrase(language, "page.skip"), href="#steps", class_="unseen")
    parts = (_drawings(), skip, _header(index), _main(index), _footer(plan))
    return html_file(
        language,
        labelled(plan.rulebook.title, _as_of(plan), language),
        resource(__name__, "html_page.css"),
        resource(__name__, "html_page.js"),
        parts,
        **_settings(plan),
    )


def _settings(plan: Plan) -> dict[str, str]:
    """What the script has to know, as attributes of the body."""
    language = plan.language
    return {
        "data_rulebook": plan.rulebook.id,
        "data_zone": plan.time_zone,
        "data_today": phrase(language, "date.today"),
        "data_tomorrow": phrase(language, "date.tomorrow"),
        "data_days_left": _for_any_count("date.days_left", language),
        "data_overdue": _for_any_count("date.overdue", language),
        "data_overdue_one": phrase(language, "date.overdue.one"),
    }


def _for_any_count(key: str, language: str) -> str:
    """The phrase as it is set around a number, with ``{count}`` in the number's place."""
    return phrase(language, key, count="0").replace("0", "{count}")


def _drawings() -> Html:
    symbols = (
        element("symbol", element("path", d=path), id=f"icon-{name}", viewBox="0 0 24 24")
        for name, path in _DRAWINGS.items()
    )
    return element("svg", element("defs", *symbols), hidden=True, aria_hidden="true")


def _as_of(plan: Plan) -> str:
    return phrase(plan.language, "plan.as_of", date=date_in_words(plan.as_of, plan.language))


def _header(index: PlanIndex) -> Html:
    plan, language = index.plan, index.plan.language
    count = counted_phrase(language, "plan.steps_count", len(plan.steps)) if plan.steps else None
    presumed = presumed_in_words(plan)
    links = [element("li", element("a", words, href=f"#{id}")) for id, words in _contents(index)]
    return element(
        "header",
        element("h1", plan.rulebook.title),
        element("p", _as_of(plan)),
        element("p", count) if count else None,
        element("p", presumed) if presumed else None,
        _contents_fold(links, language) if links else None,
        _tools(language),
        class_="page",
    )


def _tools(language: str) -> Html:
    """The buttons, which need the script and stay hidden without it."""
    clear = element(
        "button",
        phrase(language, "page.clear"),
        id="clear",
        type="button",
        data_sure=phrase(language, "page.clear_sure"),
        hidden=True,
    )
    paper, all_of_it = (
        element("button", phrase(language, f"page.{key}"), id=id, type="button")
        for key, id in (("print", "print"), ("print_all", "print-all"))
    )
    return element("p", paper, all_of_it, clear, id="tools", hidden=True)


def _contents_fold(links: list[Html], language: str) -> Html:
    words = phrase(language, "page.contents")
    fold = element("details", element("summary", words), listing(links))
    return element("nav", fold, aria_label=words)


def _contents(index: PlanIndex) -> list[tuple[str, str]]:
    plan = index.plan
    rooms = (
        ("documents", "plan.documents", plan.documents),
        ("costs", "plan.costs", plan.costs),
        ("questions", "plan.sharpen", plan.open_questions),
        ("answers", "plan.answers", plan.answers),
    )
    titles = [("overview", phrase(plan.language, "plan.overview"))] if index.overview() else []
    return [
        *titles,
        *((f"phase-{phase.id}", phase.title) for phase in plan.phases),
        *((id, phrase(plan.language, key)) for id, key, things in rooms if things),
    ]


def _main(index: PlanIndex) -> Html:
    plan = index.plan
    side = [part for part in (_documents(index), _costs(index)) if part is not None]
    rest = [part for part in (_questions(index), _answers(plan)) if part is not None]
    return element(
        "main",
        _progress(plan),
        element(
            "div",
            element(
                "div",
                *_read_first(index),
                *_overview(index),
                *_steps(index),
                class_="doing",
            ),
            element("div", *side, class_="side") if side else None,
            element("div", *rest, _sources(index), class_="rest"),
            class_="page columns",
        ),
    )


def _progress(plan: Plan) -> Html:
    language = plan.language
    words = counted_phrase(language, "plan.steps_done", len(plan.steps), done="{done}")
    return element(
        "div",
        element(
            "div",
            element("p", id="progress-words", role="status", data_words=words),
            element(
                "progress",
                id="progress-meter",
                max=str(len(plan.steps) or 1),
                value="0",
                aria_labelledby="progress-words",
            ),
            class_="page",
        ),
        id="progress",
        hidden=True,
    )


def _read_first(index: PlanIndex) -> list[Html]:
    plan, language = index.plan, index.plan.language
    parts: list[Html] = []
    if plan.first_lines:
        lines = (first_line(line, index) for line in plan.first_lines)
        title = phrase(language, "plan.first_read")
        parts.append(_room("read-first", title, element("div", *lines, class_="stack")))
    mark = phrase(language, "plan.possible")
    if any(step.certainty is Certainty.POSSIBLE for step in plan.steps):
        hint = phrase(language, "plan.possible_steps", mark=mark)
        parts.append(element("p", hint, class_="hint"))
    if not plan.exact:
        parts.append(element("p", phrase(language, "plan.not_exact", mark=mark), class_="hint"))
    return parts


def _overview(index: PlanIndex) -> list[Html]:
    """The titles of the steps, with their last days, as a way to each of them."""
    language = index.plan.language
    rows = []
    for step in index.overview():
        asides = [phrase(language, "plan.perhaps")] if step.certainty is Certainty.POSSIBLE else []
        asides += [last_day_in_words(step.due, index.plan)] if step.due else []
        words = "".join(f" · {aside}" for aside in asides)
        rows.append(element("li", step_link(step), words or None))
    title = phrase(language, "plan.overview")
    return [_room("overview", title, listing(rows, "ol", "overview card"))] if rows else []


def _steps(index: PlanIndex) -> list[Html]:
    plan, language = index.plan, index.plan.language
    phases = [_phase(phase, index) for phase in plan.phases]
    if not plan.steps:
        empty = "plan.empty_but_open" if plan.open_questions else "plan.empty"
        phases.append(element("p", phrase(language, empty)))
    if plan.done_elsewhere:
        done = phrase(language, "list.comma").join(plan.done_elsewhere)
        words = labelled(phrase(language, "plan.done_elsewhere"), done, language)
        phases.append(element("p", words, class_="aside"))
    return [element("div", *phases, class_="phases", id="steps", tabindex="-1")]


def _phase(phase: PlanPhase, index: PlanIndex) -> Html:
    cards = (step_card(step, index) for step in index.plan.steps if step.phase == phase.id)
    return _room(f"phase-{phase.id}", phase.title, listing(cards, tag="ol", class_="steps"))


def _documents(index: PlanIndex) -> Html | None:
    plan = index.plan
    if not plan.documents:
        return None
    rows = listing((document_row(each, index) for each in plan.documents), class_="rows card")
    return _room("documents", phrase(plan.language, "plan.documents"), rows)


def _costs(index: PlanIndex) -> Html | None:
    plan = index.plan
    if not plan.costs:
        return None
    rows = [cost_row(cost, index) for cost in plan.costs]
    if total := total_in_words(plan):
        words = (element("span", part) for part in total)
        rows.append(element("li", element("p", *words, class_="amount"), class_="total"))
    return _room("costs", phrase(plan.language, "plan.costs"), listing(rows, class_="rows card"))


def _questions(index: PlanIndex) -> Html | None:
    plan = index.plan
    if not plan.open_questions:
        return None
    rows = listing((question_row(each, index) for each in plan.open_questions), class_="rows card")
    return _room("questions", phrase(plan.language, "plan.sharpen"), rows)


def _answers(plan: Plan) -> Html | None:
    if not plan.answers:
        return None
    language = plan.language
    pairs = (
        element("div", element("dt", answer.label), element("dd", _answer(answer, language)))
        for answer in plan.answers
    )
    return _room(
        "answers",
        phrase(language, "plan.answers"),
        element("dl", *pairs, class_="answers card"),
    )


def _answer(answer: GivenAnswer, language: str) -> str:
    if answer.counts:
        return answer.value_in_words
    idle = phrase(language, "plan.answer_idle")
    return phrase(language, "list.bracketed", text=answer.value_in_words, note=idle)


def _sources(index: PlanIndex) -> Html | None:
    """Every source with its number, folded; on paper, where nobody can follow a link, with its
    address."""
    if not index.sources:
        return None
    language = index.plan.language
    days = {source.checked for _, source in index.sources.values()}
    all_checked = None
    if len(days) == 1:
        words = phrase(language, "page.all_checked", date=date_in_words(days.pop(), language))
        all_checked = element("p", words, class_="aside")
    items = (
        element(
            "li",
            f"[{number}] ",
            source_line(source, index, tells_check=all_checked is None),
            id=source_anchor(number),
        )
        for number, source in index.sources.values()
    )
    summary = element("summary", phrase(language, "plan.sources"))
    fold = element("details", summary, all_checked, listing(items, class_="sources"))
    return element("section", fold, id="sources")


def _room(id: str, title: str, content: Html) -> Html:
    return element("section", element("h2", title, id=id), content)


def _footer(plan: Plan) -> Html:
    language, rulebook = plan.language, plan.rulebook
    made_by = phrase(
        language, "plan.made_by", title=rulebook.title, id=rulebook.id, version=rulebook.version
    )
    return element(
        "footer",
        element("p", made_by),
        element("p", _as_of(plan)),
        element("p", phrase(language, "page.stays_here"), class_="screen-only"),
        class_="page",
    )
