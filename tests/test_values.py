"""Values: how each kind is spelled, and what texts name."""

from datetime import date

import pytest

from engine.values import BadValue, Kind, Value, Wording, parse_value

OPTIONS = frozenset({"book", "film"})


def test_a_text_names_the_facts_in_single_braces() -> None:
    text = Wording({"en": "{one} and {two.three}", "ja": "{one}と{four}"})
    assert {"one", "two.three", "four"} == text.placeholders()


def test_doubled_braces_name_nothing() -> None:
    assert {"inside"} == Wording({"": "{{x}} {{{inside}}} }}{{"}).placeholders()


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.MONEY, "3300", 3300),
        (Kind.MONEY, "¥3,300", 3300),
        (Kind.MONEY, "-1,234,567", -1234567),
        (Kind.MONEY, "￥0", 0),
        (Kind.CHOICES, "book, film", OPTIONS),
        (Kind.CHOICES, "book,", frozenset({"book"})),
        (Kind.CHOICES, "none", frozenset()),
        (Kind.DATE, "2028-02-29", date(2028, 2, 29)),
        (Kind.TIME, "23:59", "23:59"),
    ],
)
def test_a_value_is_read_as_its_kind(kind: Kind, text: str, expected: Value) -> None:
    assert expected == parse_value(kind, text, OPTIONS)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.MONEY, "1,5"),
        (Kind.MONEY, "1,,200"),
        (Kind.MONEY, "12,34"),
        (Kind.MONEY, ",100"),
        (Kind.MONEY, "¥¥5"),
        (Kind.MONEY, "9" * 6000),
        (Kind.INTEGER, "9" * 6000),
        (Kind.INTEGER, "1,000"),
        (Kind.INTEGER, "１２"),
        (Kind.CHOICES, ","),
        (Kind.CHOICES, "none,book"),
        (Kind.DATE, "2026-02-30"),
        (Kind.DATE, "0001-01-01"),
        (Kind.DATE, "9999-12-31"),
        (Kind.DATE, "２０２６-01-01"),
        (Kind.TIME, "24:00"),
        (Kind.TIME, "1３:5９"),
    ],
)
def test_what_is_no_value_of_the_kind_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(BadValue):
        parse_value(kind, text, OPTIONS)
