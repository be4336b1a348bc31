"""What people type at a question."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.asking.replies import Command, Misread, Reader, Reply, find_option
from engine.rulebook import Side
from engine.values import UNKNOWN, Answer
from tests.library import TODAY, library
from tests.wording.sample import option, say


def read(fact: str, text: str, language: str = "en") -> Reply:
    return Reader(library().facts[fact], language, "JPY", TODAY).read(text)


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        ("has_books", "1", True),
        ("has_books", "2", False),
        ("has_books", "3", UNKNOWN),
        ("has_books", "Yes", True),
        ("has_books", "はい。", True),
        ("has_books", "否", False),
        ("has_books", "１", True),
        ("has_books", "有", True),
        ("has_books", "没有", False),
        ("has_books", "对", True),
        ("has_books", "ある", True),
        ("has_books", "ない。", False),
        ("has_books", "不清楚", UNKNOWN),
        ("has_books", "分からない", UNKNOWN),
        ("things", "没有", frozenset()),
        ("fine", "１万円", 10_000),
        ("leaves_on", "31/12/2026", date(2026, 12, 31)),
        ("leaves_on", "20261209", date(2026, 12, 9)),
        ("leaves_on", "令和８年12月9日", date(2026, 12, 9)),
        ("branch", "2", "north"),
        ("branch", "4", UNKNOWN),
        ("branch", "north", "north"),
        ("branch", "North branch", "north"),
        ("branch", "北馆", "north"),
        ("branch", "中央", "main"),
        ("branch", "  SOUTH  ", "south"),
        ("things", "1,3", frozenset({"book", "film"})),
        ("things", "1 3", frozenset({"book", "film"})),
        ("things", "1、3", frozenset({"book", "film"})),
        ("things", "books, maps", frozenset({"book", "map"})),
        ("things", "4", frozenset()),
        ("things", "none", frozenset()),
        ("things", "都没有", frozenset()),
        ("things", "5", UNKNOWN),
        ("fine", "3300", 3300),
        ("fine", "3,300", 3300),
        ("fine", "¥3,300", 3300),
        ("fine", "３３００円", 3300),
        ("fine", "3300 yen", 3300),
        ("fine", "3300日元", 3300),
        ("visits", "12", 12),
        ("leaves_on", "2026年12月1日", date(2026, 12, 1)),
        ("leaves_on", "２０２６－１２－０１", date(2026, 12, 1)),
    ],
)
def test_an_answer_may_be_a_number_a_name_or_a_value(
    fact: str, text: str, expected: Answer
) -> None:
    assert expected == read(fact, text)


@pytest.mark.parametrize("fact", ["has_books", "branch", "things", "fine", "visits", "leaves_on"])
@pytest.mark.parametrize(
    "text", ["u", "unknown", "I don't know", "I don’t know", "不知道", "わからない"]
)
def test_every_question_takes_i_do_not_know(fact: str, text: str) -> None:
    assert read(fact, text) is UNKNOWN


@pytest.mark.parametrize("fact", ["has_books", "branch", "things", "fine", "leaves_on"])
@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("?", Command.WHY),
        ("？", Command.WHY),
        ("b", Command.BACK),
        ("C", Command.CHANGE),
        ("s", Command.STOP),
        ("ｑ", Command.QUIT),
    ],
)
def test_every_question_takes_the_commands(fact: str, text: str, command: Command) -> None:
    assert command is read(fact, text)


@pytest.mark.parametrize(
    ("fact", "text", "words"),
    [
        ("has_books", "maybe", "Please answer yes or no"),
        ("branch", "9", "Please choose one of the answers"),
        ("branch", "branch", "Please choose one of the answers"),
        ("things", "1,9", "Please choose from the list"),
        ("things", ",", "Please choose from the list"),
        ("fine", "lots", "Please type a whole amount"),
        ("fine", "3.5", "Please type a whole amount"),
        ("fine", "-5", "Please give ¥0 or more"),
        ("fine", "100001", "Please give ¥100,000 or less"),
        ("fine", "9" * 50, "Please type a whole amount"),
        ("visits", "-1", "Please give 0 or more"),
        ("visits", "9" * 13, "Please give 1,000,000,000,000 or less"),
        ("leaves_on", "2026-02-30", "Please type a date that exists"),
        ("leaves_on", "11/12/2026", "can be 11 December 2026 or 12 November 2026"),
        ("leaves_on", "12月9日", "the one you mean, like 2026-12-09"),
        ("leaves_on", "12/11/26", "like 2026-11-22"),
        ("fine", "€10", "Please type a whole amount in JPY"),
        ("fine", "1,50", "Please type a whole amount"),
        ("leaves_on", "2019-12-31", "Please give 1 January 2020 or a later date"),
    ],
)
def test_what_is_not_understood_is_answered_kindly(fact: str, text: str, words: str) -> None:
    reply = read(fact, text)
    assert isinstance(reply, Misread)
    assert words in reply.message


@pytest.mark.parametrize(("language", "words"), [("zh", "请从列出的答案中"), ("ja", "一覧から1つ")])
def test_the_kind_words_are_in_the_person_s_language(language: str, words: str) -> None:
    reply = read("branch", "x", language)
    assert isinstance(reply, Misread)
    assert words in reply.message


@given(st.sampled_from(list(library().askable)), st.text())
def test_any_text_is_an_answer_in_the_limits_a_command_or_a_misreading(
    fact_id: str, text: str
) -> None:
    fact = library().facts[fact_id]
    reply = read(fact_id, text)
    if isinstance(reply, str) and not isinstance(reply, Command):
        assert fact.option(reply) is not None
    if isinstance(reply, int) and not isinstance(reply, bool):
        assert fact.minimum is not None
        assert fact.minimum <= reply  # type: ignore[operator]


def test_a_name_in_brackets_finds_the_option_unless_two_have_it() -> None:
    harbour = option("harbour", say("Harbour（港口，海港）"))
    station = option("station", say("Station（车站，市内）"))
    square = option("square", say("Square（广场，市内）"))
    options = (harbour, station, square)
    found = [find_option(options, word) for word in ("海港", "车站", "市内", "港")]
    assert [harbour, station, None, None] == found


@pytest.mark.parametrize(
    ("text", "usually", "language", "expected"),
    [
        ("12月9日", "future", "zh", date(2026, 12, 9)),
        ("9 December", "future", "en", date(2026, 12, 9)),
        ("Wed 9 Dec", "future", "en", date(2026, 12, 9)),
        ("12/9(水)", "future", "ja", date(2026, 12, 9)),
        ("12/9", "future", "zh", date(2026, 12, 9)),
        ("25/12", "future", "en", date(2026, 12, 25)),
        ("3月15日", "future", "ja", date(2027, 3, 15)),
        ("3月15日", "past", "ja", date(2026, 3, 15)),
        ("01/12/2026", "future", "en", date(2026, 12, 1)),
        ("11/10/2026", "future", "en", None),
        ("11月22日", "past", "ja", TODAY),
        ("12/9", "future", "en", None),
        ("11/12/2026", "past", "en", date(2026, 11, 12)),
        ("03/04/2026", "past", "en", None),
        ("12月9日", None, "ja", None),
    ],
)
def test_a_day_is_taken_where_only_one_reading_is_sensible(
    text: str, usually: Side | None, language: str, expected: date | None
) -> None:
    fact = replace(library().facts["leaves_on"], usually=usually)
    reply = Reader(fact, language, "JPY", TODAY).read(text)
    assert reply == expected if expected else isinstance(reply, Misread)


def test_who_is_asked_back_is_told_every_sensible_reading() -> None:
    fact = replace(library().facts["leaves_on"], usually="future")
    reply = Reader(fact, "en", "JPY", TODAY).read("12/9")
    assert isinstance(reply, Misread)
    assert "12 September 2027 or 9 December 2026" in reply.message
