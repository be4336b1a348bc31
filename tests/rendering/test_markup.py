"""Text stays text, and only web addresses become links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rendering.markup import Html, element, joined, link, with_links
from engine.wording.visible import visible
from tests.rendering.page_reader import Element, read_page


def read(markup: Html) -> Element:
    """The markup as it is read back."""
    return read_page(f"<html>{markup.markup}</html>")


@given(st.text(), st.text())
def test_text_and_attributes_come_back_as_they_went_in(text: str, value: str) -> None:
    found = read(element("p", text, title=value)).one("p")
    assert visible(text) == found.text()
    assert {"title": visible(value)} == found.attributes


def test_only_markup_is_taken_as_markup() -> None:
    expected = "<p>&lt;b&gt;<b>x</b></p>"
    assert expected == element("p", "<b>", element("b", "x"), None).markup


def test_attributes_can_be_left_out_or_stand_alone() -> None:
    expected = '<input type="checkbox" data-tick="a" checked>'
    found = element(
        "input", type="checkbox", class_=None, data_tick="a", checked=True, hidden=False
    )
    assert expected == found.markup


def test_what_stands_between_is_text_too() -> None:
    assert "a&lt;b" == joined(("a", "b"), between="<").markup


@pytest.mark.parametrize("address", ["http://a.example", "https://a.example/b?c=d&e"])
def test_a_web_address_becomes_a_link(address: str) -> None:
    found = read(link(address, "there")).one("a")
    assert address == found.attributes["href"]


@pytest.mark.parametrize("address", [None, "", "javascript:x", "ftp://a.example", "http://[bad"])
def test_any_other_address_leaves_the_words(address: str | None) -> None:
    assert "<span>there</span>" == link(address, "there").markup


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("See https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b_(c)) and so on", ["https://a.example/b_(c)"]),
        ("（https://a.example/b）をご覧ください。", ["https://a.example/b"]),
        ("请看https://a.example/b。", ["https://a.example/b"]),
        ("http://a.example, http://b.example!", ["http://a.example", "http://b.example"]),
        ("https:// alone, javascript:x, www.a.example", []),
    ],
)
def test_addresses_in_a_text_end_where_a_reader_would_end_them(
    text: str, addresses: list[str]
) -> None:
    page = read(with_links(text))
    assert addresses == [found.attributes["href"] for found in page.all("a")]
    assert text == page.text()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("(0120-300-360, GOLD 0120-700-360, 10:00-20:00)", ["0120-300-360", "0120-700-360"]),
        ("電話0800-919-0157へ。+81-92-687-0025", ["0800-919-0157", "+81-92-687-0025"]),
        ("+1-212-785-5800; 0077-7-111; 03-6327-1632", None),
        ("2026-11-25, 12-345-6789, 0120-300-360-1, a0120-300-360, 110", []),
        ("https://a.example/0120-300-360", ["https://a.example/0120-300-360"]),
    ],
)
def test_telephone_numbers_can_be_called(text: str, numbers: list[str] | None) -> None:
    expected = text.split("; ") if numbers is None else numbers
    page = read(with_links(text))
    found = [it.attributes["href"] or "" for it in page.all("a")]
    assert expected == [it.removeprefix("tel:") for it in found]
    assert text == page.text()


@given(
    st.lists(
        st.sampled_from(
            ["0120-300-360", "https://a.example/x", "http://", "(", ")", ".", " ", "<", "。"]
        )
    )
)
def test_linking_never_changes_what_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert text == read(with_links(text)).text()
