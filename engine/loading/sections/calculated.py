"""Calculated facts: functions over other facts, and the kind of their result.

Owns the section ``calculated``. The functions themselves are :mod:`engine.calculations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...calculations import (
    FIRST_KNOWN,
    FUNCTIONS,
    Argument,
    CalculatedCase,
    Calculation,
    Call,
    Cases,
    FactArgument,
    Signature,
    TodayArgument,
)
from ...conditions import ALWAYS, Condition
from ...rulebook import Fact, Option
from ...values import Kind
from ..draft import KIND_WORDS, Declared, Draft
from ..faults.codes import Code
from ..faults.report import one_of, quoted
from ..source.node_values import KeyReader, describe, listing, mapping, misspelt
from ..source.nodes import ListNode, Node, ScalarNode
from . import forms
from .arguments import example_of, read_argument, read_value_argument
from .calculated_kinds import ALL_FUNCTIONS, CASES, TODAY
from .comparisons import Leaves
from .conditions import read_condition
from .facts import LABEL, SAID, make_fact

CALCULATED_KINDS = (Kind.MONEY.value,)
"""What a calculated fact can say of its kind; everything else follows from its function."""
_TODAY = forms.OneWord((TODAY,), "A day", note="The plan's date.")
_VALUE = forms.Either((forms.FactId(), _TODAY, forms.Amount(), forms.CalendarDay()))
CASE = forms.EntryForm(
    "a case",
    {
        "when": forms.When(beside="value"),
        "value": replace(_VALUE, beside="when"),
        "otherwise": _VALUE,
    },
    one_of=("when", "otherwise"),
)
_ARGUMENTS: Mapping[str, forms.Holds] = {
    **{name: forms.Arguments(name) for name in FUNCTIONS},
    FIRST_KNOWN: forms.ListOf(forms.Either((forms.FactId(), _TODAY)), may_repeat=False),
    CASES: forms.ListOf(forms.Inside(CASE), note="The value of the first case that holds."),
}
CALCULATED = forms.EntryForm(
    "a calculated fact",
    {"label": LABEL, "kind": forms.OneWord(CALCULATED_KINDS, "A kind here"), **_ARGUMENTS, **SAID},
    one_of=ALL_FUNCTIONS,
)


def read_calculated(
    draft: Draft, declared: Declared, options: dict[str, tuple[Option, ...]]
) -> Fact | None:
    """A calculated fact; ``options`` are those of the facts it may take over."""
    example = "`days_until: a_date_fact` or `sum: [a_number, another]`"
    entry = forms.declared_entry(draft, CALCULATED, declared, example)
    if entry is None:
        return None
    calculation = _calculation(draft, declared, entry)
    _check_kind(entry, declared)
    if calculation is None:
        return None
    draft.places[f"calculated.{declared.id}"] = declared.key.place
    shape = draft.shapes[declared.id]
    if shape.kind is None:
        # Only a circle has no kind now; it is reported when all facts are there.
        draft.shapes[declared.id] = replace(shape, kind=Kind.YES_NO)
    inherited = _inherited(calculation, options) if shape.options else ()
    return make_fact(entry, declared.id, declared.key, calculation, inherited)


def _check_kind(entry: forms.EntryReader, declared: Declared) -> None:
    node, kind = entry.get("kind"), entry.draft.shapes[declared.id].kind
    if node is None or entry.one_of("kind") is None:
        return
    if kind not in (Kind.MONEY, None):
        entry.report.fault(
            Code.ARGUMENT_DOES_NOT_FIT,
            node,
            f"{quoted(declared.id)} is {KIND_WORDS[kind]}, which cannot be money.",
            "Leave `kind:` out; it follows from the function.",
        )


def _inherited(
    calculation: Calculation, options: dict[str, tuple[Option, ...]]
) -> tuple[Option, ...]:
    arguments = (
        calculation.arguments
        if isinstance(calculation, Call)
        else [case.value for case in calculation.cases]
    )
    found: dict[str, Option] = {}
    for argument in arguments:
        if isinstance(argument, FactArgument):
            for option in options.get(argument.fact, ()):
                found.setdefault(option.id, option)
    return tuple(found.values())


def _calculation(draft: Draft, declared: Declared, fields: KeyReader) -> Calculation | None:
    names = [name for name in fields.node.entries if name in ALL_FUNCTIONS]
    unknown = [name for name in fields.node.entries if name not in CALCULATED.keys]
    if not names and unknown:
        return None  # the key that was meant as the function is reported
    if not names:
        draft.report.fault(
            Code.NO_FUNCTION,
            declared.key,
            f"{quoted(declared.id)} names no function.",
            f"One of: {one_of(ALL_FUNCTIONS, 30)}.",
        )
        return None
    if len(names) > 1:
        draft.report.fault(
            Code.SEVERAL_FUNCTIONS,
            fields.key_node(names[1]),
            f"{quoted(declared.id)} already has the function {quoted(names[0])}.",
            "Give the other one a calculated fact of its own.",
        )
        return None
    name = names[0]
    node = fields.get(name)
    if node is None:
        return None
    if name == CASES:
        return _cases(draft, declared, node)
    nodes = _argument_nodes(draft, name, fields.key_node(name), node)
    if nodes is None:
        return None
    if name == FIRST_KNOWN:
        read = _of_one_kind(draft, declared, nodes)
        return None if read is None else Call(name, read)
    return _call(draft, name, fields.key_node(name), nodes)


def _argument_nodes(draft: Draft, name: str, key: ScalarNode, node: Node) -> list[Node] | None:
    signature = FUNCTIONS.get(name)
    if isinstance(node, ListNode):
        return node.items
    if isinstance(node, ScalarNode):
        return [node]
    if signature is None or not signature.names:
        draft.report.fault(
            Code.NESTED_CALL
            if any(it in ALL_FUNCTIONS for it in node.entries)
            else Code.NOT_A_LIST,
            node,
            f"After `{name}:` come the ids of facts; this is {describe(node)}.",
            "Give the inner calculation an id of its own and name it here."
            if any(it in ALL_FUNCTIONS for it in node.entries)
            else "Write `[one, two]`.",
        )
        return None
    fields = KeyReader(draft.report, node, signature.names, f"`{name}`", key)
    example = f"Write it like {example_of(name, signature)}."
    found = [fields.need(argument, example) for argument in signature.names]
    return [it for it in found if it is not None] if None not in found else None


def _call(draft: Draft, name: str, key: ScalarNode, nodes: list[Node]) -> Call | None:
    signature = FUNCTIONS[name]
    expected = _expected(name, signature)
    if name == "days_until" and len(nodes) != 1:
        good = False
    elif signature.variadic:
        good = len(nodes) >= 1
    else:
        good = name == "days_until" or len(nodes) == len(signature.takes)
    if not good:
        draft.report.fault(
            Code.WRONG_NUMBER_OF_ARGUMENTS,
            key,
            f"`{name}` takes {expected}; here it has {len(nodes)}.",
            f"Write it like {example_of(name, signature)}.",
        )
        return None
    count = len(nodes)
    kinds = signature.takes * count if signature.variadic else signature.takes[-count:]
    arguments = [
        read_argument(draft, name, node, kind) for node, kind in zip(nodes, kinds, strict=True)
    ]
    found = tuple(argument for argument in arguments if argument is not None)
    if len(found) < len(arguments):
        return None
    if signature.gives is None and name != "product":
        _check_one_kind(draft, name, nodes)
    return Call(name, (TodayArgument(), *found) if name == "days_until" else found)


def _expected(name: str, signature: Signature) -> str:
    if signature.variadic:
        return "a list of arguments"
    count = 1 if name == "days_until" else len(signature.takes)
    return "one argument" if count == 1 else f"{count} arguments"


def _check_one_kind(draft: Draft, function: str, nodes: Iterable[Node]) -> None:
    kinds = {
        shape.kind: shape
        for node in nodes
        if isinstance(node, ScalarNode) and (shape := draft.shapes.get(node.text)) is not None
        if shape.kind is not None
    }
    if len(kinds) > 1:
        draft.report.fault(
            Code.ARGUMENT_DOES_NOT_FIT,
            next(iter(nodes)),
            f"`{function}` mixes money and plain numbers.",
            "Use facts of one kind.",
        )


def _of_one_kind(
    draft: Draft, declared: Declared, nodes: Iterable[Node]
) -> tuple[Argument, ...] | None:
    """Arguments that must all be of the calculated fact's own kind."""
    kind = draft.shapes[declared.id].kind
    found = [read_value_argument(draft, declared, node, kind) for node in nodes]
    if not found:
        draft.report.fault(
            Code.WRONG_NUMBER_OF_ARGUMENTS,
            declared.key,
            "There is nothing to choose from: the list is empty.",
            "Write the facts to look at, first choice first.",
        )
        return None
    good = tuple(argument for argument in found if argument is not None)
    return good if len(good) == len(found) else None


def _cases(draft: Draft, declared: Declared, node: Node) -> Cases | None:
    items = listing(draft.report, node, "the value of `cases`")
    if items is None:
        return None
    if not items:
        remedy = "Write `- {when: {…}, value: a_fact}` for each, `- {otherwise: a_fact}` last."
        draft.report.fault(Code.BAD_CASE, node, "There are no cases.", remedy)
        return None
    found = [_case(draft, declared, number, items) for number in range(len(items))]
    good = tuple(case for case in found if case is not None)
    return Cases(good) if len(good) == len(found) else None


def _case(
    draft: Draft, declared: Declared, number: int, items: Sequence[Node]
) -> CalculatedCase | None:
    node = mapping(draft.report, items[number], "a case", "`{when: {…}, value: a_fact}`")
    if node is None:
        return None
    fields = forms.EntryReader(draft, CASE, node, node)
    kind = draft.shapes[declared.id].kind
    if "otherwise" in fields:
        is_last = number == len(items) - 1
        return _otherwise(draft, declared, fields, kind, is_last)
    if misspelt(fields.node, "otherwise"):
        return None
    when = fields.need("when", "The last case may be `- {otherwise: a_fact}`.")
    value = fields.need("value", "Name the fact, or write the value, that it comes to then.")
    condition: Condition | None = None
    if when is not None:
        leaves = Leaves()
        condition = read_condition(draft, when, leaves)
        for index, place in enumerate(leaves.places):
            draft.places[f"calculated.{declared.id}.cases.{number}.{index}"] = place
    argument = None if value is None else read_value_argument(draft, declared, value, kind)
    return None if condition is None or argument is None else CalculatedCase(condition, argument)


def _otherwise(
    draft: Draft, declared: Declared, fields: KeyReader, kind: Kind | None, is_last: bool
) -> CalculatedCase | None:
    if not is_last or "when" in fields or "value" in fields:
        draft.report.fault(
            Code.BAD_CASE,
            fields.key_node("otherwise"),
            "`otherwise` stands alone, as the last case.",
            "Write `- {otherwise: a_fact}` at the end.",
        )
        return None
    node = fields.get("otherwise")
    argument = None if node is None else read_value_argument(draft, declared, node, kind)
    return None if argument is None else CalculatedCase(ALWAYS, argument)
