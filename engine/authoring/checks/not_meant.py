"""What is well-formed and can hardly be meant: two things with one name, a question with one
answer, a page published after it was looked at, a language that is only begun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ...rulebook import PAGE_DATE, Asked, Cell, Place
from ...values import Kind, Wording
from ..scaffolding.words import BEGUN
from .codes import CheckCode
from .model import Context, Finding, finding
from .texts import texts_in

FEWEST_WORDS = 4
"""From how many words on a text is no name, which languages share."""

_NAME = r" *([a-z][\w.]*) *"
_AS_IN_CODE = re.compile(
    rf"\{{\{{{_NAME}\}}\}}|\$\{{{_NAME}\}}|%\({_NAME}\)s?|%{_NAME}%|\[{_NAME}\]|<{_NAME}>|｛{_NAME}｝"
)
"""Names as templates and shells have them, and between other brackets."""

_Named = tuple[str, Place, Wording]


def not_meant(context: Context) -> Iterator[Finding]:
    """Everything of that kind."""
    yield from _one_name(context)
    yield from _one_answer(context)
    yield from _published_later(context)
    yield from _languages(context)
    yield from _not_filled_in(context)


def _not_filled_in(context: Context) -> Iterator[Finding]:
    for it in texts_in(context.rulebook):
        for text in it.text.by_language.values():
            names = [found for found in _AS_IN_CODE.finditer(text) if _of(found, context)]
            if names:
                yield finding(
                    CheckCode.NOT_FILLED_IN,
                    it.place,
                    f"`{it.key}` of {it.owner} shows {names[0][0]!r} without its value.",
                    f"Write {{{_of(names[0], context)}}}.",
                )
                break


def _of(found: re.Match[str], context: Context) -> str | None:
    """The fact that is named, if there is one."""
    name = next(it for it in found.groups() if it)
    plain = found[0][0] in "[<" and not re.search(r"[._]", name)
    return name if name in context.rulebook.facts and not plain else None


def _one_name(context: Context) -> Iterator[Finding]:
    book = context.rulebook
    yield from _alike("steps", "", ((it.id, it.place, it.title) for it in book.steps.values()))
    yield from _alike("documents", "", ((i.id, i.place, i.title) for i in book.documents.values()))
    yield from _alike("phases", "", ((it.id, it.place, it.title) for it in book.phases))
    yield from _alike("groups", "", ((it.id, it.place, it.title) for it in book.groups))
    asked = ((it.id, it.place, it.question) for it in book.facts.values() if it.question)
    yield from _alike("questions", "", asked)
    for fact in book.facts.values():
        if isinstance(fact.origin, Asked | Cell):
            options = ((it.id, it.place, it.label) for it in fact.options)
            yield from _alike("options", f" of {fact.id}", options)


def _alike(noun: str, owner: str, named: Iterable[_Named]) -> Iterator[Finding]:
    first: dict[tuple[str, str], _Named] = {}
    for it in named:
        name, place, words = it
        for language, text in words.by_language.items():
            other = first.setdefault((language, " ".join(text.split()).casefold()), it)
            if other is not it:
                where = f" in {language}" if language else ""
                yield finding(
                    CheckCode.ONE_NAME,
                    place,
                    f"The {noun} {other[0]} and {name}{owner} read the same{where}: {text!r}.",
                    "Say what sets them apart; nobody can tell one from the other.",
                    related=((other[1], f"{other[0]} is here"),),
                )
                break


def _one_answer(context: Context) -> Iterator[Finding]:
    for fact in context.rulebook.facts.values():
        if not fact.can_be_asked:
            continue
        one_number = fact.minimum is not None and fact.minimum == fact.maximum
        if one_number or (fact.kind is Kind.CHOICE and len(fact.options) == 1):
            only = fact.minimum if one_number else fact.options[0].id
            yield finding(
                CheckCode.ONE_ANSWER,
                fact.place,
                f"The question {fact.id} can be answered with {only} only.",
                "Correct the limits or options, or remove the question.",
            )


def _published_later(context: Context) -> Iterator[Finding]:
    for source in context.rulebook.sources.values():
        found = PAGE_DATE.fullmatch(source.published or "")
        if found is None:
            continue
        year, month, day = int(found[2]), int(found[3] or 1), int(found[4] or 1)
        if date(year, month, day) > source.checked:
            yield finding(
                CheckCode.PUBLISHED_LATER,
                source.place,
                f"The source {source.id} was looked at on {source.checked}, before it was "
                f"published ({source.published}).",
                "Correct one of the two.",
            )


def _languages(context: Context) -> Iterator[Finding]:
    book = context.rulebook
    texts = [it for it in texts_in(book) if len(it.text.by_language) > 1]
    begun = {text for words in BEGUN for text in words.values()}
    for language, places in book.drafts.items():
        if places:
            yield finding(
                CheckCode.DRAFT_LANGUAGE,
                min(places),
                f"{len(places)} texts are not yet in {language}, which is a draft; another "
                "language stands in for them, marked. This is the first.",
                f"Write them; when none is left, move {language} to `languages:`.",
            )
    for it in texts:
        seen: dict[str, str] = {}
        for language, text in it.text.by_language.items():
            other = seen.setdefault(text, language)
            if other != language and len(text.split()) >= FEWEST_WORDS and text not in begun:
                yield finding(
                    CheckCode.SAME_IN_LANGUAGES,
                    it.place,
                    f"`{it.key}` of {it.owner} says the same in {other} and {language}.",
                    "Translate it, or write one text if it reads the same in every language.",
                )
