"""The pages of the questionnaire: start, question, why, review, and saved answers.

Owns what each page shows and where it leads. All of it is worked out from the address alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from urllib.parse import urlencode

from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from .. import (
    UNKNOWN,
    CaseError,
    Fact,
    Kind,
    Question,
    Refusal,
    Wording,
    find_fact,
    read_case,
    spell_answer,
    value_in_words,
)
from ..wording.filling import plain
from ..wording.visible import first_sentence
from .replies import ANSWER, NONE_TEXT, UNKNOWN_TEXT, Filled, Trouble, read_reply
from .settings import LARGEST_CASE, LONGEST_ADDRESS
from .state import State, query_of_case, shortened
from .templating import Sheet, draw_problem

_LONG_LIST = {Kind.CHOICE: 10, Kind.CHOICES: 20}
"""From so many options on a list can be searched; one that is to be read through, later."""
_MOST_CHANGES = 5
PLACES = ("review", "plan")
"""Pages that a changed answer leads back to."""


class ChoiceBox(Struct, frozen=True):
    """A radio button or a check box. ``alone`` goes with no other."""

    value: str
    label: str
    help: str | None
    chosen: bool
    alone: bool


class AskedQuestion(Struct, frozen=True):
    """A question as its form shows it."""

    fact: Fact
    text: str
    help: str | None
    find_out: str | None
    group: str | None
    choices: tuple[ChoiceBox, ...]
    typed: str
    parts: tuple[tuple[str, str], ...]
    search: str | None
    found: int


def control(filled: Filled, name: str) -> str:
    """The value of a control in the address."""
    return (filled.get(f".{name}") or [""])[-1]


def start(sheet: Sheet, filled: Filled) -> Response:
    """What this is, how long it takes and what becomes of the answers."""
    opened = sheet.opened
    situation = sheet.state.situation(opened.today())
    first = opened.interview(situation).next_question()
    return sheet.draw(
        "start.html",
        heading=plain(opened.rulebook.title, sheet.language),
        here="",
        most=first.at_most if first else 0,
        details=sheet.details,
    )


def question(sheet: Sheet, filled: Filled) -> Response:
    """The next question, or the one asked for; or, after an answer, the way on from it."""
    opened, state = sheet.opened, sheet.state
    rulebook = opened.rulebook
    back_to = control(filled, "to") if control(filled, "to") in PLACES else ""
    trouble: Trouble | None = None
    if other := in_another_language(sheet, filled, "question"):
        return other
    if name := control(filled, "asked"):
        fact = asked_fact(sheet, name)
        if not is_half_typed(filled):
            reply = read_reply(rulebook, fact, filled, sheet.words)
            if not isinstance(reply, Trouble):
                changed = state.answered(fact.id, reply)
                return RedirectResponse(sheet.address(back_to or "question", changed), 303)
            trouble = reply
        return _ask(sheet, fact, filled, trouble, back_to)
    if name := control(filled, "ask"):
        return _ask(sheet, asked_fact(sheet, name), {}, None, back_to)
    situation = state.situation(opened.today())
    following = opened.interview(situation, thorough=state.thorough).next_question()
    if following is None:
        return RedirectResponse(sheet.address("review"), 303)
    return _ask(sheet, following.fact, {}, None, "", following)


def is_half_typed(filled: Filled) -> bool:
    """Whether the form was sent for something else than its answer."""
    return bool(control(filled, "search") or control(filled, "draft"))


def in_another_language(sheet: Sheet, filled: Filled, page: str) -> Response | None:
    """The way to the same form in the language that was chosen beside it, with what was typed
    into it."""
    rulebook = sheet.opened.rulebook
    language = control(filled, "language")
    if language not in rulebook.languages:
        return None
    passing = (".language", ".draft", ".search")
    query = query_of(filled, *passing)
    return RedirectResponse(f"/{language}/{rulebook.id}/{page}?{query}&.draft=1", 303)


def query_of(filled: Filled, *without: str) -> str:
    """The query that a form was sent as."""
    return urlencode([(key, it) for key in filled if key not in without for it in filled[key]])


def _ask(
    sheet: Sheet,
    fact: Fact,
    filled: Filled,
    trouble: Trouble | None,
    back_to: str,
    following: Question | None = None,
) -> Response:
    opened, state = sheet.opened, sheet.state
    situation = state.situation(opened.today())
    answered = [it for it in opened.rulebook.askable if it in state.answers]
    in_order = [it for it in state.answers if it in answered]
    if following is None:
        following = opened.interview(situation, thorough=state.thorough).next_question()
    again = fact.id in state.answers
    number = in_order.index(fact.id) + 1 if again else len(in_order) + 1
    earlier = in_order[: number - 1]
    before = sheet.address("question", ask=earlier[-1]) if earlier else sheet.address()
    most = following.at_most if following else len(in_order)
    controls = {"ask": fact.id, **({"to": back_to} if back_to else {})}
    return sheet.draw(
        "question.html",
        heading=opened.words(_text(fact), situation, sheet.language),
        here="question",
        controls=controls,
        status=422 if trouble else 200,
        asked=asked(sheet, fact, filled),
        trouble=trouble,
        number=number,
        most=max(most, number),
        back=sheet.address(back_to) if back_to else before,
        to=back_to,
        form="reply",
        idle=again and not opened.counts(situation, fact.id),
        current=_in_words(sheet, fact.id) if again else None,
    )


def asked(sheet: Sheet, fact: Fact, filled: Filled) -> AskedQuestion:
    """The question with what was filled in, or answered before."""
    opened, language = sheet.opened, sheet.language
    situation = sheet.state.situation(opened.today())
    titles = [it.title for it in opened.rulebook.groups if it.id == fact.group]
    answer = sheet.state.answers.get(fact.id)
    text = "" if answer is None else spell_answer(answer)
    given: Sequence[str] = filled.get(ANSWER, ()) if filled else text.split(",") if text else ()
    search = control(filled, "find").strip()
    choices = _choices(sheet, fact, given)
    wanted = _as_searched(search)
    fitting = [wanted in _as_searched(f"{it.label} {it.help or ''}") for it in choices]
    matching = [it for it, fits in zip(choices, fitting, strict=True) if fits or it.chosen]
    found = sum(fitting) if search else 0
    known = text if text != UNKNOWN_TEXT else ""
    parts = known.split("-") if fact.kind is Kind.DATE and known else ["", "", ""]
    if filled:
        parts = [control(filled, it) for it in ("year", "month", "day")]
        known = next((it for it in given if it != UNKNOWN_TEXT), "")
    return AskedQuestion(
        fact,
        opened.words(_text(fact), situation, language),
        opened.words(fact.help, situation, language) if fact.help else None,
        opened.words(fact.find_out, situation, language) if fact.find_out else None,
        plain(titles[0], language) if titles else None,
        tuple(matching if found else choices) + _last_choices(sheet, fact, given),
        known,
        tuple(zip(("year", "month", "day"), parts, strict=True)),
        search if search or len(fact.options) >= _LONG_LIST.get(fact.kind, 1) else None,
        found,
    )


def _as_searched(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _choices(sheet: Sheet, fact: Fact, given: Sequence[str]) -> list[ChoiceBox]:
    words = sheet.words
    if fact.kind is Kind.YES_NO:
        return [
            ChoiceBox(it, words(f"ask.{it}"), None, it in given, alone=False)
            for it in ("yes", "no")
        ]
    opened = sheet.opened
    situation = sheet.state.situation(opened.today())

    def said(text: Wording) -> str:
        return opened.words(text, situation, sheet.language)

    return [
        ChoiceBox(
            it.id, said(it.label), said(it.help) if it.help else None, it.id in given, alone=False
        )
        for it in fact.options
    ]


def _last_choices(sheet: Sheet, fact: Fact, given: Sequence[str]) -> tuple[ChoiceBox, ...]:
    words = sheet.words
    fine = None if sheet.state.answers else words("question.unknown_fine")
    chosen = UNKNOWN_TEXT in given
    unknown = ChoiceBox(UNKNOWN_TEXT, words("ask.dont_know"), fine, chosen, alone=True)
    if fact.kind is not Kind.CHOICES:
        return (unknown,)
    none = ChoiceBox(NONE_TEXT, words("ask.none"), None, NONE_TEXT in given, alone=True)
    return (none, unknown)


def why_asked(sheet: Sheet, filled: Filled) -> Response:
    """What the answer to a question can still change."""
    opened = sheet.opened
    fact = asked_fact(sheet, control(filled, "ask"))
    situation = sheet.state.situation(opened.today())
    label = plain(fact.label, sheet.language)
    changes = opened.can_change(situation, fact.id, sheet.language)
    return sheet.draw(
        "why_asked.html",
        heading=sheet.words("why_asked.title", label=label),
        here="why-asked",
        controls={"ask": fact.id},
        changes=[(it.kind, first_sentence(it.title)) for it in changes[:_MOST_CHANGES]],
        is_more=len(changes) > _MOST_CHANGES,
        find_out=opened.words(fact.find_out, situation, sheet.language) if fact.find_out else None,
        back=sheet.address("question", ask=fact.id),
    )


class Line(Struct, frozen=True):
    """An answer on the review page."""

    fact: str
    label: str
    value: str
    unknown: bool
    counts: bool


def review(sheet: Sheet, filled: Filled) -> Response:
    """Every answer, to look over and change."""
    opened, state = sheet.opened, sheet.state
    situation = state.situation(opened.today())
    interview = opened.interview(situation, thorough=state.thorough)
    following = interview.next_question()
    lines = [
        Line(
            it,
            plain(opened.rulebook.facts[it].label, sheet.language),
            _in_words(sheet, it),
            state.answers[it] is UNKNOWN,
            interview.counts(it),
        )
        for it in state.answers
    ]
    return sheet.draw(
        "review.html",
        heading=sheet.words("review.title"),
        here="review",
        unknown=[it for it in lines if it.unknown and it.counts],
        lines=[it for it in lines if not (it.unknown and it.counts)],
        left=following.at_most - following.number + 1 if following else 0,
        details=0 if following or state.thorough else _open_details(sheet),
        thorough=State(state.answers, state.done, state.on, True),
    )


def _open_details(sheet: Sheet) -> int:
    if not sheet.details:
        return 0
    situation = sheet.state.situation(sheet.opened.today())
    return len(sheet.opened.interview(situation, thorough=True).relevant())


def open_saved(sheet: Sheet, filled: Filled, text: str | None = None) -> Response:
    """Reading a saved case file in; or, from a link, what to do where no script runs."""
    problem = None
    if text is not None:
        try:
            return RedirectResponse(_plan_of_saved(sheet, text), 303)
        except CaseError as error:
            problem = error.in_language(sheet.language)
        except _NoSavedAnswers as error:
            problem = sheet.words(error.key)
    return sheet.draw(
        "open.html",
        heading=sheet.words("open.title"),
        here="open",
        status=422 if problem else 200,
        trouble=Trouble(problem, ("file",)) if problem else None,
    )


def _plan_of_saved(sheet: Sheet, text: str) -> str:
    if not text.strip():
        raise _NoSavedAnswers("open.no_file")
    if len(text) > LARGEST_CASE:
        raise _NoSavedAnswers("problem.too_large_text")
    case = read_case(text, sheet.words("open.file"), sheet.opened.rulebook)
    address = f"/{sheet.language}/{case.rulebook}/plan?{query_of_case(case)}"
    if len(address) > LONGEST_ADDRESS:
        raise _NoSavedAnswers("problem.too_large_text")
    return address


class _NoSavedAnswers(Exception):
    """No file, or none that can be one of answers; ``key`` says so in words."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def not_here(sheet: Sheet, filled: Filled, error: Refusal) -> Response:
    """What was asked for by a name that nothing has; the answers are kept."""
    rulebook, words = sheet.opened.rulebook, sheet.words
    is_subject = control(filled, "about")
    name = is_subject or control(filled, "asked") or control(filled, "ask")
    near = [it.values["name"] for it in error.sentences if it.key == "answer.did_you_mean"]
    meant = None
    if near and is_subject:
        meant = sheet.address("why", about=str(near[0])), str(near[0])
    elif near:
        fact = rulebook.facts[str(near[0])]
        meant = sheet.address("question", ask=fact.id), plain(fact.label, sheet.language)
    if meant:
        meant = meant[0], words("problem.did_you_mean", name=meant[1])
    key = "problem.no_subject" if is_subject else "problem.no_fact"
    detail = words(key, name=shortened(name)) if name else ""
    return draw_problem(sheet, "not_found", 404, detail, meant=meant)


def asked_fact(sheet: Sheet, name: str) -> Fact:
    """The fact of that name. Raises :class:`~engine.Refusal`, for one too that nobody is asked
    for."""
    fact = find_fact(sheet.opened.rulebook, name)
    if fact.question is None:
        raise Refusal()
    return fact


def _text(fact: Fact) -> Wording:
    return fact.question or fact.label


def _in_words(sheet: Sheet, fact: str) -> str:
    rulebook = sheet.opened.rulebook
    answer = sheet.state.answers[fact]
    return value_in_words(rulebook.facts[fact], answer, sheet.language, rulebook.currency)
