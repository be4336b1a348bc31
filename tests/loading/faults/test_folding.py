"""Many messages of one kind are shown in little space, and none is lost without a word."""

from __future__ import annotations

from engine.loading.faults.diagnostics import Diagnostic, RulebookErrors
from engine.loading.faults.folding import ALIKE, WHOLE, folded, joined
from engine.rulebook import Place


def _messages(count: int, problem: str = "Nothing uses {}.") -> list[Diagnostic]:
    return [
        Diagnostic("KY999", Place("x.yaml", number, 1), problem.format(number), "Remove it.", "^")
        for number in range(1, count + 1)
    ]


def test_a_few_are_shown_whole() -> None:
    found = folded(_messages(WHOLE), 100)
    assert [True] * WHOLE == [whole for _, whole in found.shown]
    assert () == found.more


def test_of_many_the_further_ones_are_shown_in_short() -> None:
    found = folded(_messages(WHOLE + 2), 100)
    assert [True] * WHOLE + [False] * 2 == [whole for _, whole in found.shown]


def test_what_says_the_same_is_shown_a_few_times_and_counted() -> None:
    found = folded(_messages(10, "There is no language 'ja'."), 100)
    assert ALIKE == len(found.shown)
    assert (f"... and {10 - ALIKE} more times KY999: There is no language 'ja'.",) == found.more


def test_beyond_the_most_they_are_only_counted() -> None:
    found = folded(_messages(12), 10)
    assert 10 == len(found.shown)
    assert ("... and 2 more.",) == found.more


def test_short_ones_stand_close_together() -> None:
    assert "a\n\nb\nc\n\nd" == joined([("a", True), ("b", False), ("c", False), ("d", True)])


def test_an_error_shows_what_it_carries_folded() -> None:
    shown = str(RulebookErrors(_messages(WHOLE + 1)))
    assert shown.endswith("\n\nx.yaml:6:1: KY999: Nothing uses 6.\n\n6 problems.")
    assert WHOLE == shown.count("Remove it.")
