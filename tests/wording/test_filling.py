"""Filling the placeholders of a rulebook's texts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.situation import Situation, Valuation
from engine.values import Wording
from engine.wording.filling import fill
from tests.wording.sample import RULEBOOK, TODAY, say, valuation


def _filled(text: str, language: str = "en", **answers: object) -> str:
    return fill(say(text), language, valuation(**answers))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pay {owed} by {leaves_on}.", "Pay ¥3,300 by 30 November 2026."),
        ("Only {carrier.fee}!", "Only ¥1,100!"),
        ("{days_left} days", "8 days"),
        ("no facts at all", "no facts at all"),
        ("", ""),
    ],
)
def test_placeholders_become_values_in_words(text: str, expected: str) -> None:
    filled = _filled(text, owed=3300, leaves_on=date(2026, 11, 30), carrier="docomo")
    assert expected == filled


def test_the_text_of_the_language_is_filled_with_values_in_that_language() -> None:
    text = say("Pay {owed}", "支付{owed}", "{owed}を支払う")
    found = [fill(text, it, valuation(owed=3300)) for it in ("en", "zh", "ja")]
    expected = ["Pay ¥3,300", "支付 3,300 日元", "3,300円を支払う"]
    assert expected == found


def test_a_fact_without_value_reads_as_its_own_words_for_that() -> None:
    expected = "before the day you leave"
    assert expected == _filled("before {leaves_on}")


def test_a_fact_without_such_words_says_what_is_missing() -> None:
    expected = "pay (Unpaid bill: not known yet)"
    assert expected == _filled("pay {owed}")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "the bill (not known yet)"),
        ("zh", "欠费（尚不确定）"),
        ("ja", "未払い料金（まだ不明）"),
    ],
)
def test_in_brackets_of_the_text_nothing_is_bracketed_again(language: str, expected: str) -> None:
    text = say("the bill ({owed})", "欠费（{owed}）", "未払い料金（{owed}）")
    assert expected == fill(text, language, valuation())


def test_doubled_braces_are_plain_braces() -> None:
    expected = "{owed} {¥5}"
    assert expected == _filled("{{owed}} {{{owed}}}", owed=5)


@pytest.mark.parametrize(
    "hostile",
    ["{0}", "{owed.__class__}", "{owed!r}", "{owed:>9}", "{nothing}", "{", "}", "{}", "%s", "$x"],
)
def test_anything_but_a_fact_in_braces_stays_as_it_is(hostile: str) -> None:
    assert hostile == _filled(hostile, owed=5)


def test_the_words_of_a_cell_may_name_facts_in_turn() -> None:
    expected = "Open My docomo (30 November 2026)"
    filled = _filled("Open {carrier.portal}", carrier="docomo", leaves_on=date(2026, 11, 30))
    assert expected == filled


def test_words_that_need_each_other_end_in_a_neutral_phrase() -> None:
    """A loaded rulebook has no such circle; one built by hand must not hang."""
    circular = replace(RULEBOOK.facts["owed"], when_unknown=say("about {owed}"))
    rulebook = replace(RULEBOOK, facts={**RULEBOOK.facts, "owed": circular})
    now = Valuation(rulebook, Situation({}, TODAY))
    expected = "pay about (Unpaid bill: not known yet)"
    assert expected == fill(say("pay {owed}"), "en", now)


def test_an_answer_is_never_read_as_a_template() -> None:
    """An id that no option has reads as it was given, braces and all."""
    expected = "the {owed} card"
    assert expected == _filled("the {card} card", card="{owed}", owed=5)


@given(st.text(alphabet="{}ab_.owed7 ", max_size=40))
def test_filling_adds_nothing_but_values(text: str) -> None:
    """Whatever the braces do, only braces go and only the value comes."""
    filled = fill(Wording({"": text}), "en", valuation(owed=7))

    def without_braces(words: str) -> str:
        return words.replace("{", "").replace("}", "").replace("owed", "¥7")

    assert without_braces(text) == without_braces(filled)
