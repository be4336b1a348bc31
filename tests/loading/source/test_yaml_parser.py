"""With libyaml and without it, the same is read and the same is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.loading import shipped_rulebook_folder
from engine.loading.faults.report import Report, SourceFile
from engine.loading.source import yaml_parser
from engine.loading.source.nodes import ListNode, MapNode, Node, compose
from engine.loading.source.yaml_parser import LOADER, PythonLoader
from tests.library import FOLDER
from tests.loading import planted
from tests.loading.sample import Fault, faults_in, files

PARSERS = pytest.mark.parametrize("parser", [LOADER, PythonLoader], ids=["usual", "python"])


def plain(node: Node | None) -> Any:
    """A tree as plain data, with the places of everything in it."""
    if isinstance(node, MapNode):
        return [node.place, *((plain(key), plain(value)) for key, value in node.pairs())]
    if isinstance(node, ListNode):
        return [node.place, *map(plain, node.items)]
    return node and (node.place, node.text, node.plain, node.last_line)


def read(text: str) -> Any:
    """The tree of a text, and what is wrong with it."""
    report = Report()
    return plain(compose(SourceFile("x.yaml", text), report)), report.diagnostics()


@PARSERS
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {en: your card?, zh: x}", "your card?"),
        ("a: {en: 'x', zh: where? there?}", "where? there?"),
        ("a: [https://a.example/?q=1, b]", "https://a.example/?q=1"),
        ("a: {b: c ?d}", "c ?d"),
        ("a: ?b", "?b"),
    ],
)
def test_a_question_mark_belongs_to_the_text_around_it(
    monkeypatch: pytest.MonkeyPatch, parser: Any, text: str, expected: str
) -> None:
    monkeypatch.setattr(yaml_parser, "LOADER", parser)
    tree, faults = read(text)
    assert () == faults
    assert repr(expected) in repr(tree)


@pytest.mark.parametrize("folder", [shipped_rulebook_folder(), FOLDER], ids=lambda it: it.name)
def test_every_file_reads_the_same_without_libyaml(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    texts = [path.read_text("utf-8") for path in folder.rglob("*.yaml")]
    usual = [read(text) for text in texts]
    monkeypatch.setattr(yaml_parser, "LOADER", PythonLoader)
    assert usual == [read(text) for text in texts]


@pytest.mark.parametrize("fault", [*planted.PLANTED, *planted.SYNTAX], ids=lambda fault: fault.name)
def test_a_fault_is_told_the_same_without_libyaml(
    monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    """In the same line; where nothing is written, the two disagree about the column."""
    usual = [(it.code, it.place.line) for it in faults_in(files(fault.clean))]
    monkeypatch.setattr(yaml_parser, "LOADER", PythonLoader)
    assert usual == [(it.code, it.place.line) for it in faults_in(files(fault.clean))]
