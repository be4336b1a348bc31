"""Conditions as they are written, into :mod:`engine.conditions` trees.

Owns how comparisons are put together (``any``, ``all``, ``not``). What stands after a fact is
:mod:`engine.loading.sections.comparisons`.
"""

from __future__ import annotations

import re

from ...conditions import All, Any, Condition, Not
from ...values import Kind
from ..draft import Draft
from ..faults.codes import Code
from ..faults.foreign_comparisons import group_meant
from ..faults.foreign_words import comparison_in_signs, joins_conditions
from ..faults.report import quoted
from ..source.lookalikes import WIDE_COLON
from ..source.node_values import describe, in_a_line, report_no_space, report_wide_colon
from ..source.nodes import ListNode, Node, ScalarNode
from .comparisons import Leaves, all_of, read_comparison

DEEPEST_CONDITION = 32

GROUPS = ("any", "all", "not")


def read_condition(draft: Draft, node: Node, leaves: Leaves) -> Condition | None:
    """The condition that ``node`` holds; ``None`` if it cannot be read, which is reported.
    ``leaves`` receives the place of every comparison."""
    return _condition(draft, node, leaves, 0)


def _condition(draft: Draft, node: Node, leaves: Leaves, depth: int) -> Condition | None:
    if depth > DEEPEST_CONDITION:
        draft.report.fault(
            Code.CONDITION_TOO_DEEP,
            node,
            f"This condition is nested more than {DEEPEST_CONDITION} levels deep.",
            "Give a part of it a name with a conclusion.",
        )
        return None
    if isinstance(node, ListNode):
        draft.report.fault(
            Code.NOT_A_CONDITION,
            node,
            "A condition is expected here; this is a list.",
            "Begin with `all:` (every one of them), `any:` (at least one of them) or "
            "`not: {any: […]}` (none of them).",
        )
        return None
    if isinstance(node, ScalarNode):
        if not _report_misspelt(draft, node):
            draft.report.fault(
                Code.NOT_A_CONDITION,
                node,
                f"A condition is expected here; this is {describe(node)}.",
                "Write `fact: value`.",
            )
        return None
    if not node.entries:
        draft.report.fault(Code.EMPTY_CONDITION, node, "This condition is empty.")
        return None
    parts = [_entry(draft, key, value, leaves, depth) for key, value in node.pairs()]
    return all_of([part for part in parts if part is not None])


def _entry(
    draft: Draft, key: ScalarNode, value: Node, leaves: Leaves, depth: int
) -> Condition | None:
    if key.text == "not":
        part = _condition(draft, value, leaves, depth + 1)
        return None if part is None else Not(part)
    if key.text in GROUPS:
        return _group(draft, key, value, leaves, depth)
    shape = draft.shapes.get(key.text)
    if shape is None:
        if key.text not in draft.shapes:
            _no_such_fact(draft, key, value)
        return None
    return read_comparison(draft, shape, key, value, leaves)


def _alone(text: str) -> tuple[str, str] | None:
    """The fact that stands there without a value, and the value that is meant."""
    found = re.fullmatch(r"(not\s+|!\s*)?([\w.]+)", text)
    return None if found is None else (found[2], "no" if found[1] else "yes")


def _report_misspelt(draft: Draft, node: ScalarNode) -> bool:
    """Report a condition that is written as one word or text; whether it is one."""
    text = node.text
    fact = re.split("[:：]", text)[0]
    if fact in draft.shapes and fact != text:
        (report_wide_colon if text[len(fact)] == WIDE_COLON else report_no_space)(
            draft.report, node
        )
        return True
    signs = comparison_in_signs(re.sub(r"^([\w.]+) +(?:is|are|equals) +(?=\S)", r"\1 = ", text))
    if joins_conditions(text):
        remedy = (
            "Write each part as `fact: value`. Parts in one mapping must all be so; `any:` with "
            "a list of them is for one or the other."
        )
    elif (said := _alone(text)) is not None and said[0] in draft.shapes:
        named, truth = said
        shape = draft.shapes[named]
        if shape is None or shape.kind is not Kind.YES_NO:
            return False
        remedy = f"Write `{named}: {truth}`."
    elif signs is not None and signs.fact in draft.shapes:
        is_date = draft.shapes[signs.fact].kind is Kind.DATE
        remedy = f"Write `{signs.spelled(signs.fact, is_date=is_date)}`."
    else:
        return False
    problem = f"A condition is not written like {quoted(text)}."
    draft.report.fault(Code.NOT_A_CONDITION, node, problem, remedy)
    return True


def _no_such_fact(draft: Draft, key: ScalarNode, value: Node) -> None:
    is_alone = isinstance(value, ScalarNode) and value.is_empty
    if is_alone and _report_misspelt(draft, key):
        return
    remedy = (
        group_meant(key.text)
        or _denied_fact(draft, key, value)
        or _turned_round(draft, key, value)
        or _option_as_fact(draft, key, value)
    )
    if remedy is not None:
        problem = f"There is no fact {quoted(key.text)}."
        draft.report.fault(Code.NO_SUCH_FACT, key, problem, remedy)
    else:
        draft.no_such_fact(key)


def _turned_round(draft: Draft, key: ScalarNode, value: Node) -> str | None:
    """What to write for a question whether a fact is known that has the fact behind it."""
    knowledge = {
        **dict.fromkeys(("known", "exists", "is_known", "answered", "defined", "present"), "known"),
        **dict.fromkeys(("unknown", "missing", "is_unknown", "undefined"), "unknown"),
    }.get(key.text.lower())
    if knowledge is None or not isinstance(value, ScalarNode) or value.text not in draft.shapes:
        return None
    return f"Write `{value.text}: {knowledge}`."


def _option_as_fact(draft: Draft, key: ScalarNode, value: Node) -> str | None:
    """What to write where an option stands as if it were a fact, with its fact or without."""
    named, dot, option = key.text.rpartition(".")
    having = [
        shape
        for shape in draft.shapes.values()
        if shape is not None and option in (shape.options or ()) and (not dot or shape.id == named)
    ]
    if len(having) != 1 or not isinstance(value, ScalarNode):
        return None
    [shape] = having
    said = (
        f"{shape.id}: {{includes: {option}}}"
        if shape.kind is Kind.CHOICES
        else f"{shape.id}: {option}"
    )
    no = value.text.lower() in ("no", "false")
    return f"Write `not: {{{said}}}`." if no else f"Write `{said}`."


def _denied_fact(draft: Draft, key: ScalarNode, value: Node) -> str | None:
    """What to write for a fact that is there, with a word before it that denies it."""
    found = re.fullmatch(r"(?:not|no|isnt|is_not|never|!)[ _-]*(\S+)", key.text)
    if found is None or found.group(1) not in draft.shapes:
        return None
    return f"Write `not: {{{found.group(1)}: {in_a_line(value)}}}`."


def _group(
    draft: Draft, key: ScalarNode, value: Node, leaves: Leaves, depth: int
) -> Condition | None:
    if not isinstance(value, ListNode):
        draft.report.fault(
            Code.NOT_A_LIST,
            value,
            f"After `{key.text}:` comes a list of conditions; this is {describe(value)}.",
            "Write each condition on a line beginning with `- `.",
        )
        return None
    if not value.items:
        draft.report.fault(Code.EMPTY_CONDITION, value, f"The list after `{key.text}:` is empty.")
        return None
    parts = [_condition(draft, item, leaves, depth + 1) for item in value.items]
    found = tuple(part for part in parts if part is not None)
    if len(found) == 1:
        return found[0]
    return Any(found) if key.text == "any" else All(found)
