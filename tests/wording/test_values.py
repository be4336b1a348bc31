"""Values in words, in each language."""

from datetime import date

import pytest

from engine.values import UNKNOWN, Missing, Value
from engine.wording.values import (
    answers_in_words,
    date_in_words,
    list_in_words,
    money_in_words,
    numbers_in_words,
    page_date_in_words,
    value_in_words,
    zone_in_words,
)
from tests.wording.sample import RULEBOOK, say

SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("roaming", True, ("yes", "是", "はい")),
        ("roaming", False, ("no", "否", "いいえ")),
        ("roaming", UNKNOWN, ("I don't know", "不知道", "わからない")),
        ("roaming", Missing.UNANSWERED, ("not answered", "未回答", "未回答")),
        ("card", "sim", ("A SIM card", "实体SIM卡", "SIMカード")),
        ("attached", frozenset(), ("none of these", "都没有", "どれもない")),
        ("attached", frozenset({"mail"}), ("Carrier mail", "运营商邮箱", "キャリアメール")),
        (
            "attached",
            frozenset({"wifi", "pay", "mail"}),
            (
                "Carrier mail, Carrier billing and Wi-Fi",
                "运营商邮箱、话费支付和 Wi-Fi",
                "キャリアメール、キャリア決済、Wi-Fi",
            ),
        ),
        ("lines", 1234, ("1,234", "1,234", "1,234")),
        ("owed", 3300, ("¥3,300", "3,300 日元", "3,300円")),
        ("owed", 0, ("¥0", "0 日元", "0円")),
        ("owed", -500, ("-¥500", "-500 日元", "-500円")),
        ("leaves_on", SUNDAY, ("29 November 2026", "2026 年 11 月 29 日", "2026年11月29日")),
        ("carrier.cut_off", "21:10", ("21:10", "21:10", "21:10")),
        ("carrier.cut_off", "09:00", ("9:00", "9:00", "9:00")),
        ("carrier.portal", say("A", "乙", "丙"), ("A", "乙", "丙")),
    ],
)
def test_a_value_reads_as_a_person_would_write_it(
    fact: str, value: Value | Missing, expected: tuple[str, str, str]
) -> None:
    it = RULEBOOK.facts[fact]
    found = tuple(value_in_words(it, value, language, "JPY") for language in ("en", "zh", "ja"))
    assert expected == found


@pytest.mark.parametrize(
    ("language", "one", "other", "expected"),
    [
        ("en", "Device cover or options", "Mail", "Device cover or options; Mail"),
        ("zh", "运营商邮箱", "手机保险或附加服务", "运营商邮箱；手机保险或附加服务"),
        ("zh", "运营商邮箱", "话费支付", "运营商邮箱和话费支付"),
        ("ja", "端末補償または有料オプション", "メール", "端末補償または有料オプション／メール"),
    ],
)
def test_answers_that_name_one_thing_or_another_are_kept_apart(
    language: str, one: str, other: str, expected: str
) -> None:
    assert expected == answers_in_words((one, other), language)


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "3, 6 and 7"), ("zh", "3、6、7"), ("ja", "3、6、7")]
)
def test_the_numbers_of_steps_are_a_list(language: str, expected: str) -> None:
    assert expected == numbers_in_words(("3", "6", "7"), language)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "1–8, 10, 11 and 13"), ("zh", "1～8、10、11、13"), ("ja", "1〜8、10、11、13")],
)
def test_the_numbers_of_many_steps_in_a_row_are_a_range(language: str, expected: str) -> None:
    numbers = tuple(map(str, (*range(1, 9), 10, 11, 13)))
    assert expected == numbers_in_words(numbers, language)


def test_an_option_that_no_longer_exists_reads_as_its_id() -> None:
    gone = "gone"
    assert gone == value_in_words(RULEBOOK.facts["card"], gone, "en", "JPY")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Sunday 29 November 2026"),
        ("zh", "2026 年 11 月 29 日（星期日）"),
        ("ja", "2026年11月29日（日）"),
        ("tlh", "Sunday 29 November 2026"),
    ],
)
def test_a_due_date_names_the_day_of_the_week(language: str, expected: str) -> None:
    assert expected == date_in_words(SUNDAY, language, weekday=True)


def test_another_currency_reads_as_its_code_and_the_amount() -> None:
    expected = "-EUR 1,200"
    assert expected == money_in_words(-1200, "ja", "EUR")


@pytest.mark.parametrize(
    ("language", "last", "expected"),
    [
        ("en", "list.or", "a, b or c"),
        ("zh", "list.or", "a、b 或 c"),
        ("ja", "list.or", "a、bまたはc"),
        ("en", "list.and", "a, b and c"),
    ],
)
def test_a_list_is_joined_as_the_language_does(language: str, last: str, expected: str) -> None:
    assert expected == list_in_words(("a", "b", "c"), language, last)


@pytest.mark.parametrize(
    ("language", "chosen", "expected"),
    [
        ("en", ("Mail, chat", "Map"), "Mail, chat; Map"),
        ("zh", ("银行、证券", "LINE"), "银行、证券；LINE"),
        ("zh", ("登录不了，或忘了密码", "变更套餐"), "登录不了，或忘了密码；变更套餐"),
        ("ja", ("銀行、証券", "LINE"), "銀行、証券／LINE"),
        ("en", ("Mail, chat",), "Mail, chat"),
        ("zh", ("银行", "LINE"), "银行和 LINE"),
    ],
)
def test_answers_that_are_lists_themselves_are_kept_apart(
    language: str, chosen: tuple[str, ...], expected: str
) -> None:
    assert expected == answers_in_words(chosen, language)


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        ("Asia/Tokyo", "en", "Japan time"),
        ("Asia/Tokyo", "zh", "日本时间"),
        ("America/New_York", "en", "New York"),
        ("UTC", "ja", "UTC"),
    ],
)
def test_a_time_zone_has_an_everyday_name(zone: str, language: str, expected: str) -> None:
    assert expected == zone_in_words(zone, language)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-09-30", ("30 September 2025", "2025 年 9 月 30 日", "2025年9月30日")),
        ("2025-09", ("September 2025", "2025 年 9 月", "2025年9月")),
        ("about 2025", ("about 2025", "约 2025 年", "2025年ごろ")),
        ("old", ("not given, but old", "未注明，但较旧", "記載なし（古い）")),
    ],
)
def test_the_date_of_a_page_is_said_as_far_as_it_is_known(
    written: str, expected: tuple[str, str, str]
) -> None:
    assert expected == tuple(page_date_in_words(written, it) for it in ("en", "zh", "ja"))
