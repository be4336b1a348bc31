"""Amounts and whole numbers as people type them."""

import pytest

from engine.typed_input.amounts import read_amount, read_number


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("3300", "JPY", 3300),
        ("3,300", "JPY", 3300),
        ("3 300", "EUR", 3300),
        ("¥3,300", "JPY", 3300),
        ("3300円", "JPY", 3300),
        ("3300 yen", "JPY", 3300),
        ("jpy 3300", "JPY", 3300),
        ("3300日元", "JPY", 3300),
        ("1万円", "JPY", 10_000),
        ("1.5万", "JPY", 15_000),
        ("1万2000円", "JPY", 12_000),
        ("-5", "JPY", -5),
        ("€10", "EUR", 10),
        ("10 eur", "EUR", 10),
        ("10€", "EUR", 10),
        ("20元", "CNY", 20),
        ("10 chf", "CHF", 10),
    ],
)
def test_an_amount_may_have_its_sign_or_name(text: str, currency: str, expected: int) -> None:
    assert expected == read_amount(text, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("€10", "JPY"),
        ("10 usd", "JPY"),
        ("$10", "EUR"),
        ("¥10", "EUR"),
        ("3300円", "EUR"),
        ("10.50", "EUR"),
        ("1,50", "EUR"),
        ("1.000", "EUR"),
        ("1.55555万", "JPY"),
        ("1.5万20", "JPY"),
        ("万", "JPY"),
        ("", "JPY"),
        ("円", "JPY"),
        ("٣", "JPY"),
    ],
)
def test_another_currency_or_no_whole_amount_is_none(text: str, currency: str) -> None:
    assert read_amount(text, currency) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("12", 12), ("1,200", 1200), ("1,2", None), ("²", None), ("", None)]
)
def test_a_number_is_whole(text: str, expected: int | None) -> None:
    assert expected == read_number(text)
