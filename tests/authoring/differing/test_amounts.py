"""A cost that loses its amount is seen differently."""

from __future__ import annotations

from datetime import date

from engine.authoring.differing.differing import differences, window_from
from engine.authoring.differing.effects import Way
from engine.authoring.testing.variants import varied
from engine.loading import load_rulebook_text
from tests.authoring.page_base import FILES


def test_a_cost_without_an_amount_is_compared() -> None:
    old = load_rulebook_text(FILES)
    costs = {**old.costs, "van": varied(old.costs["van"], amount=None)}
    found = differences(old, varied(old, costs=costs), window_from(date(2026, 11, 26)), "en")
    [effect] = found.effects
    assert (effect.id, effect.way, effect.before, effect.after) == (
        "van", Way.AMOUNT, "80 EUR", None,
    )  # fmt: skip
