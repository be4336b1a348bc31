"""Menus as a state and the moves on it."""

from hypothesis import given
from hypothesis import strategies as st

from engine.asking.menu import Entry, Menu, picked
from engine.wording.wrapping import columns

FRUIT = Menu(tuple(Entry(label) for label in ("Apple", "Banana", "Cherry")))
TICKS = Menu(
    (
        Entry("Book", alone=False),
        Entry("Map", alone=False),
        Entry("None of these"),
        Entry("I don't know"),
    )
)


def test_the_pointer_goes_round_at_the_ends() -> None:
    assert [1, 0, 2] == [FRUIT.moved(1).at, FRUIT.moved(3).at, FRUIT.moved(-1).at]


def test_a_search_leaves_what_contains_the_text_and_takes_the_pointer_along() -> None:
    menu = FRUIT.searching("AN")
    assert ((1,), 1) == (menu.found(), menu.at)
    assert (0, 1, 2) == menu.searching("").found()


def test_a_search_finds_entries_by_their_other_names() -> None:
    menu = Menu((Entry("docks"), Entry("quays", known_as=("quay_side", "码头"))))
    assert ((1,), (1,)) == (menu.searching("码头").found(), menu.searching("side").found())


def test_a_search_without_hits_moves_nothing() -> None:
    menu = FRUIT.searching("xyz")
    assert () == menu.found()
    assert menu == menu.moved(1)
    assert menu == menu.moved_to(2)


def test_what_stands_alone_is_ticked_alone() -> None:
    menu = TICKS.toggled().moved_to(1).toggled()
    assert frozenset({0, 1}) == menu.ticked
    menu = menu.moved_to(2).toggled()
    assert frozenset({2}) == menu.ticked
    assert frozenset({0}) == menu.moved_to(0).toggled().ticked


def test_a_tick_can_be_taken_back() -> None:
    assert frozenset() == TICKS.toggled().toggled().ticked


def test_enter_picks_the_ticks_or_what_stands_alone() -> None:
    assert [0, 1] == picked(TICKS.toggled().moved_to(1).toggled())
    assert [3] == picked(TICKS.moved_to(3))
    assert [] == picked(TICKS.moved_to(1))


def test_a_note_is_shown_only_with_the_pointer_on_it() -> None:
    menu = Menu((Entry("Film", "On disc."), Entry("Book")))
    assert (["> Film", "  On disc.", "  Book"], 0) == (
        [line for line, _ in menu.lines(40, ticks=False)[0]],
        menu.lines(40, ticks=False)[1],
    )
    lines, pointed = menu.moved(1).lines(40, ticks=True)
    assert (["  [ ] Film", "> [ ] Book"], 1) == ([line for line, _ in lines], pointed)


@given(
    st.lists(st.text("ab 図書館で、word", min_size=1, max_size=120), min_size=1, max_size=5),
    st.integers(20, 80),
    st.booleans(),
)
def test_no_line_is_wider_than_the_terminal(labels: list[str], width: int, ticks: bool) -> None:
    lines, pointed = Menu(tuple(map(Entry, labels))).lines(width, ticks=ticks)
    assert max(columns(line) for line, _ in lines) <= width
    assert lines[pointed][1]
