"""What was worked out of a rulebook stays with it, and with no other."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.items import items_of
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.memo import kept_with_rulebook
from engine.opening import open_rulebook
from engine.rulebook import Rulebook
from engine.worlds import View
from engine.worlds.item_diagrams import compiled
from tests.strategies import Size, rulebooks, situations

GARDEN = Path(__file__).parent / "rulebooks" / "garden"
TINY = Size(asked=4, options=3, tables=1, columns=2, derived=2, rules=5, steps=3, depth=2, parts=2)
CALLS: list[tuple[str, str]] = []


@kept_with_rulebook
def shouted(rulebook: Rulebook, name: str) -> str:
    CALLS.append((rulebook.id, name))
    return name.upper()


def test_it_is_worked_out_once_for_each_rulebook_and_argument() -> None:
    one, other = (load_rulebook(shipped_rulebook_folder()) for _ in range(2))
    CALLS.clear()
    for rulebook in (one, other, one):
        assert ["A", "B"] == [shouted(rulebook, name) for name in ("a", "b")]
    assert 4 == len(CALLS)


def test_the_cache_gives_back_what_was_worked_out() -> None:
    open_rulebook(GARDEN)
    rulebook = open_rulebook(GARDEN).rulebook
    assert "engine.items.items_of" in rulebook.kept
    fresh = load_rulebook(GARDEN)
    assert str(items_of(fresh)) == str(items_of(rulebook))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_diagrams_that_were_kept_say_what_those_made_when_needed_say(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(size=TINY, small=True))
    situation = data.draw(situations(rulebook))
    kept = replace(rulebook)
    compiled(kept)
    made, read = View(rulebook, situation), View(kept, situation)
    for item in items_of(rulebook):
        assert made.certainty(item) == read.certainty(item)
        assert made.can_vanish(item) == read.can_vanish(item)
    assert made.relevant == read.relevant
