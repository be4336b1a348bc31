"""Whether conditions can hold or fail at all, and the smallest situation in which one holds.

Any condition becomes a diagram over the worlds of its rulebook. Where even comparisons taken
for independent leave no world, none exists on any day; elsewhere the dates and numbers of the
days that matter decide. Nothing is claimed that was not proved, and a diagram that grows too
large says so.

Owns these two questions. Knows nothing of findings, tests or files.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from ..conditions import Condition, Operand, comparisons_in, truth_of
from ..items import items_of
from ..rulebook import Asked, Cell, Concluded, Rulebook
from ..situation import Answers, Situation, Valuation
from ..values import EARLIEST_DATE, LATEST_DATE, UNKNOWN, Answer, Kind, Missing, Value, Wording
from .answer_diagrams import FAILS, HOLDS
from .answer_diagrams import Answers as OverAnswers
from .axes import Atoms
from .compiling import ATOM_BASE, FREE_BASE, Atom, Worlds, listed
from .diagrams import FALSE, Node, TooLarge
from .terms import (
    TODAY,
    Term,
    call,
    dates_in,
    direction,
    reads_today,
    substituted,
    variable,
    variables_of,
)
from .theory import Theory
from .witnesses import OneDay

DAYS_TRIED = 400
"""What hangs on the as-of date is looked at on every day of so many: a year and a month."""
MOST_NODES = 150_000
"""A question whose diagrams would need more nodes is left open: some seconds."""
MOST_READ = 100_000
"""So many nodes over dates and numbers are made for all verdicts together: some seconds. What
is left then is left open."""
NO_END = 1 << 40
MOST_THEORIES = 400


@dataclass(frozen=True, slots=True)
class Window:
    """The as-of dates in question; an end that is ``None`` is open."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def nearest(self, day: date) -> date:
        """The day, or the nearest to it that lies in the window."""
        if self.first is not None and day < self.first:
            return self.first
        return self.last if self.last is not None and day > self.last else day


ALWAYS_OPEN = Window()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether some situation makes a condition true, or false. ``False`` is proved; ``True``
    means that it can, or (``exact`` is false) that it was left open."""

    can_hold: bool
    can_fail: bool
    exact: bool


LEFT_OPEN = Verdict(True, True, False)
Memory = MutableMapping[Hashable, Verdict]


class Solver:
    """Answers questions about one rulebook. ``memory`` keeps verdicts by what they rest on, so
    that they outlive a change elsewhere in the rulebook. A question whose diagrams would need
    more than ``most`` nodes is left open."""

    def __init__(
        self,
        rulebook: Rulebook,
        as_of: date,
        memory: Memory | None = None,
        most: int = MOST_NODES,
    ) -> None:
        self.rulebook = rulebook
        self.as_of = as_of
        self.worlds = Worlds(rulebook)
        self._memory: Memory = {} if memory is None else memory
        self._keys: dict[tuple[Condition, Window], Hashable] = {}
        self._atoms_below: dict[Node, frozenset[int]] = {}
        self._theories: dict[Hashable, OneDay] = {}
        self._left = MOST_READ
        self._allowance = NO_END
        self._most = most

    @cached_property
    def answers(self) -> OverAnswers:
        """The same rulebook over answers."""
        return OverAnswers(self.worlds, frozenset(self.rulebook.askable))

    # ------------------------------------------------------------------ verdicts

    def verdict(self, condition: Condition, window: Window = ALWAYS_OPEN) -> Verdict:
        """What is known of one condition, for as-of dates in ``window``."""
        key = self._key(condition, window)
        found = self._memory.get(key)
        if found is None:
            self._allowance = self._left
            try:
                found = self.verdict_of(self.truth(condition), window)
            except TooLarge:
                found = LEFT_OPEN
            finally:
                self._left, self._allowance = self._allowance, NO_END
            self._memory[key] = found
        return found

    def truth(self, condition: Condition) -> Node:
        """The condition as a diagram over :attr:`worlds`. Raises
        :class:`~engine.worlds.diagrams.TooLarge`."""
        self.worlds.diagrams.most = len(self.worlds.diagrams) + self._most
        return self.worlds.truth(condition)

    def verdict_of(self, node: Node, window: Window = ALWAYS_OPEN) -> Verdict:
        """What is known of a diagram over worlds."""
        return Verdict(
            self._can_be(node, window),
            self._can_be(self.worlds.diagrams.negation(node), window),
            True,
        )

    def _can_be(self, node: Node, window: Window) -> bool:
        """Whether a world on a day in the window makes the diagram true."""
        return self.day_of(node, window) is not None

    def day_of(self, node: Node, window: Window = ALWAYS_OPEN) -> date | None:
        """A day in the window on which some world makes the diagram true; ``None`` if that is
        proved impossible (for what hangs on the as-of date: on all days that were tried)."""
        if node == FALSE:
            return None
        first = window.nearest(self.as_of)
        atoms = self.atoms_below(node)
        if not atoms:
            return first
        self._allow_more()
        moving = self._moving(atoms)
        for number, day in enumerate(self.days(atoms, window)):
            if number == 1 and not self._holds_on(
                first, atoms - moving, self.without(node, moving)
            ):
                return None
            if self._holds_on(day, atoms, node):
                return day
        return None

    def _holds_on(self, day: date, atoms: frozenset[int], node: Node) -> bool:
        found = self._day(day, atoms).some_world(self.worlds.diagrams, node)
        if found is not None:
            return found
        store = self._day(day, atoms).theory.store
        before = len(store)
        store.most = before + self._allowance
        try:
            return self._is_read_to_hold(day, atoms, node)
        finally:
            self._allowance = max(0, self._allowance - (len(store) - before))

    def _is_read_to_hold(self, day: date, atoms: frozenset[int], node: Node) -> bool:
        answered = self.answers_to(node)
        narrow = {
            name: self._plain_value(name, day)
            for number in atoms
            for name in variables_of(self.worlds.atoms[number].term)
            if not self.worlds.unlisted[name]
        }
        if narrow and self._day(day, atoms, narrow).quickly_holds(answered):
            return True
        return self._day(day, atoms).can_hold(answered)

    def _plain_value(self, name: str, day: date) -> Value:
        """A value for what nobody can know, to look at first."""
        fact = self.rulebook.facts[name.removeprefix("?")]
        if fact.kind is Kind.DATE:
            return day
        return fact.minimum if isinstance(fact.minimum, int) else 1

    def _allow_more(self) -> None:
        for diagrams in (self.worlds.diagrams, self.answers.diagrams):
            diagrams.most = len(diagrams) + self._most

    def answers_to(self, node: Node) -> Node:
        """A diagram over worlds as a truth over answers."""
        full = self.answers.diagrams.full
        for level, values in self.worlds.diagrams.full.items():
            full.setdefault(level, values)
        return self.answers.truth(node)

    # ------------------------------------------------------------------ days

    def atoms_below(self, node: Node) -> frozenset[int]:
        """Numbers of the comparisons that a diagram over worlds hangs on."""
        found = self._atoms_below.get(node)
        if found is None:
            levels = self.worlds.diagrams.levels_below([node])
            found = frozenset(level - ATOM_BASE for level in levels if level >= ATOM_BASE)
            self._atoms_below[node] = found
        return found

    def _moving(self, atoms: frozenset[int]) -> frozenset[int]:
        return frozenset(n for n in atoms if reads_today(self.worlds.atoms[n].term))

    def days(self, atoms: frozenset[int], window: Window) -> Iterator[date]:
        """The as-of dates worth a look: one where the date decides nothing; the days where a
        comparison of today turns; and every day of a year where more hangs on it."""
        first = window.nearest(self.as_of)
        yield first
        seen = {first}
        moving = [self.worlds.atoms[n] for n in sorted(self._moving(atoms))]
        if not moving:
            return
        told = sorted({day for n in atoms for day in _turning(self.worlds.atoms[n])})
        for day in sorted(told, key=lambda day: (abs((day - first).days), day)):
            if day in window and day not in seen:
                seen.add(day)
                yield day
        if all(atom.term == TODAY for atom in moving):
            return
        last = window.last if window.last and window.first else None
        reach = DAYS_TRIED if last is None else (last - first).days
        start = window.first if window.first and last else first
        for number in range(-max(0, (first - start).days), reach + 1):
            day = first + timedelta(days=number)
            if day in window and day not in seen:
                yield day

    def without(self, node: Node, atoms: frozenset[int]) -> Node:
        """Where the diagram can be true if those comparisons could come to anything."""
        return self.free_of(node, frozenset(ATOM_BASE + number for number in atoms))

    def free_of(self, node: Node, levels: frozenset[int]) -> Node:
        """Where the diagram can be true whatever the variables at those levels are."""
        diagrams = self.worlds.diagrams

        def step(level: int, edges: Iterable[tuple[int, Node]]) -> Node:
            if level in levels:
                return diagrams.any_of(child for _, child in edges)
            outcomes: dict[Node, int] = {}
            for values, child in edges:
                outcomes[child] = outcomes.get(child, 0) | values
            return diagrams.node(level, outcomes)

        return diagrams.rebuilt(node, step, {}) if levels else node

    def _day(self, day: date, atoms: frozenset[int], given: Answers | None = None) -> OneDay:
        stated = {name: it for name, it in (given or {}).items() if name in self.worlds.unlisted}
        key = day, atoms, frozenset(stated.items())
        found = self._theories.get(key)
        if found is None:
            if len(self._theories) >= MOST_THEORIES:
                del self._theories[next(iter(self._theories))]
            found = self._theories[key] = OneDay(self._theory(day, atoms, stated), self._allowed)
        return found

    def _theory(self, day: date, numbers: frozenset[int], given: Answers) -> Theory:
        """The dates and numbers of a day as far as those comparisons tell them apart."""
        atoms = Atoms(
            tuple(it if n in numbers else _SAYS_NOTHING for n, it in enumerate(self.worlds.atoms)),
            {n: it for n, it in self.worlds.variables.items() if n < FREE_BASE},
            self.worlds.unlisted,
            frozenset(self.rulebook.askable),
        )
        unknown = frozenset(name for name, it in given.items() if it is UNKNOWN)
        values = {name: it for name, it in given.items() if not isinstance(it, Missing)}
        return Theory(self.rulebook, self.answers.diagrams, atoms, day, values, unknown)

    @cached_property
    def _allowed(self) -> Mapping[int, int]:
        """For each level, the answers there are when nothing was answered."""
        askable = frozenset(self.rulebook.askable)
        allowed = {}
        for level, place in self.worlds.variables.items():
            if level >= FREE_BASE:
                continue
            size = len(place.values)
            if place.option is not None or (place.fact in askable and not size):
                allowed[level] = 3
            elif place.fact in askable:
                allowed[level] = (1 << size + 1) - 1
            else:
                allowed[level] = (1 << size + 2) - 1 if size else 7
        return allowed

    # ------------------------------------------------------------------ situations

    def situation(
        self, condition: Condition, window: Window = ALWAYS_OPEN, given: Answers | None = None
    ) -> Situation | None:
        """A smallest situation, with the answers ``given`` in it, that makes the condition
        certainly true; ``None`` if there is none."""
        try:
            found = self.situation_of(self.truth(condition), window, given)
        except TooLarge:
            return None
        if found is None:
            return None
        return self._plainest(found, condition, given or {})

    def situation_of(
        self, node: Node, window: Window = ALWAYS_OPEN, given: Answers | None = None
    ) -> Situation | None:
        """The same for a diagram over worlds."""
        found = self.smallest(node, window, given, sure=True)
        return None if found is None else found[0]

    def smallest_answers(
        self, answered: Node, window: Window = ALWAYS_OPEN, given: Answers | None = None
    ) -> Situation | None:
        """A smallest situation, with the answers ``given`` in it, that leads a diagram over
        :attr:`answers` to "it holds"."""
        self._allow_more()
        levels = self.answers.diagrams.levels_below([answered])
        atoms = frozenset(level - ATOM_BASE for level in levels if level >= ATOM_BASE)
        for day in self.days(atoms, window):
            answers = self._day(day, atoms, given).smallest(answered, given or {})
            if answers is not None:
                return self._in_order(answers, day)
        return None

    def _in_order(self, answers: Answers, day: date) -> Situation:
        return Situation({it: answers[it] for it in self.rulebook.facts if it in answers}, day)

    def smallest(
        self,
        node: Node,
        window: Window = ALWAYS_OPEN,
        given: Answers | None = None,
        *,
        sure: bool = False,
    ) -> tuple[Situation, bool] | None:
        """A smallest situation that makes the diagram certainly true; unless one must be
        ``sure``, else one in which it may be true however it is asked on."""
        found = self._smallest(node, window, given or {}, HOLDS)
        if found is None and not sure:
            perhaps = self._smallest(node, window, given or {}, HOLDS | FAILS)
            return None if perhaps is None else (perhaps, False)
        return None if found is None else (found, True)

    def _smallest(self, node: Node, window: Window, given: Answers, leaf: int) -> Situation | None:
        if node == FALSE:
            return None
        atoms = self.atoms_below(node)
        self._allow_more()
        answered = self.answers_to(node)
        for day in self.days(atoms, window):
            answers = self._day(day, atoms, given).smallest(answered, given, leaf)
            if answers is not None:
                return self._in_order(answers, day)
        return None

    def _plainest(self, found: Situation, condition: Condition, given: Answers) -> Situation:
        """The situation with the fewest answers with which plain evaluation sees, too, that
        the condition holds; as it is if nothing that can be asked shows that."""

        def holds(answers: Answers) -> bool:
            valuation = Valuation(self.rulebook, Situation(answers, found.as_of))
            return truth_of(condition, valuation.knowledge) is True

        kept = dict(found.answers)
        if not holds(kept):
            # Certain is certain, whatever else is answered.
            for fact_id in self._asked_below(condition):
                kept.setdefault(fact_id, self._plain_answer(fact_id, found.as_of))
        if not holds(kept):
            return found
        for fact_id in [it for it in reversed(kept) if it not in given]:
            fewer = {fact: it for fact, it in kept.items() if fact != fact_id}
            if holds(fewer):
                kept = fewer
        return self._in_order(kept, found.as_of)

    def _asked_below(self, condition: Condition) -> list[str]:
        """Ids of the questions that the condition can depend on."""
        seen: set[str] = set()
        queue = [leaf.fact for leaf in comparisons_in(condition)]
        while queue:
            fact_id = queue.pop()
            if fact_id not in seen:
                seen.add(fact_id)
                queue += self.rulebook.depends_on(fact_id)
        return [fact_id for fact_id in self.rulebook.askable if fact_id in seen]

    def _plain_answer(self, fact_id: str, day: date) -> Answer:
        fact = self.rulebook.facts[fact_id]
        if fact.kind is Kind.CHOICES:
            return frozenset()
        if fact.kind in (Kind.YES_NO, Kind.CHOICE):
            return listed(fact)[0]  # type: ignore[no-any-return]
        if fact.kind is Kind.DATE:
            low, high = fact.minimum or day, fact.maximum or day
            assert isinstance(low, date)
            assert isinstance(high, date)
            return min(max(day, low), high)
        low_number = fact.minimum if isinstance(fact.minimum, int) else 0
        return min(low_number, fact.maximum) if isinstance(fact.maximum, int) else low_number

    def unsettled_by(self, node: Node) -> frozenset[str]:
        """Ids of the facts that nobody is asked for and that still decide the diagram when
        every question has an answer."""
        askable = frozenset(self.rulebook.askable)
        variables = self.worlds.variables

        def answered(level: int, edges: Iterable[tuple[int, Node]]) -> Node:
            place = variables.get(level)
            outcomes: dict[Node, int] = {}
            for values, child in edges:
                if place is not None and place.fact in askable and place.option is None:
                    size = len(place.values) or 1
                    values &= (1 << size) - 1
                    values |= values << size
                if values:
                    outcomes[child] = outcomes.get(child, 0) | values
            return self.worlds.diagrams.node(level, outcomes)

        known = self.worlds.diagrams.rebuilt(node, answered, {})
        return self.facts_below(known) - askable

    def facts_below(self, node: Node) -> frozenset[str]:
        """Ids of the facts that a diagram over worlds hangs on."""
        found: set[str] = set()
        for level in self.worlds.diagrams.levels_below([node]):
            if level >= ATOM_BASE:
                found |= variables_of(self.worlds.atoms[level - ATOM_BASE].term)
            else:
                found.add(self.worlds.variables[level].fact)
        return frozenset(name.removeprefix("?") for name in found)

    # ------------------------------------------------------------------ what verdicts rest on

    def _key(self, condition: Condition, window: Window) -> Hashable:
        question = condition, window
        key = self._keys.get(question)
        if key is None:
            facts = tuple(self._digests[leaf.fact] for leaf in comparisons_in(condition))
            key = self._keys[question] = question, facts, self.as_of
        return key

    @cached_property
    def _digests(self) -> Mapping[str, int]:
        """For each fact, a digest of everything its value can depend on."""
        digests: dict[str, int] = {}
        for fact_id in self.rulebook.derivation_order:
            below = tuple(digests[other] for other in self.rulebook.depends_on(fact_id))
            digests[fact_id] = hash((_definition(self.rulebook, fact_id), below))
        return digests

    @cached_property
    def digest(self) -> int:
        """A digest of everything that decides what plans contain, not of their words."""
        rules = tuple(
            (rule.id, rule.when, rule.valid_from, rule.valid_until)
            for rule in self.rulebook.rules.values()
        )
        items = tuple(
            (item, entry.key, entry.shown) for item, entry in items_of(self.rulebook).items()
        )
        texts = tuple(
            cell.value
            for table in self.rulebook.tables.values()
            for row in table.rows.values()
            for cell in row.values()
            if isinstance(cell.value, Wording)
        )
        return hash((tuple(self._digests.values()), rules, items, texts))


_SAYS_NOTHING = Atom(0, None)  # type: ignore[arg-type]


def _turning(atom: Atom) -> Iterator[date]:
    """Days around those that an atom names, and those where it turns by today alone."""
    operand: Operand = atom.operand
    named = operand if isinstance(operand, tuple) else (operand,)
    days = {it for it in named if isinstance(it, date)} | dates_in(atom.term)
    if reads_today(atom.term) and not variables_of(atom.term):
        days |= {day for bound in named for day in _reaching(atom.term, bound)}
    for day in days:
        yield from (day + timedelta(days=n) for n in (-1, 0, 1))


def _reaching(term: Term, bound: object) -> Iterator[date]:
    """The day on which a formula of today alone, if it only rises or falls, reaches a bound,
    and the one on which it leaves it."""
    rising = direction(_of_a_day(term), "today")
    if rising not in (1, -1) or bound is None:
        return
    for strictly in (False, True):
        first, last = EARLIEST_DATE.toordinal() + 1, LATEST_DATE.toordinal() - 1
        while first < last:
            middle = (first + last) // 2
            value = substituted(term, {}, date.fromordinal(middle), {})
            ahead = value is None or (value > bound if rising == 1 else value < bound)
            if ahead or (not strictly and value == bound):
                last = middle
            else:
                first = middle + 1
        yield date.fromordinal(first)


def _of_a_day(term: object) -> object:
    """The formula with today as a variable."""
    if not isinstance(term, Term) or term[0] == "var":
        return term
    return variable("today") if term == TODAY else call(term[1], tuple(map(_of_a_day, term[2:])))


def _definition(rulebook: Rulebook, fact_id: str) -> Hashable:
    fact = rulebook.facts[fact_id]
    match fact.origin:
        case Asked():
            options = tuple(option.id for option in fact.options)
            return fact_id, fact.kind, options, fact.minimum, fact.maximum
        case Cell(table, key, column):
            rows = rulebook.tables[table].rows
            return key, tuple((row, _content(cells, column)) for row, cells in rows.items())
        case Concluded():
            rules = rulebook.concluding_rules[fact_id]
            return tuple((rule.when, rule.valid_from, rule.valid_until) for rule in rules)
        case calculation:
            return calculation


def _content(cells: Mapping[str, object], column: str) -> Hashable:
    value = getattr(cells.get(column), "value", None)
    return value if not isinstance(value, Wording) else "words"
