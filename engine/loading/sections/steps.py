"""Phases, groups, steps, documents, costs and sources.

Owns the sections that list what rules can refer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ...rulebook import (
    OLD_PAGE,
    PAGE_DATE,
    Cost,
    Document,
    Due,
    Fact,
    Group,
    GroupOrder,
    Phase,
    Source,
    SourceKind,
    Step,
)
from ...values import BadValue, Kind, Wording, parse_value
from ..draft import KIND_WORDS, Declared, Draft
from ..faults.codes import Code
from ..faults.report import quoted
from ..source.node_values import fault, scalar, words
from ..source.nodes import MapNode, Node, ScalarNode
from . import forms
from .header import GROUP_ORDERS, TITLE_IS, group_order

WHY = "Why: shown when people ask for the reason."
SOURCE_KINDS = tuple(kind.value for kind in SourceKind)
CONFIDENCES = ("high", "medium", "low")
MOST_DAYS = 3_660

_HEADING = forms.Text(names_facts=False, need=TITLE_IS)
_TITLE = forms.Text(need=TITLE_IS)
_DATE_FACT = forms.FactId((Kind.DATE,))
_TIME_FACT = forms.FactId((Kind.TIME, Kind.TEXT))
PHASE = forms.EntryForm("a phase", {"title": _HEADING})
GROUP = forms.EntryForm(
    "a group", {"title": _HEADING, "order": forms.OneWord(GROUP_ORDERS, "An order of questions")}
)
DOCUMENT = forms.EntryForm("a document", {"title": _TITLE, "note": forms.Text()})
COST = forms.EntryForm(
    "a cost",
    {
        "title": _TITLE,
        "amount": forms.Either((forms.FactId((Kind.MONEY,)), forms.Amount())),
        "note": forms.Text(),
    },
)
SOURCE = forms.EntryForm(
    "a source",
    {
        "title": _HEADING,
        "address": forms.Word("A web address", "https?://[^ ]+"),
        "kind": forms.OneWord(
            SOURCE_KINDS, "A kind of source", need=f"One of: {', '.join(SOURCE_KINDS)}."
        ),
        "checked": forms.CalendarDay(
            need="The day somebody last looked, like 2026-11-22.",
            note="The day somebody last looked.",
        ),
        "published": forms.Word(
            "The date of a page",
            f"{PAGE_DATE.pattern}|{OLD_PAGE}",
            note="The page's own date: 2025, 2025-09, about 2025, or old.",
        ),
        "confidence": forms.OneWord(CONFIDENCES, "A confidence"),
    },
)
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
NEIGHBOURS = forms.EntryForm(
    "the neighbours of a step",
    {
        "steps": forms.Several(forms.Id("steps"), need="List the other steps."),
        "because": forms.Text(note=WHY),
    },
)
_NEIGHBOURS = forms.Either((forms.Several(forms.Id("steps")), forms.Inside(NEIGHBOURS)))
STEP = forms.EntryForm(
    "a step",
    {
        "phase": forms.Id("phases", need="One of the ids under `phases:`."),
        "title": _TITLE,
        "how": forms.Text(note="How to do it."),
        "before": _NEIGHBOURS,
        "after": _NEIGHBOURS,
        "due": forms.Inside(DUE, note="When it is due: by a day, or going on until a day."),
        "bring": forms.Several(forms.Id("documents")),
        "formerly": forms.Several(forms.NewId("steps", note="An earlier id, for saved cases.")),
    },
)


def _entries(
    draft: Draft, section: str, form: forms.EntryForm
) -> Iterator[tuple[Declared, forms.EntryReader]]:
    for declared in draft.declared(section).values():
        entry = forms.declared_entry(draft, form, declared)
        if entry is not None:
            yield declared, entry


def read_phases(draft: Draft) -> tuple[Phase, ...]:
    """The phases, in order."""
    return tuple(
        Phase(
            declared.id,
            entry.needed_text("title"),
            declared.key.place,
        )
        for declared, entry in _entries(draft, "phases", PHASE)
    )


def read_groups(draft: Draft, facts: Iterable[Fact]) -> tuple[Group, ...]:
    """The groups, in order, each with its questions in the order of the facts."""
    questions: dict[str, list[str]] = {}
    for fact in facts:
        if fact.group is not None and fact.can_be_asked:
            questions.setdefault(fact.group, []).append(fact.id)
    return tuple(
        Group(
            declared.id,
            entry.needed_text("title"),
            tuple(questions.get(declared.id, ())),
            group_order(entry, "order", GroupOrder.LISTED),
            declared.key.place,
        )
        for declared, entry in _entries(draft, "groups", GROUP)
    )


def read_documents(draft: Draft) -> dict[str, Document]:
    """The documents."""
    return {
        declared.id: Document(
            declared.id,
            entry.needed_text("title"),
            entry.text("note"),
            declared.key.place,
        )
        for declared, entry in _entries(draft, "documents", DOCUMENT)
    }


def read_costs(draft: Draft) -> dict[str, Cost]:
    """The costs."""
    return {
        declared.id: Cost(
            declared.id,
            entry.needed_text("title"),
            _amount(entry),
            entry.text("note"),
            declared.key.place,
        )
        for declared, entry in _entries(draft, "costs", COST)
    }


def _amount(entry: forms.EntryReader) -> int | str | None:
    draft, node = entry.draft, entry.get("amount")
    read = None if node is None else scalar(draft.report, node, "An amount")
    if read is None:
        return None
    try:
        amount = parse_value(Kind.MONEY, read.text)
        if isinstance(amount, int) and amount >= 0:
            return amount
    except BadValue:
        pass
    if re.match(r"[-+]?[0-9.]", read.text):
        fault(
            draft.report,
            Code.AMOUNT_DOES_NOT_FIT,
            read,
            f"{quoted(read.text)} is no amount of money.",
            "Write whole units of the currency, like 3300.",
        )
        return None
    shape = draft.fact_named(read)
    if shape is None or shape.kind in (Kind.MONEY, None):
        return read.text
    fault(
        draft.report,
        Code.AMOUNT_DOES_NOT_FIT,
        read,
        f"{quoted(read.text)} is {KIND_WORDS[shape.kind]}, not an amount of money.",
        "If that number is money, write `kind: money` beside its function."
        if shape.kind is Kind.INTEGER and shape.id in draft.declared("calculated")
        else "Name a fact or column of `kind: money`, write a whole number, or leave it out.",
    )
    return None


def read_sources(draft: Draft) -> dict[str, Source]:
    """The sources."""
    found = {}
    for declared, entry in _entries(draft, "sources", SOURCE):
        source = _source(entry, declared)
        if source is not None:
            found[source.id] = source
    return found


def _source(entry: forms.EntryReader, declared: Declared) -> Source | None:
    title = entry.needed_text("title")
    kind, checked = entry.one_of("kind"), entry.day("checked")
    confidence, address = entry.one_of("confidence"), _address(entry)
    published = _page_date(entry)
    if not kind or not checked:
        return None
    return Source(
        declared.id,
        title,
        address,
        SourceKind(kind),
        checked,
        published,
        confidence,
        declared.key.place,
    )


def _page_date(entry: forms.EntryReader) -> str | None:
    node, text = entry.get("published"), entry.word("published")
    found = None if text is None else PAGE_DATE.fullmatch(text)
    if (
        node is None
        or text is None
        or text == OLD_PAGE
        or (found and _is_in_calendar(*found.groups()[1:]))
    ):
        return text
    fault(
        entry.report,
        Code.NOT_A_DATE,
        node,
        f"{quoted(text)} is no date of a page.",
        "Write 2025, 2025-09 or 2025-09-30, with `about` before a guess; `old` if no more than"
        " that is sure. Leave it out if the page has no date.",
    )
    return None


def _is_in_calendar(year: str, month: str | None, day_of_month: str | None) -> bool:
    try:
        return bool(date(int(year), int(month or 1), int(day_of_month or 1)))
    except ValueError:
        return False


def _address(entry: forms.EntryReader) -> str | None:
    node, found = entry.get("address"), entry.word("address")
    if node is None or found is None:
        return None
    if found.startswith(("http://", "https://")) and not any(c.isspace() for c in found):
        return found
    fault(
        entry.report,
        Code.NOT_AN_ADDRESS,
        node,
        f"{quoted(found)} is no web address.",
        "Write it whole, beginning with https://.",
    )
    return None


def read_steps(draft: Draft) -> dict[str, Step]:
    """The steps."""
    return {
        declared.id: _step(entry, declared) for declared, entry in _entries(draft, "steps", STEP)
    }


def _step(entry: forms.EntryReader, declared: Declared) -> Step:
    before, why_before = _neighbours(entry, declared, "before")
    after, why_after = _neighbours(entry, declared, "after")
    return Step(
        id=declared.id,
        phase=entry.id("phase") or "",
        title=entry.needed_text("title"),
        how=entry.text("how"),
        place=declared.key.place,
        before=before,
        after=after,
        due=_due(entry),
        documents=entry.ids("bring"),
        formerly=entry.new_ids("formerly"),
        order_because=(*why_before, *why_after),
    )


def _neighbours(
    entry: forms.EntryReader, declared: Declared, name: str
) -> tuple[tuple[str, ...], tuple[tuple[str, Wording], ...]]:
    draft, node = entry.draft, entry.get(name)
    because: Wording | None = None
    if isinstance(node, MapNode):
        inside = forms.EntryReader(draft, NEIGHBOURS, node, entry.key_node(name), f"`{name}`")
        node, because = inside.there("steps"), inside.text("because")
    if node is None:
        return (), ()
    found: list[str] = []
    for read in words(draft.report, node, "The id of a step"):
        step = draft.reference("steps", read)
        if step == declared.id:
            report_self_order(draft, read)
        elif step is not None:
            draft.places[f"steps.{declared.id}.{name}.{len(found)}"] = read.place
            found.append(step)
    reasons = () if because is None else tuple((step, because) for step in found)
    return tuple(found), reasons


def report_self_order(draft: Draft, read: ScalarNode) -> None:
    """Report a step that is ordered against itself."""
    fault(
        draft.report,
        Code.SELF_ORDER,
        read,
        f"The step {quoted(read.text)} cannot come before or after itself.",
        "Name the other step.",
    )


def _due(step: forms.EntryReader) -> Due | None:
    draft, node = step.draft, step.get("due")
    named = isinstance(node, ScalarNode) and node.text in draft.shapes
    fact = node.text if isinstance(node, ScalarNode) and named else "a_date_fact"
    entry = step.inside("due", f"`due: {{by: {fact}}}`")
    if entry is None:
        return None
    until = entry.get("until")
    by = until or entry.need("by", "Name a date fact.")
    if until is not None and entry.get("by") is not None:
        fault(
            draft.report,
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
        fault(
            draft.report,
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
        fault(
            draft.report,
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
    fault(
        draft.report,
        Code.DUE_DOES_NOT_FIT,
        node,
        f"{quoted(shape.id)} is {KIND_WORDS[shape.kind]}; {wanted} is needed here.",
        "Name a fact of that kind, asked or calculated.",
    )
    return None


def _moved(entry: forms.EntryReader, before: str, after: str) -> int:
    draft, earlier, later = entry.draft, entry.get(before), entry.get(after)
    if earlier is not None and later is not None:
        fault(
            draft.report,
            Code.DUE_DOES_NOT_FIT,
            entry.key_node(after),
            f"`{before}` and `{after}` exclude each other.",
            "Keep one of the two.",
        )
    node = later if earlier is None else earlier
    days = entry.number(after if earlier is None else before) or 0
    used, other = (before, after) if later is None else (after, before)
    if node is not None and days < 0:
        fault(
            draft.report,
            Code.DAYS_NOT_MEANT,
            node,
            f"`{used}: {days}` would turn before and after round.",
            f"Write `{other}: {-days}` if that is meant, or `{used}: {-days}`.",
        )
    elif node is not None and days > MOST_DAYS:
        fault(
            draft.report,
            Code.DAYS_NOT_MEANT,
            node,
            f"{days} days are more than ten years.",
            "Correct the number.",
        )
    return days if earlier is None else -days
