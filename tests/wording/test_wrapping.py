"""Breaking text into lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.wording.wrapping import columns, line_spans, wrapped

SCRIPTS = "abc de,. 、。（）「」漢字かなカナーっ12円 é"
NEVER_FIRST = "、。）」ーっ,."
NEVER_LAST = "（「"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("abc", 3), ("解約", 4), ("カナ（a）", 9), ("e\u0301", 1), ("\u200b", 0), ("“x”", 3)],
)
def test_columns_counts_what_a_terminal_shows(text: str, expected: int) -> None:
    assert expected == columns(text)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("turn roaming off first", 12, ["turn roaming", "off first"]),
        ("请先关闭国际漫游，再解约。", 16, ["请先关闭国际漫", "游，再解约。"]),
        ("请看（说明）。", 6, ["请看", "（说", "明）。"]),
        ("最高50,000日元", 10, ["最高", "50,000日元"]),
        ("国際ローミングを停止する", 14, ["国際", "ローミングを", "停止する"]),
        ("事前にご確認ください", 14, ["事前に", "ご確認ください"]),
        ("receipt number (受付番号, uketsuke)", 24, ["receipt number", "(受付番号, uketsuke)"]),
        (
            "打开付款方式（お支払い方法）改成别的卡，以后还能用的卡。",
            20,
            ["打开付款方式（お支払", "い方法）改成别的卡，", "以后还能用的卡。"],
        ),
        ("passport · card", 12, ["passport ·", "card"]),
        ("passport is due *", 16, ["passport is", "due *"]),
        ("番号への発信で十分です。 *", 24, ["番号への発信で", "十分です。 *"]),
        ("引き落としが続くか", 14, ["引き落としが", "続くか"]),
        ("数週間で利用停止、数か月で", 22, ["数週間で利用停止、", "数か月で"]),
        ("終了から3か月後まで", 14, ["終了から", "3か月後まで"]),
        ("目安は2027年2月26日", 18, ["目安は", "2027年2月26日"]),
        ("毎日9:00〜20:00に", 14, ["毎日", "9:00〜20:00に"]),
        ("引き継がれないことがあります。", 28, ["引き継がれないことが", "あります。"]),
        ("見られなくなることがあります）。", 30, ["見られなくなることが", "あります）。"]),
        (
            "ログインできるようにしてください。",
            32,
            ["ログインできるようにして", "ください。"],
        ),
        ("次のどれか（1）解約（2）休止", 18, ["次のどれか", "（1）解約（2）休止"]),
        ("がんばる手順6", 12, ["がんばる", "手順6"]),
        ("終了まで約1か月", 12, ["終了まで", "約1か月"]),
        ("英語・ベトナム語など", 16, ["英語・", "ベトナム語など"]),
        ("必要ならカード払いに", 16, ["必要なら", "カード払いに"]),
        ("届く。その間も", 10, ["届く。", "その間も"]),
        ("护照等 · 手机", 8, ["护照等 ·", "手机"]),
        ("最晚 2026 年 11 月 22 日，还有 4 天", 14, ["最晚 2026 年", "11 月 22 日，", "还有 4 天"]),
        ("one\ntwo", 80, ["one", "two"]),
        ("", 80, [""]),
        ("解約", 1, ["解", "約"]),
    ],
)
def test_lines_break_where_the_language_allows(text: str, width: int, expected: list[str]) -> None:
    assert expected == wrapped(text, width)


def test_further_lines_hang_below_the_first() -> None:
    assert wrapped("one two three", 9, "1. ") == ["1. one", "   two", "   three"]


def test_an_item_of_a_list_hangs_below_its_own_beginning() -> None:
    assert ["> so:", "  - one", "    two", "  end"] == wrapped("so:\n- one two\nend", 8, "> ")


def test_a_web_address_is_never_cut() -> None:
    address = "https://example.com/a/long/way?to=go"
    assert ["see", address, "now"] == wrapped(f"see {address} now", 12)


def test_a_word_wider_than_the_page_is_cut() -> None:
    expected = ["see", "abcdefghij", "klm"]
    assert expected == wrapped("see abcdefghijklm", 10)


@given(st.text(SCRIPTS, max_size=60), st.integers(2, 30), st.integers(2, 30))
def test_no_line_is_too_wide_and_nothing_but_spaces_is_lost(
    text: str, first: int, rest: int
) -> None:
    spans = line_spans(text, first, rest)
    lines = [text[start:end] for start, end in spans]
    rooms = [first] + [rest] * len(lines)
    assert all(columns(line) <= room for line, room in zip(lines, rooms, strict=False))
    assert text.replace(" ", "") == "".join(lines).replace(" ", "")


@given(st.text(SCRIPTS, max_size=60), st.integers(4, 30))
def test_punctuation_stays_with_what_it_belongs_to(text: str, width: int) -> None:
    """A break before closing or after opening punctuation is only ever the cutting of a piece
    that fills the whole line."""
    spans = line_spans(text, width, width)
    for (begin, end), (start, _) in pairwise(spans):
        badly = text[start] in NEVER_FIRST or text[end - 1] in NEVER_LAST
        if end == start and badly:
            assert columns(text[begin : end + 1]) > width
