"""Conditions in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.conditions import All, Any, Comparison, Condition, Not, Relation
from engine.loading import load_rulebook_text
from engine.rulebook import Rulebook
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Answer
from engine.wording.conditions import condition_in_words
from engine.wording.phrases import SUPPORTED, phrase
from engine.wording.residual import OpenParts
from tests.strategies import conditions, rulebooks, situations
from tests.wording.sample import valuation

R = Relation
LEAVING = date(2026, 12, 1)
ROAMING = Comparison("roaming", R.EQUALS, True)
MINOR = Comparison("minor", R.EQUALS, True)
FOR_GOOD = Comparison("leaves_for_good", R.EQUALS, True)
HURRIED = Comparison("hurried", R.EQUALS, True)
ONLINE = Comparison("carrier.online", R.EQUALS, True)
MAIL = Comparison("attached", R.INCLUDES, "mail")
PAY = Comparison("attached", R.INCLUDES, "pay")


def _words(condition: Condition, language: str = "en", **answers: Answer) -> str | None:
    return condition_in_words(condition, language, OpenParts(valuation(**answers)))


@pytest.mark.parametrize(
    ("condition", "english", "chinese", "japanese"),
    [
        (ROAMING, "roaming is on", "国际漫游已开通", "国際ローミングが有効になっている"),
        (Not(ROAMING), "roaming is off", "国际漫游未开通", "国際ローミングが無効になっている"),
        (MINOR, "“Under 18” is “yes”", "“未满18岁”是“是”", "「18歳未満」が「はい」である"),
        (Not(MINOR), "“Under 18” is “no”", "“未满18岁”是“否”", "「18歳未満」が「いいえ」である"),
        (
            Comparison("card", R.ONE_OF, ("esim", "both")),
            "“Card” is “An eSIM” or “Both”",
            "“卡的类型”是“eSIM”或“两种都有”",
            "「カードの種類」が「eSIM」または「両方」のいずれかである",
        ),
        (
            Comparison("card", R.DIFFERS, "sim"),
            "“Card” is not “A SIM card”",
            "“卡的类型”不是“实体SIM卡”",
            "「カードの種類」が「SIMカード」ではない",
        ),
        (
            Comparison("carrier", R.NONE_OF, ("docomo", "au")),
            "“Carrier” is neither “docomo” nor “au”",
            "“运营商”不是“docomo”、“au”中的任何一个",
            "「携帯会社」が「docomo」、「au」のいずれでもない",
        ),
        (
            Comparison("owed", R.OVER, 0),
            "“Unpaid bill” is more than ¥0",
            "“欠费金额”超过 0 日元",
            "「未払い料金」が0円を超える",
        ),
        (
            Comparison("lines", R.OUTSIDE, (2, 3)),
            "“Lines” is less than 2 or more than 3",
            "“线路数”不到 2 或超过 3",
            "「回線数」が2未満であるか3を超える",
        ),
        (
            Comparison("leaves_on", R.AT_MOST, LEAVING),
            "“Leaving Japan on” is on or before 1 December 2026",
            "“离开日本的日期”不晚于 2026 年 12 月 1 日",
            "「出国日」が2026年12月1日以前である",
        ),
        (
            Comparison("leaves_on", R.BETWEEN, (LEAVING, date(2026, 12, 31))),
            "“Leaving Japan on” is from 1 December 2026 to 31 December 2026",
            "“离开日本的日期”在 2026 年 12 月 1 日到 2026 年 12 月 31 日之间",
            "「出国日」が2026年12月1日から2026年12月31日までである",
        ),
        (
            MAIL,
            "“Attached services” includes “Carrier mail”",
            "“附加服务”包括“运营商邮箱”",
            "「付帯サービス」に「キャリアメール」が含まれる",
        ),
        (
            Comparison("attached", R.EQUALS, frozenset()),
            "nothing under “Attached services” applies",
            "“附加服务”一项都没有",
            "「付帯サービス」に当てはまるものがない",
        ),
        (
            Comparison("leaves_on", R.UNKNOWN),
            "you do not know “Leaving Japan on”",
            "您不清楚“离开日本的日期”",
            "「出国日」がわからない",
        ),
        (
            Comparison("roaming", R.UNKNOWN),
            "you do not know whether roaming is on",
            "您不清楚“国际漫游已开通”是否属实",
            "国際ローミングが有効になっているかどうかわからない",
        ),
        (
            Comparison("carrier.fee", R.UNKNOWN),
            "“Fee” is not known",
            "“解约金”尚未查明",
            "「解約金」が不明である",
        ),
        (
            Comparison("carrier.fee", R.KNOWN),
            "“Fee” is known",
            "“解约金”已查明",
            "「解約金」がわかっている",
        ),
        (
            Any((ROAMING, Comparison("roaming", R.UNKNOWN))),
            "roaming is on (or you do not know)",
            "国际漫游已开通（或不清楚）",
            "国際ローミングが有効になっている（またはわからない）",
        ),
        (
            Any((Comparison("roaming", R.UNKNOWN), ROAMING)),
            "roaming is on (or you do not know)",
            "国际漫游已开通（或不清楚）",
            "国際ローミングが有効になっている（またはわからない）",
        ),
        (
            Any((MAIL, PAY)),
            "“Attached services” includes “Carrier mail” or “Carrier billing”",
            "“附加服务”包括“运营商邮箱”或“话费支付”",
            "「付帯サービス」に「キャリアメール」または「キャリア決済」が含まれる",
        ),
        (
            Not(Any((MAIL, PAY))),
            "“Attached services” includes neither “Carrier mail” nor “Carrier billing”",
            "“附加服务”不包括“运营商邮箱”、“话费支付”中的任何一项",
            "「付帯サービス」に「キャリアメール」、「キャリア決済」のいずれも含まれない",
        ),
        (
            All((ROAMING, Any((FOR_GOOD, MINOR)))),
            "roaming is on and (you leave Japan for good or “Under 18” is “yes”)",
            "国际漫游已开通，并且（永久离开日本，或者“未满18岁”是“是”）",
            "次のすべてに当てはまる\u3000（1）国際ローミングが有効になっている"
            "\u3000（2）次のいずれか（日本を完全に離れる、または「18歳未満」が「はい」である）",
        ),
        (
            Any((ROAMING, All((FOR_GOOD, ONLINE, MINOR)))),
            "roaming is on or (you leave Japan for good, it can be ended online and"
            " “Under 18” is “yes”)",
            "国际漫游已开通，或者（永久离开日本，可以在网上解约，并且“未满18岁”是“是”）",
            "次のいずれかに当てはまる\u3000（1）国際ローミングが有効になっている"
            "\u3000（2）次のすべて（日本を完全に離れる、かつオンラインで解約できる、"
            "かつ「18歳未満」が「はい」である）",
        ),
    ],
)
def test_an_open_condition_is_a_clause_in_each_language(
    condition: Condition, english: str, chinese: str, japanese: str
) -> None:
    found = tuple(_words(condition, language) for language in SUPPORTED)
    assert (english, chinese, japanese) == found


@pytest.mark.parametrize(
    ("condition", "english", "chinese", "japanese"),
    [
        (
            Comparison("leaving", R.EQUALS, "for_good"),
            "you leave for good",
            "您不再回来",
            "もう戻らない",
        ),
        (
            Comparison("leaving", R.DIFFERS, "stays"),
            "you do not stay",
            "您不留下",
            "日本に残らない",
        ),
        (
            All((ROAMING, Comparison("leaving", R.ONE_OF, ("for_good", "stays")))),
            "roaming is on and (you stay or you leave for good)",
            "国际漫游已开通，并且（您留下，或者您不再回来）",
            "次のすべてに当てはまる\u3000（1）国際ローミングが有効になっている"
            "\u3000（2）次のいずれか（日本に残る、またはもう戻らない）",
        ),
        (
            Any((ROAMING, Comparison("leaving", R.NONE_OF, ("for_good", "stays")))),
            "roaming is on or (you come back, sooner or later)",
            "国际漫游已开通，或者您会回来",
            "国際ローミングが有効になっている、またはいずれ戻る",
        ),
        (
            Comparison("shop", R.EQUALS, "north"),
            "you went to the north shop",
            "您去的是北店",
            "北店に行った",
        ),
        (
            Comparison("shop", R.NONE_OF, ("north", "south")),
            "you went nowhere",
            "您哪家都没去",
            "どこにも行っていない",
        ),
        (
            Comparison("shop", R.EQUALS, "none_at_all"),
            "you went nowhere",
            "您哪家都没去",
            "どこにも行っていない",
        ),
        (
            Comparison("shop", R.UNKNOWN),
            "you do not know “Shop”",
            "您不清楚“门店”",
            "「店舗」がわからない",
        ),
    ],
)
def test_options_with_words_of_their_own_are_said_in_them(
    condition: Condition, english: str, chinese: str, japanese: str
) -> None:
    found = tuple(_words(condition, language) for language in SUPPORTED)
    assert (english, chinese, japanese) == found


SHOPS = """
rulebook: {id: x, version: "1", title: x, languages: [en, zh, ja]}
facts:
  closed:
    kind: yes_no
    label: Closed
    statement: {en: it is closed, zh: 已关门, ja: 閉店している}
    denial: {en: it is open, zh: 还开着, ja: 開店している}
  shop:
    kind: choice
    label: Shop
    statement: {en: "you went to {shop}", zh: "您去的是{shop}", ja: "{shop}に行った"}
    denial: {en: "you did not go to {shop}", zh: "您去的不是{shop}", ja: "{shop}には行っていない"}
    options: {a: A, b: B, c: C, d: D}
"""
NEITHER = Comparison("shop", R.NONE_OF, ("a", "b"))
CLOSED = Comparison("closed", R.EQUALS, True)


@pytest.mark.parametrize(
    ("condition", "english", "chinese", "japanese"),
    [
        (
            NEITHER,
            "you did not go to A or B",
            "您去的不是 A 或 B",
            "Aには行っていない、かつBには行っていない",
        ),
        (
            Any((NEITHER, CLOSED)),
            "(you did not go to A or B) or it is closed",
            "您去的不是 A 或 B，或者已关门",
            "「Aには行っていない、かつBには行っていない」に当てはまる、または閉店している",
        ),
        (
            All((NEITHER, CLOSED)),
            "(you did not go to A or B) and it is closed",
            "您去的不是 A 或 B，并且已关门",
            "「Aには行っていない、かつBには行っていない」に当てはまる、かつ閉店している",
        ),
    ],
)
def test_not_one_or_the_other_is_said_so_that_it_can_only_mean_neither(
    condition: Condition, english: str, chinese: str, japanese: str
) -> None:
    book = load_rulebook_text({"rulebook.yaml": SHOPS})
    parts = OpenParts(Valuation(book, Situation({}, LEAVING)))
    found = tuple(condition_in_words(condition, language, parts) for language in SUPPORTED)
    assert (english, chinese, japanese) == found


def test_what_is_compared_is_not_also_said_to_be_known() -> None:
    known, at_most = Comparison("owed", R.KNOWN), Comparison("owed", R.AT_MOST, 5)
    assert _words(All((known, at_most))) == "“Unpaid bill” is at most ¥5"
    assert _words(Any((ROAMING, All((known, at_most))))) == (
        "roaming is on or “Unpaid bill” is at most ¥5"
    )
    through_table = All((Comparison("carrier", R.KNOWN), ONLINE))
    assert _words(through_table) == "it can be ended online"
    assert _words(All((known, ROAMING))) == "you know “Unpaid bill” and roaming is on"


@pytest.mark.parametrize(
    ("condition", "english", "chinese", "japanese"),
    [
        (
            Comparison("days_left", R.UNDER, 0),
            "“Leaving Japan on” has passed",
            "“离开日本的日期”已经过了",
            "「出国日」を過ぎている",
        ),
        (
            Comparison("days_left", R.OVER, -1),
            "“Leaving Japan on” has not passed",
            "“离开日本的日期”还没过",
            "「出国日」を過ぎていない",
        ),
        (
            Comparison("days_over", R.AT_LEAST, 0),
            "“Last day” is on or after “Leaving Japan on”",
            "“最后一天”不早于“离开日本的日期”",
            "「最終日」が「出国日」以降である",
        ),
        (
            Comparison("days_over", R.AT_MOST, -1),
            "“Last day” is before “Leaving Japan on”",
            "“最后一天”早于“离开日本的日期”",
            "「最終日」が「出国日」より前である",
        ),
    ],
)
def test_no_days_or_more_between_two_days_is_said_of_the_days(
    condition: Condition, english: str, chinese: str, japanese: str
) -> None:
    found = tuple(_words(condition, language) for language in SUPPORTED)
    assert (english, chinese, japanese) == found


@pytest.mark.parametrize(
    ("condition", "chinese"),
    [
        (
            All((ROAMING, MINOR, ONLINE, FOR_GOOD)),
            "国际漫游已开通，“未满18岁”是“是”，可以在网上解约，并且永久离开日本",
        ),
        (
            All((ROAMING, MINOR, ONLINE, Any((FOR_GOOD, MAIL)))),
            "同时符合（1）国际漫游已开通；（2）“未满18岁”是“是”；（3）可以在网上解约；"
            "（4）永久离开日本，或者“附加服务”包括“运营商邮箱”",
        ),
        (
            All((ROAMING, Any((FOR_GOOD, All((MINOR, MAIL)))))),
            "同时符合（1）国际漫游已开通；"
            "（2）永久离开日本，或者（“未满18岁”是“是”，并且“附加服务”包括“运营商邮箱”）",
        ),
        (
            Any((ROAMING, All((MINOR, Any((FOR_GOOD, MAIL)))))),
            "至少符合一项（1）国际漫游已开通；"
            "（2）“未满18岁”是“是”，并且（永久离开日本，或者“附加服务”包括“运营商邮箱”）",
        ),
        (
            All((MINOR, ONLINE, MAIL, Any((ROAMING, Comparison("roaming", R.UNKNOWN))))),
            "“未满18岁”是“是”，可以在网上解约，“附加服务”包括“运营商邮箱”，"
            "并且国际漫游已开通（或不清楚）",
        ),
    ],
)
def test_groups_within_groups_are_numbered_in_chinese(condition: Condition, chinese: str) -> None:
    assert chinese == _words(condition, "zh")


def test_days_and_months_have_their_unit() -> None:
    one_day = Comparison("days_left", R.UNDER, 1)
    assert _words(one_day) == "“Days left” is less than 1 day"
    week = Comparison("days_left", R.BETWEEN, (0, 7))
    assert [_words(week, language) for language in SUPPORTED] == [
        "“Days left” is from 0 to 7 days",
        "“剩余天数”在 0 到 7 天之间",
        "「残り日数」が0日から7日までである",
    ]


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (All((ROAMING, MINOR)), {"roaming": True}, "“Under 18” is “yes”"),
        (Any((ROAMING, MINOR)), {"roaming": False}, "“Under 18” is “yes”"),
        (All((ROAMING, MINOR)), {"roaming": False}, None),
        (Any((ROAMING, MINOR)), {"roaming": True}, None),
        (ROAMING, {"roaming": UNKNOWN}, "roaming is on"),
        (Comparison("roaming", R.UNKNOWN), {"roaming": UNKNOWN}, None),
        (ONLINE, {"carrier": "ahamo"}, None),
    ],
)
def test_what_the_answers_have_settled_is_not_said(
    condition: Condition, answers: dict[str, Answer], expected: str | None
) -> None:
    now = valuation(**answers)
    assert expected == condition_in_words(condition, "en", OpenParts(now))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Any((ROAMING, ROAMING)), "roaming is on"),
        (Any((ROAMING, All((ROAMING, MINOR)))), "roaming is on"),
        (Any((ROAMING, All((Not(ROAMING), MINOR)))), "roaming is on or “Under 18” is “yes”"),
        (All((ROAMING, Any((Not(ROAMING), MINOR)))), "roaming is on and “Under 18” is “yes”"),
        (Any((ROAMING, Not(ROAMING))), None),
        (
            Any((All((ROAMING, MINOR)), All((ROAMING, FOR_GOOD)))),
            "roaming is on and (“Under 18” is “yes” or you leave Japan for good)",
        ),
        (
            Any((Comparison("carrier", R.EQUALS, "au"), Comparison("carrier", R.EQUALS, "povo"))),
            "“Carrier” is “au” or “povo”",
        ),
        (
            Any(
                (
                    All((ROAMING, Comparison("card", R.EQUALS, "sim"))),
                    All((ROAMING, Comparison("card", R.EQUALS, "esim"))),
                    All((ROAMING, Comparison("card", R.EQUALS, "both"))),
                )
            ),
            "roaming is on",
        ),
    ],
)
def test_nothing_is_said_twice_or_in_vain(condition: Condition, expected: str | None) -> None:
    assert expected == _words(condition)


def test_a_long_list_of_options_is_said_by_the_few_it_leaves_out() -> None:
    most = Comparison("carrier", R.ONE_OF, ("docomo", "au", "softbank", "rakuten", "povo"))
    expected = "“Carrier” is neither “LINEMO” nor “ahamo”"
    assert expected == _words(most)


def test_a_conclusion_without_words_of_its_own_is_said_by_what_it_rests_on() -> None:
    expected = (
        "“Days left” is less than 14 days or “Under 18” is “yes”",
        "“Days left” is at least 14 days and “Under 18” is “no”",
    )
    assert expected == (_words(HURRIED), _words(Not(HURRIED)))


def test_an_empty_cell_is_said_about_its_row() -> None:
    expected = "“Fee” for ahamo is more than ¥0"
    assert expected == _words(Comparison("carrier.fee", R.OVER, 0), carrier="ahamo")


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (All((ROAMING, MINOR)), {}, ("roaming", "minor")),
        (All((ROAMING, MINOR)), {"roaming": True}, ("minor",)),
        (All((ROAMING, MINOR)), {"minor": UNKNOWN}, ("roaming", "minor")),
        (HURRIED, {}, ("leaves_on", "minor")),
        (ONLINE, {}, ("carrier",)),
        (Comparison("carrier.fee", R.OVER, 0), {"carrier": "ahamo"}, ()),
        (Comparison("last_day", R.OVER, LEAVING), {}, ("carrier", "leaves_on", "minor")),
        (Comparison("last_day", R.OVER, LEAVING), {"carrier": "ahamo"}, ("leaves_on",)),
    ],
)
def test_open_facts_are_those_a_person_could_still_state(
    condition: Condition, answers: dict[str, Answer], expected: tuple[str, ...]
) -> None:
    assert expected == OpenParts(valuation(**answers)).facts_in(condition)


@st.composite
def _open_conditions(draw: st.DrawFn) -> tuple[Rulebook, Situation, Condition]:
    rulebook = draw(rulebooks(small=True))
    situation = draw(situations(rulebook))
    return rulebook, situation, draw(conditions(tuple(rulebook.facts.values())))


@given(_open_conditions(), st.sampled_from(SUPPORTED))
def test_every_condition_can_be_said_in_every_language(
    case: tuple[Rulebook, Situation, Condition], language: str
) -> None:
    """Words appear exactly where something is open, and name a fact that is open."""
    rulebook, situation, condition = case
    now = Valuation(rulebook, situation)
    words = condition_in_words(condition, language, OpenParts(now))
    assert words is None or words.strip() == words != ""
    assert words is not None or OpenParts(now).facts_in(condition) == ()


def test_words_in_a_language_without_a_catalogue_are_english() -> None:
    assert phrase("en", "condition.unknown", subject="“Lines”") == _words(
        Comparison("lines", R.UNKNOWN), "tlh"
    )
