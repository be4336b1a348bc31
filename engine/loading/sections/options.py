"""Options: what may be answered to a fact, and what is said of each answer.

Owns the ids that options may have, and the two ways to write one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...rulebook import Option, Place
from ...values import Kind, Wording
from ..draft import Draft
from ..faults.codes import Code
from ..faults.report import quoted
from ..source.node_values import mapping
from ..source.nodes import ListNode, MapNode, Node, ScalarNode
from . import forms
from .declaring import good_id
from .texts import wording

WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES})
RESERVED_OPTIONS = frozenset({"unknown", "known"})
NAMED = "Its short name, in lists of answers and in conditions."
HELP = forms.Text(note="Shown with the question.")
STATED: Mapping[str, forms.Holds] = {
    "statement": forms.Text(note="A clause that says it is so: “the flat is furnished”."),
    "denial": forms.Text(note="A clause that says it is not so: “the flat is unfurnished”."),
}
OPTION = forms.EntryForm(
    "an option",
    {
        "label": forms.Text(note=NAMED),
        "help": HELP,
        **STATED,
        "formerly": forms.Several(forms.NewId("options", note="An earlier id, for saved cases.")),
    },
)
OPTIONS = forms.Entries(
    "options",
    forms.Either((forms.Nothing(), forms.Text(), forms.Inside(OPTION))),
    fewest=1,
    note="The possible answers, each with its label.",
    only_for=WITH_OPTIONS,
)


def option_ids(node: Node) -> tuple[str, ...] | None:
    """The options that a fact or column lists itself; ``None`` if it lists none."""
    if isinstance(node, MapNode) and "options" in node.entries:
        options = node.entries["options"][1]
        if isinstance(options, MapNode):
            return tuple(options.entries)
        if isinstance(options, ListNode):
            return tuple(item.text for item in options.items if isinstance(item, ScalarNode))
    return None


def read_options(fields: forms.EntryReader, fact_id: str, kind: Kind) -> tuple[Option, ...]:
    """The options that a fact lists itself."""
    draft = fields.draft
    node = fields.get("options") if "options" in fields.form.keys else None
    if node is None:
        return ()
    if kind not in WITH_OPTIONS:
        draft.report.fault(
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
        draft.report.fault(Code.NO_OPTIONS, entries, "There are no options here.")
    return tuple(_options(draft, entries, fact_id, kind))


def _options(draft: Draft, entries: MapNode, fact_id: str, kind: Kind) -> Iterator[Option]:
    for key, value in entries.pairs():
        if not good_option_id(draft, key, kind):
            continue
        draft.places[f"facts.{fact_id}.options.{key.text}"] = key.place
        if isinstance(value, MapNode) and any(name in value.entries for name in OPTION.keys):
            yield option_from(forms.EntryReader(draft, OPTION, value, key), key.text, key.place)
        elif isinstance(value, ScalarNode) and value.is_empty:
            yield Option(key.text, Wording({"": key.text}), None, (), key.place)
        else:
            label = wording(draft, value, "the label of an option")
            yield Option(key.text, label or Wording({"": key.text}), None, (), key.place)


def option_from(entry: forms.EntryReader, option_id: str, place: Place) -> Option:
    """An option with a key for each thing that is said of it."""
    return Option(
        option_id,
        entry.text("label") or Wording({"": option_id}),
        entry.text("help"),
        entry.new_ids("formerly"),
        place,
        entry.text("statement"),
        entry.text("denial"),
    )


def good_option_id(draft: Draft, key: ScalarNode, kind: Kind) -> bool:
    """Whether ``key`` may be the id of an option; reported if not."""
    if not good_id(draft.report, key, "options"):
        return False
    if key.text in RESERVED_OPTIONS or (key.text == "none" and kind is Kind.CHOICES):
        draft.report.fault(
            Code.RESERVED_ID,
            key,
            f"{quoted(key.text)} has a meaning of its own in conditions and cannot be an option.",
            "Leave it out: choosing no option at all is `none`."
            if key.text == "none"
            else 'Leave it out: "I don\'t know" can always be answered.',
        )
        return False
    return True
