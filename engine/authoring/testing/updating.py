"""Rewriting what scenarios expect, where something else comes out.

Owns which expectation becomes which; every other word of the file, comments included, stays.
What has no place in the plan any more (an order of absent steps, a date that is not known)
is taken out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...files import write_whole
from ...items import Item
from ...loading.scenarios.expectations import (
    Expectation,
    ExpectedConclusion,
    ExpectedDue,
    ExpectedOrder,
    ExpectedPart,
    ExpectedQuestion,
    ExpectedValue,
)
from ...rulebook import Place
from ...values import Wording
from .judging import key_of, spell_truth, spell_value
from .outcomes import Outcome
from .running import Result
from .yaml_edits import Edits


def update_scenarios(folder: Path, results: Sequence[Result]) -> tuple[str, ...]:
    """Rewrite the failed expectations in the files under ``folder``; the files that changed.

    Raises :class:`~engine.files.FileError`.
    """
    failed: dict[str, list[Result]] = {}
    for result in results:
        if not result.passed:
            failed.setdefault(result.scenario.place.file, []).append(result)
    changed = []
    for file, in_file in failed.items():
        path = folder / file
        before = path.read_bytes().decode("utf-8")
        after = updated(before, in_file)
        if after != before:
            write_whole(path, after)
            changed.append(file)
    return tuple(changed)


def updated(text: str, results: Sequence[Result]) -> str:
    """The text of one scenario file with the failed expectations of ``results`` rewritten."""
    import yaml

    from ...loading.source.yaml_parser import PythonLoader

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff")
    edits = Edits(plain)
    root = yaml.compose(plain, Loader=PythonLoader)
    scenarios = _value(root, "scenarios")
    for result in results:
        expect = _value(_value(scenarios, result.scenario.id), "expect")
        if isinstance(expect, MappingNode):
            wrong = [it.expectation for it in result.differences if it.expectation is not None]
            _Rewriting(expect, edits, result.outcome).rewrite(wrong)
    return mark + edits.applied()


def _value(node: Node | None, key: str) -> Node | None:
    number = _number(node, key)
    return None if number is None or node is None else node.value[number][1]


def _number(node: Node | None, key: str) -> int | None:
    if isinstance(node, MappingNode):
        for number, (name, _) in enumerate(node.value):
            if name.value == key:
                return number
    return None


class _Rewriting:
    """The rewriting of what one scenario expects."""

    def __init__(self, expect: MappingNode, edits: Edits, outcome: Outcome) -> None:
        self.expect = expect
        self.edits = edits
        self.outcome = outcome
        self.gone: set[int] = set()
        self.out: dict[str, set[int]] = {}
        self.added: dict[str, list[str]] = {}
        self.came_from: dict[str, str] = {}

    def rewrite(self, wrong: Sequence[Expectation]) -> None:
        for expectation in wrong:
            match expectation:
                case ExpectedPart(part, id):
                    certainty = self.outcome.certainty(Item(part, id))
                    self._move(expectation.place, id, key_of(expectation, certainty))
                case ExpectedQuestion(fact, asked, place):
                    self._move(place, fact, "not_asked" if asked else "asked")
                case ExpectedConclusion(conclusion):
                    truth = _value(_value(self.expect, "conclusions"), conclusion)
                    if truth is not None:
                        self.edits.replace(truth, spell_truth(self.outcome.conclusion(conclusion)))
                case ExpectedValue(fact):
                    node = _value(_value(self.expect, "values"), fact)
                    value = self.outcome.valuation.value(fact)
                    if node is not None and not isinstance(value, Wording):
                        self.edits.replace(node, spell_value(value))
        self._rewrite_dues([it for it in wrong if isinstance(it, ExpectedDue)])
        self._rewrite_orders([it for it in wrong if isinstance(it, ExpectedOrder)])
        for key in self.out:
            self._rewrite_list(key)
        new = [key for key in self.added if _number(self.expect, key) is None]
        for key in self.added.keys() - self.out.keys() - set(new):
            self._rewrite_list(key)
        if len(self.gone) < len(self.expect.value):
            self.edits.take_out(self.expect, self.gone)

    def _move(self, place: Place, word: str, key: str) -> None:
        """Note that ``word`` goes from the list it stands in at ``place`` to that of ``key``."""
        for name, node in self.expect.value:
            for number, item in enumerate(_items(node)):
                if _stands_at(item, place):
                    self.out.setdefault(name.value, set()).add(number)
                    self.added.setdefault(key, []).append(word)
                    self.came_from.setdefault(key, name.value)

    def _rewrite_list(self, key: str) -> None:
        number = _number(self.expect, key)
        if number is None:
            return
        node = self.expect.value[number][1]
        out, added = self.out.get(key, set()), self.added.get(key, [])
        new = {
            other: f"[{', '.join(words)}]"
            for other, words in self.added.items()
            if _number(self.expect, other) is None and self.came_from[other] == key
        }
        kept = [item.value for n, item in enumerate(_items(node)) if n not in out]
        if kept or added:
            if isinstance(node, SequenceNode):
                self.edits.change_list(node, out, added)
            else:
                self.edits.replace(node, f"[{', '.join([*kept, *added])}]")
            self.edits.add_after(self.expect, number, new)
        elif new:
            self.edits.replace_entry(self.expect, number, new)
        else:
            self.gone.add(number)

    def _rewrite_dues(self, wrong: Sequence[ExpectedDue]) -> None:
        dues = _value(self.expect, "due")
        if not isinstance(dues, MappingNode):
            return
        gone: set[int] = set()
        for expected in wrong:
            number = _number(dues, expected.step)
            if number is not None and not self._rewrite_due(dues.value[number][1], expected):
                gone.add(number)
        if len(gone) < len(dues.value):
            self.edits.take_out(dues, gone)
        else:
            self._drop("due")

    def _rewrite_due(self, fields: Node, expected: ExpectedDue) -> bool:
        """Rewrite one due date; false if nothing of it is left."""
        due = self.outcome.due(expected.step)
        gone: set[int] = set()
        for number, (name, value) in enumerate(fields.value):
            actual = None if due is None else getattr(due, name.value)
            if actual is None:
                gone.add(number)
            elif name.value == "time":
                self.edits.replace(value, f'"{actual}"')
            else:
                self.edits.replace(value, str(actual))
        left = len(gone) < len(fields.value)
        if left and isinstance(fields, MappingNode):
            self.edits.take_out(fields, gone)
        return left

    def _rewrite_orders(self, wrong: Sequence[ExpectedOrder]) -> None:
        orders = _value(self.expect, "order")
        if not isinstance(orders, SequenceNode):
            return
        gone: set[int] = set()
        for expected in wrong:
            kept = self._reordered(expected)
            if _stands_at(orders, expected.place):
                self._rewrite_chain(orders, kept)
                if len(kept) < 2:
                    self._drop("order")
                return
            for number, chain in enumerate(orders.value):
                if _stands_at(chain, expected.place):
                    self._rewrite_chain(chain, kept)
                    if len(kept) < 2:
                        gone.add(number)
        if len(gone) < len(orders.value):
            self.edits.change_list(orders, gone, ())
        else:
            self._drop("order")

    def _reordered(self, expected: ExpectedOrder) -> list[str]:
        wished = dict.fromkeys(expected.steps)
        return [step for step in self.outcome.ordering.steps if step in wished]

    def _rewrite_chain(self, chain: Node, kept: Sequence[str]) -> None:
        if len(kept) < 2 or not isinstance(chain, SequenceNode):
            return
        for item, step in zip(chain.value, kept, strict=False):
            self.edits.replace(item, step)
        self.edits.change_list(chain, range(len(kept), len(chain.value)), ())

    def _drop(self, key: str) -> None:
        number = _number(self.expect, key)
        if number is not None:
            self.gone.add(number)


def _items(node: Node) -> list[Node]:
    """The items of a list, or a single word as the only one."""
    if isinstance(node, SequenceNode):
        return list(node.value)
    return [node] if isinstance(node, ScalarNode) else []


def _stands_at(node: Node, place: Place) -> bool:
    mark = node.start_mark
    return (mark.line + 1, mark.column + 1) == (place.line, place.column)
