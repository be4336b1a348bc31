"""The JSON interface: what may be asked, what comes back, and how that is documented.

Owns the one table of operations from which both the answers and the OpenAPI document
(:mod:`engine.web.openapi`) come. Errors are problem details (RFC 9457).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

import msgspec
from msgspec import Struct, field

from .. import (
    Answer,
    Fact,
    OpenRulebook,
    Refusal,
    Situation,
    find_step,
    read_answer,
    render_json,
    spell_answers,
)
from ..wording.filling import plain
from ..wording.phrases import phrase
from .state import FIRST_DAY, LAST_DAY, read_day
from .words import Words

_OF_THE_COMMAND_LINE = {
    "answer.facts_are_listed": "api.facts_are_listed",
    "subject.number_or_id": "api.subjects_are_listed",
}
"""Advice that only the terminal can give, and what is said here instead."""

Given = bool | int | str | list[str]


class Ask(Struct, frozen=True, forbid_unknown_fields=True):
    """A situation. ``on`` is the day the plan is made for (default: today where the rulebook
    is at home)."""

    answers: dict[str, Given] = field(default_factory=dict)
    on: str | None = None
    language: str | None = None


class AskNext(Ask, frozen=True, forbid_unknown_fields=True):
    """A situation; ``thorough`` asks the detail questions as well."""

    thorough: bool = False


class AskPlan(Ask, frozen=True, forbid_unknown_fields=True):
    """A situation, and the steps that are done."""

    done: list[str] = field(default_factory=list)


class AskAbout(Ask, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A situation, and the id of a step, warning, document, cost or conclusion."""

    subject: str


class AskWhatIf(Ask, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A situation, and answers to try."""

    changes: dict[str, Given]


class OptionData(Struct, frozen=True):
    """One answer of a list."""

    id: str
    label: str
    help: str | None


class FactData(Struct, frozen=True):
    """Something that can be answered."""

    id: str
    kind: str
    label: str
    question: str | None
    help: str | None
    find_out: str | None
    options: list[OptionData]
    detail: bool


class QuestionData(Struct, frozen=True):
    """The next question, and how many there will be at most."""

    fact: FactData
    number: int
    at_most: int


class NextQuestion(Struct, frozen=True):
    """``question`` is null when no answer can change the plan any more."""

    question: QuestionData | None
    answers: dict[str, str]


class RulebookData(Struct, frozen=True):
    """What these rules ask about."""

    id: str
    version: str
    title: str
    languages: list[str]
    facts: list[FactData]


class Problem(Struct, frozen=True, omit_defaults=True):
    """What is wrong with a request. ``fact`` names the answer at fault, ``nearest`` the name
    that may have been meant."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    fact: str | None = None
    nearest: str | None = None


class Failed(Exception):
    """A request that cannot be answered."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


class Operation(Struct, frozen=True):
    """One thing that can be asked. ``request`` is ``None`` where nothing is sent."""

    path: str
    method: str
    summary: str
    request: type[Ask] | None
    response: str
    run: Callable[[OpenRulebook, Any, str], bytes]


def rulebook(opened: OpenRulebook, ask: None, language: str) -> bytes:
    """The rulebook's questions."""
    book = opened.rulebook
    nothing = Situation({}, opened.today())
    facts = [_fact(opened, book.facts[it], nothing, language) for it in book.askable]
    title = plain(book.title, language)
    return msgspec.json.encode(
        RulebookData(book.id, book.version, title, list(book.languages), facts)
    )


def next_question(opened: OpenRulebook, ask: AskNext, language: str) -> bytes:
    """The next question."""
    situation = _situation(opened, ask, language)
    found = opened.interview(situation, thorough=ask.thorough).next_question()
    question = None
    if found is not None:
        fact = _fact(opened, found.fact, situation, language)
        question = QuestionData(fact, found.number, found.at_most)
    return msgspec.json.encode(NextQuestion(question, spell_answers(situation.answers)))


def plan(opened: OpenRulebook, ask: AskPlan, language: str) -> bytes:
    """The plan, as the command line writes it."""
    situation = _situation(opened, ask, language)
    done = frozenset(find_step(opened.rulebook, it) for it in ask.done)
    return render_json(opened.plan(situation, language, done)).encode()


def why(opened: OpenRulebook, ask: AskAbout, language: str) -> bytes:
    """Why something is in the plan."""
    return msgspec.json.encode(opened.why(_situation(opened, ask, language), ask.subject, language))


def why_not(opened: OpenRulebook, ask: AskAbout, language: str) -> bytes:
    """What keeps something out of the plan."""
    situation = _situation(opened, ask, language)
    return msgspec.json.encode(opened.why_not(situation, ask.subject, language))


def what_if(opened: OpenRulebook, ask: AskWhatIf, language: str) -> bytes:
    """What other answers would change."""
    situation = _situation(opened, ask, language)
    changes = _answers(opened, ask.changes, language)
    return msgspec.json.encode(opened.what_if(situation, changes, language))


OPERATIONS = (
    Operation(
        "/api/rulebook", "GET", "Everything that can be asked.", None, "RulebookData", rulebook
    ),
    Operation(
        "/api/next-question", "POST", "The question to ask next, or null.", AskNext,
        "NextQuestion", next_question,
    ),
    Operation(
        "/api/plan", "POST", "The plan, as `kaiyaku plan --format json` writes it.", AskPlan,
        "Plan", plan,
    ),
    Operation("/api/why", "POST", "Why something is in the plan.", AskAbout, "Explanation", why),
    Operation(
        "/api/why-not", "POST", "What keeps something out, and what would bring it in.", AskAbout,
        "WhyNot", why_not,
    ),
    Operation(
        "/api/what-if", "POST", "What other answers would change.", AskWhatIf, "Difference", what_if
    ),
)  # fmt: skip


def answer(opened: OpenRulebook, operation: Operation, body: bytes, query_language: str) -> bytes:
    """The answer to a request. Raises :class:`Failed`."""
    languages = opened.rulebook.languages
    if operation.request is None:
        return operation.run(opened, None, _language(query_language or None, languages))
    try:
        ask = msgspec.json.decode(body or b"{}", type=operation.request)
        json.loads(body or b"{}", object_pairs_hook=_each_once)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Failed(_unreadable(operation.request, body, error)) from None
    language = _language(ask.language, languages)
    try:
        return operation.run(opened, ask, language)
    except Refusal as error:
        raise Failed(_refused(error, language)) from None


def _each_once(pairs: list[tuple[str, object]]) -> None:
    """Raises :class:`Failed` for a key that stands twice: nobody knows which one is meant."""
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            detail = f"'{key[:80]}' is given twice. Give it once."
            raise Failed(Problem("Given twice", 422, detail, fact=key[:80]))
        seen.add(key)


def _unreadable(request: type[Ask], body: bytes, error: Exception) -> Problem:
    """The reader says what is wrong, but of an answer not whose it is."""
    if isinstance(error, UnicodeDecodeError):
        return Problem("The request cannot be read", 400, "The request is not written in UTF-8.")
    if unknown := _UNKNOWN_FIELD.search(str(error)):
        return _unknown_field(request, unknown[1])
    try:
        sent = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        sent = None
    for key in ("answers", "changes"):
        given = sent.get(key) if isinstance(sent, dict) else None
        for name, value in given.items() if isinstance(given, dict) else ():
            try:
                msgspec.convert(value, Given)
            except msgspec.ValidationError:
                detail = (
                    f"{key}: the value of '{name[:80]}' is none that a fact can have."
                    ' Give true or false, a whole number, a text, a list of texts, or "unknown".'
                )
                return Problem("The request cannot be read", 400, detail, fact=name[:80])
    return Problem("The request cannot be read", 400, str(error))


_UNKNOWN_FIELD = re.compile("unknown field `(.*)`")


def _unknown_field(request: type[Ask], name: str) -> Problem:
    fields = request.__struct_fields__
    near = get_close_matches(name, fields, n=1)
    listed = ", ".join(fields)
    detail = f"The request has no '{name[:80]}'. It takes: {listed}."
    return Problem("The request cannot be read", 400, detail, nearest=near[0] if near else None)


def _language(wished: str | None, available: tuple[str, ...]) -> str:
    if wished is None:
        return "en" if "en" in available else available[0]
    if wished not in available:
        listed = ", ".join(available)
        detail = f"'{wished[:40]}' is not a language of this rulebook. Languages: {listed}."
        named = wished.lower().partition("-")[0]
        near = next((it for it in available if it.lower() == named), None)
        raise Failed(Problem("Unknown language", 422, detail, nearest=near))
    return wished


def _situation(opened: OpenRulebook, ask: Ask, language: str) -> Situation:
    answers = _answers(opened, ask.answers, language)
    day = opened.today()
    if ask.on is not None:
        day = read_day(ask.on) or _no_day(ask.on)
    return opened.situation(answers, day)


def _no_day(text: str) -> NoReturn:
    detail = (
        f"on: '{text[:40]}' is no day that a plan can be made for. Write it YYYY-MM-DD,"
        f" from {FIRST_DAY} to {LAST_DAY}."
    )
    raise Failed(Problem("Not a date", 422, detail, fact="on"))


def _answers(opened: OpenRulebook, given: Mapping[str, Given], language: str) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, value in given.items():
        try:
            read = read_answer(opened.rulebook, name, _spelled(value))
        except Refusal as error:
            raise Failed(_refused(error, language, fact=name[:80])) from None
        if read.fact.id in answers:
            detail = f"{read.fact.id} is given twice, once by a former name."
            raise Failed(Problem("Given twice", 422, detail, fact=read.fact.id))
        answers[read.fact.id] = read.answer
    return answers


def _spelled(value: Given) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(value) or "none"
    return str(value)


def _refused(error: Refusal, language: str, fact: str | None = None) -> Problem:
    near = [it.values["name"] for it in error.sentences if it.key == "answer.did_you_mean"]
    said = [it for it in error.sentences if it.key not in _OF_THE_COMMAND_LINE]
    where = [_OF_THE_COMMAND_LINE[it.key] for it in error.sentences if it not in said]
    between = phrase(language, "list.between_sentences")
    told = [Refusal(*said, shown=error.shown).in_language(language)]
    return Problem(
        "The answer cannot be taken" if fact else "The request cannot be answered",
        422,
        between.join([*told, *map(Words(language), where)]),
        fact=fact,
        nearest=str(near[0]) if near else None,
    )


def _fact(opened: OpenRulebook, fact: Fact, situation: Situation, language: str) -> FactData:
    def said(text: Any) -> str | None:
        return opened.words(text, situation, language) if text else None

    return FactData(
        fact.id,
        fact.kind.value,
        plain(fact.label, language),
        said(fact.question),
        said(fact.help),
        said(fact.find_out),
        [OptionData(it.id, said(it.label) or it.id, said(it.help)) for it in fact.options],
        fact.detail,
    )
