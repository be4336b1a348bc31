"""Proposals of answers, in words."""

import re
from datetime import date

import pytest
from msgspec.structs import replace

from engine.situation import Situation
from engine.values import UNKNOWN, Answer, Wording
from engine.wording.phrases import SUPPORTED
from engine.wording.proposals import (
    MOST_SHOWN,
    merged_proposals,
    proposals_in_words,
)
from engine.worlds.changes import Allowed, Choosing, OneOf, Within
from tests.wording.sample import RULEBOOK

NEW_YEAR = date(2020, 1, 1)
NOBODY = Situation({}, NEW_YEAR)
A, B, C = (frozenset({it}) for it in ("mail", "pay", "wifi"))


def lines(fact: str, allowed: Allowed, **answers: Answer) -> list[str]:
    """The one line in each language."""
    said = [
        proposals_in_words([[(fact, allowed)]], language, RULEBOOK, Situation(answers, NEW_YEAR))
        for language in SUPPORTED
    ]
    return [words.ways[0][0] for words in said]


@pytest.mark.parametrize(
    ("fact", "allowed", "answers", "expected"),
    [
        (
            "card", OneOf(("esim", "both")), {"card": "sim"},
            [
                "Card: “An eSIM” or “Both” (instead of “A SIM card”)",
                "卡的类型：“eSIM”或“两种都有”（现在是：“实体SIM卡”）",
                "カードの種類：「eSIM」または「両方」（現在の回答：「SIMカード」）",
            ],
        ),
        (
            "roaming", OneOf((True,)), {"roaming": UNKNOWN},
            [
                "Roaming: “yes” (instead of “I don't know”)",
                "国际漫游：“是”（现在是：“不知道”）",
                "国際ローミング：「はい」（現在の回答：「わからない」）",
            ],
        ),
        (
            "leaves_on", Within(None, NEW_YEAR), {},
            [
                "Leaving Japan on: 1 January 2020 or earlier",
                "离开日本的日期：2020 年 1 月 1 日或之前",
                "出国日：2020年1月1日以前",
            ],
        ),
        ("lines", Within(None, 3), {}, ["Lines: 3 or less", "线路数：3 或以下", "回線数：3以下"]),
        ("lines", Within(3, 3), {}, ["Lines: 3", "线路数：3", "回線数：3"]),
        (
            "owed", Within(1, 500), {},
            ["Unpaid bill: ¥1 to ¥500", "欠费金额：1 日元到 500 日元", "未払い料金：1円〜500円"],
        ),
        (
            "attached", Choosing(frozenset({"mail", "pay"})), {"attached": frozenset({"mail"})},
            [
                "Attached services: also choose “Carrier billing”",
                "附加服务：再加选“话费支付”",
                "付帯サービス：「キャリア決済」も選ぶ",
            ],
        ),
        (
            "attached", Choosing(frozenset({"pay"}), frozenset({"mail", "wifi"})),
            {"attached": frozenset({"mail"})},
            [
                "Attached services: also choose “Carrier billing” and do not choose"
                " “Carrier mail”",
                "附加服务：再加选“话费支付”，并且不要选“运营商邮箱”",
                "付帯サービス：「キャリア決済」も選ぶ、かつ「キャリアメール」を選ばない",
            ],
        ),
        (
            "attached", Choosing(frozenset({"wifi"})), {},
            [
                "Attached services: choose “Wi-Fi”",
                "附加服务：选“Wi-Fi”",
                "付帯サービス：「Wi-Fi」を選ぶ",
            ],
        ),
    ],
)  # fmt: skip
def test_a_proposal_has_a_line_for_each_question(
    fact: str, allowed: Allowed, answers: dict[str, Answer], expected: list[str]
) -> None:
    assert expected == lines(fact, allowed, **answers)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Choosing(A, B), Choosing(A | B), Choosing(A)),
        (Choosing(A | B, C), Choosing(A, B | C), Choosing(A, C)),
        (Choosing(A), Choosing(A | B, C), Choosing(A)),
        (Choosing(A, C), Choosing(A | B), None),
        (Choosing(A), Choosing(B), None),
    ],
)
def test_who_has_to_choose_less_is_not_told_to_choose_more(
    one: Choosing, other: Choosing, both: Choosing | None
) -> None:
    found = merged_proposals([[("attached", one)], [("attached", other)]])
    assert [way[0][1] for way in found] == ([both] if both else [one, other])


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (
            12,
            [
                "any one listed, except “O12” and “O13”",
                "除“O12”和“O13”以外的任何一项",
                "「O12」、「O13」以外のいずれか",
            ],
        ),
        (
            7,
            [
                "“O0”, “O1”, “O2”, “O3”, “O4” or one of 2 others",
                "“O0”、“O1”、“O2”、“O3”、“O4”，或其他 2 项之一",
                "「O0」、「O1」、「O2」、「O3」、「O4」、またはほか2件のいずれか",
            ],
        ),
    ],
)
def test_a_long_list_of_answers_is_told_by_what_it_leaves_out_or_counted(
    named: int, expected: list[str]
) -> None:
    card = RULEBOOK.facts["card"]
    options = tuple(
        replace(card.options[0], id=f"o{n}", label=Wording({"": f"O{n}"})) for n in range(14)
    )
    book = replace(RULEBOOK, facts={**RULEBOOK.facts, "card": replace(card, options=options)})
    way = [("card", OneOf(tuple(f"o{n}" for n in range(named))))]
    said = [proposals_in_words([way], it, book, NOBODY).ways[0][0] for it in SUPPORTED]
    assert expected == [re.split("[:：] ?", line, maxsplit=1)[1] for line in said]


def test_what_nobody_answered_is_not_put_as_an_answer() -> None:
    """A rulebook took the answer for granted."""
    situation = Situation({"card": "sim"}, NEW_YEAR, frozenset({"card"}))
    way = [("card", OneOf(("esim",)))]
    said = [proposals_in_words([way], it, RULEBOOK, situation).ways[0][0] for it in SUPPORTED]
    assert said == [
        "Card: “An eSIM” (taken for granted so far: “A SIM card”)",
        "卡的类型：“eSIM”（目前默认：“实体SIM卡”）",
        "カードの種類：「eSIM」（仮定：「SIMカード」）",
    ]


def test_ways_that_differ_in_one_answer_are_one_way() -> None:
    yes = ("roaming", OneOf((True,)))
    found = merged_proposals(
        [
            [yes, ("card", OneOf(("esim",)))],
            [("lines", Within(None, 3))],
            [yes, ("card", OneOf(("both",)))],
            [("lines", Within(4, 9))],
            [("lines", Within(20, None))],
        ]
    )
    assert found == (
        (yes, ("card", OneOf(("esim", "both")))),
        (("lines", Within(None, 9)),),
        (("lines", Within(20, None)),),
    )


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Within(1, 5), Within(3, None), Within(1, None)),
        (Within(None, 2), Within(None, 7), Within(None, 7)),
        (Within(5, None), Within(None, 4), Within(None, None)),
        (Within(5, None), Within(9, 12), Within(5, None)),
        (Within(1, 9), Within(2, 3), Within(1, 9)),
        (
            Within(None, date(2020, 1, 1)),
            Within(date(2020, 1, 2), date(2020, 2, 1)),
            Within(None, date(2020, 2, 1)),
        ),
    ],
)
def test_ranges_that_meet_are_one_range(one: Within, other: Within, both: Within) -> None:
    for pair in ((one, other), (other, one)):
        assert merged_proposals([[("lines", it)] for it in pair]) == ((("lines", both),),)


def test_what_is_too_much_to_tell_is_counted() -> None:
    ways = [[("lines", Within(n, n))] for n in range(0, 20, 2)]
    words = proposals_in_words(ways, "en", RULEBOOK, NOBODY)
    assert (MOST_SHOWN, "and 5 more ways") == (len(words.ways), words.more)
    assert proposals_in_words(ways[:2], "en", RULEBOOK, NOBODY).more is None
