"""What stands under each key of an entry, described once.

Owns the words of such a description and the reading of an entry by it. Schemas for editors and
the order of the formatter are made from the same description, which stands beside the reader of
its section. A new key is described there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...values import Kind, Wording
from ..draft import REFERENCES, Declared, Draft
from ..faults.report import quoted
from ..source.node_values import (
    KeyReader,
    choice,
    day,
    integer,
    mapping,
    truth,
    value_of,
    word,
    words,
)
from ..source.nodes import MapNode, Node, ScalarNode
from .declaring import good_id, report_duplicate
from .texts import wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What stands under a key. ``note`` is what an editor says about it; ``need`` is what to
    write where it is missing, if it may not be. Some keys need another ``beside`` them, may
    ``never`` stand beside another, or are ``only_for`` facts of some kinds."""

    note: str | None = None
    need: str | None = None
    beside: str | None = None
    never: str | None = None
    only_for: frozenset[Kind] | None = None


@dataclass(frozen=True, slots=True)
class Text(Holds):
    """A text, one or one per language. One that does not ``name_facts`` is shown where no
    situation is at hand to fill it in."""

    names_facts: bool = True
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Word(Holds):
    """A word, ``like`` a regular expression if there is one; ``what`` names it in messages."""

    what: str
    like: str | None = None


@dataclass(frozen=True, slots=True)
class OneWord(Holds):
    """One of the words."""

    words: tuple[str, ...]
    what: str


class YesNo(Holds):
    """yes or no."""


@dataclass(frozen=True, slots=True)
class Number(Holds):
    """A whole number."""

    what: str = "A number of days"


class Amount(Holds):
    """A number, which may be money."""


class CalendarDay(Holds):
    """A date."""


class TimeOfDay(Holds):
    """A time of day."""


class When(Holds):
    """A condition."""


@dataclass(frozen=True, slots=True)
class Id(Holds):
    """The id of an entry of a section."""

    section: str


@dataclass(frozen=True, slots=True)
class FactId(Holds):
    """The id of a fact of any origin; of one of the ``kinds``, if there are any."""

    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class NewId(Holds):
    """An id as the section's entries may have it."""

    section: str


class Nothing(Holds):
    """Nothing after the colon."""


@dataclass(frozen=True, slots=True)
class Several(Holds):
    """One such thing, or a list of them."""

    item: Holds
    fewest: int = 1


@dataclass(frozen=True, slots=True)
class ListOf(Holds):
    """A list of such things."""

    item: Holds
    fewest: int = 1
    may_repeat: bool = True


@dataclass(frozen=True, slots=True)
class Either(Holds):
    """One of these."""

    ways: tuple[Holds, ...]


@dataclass(frozen=True, slots=True)
class Inside(Holds):
    """Keys of its own."""

    form: EntryForm


@dataclass(frozen=True, slots=True)
class Entries(Holds):
    """New ids as the section has them, each with an entry."""

    section: str
    entry: Holds
    fewest: int = 0


@dataclass(frozen=True, slots=True)
class ById(Holds):
    """Ids that there are, each with what is said of it."""

    id: Holds
    entry: Holds


@dataclass(frozen=True, slots=True)
class ByFact(Holds):
    """Facts, each with a value that it can have: those that are asked for, concluded, or
    worked out in another way."""

    origin: Literal["asked", "concluded", "worked out"]


@dataclass(frozen=True, slots=True)
class Arguments(Holds):
    """What a function is given."""

    function: str


class RowsOfTable(Holds):
    """Rows of a table."""


class ColumnValue(Holds):
    """What a table's column holds, which depends on the column."""


@dataclass(frozen=True, slots=True)
class EntryForm:
    """An entry: what it is called, and what stands under each of its keys, in the order in
    which they are written. Of the keys in ``one_of`` it has exactly one; of all, ``fewest``."""

    what: str
    keys: Mapping[str, Holds]
    one_of: tuple[str, ...] = ()
    fewest: int = 0

    @property
    def noun(self) -> str:
        """What it is called, without its article."""
        return self.what.split(" ", 1)[1]

    @property
    def names(self) -> tuple[str, ...]:
        """The keys."""
        return tuple(self.keys)

    @property
    def needed(self) -> tuple[str, ...]:
        """The keys that may not be left out."""
        return tuple(name for name, holds in self.keys.items() if holds.need is not None)


class EntryReader(KeyReader):
    """The entry at a node, read by its form. What does not fit is reported; then, as for a key
    that is missing, ``None`` or nothing is returned."""

    def __init__(
        self, draft: Draft, form: EntryForm, node: MapNode, key: Node, what: str | None = None
    ) -> None:
        super().__init__(draft.report, node, form.keys, what or form.what, key)
        self.draft = draft
        self.form = form

    def there(self, name: str) -> Node | None:
        """What stands under the key; reported if it is missing and may not be."""
        need = self.form.keys[name].need
        return self.get(name) if need is None else self.need(name, need)

    def text(self, name: str) -> Wording | None:
        """The text there."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Text)
        if node is None:
            return None
        return wording(self.draft, node, f"`{name}`", holds.may_be_empty, holds.names_facts)

    def needed_text(self, name: str) -> Wording:
        """The text there; an empty one if it is missing."""
        return self.text(name) or Wording({"": ""})

    def word(self, name: str) -> str | None:
        """The word there, whatever it is like."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Word)
        return None if node is None else word(self.report, node, holds.what)

    def one_of(self, name: str) -> str | None:
        """Which of the words stands there."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, OneWord)
        return None if node is None else choice(self.report, node, holds.words, holds.what)

    def yes(self, name: str) -> bool:
        """Whether yes stands there."""
        node = self.there(name)
        return node is not None and bool(truth(self.report, node, "yes or no"))

    def day(self, name: str) -> date | None:
        """The date there."""
        node = self.there(name)
        return None if node is None else day(self.report, node, "A date")

    def time(self, name: str) -> str | None:
        """The time of day there."""
        node = self.there(name)
        read = None if node is None else value_of(self.report, node, Kind.TIME, "A time of day")
        return read if isinstance(read, str) else None

    def number(self, name: str) -> int | None:
        """The number there."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Number)
        return None if node is None else integer(self.report, node, holds.what)

    def id(self, name: str) -> str | None:
        """The id there, if there is such an entry."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Id)
        return None if node is None else self.draft.reference(holds.section, node)

    def ids(self, name: str) -> tuple[str, ...]:
        """The ids there, without those that there are not."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Several) and isinstance(holds.item, Id)
        if node is None:
            return ()
        return ids(self.draft, holds.item.section, node, needed=holds.need is not None)

    def fact(self, name: str) -> str | None:
        """The id of a fact there, of whatever kind."""
        node = self.there(name)
        shape = None if node is None else self.draft.fact(node)
        return None if shape is None else shape.id

    def new_ids(self, name: str) -> tuple[str, ...]:
        """The ids there that may be ids."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Several) and isinstance(holds.item, NewId)
        read = [] if node is None else words(self.report, node, "An earlier id")
        section = holds.item.section
        return tuple(it.text for it in read if good_id(self.report, it, section))

    def new_entries(
        self, name: str, before: dict[str, ScalarNode]
    ) -> Iterator[tuple[ScalarNode, EntryReader]]:
        """The entries there, each with its id, which is none of those ``before``; it is put to
        them, as one section may stand in several files."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Entries) and isinstance(holds.entry, Inside)
        form = holds.entry.form
        found = None if node is None else mapping(self.report, node, f"the section `{name}`")
        for key, value in found.pairs() if found else ():
            if not good_id(self.report, key, holds.section):
                continue
            if key.text in before:
                report_duplicate(self.report, key, form.noun, before[key.text])
                continue
            before[key.text] = key
            entry = entry_at(self.draft, form, value, key, f"the {form.noun} {quoted(key.text)}")
            if entry is not None:
                yield key, entry

    def inside(self, name: str, example: str | None = None) -> EntryReader | None:
        """The keys below the key."""
        holds, node = self.form.keys[name], self.there(name)
        assert isinstance(holds, Inside)
        if node is None:
            return None
        return entry_at(self.draft, holds.form, node, self.key_node(name), holds.form.what, example)


def entry_at(
    draft: Draft,
    form: EntryForm,
    node: Node,
    key: Node,
    what: str | None = None,
    example: str | None = None,
) -> EntryReader | None:
    """The entry at ``node``, under ``key``; reported if there are no keys."""
    found = mapping(draft.report, node, what or form.what, example)
    return None if found is None else EntryReader(draft, form, found, key)


def declared_entry(
    draft: Draft, form: EntryForm, declared: Declared, example: str | None = None
) -> EntryReader | None:
    """What stands under a declared id."""
    what = f"the {form.noun} {quoted(declared.id)}"
    return entry_at(draft, form, declared.node, declared.key, what, example)


def ids(draft: Draft, section: str, node: Node, *, needed: bool = False) -> tuple[str, ...]:
    """The ids of the section that a node lists, without those that there are not."""
    what = f"The id of a {REFERENCES[section][1]}"
    return draft.references(section, words(draft.report, node, what, needed=needed))
