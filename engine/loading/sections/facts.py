"""Facts that can be asked, and conclusions.

Owns the sections ``facts`` and ``conclusions``, and the attributes that facts of every
origin share.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast, get_args

from ...rulebook import Asked, Concluded, Fact, Option, Origin, Side
from ...values import ORDERED, Answer, Kind, Value, Wording, spell_value
from ..draft import Declared, Draft, FactShape
from ..faults.codes import Code
from ..faults.report import Report, quoted
from ..source.node_values import choice, day, integer, misspelt, scalar, value_of, words
from ..source.nodes import MapNode, Node, ScalarNode
from . import forms
from .declaring import OPTION_ID
from .options import HELP, NAMED, OPTIONS, STATED, WITH_OPTIONS, read_options

FACT_KINDS = ("yes_no", "choice", "choices", "integer", "money", "date")
WORDINGS = ("label", "question", "help", "find_out", "statement", "denial", "when_unknown")

LABEL = forms.Text(names_facts=False, note=NAMED)
SAID: Mapping[str, forms.Holds] = {
    "help": HELP,
    "find_out": forms.Text(note="How somebody who does not know can find out."),
    **STATED,
    "when_unknown": forms.Text(
        may_be_empty=True, note="What texts say in its place while nobody knows it."
    ),
}
"""What is said of facts of every origin."""
LIMIT = forms.Either((forms.Amount(), forms.CalendarDay()), only_for=ORDERED)
FACT = forms.EntryForm(
    "a fact",
    {
        "kind": forms.OneWord(
            FACT_KINDS, "A kind of fact", need=f"One of: {', '.join(FACT_KINDS)}."
        ),
        "group": forms.Id("groups"),
        "label": LABEL,
        "question": forms.Text(note="What people are asked.", beside="group"),
        **SAID,
        "options": OPTIONS,
        "minimum": LIMIT,
        "maximum": LIMIT,
        "default": forms.Either(
            (
                forms.YesNo(),
                forms.Amount(),
                forms.CalendarDay(),
                forms.Several(forms.Word("An option")),
            ),
            note="Its value without an answer, where nobody is asked for it.",
            never="question",
        ),
        "detail": forms.YesNo(note="Only the thorough questionnaire asks it."),
        "presumed": forms.Either(
            (
                forms.Word("An option", OPTION_ID.pattern, note="none, or an option"),
                forms.YesNo(),
                forms.Amount(),
                forms.CalendarDay(),
            ),
            note="Plans are made with this answer until somebody gives one.",
        ),
        "usually": forms.OneWord(
            get_args(Side),
            "A side of today",
            note="On which side of today the dates lie that people mean.",
            only_for=frozenset({Kind.DATE}),
        ),
        "formerly": forms.Several(forms.NewId("facts", note="An earlier id, for saved cases.")),
    },
)
CONCLUSION = forms.EntryForm(
    "a conclusion",
    {
        "label": LABEL,
        **SAID,
        "weighty": forms.YesNo(
            note="It decides so much that no detail question may decide it, such as who has to act."
        ),
    },
)


def kind_of(draft: Draft, node: Node, key: ScalarNode, form: forms.EntryForm) -> Kind | None:
    """The kind that a fact or column declares."""
    if not isinstance(node, MapNode):
        return None
    kinds = form.keys["kind"]
    assert isinstance(kinds, forms.OneWord)
    if "kind" not in node.entries:
        if misspelt(node, "kind"):
            return None
        draft.report.fault(Code.MISSING_KEY, key, f"{quoted(key.text)} needs `kind:`.", kinds.need)
        return None
    name = choice(draft.report, node.entries["kind"][1], kinds.words, kinds.what)
    return None if name is None else Kind(name)


def conclusion_shape(declared: Declared) -> FactShape:
    """A conclusion is a yes/no fact."""
    place = declared.key.place
    return FactShape(declared.id, Kind.YES_NO, (), place, is_conclusion=True)


def read_fact(draft: Draft, declared: Declared, inherited: tuple[Option, ...]) -> Fact | None:
    """An asked fact; ``inherited`` are the options that its tables give."""
    entry = forms.declared_entry(draft, FACT, declared)
    if entry is None:
        return None
    if "question" in entry and "group" not in entry.node.entries:
        draft.report.fault(
            Code.QUESTION_WITHOUT_GROUP,
            entry.key_node("question"),
            f"The question of {quoted(declared.id)} belongs to no group.",
            "Add `group:` with one of the ids under `groups:`.",
        )
    return make_fact(
        entry,
        declared.id,
        declared.key,
        Asked(_default(entry, declared.id)),
        inherited,
        group=entry.id("group"),
        detail=entry.yes("detail"),
        presumed=_presumed(draft, declared.id, entry.get("presumed")),
        usually=_usually(entry, declared.id),
    )


def _default(fields: forms.EntryReader, fact_id: str) -> Value | None:
    """The value that the fact has without an answer."""
    draft = fields.draft
    node, shape = fields.get("default"), draft.shapes.get(fact_id)
    if node is None or shape is None or shape.kind is None:
        return None
    if "question" in fields:
        draft.report.fault(
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
            draft.report.fault(
                Code.DEFAULT_DOES_NOT_FIT,
                node,
                f"The default of {quoted(fact_id)} is outside its limits: the {name} is "
                f"{spell_value(limit)}.",
                "Correct one of the two.",
            )
    return value


def read_conclusion(draft: Draft, declared: Declared) -> Fact | None:
    """A conclusion."""
    entry = forms.declared_entry(draft, CONCLUSION, declared)
    if entry is None:
        return None
    return make_fact(entry, declared.id, declared.key, Concluded(), weighty=entry.yes("weighty"))


def make_fact(
    entry: forms.EntryReader,
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
    shape = entry.draft.shapes.get(fact_id)
    kind = shape.kind if shape else None
    texts = {name: entry.text(name) if name in entry.form.keys else None for name in WORDINGS}
    formerly = entry.new_ids("formerly") if "formerly" in entry.form.keys else ()
    if kind is None:
        return None
    own = read_options(entry, fact_id, kind)
    minimum, maximum = _limits(entry, fact_id, kind)
    if kind in WITH_OPTIONS and not own and not inherited and "options" not in entry.node.entries:
        entry.report.fault(
            Code.NO_OPTIONS,
            key,
            f"{quoted(fact_id)} is a {kind.value} and has no options.",
            "Add `options:`, or a table that has it as its key.",
        )
    question = texts["question"]
    if question is not None and question.placeholders():
        entry.need("label", "Its question names facts, so it cannot stand in for the label.")
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


def _usually(entry: forms.EntryReader, fact_id: str) -> Side | None:
    node, shape = entry.get("usually"), entry.draft.shapes.get(fact_id)
    if node is None or shape is None or shape.kind is None:
        return None
    if shape.kind is not Kind.DATE:
        entry.report.fault(
            Code.LIMITS_DO_NOT_FIT,
            entry.key_node("usually"),
            f"{quoted(fact_id)} is {shape.kind.value} and lies neither in the future nor the past.",
            "Only date facts do.",
        )
        return None
    return cast("Side | None", entry.one_of("usually"))


def _limits(
    fields: forms.EntryReader, fact_id: str, kind: Kind
) -> tuple[int | date | None, int | date | None]:
    draft = fields.draft
    limits: list[int | date | None] = []
    for name in ("minimum", "maximum"):
        node = fields.get(name)
        if node is None:
            limits.append(None)
        elif kind not in ORDERED:
            draft.report.fault(
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
        draft.report.fault(
            Code.EMPTY_RANGE,
            fields.get("minimum") or fields.node,
            "The minimum is larger than the maximum.",
            "Exchange the two.",
        )
    return low, high
