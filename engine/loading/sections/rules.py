"""Rules: when a condition holds, then effects.

Owns the section ``rules`` and the spelling of effects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ...conditions import ALWAYS, Condition
from ...rulebook import (
    SEVERITIES,
    Bring,
    Charge,
    Conclude,
    Do,
    Effect,
    OrderSteps,
    Place,
    Rule,
    Severity,
    Warn,
)
from ..draft import Declared, Draft
from ..faults.codes import Code
from ..faults.foreign_comparisons import denied_effect
from ..faults.foreign_words import effect_for
from ..faults.report import one_of, quoted
from ..source.node_values import listing, mapping, scalar, words
from ..source.nodes import MapNode, Node, ScalarNode
from . import forms
from .comparisons import Leaves
from .conditions import read_condition
from .declaring import ID_RULES, good_id
from .steps import WHY, report_self_order

_STEP, _DOCUMENT, _COST = forms.Id("steps"), forms.Id("documents"), forms.Id("costs")
WARN = forms.EntryForm(
    "a warning",
    {
        "id": forms.NewId("warnings", note="Its id, if not the rule's."),
        "severity": forms.OneWord(SEVERITIES, "A severity", need=f"One of: {one_of(SEVERITIES)}."),
        "cannot_be_undone": forms.YesNo(
            note="Whether it is of a mistake that nothing makes good again."
        ),
        "on": forms.Id("steps", note="The step it stands at; left out: the whole plan."),
        "text": forms.Text(need="Write what people should read."),
    },
)
BRING = forms.EntryForm(
    "`bring`", {"document": forms.Several(_DOCUMENT, need="Write `document: the-id`."), "to": _STEP}
)
CHARGE = forms.EntryForm(
    "`cost`", {"cost": forms.Several(_COST, need="Write `cost: the-id`."), "on": _STEP}
)
_EFFECTS: Mapping[str, forms.Holds] = {
    "do": forms.Several(_STEP),
    "warn": forms.Inside(WARN),
    "bring": forms.Either((forms.Several(_DOCUMENT), forms.Inside(BRING))),
    "cost": forms.Either((forms.Several(_COST), forms.Inside(CHARGE))),
    "order": forms.ListOf(_STEP, fewest=2),
    "conclude": forms.Several(forms.Id("conclusions")),
}
EFFECT = forms.EntryForm("an effect", _EFFECTS, one_of=tuple(_EFFECTS))
VALIDITY = forms.EntryForm("`valid`", {"from": forms.CalendarDay(), "until": forms.CalendarDay()})
RULE = forms.EntryForm(
    "a rule",
    {
        "when": forms.When(),
        "then": forms.ListOf(
            forms.Inside(EFFECT), need="List what the rule does, each line beginning with `- `."
        ),
        "because": forms.Text(need="Say in a sentence why the rule is there.", note=WHY),
        "sources": forms.Several(
            forms.Id("sources"), need="Name what the advice rests on, from `sources:`."
        ),
        "valid": forms.Inside(VALIDITY, note="Holds only on these days."),
    },
)


@dataclass
class _RuleInProgress:
    """The effects of one rule so far, with their places."""

    draft: Draft
    id: str
    effects: list[tuple[Effect, Place]] = field(default_factory=list)
    warnings: int = 0

    def add(self, effect: Effect, place: Place) -> None:
        self.effects.append((effect, place))


def read_rules(draft: Draft) -> dict[str, Rule]:
    """The rules, in the author's order."""
    rules = {}
    for declared in draft.declared("rules").values():
        rule = _rule(draft, declared)
        if rule is not None:
            rules[rule.id] = rule
    return rules


def _rule(draft: Draft, declared: Declared) -> Rule | None:
    entry = forms.declared_entry(draft, RULE, declared)
    if entry is None:
        return None
    when = _when(entry, declared)
    effects = _then(entry, declared)
    because, sources = entry.needed_text("because"), entry.ids("sources")
    valid_from, valid_until = _validity(entry)
    return Rule(
        declared.id, when, effects, because, sources, declared.key.place, valid_from, valid_until
    )


def _when(entry: forms.EntryReader, declared: Declared) -> Condition:
    draft, node = entry.draft, entry.get("when")
    if node is None:
        return ALWAYS
    if isinstance(node, MapNode) and not node.entries:
        draft.report.fault(
            Code.EMPTY_CONDITION,
            node,
            "This condition is empty.",
            "Leave `when:` out if the rule always holds.",
        )
        return ALWAYS
    leaves = Leaves()
    condition = read_condition(draft, node, leaves)
    draft.places[f"rules.{declared.id}.when"] = entry.key_node("when").place
    for index, place in enumerate(leaves.places):
        draft.places[f"rules.{declared.id}.when.{index}"] = place
    return ALWAYS if condition is None else condition


def _validity(entry: forms.EntryReader) -> tuple[date | None, date | None]:
    ends = entry.inside("valid", "`valid: {from: 2026-07-01}`")
    if ends is None:
        return None, None
    until_node, first, last = ends.get("until"), ends.day("from"), ends.day("until")
    if until_node is not None and first is not None and last is not None and first > last:
        entry.report.fault(
            Code.BAD_VALIDITY,
            until_node,
            f"The rule would end on {last}, before it begins on {first}.",
            "Exchange the two.",
        )
    return first, last


def _then(entry: forms.EntryReader, declared: Declared) -> tuple[Effect, ...]:
    draft, node = entry.draft, entry.there("then")
    items = (
        None
        if node is None
        else listing(draft.report, node, "what follows `then:`", f"then: [do: {_step_in(node)}]")
    )
    if node is None or items is None:
        return ()
    if not items:
        draft.report.fault(
            Code.NO_EFFECT,
            node,
            f"The rule {quoted(declared.id)} has no effects.",
            f"Effects are: {one_of(EFFECT.keys)}.",
        )
        return ()
    reading = _RuleInProgress(draft, declared.id)
    for item in items:
        _effect(reading, item)
    draft.places[f"rules.{declared.id}.then"] = entry.key_node("then").place
    for index, (_, place) in enumerate(reading.effects):
        draft.places[f"rules.{declared.id}.then.{index}"] = place
    return tuple(effect for effect, _ in reading.effects)


def _step_in(node: Node) -> str:
    """What stands there instead of an effect, if it can be a step."""
    is_id = isinstance(node, ScalarNode) and ID_RULES["steps"][0].fullmatch(node.text)
    return node.text if is_id and isinstance(node, ScalarNode) else "a-step"


def _meant(effect: str | None) -> str | None:
    return None if effect is None else f"Did you mean {quoted(effect)}?"


def _effect(reading: _RuleInProgress, item: Node) -> None:
    report = reading.draft.report
    node = mapping(report, item, "an effect", f"`- do: {_step_in(item)}`")
    if node is None:
        return
    if len(node.entries) != 1:
        at: Node = list(node.entries.values())[1][0] if node.entries else node
        report.fault(
            Code.BAD_EFFECT,
            at,
            "Each effect is one key with its value.",
            "Begin a new line with `- ` for every effect; indent what belongs to one below it.",
        )
        return
    [(key, value)] = node.pairs()
    read = _READERS.get(key.text)
    if read is None:
        report.fault(
            Code.BAD_EFFECT,
            key,
            f"There is no effect {quoted(key.text)}.",
            denied_effect(key.text)
            or _meant(effect_for(key.text))
            or report.nearest(key.text, EFFECT.keys)
            or f"Effects are: {one_of(EFFECT.keys)}.",
        )
    elif isinstance(value, ScalarNode) and value.is_empty:
        report.fault(
            Code.EMPTY_VALUE,
            key,
            f"Nothing is written after {quoted(key.text + ':')}.",
            "Write the value, or remove the line.",
        )
    else:
        read(reading, key, value)


def _named(reading: _RuleInProgress, section: str, node: Node) -> Iterator[tuple[str, Place]]:
    for read in words(reading.draft.report, node, "An id"):
        name = reading.draft.reference(section, read)
        if name is not None:
            yield name, read.place


def _do(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    for step, place in _named(reading, "steps", node):
        reading.add(Do(step), place)


def _conclude(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    name, value = next(node.pairs(), (key, node)) if isinstance(node, MapNode) else (key, node)
    if value is not node and isinstance(value, ScalarNode):
        holds = value.text.lower() in ("yes", "true")
        problem = "What follows `conclude:` is an id alone: it says that the conclusion holds."
        remedy = f"Write `conclude: {name.text}`." if holds else denied_effect("not conclude")
        reading.draft.report.fault(Code.BAD_EFFECT, name, problem, remedy)
        return
    for conclusion, place in _named(reading, "conclusions", node):
        reading.add(Conclude(conclusion), place)


def _order(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    items = listing(reading.draft.report, node, "an order")
    if items is None:
        return
    if len(items) < 2:
        reading.draft.report.fault(
            Code.ORDER_TOO_SHORT,
            node,
            "An order needs at least two steps.",
            "Write `order: [first-step, second-step]`.",
        )
        return
    steps = [reading.draft.reference("steps", item) for item in items]
    for (first, then), item in zip(pairwise(steps), items[1:], strict=True):
        if first is None or then is None or not isinstance(item, ScalarNode):
            continue
        if first == then:
            report_self_order(reading.draft, item)
        else:
            reading.add(OrderSteps(first, then), item.place)


def _bring(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    for document, step, place in _attached(reading, key, node, BRING):
        reading.add(Bring(document, step), place)


def _cost(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    for cost, step, place in _attached(reading, key, node, CHARGE):
        reading.add(Charge(cost, step), place)


def _attached(
    reading: _RuleInProgress, key: ScalarNode, node: Node, form: forms.EntryForm
) -> Iterator[tuple[str, str | None, Place]]:
    """Ids with the step they belong to: ``id``, a list of ids, or ``{noun: id, link: step}``."""
    noun, link = form.names
    named, step = form.keys[noun], None
    assert isinstance(named, forms.Several) and isinstance(named.item, forms.Id)
    if isinstance(node, MapNode):
        entry = forms.EntryReader(reading.draft, form, node, key)
        step, inside = entry.id(link), entry.there(noun)
        if inside is None:
            return
        node = inside
    for name, place in _named(reading, named.item.section, node):
        yield name, step, place


def _warn(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    draft = reading.draft
    example = "`warn:` with `severity:` and `text:` below"
    entry = forms.entry_at(draft, WARN, node, key, example=example)
    if entry is None:
        return
    reading.warnings += 1
    severity, text, step = entry.one_of("severity"), entry.needed_text("text"), entry.id("on")
    number = reading.warnings
    warning_id, at = reading.id if number == 1 else f"{reading.id}-{number}", key
    id_node = entry.get("id")
    own = None if id_node is None else scalar(draft.report, id_node, "An id")
    if own is not None and good_id(draft.report, own, "warnings"):
        warning_id, at = own.text, own
    for_good = entry.yes("cannot_be_undone")
    if severity:
        _claim_id(draft, warning_id, at)
        reading.add(Warn(warning_id, Severity(severity), text, step, for_good), key.place)


def _claim_id(draft: Draft, warning_id: str, at: ScalarNode) -> None:
    path = f"warnings.{warning_id}"
    if path in draft.places:
        draft.report.fault(
            Code.DUPLICATE_WARNING,
            at,
            f"There is another warning {quoted(warning_id)} at {draft.places[path]}.",
            "Give one of them an `id:` of its own.",
        )
    else:
        draft.places[path] = at.place


_READERS: Mapping[str, Callable[[_RuleInProgress, ScalarNode, Node], None]] = {
    "do": _do,
    "warn": _warn,
    "bring": _bring,
    "cost": _cost,
    "order": _order,
    "conclude": _conclude,
}
