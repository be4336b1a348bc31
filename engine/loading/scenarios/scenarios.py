"""Scenarios: the tests that a rulebook carries in its folder ``scenarios/``.

Owns their form and the reading of it. Whether a plan is as expected is none of its business.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from datetime import date
from pathlib import Path

from ...rulebook import Place, Rulebook
from ...values import UNKNOWN, Answer, Kind, Value
from ..draft import FactShape
from ..faults.codes import Code
from ..faults.report import Report, SourceFile, quoted
from ..sections import forms
from ..source import files
from ..source.node_values import mapping, value_of, words
from ..source.nodes import ListNode, MapNode, Node, ScalarNode
from ..source.parsing import Parsed, parse
from .expect_section import EXPECT, ExpectationReader
from .expectations import Scenario
from .vocabulary import NamedFact, Vocabulary, vocabulary_of

FOLDER = "scenarios"
SCENARIO = forms.EntryForm(
    "a scenario",
    {
        "on": forms.CalendarDay(note="The day the plan is made for."),
        "given": forms.ByFact("asked", note="The answers."),
        "expect": forms.Inside(EXPECT, need="Say what the plan must hold."),
    },
)
SCENARIO_FILE = forms.EntryForm(
    "a scenario file",
    {
        "on": forms.CalendarDay(note="The day for every scenario in this file."),
        "scenarios": forms.Entries(
            "scenarios",
            forms.Inside(SCENARIO),
            need="List the scenarios below it, each by its id.",
            note="Situations, each with the plan expected of it.",
        ),
    },
)

ReadBefore = MutableMapping[tuple[tuple[SourceFile, ...], Vocabulary], tuple[Scenario, ...]]
"""The scenarios of files that were read before, in a rulebook of the same vocabulary."""


def load_scenarios(
    folder: Path,
    rulebook: Rulebook,
    parsed: Parsed | None = None,
    read_before: ReadBefore | None = None,
) -> tuple[Scenario, ...]:
    """The scenarios in the rulebook folder ``folder``, in the author's order; none if it has
    no folder ``scenarios``. What is in ``parsed`` and ``read_before`` is not parsed or read
    again; what was read now is put there. Raises ``RulebookErrors``."""
    report = Report()
    found = tuple(files.read_reserved_folder(folder / FOLDER, report))
    vocabulary = vocabulary_of(rulebook)
    before = {} if read_before is None else read_before
    if not report and (found, vocabulary) in before:
        return before[found, vocabulary]
    scenarios = _read_all(parse(found, report, parsed), vocabulary, report)
    before.clear()
    before[found, vocabulary] = scenarios
    return scenarios


def load_scenarios_text(texts: Mapping[str, str], rulebook: Rulebook) -> tuple[Scenario, ...]:
    """The same for files given as text by path. Raises ``RulebookErrors``."""
    report = Report()
    found = [SourceFile(path, texts[path].removeprefix("\ufeff")) for path in sorted(texts)]
    return _read_all(parse(found, report), vocabulary_of(rulebook), report)


def _read_all(
    roots: Sequence[Node], vocabulary: Vocabulary, report: Report
) -> tuple[Scenario, ...]:
    reader = _ScenarioReader(vocabulary, report)
    for root in roots:
        reader.file(root)
    report.raise_if_any()
    return tuple(reader.scenarios)


class _ScenarioReader:
    """Reads scenario files one after the other against one rulebook's vocabulary."""

    def __init__(self, vocabulary: Vocabulary, report: Report) -> None:
        self.vocabulary = vocabulary
        self.report = report
        self.scenarios: list[Scenario] = []
        self._ids: dict[str, ScalarNode] = {}
        self._draft = vocabulary.draft(report)
        self._expectations = ExpectationReader(vocabulary, self._draft)

    def file(self, root: Node) -> None:
        """Read one file."""
        example = "`scenarios:` with lines below"
        file = forms.entry_at(self._draft, SCENARIO_FILE, root, root, example=example)
        if file is None:
            return
        default = file.day("on")
        day_is_faulty = "on" in file and default is None
        for key, entry in file.new_entries("scenarios", self._ids):
            self._scenario(key, entry, default, day_is_faulty)

    def _scenario(
        self, key: ScalarNode, entry: forms.EntryReader, default: date | None, day_is_faulty: bool
    ) -> None:
        as_of = entry.day("on") if "on" in entry else default
        if as_of is None and "on" not in entry and not day_is_faulty:
            self.report.fault(
                Code.NO_DAY,
                key,
                f"The scenario {quoted(key.text)} names no day.",
                "Add `on: 2026-11-22` to it, or once at the top of the file for all of them.",
            )
        given, places = self._given(entry)
        expectations = self._expectations.read(key, entry)
        if as_of is not None:
            self.scenarios.append(Scenario(key.text, as_of, given, places, expectations, key.place))

    def _given(self, entry: forms.EntryReader) -> tuple[dict[str, Answer], dict[str, Place]]:
        node = entry.get("given")
        given: dict[str, Answer] = {}
        places: dict[str, Place] = {}
        entries = node and mapping(self.report, node, "`given`", "`given: {fact: value}`")
        for key, value in entries.pairs() if isinstance(entries, MapNode) else ():
            shape = self._draft.fact_named(key)
            if shape is None:
                continue
            fact = self.vocabulary.facts[shape.id]
            if not fact.is_answer:
                self.report.fault(
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

    def _answer(self, fact: NamedFact, shape: FactShape, node: Node) -> Answer | None:
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

    def _in_range(self, fact: NamedFact, value: Value, node: Node) -> bool:
        low, high = fact.minimum, fact.maximum
        too_low = low is not None and value < low  # type: ignore[operator]
        too_high = high is not None and value > high  # type: ignore[operator]
        if too_low or too_high:
            limit = f"at least {low}" if too_low else f"at most {high}"
            self.report.fault(
                Code.OUT_OF_RANGE,
                node,
                f"{quoted(fact.id)} must be {limit}; nobody could answer this.",
            )
        return not (too_low or too_high)
