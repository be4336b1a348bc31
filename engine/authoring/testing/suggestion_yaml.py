"""Suggested scenarios as YAML, with what comes out now as what they expect.

Owns the spelling and the choice of expectations: everything that is in the plan, and of what
is not in it only what the scenario is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count

from ...items import Item, ItemKind, items_of
from ...loading.scenarios.expect_section import LISTED_PARTS
from ...loading.scenarios.expectations import PARTS
from ...planning.ordering import OrderCircle
from ..inspecting.spelling import spell_given
from .judging import spell_truth, spell_value
from .outcomes import Outcome
from .suggesting import Suggestion, Suggestions

_NOTHING: Mapping[str, str] = {}
HEAD = """\
# Suggested by `kaiyaku rules test --suggest`. What each one expects is what comes out now:
# read it, correct the rules where it is wrong, and give the scenarios names that say why.
"""


def suggestions_text(
    suggestions: Suggestions, taken: Collection[str] = (), left: Mapping[str, str] = _NOTHING
) -> str:
    """A scenario file; comments tell what each scenario is good for, and what is ``left`` with
    all of them, with the reason. No scenario has one of the ids that are ``taken``."""
    lines = [f"# Still missing: {words} ({reason})" for words, reason in left.items()]
    if not suggestions.found:
        lines.append("scenarios: {}")
    else:
        day = suggestions.found[0].outcome.situation.as_of
        lines += [f"on: {day}", "scenarios:"]
        used = set(taken)
        for number, suggestion in enumerate(suggestions.found, 1):
            name = _free_name(number, suggestion, used)
            used.add(name)
            lines += _scenario(name, suggestion, suggestion.outcome.situation.as_of != day)
    return HEAD + "\n".join(lines) + "\n"


def _free_name(number: int, suggestion: Suggestion, taken: Collection[str]) -> str:
    about = suggestion.wishes[0].name.replace("_", "-")
    names = (f"suggested-{it}-{about}" for it in count(number))
    return next(name for name in names if name not in taken)


def _scenario(name: str, suggestion: Suggestion, names_day: bool) -> Iterator[str]:
    outcome = suggestion.outcome
    for words in dict.fromkeys(wish.words for wish in suggestion.wishes):
        yield f"  # so far: {words}"
    yield f"  {name}:"
    if names_day:
        yield f"    on: {outcome.situation.as_of}"
    yield f"    given: {spell_given(outcome.given.answers)}"
    yield "    expect:"
    for key, value in _expected(suggestion):
        yield f"      {key}: {value}"


def _expected(suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    outcome = suggestion.outcome
    about = {item for item in suggestion.about if isinstance(item, Item)}
    parts = [line for part in PARTS for line in _of_part(part, outcome, about)]
    if not parts and not suggestion.about:
        nothing = set(items_of(outcome.rulebook))
        parts = [line for part in PARTS for line in _of_part(part, outcome, nothing)]
    yield from parts
    pairs = dict.fromkeys(
        f"[{wish.order.first}, {wish.order.then}]" for wish in suggestion.wishes if wish.order
    )
    if pairs:
        yield "order", f"[{', '.join(pairs)}]"
    due = dict(_dues(outcome))
    if due:
        yield "due", _mapping(due)
    conclusions = {
        it: spell_truth(outcome.conclusion(it)) for it in suggestion.about if isinstance(it, str)
    }
    if conclusions:
        yield "conclusions", _mapping(conclusions)
    facts = dict.fromkeys(fact for wish in suggestion.wishes for fact in wish.values)
    values = {it: spell_value(outcome.valuation.value(it)) for it in facts}
    if values:
        yield "values", _mapping(values)


def _of_part(part: ItemKind, outcome: Outcome, about: set[Item]) -> Iterator[tuple[str, str]]:
    items = [item for item in items_of(outcome.rulebook) if item.kind is part]
    if part is ItemKind.STEP:
        items = _in_order(items, outcome)
    for key, (listed, certainty) in LISTED_PARTS.items():
        named = [
            item.id
            for item in items
            if listed is part
            and outcome.certainty(item) is certainty
            and (certainty is not None or item in about)
        ]
        if named:
            yield key, f"[{', '.join(named)}]"


def _in_order(items: Iterable[Item], outcome: Outcome) -> list[Item]:
    """Steps as they stand in the plan, then those that do not."""
    try:
        position = {step: number for number, step in enumerate(outcome.ordering.steps)}
    except OrderCircle:
        position = {}
    return sorted(items, key=lambda item: position.get(item.id, len(position)))


def _dues(outcome: Outcome) -> Iterator[tuple[str, str]]:
    for step in outcome.rulebook.steps:
        due = outcome.due(step)
        if due is not None:
            parts = {"by": str(due.by)}
            if due.since is not None:
                parts["since"] = str(due.since)
            if due.time is not None:
                parts["time"] = f'"{due.time}"'
            yield step, _mapping(parts)


def _mapping(entries: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {value}' for key, value in entries.items())}}}"
