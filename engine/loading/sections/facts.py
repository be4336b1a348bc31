"""Facts that can be asked, and conclusions.

Owns the sections ``facts`` and ``conclusions``, and the attributes that facts of every
origin share.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast, get_args

from ...rulebook import Asked, Concluded, Fact, Option, Origin, Place, Side
from ...values import ORDERED, Answer, Kind, Value, Wording, spell_value
from ..draft import Declared, Draft, FactShape
from ..faults.codes import Code
from ..faults.report import Report, quoted
from ..source.nodes import ListNode, MapNode, Node, ScalarNode
from ..source.reading import (
    Fields,
    choice,
    day,
    fault,
    integer,
    mapping,
    misspelt,
    scalar,
    truth,
    value_of,
    words,
)
from .declaring import good_id
from .texts import wording, wording_of

FACT_KINDS = ("yes_no", "choice", "choices", "integer", "money", "date")
WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
WORDINGS = ("label", "question", "help", "find_out", "statement", "denial", "when_unknown")
FACT_KEYS = (
    "kind", "group", "label", "question", "help", "find_out", "statement", "denial",
    "when_unknown", "options", "minimum", "maximum", "default", "detail", "presumed", "usually",
    "formerly",
)  # fmt: skip
CONCLUSION_KEYS = (
    "label", "help", "find_out", "statement", "denial", "when_unknown", "weighty",
)  # fmt: skip
OPTION_KEYS = ("label", "help", "statement", "denial", "formerly")
RESERVED_OPTIONS = frozenset({"unknown", "known"})


def kind_of(draft: Draft, node: Node, key: ScalarNode, allowed: tuple[str, ...]) -> Kind | None:
    """The kind that a fact or column declares."""
    if not isinstance(node, MapNode):
        return None
    if "kind" not in node.entries:
        if misspelt(node, "kind"):
            return None
        fault(
            draft.report,
            Code.MISSING_KEY,
            key,
            f"{quoted(key.text)} needs `kind:`.",
            f"One of: {', '.join(allowed)}.",
        )
        return None
    name = choice(draft.report, node.entries["kind"][1], allowed, "A kind of fact")
    return None if name is None else Kind(name)


def option_ids(node: Node) -> tuple[str, ...] | None:
    """The options that a fact or column lists itself; ``None`` if it lists none."""
    if isinstance(node, MapNode) and "options" in node.entries:
        options = node.entries["options"][1]
        if isinstance(options, MapNode):
            return tuple(options.entries)
        if isinstance(options, ListNode):
            return tuple(item.text for item in options.items if isinstance(item, ScalarNode))
    return None


def conclusion_shape(declared: Declared) -> FactShape:
    """A conclusion is a yes/no fact."""
    place = declared.key.place
    return FactShape(declared.id, Kind.YES_NO, (), place, is_conclusion=True)


def read_fact(draft: Draft, declared: Declared, inherited: tuple[Option, ...]) -> Fact | None:
    """An asked fact; ``inherited`` are the options that its tables give."""
    node = mapping(draft.report, declared.node, f"the fact {quoted(declared.id)}")
    if node is None:
        return None
    fields = Fields(draft.report, node, FACT_KEYS, "a fact", declared.key)
    group = fields.get("group")
    if "question" in fields and group is None and "group" not in node.entries:
        fault(
            draft.report,
            Code.QUESTION_WITHOUT_GROUP,
            fields.key_node("question"),
            f"The question of {quoted(declared.id)} belongs to no group.",
            "Add `group:` with one of the ids under `groups:`.",
        )
    detail = fields.get("detail")
    return make_fact(
        draft,
        fields,
        declared.id,
        declared.key,
        Asked(_default(draft, fields, declared.id)),
        inherited,
        group=None if group is None else draft.reference("groups", group),
        detail=bool(detail and truth(draft.report, detail, "yes or no")),
        presumed=_presumed(draft, declared.id, fields.get("presumed")),
        usually=_usually(draft, fields, declared.id),
    )


def _default(draft: Draft, fields: Fields, fact_id: str) -> Value | None:
    """The value that the fact has without an answer."""
    node, shape = fields.get("default"), draft.shapes.get(fact_id)
    if node is None or shape is None or shape.kind is None:
        return None
    if "question" in fields:
        fault(
            draft.report,
            Code.DEFAULT_DOES_NOT_FIT,
            fields.key_node("default"),
            f"{quoted(fact_id)} is asked for, so it has no default: whoever has not answered yet "
            "would be taken to have said so.",
            'Remove `default:`; "I don\'t know" can always be answered.',
        )
        return None
    if shape.kind is Kind.CHOICES:
        if isinstance(node, ScalarNode) and node.text == "none":
            return frozenset()
        chosen = words(draft.report, node, "An option")
        named = [draft.option(shape, read) for read in chosen]
        return frozenset(it for it in named if it is not None)
    if shape.kind is Kind.CHOICE:
        read = scalar(draft.report, node, "An option")
        return None if read is None else draft.option(shape, read)
    value = value_of(draft.report, node, shape.kind, "A value")
    for name in ("minimum", "maximum"):
        limit_node = fields.get(name)
        limit = limit_node and value_of(Report(), limit_node, shape.kind, "A limit")
        if not isinstance(limit, int | date) or not isinstance(value, int | date):
            continue
        low, high = (limit, value) if name == "minimum" else (value, limit)
        if low > high:  # type: ignore[operator]
            fault(
                draft.report,
                Code.DEFAULT_DOES_NOT_FIT,
                node,
                f"The default of {quoted(fact_id)} is outside its limits: the {name} is "
                f"{spell_value(limit)}.",
                "Correct one of the two.",
            )
    return value


def read_conclusion(draft: Draft, declared: Declared) -> Fact | None:
    """A conclusion."""
    node = mapping(draft.report, declared.node, f"the conclusion {quoted(declared.id)}")
    if node is None:
        return None
    fields = Fields(draft.report, node, CONCLUSION_KEYS, "a conclusion", declared.key)
    weighty = fields.get("weighty")
    return make_fact(
        draft,
        fields,
        declared.id,
        declared.key,
        Concluded(),
        weighty=bool(weighty and truth(draft.report, weighty, "yes or no")),
    )


def make_fact(
    draft: Draft,
    fields: Fields,
    fact_id: str,
    key: ScalarNode,
    origin: Origin,
    inherited: tuple[Option, ...] = (),
    group: str | None = None,
    detail: bool = False,
    presumed: Answer | None = None,
    usually: Side | None = None,
    weighty: bool = False,
) -> Fact | None:
    """A fact of any origin, from the attributes that all of them share."""
    shape = draft.shapes.get(fact_id)
    kind = shape.kind if shape else None
    texts = {name: wording_of(draft, fields, name, name != "label") for name in WORDINGS}
    formerly = former_ids(draft, fields, "facts")
    if kind is None:
        return None
    own = read_options(draft, fields, fact_id, kind)
    minimum, maximum = _limits(draft, fields, fact_id, kind)
    if kind in WITH_OPTIONS and not own and not inherited and "options" not in fields.node.entries:
        fault(
            draft.report,
            Code.NO_OPTIONS,
            key,
            f"{quoted(fact_id)} is a {kind.value} and has no options.",
            "Add `options:`, or a table that has it as its key.",
        )
    question = texts["question"]
    if question is not None and question.placeholders():
        fields.need("label", "Its question names facts, so it cannot stand in for the label.")
    label = texts.pop("label") or question or Wording({"": fact_id})
    return Fact(
        id=fact_id,
        kind=kind,
        origin=origin,
        place=key.place,
        label=label,
        group=group,
        options=own or inherited,
        minimum=minimum,
        maximum=maximum,
        detail=detail,
        presumed=presumed,
        usually=usually,
        weighty=weighty,
        formerly=formerly,
        **texts,
    )


def _presumed(draft: Draft, fact_id: str, node: Node | None) -> Answer | None:
    shape = draft.shapes.get(fact_id)
    if node is None or shape is None or shape.kind is None:
        return None
    if shape.kind is Kind.CHOICES:
        choice(draft.report, node, ("none",), "What is presumed of a list")
        return frozenset()
    if shape.kind is Kind.CHOICE:
        chosen = scalar(draft.report, node, "An option")
        return None if chosen is None else draft.option(shape, chosen)
    return value_of(draft.report, node, shape.kind, "A value")


def _usually(draft: Draft, fields: Fields, fact_id: str) -> Side | None:
    node, shape = fields.get("usually"), draft.shapes.get(fact_id)
    if node is None or shape is None or shape.kind is None:
        return None
    if shape.kind is not Kind.DATE:
        fault(
            draft.report,
            Code.LIMITS_DO_NOT_FIT,
            fields.key_node("usually"),
            f"{quoted(fact_id)} is {shape.kind.value} and lies neither in the future nor the past.",
            "Only date facts do.",
        )
        return None
    return cast("Side | None", choice(draft.report, node, get_args(Side), "A side of today"))


def former_ids(draft: Draft, fields: Fields, section: str) -> tuple[str, ...]:
    """Earlier ids under ``formerly:``."""
    node = fields.get("formerly")
    if node is None:
        return ()
    return tuple(
        read.text
        for read in words(draft.report, node, "An earlier id")
        if good_id(draft.report, read, section)
    )


def read_options(draft: Draft, fields: Fields, fact_id: str, kind: Kind) -> tuple[Option, ...]:
    """The options that a fact lists itself."""
    node = fields.get("options")
    if node is None:
        return ()
    if kind not in WITH_OPTIONS:
        fault(
            draft.report,
            Code.OPTIONS_DO_NOT_FIT,
            fields.key_node("options"),
            f"{quoted(fact_id)} is {kind.value} and cannot have options.",
            "Use `kind: choice` or `kind: choices`, or remove the options.",
        )
        return ()
    entries = mapping(draft.report, node, "the value of `options`", "`cash: In cash`")
    if entries is None:
        return ()
    if not entries.entries:
        fault(draft.report, Code.NO_OPTIONS, entries, "There are no options here.")
    return tuple(_options(draft, entries, fact_id, kind))


def _options(draft: Draft, entries: MapNode, fact_id: str, kind: Kind) -> Iterator[Option]:
    for key, value in entries.pairs():
        if not good_option_id(draft, key, kind):
            continue
        draft.places[f"facts.{fact_id}.options.{key.text}"] = key.place
        if isinstance(value, MapNode) and any(name in value.entries for name in OPTION_KEYS):
            fields = Fields(draft.report, value, OPTION_KEYS, "an option", key)
            yield option_from(draft, fields, key.text, key.place)
        elif isinstance(value, ScalarNode) and value.is_empty:
            yield Option(key.text, Wording({"": key.text}), None, (), key.place)
        else:
            label = wording(draft, value, "the label of an option")
            yield Option(key.text, label or Wording({"": key.text}), None, (), key.place)


def option_from(draft: Draft, fields: Fields, option_id: str, place: Place) -> Option:
    """An option with a key for each thing that is said of it."""
    label = wording_of(draft, fields, "label")
    return Option(
        option_id,
        label or Wording({"": option_id}),
        wording_of(draft, fields, "help"),
        former_ids(draft, fields, "options"),
        place,
        wording_of(draft, fields, "statement", True),
        wording_of(draft, fields, "denial", True),
    )


def good_option_id(draft: Draft, key: ScalarNode, kind: Kind) -> bool:
    """Whether ``key`` may be the id of an option; reported if not."""
    if not good_id(draft.report, key, "options"):
        return False
    if key.text in RESERVED_OPTIONS or (key.text == "none" and kind is Kind.CHOICES):
        fault(
            draft.report,
            Code.RESERVED_ID,
            key,
            f"{quoted(key.text)} has a meaning of its own in conditions and cannot be an option.",
            "Leave it out: choosing no option at all is `none`."
            if key.text == "none"
            else 'Leave it out: "I don\'t know" can always be answered.',
        )
        return False
    return True


def _limits(
    draft: Draft, fields: Fields, fact_id: str, kind: Kind
) -> tuple[int | date | None, int | date | None]:
    limits: list[int | date | None] = []
    for name in ("minimum", "maximum"):
        node = fields.get(name)
        if node is None:
            limits.append(None)
        elif kind not in ORDERED:
            fault(
                draft.report,
                Code.LIMITS_DO_NOT_FIT,
                fields.key_node(name),
                f"{quoted(fact_id)} is {kind.value} and has no {name}.",
                "Only integer, money and date facts do.",
            )
            limits.append(None)
        elif kind is Kind.DATE:
            limits.append(day(draft.report, node, "A date"))
        else:
            limits.append(integer(draft.report, node, "A number", kind))
    low, high = limits
    if low is not None and high is not None and low > high:  # type: ignore[operator]
        fault(
            draft.report,
            Code.EMPTY_RANGE,
            fields.get("minimum") or fields.node,
            "The minimum is larger than the maximum.",
            "Exchange the two.",
        )
    return low, high
