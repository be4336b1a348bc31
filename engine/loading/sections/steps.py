"""Phases, groups, steps, documents, costs and sources.

Owns the sections that list what rules can refer to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
from ..source.nodes import MapNode, Node, ScalarNode
from ..source.reading import (
    Fields,
    choice,
    day,
    fault,
    integer,
    mapping,
    scalar,
    word,
    words,
)
from .facts import former_ids
from .header import group_order
from .texts import needed_wording, wording_of

STEP_KEYS = ("phase", "title", "how", "before", "after", "due", "bring", "formerly")
DUE_KEYS = (
    "by", "until", "days_before", "days_after", "since", "since_days_before",
    "since_days_after", "time", "meanwhile", "meanwhile_since", "meanwhile_time",
)  # fmt: skip
NEIGHBOUR_KEYS = ("steps", "because")
COST_KEYS = ("title", "amount", "note")
DOCUMENT_KEYS = ("title", "note")
SOURCE_KEYS = ("title", "address", "kind", "checked", "published", "confidence")
SOURCE_KINDS = tuple(kind.value for kind in SourceKind)
CONFIDENCES = ("high", "medium", "low")
MOST_DAYS = 3_660


def _entries(
    draft: Draft, section: str, noun: str, keys: tuple[str, ...]
) -> Iterator[tuple[Declared, Fields]]:
    for declared in draft.declared(section).values():
        node = mapping(draft.report, declared.node, f"the {noun} {quoted(declared.id)}")
        if node is not None:
            yield declared, Fields(draft.report, node, keys, f"a {noun}", declared.key)


def read_phases(draft: Draft) -> tuple[Phase, ...]:
    """The phases, in order."""
    return tuple(
        Phase(
            declared.id,
            needed_wording(draft, fields, "title", may_name_facts=False),
            declared.key.place,
        )
        for declared, fields in _entries(draft, "phases", "phase", ("title",))
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
            needed_wording(draft, fields, "title", may_name_facts=False),
            tuple(questions.get(declared.id, ())),
            group_order(draft.report, fields, "order", GroupOrder.LISTED),
            declared.key.place,
        )
        for declared, fields in _entries(draft, "groups", "group", ("title", "order"))
    )


def read_documents(draft: Draft) -> dict[str, Document]:
    """The documents."""
    return {
        declared.id: Document(
            declared.id,
            needed_wording(draft, fields, "title"),
            wording_of(draft, fields, "note"),
            declared.key.place,
        )
        for declared, fields in _entries(draft, "documents", "document", DOCUMENT_KEYS)
    }


def read_costs(draft: Draft) -> dict[str, Cost]:
    """The costs."""
    return {
        declared.id: Cost(
            declared.id,
            needed_wording(draft, fields, "title"),
            _amount(draft, fields),
            wording_of(draft, fields, "note"),
            declared.key.place,
        )
        for declared, fields in _entries(draft, "costs", "cost", COST_KEYS)
    }


def _amount(draft: Draft, fields: Fields) -> int | str | None:
    node = fields.get("amount")
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
    for declared, fields in _entries(draft, "sources", "source", SOURCE_KEYS):
        source = _source(draft, declared, fields)
        if source is not None:
            found[source.id] = source
    return found


def _source(draft: Draft, declared: Declared, fields: Fields) -> Source | None:
    title = needed_wording(draft, fields, "title", may_name_facts=False)
    kind_node = fields.need("kind", f"One of: {', '.join(SOURCE_KINDS)}.")
    kind = kind_node and choice(draft.report, kind_node, SOURCE_KINDS, "A kind of source")
    checked_node = fields.need("checked", "The day somebody last looked, like 2026-11-22.")
    checked = checked_node and day(draft.report, checked_node, "A date")
    published = fields.get("published")
    confidence = fields.get("confidence")
    address = _address(draft, fields)
    page_date = published and _page_date(draft, published)
    sure = confidence and choice(draft.report, confidence, CONFIDENCES, "A confidence")
    if not kind or not checked:
        return None
    return Source(
        declared.id,
        title,
        address,
        SourceKind(kind),
        checked,
        page_date or None,
        sure or None,
        declared.key.place,
    )


def _page_date(draft: Draft, node: Node) -> str | None:
    text = word(draft.report, node, "The date of a page")
    found = None if text is None else PAGE_DATE.fullmatch(text)
    if text is None or text == OLD_PAGE or (found and _is_in_calendar(*found.groups()[1:])):
        return text
    fault(
        draft.report,
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


def _address(draft: Draft, fields: Fields) -> str | None:
    node = fields.get("address")
    found = None if node is None else word(draft.report, node, "A web address")
    if node is None or found is None:
        return None
    if found.startswith(("http://", "https://")) and not any(c.isspace() for c in found):
        return found
    fault(
        draft.report,
        Code.NOT_AN_ADDRESS,
        node,
        f"{quoted(found)} is no web address.",
        "Write it whole, beginning with https://.",
    )
    return None


def read_steps(draft: Draft) -> dict[str, Step]:
    """The steps."""
    return {
        declared.id: _step(draft, declared, fields)
        for declared, fields in _entries(draft, "steps", "step", STEP_KEYS)
    }


def _step(draft: Draft, declared: Declared, fields: Fields) -> Step:
    phase_node = fields.need("phase", "One of the ids under `phases:`.")
    phase = None if phase_node is None else draft.reference("phases", phase_node)
    bring = fields.get("bring")
    due = fields.get("due")
    before, why_before = _neighbours(draft, declared, fields, "before")
    after, why_after = _neighbours(draft, declared, fields, "after")
    return Step(
        id=declared.id,
        phase=phase or "",
        title=needed_wording(draft, fields, "title"),
        how=wording_of(draft, fields, "how"),
        place=declared.key.place,
        before=before,
        after=after,
        due=None if due is None else _due(draft, due, fields.key_node("due")),
        documents=()
        if bring is None
        else draft.references("documents", words(draft.report, bring, "The id of a document")),
        formerly=former_ids(draft, fields, "steps"),
        order_because=(*why_before, *why_after),
    )


def _neighbours(
    draft: Draft, declared: Declared, fields: Fields, name: str
) -> tuple[tuple[str, ...], tuple[tuple[str, Wording], ...]]:
    node = fields.get(name)
    because: Wording | None = None
    if isinstance(node, MapNode):
        inside = Fields(draft.report, node, NEIGHBOUR_KEYS, f"`{name}`", fields.key_node(name))
        node = inside.need("steps", "List the other steps.")
        because = wording_of(draft, inside, "because")
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


def _due(draft: Draft, node: Node, key: ScalarNode) -> Due | None:
    named = isinstance(node, ScalarNode) and node.text in draft.shapes
    fact = node.text if isinstance(node, ScalarNode) and named else "a_date_fact"
    entries = mapping(draft.report, node, "a due date", f"`due: {{by: {fact}}}`")
    if entries is None:
        return None
    fields = Fields(draft.report, entries, DUE_KEYS, "a due date", key)
    until = fields.get("until")
    by = until or fields.need("by", "Name a date fact.")
    if until is not None and fields.get("by") is not None:
        fault(
            draft.report,
            Code.DUE_DOES_NOT_FIT,
            until,
            "A step is due by a day, or goes on until a day.",
            "Keep one of `by:` and `until:`.",
        )
    since, time = fields.get("since"), fields.get("time")
    by_fact = None if by is None else _fact_of_kind(draft, by, (Kind.DATE,))
    since_fact = None if since is None else _fact_of_kind(draft, since, (Kind.DATE,))
    time_fact = None if time is None else _time(draft, time)
    meanwhile = fields.get("meanwhile")
    stand_ins = () if meanwhile is None else _date_facts(draft, meanwhile)
    since_stand_in = _stand_in(fields, "since", lambda it: _fact_of_kind(draft, it, (Kind.DATE,)))
    time_stand_in = _stand_in(fields, "time", lambda it: _time(draft, it))
    by_days = _moved(draft, fields, "days_before", "days_after")
    since_days = _moved(draft, fields, "since_days_before", "since_days_after")
    if since is None and since_days and not any("since" == name for name in entries.entries):
        fields.need("since", "Name the date fact that it is counted from.")
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


def _stand_in(fields: Fields, name: str, read: Callable[[Node], str | None]) -> str | None:
    node = fields.get(f"meanwhile_{name}")
    if node is None:
        return None
    if fields.get(name) is None:
        fields.need(name, f"Name what `meanwhile_{name}` stands in for.")
    return read(node)


def _date_facts(draft: Draft, node: Node) -> tuple[str, ...]:
    read = words(draft.report, node, "The id of a date fact")
    facts = (_fact_of_kind(draft, each, (Kind.DATE,)) for each in read)
    return tuple(fact for fact in facts if fact is not None)


def _time(draft: Draft, node: Node) -> str | None:
    if isinstance(node, ScalarNode) and node.text[:1].isdigit():
        fault(
            draft.report,
            Code.DUE_DOES_NOT_FIT,
            node,
            "`time:` names a table column of `kind: time` or `text`, not the time itself.",
            "Put the time into a table, or say it in `how:`.",
        )
        return None
    return _fact_of_kind(draft, node, (Kind.TIME, Kind.TEXT))


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


def _moved(draft: Draft, fields: Fields, before: str, after: str) -> int:
    earlier, later = fields.get(before), fields.get(after)
    if earlier is not None and later is not None:
        fault(
            draft.report,
            Code.DUE_DOES_NOT_FIT,
            fields.key_node(after),
            f"`{before}` and `{after}` exclude each other.",
            "Keep one of the two.",
        )
    node = later if earlier is None else earlier
    days = 0 if node is None else integer(draft.report, node, "A number of days") or 0
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
