"""What a person has answered, as the query of an address.

Owns the form in which answers travel from page to page: ``fact=value`` in the order of
answering, and a few keys that begin with a full stop, which no fact can. Reading is tolerant:
what a newer rulebook no longer knows is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote_plus, urlencode

from msgspec import Struct
from msgspec.structs import replace

from .. import (
    Answer,
    Case,
    Refusal,
    Rulebook,
    Situation,
    find_fact,
    present_step,
    read_answer,
    spell_answers,
)

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
ON = ".on"
DONE = ".done"
THOROUGH = ".thorough"
VERSION = ".version"
KEPT = (ON, DONE, THOROUGH, VERSION)
"""The keys that travel with the answers."""

Fields = Iterable[tuple[str, str]]


class Dropped(Struct, frozen=True):
    """An answer that cannot be taken (any more), as it was given: to which question, or to
    something that no question asks; a day that does not exist; or a tick, without an answer."""

    name: str
    text: str | None
    fact: str | None = None


class State(Struct, frozen=True):
    """Answers in the order given, ticked steps, and how the plan is made. ``saved_version`` is
    the rulebook's version that the address was made with, ``dropped`` what it says in vain."""

    answers: Mapping[str, Answer] = {}
    done: tuple[str, ...] = ()
    on: date | None = None
    thorough: bool = False
    saved_version: str | None = None
    dropped: tuple[Dropped, ...] = ()

    def situation(self, today: date) -> Situation:
        """The answers on the day that the plan is made for."""
        return Situation(self.answers, self.on or today)

    def answered(self, fact: str, answer: Answer) -> State:
        """With this answer; a changed one keeps its place."""
        return replace(self, answers={**self.answers, fact: answer})

    def ticked(self, step: str, *, done: bool) -> State:
        """With this step ticked, or not."""
        others = tuple(it for it in self.done if it != step)
        return replace(self, done=(*others, step) if done else others)

    def pairs(self, rulebook: Rulebook) -> list[tuple[str, str]]:
        """The keys and values that :func:`read_state` reads back."""
        pairs = list(spell_answers(self.answers).items())
        if self.on is not None:
            pairs.append((ON, self.on.isoformat()))
        pairs += [(DONE, step) for step in self.done]
        if self.thorough:
            pairs.append((THOROUGH, "1"))
        return [*pairs, (VERSION, rulebook.version)]

    def query(self, rulebook: Rulebook) -> str:
        """The same as the query of an address."""
        return urlencode(self.pairs(rulebook), safe=",:/")


def with_controls(query: str, controls: Mapping[str, str]) -> str:
    """The query and ``controls``, whose names get a full stop."""
    more = (f"&.{name}={quote_plus(value, safe=',:/')}" for name, value in controls.items())
    return query + "".join(more)


def read_state(rulebook: Rulebook, fields: Fields) -> State:
    """The state that the fields of an address or a form say. Nothing in them is an error."""
    texts: dict[str, list[str]] = {}
    for key, value in fields:
        texts.setdefault(key, []).append(value)
    answers: dict[str, Answer] = {}
    dropped: list[Dropped] = []
    for name, values in texts.items():
        if name.startswith("."):
            continue
        text = ",".join(values)
        if not _is_named(rulebook, name):
            dropped.append(Dropped(shortened(name), shortened(text)))
            continue
        try:
            given = read_answer(rulebook, name, text)
        except Refusal:
            dropped.append(Dropped(shortened(name), shortened(text), _asked(rulebook, name)))
        else:
            answers[given.fact.id] = given.answer
    done: dict[str, None] = {}
    for name in texts.get(DONE, ()):
        step = present_step(rulebook, name)
        if step is None:
            dropped.append(Dropped(shortened(name), None))
        else:
            done[step] = None
    version = texts.get(VERSION, [""])[-1]
    day = texts.get(ON, [""])[-1]
    on = read_day(day)
    if day and on is None:
        dropped.append(Dropped(ON, shortened(day)))
    return State(
        answers,
        tuple(done),
        on,
        bool(texts.get(THOROUGH)),
        shortened(version) or None,
        tuple(dropped),
    )


def query_of_case(case: Case) -> str:
    """The query of an address that says what a saved case file does, so that whatever a newer
    rulebook has no use for is told there."""
    answers = {**case.left_out, **spell_answers(case.answers)}
    pairs = [*answers.items(), *((DONE, step) for step in case.done), (VERSION, case.version)]
    return urlencode(pairs, safe=",:/")


def _asked(rulebook: Rulebook, name: str) -> str | None:
    try:
        fact = find_fact(rulebook, name)
    except Refusal:
        return None
    return fact.id if fact.question else None


def _is_named(rulebook: Rulebook, name: str) -> bool:
    """Whether there is such a fact. Cheap, for an address that is full of other names."""
    return name in rulebook.facts or any(name in it.formerly for it in rulebook.facts.values())


def read_day(text: str) -> date | None:
    """The day that is written ``YYYY-MM-DD``, if a plan can be made for it."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def shortened(text: str) -> str:
    """Enough of what somebody wrote to know it by."""
    return text if len(text) <= 40 else f"{text[:39]}…"
