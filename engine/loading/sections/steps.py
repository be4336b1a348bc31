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
from ..faults.near_values import number_meant
from ..faults.report import quoted
from ..source.node_values import scalar, words
from ..source.nodes import MapNode, ScalarNode
from . import forms
from .due_dates import DUE, read_due
from .header import GROUP_ORDERS, TITLE_IS, group_order

WHY = "Why: shown when people ask for the reason."
SOURCE_KINDS = tuple(kind.value for kind in SourceKind)
CONFIDENCES = ("high", "medium", "low")

_HEADING = forms.Text(names_facts=False, need=TITLE_IS)
_TITLE = forms.Text(need=TITLE_IS)
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
        Phase(declared.id, entry.needed_text("title"), declared.key.place)
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
            declared.id, entry.needed_text("title"), entry.text("note"), declared.key.place
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
        draft.report.fault(
            Code.AMOUNT_DOES_NOT_FIT,
            read,
            f"{quoted(read.text)} is no amount of money.",
            number_meant(read.text) or "Write whole units of the currency, like 3300.",
        )
        return None
    shape = draft.fact_named(read)
    if shape is None or shape.kind in (Kind.MONEY, None):
        return read.text
    draft.report.fault(
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
    entry.report.fault(
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
    entry.report.fault(
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
        due=read_due(entry),
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
    draft.report.fault(
        Code.SELF_ORDER,
        read,
        f"The step {quoted(read.text)} cannot come before or after itself.",
        "Name the other step.",
    )
