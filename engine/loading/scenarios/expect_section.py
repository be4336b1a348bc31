"""What scenarios expect, read from below ``expect:``.

Owns the keys there and what may stand after each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...items import Certainty, ItemKind
from ...values import Kind, Value
from ..draft import KIND_WORDS, Draft, FactShape
from ..faults.codes import Code
from ..faults.report import one_of, quoted
from ..sections import forms
from ..source.node_values import choice, listing, mapping, scalar, value_of, words
from ..source.nodes import ListNode, MapNode, Node, ScalarNode
from .expectations import (
    PARTS,
    Expectation,
    ExpectedConclusion,
    ExpectedDue,
    ExpectedOrder,
    ExpectedPart,
    ExpectedQuestion,
    ExpectedValue,
)
from .vocabulary import Vocabulary

LISTED_PARTS: Mapping[str, tuple[ItemKind, Certainty | None]] = {
    f"{prefix}{part.value}s": (part, certainty)
    for part in PARTS
    for prefix, certainty in (
        ("", Certainty.CERTAIN),
        ("possible_", Certainty.POSSIBLE),
        ("absent_", None),
    )
}
_NOTES = {
    Certainty.CERTAIN: "Certainly in the plan.",
    Certainty.POSSIBLE: "In the plan, marked possible.",
    None: "Not in the plan at all.",
}
_LISTED: Mapping[str, forms.Holds] = {
    key: forms.Several(forms.Id(f"{part.value}s"), fewest=0, note=_NOTES[certainty])
    for key, (part, certainty) in LISTED_PARTS.items()
}
_CHAIN = forms.ListOf(forms.Id("steps"), fewest=2)
_DAY = forms.CalendarDay()
EXPECTED_DUE = forms.EntryForm("a due date", {"by": _DAY, "since": _DAY, "time": forms.TimeOfDay()})
EXPECT = forms.EntryForm(
    "`expect`",
    {
        **_LISTED,
        "order": forms.Either((forms.ListOf(_CHAIN), _CHAIN), note="Each list: in this order."),
        "due": forms.ById(forms.Id("steps"), forms.Inside(EXPECTED_DUE)),
        "conclusions": forms.ByFact("concluded"),
        "values": forms.ByFact("worked out", note="What calculated facts and table cells come to."),
        "asked": forms.Several(forms.FactId(), fewest=0, note="Questions still to be asked."),
        "not_asked": forms.Several(forms.FactId(), fewest=0, note="Questions not asked any more."),
    },
    fewest=1,
)
TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


class ExpectationReader:
    """Reads expectations against one rulebook's vocabulary, which is also in ``draft``."""

    def __init__(self, vocabulary: Vocabulary, draft: Draft) -> None:
        self.vocabulary = vocabulary
        self.report = draft.report
        self._draft = draft

    def read(self, key: ScalarNode, scenario: forms.EntryReader) -> tuple[Expectation, ...]:
        """What the scenario under ``key`` expects."""
        expect = scenario.inside("expect")
        if expect is None:
            return ()
        found: list[Expectation] = []
        for name in expect.node.entries:
            value = expect.get(name)
            if value is not None:
                found += self._expectation(name, value)
        if not expect.node.entries:
            self.report.fault(
                Code.NO_EXPECTATION,
                key,
                f"The scenario {quoted(key.text)} expects nothing.",
                f"Add one of: {one_of(EXPECT.names, 20)}.",
            )
        self._refuse_contradictions(found, expect.node)
        return tuple(found)

    def _expectation(self, name: str, node: Node) -> Iterator[Expectation]:
        if name in LISTED_PARTS:
            part, certainty = LISTED_PARTS[name]
            for read in self._listed(node):
                if self._exists(part, read):
                    yield ExpectedPart(part, read.text, certainty, read.place)
        elif name == "order":
            yield from self._orders(node)
        elif name == "due":
            yield from self._dues(node)
        elif name == "conclusions":
            yield from self._conclusions(node)
        elif name == "values":
            yield from self._values(node)
        else:
            yield from self._questions(node, asked=name == "asked")

    def _listed(self, node: Node) -> list[ScalarNode]:
        if isinstance(node, ListNode) and not node.items:
            return []
        return words(self.report, node, "An id")

    def _exists(self, part: ItemKind, read: ScalarNode) -> bool:
        if part is not ItemKind.WARNING:
            return self._draft.reference(f"{part.value}s", read) is not None
        if read.text in self.vocabulary.items[part]:
            return True
        known = self.vocabulary.items[part]
        self.report.fault(
            Code.NO_SUCH_WARNING,
            read,
            f"No rule gives a warning {quoted(read.text)}.",
            self.report.nearest(read.text, known)
            or "A warning's id is that of its rule, or its own.",
        )
        return False

    def _orders(self, node: Node) -> Iterator[ExpectedOrder]:
        items = listing(self.report, node, "`order`") or []
        chains: list[Node] = list(items)
        if items and all(isinstance(item, ScalarNode) for item in items):
            chains = [node]
        for chain in chains:
            read = self._listed(chain)
            steps = self._draft.references("steps", read)
            if len(read) < 2:
                self.report.fault(
                    Code.ORDER_TOO_SHORT,
                    chain,
                    "An order needs at least two steps.",
                    "Write `order: [[first-step, second-step]]`.",
                )
            elif len(steps) == len(read):
                yield ExpectedOrder(steps, chain.place)

    def _dues(self, node: Node) -> Iterator[ExpectedDue]:
        entries = mapping(self.report, node, "`due`", "`due: {a-step: {by: 2026-11-29}}`")
        for step, value in entries.pairs() if entries else ():
            if self._draft.reference("steps", step) is None:
                continue
            if step.text not in self.vocabulary.steps_with_due_date:
                self.report.fault(
                    Code.NO_DUE_DATE,
                    step,
                    f"The step {quoted(step.text)} has no `due:`.",
                    "Give the step a due date, or expect none.",
                )
                continue
            example = "`{by: 2026-11-29}`"
            due = forms.entry_at(self._draft, EXPECTED_DUE, value, step, example=example)
            if due is not None:
                by, since, time = due.day("by"), due.day("since"), due.time("time")
                yield ExpectedDue(step.text, by, since, time, step.place)

    def _conclusions(self, node: Node) -> Iterator[ExpectedConclusion]:
        entries = mapping(self.report, node, "`conclusions`", "`conclusions: {an_id: yes}`")
        for key, value in entries.pairs() if entries else ():
            if self._draft.reference("conclusions", key) is None:
                continue
            if isinstance(value, ScalarNode) and value.text == "unknown":
                yield ExpectedConclusion(key.text, None, key.place)
                continue
            truth = choice(self.report, value, TRUTHS, "An expected conclusion")
            if truth is not None:
                yield ExpectedConclusion(key.text, TRUTHS[truth], key.place)

    def _values(self, node: Node) -> Iterator[ExpectedValue]:
        entries = mapping(self.report, node, "`values`", "`values: {a_fact: 14}`")
        for key, node_of_value in entries.pairs() if entries else ():
            shape = self._draft.fact_named(key)
            if shape is None or not self._is_worked_out(key):
                continue
            if isinstance(node_of_value, ScalarNode) and node_of_value.text == "unknown":
                yield ExpectedValue(shape.id, None, key.place)
                continue
            value = self._value(shape, node_of_value)
            if value is not None:
                yield ExpectedValue(shape.id, value, key.place)

    def _is_worked_out(self, key: ScalarNode) -> bool:
        fact = self.vocabulary.facts[key.text]
        if not fact.is_answer and not fact.is_conclusion:
            return True
        self.report.fault(
            Code.NOT_WORKED_OUT,
            key,
            f"{quoted(key.text)} is {'an answer' if fact.is_answer else 'a conclusion'}, not "
            "worked out from others.",
            "Name a calculated fact or a table's column."
            if fact.is_answer
            else "Expect it under `conclusions:`.",
        )
        return False

    def _value(self, shape: FactShape, node: Node) -> Value | None:
        """The value expected; of a text the words that it holds in one of its languages."""
        kind = self.vocabulary.facts[shape.id].kind
        if kind is Kind.TEXT:
            said = scalar(self.report, node, "Words of a text")
            return None if said is None else said.text
        if kind is Kind.CHOICES:
            self.report.fault(
                Code.NOT_WORKED_OUT,
                node,
                f"{quoted(shape.id)} is {KIND_WORDS[kind]}: only `unknown` can be expected of it.",
                "Leave it out, or expect `unknown`.",
            )
            return None
        if kind is not Kind.CHOICE:
            return value_of(self.report, node, kind, "A value")
        chosen = words(self.report, node, "An option")
        return self._draft.option(shape, chosen[0]) if len(chosen) == 1 else None

    def _questions(self, node: Node, asked: bool) -> Iterator[ExpectedQuestion]:
        for read in self._listed(node):
            shape = self._draft.fact_named(read)
            if shape is None:
                continue
            if self.vocabulary.facts[shape.id].can_be_asked:
                yield ExpectedQuestion(shape.id, asked, read.place)
            else:
                self.report.fault(
                    Code.NOT_A_QUESTION,
                    read,
                    f"{quoted(shape.id)} has no question, so it is never asked.",
                    "Name a fact with a `question:`.",
                )

    def _refuse_contradictions(self, found: list[Expectation], entries: MapNode) -> None:
        first: dict[tuple[str, str], Expectation] = {}
        for expectation in found:
            if isinstance(expectation, ExpectedPart):
                key = expectation.part.value, expectation.id
            elif isinstance(expectation, ExpectedQuestion):
                key = "question", expectation.fact
            else:
                continue
            if key in first:
                self.report.add(
                    Code.CONTRADICTING_EXPECTATIONS,
                    expectation.place,
                    f"{quoted(key[1])} is already expected at {first[key].place}, in another way.",
                    "Keep one of the two.",
                    entries.file,
                )
            first.setdefault(key, expectation)
