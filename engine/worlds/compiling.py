"""Every way the facts could be, as decision diagrams.

A *world* gives each fact a value and says whether the person knows it. Here, whatever a
rulebook derives becomes a diagram over worlds: what a fact comes to, whether it is known,
whether a condition holds. Facts with listed values are variables; dates and numbers are left
as terms, and a comparison of a term is a variable of its own (an *atom*), tested below all
others, so that nothing here hangs on a day. What nobody can know (an empty cell, a
calculation without a result) is a variable, too.

Owns the compilation; :mod:`engine.worlds.answer_diagrams` goes on from worlds to answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import reduce
from typing import Any

from msgspec import Struct

from ..calculations import (
    FIRST_KNOWN,
    Argument,
    Call,
    Cases,
    FactArgument,
    LiteralArgument,
    apply_function,
)
from ..conditions import (
    ALWAYS,
    All,
    Comparison,
    Condition,
    Not,
    Operand,
    Relation,
    compare,
    comparisons_in,
)
from ..rulebook import Asked, Cell, Concluded, Fact, Rule, Rulebook
from ..values import ORDERED, Kind
from .diagrams import FALSE, TRUE, Diagrams, Node
from .terms import TODAY, Term, call, variable

FREE_BASE = 1 << 20
"""Levels from here on: what nobody can know."""
KNOWN_BASE = 1 << 21
"""Levels from here on: whether a date or number is known."""
ATOM_BASE = 1 << 22
"""Levels from here on: comparisons of terms."""

KNOWN, NOT_KNOWN = 1, 2
"""The two values of a variable that says whether a fact is known."""


class Unsaid(Struct, frozen=True):
    """The content of a fact that could be any words."""


UNSAID = Unsaid()
_NO_RESULT = None


class Atom(Struct, frozen=True):
    """A comparison of a term; with no relation, whether the term has a result at all."""

    term: Term
    relation: Relation | None
    operand: Operand = None


class Variable(Struct, frozen=True):
    """What a level stands for.

    ``fact`` is its fact. ``values`` are the listed values of a choice or a yes/no, ``option``
    the option of a list that is chosen or not; neither: whether the fact is known. ``asked``
    is false for what nobody can know.
    """

    fact: str
    values: tuple[Any, ...] = ()
    option: str | None = None
    asked: bool = True


class Worlds:
    """The diagrams of one rulebook over worlds, made when they are first asked for."""

    def __init__(self, rulebook: Rulebook, most: int = 1 << 40) -> None:
        self.rulebook = rulebook
        self.diagrams = Diagrams(most)
        self.variables: dict[int, Variable] = {}
        self.atoms: list[Atom] = []
        self.unlisted: dict[str, bool] = {}
        """Names of the variables in terms, and whether a person can state them."""
        self._level: dict[Hashable, int] = {}
        self._atom: dict[Atom, Node] = {}
        self._values: dict[str, Node] = {}
        self._known: dict[str, Node] = {}
        self._truths: dict[Condition, Node] = {}
        self._surely: dict[tuple[Condition, bool], Node] = {}
        self._next_free = FREE_BASE
        self._times = sorted(
            {
                operand
                for rule in rulebook.rules.values()
                for leaf in comparisons_in(rule.when)
                if rulebook.facts[leaf.fact].kind is Kind.TIME
                for operand in (
                    leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
                )
                if isinstance(operand, str)
            }
        )
        self._place_asked()

    # ------------------------------------------------------------------ variables

    def _place_asked(self) -> None:
        level = 0
        unlisted = 0
        for fact in self.rulebook.facts.values():
            if not isinstance(fact.origin, Asked):
                continue
            if fact.kind in (Kind.YES_NO, Kind.CHOICE):
                values = listed(fact)
                self._place(("value", fact.id), level, Variable(fact.id, values), 2 * len(values))
                level += 1
            elif fact.kind is Kind.CHOICES:
                self._place(("known", fact.id), level, Variable(fact.id), 2)
                for option in fact.options:
                    level += 1
                    place = Variable(fact.id, option=option.id)
                    self._place(("option", fact.id, option.id), level, place, 2)
                level += 1
            else:
                self.unlisted[fact.id] = True
                self._place(("known", fact.id), KNOWN_BASE + unlisted, Variable(fact.id), 2)
                unlisted += 1

    def _place(self, key: Hashable, level: int, variable: Variable, size: int) -> None:
        self._level[key] = level
        self.variables[level] = variable
        self.diagrams.full[level] = (1 << size) - 1

    def _free_level(self, key: Hashable, variable: Variable, size: int) -> int:
        if key not in self._level:
            self._place(key, self._next_free, variable, size)
            self._next_free += 1
        return self._level[key]

    def _free(self, fact: Fact) -> Node:
        """The value of a fact that nobody can know: any at all."""
        if fact.kind in ORDERED:
            name = f"?{fact.id}"
            self.unlisted[name] = False
            return self.diagrams.leaf(variable(name))
        if fact.kind is Kind.TEXT:
            return self.diagrams.leaf(UNSAID)
        # Two times that nothing is compared with, so that one that nobody knows never shows.
        values = (*self._times, "", "-") if fact.kind is Kind.TIME else listed(fact)
        place = Variable(fact.id, values, asked=False)
        level = self._free_level(("free", fact.id), place, len(values))
        return self.diagrams.node(
            level, {self.diagrams.leaf(value): 1 << n for n, value in enumerate(values)}
        )

    # ------------------------------------------------------------------ values

    def value(self, fact_id: str) -> Node:
        """What the fact comes to: leaves are values and terms. Not for lists of options."""
        found = self._values.get(fact_id)
        if found is None:
            found = self._values[fact_id] = self._find_value(self.rulebook.facts[fact_id])
        return found

    def _find_value(self, fact: Fact) -> Node:
        origin, diagrams = fact.origin, self.diagrams
        if isinstance(origin, Asked):
            if fact.id in self.unlisted:
                return diagrams.leaf(variable(fact.id))
            values = listed(fact)
            both = 1 | 1 << len(values)
            outcomes = {diagrams.leaf(value): both << n for n, value in enumerate(values)}
            return diagrams.node(self._level["value", fact.id], outcomes)
        if isinstance(origin, Concluded):
            return diagrams.any_of(self.rule(rule) for rule in self._concluding(fact.id))
        if isinstance(origin, Cell):
            rows = self.rulebook.tables[origin.table].rows

            def cell(key: Any) -> Node:
                found = rows.get(str(key), {}).get(origin.column)
                return self._free(fact) if found is None else diagrams.leaf(found.value)

            return self.mapped(self.value(origin.key), cell)
        if isinstance(origin, Cases):
            result = None
            for case in reversed(origin.cases):
                value = self._argument(case.value)
                if case.when == ALWAYS:
                    result = value
                else:
                    rest = self._free(fact) if result is None else result
                    result = diagrams.choose(self.truth(case.when), value, rest)
            return self._free(fact) if result is None else result
        if origin.function == FIRST_KNOWN:
            result = self._free(fact)
            for argument in reversed(origin.arguments):
                known = self._argument_known(argument)
                result = diagrams.choose(known, self._argument(argument), result)
            return result
        return self.mapped(self._called(fact), self._with_result(fact))

    def _called(self, fact: Fact) -> Node:
        """The function applied: leaves are values, terms and ``None``, which is no result."""
        origin = fact.origin
        assert isinstance(origin, Call)
        if origin.function == "count":
            [argument] = origin.arguments
            assert isinstance(argument, FactArgument)
            return self._counted(argument.fact)

        def applied(*arguments: Any) -> Any:
            if any(isinstance(argument, Term) for argument in arguments):
                return _symbolic(origin.function, arguments)
            return apply_function(origin.function, list(arguments))

        return self.diagrams.apply(applied, *map(self._argument, origin.arguments))

    def _with_result(self, fact: Fact) -> Callable[[Any], Node]:
        def given(content: Any) -> Node:
            if content is _NO_RESULT:
                return self._free(fact)
            node = self.diagrams.leaf(content)
            if _may_have_no_result(content):
                return self.diagrams.choose(
                    self._of_atom(Atom(content, None)), node, self._free(fact)
                )
            return node

        return given

    def _counted(self, fact_id: str) -> Node:
        result = self.diagrams.leaf(0)
        for option in self.rulebook.facts[fact_id].options:
            chosen = self.chosen(fact_id, option.id)
            more = self.diagrams.apply(lambda so_far: so_far + 1, result)
            result = self.diagrams.choose(chosen, more, result)
        return result

    def chosen(self, fact_id: str, option: str) -> Node:
        """Whether a list of options has this one in it."""
        key = f"{fact_id}/{option}"
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = self._find_chosen(self.rulebook.facts[fact_id], option)
        return found

    def _find_chosen(self, fact: Fact, option: str) -> Node:
        origin = fact.origin
        if isinstance(origin, Asked):
            level = self._level.get(("option", fact.id, option))
            return FALSE if level is None else self.diagrams.test(level, 1)

        def of(argument: Argument) -> Node:
            if isinstance(argument, FactArgument):
                return self.chosen(argument.fact, option)
            assert isinstance(argument, LiteralArgument)
            chosen = argument.value
            return TRUE if isinstance(chosen, frozenset) and option in chosen else FALSE

        place = Variable(fact.id, (True, False), asked=False)
        level = self._free_level(("free", fact.id, option), place, 2)
        result = self.diagrams.test(level, 1)
        if isinstance(origin, Cases):
            for case in reversed(origin.cases):
                result = self.diagrams.choose(self.truth(case.when), of(case.value), result)
        elif isinstance(origin, Call):
            for argument in reversed(origin.arguments):
                known = self._argument_known(argument)
                result = self.diagrams.choose(known, of(argument), result)
        return result

    def _argument(self, argument: Argument) -> Node:
        if isinstance(argument, FactArgument):
            return self.value(argument.fact)
        literal = isinstance(argument, LiteralArgument)
        return self.diagrams.leaf(argument.value if literal else TODAY)  # type: ignore[union-attr]

    def _argument_known(self, argument: Argument) -> Node:
        return self.known(argument.fact) if isinstance(argument, FactArgument) else TRUE

    def mapped(self, node: Node, given: Callable[[Any], Node]) -> Node:
        """The diagram with ``given(content)`` in the place of every leaf."""
        return self.diagrams.rebuilt(
            node,
            self._joined,
            {},
            lambda leaf: given(self.diagrams.content(leaf)),
        )

    def _joined(self, level: int, edges: Sequence[tuple[int, Node]]) -> Node:
        """A node whose children may test variables above it."""
        diagrams = self.diagrams
        if all(diagrams.level[child] > level for _, child in edges):
            outcomes: dict[Node, int] = {}
            for values, child in edges:
                outcomes[child] = outcomes.get(child, 0) | values
            return diagrams.node(level, outcomes)
        return reduce(
            lambda rest, edge: diagrams.choose(diagrams.test(level, edge[0]), edge[1], rest),
            edges[1:],
            edges[0][1],
        )

    # ------------------------------------------------------------------ knowing

    def known(self, fact_id: str) -> Node:
        """Whether the person knows what the fact comes to."""
        found = self._known.get(fact_id)
        if found is None:
            found = self._known[fact_id] = self._find_known(self.rulebook.facts[fact_id])
        return found

    def _find_known(self, fact: Fact) -> Node:
        origin, diagrams = fact.origin, self.diagrams
        if isinstance(origin, Asked):
            level = self._level.get(("known", fact.id))
            if level is not None:
                return diagrams.test(level, KNOWN)
            return diagrams.test(self._level["value", fact.id], (1 << len(listed(fact))) - 1)
        if isinstance(origin, Concluded):
            rules = self._concluding(fact.id)
            holds = diagrams.any_of(
                diagrams.both(self.in_force(rule), self.surely(rule.when, True)) for rule in rules
            )
            fails = diagrams.all_of(
                diagrams.either(
                    diagrams.negation(self.in_force(rule)), self.surely(rule.when, False)
                )
                for rule in rules
            )
            return diagrams.either(holds, fails)
        if isinstance(origin, Cell):
            rows = self.rulebook.tables[origin.table].rows

            def filled(key: Any) -> Node:
                return TRUE if origin.column in rows.get(str(key), {}) else FALSE

            return diagrams.both(
                self.known(origin.key), self.mapped(self.value(origin.key), filled)
            )
        if isinstance(origin, Cases):
            result = FALSE
            for case in reversed(origin.cases):
                result = diagrams.choose(
                    self.surely(case.when, True),
                    self._argument_known(case.value),
                    diagrams.both(self.surely(case.when, False), result),
                )
            return result
        known = [self._argument_known(argument) for argument in origin.arguments]
        if origin.function == FIRST_KNOWN:
            return diagrams.any_of(known)

        def has_result(content: Any) -> Node:
            if content is _NO_RESULT:
                return FALSE
            return self._of_atom(Atom(content, None)) if _may_have_no_result(content) else TRUE

        return diagrams.both(diagrams.all_of(known), self.mapped(self._called(fact), has_result))

    # ------------------------------------------------------------------ conditions

    def _concluding(self, conclusion: str) -> Sequence[Rule]:
        return self.rulebook.concluding_rules[conclusion]

    def in_force(self, rule: Rule) -> Node:
        """Whether the as-of date is one on which the rule is in force."""
        tests = [
            self._of_atom(Atom(TODAY, relation, day))
            for relation, day in (
                (Relation.AT_LEAST, rule.valid_from),
                (Relation.AT_MOST, rule.valid_until),
            )
            if day is not None
        ]
        return self.diagrams.all_of(tests)

    def rule(self, rule: Rule) -> Node:
        """Whether the rule holds."""
        return self.diagrams.both(self.in_force(rule), self.truth(rule.when))

    def truth(self, condition: Condition) -> Node:
        """Whether the condition holds."""
        found = self._truths.get(condition)
        if found is None:
            found = self._truths[condition] = self._find_truth(condition)
        return found

    def _find_truth(self, condition: Condition) -> Node:
        if isinstance(condition, Comparison):
            return self._compared(condition)
        if isinstance(condition, Not):
            return self.diagrams.negation(self.truth(condition.part))
        truths = map(self.truth, condition.parts)
        if isinstance(condition, All):
            return self.diagrams.all_of(truths)
        return self.diagrams.any_of(truths)

    def surely(self, condition: Condition, holds: bool) -> Node:
        """Whether what the person knows is enough to say that the condition holds (or fails):
        strong Kleene logic over what is known."""
        key = condition, holds
        found = self._surely.get(key)
        if found is None:
            found = self._surely[key] = self._find_surely(condition, holds)
        return found

    def _find_surely(self, condition: Condition, holds: bool) -> Node:
        if isinstance(condition, Comparison):
            truth = self.truth(condition)
            truth = truth if holds else self.diagrams.negation(truth)
            if condition.relation in (Relation.KNOWN, Relation.UNKNOWN):
                return truth
            return self.diagrams.both(self.known(condition.fact), truth)
        if isinstance(condition, Not):
            return self.surely(condition.part, not holds)
        parts = (self.surely(part, holds) for part in condition.parts)
        if isinstance(condition, All) == holds:
            return self.diagrams.all_of(parts)
        return self.diagrams.any_of(parts)

    def _compared(self, leaf: Comparison) -> Node:
        if leaf.relation is Relation.KNOWN:
            return self.known(leaf.fact)
        if leaf.relation is Relation.UNKNOWN:
            return self.diagrams.negation(self.known(leaf.fact))
        fact = self.rulebook.facts[leaf.fact]
        if fact.kind is Kind.CHOICES:
            return self._list_compared(fact, leaf)

        def given(content: Any) -> Node:
            if isinstance(content, Term):
                return self._of_atom(Atom(content, leaf.relation, leaf.operand))
            if content is UNSAID:
                return self._free_truth(leaf)
            return TRUE if compare(leaf.relation, content, leaf.operand) else FALSE

        return self.mapped(self.value(leaf.fact), given)

    def _free_truth(self, leaf: Comparison) -> Node:
        place = Variable(leaf.fact, (True, False), asked=False)
        return self.diagrams.test(self._free_level(("any", leaf), place, 2), 1)

    def _list_compared(self, fact: Fact, leaf: Comparison) -> Node:
        operand, diagrams = leaf.operand, self.diagrams

        def equals(chosen: object) -> Node:
            assert isinstance(chosen, frozenset)
            return diagrams.all_of(
                self.chosen(fact.id, option.id)
                if option.id in chosen
                else diagrams.negation(self.chosen(fact.id, option.id))
                for option in fact.options
            )

        match leaf.relation:
            case Relation.INCLUDES:
                return self.chosen(fact.id, str(operand))
            case Relation.EXCLUDES:
                return diagrams.negation(self.chosen(fact.id, str(operand)))
            case Relation.EQUALS:
                return equals(operand)
            case Relation.DIFFERS:
                return diagrams.negation(equals(operand))
        assert isinstance(operand, tuple)
        one_of = diagrams.any_of(map(equals, operand))
        return one_of if leaf.relation is Relation.ONE_OF else diagrams.negation(one_of)

    def _of_atom(self, atom: Atom) -> Node:
        found = self._atom.get(atom)
        if found is None:
            level = ATOM_BASE + len(self.atoms)
            self.atoms.append(atom)
            self.diagrams.full[level] = 3
            found = self._atom[atom] = self.diagrams.test(level, 1)
        return found


def _several(operand: Operand) -> tuple[Any, ...]:
    return operand if isinstance(operand, tuple) else (operand,)


def listed(fact: Fact) -> tuple[Any, ...]:
    """The values of a fact that has a list of them."""
    if fact.kind is Kind.YES_NO:
        return (True, False)
    return tuple(option.id for option in fact.options)


_FAILING_SECOND: Mapping[str, Callable[[object], bool]] = {
    "next_day_of_month": lambda day: isinstance(day, int) and 1 <= day <= 31,
    "previous_day_of_month": lambda day: isinstance(day, int) and 1 <= day <= 31,
}


def _symbolic(function: str, arguments: Sequence[Any]) -> Hashable:
    fits = _FAILING_SECOND.get(function)
    if fits is not None and not isinstance(arguments[1], Term) and not fits(arguments[1]):
        return _NO_RESULT
    result: Hashable = call(function, tuple(arguments))
    return result


def _may_have_no_result(content: object) -> bool:
    """Whether a term's own function can be without a result far from the calendar's ends."""
    if not isinstance(content, Term) or content[0] != "call":
        return False
    _, function, *arguments = content
    if function in _FAILING_SECOND:
        day = arguments[1]
        return isinstance(day, Term) and day[:2] != ("call", "day_of_month")
    return function in ("add_days", "add_months") and isinstance(arguments[1], Term)
