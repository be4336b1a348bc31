"""What may stand as an argument of a calculation: a fact, a value, `today`, a country.

Owns reading one argument and the kinds that fit. Which functions there are is
:mod:`engine.calculations`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...calculations import (
    FUNCTIONS,
    Argument,
    FactArgument,
    LiteralArgument,
    Signature,
    TodayArgument,
)
from ...public_holidays import countries, country_code
from ...values import BadValue, Kind, parse_value
from ..draft import KIND_WORDS, Declared, Draft
from ..faults.codes import Code
from ..faults.report import quoted
from ..source.node_values import describe
from ..source.nodes import MapNode, Node, ScalarNode
from .calculated_kinds import TODAY

_EXAMPLES = {
    Kind.DATE: "a_date_fact",
    Kind.INTEGER: "14",
    Kind.MONEY: "an_amount",
    Kind.TEXT: '"JP"',
    Kind.CHOICES: "a_choices_fact",
}


def read_argument(draft: Draft, function: str, node: Node, kind: Kind) -> Argument | None:
    """What ``function`` is given there, where it needs ``kind``; reported if that is not so."""
    if not isinstance(node, ScalarNode) or node.is_empty:
        draft.report.fault(
            Code.NESTED_CALL if isinstance(node, MapNode) else Code.ARGUMENT_DOES_NOT_FIT,
            node,
            f"An argument is the id of a fact, a number, a date or `today`; this is "
            f"{describe(node)}.",
            "Give the inner calculation an id of its own and name it here."
            if isinstance(node, MapNode)
            else None,
        )
        return None
    if kind is Kind.TEXT:
        return _country(draft, node)
    if node.text == TODAY:
        return TodayArgument() if _fits(draft, function, node, Kind.DATE, kind) else None
    shape = draft.shapes.get(node.text)
    if shape is not None:
        fits = shape.kind is None or _fits(draft, function, node, shape.kind, kind)
        return FactArgument(shape.id) if fits else None
    return _literal(draft, function, node, kind)


def read_value_argument(
    draft: Draft, declared: Declared, node: Node, kind: Kind | None
) -> Argument | None:
    """What a calculated fact of ``kind`` comes to there, handed on as it is."""
    if isinstance(node, ScalarNode) and not node.is_empty:
        if node.text == TODAY and kind in (Kind.DATE, None):
            return TodayArgument()
        shape = draft.shapes.get(node.text)
        if shape is not None:
            if shape.kind is None or kind is None or shape.kind is kind:
                return FactArgument(shape.id)
            draft.report.fault(
                Code.ARGUMENT_DOES_NOT_FIT,
                node,
                f"{quoted(node.text)} is {KIND_WORDS[shape.kind]}, but {quoted(declared.id)} "
                f"is {KIND_WORDS[kind]} so far.",
                "All of them must be of one kind.",
            )
            return None
    return read_argument(draft, declared.id, node, kind or Kind.DATE)


def example_of(name: str, signature: Signature) -> str:
    """A call of the function, as it may be written."""
    kinds = signature.takes[-1:] if name == "days_until" else signature.takes
    words = [_EXAMPLES[kind] for kind in kinds]
    if signature.variadic:
        return f"`{name}: [{words[0]}, {words[0].replace('an_', 'a_').replace('a_', 'another_')}]`"
    return f"`{name}: {words[0]}`" if len(words) == 1 else f"`{name}: [{', '.join(words)}]`"


def _fits(draft: Draft, function: str, node: ScalarNode, has: Kind, needs: Kind) -> bool:
    if has is needs or (needs is Kind.MONEY and has is Kind.INTEGER):
        return True
    draft.report.fault(
        Code.ARGUMENT_DOES_NOT_FIT,
        node,
        f"`{function}` needs {_needed(needs)} here; {quoted(node.text)} is {KIND_WORDS[has]}.",
        f"Write it like {example_of(function, FUNCTIONS[function])}."
        if function in FUNCTIONS
        else "Name a fact of that kind.",
    )
    return False


def _needed(kind: Kind) -> str:
    return "a number or an amount of money" if kind is Kind.MONEY else KIND_WORDS[kind]


def _literal(draft: Draft, function: str, node: ScalarNode, kind: Kind) -> Argument | None:
    if kind in (Kind.INTEGER, Kind.MONEY, Kind.DATE):
        try:
            return LiteralArgument(parse_value(kind, node.text))
        except BadValue as error:
            if node.text[:1].isdigit() or node.text[:1] == "-":
                _report_literal(draft, function, node, kind, error)
                return None
    draft.no_such_fact(node)
    return None


def _report_literal(
    draft: Draft, function: str, node: ScalarNode, kind: Kind, error: BadValue
) -> None:
    draft.report.fault(
        Code.ARGUMENT_DOES_NOT_FIT,
        node,
        f"`{function}` needs {KIND_WORDS[kind]} here; {quoted(node.text)} is not {error.expected}.",
        f"Write it like {example_of(function, FUNCTIONS[function])}."
        if function in FUNCTIONS
        else "Name a fact, or write the value.",
    )


def _country(draft: Draft, node: ScalarNode) -> Argument | None:
    known = countries()
    if node.text in known:
        return LiteralArgument(node.text)
    draft.report.fault(
        Code.UNKNOWN_COUNTRY,
        node,
        f"No public holidays are known for {quoted(node.text)}.",
        _country_remedy(node.text, known),
    )
    return None


def _country_remedy(word: str, known: Sequence[str]) -> str:
    code = country_code(word)
    if code is None and word.upper() in known:
        code = word.upper()
    return f"Write {code}." if code else "Write the two letters of a country, like JP for Japan."
