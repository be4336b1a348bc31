"""Several tables may have one key; the one that labels its rows says what the options are."""

from __future__ import annotations

import pytest

from engine.loading import load_rulebook_text
from engine.opening import open_rulebook
from tests.authoring.page_base import FILES

SHOPS = """
facts:
  shop: {kind: choice, group: home, label: Shop, question: Which shop?}
tables:
  shop:
    key: shop
    columns: {far: {kind: yes_no, label: Far, statement: it is far, denial: it is near}}
    rows:
      north: {label: North shop, sources: [handbook], far: yes}
      south: {label: South shop, sources: [handbook], far: no}
"""
HOURS = """
tables:
  hours:
    key: shop
    columns: {note: {kind: text, label: note}}
    rows:
      south: {sources: [handbook], note: Closed on Mondays.}
"""


@pytest.mark.parametrize("first", ["a-shops.yaml", "z-shops.yaml"])
def test_a_second_table_changes_neither_labels_nor_order(first: str) -> None:
    book = load_rulebook_text({**FILES, first: SHOPS, "hours.yaml": HOURS})
    options = [(it.id, it.label.in_language("en")) for it in book.facts["shop"].options]
    assert options == [("north", "North shop"), ("south", "South shop")]


def test_the_shipped_rulebook_shows_no_id_in_place_of_a_label() -> None:
    book = open_rulebook().rulebook
    bare = [
        f"{fact.id}.{option.id}"
        for fact in book.facts.values()
        for option in fact.options
        if option.label.in_language("en") == option.id
    ]
    assert bare == []
