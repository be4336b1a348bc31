"""The ``rulebook:`` section: what the rulebook is called and how it is read.

Owns the checks of languages, currency and time zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...rulebook import GroupOrder, Place
from ..draft import Draft
from ..faults.codes import Code
from ..faults.foreign_words import TWO_LETTERS, language_for
from ..faults.report import Report, quoted
from ..language_codes import LANGUAGE_CODE, looks_like_language
from ..source.node_values import words
from ..source.nodes import Node
from .declaring import EITHER_ID, Header, report_duplicate
from .forms import EntryForm, EntryReader, FactId, OneWord, Several, Text, Word, entry_at

GROUP_ORDERS = tuple(order.value for order in GroupOrder)
_CODE = "A language code"
_CURRENCIES = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "eur": "EUR",
    "yen": "JPY", "円": "JPY", "jpy": "JPY",
    "£": "GBP", "pound": "GBP", "pounds": "GBP", "gbp": "GBP", "usd": "USD", "us$": "USD",
    "元": "CNY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY",
}  # fmt: skip
_CURRENCY = "[A-Z]{3}"
TITLE_IS = "Write what people should see it called."
HEADER = EntryForm(
    "the section `rulebook`",
    {
        "id": Word(
            "An id",
            EITHER_ID.pattern,
            need="Write a short name, like `id: my-rules`.",
            note="The rulebook's id.",
        ),
        "version": Word("A version"),
        "title": Text(names_facts=False, need=TITLE_IS),
        "languages": Several(
            Word(_CODE, LANGUAGE_CODE, note="A language code."),
            need="Write for example `languages: [en]`.",
        ),
        "draft_languages": Several(
            Word(_CODE, LANGUAGE_CODE, note="A language that is not finished yet.")
        ),
        "currency": Word("A currency code", _CURRENCY, note="A currency code, like JPY."),
        "time_zone": Word("A time zone", "[A-Za-z0-9_+/-]+", note="A time zone, like Asia/Tokyo."),
        "group_order": OneWord(GROUP_ORDERS, "An order of questions"),
        "names_plan": FactId(note="Its answer tells one person's plans apart."),
    },
)


def find_header(draft: Draft, headers: Sequence[Header]) -> EntryReader | None:
    """The one ``rulebook:`` section there must be, still to be read."""
    if not headers:
        draft.report.add(
            Code.NO_RULEBOOK_SECTION,
            Place("rulebook.yaml", 0, 0),
            "No file has a section `rulebook:`.",
            "Add a file rulebook.yaml with `rulebook:` and below it `id:`, `title:` and "
            "`languages:`.",
        )
        return None
    for key, _ in headers[1:]:
        report_duplicate(draft.report, key, "section", headers[0][0])
    key, node = headers[0]
    return entry_at(draft, HEADER, node, key)


def languages(header: EntryReader) -> tuple[str, ...]:
    """The languages that every text must be in."""
    return _codes(header.report, header.there("languages"))


def draft_languages(header: EntryReader, full: Sequence[str]) -> tuple[str, ...]:
    """The languages that texts may still lack."""
    node = header.there("draft_languages")
    found = _codes(header.report, node)
    for code in found:
        if node is not None and code in full:
            header.report.fault(
                Code.LISTED_TWICE,
                node,
                f"{quoted(code)} is a language and a draft at once.",
                "Take it out of `languages:` until it is finished.",
            )
    return tuple(code for code in found if code not in full)


def _codes(report: Report, node: Node | None) -> tuple[str, ...]:
    found = []
    for read in [] if node is None else words(report, node, _CODE):
        meant = TWO_LETTERS.get(read.text.lower())
        if looks_like_language(read.text) and meant is None:
            found.append(read.text)
        else:
            report.fault(
                Code.BAD_LANGUAGE_CODE,
                read,
                f"{quoted(read.text)} is no language code.",
                f"Write {meant}; a country is not a language."
                if meant
                else language_for(read.text) or "Write a code like en, zh or ja.",
            )
            found += [meant] if meant else []
    return tuple(found)


def currency(header: EntryReader) -> str:
    """The currency's three-letter code; empty if none is given."""
    node, found = header.get("currency"), header.word("currency")
    if node is None or found is None:
        return ""
    if re.fullmatch(_CURRENCY, found):
        return found
    header.report.fault(
        Code.BAD_CURRENCY,
        node,
        f"{quoted(found)} is no currency code.",
        f"Write {_CURRENCIES.get(found.lower(), 'three capital letters, like JPY')}.",
    )
    return ""


def time_zone(header: EntryReader) -> str:
    """The time zone that times of day are in; UTC if none is given."""
    node, found = header.get("time_zone"), header.word("time_zone")
    if node is None or found is None:
        return "UTC"
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(found)
    except (OSError, ValueError, KeyError):
        zones = available_timezones()
    else:
        return found
    if zones:
        header.report.fault(
            Code.BAD_TIME_ZONE,
            node,
            f"There is no time zone {quoted(found)}.",
            _zone_of_city(found, zones)
            or header.report.nearest(found, zones)
            or "Write a name like Asia/Tokyo.",
        )
    return found


def _zone_of_city(city: str, zones: set[str]) -> str | None:
    wanted = city.lower().replace(" ", "_")
    found = [zone for zone in sorted(zones) if zone.lower().split("/")[-1] == wanted]
    return f"Write {found[0]}." if found else None


def identity(header: EntryReader) -> tuple[str, str]:
    """The rulebook's id and version."""
    node, found = header.get("id"), header.word("id")
    if node is not None and found is not None and not EITHER_ID.fullmatch(found):
        header.report.fault(
            Code.BAD_ID,
            node,
            f"{quoted(found)} cannot be an id: only lower-case letters, digits, _ and -.",
            "Write a short name, like `id: my-rules`; what people read is the title.",
        )
    return found or "", header.word("version") or "0"


def group_order(entry: EntryReader, key: str, default: GroupOrder) -> GroupOrder:
    """``listed`` or ``open``."""
    found = entry.one_of(key)
    return default if found is None else GroupOrder(found)
