"""The catalogues of the pages, and their state."""

from __future__ import annotations

import re

import pytest

from engine.web.japanese_marking import mark_foreign
from engine.web.state import read_state
from engine.web.wording import chinese, english, japanese
from engine.web.words import best_language
from tests.web.site import opened

PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("catalogue", [chinese.WORDS, japanese.WORDS])
def test_every_language_says_the_same_things(catalogue: dict[str, str]) -> None:
    assert list(catalogue) == list(english.WORDS)
    for key, words in catalogue.items():
        assert set(PLACEHOLDER.findall(words)) == set(PLACEHOLDER.findall(english.WORDS[key])) - (
            {"count"} if key.endswith(".one") else set()
        ), key


def test_a_state_is_read_back_as_it_was_written() -> None:
    book = opened().rulebook
    fields = [("card", "esim"), ("roaming", "unknown"), (".on", "2026-11-25"), (".thorough", "1")]
    state = read_state(book, fields)
    assert state.pairs(book)[:4] == fields
    assert read_state(book, state.pairs(book)).answers == state.answers


def test_the_best_language_is_the_one_liked_most() -> None:
    assert best_language("de, ja;q=0.3, zh-Hant;q=0.8", ("en", "zh", "ja")) == "zh"
    assert best_language("de;q=x,,;;", ("en", "zh")) == "en"


def test_only_what_is_surely_japanese_is_marked_in_chinese() -> None:
    assert mark_foreign("<p>解约</p>", "zh") == "<p>解约</p>"
    marked = mark_foreign("<title>ドコモ</title><p>打开データローミング</p>", "zh")
    assert "<title>ドコモ</title>" in marked and 'lang="ja">' in marked
    said = "找「<b>x</b>」或「解約」，问「いつ、どこですか」（doko）"
    marked = mark_foreign(said, "zh")
    assert "找「<b>" in marked
    assert '或<span lang="ja">「解約」</span>，问' in marked
    assert '问<span lang="ja">「いつ、どこですか」</span>（' in marked
    assert "「解約」" in mark_foreign("找「解約」", "zh-Hant")
    assert mark_foreign('<a lang="ja">日本語</a>', "en") == '<a lang="ja">日本語</a>'
