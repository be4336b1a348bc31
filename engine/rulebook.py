"""The model: everything a rulebook can say, as immutable data.

Owns the shapes and what follows from them alone (the order in which facts can be derived,
which rules produce which effect). Does not know how a rulebook is written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any, Literal

from msgspec import Struct, field

from .calculations import Calculation, arguments_of
from .conditions import Condition, comparisons_in
from .values import Answer, Kind, Value, Wording


class Place(Struct, frozen=True, order=True):
    """Where something stands in the rulebook's files; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Option(Struct, frozen=True):
    """One answer of a ``choice`` or ``choices`` fact; ``statement`` and ``denial`` say in a
    clause that it was chosen, or not."""

    id: str
    label: Wording
    help: Wording | None
    formerly: tuple[str, ...]
    place: Place
    statement: Wording | None = None
    denial: Wording | None = None


class Asked(Struct, frozen=True):
    """A fact that a person states. One that nobody is asked for may have a ``default``: its
    value while no answer gives it another one ("I don't know" gives none)."""

    default: Value | None = None


class Cell(Struct, frozen=True):
    """A fact read from ``table`` in the row that the answer to ``key`` names."""

    table: str
    key: str
    column: str


class Concluded(Struct, frozen=True):
    """A fact that rules conclude."""


Origin = Asked | Cell | Concluded | Calculation


Side = Literal["future", "past"]


class Fact(Struct, frozen=True):
    """A typed statement about the situation.

    ``label`` names it in a list of answers; ``statement`` and ``denial`` say in a clause
    that it is so, or not so ("the flat is furnished"), for conditions in words; those of a
    choice name the answer itself, and serve the options without their own. ``when_unknown``
    stands in for its value in texts while it has none. ``detail`` questions are left to the
    thorough questionnaire. ``presumed`` is the answer that plans are made with as long as
    nobody has answered; the questionnaire asks all the same. ``usually`` says on which side of
    today the dates lie that people mean. ``weighty`` conclusions, such as
    who has to act, must not hang on a detail question.
    """

    id: str
    kind: Kind
    origin: Origin
    place: Place
    label: Wording
    question: Wording | None = None
    help: Wording | None = None
    find_out: Wording | None = None
    statement: Wording | None = None
    denial: Wording | None = None
    when_unknown: Wording | None = None
    group: str | None = None
    options: tuple[Option, ...] = ()
    minimum: int | date | None = None
    maximum: int | date | None = None
    detail: bool = False
    presumed: Answer | None = None
    usually: Side | None = None
    weighty: bool = False
    formerly: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Fact {self.id}: {self.kind}>"

    @property
    def can_be_asked(self) -> bool:
        """Whether the questionnaire may ask it."""
        return self.question is not None

    def option(self, option_id: str) -> Option | None:
        """The option of that id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


class TableCell(Struct, frozen=True):
    """One cell: its value, and the sources that speak for it."""

    value: Value
    sources: tuple[str, ...]
    place: Place


class Table(Struct, frozen=True):
    """Rows of cells keyed by the options of a choice fact; an absent cell is unknown."""

    id: str
    key: str
    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, TableCell]]
    place: Place


class Phase(Struct, frozen=True):
    """A stretch of the plan; steps keep to the order of phases before anything else."""

    id: str
    title: Wording
    place: Place


class GroupOrder(StrEnum):
    """Who decides the order of questions (in a group) or of groups (in a rulebook)."""

    LISTED = "listed"
    """The author: as written."""
    OPEN = "open"
    """Whatever settles most comes first."""


class Group(Struct, frozen=True):
    """Questions on one topic, asked together, in the order of ``questions``."""

    id: str
    title: Wording
    questions: tuple[str, ...]
    order: GroupOrder
    place: Place


class Severity(StrEnum):
    """How bad it is to ignore a warning."""

    DANGER = "danger"
    CAUTION = "caution"
    NOTE = "note"


SEVERITIES = tuple(Severity)
"""From the worst to the mildest."""


class Due(Struct, frozen=True):
    """When a step is due: from (if stated) the date fact ``since`` to the date fact ``by``,
    each moved by days; before ``time`` on the last day, a ``time`` or ``text`` cell. With
    ``goes_on`` it is something to keep doing until then. While ``by`` or ``time`` hangs on
    questions nobody has answered, the first of ``meanwhile`` that has a value, and
    ``meanwhile_time``, stand in for them; so does ``meanwhile_since`` for ``since``."""

    by: str
    by_days: int = 0
    since: str | None = None
    since_days: int = 0
    time: str | None = None
    goes_on: bool = False
    meanwhile: tuple[str, ...] = ()
    meanwhile_since: str | None = None
    meanwhile_time: str | None = None

    def facts(self) -> tuple[str, ...]:
        """Ids of the facts it depends on once every question is answered."""
        return tuple(fact for fact in (self.by, self.since, self.time) if fact is not None)

    def all_facts(self) -> tuple[str, ...]:
        """Ids of the facts it names."""
        others = (self.meanwhile_since, self.meanwhile_time)
        return (*self.facts(), *self.meanwhile, *(it for it in others if it is not None))


class Step(Struct, frozen=True):
    """An action. ``before`` and ``after`` name steps it must precede or follow in any plan
    that has both; ``order_because`` says why, by the other step."""

    id: str
    phase: str
    title: Wording
    how: Wording | None
    place: Place
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    due: Due | None = None
    documents: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    order_because: tuple[tuple[str, Wording], ...] = ()

    def reason_beside(self, other: str) -> Wording | None:
        """Why it stands before or after the step ``other``, where it says so itself."""
        return next((because for step, because in self.order_because if step == other), None)


class Document(Struct, frozen=True):
    """Something to have ready."""

    id: str
    title: Wording
    note: Wording | None
    place: Place


class Cost(Struct, frozen=True):
    """Money a plan may cost. ``amount`` is whole units, or the id of a money fact, or nothing
    where only the note can say."""

    id: str
    title: Wording
    amount: int | str | None
    note: Wording | None
    place: Place


class SourceKind(StrEnum):
    """What stands behind a source, strongest first."""

    OFFICIAL = "official"
    PRESS = "press"
    AGGREGATOR = "aggregator"
    THIRD_PARTY = "third_party"
    BACKGROUND = "background"


PAGE_DATE = re.compile(r"(about )?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
"""The day, month or year of a page, perhaps a guess."""
OLD_PAGE = "old"


class Source(Struct, frozen=True):
    """Where advice comes from. ``checked`` is the day somebody last looked; ``published`` the
    page's own date as far as known (a :data:`PAGE_DATE`, or ``old`` if only that is sure);
    ``confidence`` high, medium or low where the kind alone says too little."""

    id: str
    title: Wording
    address: str | None
    kind: SourceKind
    checked: date
    published: str | None
    confidence: str | None
    place: Place


class Conclude(Struct, frozen=True):
    """The rule makes a conclusion true."""

    conclusion: str


class Do(Struct, frozen=True):
    """The rule puts a step into the plan."""

    step: str


class Warn(Struct, frozen=True):
    """The rule warns, at a step or (``step`` is ``None``) for the whole plan. With
    ``cannot_be_undone`` it is of a mistake that nothing makes good again."""

    id: str
    severity: Severity
    text: Wording
    step: str | None
    cannot_be_undone: bool = False


class Bring(Struct, frozen=True):
    """The rule asks for a document, for a step or for the whole plan."""

    document: str
    step: str | None


class Charge(Struct, frozen=True):
    """The rule expects a cost, at a step or for the whole plan."""

    cost: str
    step: str | None


class OrderSteps(Struct, frozen=True):
    """The rule puts ``first`` before ``then`` in plans that have both."""

    first: str
    then: str


Effect = Conclude | Do | Warn | Bring | Charge | OrderSteps


class Rule(Struct, frozen=True):
    """``when`` a condition holds, ``then`` effects; only for as-of dates from ``valid_from``
    to ``valid_until``, both inside."""

    id: str
    when: Condition
    effects: tuple[Effect, ...]
    because: Wording
    sources: tuple[str, ...]
    place: Place
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, as_of: date) -> bool:
        """Whether the rule is in force on that date."""
        return (self.valid_from is None or self.valid_from <= as_of) and (
            self.valid_until is None or as_of <= self.valid_until
        )


class Rulebook(Struct, frozen=True, eq=False, dict=True, weakref=True):
    """A whole rulebook. Mappings keep the author's order. Rulebooks compare by identity.
    ``names_plan`` is the fact whose answer tells one person's plans apart."""

    id: str
    version: str
    title: Wording
    languages: tuple[str, ...]
    currency: str
    time_zone: str
    group_order: GroupOrder
    phases: tuple[Phase, ...]
    groups: tuple[Group, ...]
    facts: Mapping[str, Fact]
    tables: Mapping[str, Table]
    steps: Mapping[str, Step]
    documents: Mapping[str, Document]
    costs: Mapping[str, Cost]
    rules: Mapping[str, Rule]
    sources: Mapping[str, Source]
    names_plan: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where parts that have no place of their own stand, by a path like ``rules.r.when``."""
    drafts: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """Languages that are not finished, each with the places of the texts that lack it."""

    def __repr__(self) -> str:
        counts = f"{len(self.facts)} facts, {len(self.steps)} steps, {len(self.rules)} rules"
        return f"<Rulebook {self.id} {self.version}: {counts}>"

    @cached_property
    def kept(self) -> dict[str, dict[tuple[object, ...], Any]]:
        """What was worked out of this rulebook alone, by function and arguments. It is filled
        by :mod:`engine.memo`; a rulebook made from this one begins with nothing."""
        return {}

    @cached_property
    def concluding_rules(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each conclusion, the rules that conclude it."""
        rules: dict[str, list[Rule]] = {
            fact.id: [] for fact in self.facts.values() if isinstance(fact.origin, Concluded)
        }
        for rule in self.rules.values():
            for effect in rule.effects:
                if isinstance(effect, Conclude):
                    rules[effect.conclusion].append(rule)
        return {conclusion: tuple(concluding) for conclusion, concluding in rules.items()}

    @cached_property
    def askable(self) -> tuple[str, ...]:
        """Ids of the facts with a question, by group and the author's order inside it."""
        return tuple(fact for group in self.groups for fact in group.questions)

    @cached_property
    def defaults(self) -> Mapping[str, Value]:
        """The value of each fact that has one without an answer."""
        return {
            fact.id: fact.origin.default
            for fact in self.facts.values()
            if isinstance(fact.origin, Asked) and fact.origin.default is not None
        }

    def depends_on(self, fact_id: str) -> tuple[str, ...]:
        """Ids of the facts that ``fact_id`` is directly derived from."""
        origin = self.facts[fact_id].origin
        if isinstance(origin, Asked):
            return ()
        if isinstance(origin, Cell):
            return (origin.key,)
        if isinstance(origin, Concluded):
            return tuple(
                dict.fromkeys(
                    comparison.fact
                    for rule in self.concluding_rules[fact_id]
                    for comparison in comparisons_in(rule.when)
                )
            )
        return arguments_of(origin)

    @cached_property
    def derivation_order(self) -> tuple[str, ...]:
        """All facts, each after those it is derived from. Needs a rulebook without circles."""
        below = {fact_id: self.depends_on(fact_id) for fact_id in self.facts}
        return tuple(TopologicalSorter(below).static_order())

    @cached_property
    def dependents(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """For each fact, the facts derived from it (itself included) and the rules whose
        condition reads any of them."""
        facts: dict[str, set[str]] = {fact_id: {fact_id} for fact_id in self.facts}
        for fact_id in reversed(self.derivation_order):
            for other in self.depends_on(fact_id):
                facts[other] |= facts[fact_id]
        rules: dict[str, set[str]] = {fact_id: set() for fact_id in self.facts}
        for rule in self.rules.values():
            for comparison in comparisons_in(rule.when):
                rules[comparison.fact].add(rule.id)
        return {
            fact_id: (
                frozenset(derived),
                frozenset().union(*(rules[other] for other in derived)),
            )
            for fact_id, derived in facts.items()
        }

    def effects(self) -> Iterator[tuple[Rule, Effect]]:
        """Every effect with its rule, in the author's order."""
        for rule in self.rules.values():
            for effect in rule.effects:
                yield rule, effect
