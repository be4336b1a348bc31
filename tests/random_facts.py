"""Random facts: asked ones, tables, calculated facts and conclusions.

Owns how a random rulebook gets its facts, one after the other, each derived from earlier
ones only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from engine.calculations import (
    FIRST_KNOWN,
    Argument,
    CalculatedCase,
    Calculation,
    Call,
    Cases,
    FactArgument,
    LiteralArgument,
    TodayArgument,
)
from engine.conditions import ALWAYS, Condition
from engine.rulebook import Asked, Cell, Concluded, Fact, Option, Origin, Place, Table, TableCell
from engine.values import ORDERED, Kind, Value, Wording
from tests.random_conditions import (
    AMOUNTS,
    CONDITION_KINDS,
    DATES,
    NUMBERS,
    TIMES,
    TODAY,
    conditions,
    operands,
)

COLUMN_KINDS = (
    Kind.YES_NO, Kind.CHOICE, Kind.INTEGER, Kind.MONEY, Kind.DATE, Kind.TEXT, Kind.TIME,
)  # fmt: skip
PLACE = Place("random.yaml", 1, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """The most of everything in a random rulebook (at least one asked fact and one rule)."""

    asked: int
    options: int
    tables: int
    columns: int
    derived: int
    rules: int
    steps: int
    depth: int
    parts: int
    days: int = 1
    """How far the limits of a date are apart in small rulebooks."""
    numbers: int = 3
    """The same of a number or an amount."""


SMALL = Size(asked=4, options=3, tables=1, columns=2, derived=3, rules=6, steps=4, depth=2, parts=2)
NORMAL = Size(
    asked=8, options=5, tables=2, columns=4, derived=8, rules=16, steps=8, depth=3, parts=3
)


def words(text: str) -> Wording:
    """``text`` in every language."""
    return Wording({"": text})


def translated(text: str) -> Wording:
    """``text`` in each language, told apart."""
    return Wording({language: f"{text} ({language})" for language in ("en", "zh", "ja")})


def _options(prefix: str, count: int) -> tuple[Option, ...]:
    return tuple(
        Option(f"{prefix}{n}", words(f"{prefix}{n}"), None, (), PLACE) for n in range(count)
    )


class FactBuilder:
    """A rulebook in the making; everything is drawn from hypothesis."""

    def __init__(self, draw: st.DrawFn, size: Size, small: bool, knowledge_tests: bool) -> None:
        self.draw = draw
        self.size = size
        self.small = small
        self.knowledge_tests = knowledge_tests
        self.facts: dict[str, Fact] = {}
        self.tables: dict[str, Table] = {}
        self.conclusions: list[tuple[str, tuple[Fact, ...]]] = []

    def chance(self, one_in: int) -> bool:
        """Whether, once in so many times; shrinks to no."""
        return self.draw(st.integers(1, one_in)) == one_in

    def count(self, most: int, least: int = 0) -> int:
        """A number from ``least`` to ``most``."""
        return self.draw(st.integers(least, most))

    def of_kind(self, *kinds: Kind) -> list[str]:
        """Ids of the facts of these kinds so far."""
        return [fact.id for fact in self.facts.values() if fact.kind in kinds]

    def condition(self, facts: Iterable[Fact] | None = None) -> Condition:
        """A condition over ``facts`` (default: all so far)."""
        usable = self.facts.values() if facts is None else facts
        return self.draw(
            conditions(
                usable,
                depth=self.size.depth,
                parts=self.size.parts,
                knowledge_tests=self.knowledge_tests,
            )
        )

    def add(self, fact_id: str, kind: Kind, origin: Origin, options: tuple[Option, ...]) -> None:
        self.facts[fact_id] = Fact(
            fact_id,
            kind,
            origin,
            PLACE,
            words(fact_id),
            statement=translated(f"{fact_id} is so") if kind is Kind.YES_NO else None,
            when_unknown=words(f"some {fact_id}") if self.chance(3) else None,
            options=options,
        )

    def add_asked(self, number: int) -> None:
        """Adds a fact that a person states."""
        kind = self.draw(st.sampled_from(CONDITION_KINDS))
        fact_id = f"f{number}"
        few = 2 if self.small and kind is Kind.CHOICES else self.size.options
        options = (
            _options(f"{fact_id}o", self.count(few, 1))
            if kind in (Kind.CHOICE, Kind.CHOICES)
            else ()
        )
        minimum, maximum = self._range(kind)
        is_asked = not self.chance(8)
        self.facts[fact_id] = Fact(
            fact_id,
            kind,
            Asked() if is_asked or not self.chance(2) else Asked(self._default(kind, options)),
            PLACE,
            translated(fact_id),
            question=translated(f"What is {fact_id}?") if is_asked else None,
            find_out=words(f"Look {fact_id} up.") if self.chance(2) else None,
            group=f"g{self.count(2)}",
            options=options,
            minimum=minimum,
            maximum=maximum,
            detail=self.chance(5),
        )

    def _default(self, kind: Kind, options: tuple[Option, ...]) -> Value:
        if kind is Kind.CHOICE:
            return options[0].id
        if kind is Kind.CHOICES:
            return frozenset(option.id for option in options[:1])
        if kind is Kind.YES_NO:
            return self.chance(2)
        return TODAY if kind is Kind.DATE else 1

    def _range(self, kind: Kind) -> tuple[int | date | None, int | date | None]:
        if kind not in ORDERED or not self.small:
            return None, None
        if kind is Kind.DATE:
            first = TODAY - timedelta(days=1 + self.size.days // 2)
            return first, TODAY + timedelta(days=self.count(self.size.days))
        return self.count(1), self.count(self.size.numbers, 1)

    def add_table(self) -> None:
        """Adds a table, if there is a choice fact for its key."""
        keys = self.of_kind(Kind.CHOICE)
        if not keys:
            return
        table_id = f"t{len(self.tables)}"
        key = self.facts[self.draw(st.sampled_from(keys))]
        columns = {
            f"c{n}": self.draw(st.sampled_from(COLUMN_KINDS))
            for n in range(self.count(self.size.columns, 1))
        }
        options = {
            column: _options(f"{table_id}{column}o", self.count(3, 1)) if kind is Kind.CHOICE
            else ()
            for column, kind in columns.items()
        }  # fmt: skip
        rows: dict[str, dict[str, TableCell]] = {}
        for option in key.options:
            if self.chance(6):
                continue
            rows[option.id] = {
                column: TableCell(self._cell(kind, options[column]), self._sources(), PLACE)
                for column, kind in columns.items()
                if not self.chance(4)
            }
        self.tables[table_id] = Table(table_id, key.id, tuple(columns), rows, PLACE)
        for column, kind in columns.items():
            self.add(f"{table_id}.{column}", kind, Cell(table_id, key.id, column), options[column])

    def _sources(self) -> tuple[str, ...]:
        return self.draw(
            st.sampled_from([(), ("official",), ("hearsay",), ("hearsay", "official")])
        )

    def _cell(self, kind: Kind, options: tuple[Option, ...]) -> Value:
        if kind is Kind.TEXT:
            return translated(self.draw(st.sampled_from(["a cell", "a cell of 5"])))
        pools: dict[Kind, tuple[Value, ...]] = {
            Kind.YES_NO: (False, True),
            Kind.INTEGER: NUMBERS,
            Kind.MONEY: AMOUNTS,
            Kind.DATE: DATES,
            Kind.TIME: TIMES,
            Kind.CHOICE: tuple(option.id for option in options),
        }
        return self.draw(st.sampled_from(pools[kind]))

    def add_conclusion(self) -> None:
        """Adds a conclusion, to be concluded from the facts so far."""
        fact_id = f"k{len(self.conclusions)}"
        self.conclusions.append((fact_id, tuple(self.facts.values())))
        self.add(fact_id, Kind.YES_NO, Concluded(), ())

    def add_calculated(self) -> None:
        """Adds a calculated fact, if the facts so far allow one."""
        made = self._calculation()
        if made is not None:
            kind, calculation, options = made
            self.add(f"w{len(self.facts)}", kind, calculation, options)

    def _calculation(self) -> tuple[Kind, Calculation, tuple[Option, ...]] | None:
        shape = self.count(5)
        if shape <= 2:
            like = self.facts[self.draw(st.sampled_from(sorted(self.facts)))]
            fits = [
                fact.id
                for fact in self.facts.values()
                if (fact.kind, fact.options) == (like.kind, like.options)
            ]
            if shape == 0:
                chosen = self.draw(st.lists(st.sampled_from(fits), min_size=1, max_size=3))
                call = Call(FIRST_KNOWN, tuple(FactArgument(fact) for fact in chosen))
                return like.kind, call, like.options
            cases = [
                CalculatedCase(self.condition(), self._case_value(fits))
                for _ in range(self.count(2, 1))
            ]
            if self.chance(2):
                cases.append(CalculatedCase(ALWAYS, self._case_value(fits)))
            return like.kind, Cases(tuple(cases)), like.options
        return self._call()

    def _case_value(self, fits: list[str]) -> Argument:
        like = self.facts[fits[0]]
        if like.kind in ORDERED and self.chance(2):
            return LiteralArgument(self.draw(st.sampled_from(operands(like))))
        if like.kind is Kind.DATE and self.chance(4):
            return TodayArgument()
        return FactArgument(self.draw(st.sampled_from(fits)))

    def _call(self) -> tuple[Kind, Calculation, tuple[Option, ...]] | None:
        dates, numbers = self.of_kind(Kind.DATE), self.of_kind(Kind.INTEGER)
        amounts, several = self.of_kind(Kind.MONEY), self.of_kind(Kind.CHOICES)

        def one(facts: list[str]) -> Argument:
            return FactArgument(self.draw(st.sampled_from(facts)))

        possible: list[tuple[Kind, str, list[Argument]]] = []
        if dates:
            first, second = one(dates), one(dates)
            possible += [
                (Kind.INTEGER, "days_until", [TodayArgument(), first]),
                (Kind.INTEGER, "days_between", [first, second]),
                (Kind.INTEGER, "months_between", [first, second]),
                (Kind.DATE, "end_of_month", [first]),
                (Kind.DATE, "start_of_month", [first]),
                (Kind.INTEGER, "day_of_month", [first]),
                (Kind.DATE, "earliest", [first, second, TodayArgument()]),
                (Kind.DATE, "latest", [first, second]),
                (Kind.DATE, "add_days", [first, LiteralArgument(self.count(40))]),
                (Kind.DATE, "add_months", [first, LiteralArgument(self.count(3))]),
            ]
        if dates and numbers:
            possible += [
                (Kind.DATE, "next_day_of_month", [one(dates), one(numbers)]),
                (Kind.DATE, "previous_day_of_month", [one(dates), one(numbers)]),
            ]
        if amounts:
            possible += [
                (Kind.MONEY, "sum", [one(amounts), one(amounts)]),
                (Kind.MONEY, "sum", [one(amounts), LiteralArgument(2), one(amounts)]),
                (Kind.MONEY, "difference", [one(amounts), LiteralArgument(1000)]),
                (Kind.MONEY, "difference", [one(amounts), one(amounts)]),
                (Kind.MONEY, "product", [one(amounts), LiteralArgument(self.count(3))]),
            ]
        if amounts and numbers:
            possible.append((Kind.MONEY, "product", [one(amounts), one(numbers)]))
        if numbers:
            possible += [
                (Kind.INTEGER, "sum", [one(numbers), LiteralArgument(1)]),
                (Kind.INTEGER, "sum", [one(numbers), one(numbers)]),
                (Kind.INTEGER, "difference", [one(numbers), one(numbers)]),
            ]
        if several:
            possible.append((Kind.INTEGER, "count", [one(several)]))
        if not possible:
            return None
        kind, function, arguments = self.draw(st.sampled_from(possible))
        return kind, Call(function, tuple(arguments)), ()
