"""Scenarios: the tests that a rulebook carries in its folder ``scenarios/``.

Owns their form and the reading of it. Whether a plan is as expected is none of its business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from engine.loading import files
from engine.loading.codes import Code
from engine.loading.draft import Declared, Draft, FactShape
from engine.loading.expectations import (
    Expectation,
    ExpectedConclusion,
    ExpectedDue,
    ExpectedOrder,
    ExpectedPart,
    ExpectedQuestion,
    Part,
    Presence,
    Scenario,
)
from engine.loading.nodes import ListNode, MapNode, Node, ScalarNode
from engine.loading.parsing import Parsed, parse
from engine.loading.reading import Fields, choice, day, fault, listing, mapping, value_of, words
from engine.loading.report import Report, SourceFile, one_of, quoted
from engine.loading.sections import good_id, report_duplicate
from engine.rulebook import Asked, Concluded, Fact, Place, Rulebook, Warn
from engine.values import UNKNOWN, Answer, Kind, Value

__all__ = [
    "Expectation",
    "ExpectedConclusion",
    "ExpectedDue",
    "ExpectedOrder",
    "ExpectedPart",
    "ExpectedQuestion",
    "Part",
    "Presence",
    "Scenario",
    "load_scenarios",
    "load_scenarios_text",
]

FOLDER = "scenarios"


PRESENCES = {
    f"{prefix}{part.value}s": (part, presence)
    for part in Part
    for prefix, presence in (
        ("", Presence.CERTAIN),
        ("possible_", Presence.POSSIBLE),
        ("absent_", Presence.ABSENT),
    )
}
EXPECT_KEYS = (*PRESENCES, "order", "due", "conclusions", "asked", "not_asked")
SCENARIO_KEYS = ("on", "given", "expect")
FILE_KEYS = ("on", "scenarios")
DUE_KEYS = ("by", "since", "time")


def load_scenarios(
    folder: Path, rulebook: Rulebook, parsed: Parsed | None = None
) -> tuple[Scenario, ...]:
    """The scenarios in the rulebook folder ``folder``, in the author's order; none if it has
    no folder ``scenarios``. Files as they were before are in ``parsed``. Raises
    ``RulebookErrors``."""
    report = Report()
    found = files.read_reserved_folder(folder / FOLDER, report)
    return _read_all(parse(found, report, parsed), rulebook, report)


def load_scenarios_text(texts: Mapping[str, str], rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The same for files given as text by path. Raises ``RulebookErrors``."""
    report = Report()
    found = [SourceFile(path, texts[path].removeprefix("\ufeff")) for path in sorted(texts)]
    return _read_all(parse(found, report), rulebook, report)


def _read_all(roots: list[Node], rulebook: Rulebook, report: Report) -> tuple[Scenario, ...]:
    reader = _ScenarioReader(rulebook, report)
    for root in roots:
        reader.file(root)
    report.raise_if_any()
    return tuple(reader.scenarios)


class _ScenarioReader:
    """Reads scenario files one after the other against one rulebook."""

    def __init__(self, rulebook: Rulebook, report: Report) -> None:
        self.rulebook = rulebook
        self.report = report
        self.scenarios: list[Scenario] = []
        self._ids: dict[str, ScalarNode] = {}
        self._draft = _draft_of(rulebook, report)
        self._names: Mapping[Part, tuple[str, ...]] = {
            Part.STEP: tuple(rulebook.steps),
            Part.DOCUMENT: tuple(rulebook.documents),
            Part.COST: tuple(rulebook.costs),
            Part.WARNING: tuple(
                effect.id for _, effect in rulebook.effects() if isinstance(effect, Warn)
            ),
        }

    def file(self, root: Node) -> None:
        """Read one file."""
        top = mapping(self.report, root, "a scenario file", "`scenarios:` with lines below")
        if top is None:
            return
        fields = Fields(self.report, top, FILE_KEYS, "a scenario file", top)
        on = fields.get("on")
        default = None if on is None else day(self.report, on, "A date")
        node = fields.need("scenarios", "List the scenarios below it, each by its id.")
        entries = node and mapping(self.report, node, "the section `scenarios`")
        for key, value in entries.pairs() if isinstance(entries, MapNode) else ():
            if not good_id(self.report, key, "scenarios"):
                continue
            if key.text in self._ids:
                report_duplicate(self.report, key, "scenario", self._ids[key.text])
                continue
            self._ids[key.text] = key
            self._scenario(key, value, default, day_is_faulty=on is not None and default is None)

    def _scenario(
        self, key: ScalarNode, node: Node, default: date | None, day_is_faulty: bool
    ) -> None:
        entries = mapping(self.report, node, f"the scenario {quoted(key.text)}")
        if entries is None:
            return
        fields = Fields(self.report, entries, SCENARIO_KEYS, "a scenario", key)
        on = fields.get("on")
        as_of = default if on is None else day(self.report, on, "A date")
        if as_of is None and on is None and not day_is_faulty:
            fault(
                self.report,
                Code.NO_DAY,
                key,
                f"The scenario {quoted(key.text)} names no day.",
                "Add `on: 2026-11-22` to it, or once at the top of the file for all of them.",
            )
        given, places = self._given(fields)
        expectations = self._expect(key, fields)
        if as_of is not None:
            self.scenarios.append(Scenario(key.text, as_of, given, places, expectations, key.place))

    def _given(self, fields: Fields) -> tuple[dict[str, Answer], dict[str, Place]]:
        node = fields.get("given")
        given: dict[str, Answer] = {}
        places: dict[str, Place] = {}
        entries = node and mapping(self.report, node, "`given`", "`given: {fact: value}`")
        for key, value in entries.pairs() if isinstance(entries, MapNode) else ():
            shape = self._draft.fact_named(key)
            if shape is None:
                continue
            fact = self.rulebook.facts[shape.id]
            if not isinstance(fact.origin, Asked):
                fault(
                    self.report,
                    Code.CANNOT_BE_GIVEN,
                    key,
                    f"{quoted(fact.id)} is derived from other facts and cannot be given.",
                    "Give the facts it is derived from.",
                )
                continue
            answer = self._answer(fact, shape, value)
            if answer is not None:
                given[fact.id] = answer
                places[fact.id] = key.place
        return given, places

    def _answer(self, fact: Fact, shape: FactShape, node: Node) -> Answer | None:
        if isinstance(node, ScalarNode) and node.text == "unknown":
            return UNKNOWN
        if fact.kind is Kind.CHOICES:
            return self._choices(shape, node)
        if fact.kind is Kind.CHOICE:
            chosen = words(self.report, node, "An option")
            return self._draft.option(shape, chosen[0]) if len(chosen) == 1 else None
        value = value_of(self.report, node, fact.kind, "A value")
        return value if value is None or self._in_range(fact, value, node) else None

    def _choices(self, shape: FactShape, node: Node) -> frozenset[str] | None:
        if isinstance(node, ListNode) and not node.items:
            return frozenset()
        if isinstance(node, ScalarNode) and node.text == "none":
            return frozenset()
        chosen = words(self.report, node, "An option")
        options = [self._draft.option(shape, word) for word in chosen]
        return frozenset(option for option in options if option is not None)

    def _in_range(self, fact: Fact, value: Value, node: Node) -> bool:
        low, high = fact.minimum, fact.maximum
        too_low = low is not None and value < low  # type: ignore[operator]
        too_high = high is not None and value > high  # type: ignore[operator]
        if too_low or too_high:
            limit = f"at least {low}" if too_low else f"at most {high}"
            fault(
                self.report,
                Code.OUT_OF_RANGE,
                node,
                f"{quoted(fact.id)} must be {limit}; nobody could answer this.",
            )
        return not (too_low or too_high)

    def _expect(self, key: ScalarNode, fields: Fields) -> tuple[Expectation, ...]:
        node = fields.need("expect", "Say what the plan must hold.")
        entries = None if node is None else mapping(self.report, node, "`expect`")
        if entries is None:
            return ()
        expect = Fields(self.report, entries, EXPECT_KEYS, "`expect`", fields.key_node("expect"))
        found: list[Expectation] = []
        for name in entries.entries:
            value = expect.get(name)
            if value is not None:
                found += self._expectation(name, value, expect.key_node(name))
        if not entries.entries:
            fault(
                self.report,
                Code.NO_EXPECTATION,
                key,
                f"The scenario {quoted(key.text)} expects nothing.",
                f"Add one of: {one_of(EXPECT_KEYS, 20)}.",
            )
        self._refuse_contradictions(found, entries)
        return tuple(found)

    def _expectation(self, name: str, node: Node, key: ScalarNode) -> Iterator[Expectation]:
        if name in PRESENCES:
            part, presence = PRESENCES[name]
            for read in self._listed(node):
                if self._exists(part, read):
                    yield ExpectedPart(part, read.text, presence, read.place)
        elif name == "order":
            yield from self._orders(node)
        elif name == "due":
            yield from self._dues(node, key)
        elif name == "conclusions":
            yield from self._conclusions(node)
        else:
            yield from self._questions(node, asked=name == "asked")

    def _listed(self, node: Node) -> list[ScalarNode]:
        if isinstance(node, ListNode) and not node.items:
            return []
        return words(self.report, node, "An id")

    def _exists(self, part: Part, read: ScalarNode) -> bool:
        if part is not Part.WARNING:
            return self._draft.reference(f"{part.value}s", read) is not None
        if read.text in self._names[part]:
            return True
        known = self._names[part]
        fault(
            self.report,
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
                fault(
                    self.report,
                    Code.ORDER_TOO_SHORT,
                    chain,
                    "An order needs at least two steps.",
                    "Write `order: [[first-step, second-step]]`.",
                )
            elif len(steps) == len(read):
                yield ExpectedOrder(steps, chain.place)

    def _dues(self, node: Node, key: ScalarNode) -> Iterator[ExpectedDue]:
        entries = mapping(self.report, node, "`due`", "`due: {a-step: {by: 2026-11-29}}`")
        for step, value in entries.pairs() if entries else ():
            if self._draft.reference("steps", step) is None:
                continue
            if self.rulebook.steps[step.text].due is None:
                fault(
                    self.report,
                    Code.NO_DUE_DATE,
                    step,
                    f"The step {quoted(step.text)} has no `due:`.",
                    "Give the step a due date, or expect none.",
                )
                continue
            dates = mapping(self.report, value, "a due date", "`{by: 2026-11-29}`")
            if dates is not None:
                fields = Fields(self.report, dates, DUE_KEYS, "a due date", step)
                yield self._due(step, fields)

    def _due(self, step: ScalarNode, fields: Fields) -> ExpectedDue:
        by, since, time = (fields.get(name) for name in DUE_KEYS)
        at = None if time is None else value_of(self.report, time, Kind.TIME, "A time of day")
        return ExpectedDue(
            step.text,
            None if by is None else day(self.report, by, "A date"),
            None if since is None else day(self.report, since, "A date"),
            at if isinstance(at, str) else None,
            step.place,
        )

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

    def _questions(self, node: Node, asked: bool) -> Iterator[ExpectedQuestion]:
        for read in self._listed(node):
            shape = self._draft.fact_named(read)
            if shape is None:
                continue
            if self.rulebook.facts[shape.id].can_be_asked:
                yield ExpectedQuestion(shape.id, asked, read.place)
            else:
                fault(
                    self.report,
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


TRUTHS = {"yes": True, "true": True, "no": False, "false": False}


def _draft_of(rulebook: Rulebook, report: Report) -> Draft:
    """The rulebook's names, as declarations to look things up in."""
    sections = {
        "steps": _declared(rulebook.steps),
        "documents": _declared(rulebook.documents),
        "costs": _declared(rulebook.costs),
        "rules": _declared(rulebook.rules),
        "tables": _declared(rulebook.tables),
        "conclusions": _declared(
            fact.id for fact in rulebook.facts.values() if isinstance(fact.origin, Concluded)
        ),
    }
    draft = Draft(report, sections, rulebook.languages)
    for fact in rulebook.facts.values():
        options = tuple(option.id for option in fact.options)
        draft.shapes[fact.id] = FactShape(fact.id, fact.kind, options, fact.place)
    return draft


def _declared(names: Iterable[str]) -> dict[str, Declared]:
    nowhere = ScalarNode(SourceFile("", ""), 0, 0, "", True, 0)
    return {name: Declared(name, nowhere, nowhere) for name in names}
