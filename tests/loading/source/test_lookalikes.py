"""Signs that only look like those of YAML, in lines of any length."""

from __future__ import annotations

import pytest

from engine.loading.source import lookalikes

LONG = 60_000


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("a: {b: 1，c: 2}", 8),
        ("a: {b: x，y，c: 2}", 10),
        ("a: {b: {c: 1}、 d: 2}", 13),
        ("{" + "，" * LONG + "c: 2}", LONG),
    ],
)
def test_a_wide_comma_is_found_before_the_next_key(line: str, column: int) -> None:
    found = lookalikes.in_line(line)
    assert found is not None
    assert column == found.column


@pytest.mark.parametrize("piece", ["{a，b", "{，a", "，", "， ", "a: ", " "])
def test_a_line_without_one_is_looked_through_once_however_long(piece: str) -> None:
    """Looking back and forth took more than a minute for a line of this length."""
    assert lookalikes.in_line(f"a: b: {piece * LONG}x") is None


def test_wide_digits_are_put_in_plain_ones_however_many() -> None:
    assert "12" == lookalikes.plain_digits("１２")
    assert "9" * 5000 == lookalikes.plain_digits("９" * 5000)
    assert lookalikes.plain_digits("12") is None
