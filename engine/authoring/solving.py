"""Whether conditions can hold or fail at all.

Owns the two questions that checks and suggestions ask: a *proof* that no situation makes a
condition true (or false), and a small *situation* that makes it true. A proof that cannot be
had within bounds is never claimed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from engine.authoring.abstracting import truths_of_free_facts
from engine.authoring.probing import ALWAYS_OPEN, Probes, Window, find_situation
from engine.calculations import Call, TodayArgument
from engine.conditions import ALWAYS, All, Condition, comparisons_in
from engine.items import items_of
from engine.rulebook import Asked, Cell, Concluded, Rulebook
from engine.sharpening import Certainty
from engine.situation import Answers, Situation
from engine.values import Wording


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether some situation makes a condition true, or false. ``False`` is proved; ``True``
    means that it can, or (``exact`` is false) that the search gave up."""

    can_hold: bool
    can_fail: bool
    exact: bool


Memory = MutableMapping[Hashable, Verdict]


class Solver:
    """Answers questions about one rulebook. ``memory`` keeps verdicts by what they rest on, so
    that they outlive a change elsewhere in the rulebook."""

    def __init__(self, rulebook: Rulebook, as_of: date, memory: Memory | None = None) -> None:
        self.rulebook = rulebook
        self.as_of = as_of
        self._memory: Memory = {} if memory is None else memory
        self._keys: dict[tuple[Condition, Window], Hashable] = {}

    def verdict(self, condition: Condition, window: Window = ALWAYS_OPEN) -> Verdict:
        """What is known of one condition, for as-of dates in ``window``."""
        return self.verdicts([(condition, window)])[0]

    def verdicts(self, questions: Iterable[tuple[Condition, Window]]) -> list[Verdict]:
        """The same for many conditions, which is cheaper than one after the other."""
        asked = list(questions)
        keys = [self._key(condition, window) for condition, window in asked]
        new = {key: it for key, it in zip(keys, asked, strict=True) if key not in self._memory}
        if new:
            probes = Probes(self.rulebook, [condition for condition, _ in new.values()])
            for number, (key, (_, window)) in enumerate(new.items()):
                self._memory[key] = self._find(probes, number, window)
        return [self._memory[key] for key in keys]

    def situation(
        self, condition: Condition, window: Window = ALWAYS_OPEN, given: Answers | None = None
    ) -> Situation | None:
        """A small situation, with the answers ``given`` in it, that makes the condition
        certainly true; ``None`` if none was found."""
        probes = Probes(self.rulebook, [condition])
        for day in self._days(probes, 0, window):
            found = find_situation(probes, 0, day, given or {})
            if found is not None:
                return found
        return None

    def _key(self, condition: Condition, window: Window) -> Hashable:
        """What the verdict rests on."""
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

    def _find(self, probes: Probes, number: int, window: Window) -> Verdict:
        condition = probes.rules[number].when
        truths = truths_of_free_facts(condition, self.rulebook.facts)
        if truths is not None and len(truths) == 1:
            return Verdict(True in truths, False in truths, True)
        can_hold = can_fail = False
        exact = True
        for nth, day in enumerate(self._days(probes, number, window)):
            if nth == 1 and not can_hold and self._is_impossible_on_any_day(condition, window):
                return Verdict(False, True, True)
            certainty, sharp = probes.certainty(number, day)
            can_hold = can_hold or certainty is not Certainty.RULED_OUT
            can_fail = can_fail or certainty is not Certainty.CERTAIN
            exact = exact and sharp
            if can_hold and can_fail:
                break
        if can_hold and not exact and self._is_impossible_on_any_day(condition, window):
            return Verdict(False, True, True)
        return Verdict(can_hold, can_fail, exact)

    def _is_impossible_on_any_day(self, condition: Condition, window: Window) -> bool:
        """Whether that part of the condition which no day changes can never hold: one more
        look instead of one for every day."""
        steady = self._steady_part(condition)
        if steady == condition or not any(comparisons_in(steady)):
            return False
        return not self.verdict(steady, window).can_hold

    def _steady_part(self, condition: Condition) -> Condition:
        """What is left of the condition without the parts that hang on the as-of date."""
        if isinstance(condition, All):
            return All(tuple(self._steady_part(part) for part in condition.parts))
        moves = any(leaf.fact in self._moving_facts for leaf in comparisons_in(condition))
        return ALWAYS if moves else condition

    @cached_property
    def _moving_facts(self) -> frozenset[str]:
        """Facts that can change with the as-of date alone."""
        moving: set[str] = set()
        for fact_id in self.rulebook.derivation_order:
            if not moving.isdisjoint(self.rulebook.depends_on(fact_id)) or _moves_by_itself(
                self.rulebook, fact_id
            ):
                moving.add(fact_id)
        return frozenset(moving)

    def _days(self, probes: Probes, number: int, window: Window) -> Iterator[date]:
        """As-of dates to try: one if the day does not matter."""
        first = self.as_of
        if first not in window:
            first = window.first if window.first and window.first > first else window.last or first
        yield first
        for day in probes.other_days(number, first):
            if day in window and day != first:
                yield day


def _moves_by_itself(rulebook: Rulebook, fact_id: str) -> bool:
    origin = rulebook.facts[fact_id].origin
    if isinstance(origin, Call):
        return TodayArgument() in origin.arguments
    return not all(rule.is_always_in_force for rule in rulebook.concluding_rules.get(fact_id, ()))


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
