"""Answers as the command line, case files and batches spell them, checked against a rulebook.

Owns the reading and writing of one answer, the finding of a fact or option by its present or
a former id, and the messages when that fails. Knows nothing of files, languages or questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from engine.calculations import arguments_of
from engine.rulebook import Asked, Cell, Concluded, Fact, Rulebook
from engine.values import (
    UNKNOWN,
    UNKNOWN_WORDS,
    Answer,
    BadValue,
    Kind,
    Missing,
    Value,
    parse_value,
    spell_value,
)


class BadAnswer(ValueError):
    """An answer that cannot be taken; the message says what is wrong and what to do."""


class GivenAnswer(NamedTuple):
    """An answer that was read. ``fact`` is its present id; ``renamed`` pairs of a former id
    and the present one, of the fact and of options."""

    fact: Fact
    answer: Answer
    renamed: tuple[tuple[str, str], ...]


def find_fact(rulebook: Rulebook, name: str) -> Fact:
    """The fact that ``name`` means, by its id or a former one, and that a person can state.

    Raises :class:`BadAnswer` for a fact that does not exist or that follows from others.
    """
    fact = rulebook.facts.get(name) or _formerly(rulebook, name)
    if fact is None:
        statable = [it.id for it in rulebook.facts.values() if isinstance(it.origin, Asked)]
        raise BadAnswer(
            f"there is no fact {name!r}.{_nearest(name, statable)}"
            " The command 'kaiyaku facts' lists them all."
        )
    if not isinstance(fact.origin, Asked):
        raise BadAnswer(
            f"{name!r} cannot be stated: {_where_from(fact)}. State what it follows from instead."
        )
    return fact


def read_answer(rulebook: Rulebook, name: str, text: str) -> GivenAnswer:
    """The answer that ``text`` spells for the fact ``name``; ``unknown`` is "I don't know".

    Raises :class:`BadAnswer`.
    """
    fact = find_fact(rulebook, name)
    renamed = [(name, fact.id)] if name != fact.id else []
    word = text.strip()
    if not word:
        raise BadAnswer(
            f"{fact.id} is given without a value. It takes {spell_values(fact)}; or: unknown."
        )
    option_ids = frozenset(option.id for option in fact.options)
    if word in UNKNOWN_WORDS and word not in option_ids:
        return GivenAnswer(fact, UNKNOWN, tuple(renamed))
    if fact.kind in (Kind.CHOICE, Kind.CHOICES):
        parts = word.split(",") if fact.kind is Kind.CHOICES else [word]
        present = [(part.strip(), _present_option(fact, part.strip())) for part in parts]
        renamed += [(old, new) for old, new in present if old != new]
        word = ",".join(new for _, new in present)
    try:
        value = parse_value(fact.kind, word, option_ids)
    except BadValue as error:
        raise BadAnswer(_refusal(fact, error)) from None
    if refusal := outside_limits(fact, value):
        raise BadAnswer(f"{fact.id}: {spell_value(value)} is {refusal}.")
    return GivenAnswer(fact, value, tuple(renamed))


def read_settings(rulebook: Rulebook, settings: Sequence[str]) -> dict[str, Answer]:
    """The answers that texts like ``FACT=VALUE`` spell, in the order given.

    Raises :class:`BadAnswer`, also for a fact given twice.
    """
    answers: dict[str, Answer] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or not name.strip():
            raise BadAnswer(
                f"{setting!r} is no answer. Write FACT=VALUE; 'kaiyaku facts' lists both."
            )
        given = read_answer(rulebook, name.strip(), text)
        if given.fact.id in answers:
            raise BadAnswer(f"{given.fact.id} is given twice. Give each fact once.")
        answers[given.fact.id] = given.answer
    return answers


def spell_answer(answer: Answer) -> str:
    """The text that :func:`read_answer` reads back as ``answer``."""
    return answer.value if isinstance(answer, Missing) else spell_value(answer)


def spell_answers(answers: Mapping[str, Answer]) -> dict[str, str]:
    """All answers spelled, in their order."""
    return {fact: spell_answer(answer) for fact, answer in answers.items()}


def spell_values(fact: Fact) -> str:
    """What may be answered, in a few words: ``yes, no``, the options, or a form and limits."""
    match fact.kind:
        case Kind.YES_NO:
            return "yes, no"
        case Kind.CHOICE:
            return ", ".join(option.id for option in fact.options)
        case Kind.CHOICES:
            return ", ".join([*(option.id for option in fact.options), "none"])
        case Kind.DATE:
            form = "YYYY-MM-DD"
        case Kind.MONEY:
            form = "a whole amount"
        case _:
            form = "a whole number"
    low, high = fact.minimum, fact.maximum
    if low is not None and high is not None:
        return f"{form} from {low} to {high}"
    if low is not None:
        return f"{form}, {low} or {'later' if fact.kind is Kind.DATE else 'more'}"
    if high is not None:
        return f"{form}, {high} or {'earlier' if fact.kind is Kind.DATE else 'less'}"
    return form


def outside_limits(fact: Fact, value: Value) -> str | None:
    """How ``value`` breaks the fact's limits, in words; ``None`` if it does not."""
    if isinstance(value, bool) or not isinstance(value, int | date):
        return None
    low, high = fact.minimum, fact.maximum
    day = isinstance(value, date)
    if low is not None and value < low:  # type: ignore[operator]
        return f"before the earliest date, {low}" if day else f"less than the least, {low}"
    if high is not None and value > high:  # type: ignore[operator]
        return f"after the latest date, {high}" if day else f"more than the most, {high}"
    return None


def _formerly(rulebook: Rulebook, name: str) -> Fact | None:
    return next((fact for fact in rulebook.facts.values() if name in fact.formerly), None)


def _present_option(fact: Fact, name: str) -> str:
    if fact.option(name) is not None:
        return name
    return next((option.id for option in fact.options if name in option.formerly), name)


def _refusal(fact: Fact, error: BadValue) -> str:
    if fact.kind not in (Kind.CHOICE, Kind.CHOICES):
        return f"{fact.id}: {error}."
    options = [option.id for option in fact.options]
    nearest = _nearest(error.text, options)
    return f"{fact.id} has no option {error.text!r}.{nearest} Options: {spell_values(fact)}."


def _where_from(fact: Fact) -> str:
    match fact.origin:
        case Cell(table, key, _):
            return f"it is read from the table {table!r} by {key!r}"
        case Concluded():
            return "rules conclude it"
        case Asked():
            return "a person states it"
        case calculation:
            return f"it is calculated from {', '.join(arguments_of(calculation)) or 'the date'}"


def _nearest(word: str, candidates: Iterable[str]) -> str:
    from engine.loading.report import did_you_mean

    suggestion = did_you_mean(word, candidates)
    return f" {suggestion}" if suggestion else ""
