"""The ``rulebook:`` section: what the rulebook is called and how it is read.

Owns the checks of languages, currency and time zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...rulebook import GroupOrder, Place
from ...values import Wording
from ..draft import Draft
from ..faults.codes import Code
from ..faults.foreign_words import TWO_LETTERS, language_for
from ..faults.report import Report, quoted
from ..source.nodes import Node, ScalarNode
from ..source.reading import Fields, choice, fault, looks_like_language, mapping, word, words
from .declaring import EITHER_ID, Header, report_duplicate
from .texts import needed_wording

HEADER_KEYS = (
    "id",
    "version",
    "title",
    "languages",
    "draft_languages",
    "currency",
    "time_zone",
    "group_order",
    "names_plan",
)
GROUP_ORDERS = tuple(order.value for order in GroupOrder)


@dataclass(frozen=True, slots=True)
class HeaderFields:
    """The section's entries, still to be read."""

    key: ScalarNode
    fields: Fields


def find_header(report: Report, headers: Sequence[Header]) -> HeaderFields | None:
    """The one ``rulebook:`` section there must be."""
    if not headers:
        report.add(
            Code.NO_RULEBOOK_SECTION,
            Place("rulebook.yaml", 0, 0),
            "No file has a section `rulebook:`.",
            "Add a file rulebook.yaml with `rulebook:` and below it `id:`, `title:` and "
            "`languages:`.",
        )
        return None
    for key, _ in headers[1:]:
        report_duplicate(report, key, "section", headers[0][0])
    key, node = headers[0]
    entries = mapping(report, node, "the section `rulebook`")
    if entries is None:
        return None
    return HeaderFields(key, Fields(report, entries, HEADER_KEYS, "the section `rulebook`", key))


def languages(report: Report, header: HeaderFields) -> tuple[str, ...]:
    """The languages that every text must be in."""
    node = header.fields.need("languages", "Write for example `languages: [en]`.")
    return () if node is None else _codes(report, node)


def draft_languages(report: Report, header: HeaderFields, full: Sequence[str]) -> tuple[str, ...]:
    """The languages that texts may still lack."""
    node = header.fields.get("draft_languages")
    found = () if node is None else _codes(report, node)
    for code in found:
        if node is not None and code in full:
            fault(
                report,
                Code.LISTED_TWICE,
                node,
                f"{quoted(code)} is a language and a draft at once.",
                "Take it out of `languages:` until it is finished.",
            )
    return tuple(code for code in found if code not in full)


def _codes(report: Report, node: Node) -> tuple[str, ...]:
    found = []
    for read in words(report, node, "A language code"):
        meant = TWO_LETTERS.get(read.text.lower())
        if looks_like_language(read.text) and meant is None:
            found.append(read.text)
        else:
            fault(
                report,
                Code.BAD_LANGUAGE_CODE,
                read,
                f"{quoted(read.text)} is no language code.",
                f"Write {meant}; a country is not a language."
                if meant
                else language_for(read.text) or "Write a code like en, zh or ja.",
            )
            found += [meant] if meant else []
    return tuple(found)


def currency(report: Report, header: HeaderFields) -> str:
    """The currency's three-letter code; empty if none is given."""
    node = header.fields.get("currency")
    found = None if node is None else word(report, node, "A currency code")
    if node is None or found is None:
        return ""
    if re.fullmatch(r"[A-Z]{3}", found):
        return found
    fault(
        report,
        Code.BAD_CURRENCY,
        node,
        f"{quoted(found)} is no currency code.",
        "Write three capital letters, like JPY.",
    )
    return ""


def time_zone(report: Report, header: HeaderFields) -> str:
    """The time zone that times of day are in; UTC if none is given."""
    node = header.fields.get("time_zone")
    found = None if node is None else word(report, node, "A time zone")
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
        fault(
            report,
            Code.BAD_TIME_ZONE,
            node,
            f"There is no time zone {quoted(found)}.",
            _zone_of_city(found, zones)
            or report.nearest(found, zones)
            or "Write a name like Asia/Tokyo.",
        )
    return found


def names_plan(draft: Draft, header: HeaderFields) -> str | None:
    """The fact whose answer tells one person's plans apart."""
    node = header.fields.get("names_plan")
    shape = None if node is None else draft.fact(node)
    return None if shape is None else shape.id


def _zone_of_city(city: str, zones: set[str]) -> str | None:
    wanted = city.lower().replace(" ", "_")
    found = [zone for zone in sorted(zones) if zone.lower().split("/")[-1] == wanted]
    return f"Write {found[0]}." if found else None


def identity(report: Report, header: HeaderFields) -> tuple[str, str]:
    """The rulebook's id and version."""
    id_node = header.fields.need("id", "Write a short name, like `id: my-rules`.")
    version_node = header.fields.get("version")
    found = None if id_node is None else word(report, id_node, "An id")
    if id_node is not None and found is not None and not EITHER_ID.fullmatch(found):
        fault(
            report,
            Code.BAD_ID,
            id_node,
            f"{quoted(found)} cannot be an id: only lower-case letters, digits, _ and -.",
            "Write a short name, like `id: my-rules`; what people read is the title.",
        )
    version = None if version_node is None else word(report, version_node, "A version")
    return found or "", version or "0"


def title(draft: Draft, header: HeaderFields) -> Wording:
    """The rulebook's title."""
    return needed_wording(draft, header.fields, "title", may_name_facts=False)


def group_order(report: Report, fields: Fields, key: str, default: GroupOrder) -> GroupOrder:
    """``listed`` or ``open``."""
    node: Node | None = fields.get(key)
    found = None if node is None else choice(report, node, GROUP_ORDERS, "An order of questions")
    return default if found is None else GroupOrder(found)
