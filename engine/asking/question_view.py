"""What a question looks like, in words: everything a screen needs to show it.

Owns the wording of a question, of its possible answers and of "why is this asked". Pure: a
screen decides how it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..interview import Question
from ..items import ItemKind
from ..planning.building import affected
from ..rulebook import Fact, Rulebook
from ..situation import Valuation
from ..values import UNKNOWN, Answer, Kind, Wording
from ..wording.filling import fill, plain
from ..wording.phrases import counted_phrase, phrase
from ..wording.values import value_in_words
from ..wording.visible import first_sentence, visible
from .replies import Reader
from .session import Session

MOST_CHANGES = 8
"""Things named when somebody asks why a question is asked."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be picked. ``alone`` is one that goes with no other; ``known_as``
    are its id and its names in other languages."""

    answer: Answer
    label: str
    note: str | None = None
    alone: bool = True
    known_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question in one language. ``choices`` is empty where something is typed; ``several``
    says that more than one may be picked. ``current`` is the answer given before, if any."""

    fact: str
    heading: str
    question: str
    help: str | None
    choices: tuple[Choice, ...]
    several: bool
    hint: str
    current: Answer | None
    current_in_words: str | None
    reader: Reader


def question_view(session: Session, question: Question, language: str) -> QuestionView:
    """How ``question`` looks in ``language``."""
    rulebook, fact = session.rulebook, question.fact
    valuation = Valuation(rulebook, session.situation)
    current = session.answers.get(fact.id)

    def words(text: Wording) -> str:
        return visible(fill(text, language, valuation))

    assert fact.question is not None
    hint = _hint(fact, language, rulebook.currency, session.as_of)
    return QuestionView(
        fact.id,
        _heading(rulebook, question, language),
        words(fact.question),
        words(fact.help) if fact.help else None,
        _choices(fact, language, words),
        fact.kind is Kind.CHOICES,
        phrase(language, "list.bracketed", text="", note=hint).strip(),
        current,
        None if current is None else answer_in_words(rulebook, fact.id, current, language),
        Reader(fact, language, rulebook.currency, session.as_of),
    )


def answer_in_words(rulebook: Rulebook, fact_id: str, answer: Answer, language: str) -> str:
    """An answer as its giver would say it."""
    return value_in_words(rulebook.facts[fact_id], answer, language, rulebook.currency)


def answer_line(rulebook: Rulebook, fact_id: str, answer: Answer, language: str) -> str:
    """``Insured: yes``."""
    label = plain(rulebook.facts[fact_id].label, language)
    words = answer_in_words(rulebook, fact_id, answer, language)
    return visible(phrase(language, "ask.answer_line", label=label, answer=words))


def why_asked(session: Session, fact_id: str, language: str) -> str:
    """What an answer to this question can still change, and how to find the answer out."""
    rulebook = session.rulebook
    fact = rulebook.facts[fact_id]
    valuation = Valuation(rulebook, session.situation)
    changes = affected(valuation, language, session.without(fact_id).can_change(fact_id))
    lines = [phrase(language, "ask.why_answer" if changes else "ask.why_nothing")]
    lines += [
        "- "
        + phrase(
            language,
            "list.labelled",
            label=phrase(language, f"affected.{it.kind}"),
            text=first_sentence(it.title) if it.kind is ItemKind.WARNING else it.title,
        )
        for it in changes[:MOST_CHANGES]
    ]
    hidden = len(changes) - MOST_CHANGES
    if hidden > 0:
        lines.append("- " + counted_phrase(language, "plan.and_more", hidden))
    if fact.find_out is not None:
        how = fill(fact.find_out, language, valuation)
        lines.append(phrase(language, "ask.find_out", how=how))
    return visible("\n".join(lines))


def _heading(rulebook: Rulebook, question: Question, language: str) -> str:
    last = question.number == question.at_most
    progress = phrase(
        language,
        "ask.last" if last and question.number > 1 else "ask.progress",
        number=question.number,
        most=question.at_most,
    )
    titles = [group.title for group in rulebook.groups if group.id == question.fact.group]
    return visible(" · ".join([*(plain(title, language) for title in titles), progress]))


def _choices(fact: Fact, language: str, words: Callable[[Wording], str]) -> tuple[Choice, ...]:
    several = fact.kind is Kind.CHOICES
    if fact.kind is Kind.YES_NO:
        choices = [
            Choice(True, phrase(language, "ask.yes")),
            Choice(False, phrase(language, "ask.no")),
        ]
    elif fact.kind in (Kind.CHOICE, Kind.CHOICES):
        choices = [
            Choice(
                frozenset({option.id}) if several else option.id,
                words(option.label),
                words(option.help) if option.help else None,
                alone=not several,
                known_as=(option.id, *option.label.by_language.values()),
            )
            for option in fact.options
        ]
    else:
        return ()
    if several:
        choices.append(Choice(frozenset(), phrase(language, "ask.none")))
    return (*choices, Choice(UNKNOWN, phrase(language, "ask.dont_know")))


def _hint(fact: Fact, language: str, currency: str, today: date) -> str:
    match fact.kind:
        case Kind.CHOICES:
            return phrase(language, "ask.choose_several")
        case Kind.DATE:
            return phrase(language, "ask.date_hint", example=today.isoformat())
        case Kind.MONEY:
            return phrase(language, "ask.money_hint", currency=currency)
        case Kind.INTEGER:
            return phrase(language, "ask.number_hint")
    return phrase(language, "ask.choose")
