"""What in a rulebook has a name, and finding it by what somebody typed.

Owns the sorts of named things and the nearest name when there is none. Does not know what
refers to what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum

from msgspec import Struct

from ...items import warnings_of
from ...loading.faults.opposites import are_opposed
from ...loading.scenarios.expectations import Scenario
from ...loading.scenarios.invariants import Invariant
from ...rulebook import Asked, Cell, Concluded, Place, Rulebook


class Sort(StrEnum):
    """What sort of thing a name stands for; the value is its name in a sentence."""

    RULE = "rule"
    FACT = "fact"
    COLUMN = "table column"
    CALCULATED = "calculated fact"
    CONCLUSION = "conclusion"
    OPTION = "option"
    STEP = "step"
    WARNING = "warning"
    DOCUMENT = "document"
    COST = "cost"
    TABLE = "table"
    ROW = "table row"
    SOURCE = "source"
    PHASE = "phase"
    GROUP = "group"
    SCENARIO = "scenario"
    INVARIANT = "invariant"


FACT_SORTS = frozenset({Sort.FACT, Sort.COLUMN, Sort.CALCULATED, Sort.CONCLUSION})
"""Everything that has a value."""


class Name(Struct, frozen=True):
    """One named thing. The id of a table row is ``table.row``, that of an option
    ``fact=option``."""

    sort: Sort
    id: str

    def __str__(self) -> str:
        return f"{self.sort} {self.id}"


class NoSuchName(LookupError):
    """Nothing is called so; the message names what comes nearest."""


def fact_name(rulebook: Rulebook, fact_id: str) -> Name:
    """The name of a fact, by where its value comes from."""
    origin = rulebook.facts[fact_id].origin
    if isinstance(origin, Asked):
        return Name(Sort.FACT, fact_id)
    if isinstance(origin, Cell):
        return Name(Sort.COLUMN, fact_id)
    return Name(Sort.CONCLUSION if isinstance(origin, Concluded) else Sort.CALCULATED, fact_id)


def option_name(fact_id: str, option_id: str) -> Name:
    """The name of an option of a fact."""
    return Name(Sort.OPTION, f"{fact_id}={option_id}")


def names_in(
    rulebook: Rulebook,
    scenarios: Iterable[Scenario] = (),
    invariants: Iterable[Invariant] = (),
) -> Mapping[Name, Place]:
    """Everything that has a name, with the place that declares it, in the author's order."""
    places = rulebook.places
    found = {Name(Sort.RULE, it.id): it.place for it in rulebook.rules.values()}
    found |= {fact_name(rulebook, it.id): it.place for it in rulebook.facts.values()}
    found |= {
        option_name(fact.id, option.id): option.place
        for fact in rulebook.facts.values()
        if isinstance(fact.origin, Asked | Cell)
        for option in fact.options
    }
    found |= {Name(Sort.STEP, it.id): it.place for it in rulebook.steps.values()}
    for warning in warnings_of(rulebook):
        found[Name(Sort.WARNING, warning)] = places[f"warnings.{warning}"]
    found |= {Name(Sort.DOCUMENT, it.id): it.place for it in rulebook.documents.values()}
    found |= {Name(Sort.COST, it.id): it.place for it in rulebook.costs.values()}
    for table in rulebook.tables.values():
        found[Name(Sort.TABLE, table.id)] = table.place
        for row in table.rows:
            found[Name(Sort.ROW, f"{table.id}.{row}")] = places[f"tables.{table.id}.rows.{row}"]
    found |= {Name(Sort.SOURCE, it.id): it.place for it in rulebook.sources.values()}
    found |= {Name(Sort.PHASE, it.id): it.place for it in rulebook.phases}
    found |= {Name(Sort.GROUP, it.id): it.place for it in rulebook.groups}
    found |= {Name(Sort.SCENARIO, it.id): it.place for it in scenarios}
    found |= {Name(Sort.INVARIANT, it.id): it.place for it in invariants}
    return found


def find_names(names: Iterable[Name], typed: str) -> tuple[Name, ...]:
    """Everything of that id, whatever its sort; rows and options also by their id alone, where
    nothing else is called so.

    Raises :class:`NoSuchName`.
    """
    known = tuple(names)
    exact = tuple(name for name in known if name.id == typed)
    if exact:
        return exact
    found = tuple(
        name
        for name in known
        if (name.sort is Sort.ROW and name.id.partition(".")[2] == typed)
        or (name.sort is Sort.OPTION and name.id.partition("=")[2] == typed)
    )
    if not found:
        raise NoSuchName(_no_such(known, typed))
    return found


def _no_such(known: Iterable[Name], typed: str) -> str:
    by_spelling: dict[str, Name] = {}
    for name in known:
        by_spelling.setdefault(_spelling(name.id), name)
    near = [
        name
        for name in get_close_matches(_spelling(typed[:100]), by_spelling, n=5, cutoff=0.6)
        if not are_opposed(typed[:100], name)
    ][:3]
    if not near:
        return f"nothing in this rulebook is called {typed!r}."
    first, *others = (by_spelling[spelling] for spelling in near)
    hint = f"Did you mean the {first.sort} {first.id!r}?"
    if others:
        hint += " Also near: " + ", ".join(name.id for name in others) + "."
    return f"nothing in this rulebook is called {typed!r}. {hint}"


def _spelling(name: str) -> str:
    return name.lower().replace("_", "-")
