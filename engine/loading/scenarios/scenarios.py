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
from ..sections.declaring import good_id, report_duplicate
from ..source import files
from ..source.node_values import KeyReader, day, fault, mapping, value_of, words
from ..source.nodes import ListNode, MapNode, Node, ScalarNode
from ..source.parsing import Parsed, parse
from .expect_section import ExpectationReader
from .expectations import Scenario
from .vocabulary import NamedFact, Vocabulary, vocabulary_of

FOLDER = "scenarios"
SCENARIO_KEYS = ("on", "given", "expect")
FILE_KEYS = ("on", "scenarios")

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
        top = mapping(self.report, root, "a scenario file", "`scenarios:` with lines below")
        if top is None:
            return
        fields = KeyReader(self.report, top, FILE_KEYS, "a scenario file", top)
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
        fields = KeyReader(self.report, entries, SCENARIO_KEYS, "a scenario", key)
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
        expectations = self._expectations.read(key, fields)
        if as_of is not None:
            self.scenarios.append(Scenario(key.text, as_of, given, places, expectations, key.place))

    def _given(self, fields: KeyReader) -> tuple[dict[str, Answer], dict[str, Place]]:
        node = fields.get("given")
        given: dict[str, Answer] = {}
        places: dict[str, Place] = {}
        entries = node and mapping(self.report, node, "`given`", "`given: {fact: value}`")
        for key, value in entries.pairs() if isinstance(entries, MapNode) else ():
            shape = self._draft.fact_named(key)
            if shape is None:
                continue
            fact = self.vocabulary.facts[shape.id]
            if not fact.is_answer:
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
            fault(
                self.report,
                Code.OUT_OF_RANGE,
                node,
                f"{quoted(fact.id)} must be {limit}; nobody could answer this.",
            )
        return not (too_low or too_high)
