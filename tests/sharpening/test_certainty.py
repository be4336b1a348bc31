from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.items import items_of
from engine.sharpening import Certainty, Sharpener
from engine.sharpening.variables import entangled
from tests import brute_force
from tests.strategies import rulebooks, situations


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    report_multiple_bugs=False,
)
@given(st.data())
def test_certainty_is_what_going_through_every_completion_finds(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(small=True))
    situation = data.draw(situations(rulebook))
    sharpener = Sharpener(rulebook, situation)
    for entry in items_of(rulebook).values():
        expected = brute_force.certainty(entry, rulebook, sharpener.valuation)
        found = sharpener.certainty(entry)
        closure = brute_force.closure_of(entry, rulebook)
        approximate = entangled(closure, sharpener.valuation) or brute_force.only_bounded(closure)
        if approximate or entry.item.id in sharpener.inexact:
            assert found in (expected, Certainty.POSSIBLE)
        else:
            assert found == expected, entry.item
