"""The kinds of calculated facts, worked out before anything is compared with them.

Owns the inference. Whether the arguments fit is :mod:`engine.loading.sections.calculated`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...calculations import FIRST_KNOWN, FUNCTIONS
from ...values import BadValue, Kind, parse_value
from ..draft import Declared, Draft, FactShape
from ..source.nodes import ListNode, MapNode, Node, ScalarNode

DEEPEST_DERIVATION = 100
TODAY = "today"
CASES = "cases"
ALL_FUNCTIONS = (*FUNCTIONS, FIRST_KNOWN, CASES)


def function_of(declared: Declared) -> tuple[ScalarNode, Node] | None:
    """The first function that a calculated fact names."""
    if not isinstance(declared.node, MapNode):
        return None
    found = (it for name, it in declared.node.entries.items() if name in ALL_FUNCTIONS)
    return next(found, None)


def says_money(node: Node) -> bool:
    """Whether a calculated fact says itself that it is money, as ``kind: money``."""
    if not isinstance(node, MapNode) or "kind" not in node.entries:
        return False
    kind = node.entries["kind"][1]
    return isinstance(kind, ScalarNode) and kind.text == Kind.MONEY.value


class KindInference:
    """Works out the kind of every calculated fact from those of its arguments; ``None`` for
    what cannot be told (a fault, or a circle: both are reported elsewhere)."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._calculated = draft.declared("calculated")
        self._under_way: set[str] = set()

    def infer_all(self) -> None:
        """Add the shape of every calculated fact to the draft."""
        for fact_id in self._calculated:
            self._shape(fact_id)

    def _shape(self, fact_id: str) -> FactShape | None:
        known = self._draft.shapes.get(fact_id)
        if known is not None:
            return known
        declared = self._calculated.get(fact_id)
        if declared is None or fact_id in self._under_way:
            return None
        if len(self._under_way) > DEEPEST_DERIVATION:
            return None
        self._under_way.add(fact_id)
        kind, options = self._result(declared)
        if kind is Kind.INTEGER and says_money(declared.node):
            kind = Kind.MONEY
        self._under_way.discard(fact_id)
        shape = FactShape(fact_id, kind, options, declared.key.place)
        self._draft.shapes[fact_id] = shape
        return shape

    def _result(self, declared: Declared) -> tuple[Kind | None, tuple[str, ...] | None]:
        function = function_of(declared)
        if function is None:
            return None, None
        name, node = function[0].text, function[1]
        if name in FUNCTIONS and FUNCTIONS[name].gives is not None:
            return FUNCTIONS[name].gives, ()
        if name == "product" and isinstance(node, ListNode):
            return self._common(node.items[:1])
        if name == CASES:
            return self._common(_case_values(node))
        return self._common(node.items if isinstance(node, ListNode) else [node])

    def _common(self, nodes: Iterable[Node]) -> tuple[Kind | None, tuple[str, ...] | None]:
        """The kind of the first argument that has one, and the options of all; a number
        written out counts as money beside money."""
        kind: Kind | None = None
        options: dict[str, None] = {}
        for node in nodes:
            if not isinstance(node, ScalarNode):
                continue
            shape = None if node.text == TODAY else self._shape(node.text)
            here = shape.kind if shape else literal_kind(node)
            if here is Kind.MONEY and kind is Kind.INTEGER:
                kind = Kind.MONEY
            kind = kind or here
            if shape and shape.options:
                options.update(dict.fromkeys(shape.options))
        return kind, tuple(options)


def _case_values(node: Node) -> Iterable[Node]:
    for case in node.items if isinstance(node, ListNode) else ():
        for name in ("value", "otherwise"):
            if isinstance(case, MapNode) and name in case.entries:
                yield case.entries[name][1]


def literal_kind(node: ScalarNode) -> Kind | None:
    """The kind of a number or date written out, or of ``today``."""
    if node.text == TODAY:
        return Kind.DATE
    for kind in (Kind.INTEGER, Kind.DATE):
        try:
            parse_value(kind, node.text)
        except BadValue:
            continue
        return kind
    return None
