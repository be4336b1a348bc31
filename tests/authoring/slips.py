"""Sixty slips of the pen that authors make in a rulebook that was all right."""

from __future__ import annotations

from dataclasses import dataclass

MARK = "⟦"


@dataclass(frozen=True)
class Slip:
    """``old`` was to be written and ``new`` was, with a mark before what is to blame. ``meant``
    is what the message has to say of what was meant; nothing where nobody can know."""

    code: str
    old: str
    new: str
    meant: str | None
    file: str = "base.yaml"


SLIPS = [
    # Keys and sections
    Slip("KY202", "conclusions:\n", f"{MARK}conclusion:\n", "'conclusions'"),
    Slip("KY202", "documents:\n", f"{MARK}document:\n", "'documents'"),
    Slip("KY202", "groups:\n", f"{MARK}group:\n", "'groups'", "rulebook.yaml"),
    Slip("KY203", "kind: date, group", f"kind: date, {MARK}grupo: home, group", "'group'"),
    Slip("KY203", "question: Do you rent?", f"{MARK}qestion: Do you rent?", "'question'"),
    Slip("KY203", "minimum: 0, maximum: 500", f"minimum: 0, {MARK}maximun: 500", "'maximum'"),
    Slip(
        "KY203",
        "due: {by: moves_on, days_before: 90}",
        f"due: {{by: moves_on, {MARK}day_before: 90}}",
        "'days_before'",
    ),
    Slip(
        "KY203",
        "  everybody:\n    then",
        f"  everybody:\n    {MARK}valids: {{from: 2026-01-01}}\n    then",
        "'valid'",
    ),
    Slip(
        "KY203",
        "{severity: caution, on: give-notice",
        f"{{severity: caution, {MARK}onn: give-notice",
        "'on'",
    ),
    Slip("KY203", 'version: "1.0"', f'{MARK}versoin: "1.0"', "'version'", "rulebook.yaml"),
    Slip("KY204", "keys: {title: Keys}", f"{MARK}keys: {{note: All of them}}", "`title:`"),
    Slip(
        "KY204",
        "  soon:\n    when: {days_left: {under: 7}}\n"
        "    then: [{do: hurry}]\n    because: A week is short.\n",
        f"  {MARK}soon:\n    when: {{days_left: {{under: 7}}}}\n    then: [{{do: hurry}}]\n",
        "`because:`",
    ),
    # Names
    Slip("KY301", "when: {rents: yes}", f"when: {{{MARK}rent: yes}}", "'rents'"),
    Slip("KY301", "when: {needs_van: yes}", f"when: {{{MARK}need_van: yes}}", "'needs_van'"),
    Slip("KY301", "{days_until: moves_on}", f"{{days_until: {MARK}move_on}}", "'moves_on'"),
    Slip("KY301", "{by: moves_on, days", f"{{by: {MARK}moves, days", "'moves_on'"),
    Slip("KY302", "- do: calm-cat", f"- do: {MARK}calm-cats", "'calm-cat'"),
    Slip("KY302", "before: [hand-over]", f"before: [{MARK}handover]", "'hand-over'"),
    Slip("KY302", "order: [book-van, pack]", f"order: [book-van, {MARK}packing]", "'pack'"),
    Slip("KY302", "on: give-notice", f"on: {MARK}give_notise", "'give-notice'"),
    Slip("KY303", "bring: keys", f"bring: {MARK}key", "'keys'"),
    Slip("KY304", "- cost: van", f"- cost: {MARK}vans", "'van'"),
    Slip(
        "KY305",
        "They do not fit into a car.\n    sources: [handbook]",
        f"They do not fit.\n    sources: [{MARK}hand-book]",
        "'handbook'",
    ),
    Slip("KY306", "phase: day, title: Calm", f"phase: {MARK}days, title: Calm", "'day'"),
    Slip("KY307", "{kind: date, group: home", f"{{kind: date, group: {MARK}hom", "'home'"),
    Slip("KY309", "town.days: {at_most", f"{MARK}town.day: {{at_most", "'days'"),
    Slip("KY309", "days: 7}", f"{MARK}dayz: 7}}", "'days'"),
    Slip("KY310", "conclude: needs_van", f"conclude: {MARK}needs_a_van", "'needs_van'"),
    Slip("KY311", "when: {pet: cat}", f"when: {{pet: {MARK}cats}}", "'cat'"),
    Slip("KY311", "{includes: friends}", f"{{includes: {MARK}freinds}}", "'friends'"),
    # Kinds and values
    Slip("KY209", "kind: choices", f"kind: {MARK}choises", "'choices'"),
    Slip("KY209", "severity: note", f"severity: {MARK}notice", "'note'"),
    Slip("KY209", "kind: official", f"kind: {MARK}oficial", "'official'"),
    Slip("KY210", "maximum: 500", f"maximum: {MARK}5oo", "whole number"),
    Slip("KY210", "boxes: {over: 20}", f"boxes: {{over: {MARK}twenty}}", "whole number"),
    Slip("KY211", "minimum: 2020-01-01", f"minimum: {MARK}2020-02-30", "YYYY-MM-DD"),
    Slip("KY211", "checked: 2026-11-01", f"checked: {MARK}01.11.2026", "YYYY-MM-DD"),
    Slip("KY212", "when: {rents: yes}", f"when: {{rents: {MARK}sometimes}}", "yes or no"),
    Slip(
        "KY216",
        "groups:\n",
        f"steps:\n  {MARK}pack: {{phase: day, title: Unpack}}\ngroups:\n",
        None,
        "rulebook.yaml",
    ),
    Slip("KY501", "boxes: {over: 20}", f"boxes: {{{MARK}ovr: 20}}", "'over'"),
    Slip("KY501", "days_left: {under: 7}", f"days_left: {{{MARK}below: 7}}", "under"),
    Slip("KY502", "when: {pet: cat}", f"when: {{pet: {{{MARK}includes: cat}}}}", "pet: [cat, dog]"),
    Slip("KY504", "minimum: 0, maximum: 500", f"minimum: {MARK}500, maximum: 0", "Exchange"),
    Slip("KY702", "- do: book-van", f"- {MARK}doo: book-van", "'do'"),
    Slip("KY705", "amount: 80", f"amount: {MARK}80 EUR", "whole"),
    # Texts
    Slip(
        "KY401",
        "{en: Moving house, de: Umziehen}",
        f"{MARK}{{en: Moving house}}",
        "de",
        "rulebook.yaml",
    ),
    Slip("KY403", "{town.office}", f"{MARK}{{town.ofice}}", "'town.office'"),
    Slip("KY404", "{town.office}", f"{MARK}{{ town.office }}", "{town.office}"),
    # The whole
    Slip(
        "KY802",
        "calm-cat: {phase: day, title: Calm the cat}",
        f"calm-cat: {{phase: day, title: Calm, before: [{MARK}hand-over], after: [hand-over]}}",
        "Remove one",
    ),
    Slip(
        "KY707",
        "order: [calm-cat, hand-over]",
        f"order: [hand-over, {MARK}pack]",
        "turn the order round",
    ),
    # YAML itself
    Slip("KY121", "  cat:\n    when", f"  cat:\n{MARK}\twhen", "spaces"),
    Slip("KY122", "costs:\n", f"{MARK}<<<<<<< HEAD\ncosts:\n=======\n>>>>>>> other\n", "conflict"),
    Slip("KY123", "  van:\n    when: {needs", f"  van:\n    {MARK}when： {{needs", "plain colon"),
    Slip(
        "KY124", "because: Cats dislike moving.", f'because: {MARK}"Cats dislike moving.', "close"
    ),
    Slip("KY125", "when: {pet: cat}", f"when: {MARK}{{pet: cat", "}"),
    Slip(
        "KY126",
        "because: Vans are gone early.",
        f"because: Vans{MARK}: gone early.",
        "quotation marks",
    ),
    Slip("KY128", "keys: {title: Keys}", f"keys: {MARK}&keys {{title: Keys}}", None),
    Slip(
        "KY133",
        "    because: Cats dislike moving.\n",
        f"    because: Cats.\n    {MARK}because: Cats dislike moving.\n",
        None,
    ),
    Slip("KY136", "because: A week is short.", f"{MARK}because:A week is short.", "space"),
    Slip("KY137", "title: Book a van}", f"title: Book a van, {MARK}or two}}", "quotation marks"),
]
