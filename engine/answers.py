"""Answers as the command line, case files and batches spell them, checked against a rulebook.

Owns the reading and writing of one answer, the finding of a fact or option by its present or
a former id, and what is said when that fails. Knows nothing of files or questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from .memo import kept_with_rulebook
from .rulebook import Asked, Cell, Concluded, Fact, Rulebook
from .situation import Situation
from .typed_input import words
from .typed_input.amounts import read_amount, read_number
from .typed_input.dates import read_dates
from .typed_input.words import normalised, yes_or_no
from .values import (
    EARLIEST_DATE,
    LARGEST_NUMBER,
    LATEST_DATE,
    UNKNOWN,
    Answer,
    BadValue,
    Kind,
    Missing,
    Value,
    parse_value,
    spell_value,
)
from .wording.refusals import Refusal, Saying, as_it_is, saying

NONE = "none"

MOST_NAMED = 8
"""Facts that a refusal names."""


class BadAnswer(Refusal, ValueError):
    """An answer that cannot be taken; says what is wrong and what to do."""


class ReadAnswer(NamedTuple):
    """An answer that was read. ``fact`` is its present id; ``renamed`` pairs of a former id
    and the present one, of the fact and of options."""

    fact: Fact
    answer: Answer
    renamed: tuple[tuple[str, str], ...]


def find_fact(rulebook: Rulebook, name: str) -> Fact:
    """The fact that ``name`` means, by its id or a former one, and that a person can state.

    Raises :class:`BadAnswer` for a fact that does not exist or that follows from others.
    """
    formerly = (it for it in rulebook.facts.values() if name in it.formerly)
    fact = rulebook.facts.get(name) or next(formerly, None)
    if fact is None:
        statable = [it.id for it in rulebook.facts.values() if isinstance(it.origin, Asked)]
        raise BadAnswer(
            saying("answer.no_fact", name=_short(str(name))),
            *nearest(str(name), statable),
            saying("answer.facts_are_listed"),
        )
    if not isinstance(fact.origin, Asked):
        raise BadAnswer(
            saying("answer.not_stated", fact=name, reason=_where_from(fact)),
            *_what_to_state(rulebook, fact),
        )
    return fact


def read_answer(rulebook: Rulebook, name: str, text: str, today: date | None = None) -> ReadAnswer:
    """The answer that ``text`` spells for the fact ``name``; ``unknown`` is "I don't know".
    Days without a year, and words like "tomorrow", count from ``today`` if that is given.

    Raises :class:`BadAnswer`.
    """
    fact = find_fact(rulebook, name)
    renamed = [(name, fact.id)] if name != fact.id else []
    word = text.strip()
    if not word:
        raise BadAnswer(saying("answer.without_value", fact=fact.id, values=values_of(fact)))
    plain_word = normalised(word)
    if plain_word in words.UNKNOWN and _option_named(fact, word) is None:
        return ReadAnswer(fact, UNKNOWN, tuple(renamed))
    if fact.kind in (Kind.CHOICE, Kind.CHOICES):
        value, options = _read_options(fact, word)
        renamed += options
    else:
        value = _read_value(rulebook, fact, word, plain_word, today)
    if refusal := _outside(fact, value):
        raise BadAnswer(refusal)
    return ReadAnswer(fact, value, tuple(renamed))


def _read_options(fact: Fact, word: str) -> tuple[Value, list[tuple[str, str]]]:
    several = fact.kind is Kind.CHOICES
    named = _option_named(fact, word)
    if several and named is None and normalised(word) in words.NONE:
        return frozenset(), []
    parts = word.split(",") if several and named is None else [word]
    present = [(it, _option_named(fact, it) or it) for it in map(str.strip, parts)]
    spelled = ",".join(new for _, new in present)
    try:
        value = parse_value(fact.kind, spelled, frozenset(option.id for option in fact.options))
    except BadValue as error:
        raise BadAnswer(*_refusal(fact, error)) from None
    former = {old for option in fact.options for old in option.formerly}
    return value, [(old, new) for old, new in present if old != new and old in former]


def _read_value(
    rulebook: Rulebook, fact: Fact, word: str, plain_word: str, today: date | None
) -> Value:
    found: Value | None = None
    if fact.kind is Kind.YES_NO:
        found = yes_or_no(plain_word)
    elif fact.kind is Kind.DATE:
        days = read_dates(plain_word, today)
        within = sensible_days(fact, days, today)
        if len(within) > 1:
            raise BadAnswer(_ambiguous(fact, word, within))
        found = (*within, *days)[0] if days else None
    elif fact.kind is Kind.MONEY:
        found = read_amount(plain_word, rulebook.currency)
    else:
        found = read_number(plain_word)
    if found is None or (type(found) is int and abs(found) > LARGEST_NUMBER):
        raise BadAnswer(*_refusal(fact, _what_is_wrong(fact, word)))
    return found


def _what_is_wrong(fact: Fact, word: str) -> BadValue:
    if fact.kind is Kind.DATE:
        try:
            parse_value(Kind.DATE, word)
        except BadValue as error:
            return error
    return BadValue(word, "")


def read_settings(
    rulebook: Rulebook, settings: Sequence[str], today: date | None = None
) -> dict[str, Answer]:
    """The answers that texts like ``FACT=VALUE`` spell, in the order given; ``today`` as for
    :func:`read_answer`.

    Raises :class:`BadAnswer`, also for a fact given twice.
    """
    answers: dict[str, Answer] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals or not name.strip():
            raise BadAnswer(saying("answer.no_setting", text=_short(setting)))
        given = read_answer(rulebook, name.strip(), text, today)
        if given.fact.id in answers:
            raise BadAnswer(saying("answer.given_twice", fact=given.fact.id))
        answers[given.fact.id] = given.answer
    return answers


def check_situation(rulebook: Rulebook, situation: Situation) -> None:
    """Whether the date is one that plans are made for, and every answer one that its fact can
    have, of the Python type that its kind uses; ``None`` is no answer. Raises
    :class:`BadAnswer`."""
    if _is_plainly_good(rulebook, situation):
        return
    if type(situation.as_of) is not date:
        raise BadAnswer(_not_of_type("as_of", date, situation.as_of))
    try:
        parse_value(Kind.DATE, situation.as_of.isoformat())
    except BadValue as error:
        raise BadAnswer(not_a_date("as_of", error)) from None
    for name, answer in situation.answers.items():
        fact = find_fact(rulebook, name)
        if fact.id != name:
            meant = saying("answer.did_you_mean", name=fact.id)
            raise BadAnswer(saying("answer.no_fact", name=name), meant)
        if answer is not None and not isinstance(answer, Missing):
            _check_value(rulebook, fact, answer)


def _is_plainly_good(rulebook: Rulebook, situation: Situation) -> bool:
    """Whether a quick look finds nothing wrong; what it cannot tell is looked at closely."""
    if type(situation.as_of) is not date or not EARLIEST_DATE <= situation.as_of <= LATEST_DATE:
        return False
    acceptable = _acceptable(rulebook)
    for name, answer in situation.answers.items():
        if name not in acceptable:
            return False
        if answer is None or isinstance(answer, Missing):
            continue
        wanted, options, low, high = acceptable[name]
        if type(answer) is not wanted:
            return False
        if wanted is str:
            if answer not in options:
                return False
        elif wanted is frozenset:
            if not answer <= options:  # type: ignore[operator]
                return False
        elif wanted is not bool and not low <= answer <= high:
            return False
    return True


@kept_with_rulebook
def _acceptable(rulebook: Rulebook) -> Mapping[str, tuple[type, frozenset[str], Any, Any]]:
    """Of each fact that a person can state: the type of its answers, its options, and the
    least and the most that an answer can be."""
    found: dict[str, tuple[type, frozenset[str], Any, Any]] = {}
    for fact in rulebook.facts.values():
        if isinstance(fact.origin, Asked):
            least, most = (
                (EARLIEST_DATE, LATEST_DATE)
                if fact.kind is Kind.DATE
                else (-LARGEST_NUMBER, LARGEST_NUMBER)
            )
            low = least if fact.minimum is None else fact.minimum
            high = most if fact.maximum is None else fact.maximum
            options = frozenset(option.id for option in fact.options)
            found[fact.id] = _TYPES[fact.kind], options, low, high
    return found


def _check_value(rulebook: Rulebook, fact: Fact, value: Value) -> None:
    if type(value) is not _TYPES[fact.kind]:
        raise BadAnswer(_not_of_type(fact.id, _TYPES[fact.kind], value))
    if isinstance(value, frozenset):
        for option in sorted(value, key=str):
            _check_option(fact, option)
    elif isinstance(value, str):
        _check_option(fact, value)
    read_answer(rulebook, fact.id, spell_value(value))


def _check_option(fact: Fact, option: object) -> None:
    if option not in [it.id for it in fact.options]:
        raise BadAnswer(*_refusal(fact, BadValue(str(option), "")))


def _not_of_type(name: str, wanted: type, value: object) -> Saying:
    shown = _short(repr(value))
    return saying("answer.not_of_type", fact=name, type=wanted.__name__, value=shown)


_TYPES: Mapping[Kind, type] = {
    Kind.YES_NO: bool,
    Kind.CHOICE: str,
    Kind.CHOICES: frozenset,
    Kind.INTEGER: int,
    Kind.MONEY: int,
    Kind.DATE: date,
}


def spell_answer(answer: Answer) -> str:
    """The text that :func:`read_answer` reads back as ``answer``."""
    return answer.value if isinstance(answer, Missing) else spell_value(answer)


def spell_answers(answers: Mapping[str, Answer]) -> dict[str, str]:
    """All answers spelled, in their order."""
    return {fact: spell_answer(answer) for fact, answer in answers.items()}


def values_of(fact: Fact) -> Saying:
    """What may be answered: ``yes, no``, the options, or a form and limits."""
    match fact.kind:
        case Kind.YES_NO:
            return as_it_is("yes, no")
        case Kind.CHOICE | Kind.CHOICES:
            words = [option.id for option in fact.options]
            words += [NONE] if fact.kind is Kind.CHOICES else []
            return as_it_is(", ".join(words))
        case Kind.DATE:
            form = as_it_is("YYYY-MM-DD")
        case Kind.MONEY:
            form = saying("value.amount")
        case _:
            form = saying("value.number")
    low, high = fact.minimum, fact.maximum
    if low is not None and high is not None:
        return saying("value.from_to", form=form, low=low, high=high)
    if low is not None:
        key = "value.or_later" if fact.kind is Kind.DATE else "value.or_more"
        return saying(key, form=form, low=low)
    if high is not None:
        key = "value.or_earlier" if fact.kind is Kind.DATE else "value.or_less"
        return saying(key, form=form, high=high)
    return form


def is_outside_limits(fact: Fact, value: Value) -> bool:
    """Whether ``value`` breaks the fact's limits."""
    return _outside(fact, value) is not None


def sensible_days(fact: Fact, days: Iterable[date], today: date | None) -> list[date]:
    """Those of the ``days`` that the fact can have; where some of them lie on the side of
    ``today`` on which people's answers to it usually lie, only those."""
    within = [day for day in days if not is_outside_limits(fact, day)]
    if today is None or fact.usually is None:
        return within
    ahead = fact.usually == "future"
    likely = [day for day in within if (day >= today if ahead else day <= today)]
    return likely or within


def nearest(word: str, candidates: Iterable[str]) -> tuple[Saying, ...]:
    """The question whether the candidate nearest to ``word`` was meant, if one is near."""
    from .loading.faults.report import nearest_name

    name = nearest_name(word, candidates)
    return (saying("answer.did_you_mean", name=name),) if name else ()


def _outside(fact: Fact, value: Value) -> Saying | None:
    if isinstance(value, bool) or not isinstance(value, int | date):
        return None
    low, high = fact.minimum, fact.maximum
    day = isinstance(value, date)
    if low is not None and value < low:  # type: ignore[operator]
        key = "answer.too_early" if day else "answer.too_small"
        return saying(key, fact=fact.id, value=value, limit=low)
    if high is not None and value > high:  # type: ignore[operator]
        key = "answer.too_late" if day else "answer.too_large"
        return saying(key, fact=fact.id, value=value, limit=high)
    return None


def _option_named(fact: Fact, name: str) -> str | None:
    """The option of that id, former id, or label in any language."""
    if fact.option(name) is not None:
        return name
    wanted = normalised(name)
    for option in fact.options:
        labels = map(normalised, option.label.by_language.values())
        if name in option.formerly or wanted in labels:
            return option.id
    return None


def _ambiguous(fact: Fact, text: str, days: Sequence[date]) -> Saying:
    one, other, *_ = days
    return saying("answer.ambiguous_date", fact=fact.id, text=_short(text), one=one, other=other)


def _refusal(fact: Fact, error: BadValue) -> tuple[Saying, ...]:
    text = _short(error.text)
    match fact.kind:
        case Kind.CHOICE | Kind.CHOICES:
            if fact.kind is Kind.CHOICES and error.text == NONE:
                return (saying("answer.none_alone", fact=fact.id),)
            return (
                saying("answer.no_option", fact=fact.id, text=text),
                *nearest(error.text, [option.id for option in fact.options]),
                saying("answer.options", values=values_of(fact)),
            )
        case Kind.YES_NO:
            return (saying("answer.not_yes_or_no", fact=fact.id, text=text),)
        case Kind.DATE:
            return (not_a_date(fact.id, error),)
        case Kind.MONEY:
            return (saying("answer.not_an_amount", fact=fact.id, text=text),)
    return (saying("answer.not_a_number", fact=fact.id, text=text),)


def not_a_date(name: str, error: BadValue) -> Saying:
    """What is wrong with a date given for ``name``."""
    key = "answer.date_out_of_reach" if error.out_of_reach else "answer.not_a_date"
    text = _short(error.text)
    return saying(key, fact=name, text=text, first=EARLIEST_DATE, last=LATEST_DATE)


def _where_from(fact: Fact) -> Saying:
    match fact.origin:
        case Cell(table, key, _):
            return saying("answer.from_table", table=table, key=key)
        case Concluded() | Asked():
            return saying("answer.concluded")
        case _:
            return saying("answer.calculated")


def _what_to_state(rulebook: Rulebook, fact: Fact) -> tuple[Saying, ...]:
    """The facts that a person can state and that ``fact`` follows from."""
    below = _rests_on(rulebook, fact.id)
    facts = (rulebook.facts[it] for it in rulebook.facts if it in below)
    stated = [fact.id for fact in facts if isinstance(fact.origin, Asked)]
    if not stated:
        return ()
    named = ", ".join(stated[:MOST_NAMED]) + (", …" if len(stated) > MOST_NAMED else "")
    return (saying("answer.state_instead", facts=named),)


def _rests_on(rulebook: Rulebook, fact_id: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [fact_id]
    while waiting:
        new = set(rulebook.depends_on(waiting.pop())) - found
        found |= new
        waiting += new
    return frozenset(found)


def _short(text: str) -> str:
    from .loading.faults.report import shortened

    return shortened(text)
