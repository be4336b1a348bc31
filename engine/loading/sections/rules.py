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
from ..faults.denials import denied_effect
from ..faults.foreign_words import effect_for
from ..faults.report import one_of, quoted
from ..source.nodes import MapNode, Node, ScalarNode
from ..source.reading import (
    Fields,
    choice,
    day,
    fault,
    listing,
    mapping,
    scalar,
    truth,
    words,
)
from .comparisons import Leaves
from .conditions import read_condition
from .declaring import ID_RULES, good_id
from .steps import report_self_order
from .texts import needed_wording

RULE_KEYS = ("when", "then", "because", "sources", "valid")
WARN_KEYS = ("severity", "text", "on", "id", "cannot_be_undone")
SEVERITIES = tuple(severity.value for severity in Severity)


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
    node = mapping(draft.report, declared.node, f"the rule {quoted(declared.id)}")
    if node is None:
        return None
    fields = Fields(draft.report, node, RULE_KEYS, "a rule", declared.key)
    when = _when(draft, declared, fields)
    effects = _then(draft, declared, fields)
    because = needed_wording(draft, fields, "because")
    sources_node = fields.need("sources", "Name what the advice rests on, from `sources:`.")
    sources: tuple[str, ...] = ()
    if sources_node is not None:
        read = words(draft.report, sources_node, "The id of a source")
        sources = draft.references("sources", read)
    valid_from, valid_until = _validity(draft, fields)
    return Rule(
        declared.id, when, effects, because, sources, declared.key.place, valid_from, valid_until
    )


def _when(draft: Draft, declared: Declared, fields: Fields) -> Condition:
    node = fields.get("when")
    if node is None:
        return ALWAYS
    if isinstance(node, MapNode) and not node.entries:
        fault(
            draft.report,
            Code.EMPTY_CONDITION,
            node,
            "This condition is empty.",
            "Leave `when:` out if the rule always holds.",
        )
        return ALWAYS
    leaves = Leaves()
    condition = read_condition(draft, node, leaves)
    draft.places[f"rules.{declared.id}.when"] = fields.key_node("when").place
    for index, place in enumerate(leaves.places):
        draft.places[f"rules.{declared.id}.when.{index}"] = place
    return ALWAYS if condition is None else condition


def _validity(draft: Draft, fields: Fields) -> tuple[date | None, date | None]:
    node = fields.get("valid")
    entries = node and mapping(draft.report, node, "`valid`", "`valid: {from: 2026-07-01}`")
    if not isinstance(entries, MapNode):
        return None, None
    ends = Fields(draft.report, entries, ("from", "until"), "`valid`", fields.key_node("valid"))
    from_node, until_node = ends.get("from"), ends.get("until")
    first = None if from_node is None else day(draft.report, from_node, "A date")
    last = None if until_node is None else day(draft.report, until_node, "A date")
    if until_node is not None and first is not None and last is not None and first > last:
        fault(
            draft.report,
            Code.BAD_VALIDITY,
            until_node,
            f"The rule would end on {last}, before it begins on {first}.",
            "Exchange the two.",
        )
    return first, last


def _then(draft: Draft, declared: Declared, fields: Fields) -> tuple[Effect, ...]:
    node = fields.need("then", "List what the rule does, each line beginning with `- `.")
    items = (
        None
        if node is None
        else listing(draft.report, node, "what follows `then:`", f"then: [do: {_step_in(node)}]")
    )
    if node is None or items is None:
        return ()
    if not items:
        fault(
            draft.report,
            Code.NO_EFFECT,
            node,
            f"The rule {quoted(declared.id)} has no effects.",
            f"Effects are: {one_of(EFFECTS)}.",
        )
        return ()
    reading = _RuleInProgress(draft, declared.id)
    for item in items:
        _effect(reading, item)
    draft.places[f"rules.{declared.id}.then"] = fields.key_node("then").place
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
        fault(
            report,
            Code.BAD_EFFECT,
            at,
            "Each effect is one key with its value.",
            "Begin a new line with `- ` for every effect; indent what belongs to one below it.",
        )
        return
    [(key, value)] = node.pairs()
    read = EFFECTS.get(key.text)
    if read is None:
        fault(
            report,
            Code.BAD_EFFECT,
            key,
            f"There is no effect {quoted(key.text)}.",
            denied_effect(key.text)
            or _meant(effect_for(key.text))
            or report.nearest(key.text, EFFECTS)
            or f"Effects are: {one_of(EFFECTS)}.",
        )
    elif isinstance(value, ScalarNode) and value.is_empty:
        fault(
            report,
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
        fault(reading.draft.report, Code.BAD_EFFECT, name, problem, remedy)
        return
    for conclusion, place in _named(reading, "conclusions", node):
        reading.add(Conclude(conclusion), place)


def _order(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    items = listing(reading.draft.report, node, "an order")
    if items is None:
        return
    if len(items) < 2:
        fault(
            reading.draft.report,
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
    for document, step, place in _attached(reading, key, node, "documents", "document", "to"):
        reading.add(Bring(document, step), place)


def _cost(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    for cost, step, place in _attached(reading, key, node, "costs", "cost", "on"):
        reading.add(Charge(cost, step), place)


def _attached(
    reading: _RuleInProgress, key: ScalarNode, node: Node, section: str, noun: str, link: str
) -> Iterator[tuple[str, str | None, Place]]:
    """Ids with the step they belong to: ``id``, a list of ids, or ``{noun: id, link: step}``."""
    step = None
    if isinstance(node, MapNode):
        fields = Fields(reading.draft.report, node, (noun, link), f"`{key.text}`", key)
        step = _step(reading, fields, link)
        named = fields.need(noun, f"Write `{noun}: the-id`.")
        if named is None:
            return
        node = named
    for name, place in _named(reading, section, node):
        yield name, step, place


def _step(reading: _RuleInProgress, fields: Fields, name: str) -> str | None:
    node = fields.get(name)
    return None if node is None else reading.draft.reference("steps", node)


def _warn(reading: _RuleInProgress, key: ScalarNode, node: Node) -> None:
    draft = reading.draft
    entries = mapping(draft.report, node, "a warning", "`warn:` with `severity:` and `text:` below")
    if entries is None:
        return
    fields = Fields(draft.report, entries, WARN_KEYS, "a warning", key)
    reading.warnings += 1
    severity_node = fields.need("severity", f"One of: {one_of(SEVERITIES)}.")
    severity = severity_node and choice(draft.report, severity_node, SEVERITIES, "A severity")
    text = needed_wording(draft, fields, "text")
    step = _step(reading, fields, "on")
    number = reading.warnings
    warning_id, at = reading.id if number == 1 else f"{reading.id}-{number}", key
    id_node = fields.get("id")
    own = None if id_node is None else scalar(draft.report, id_node, "An id")
    if own is not None and good_id(draft.report, own, "warnings"):
        warning_id, at = own.text, own
    mark = fields.get("cannot_be_undone")
    for_good = bool(mark and truth(draft.report, mark, "yes or no"))
    if severity:
        _claim_id(draft, warning_id, at)
        reading.add(Warn(warning_id, Severity(severity), text, step, for_good), key.place)


def _claim_id(draft: Draft, warning_id: str, at: ScalarNode) -> None:
    path = f"warnings.{warning_id}"
    if path in draft.places:
        fault(
            draft.report,
            Code.DUPLICATE_WARNING,
            at,
            f"There is another warning {quoted(warning_id)} at {draft.places[path]}.",
            "Give one of them an `id:` of its own.",
        )
    else:
        draft.places[path] = at.place


EFFECTS: Mapping[str, Callable[[_RuleInProgress, ScalarNode, Node], None]] = {
    "do": _do,
    "warn": _warn,
    "bring": _bring,
    "cost": _cost,
    "order": _order,
    "conclude": _conclude,
}
