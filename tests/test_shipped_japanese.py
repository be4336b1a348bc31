"""The Japanese of the shipped rulebook and of the program: one word for one thing, whole
sentences, and its own punctuation."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from engine.loading import shipped_rulebook_folder
from engine.web.wording.japanese import WORDS
from engine.wording.help_japanese import HELP
from engine.wording.japanese import PHRASES

ONE_WORD = {
    r"手順書|この手順を作り直|手順を作り直|手順が変わりま": "やることリスト",
    r"記録ファイル": "回答ファイル",
    r"キャリアで買|キャリアが売": "携帯会社",
    r"(?<!その)他の(?=[ぁ-ん一-鿿])|他サイト": "ほかの",
    r"フォルダ(?!ー)|コンピュータ(?!ー)|ブラウザ(?!ー)": "フォルダー、コンピューター、ブラウザー",
    r"Web(?!ビリング)": "ウェブ",
    r"(?<!Home )(?<!Pocket )WiFi(?![A-Za-z])": "Wi-Fi",
    r"ご回答です|お選びです": "回答されています",
    r"警告": "注意点",
}
"""Words that were once said for a thing, and the word for it."""

PUNCTUATION = {
    "punctuation of another script": r"[ぁ-ヿ一-鿿][,;!?()](?! )|[,;!?()][ぁ-ヿ一-鿿]",
    "punctuation twice": r"。。|、、|：：|。：|（（|））",
    "a space at Japanese punctuation": (
        r"[、。：（）「」] [ぁ-ヿ一-鿿]|[ぁ-ヿ一-鿿] [、。：（）「」]"
    ),
}
_PLAIN = r"(?:である|だ|(?<![まで]し)た|ない|する|なる|れる|ある)。"
"""Ends of sentences that speak to nobody; these texts say です and ます."""


def _texts(node: Any, place: str) -> Iterator[tuple[str, str]]:
    """The Japanese texts, except the titles of pages, which others wrote."""
    if isinstance(node, dict):
        if isinstance(node.get("ja"), str):
            yield place, node["ja"].strip()
        for key, value in node.items():
            if key != "sources":
                yield from _texts(value, f"{place}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, place)


def _of_the_rulebook() -> Iterator[tuple[str, str]]:
    for file in sorted(shipped_rulebook_folder().rglob("*.yaml")):
        yield from _texts(yaml.load(file.read_text(encoding="utf-8"), LOADER), file.name)


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RULEBOOK = tuple(_of_the_rulebook())
SHIPPED = (*PHRASES.items(), *WORDS.items(), *HELP.items(), *RULEBOOK)


@pytest.mark.parametrize("once", ONE_WORD)
def test_one_thing_has_one_word(once: str) -> None:
    found = [f"{place}: {text}" for place, text in SHIPPED if re.search(once, text)]
    assert found == [], f"say {ONE_WORD[once]}"


@pytest.mark.parametrize("fault", PUNCTUATION)
def test_texts_are_set_as_japanese_is(fault: str) -> None:
    found = [f"{place}: {text}" for place, text in SHIPPED if re.search(PUNCTUATION[fault], text)]
    assert found == []


def test_what_to_say_stands_in_a_sentence_that_tells_to_say_it() -> None:
    """Not behind a full stop on its own; a question that is a text by itself is introduced by
    its step."""
    alone = re.compile(r"。「[^」]*(?:か|ください)」(?:$|[^とのをや「（])")
    found = [f"{place}: {text}" for place, text in RULEBOOK if alone.search(text)]
    assert found == []


def test_sentences_speak_to_somebody() -> None:
    """Except for what is quoted or bracketed, and the items of a list."""
    other = re.compile(r"「[^」]*」|（\d+）[^。]*。|^- .*$|（[^（）]*）", re.MULTILINE)
    found = [
        f"{place}: {text}" for place, text in SHIPPED if re.search(_PLAIN, other.sub("", text))
    ]
    assert found == []
