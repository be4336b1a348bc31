"""What a person has answered, as the query of an address.

Owns the form in which answers travel from page to page: ``fact=value`` in the order of
answering, and a few keys that begin with a full stop, which no fact can. Reading is tolerant:
what a newer rulebook no longer knows is left out and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from engine import Answer, Case, Refusal, Rulebook, Situation, phrase, read_answer, spell_answers

ON = ".on"
DONE = ".done"
THOROUGH = ".thorough"
VERSION = ".version"
KEPT = (ON, DONE, THOROUGH, VERSION)
"""The keys that travel with the answers."""

Fields = Iterable[tuple[str, str]]


class Dropped(Struct, frozen=True):
    """An answer that cannot be taken (any more), as it was given."""

    fact: str
    text: str
    reason: Refusal

    def in_language(self, language: str) -> str:
        """What is told about it."""
        return phrase(language, "case.answer_dropped", fact=self.fact, answer=self.text)


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

    def query(self, rulebook: Rulebook, **controls: str) -> str:
        """The same as the query of an address, and ``controls``, whose names get a full stop."""
        more = [(f".{name}", value) for name, value in controls.items()]
        return urlencode([*self.pairs(rulebook), *more], safe=",:/")


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
        try:
            given = read_answer(rulebook, name, text)
        except Refusal as error:
            dropped.append(Dropped(_short(name), _short(text), error))
        else:
            answers[given.fact.id] = given.answer
    return State(
        answers,
        tuple(dict.fromkeys(it for it in texts.get(DONE, ()) if it in rulebook.steps)),
        _day(texts.get(ON, [""])[-1]),
        bool(texts.get(THOROUGH)),
        texts.get(VERSION, [None])[-1],
        tuple(dropped),
    )


def state_of_case(case: Case) -> State:
    """What a saved case file says."""
    return State(case.answers, tuple(case.done))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(1900, 1, 1) <= day <= date(2199, 12, 31) else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
