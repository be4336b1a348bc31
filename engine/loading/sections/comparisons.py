"""One comparison of a condition: what stands after the id of a fact.

Owns the words of comparisons (``over``, ``before``, ``includes`` …) and which of them fit
which kind of fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ...conditions import All, Any, Comparison, Condition, Operand, Relation
from ...rulebook import Place
from ...values import ORDERED, Kind, Value
from ..draft import KIND_WORDS, Draft, FactShape
from ..faults.codes import Code
from ..faults.foreign_comparisons import comparison_meant, including_meant, said_in_words
from ..faults.foreign_words import comparison_in_signs
from ..faults.near_values import range_meant
from ..faults.report import one_of, quoted
from ..source.node_values import describe, in_a_line, scalar, value_of
from ..source.nodes import ListNode, MapNode, Node, ScalarNode

SIZES = {
    "over": Relation.OVER,
    "under": Relation.UNDER,
    "at_least": Relation.AT_LEAST,
    "at_most": Relation.AT_MOST,
}
DATES = {
    "before": Relation.UNDER,
    "after": Relation.OVER,
    "on_or_before": Relation.AT_MOST,
    "on_or_after": Relation.AT_LEAST,
}
INCLUDING = ("includes", "includes_any", "includes_all")
OPERATORS = (*SIZES, *DATES, "between", *INCLUDING, "not")
KNOWLEDGE = {"unknown": Relation.UNKNOWN, "known": Relation.KNOWN}


@dataclass(slots=True)
class Leaves:
    """Places of the comparisons of one condition, in the order written."""

    places: list[Place] = field(default_factory=list)


def read_comparison(
    draft: Draft, shape: FactShape, key: ScalarNode, value: Node, leaves: Leaves
) -> Condition | None:
    """What ``key: value`` says of the fact; ``None`` if it cannot be read, which is reported
    (or if the fact itself cannot, which is reported there)."""
    if shape.kind is None:
        return None
    return _Comparing(draft, shape, shape.kind, key, leaves).read(value)


def all_of(parts: list[Condition]) -> Condition | None:
    """One condition for all the parts; ``None`` if there are none."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts))


@dataclass(frozen=True, slots=True)
class _Comparing:
    """One ``fact: …`` entry of a condition."""

    draft: Draft
    shape: FactShape
    kind: Kind
    key: ScalarNode
    leaves: Leaves

    def read(self, node: Node) -> Condition | None:
        if isinstance(node, MapNode):
            return self._operators(node)
        if isinstance(node, ListNode):
            return self._list(node, Relation.ONE_OF)
        return self._equal(node, Relation.EQUALS)

    def _leaf(self, relation: Relation, operand: Operand = None) -> Comparison:
        self.leaves.places.append(self.key.place)
        return Comparison(self.shape.id, relation, operand)

    def _fault(self, code: Code, node: Node, problem: str, remedy: str | None = None) -> None:
        self.draft.report.fault(code, node, problem, remedy)

    @property
    def _name(self) -> str:
        return f"{quoted(self.shape.id)} is {KIND_WORDS[self.kind]}"

    def _equal(self, node: ScalarNode, relation: Relation) -> Condition | None:
        if node.is_empty:
            self._fault(
                Code.NOT_A_WORD,
                node,
                f"Nothing is said of {quoted(self.shape.id)} here.",
                self._plain_way()
                or f"Write `{self.shape.id}: known` if that is meant, or a value.",
            )
            return None
        knowledge = KNOWLEDGE.get(node.text)
        if knowledge is not None:
            return self._knowledge(node, knowledge, relation)
        if self.kind in (Kind.TEXT, Kind.TIME):
            self._fault(
                Code.RELATION_DOES_NOT_FIT,
                node,
                f"{self._name}; a condition can only ask whether it is known or unknown.",
            )
            return None
        if self.kind is Kind.CHOICES:
            return self._none_of_the_options(node, relation)
        value = self._value(node)
        return None if value is None else self._leaf(relation, value)

    def _knowledge(
        self, node: ScalarNode, knowledge: Relation, relation: Relation
    ) -> Condition | None:
        if self.shape.is_conclusion:
            self._fault(
                Code.KNOWN_OF_CONCLUSION,
                node,
                f"{quoted(self.shape.id)} is a conclusion: nobody is asked for it, so it cannot "
                f"be tested for {quoted(node.text)}.",
                "Test the facts that its rules rest on.",
            )
            return None
        if relation is Relation.DIFFERS:
            knowledge = Relation.KNOWN if knowledge is Relation.UNKNOWN else Relation.UNKNOWN
        return self._leaf(knowledge)

    def _none_of_the_options(self, node: ScalarNode, relation: Relation) -> Condition | None:
        if node.text == "none":
            return self._leaf(relation, frozenset())
        if self._option(node) is not None:
            self._fault(
                Code.RELATION_DOES_NOT_FIT,
                node,
                f"{self._name}, so it does not equal one option.",
                self._including_way(node, relation is Relation.DIFFERS),
            )
        return None

    def _including_way(self, value: Node, denied: bool) -> str:
        shown = in_a_line(value)
        if denied:
            return f"Write `{including_meant('includes', True, self.shape.id, shown)}`."
        if isinstance(value, ScalarNode):
            return f"Write `{self.shape.id}: {{includes: {shown}}}`."
        return (
            f"Write `{self.shape.id}: {{includes_any: {shown}}}` for at least one of them, "
            f"`{{includes_all: {shown}}}` for all of them."
        )

    def _list(self, node: ListNode, relation: Relation) -> Condition | None:
        if self.kind is Kind.CHOICES:
            self._fault(
                Code.RELATION_DOES_NOT_FIT,
                node,
                f"{self._name}, so it is not one of a list.",
                self._including_way(node, relation is Relation.NONE_OF),
            )
            return None
        values = self._values(node)
        return None if not values else self._leaf(relation, values)

    def _values(self, node: ListNode) -> tuple[Value, ...] | None:
        if not node.items:
            self._fault(Code.EMPTY_CONDITION, node, "This list is empty.")
            return None
        values: dict[Value, None] = {}
        for item in node.items:
            value = self._value(item)
            if value is not None and value in values:
                self._fault(Code.LISTED_TWICE, item, f"{describe(item)} is in this list twice.")
            elif value is not None:
                values[value] = None
        if self.kind is Kind.YES_NO and len(values) > 1:
            self._fault(
                Code.EVERY_VALUE,
                node,
                f"Whoever knows {quoted(self.shape.id)} says yes or no, so this list leaves "
                "nothing out.",
                f"Write `{self.shape.id}: known` if that is meant, or one of the two.",
            )
            return ()
        return tuple(values)

    def _operators(self, node: MapNode) -> Condition | None:
        if not node.entries:
            self._fault(Code.EMPTY_CONDITION, node, "This comparison is empty.")
            return None
        parts = [self._operator(word, value) for word, value in node.pairs()]
        return all_of([part for part in parts if part is not None])

    def _operator(self, word: ScalarNode, value: Node) -> Condition | None:
        name = word.text
        if name in SIZES or name in DATES:
            return self._size(word, value)
        if name == "between":
            return self._between(word, value)
        if name in INCLUDING:
            return self._including(word, value)
        if name == "not":
            return self._not(value)
        self._fault(
            Code.UNKNOWN_RELATION,
            word,
            f"There is no comparison {quoted(name)}.",
            self._column(word, value)
            or self._meant(word, value)
            or self.draft.report.nearest(name, OPERATORS)
            or f"For {KIND_WORDS[self.kind]}: {self._fitting()}.",
        )
        return None

    def _column(self, word: ScalarNode, value: Node) -> str | None:
        """What to write for a column of a table, or for how many are chosen."""
        column = f"{self.shape.id}.{word.text}"
        if column in self.draft.shapes:
            return f"Write `{column}: {in_a_line(value)}`."
        if self.kind is Kind.CHOICES and word.text in ("count", "size", "length", "number"):
            return f"Calculate it, `count: {self.shape.id}`, and compare that number."
        return None

    def _meant(self, word: ScalarNode, value: Node) -> str | None:
        """What to write instead of a comparison that does not exist, or not for this kind."""
        meant = comparison_meant(word.text, self.shape.id, self.kind, in_a_line(value))
        return f"Write `{meant}`." if meant else None

    def _fitting(self) -> str:
        if self.kind is Kind.DATE:
            return one_of((*DATES, "between", "not"))
        if self.kind in ORDERED:
            return one_of((*SIZES, "between", "not"))
        return one_of((*INCLUDING, "not")) if self.kind is Kind.CHOICES else "not"

    def _plain_way(self) -> str | None:
        """How a fact is compared that has no comparisons but its value."""
        if self.kind is Kind.YES_NO:
            return f"Write `{self.shape.id}: yes` or `{self.shape.id}: no`."
        if self.kind is not Kind.CHOICE or not self.shape.options:
            return None
        one, *others = self.shape.options
        several = f", or a list: `{self.shape.id}: [{one}, {others[0]}]`" if others else ""
        return f"Write `{self.shape.id}: {one}`{several}."

    def _fits(self, word: ScalarNode, value: Node, fits: bool) -> bool:
        if not fits:
            self._fault(
                Code.RELATION_DOES_NOT_FIT,
                word,
                f"{self._name}; {quoted(word.text)} cannot be asked of it.",
                self._plain_way() or self._meant(word, value) or f"Possible: {self._fitting()}.",
            )
        return fits

    def _size(self, word: ScalarNode, value: Node) -> Condition | None:
        if not self._fits(
            word, value, self.kind in (ORDERED if word.text in SIZES else {Kind.DATE})
        ):
            return None
        bound = self._value(value)
        relation = SIZES.get(word.text) or DATES[word.text]
        return None if bound is None else self._leaf(relation, bound)

    def _between(self, word: ScalarNode, value: Node) -> Condition | None:
        if not self._fits(word, value, self.kind in ORDERED):
            return None
        if not isinstance(value, ListNode) or len(value.items) != 2:
            said = range_meant(value.text) if isinstance(value, ScalarNode) else None
            shown = ", ".join(said or ("1", "5"))
            self._fault(
                Code.OPERAND_DOES_NOT_FIT,
                value,
                "After `between:` come two values, the lowest and the highest.",
                f"Write `between: [{shown}]`; both ends are inside.",
            )
            return None
        ends = [self._value(item) for item in value.items]
        low, high = ends
        if low is None or high is None:
            return None
        if _larger(low, high):
            self._fault(
                Code.EMPTY_RANGE,
                value.items[0],
                "Nothing lies between these two: the first is larger than the second.",
                "Write the smaller one first.",
            )
            return None
        return self._leaf(Relation.BETWEEN, (low, high))

    def _including(self, word: ScalarNode, value: Node) -> Condition | None:
        if not self._fits(word, value, self.kind is Kind.CHOICES):
            return None
        nodes = value.items if isinstance(value, ListNode) else [value]
        if word.text == "includes" and isinstance(value, ListNode):
            self._fault(
                Code.OPERAND_DOES_NOT_FIT,
                value,
                "After `includes:` comes one option.",
                "For several write `includes_any:` or `includes_all:`.",
            )
            return None
        if not nodes:
            self._fault(Code.EMPTY_CONDITION, value, "This list is empty.")
            return None
        options = [option for node in nodes if (option := self._option(node)) is not None]
        parts = tuple(self._leaf(Relation.INCLUDES, option) for option in options)
        if len(parts) <= 1:
            return parts[0] if parts else None
        return Any(parts) if word.text == "includes_any" else All(parts)

    def _not(self, value: Node) -> Condition | None:
        if isinstance(value, ListNode):
            return self._list(value, Relation.NONE_OF)
        if isinstance(value, ScalarNode):
            return self._equal(value, Relation.DIFFERS)
        self._fault(
            Code.OPERAND_DOES_NOT_FIT,
            value,
            "After `not:` comes a value or a list of values here.",
            f"Write `not: {{{self.shape.id}: {in_a_line(value)}}}`.",
        )
        return None

    def _option(self, node: Node) -> str | None:
        read = scalar(self.draft.report, node, "An option")
        return None if read is None else self.draft.option(self.shape, read)

    def _value(self, node: Node) -> Value | None:
        if self.kind is Kind.CHOICE:
            return self._option(node)
        if isinstance(node, ScalarNode) and node.text in KNOWLEDGE:
            self._fault(
                Code.OPERAND_DOES_NOT_FIT,
                node,
                f"{quoted(node.text)} stands alone: `{self.shape.id}: {node.text}`.",
                "Use `any:` to allow it beside other values.",
            )
            return None
        if isinstance(node, ScalarNode) and node.text in self.draft.shapes:
            self._fault(
                Code.OPERAND_DOES_NOT_FIT,
                node,
                f"{quoted(node.text)} is a fact; a fact is compared with a value only.",
                "Compare two facts with a calculated fact, such as `days_between` or `difference`.",
            )
            return None
        if self.kind in (Kind.TEXT, Kind.TIME, Kind.CHOICES):
            return None
        if isinstance(node, ScalarNode) and self._is_misspelt(node):
            return None
        return value_of(self.draft.report, node, self.kind, "A value")

    def _is_misspelt(self, node: ScalarNode) -> bool:
        """Whether the value is a comparison in signs, or today; reported if so."""
        is_date = self.kind is Kind.DATE
        signs = comparison_in_signs(node.text)
        said = said_in_words(node.text, self.shape.id, self.kind)
        if said is not None:
            problem = f"{quoted(node.text)} is a comparison, not a value."
            remedy = f"Write `{said}`."
        elif signs is not None and signs.fact is None:
            problem = "A comparison is not written in signs."
            remedy = f"Write `{signs.spelled(self.shape.id, is_date=is_date)}`."
        elif is_date and node.text == "today":
            problem = "A date is compared with a date only, not with `today`."
            remedy = f"Work out `days_until: {self.shape.id}` and compare that number with 0."
        else:
            return False
        self._fault(Code.OPERAND_DOES_NOT_FIT, node, problem, remedy)
        return True


def _larger(low: Value, high: Value) -> bool:
    if isinstance(low, date) and isinstance(high, date):
        return low > high
    return isinstance(low, int) and isinstance(high, int) and low > high
