"""Answers as the command line and case files spell them."""

from datetime import UTC, date, datetime
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import answers
from engine.answers import (
    BadAnswer,
    check_situation,
    read_answer,
    read_settings,
    spell_answer,
    values_of,
)
from engine.rulebook import Rulebook
from engine.situation import Situation
from engine.values import UNKNOWN, Answer
from tests.library import library
from tests.strategies import asked_facts, rulebooks, situations


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        ("has_books", "yes", True),
        ("has_books", "いいえ", False),
        ("has_books", "unknown", UNKNOWN),
        ("branch", " north ", "north"),
        ("branch", "?", UNKNOWN),
        ("things", "book, film", frozenset({"book", "film"})),
        ("things", "none", frozenset()),
        ("fine", "¥3,300", 3300),
        ("leaves_on", "2026-12-01", date(2026, 12, 1)),
        ("staff", "no", False),
        ("staff", "没有", False),
        ("staff", "分からない", UNKNOWN),
        ("branch", "北馆", "north"),
        ("things", "Books, maps", frozenset({"book", "map"})),
        ("things", "なし", frozenset()),
        ("fine", "１万円", 10_000),
        ("leaves_on", "令和8年12月1日", date(2026, 12, 1)),
        ("leaves_on", "31/12/2026", date(2026, 12, 31)),
    ],
)
def test_an_answer_is_read_by_the_kind_of_its_fact(fact: str, text: str, expected: Answer) -> None:
    assert expected == read_answer(library(), fact, text).answer


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        ("has_books", True),
        ("things", frozenset({"map", "book"})),
        ("things", frozenset()),
        ("fine", 0),
        ("leaves_on", date(2026, 2, 28)),
        ("branch", UNKNOWN),
    ],
)
def test_a_spelled_answer_reads_back_as_itself(fact: str, answer: Answer) -> None:
    assert answer == read_answer(library(), fact, spell_answer(answer)).answer


@pytest.mark.parametrize(
    ("fact", "text", "words"),
    [
        ("brunch", "north", "Did you mean 'branch'?"),
        ("branch", "nort", "Did you mean 'north'?"),
        ("things", "book,flim", "has no option 'flim'. Did you mean 'film'?"),
        ("leaves_on", "2026-02-30", "a date that exists, written YYYY-MM-DD"),
        ("leaves_on", "2019-12-31", "before the earliest date, 2020-01-01"),
        ("fine", "100001", "more than the most, 100000"),
        ("leaves_on", "01/12/2026", "can mean 2026-12-01 or 2026-01-12"),
        ("leaves_on", "12月9日", "a date that exists, written YYYY-MM-DD"),
        ("leaves_on", "2026-02-30", "a date that exists"),
        ("fine", "€5", "a whole amount like 3300"),
        ("fine", "-1", "less than the least, 0"),
        ("fine", "3.5", "a whole amount like 3300"),
        ("visits", "many", "a whole number"),
        ("has_books", "maybe", "yes or no"),
        ("things", "", "without a value"),
        ("things", ",", "Options: book, map, film, none."),
        ("things", "book,none", "'none' goes with no other option"),
        ("visits", "9" * 6000, "'999"),
        ("nothing" * 1000, "1", "…'. The command 'kaiyaku facts' lists them all."),
        ("branch.by_post", "yes", "read from the table 'branch' by 'branch'"),
        ("branch.by_post", "yes", "State instead what it follows from: branch."),
    ],
)
def test_a_bad_answer_is_refused_with_what_would_be_a_good_one(
    fact: str, text: str, words: str
) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_answer(library(), fact, text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("language", "fact", "text", "expected"),
    [
        (
            "zh", "fine", "x",
            "fine：“x”不是整数金额，请写成 3300 这样。",
        ),
        (
            "zh", "branch", "nort",
            "branch 没有“nort”这个选项。您是不是想写“north”？可选：main, north, south。",
        ),
        (
            "ja", "brunch", "north",
            "「brunch」という項目はありません。「branch」のことですか。"
            "すべての項目は kaiyaku facts で確認できます。",
        ),
        (
            "ja", "leaves_on", "2019-12-31",
            "leaves_on：2019-12-31 は早すぎます。2020-01-01 以降にしてください。",
        ),
        (
            "ja", "branch.by_post", "yes",
            "「branch.by_post」は直接指定できません（表「branch」から「branch」で決まります）。"
            "もとになる項目を指定してください：branch。",
        ),
    ],
)  # fmt: skip
def test_a_refusal_speaks_the_persons_language(
    language: str, fact: str, text: str, expected: str
) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_answer(library(), fact, text)
    assert expected == caught.value.in_language(language)


def test_no_refusal_grows_with_what_was_given() -> None:
    for setting in (
        "x" * 100_000,
        "x" * 100_000 + "=1",
        "fine=" + "1" * 100_000,
        "branch=" + "z" * 100_000,
    ):
        with pytest.raises(BadAnswer) as caught:
            read_settings(library(), [setting])
        assert len(str(caught.value)) < 250


def test_former_ids_of_facts_and_options_lead_to_the_present_ones() -> None:
    given = read_answer(library(), "site", "main")
    assert ("branch", (("site", "branch"),)) == (given.fact.id, given.renamed)
    things = read_answer(library(), "things", "tome,map")
    assert (frozenset({"book", "map"}), (("tome", "book"),)) == (things.answer, things.renamed)


def test_days_without_a_year_count_from_the_day_that_is_given() -> None:
    assert {"leaves_on": date(2026, 11, 23)} == read_settings(
        library(), ["leaves_on=明日"], date(2026, 11, 22)
    )
    with pytest.raises(BadAnswer, match="can mean 2026-12-09 or 2025-12-09"):
        read_settings(library(), ["leaves_on=12月9日"], date(2026, 11, 22))


def test_settings_keep_their_order() -> None:
    settings = ["leaves_on=2026-12-01", "branch=main"]
    assert ["leaves_on", "branch"] == list(read_settings(library(), settings))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (["branch"], "Write FACT=VALUE"),
        (["=main"], "Write FACT=VALUE"),
        (["branch=main", "branch=main"], "branch is given twice"),
        (["branch=main", "site=north"], "branch is given twice"),
    ],
)
def test_settings_that_are_none_or_double_are_refused(settings: list[str], words: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_settings(library(), settings)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("has_books", "yes, no"),
        ("branch", "main, north, south"),
        ("things", "book, map, film, none"),
        ("fine", "a whole amount from 0 to 100000"),
        ("leaves_on", "YYYY-MM-DD, 2020-01-01 or later"),
        ("visits", "a whole number, 0 or more"),
    ],
)
def test_what_may_be_answered_is_told_in_a_few_words(fact: str, expected: str) -> None:
    assert expected == values_of(library().facts[fact]).in_language("en")


ODD: tuple[Any, ...] = (
    None, UNKNOWN, True, 0, -1, 3, 10**12, 10**13, "yes", "f0o0", "unknown", frozenset(),
    frozenset({"f0o0"}), frozenset({3}), date(2026, 11, 22), date(1, 1, 1), datetime.now(UTC), 1.0,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_quick_look_at_answers_lets_through_what_a_close_look_does(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(small=True))
    names = st.sampled_from([*(fact.id for fact in asked_facts(rulebook)), "no_such_fact"])
    some = data.draw(st.dictionaries(names, st.sampled_from(ODD), max_size=2))
    situation = data.draw(situations(rulebook))
    situation = Situation({**situation.answers, **some}, situation.as_of)
    with mock.patch.object(answers, "_is_plainly_good", lambda *_: False):
        closely = refusal_of(rulebook, situation)
    assert closely == refusal_of(rulebook, situation)


def refusal_of(rulebook: Rulebook, situation: Situation) -> str | None:
    try:
        check_situation(rulebook, situation)
    except BadAnswer as error:
        return str(error)
    return None
