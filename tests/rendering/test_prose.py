"""How lines of a plain text are read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rendering.prose import Block, Paragraph, Points, blocks_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n\n ", ()),
        ("One.\nTwo.\n\nThree.", (Paragraph("One."), Paragraph("Two."), Paragraph("Three."))),
        ("- a\n- b", (Points(("a", "b"), None),)),
        ("・パスポート\n・在留カード", (Points(("パスポート", "在留カード"), None),)),
        ("1. a\n2. b", (Points(("a", "b"), 1),)),
        ("1、登录\n2、选择", (Points(("登录", "选择"), 1),)),
        ("Do:\n1) a\n2) b\nDone.", (Paragraph("Do:"), Points(("a", "b"), 1), Paragraph("Done."))),
        ("1. a\n  goes on\n2. b", (Points(("a goes on", "b"), 1),)),
        ("1. 登录\n  然后选择", (Points(("登录然后选择",), 1),)),
        ("1. a\nand\n2. b", (Points(("a",), 1), Paragraph("and"), Points(("b",), 2))),
        ("1. a\n- x\n2. b", (Points(("a",), 1), Points(("x",), None), Points(("b",), 2))),
        ("- a\n1. b", (Points(("a",), None), Points(("b",), 1))),
        ("1. a\n1. b", (Points(("a",), 1), Points(("b",), 1))),
        ("12、13日に届きます", (Paragraph("12、13日に届きます"),)),
        ("3.5 GB are left", (Paragraph("3.5 GB are left"),)),
        ("-5 degrees", (Paragraph("-5 degrees"),)),
        ("2026. A year", (Paragraph("2026. A year"),)),
        ("  indented", (Paragraph("indented"),)),
    ],
)
def test_lines_become_paragraphs_and_lists(text: str, expected: tuple[Block, ...]) -> None:
    assert expected == blocks_of(text)


@given(st.lists(st.sampled_from(["1. a", "2. b", "- c", "  d", "e", "", "3、f", "・g", "1) h"])))
def test_no_word_is_lost_or_moved(lines: list[str]) -> None:
    found = "".join(
        block.text if isinstance(block, Paragraph) else "".join(block.items)
        for block in blocks_of("\n".join(lines))
    )
    assert re.sub(r"[^a-h]", "", "".join(lines)) == re.sub(r"[^a-h]", "", found)
