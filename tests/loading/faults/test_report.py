"""How a diagnostic is printed."""

from __future__ import annotations

import unicodedata

import pytest

from engine.loading import Diagnostic, RulebookErrors, load_rulebook_text
from engine.loading.faults.report import did_you_mean, excerpt, quoted
from engine.rulebook import Place
from tests.loading.sample import faults_in, files, rule


def columns(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def test_a_diagnostic_says_where_what_and_what_to_do() -> None:
    (fault,) = faults_in(files(rule("{roming: yes}")))
    assert (
        "x.yaml:3:12: KY301: There is no fact 'roming'.\n"
        "      when: {roming: yes}\n"
        "             ^\n"
        "  Did you mean 'roaming'?"
    ) == str(fault)


def test_several_diagnostics_stand_in_the_order_of_the_files() -> None:
    with pytest.raises(RulebookErrors) as caught:
        load_rulebook_text(files("facts:\n  a: {kind: integr}\n  b: {kind: integr}\n"))
    first, second, count = str(caught.value).split("\n\n")
    assert (first[:11], second[:11]) == ("x.yaml:2:13", "x.yaml:3:13")
    assert "2 problems." == count


def test_only_the_first_of_many_are_printed() -> None:
    many = [Diagnostic("KY101", Place("a", line, 1), f"Bad {line}.") for line in range(1, 200)]
    assert str(RulebookErrors(many)).endswith("\n\n... and 99 more.\n\n199 problems.")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("    label: {en: A, 漢字: 見本 ✗}", 24),
        ("ja: 回線で国際ローミングを利用中ですか bad", 22),
        ("ｱｲｳ bad", 5),
        ("plain bad", 7),
    ],
)
def test_the_caret_stands_under_the_token_beside_wide_characters(line: str, column: int) -> None:
    shown, caret = excerpt(line, column).split("\n")
    assert columns(shown) - columns(line[column - 1 :]) == len(caret) - 1


def test_a_tab_before_the_token_is_a_tab_before_the_caret() -> None:
    assert "  a:\tbad\n    \t^" == excerpt("a:\tbad", 4)


def test_a_combining_mark_takes_no_column() -> None:
    assert "  か\u3099x\n    ^" == excerpt("か\u3099x", 3)


def test_a_long_line_is_cut_around_the_token() -> None:
    shown, caret = excerpt("x" * 5000 + "HERE" + "y" * 5000, 5001).split("\n")
    assert "HERE" == shown[len(caret) - 1 :][:4]
    assert len(shown) < 200


def test_what_a_terminal_would_obey_is_never_printed() -> None:
    assert "\x1b" not in excerpt("a\x1b[31m\u202e", 1)
    assert "'a \N{REPLACEMENT CHARACTER}[31m b'" == quoted("a\n\x1b[31m  b")


def test_a_long_word_is_shortened() -> None:
    assert 62 == len(quoted("x" * 500))


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("turn_of", "turn-off"),
        ("Roaming", "roaming"),
        ("leave_on", "leaves_on"),
        ("xyz", None),
    ],
)
def test_the_nearest_name_is_suggested_if_one_is_near(word: str, nearest: str | None) -> None:
    expected = f"Did you mean '{nearest}'?" if nearest else None
    assert expected == did_you_mean(word, ["roaming", "turn-off", "leaves_on"])
