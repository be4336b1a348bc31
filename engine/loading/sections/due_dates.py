"""When a step is due: what stands below ``due:``.

Owns which facts a due date may rest on, and which of its keys go together.
"""

from __future__ import annotations

from ...rulebook import Due
from ...values import Kind
from ..draft import KIND_WORDS, Draft
from ..faults.codes import Code
from ..faults.report import quoted
from ..source.node_values import words
from ..source.nodes import Node, ScalarNode
from . import forms

MOST_DAYS = 3_660
_DATE_FACT = forms.FactId((Kind.DATE,))
_TIME_FACT = forms.FactId((Kind.TIME, Kind.TEXT))
DUE = forms.EntryForm(
    "a due date",
    {
        "by": _DATE_FACT,
        "until": _DATE_FACT,
        "days_before": forms.Number(),
        "days_after": forms.Number(),
        "since": _DATE_FACT,
        "since_days_before": forms.Number(),
        "since_days_after": forms.Number(),
        "time": _TIME_FACT,
        "meanwhile": forms.Several(_DATE_FACT),
        "meanwhile_since": _DATE_FACT,
        "meanwhile_time": _TIME_FACT,
    },
    one_of=("by", "until"),
)


def read_due(step: forms.EntryReader) -> Due | None:
    """When the step is due, if it says so."""
    draft, node = step.draft, step.get("due")
    named = isinstance(node, ScalarNode) and node.text in draft.shapes
    fact = node.text if isinstance(node, ScalarNode) and named else "a_date_fact"
    entry = step.inside("due", f"`due: {{by: {fact}}}`")
    if entry is None:
        return None
    until = entry.get("until")
    by = until or entry.need("by", "Name a date fact.")
    if until is not None and entry.get("by") is not None:
        draft.report.fault(
            Code.DUE_DOES_NOT_FIT,
            until,
            "A step is due by a day, or goes on until a day.",
            "Keep one of `by:` and `until:`.",
        )
    since = entry.get("since")
    by_fact = None if by is None else _fact_of_kind(draft, by, _DATE_FACT.kinds)
    since_fact = _fact(entry, "since")
    time_fact = _fact(entry, "time")
    meanwhile = entry.get("meanwhile")
    stand_ins = () if meanwhile is None else _date_facts(draft, meanwhile)
    since_stand_in, time_stand_in = _stand_in(entry, "since"), _stand_in(entry, "time")
    by_days = _moved(entry, "days_before", "days_after")
    since_days = _moved(entry, "since_days_before", "since_days_after")
    if since is None and since_days and "since" not in entry.node.entries:
        entry.need("since", "Name the date fact that it is counted from.")
    if by_fact is None:
        return None
    if since is not None and since_fact == by_fact and since_days > by_days:
        draft.report.fault(
            Code.EMPTY_WINDOW,
            since,
            f"The time for the step begins {since_days - by_days} days after its end.",
            "Exchange the two, or write days before instead of days after.",
        )
    return Due(
        by_fact,
        by_days,
        since_fact,
        since_days,
        time_fact,
        goes_on=until is not None,
        meanwhile=stand_ins,
        meanwhile_since=since_stand_in,
        meanwhile_time=time_stand_in,
    )


def _stand_in(entry: forms.EntryReader, name: str) -> str | None:
    if f"meanwhile_{name}" in entry and name not in entry:
        entry.need(name, f"Name what `meanwhile_{name}` stands in for.")
    return _fact(entry, f"meanwhile_{name}")


def _date_facts(draft: Draft, node: Node) -> tuple[str, ...]:
    read = words(draft.report, node, "The id of a date fact")
    facts = (_fact_of_kind(draft, each, _DATE_FACT.kinds) for each in read)
    return tuple(fact for fact in facts if fact is not None)


def _fact(entry: forms.EntryReader, name: str) -> str | None:
    """The fact under the key, of the kinds that the form of a due date names."""
    draft, node, holds = entry.draft, entry.get(name), entry.form.keys[name]
    assert isinstance(holds, forms.FactId)
    if node is None:
        return None
    if Kind.TIME in holds.kinds and isinstance(node, ScalarNode) and node.text[:1].isdigit():
        draft.report.fault(
            Code.DUE_DOES_NOT_FIT,
            node,
            "`time:` names a table column of `kind: time` or `text`, not the time itself.",
            "Put the time into a table, or say it in `how:`.",
        )
        return None
    return _fact_of_kind(draft, node, holds.kinds)


def _fact_of_kind(draft: Draft, node: Node, kinds: tuple[Kind, ...]) -> str | None:
    shape = draft.fact(node)
    if shape is None or shape.kind is None:
        return None
    if shape.kind in kinds:
        return shape.id
    wanted = " or ".join(KIND_WORDS[kind] for kind in kinds)
    draft.report.fault(
        Code.DUE_DOES_NOT_FIT,
        node,
        f"{quoted(shape.id)} is {KIND_WORDS[shape.kind]}; {wanted} is needed here.",
        "Name a fact of that kind, asked or calculated.",
    )
    return None


def _moved(entry: forms.EntryReader, before: str, after: str) -> int:
    draft, earlier, later = entry.draft, entry.get(before), entry.get(after)
    if earlier is not None and later is not None:
        draft.report.fault(
            Code.DUE_DOES_NOT_FIT,
            entry.key_node(after),
            f"`{before}` and `{after}` exclude each other.",
            "Keep one of the two.",
        )
    node = later if earlier is None else earlier
    days = entry.number(after if earlier is None else before) or 0
    used, other = (before, after) if later is None else (after, before)
    if node is not None and days < 0:
        draft.report.fault(
            Code.DAYS_NOT_MEANT,
            node,
            f"`{used}: {days}` would turn before and after round.",
            f"Write `{other}: {-days}` if that is meant, or `{used}: {-days}`.",
        )
    elif node is not None and days > MOST_DAYS:
        draft.report.fault(
            Code.DAYS_NOT_MEANT,
            node,
            f"{days} days are more than ten years.",
            "Correct the number.",
        )
    return days if earlier is None else -days
