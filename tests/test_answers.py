"""Answers as the command line and case files spell them."""

from datetime import date

import pytest

from engine.answers import BadAnswer, read_answer, read_settings, spell_answer, spell_values
from engine.values import UNKNOWN, Answer
from tests.library import library


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
        ("fine", "-1", "less than the least, 0"),
        ("fine", "3.5", "a whole amount like 3300"),
        ("visits", "many", "a whole number"),
        ("has_books", "maybe", "yes or no"),
        ("things", "", "without a value"),
        ("branch.by_post", "yes", "read from the table 'branch' by 'branch'"),
    ],
)
def test_a_bad_answer_is_refused_with_what_would_be_a_good_one(
    fact: str, text: str, words: str
) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_answer(library(), fact, text)
    assert words in str(caught.value)


def test_former_ids_of_facts_and_options_lead_to_the_present_ones() -> None:
    given = read_answer(library(), "site", "main")
    assert ("branch", (("site", "branch"),)) == (given.fact.id, given.renamed)
    things = read_answer(library(), "things", "tome,map")
    assert (frozenset({"book", "map"}), (("tome", "book"),)) == (things.answer, things.renamed)


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
    assert expected == spell_values(library().facts[fact])
