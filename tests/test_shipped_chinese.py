"""The Chinese of the shipped rulebook and of the program: one word for one thing, and its own
punctuation."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from engine.loading import shipped_rulebook_folder
from engine.web.wording.chinese import WORDS
from engine.wording.chinese import PHRASES

ONE_WORD = {
    r"一[笔张]账单": "一期账单",
    r"别人的名字|谁的名字|同一个名字|换个名字": "在……名下、签约人、过户",
    r"扣钱": "扣款",
    r"每月出账单的线路": "月付线路",
    r"市区役所": "市（区）役所",
    r"家庭组": "家庭优惠",
    r"记录文件": "回答文件",
    r"警告": "提醒",
    r"仅在[^，。]*的情况下": "以下情况才适用",
    r"是否[^，。“”]{1,12}是否": "有没有、能不能",
}
"""Words that were once said for a thing, and the word for it."""

PUNCTUATION = {
    "punctuation of another script": r"[一-鿿][,;!?()]|[,;!?(][一-鿿]",
    "punctuation twice": r"。。|，，|、、|：：|（（|））",
    "a space at Chinese punctuation": r"[，。：；、！？（）] |[，。：；、！？] ",
    "no space between scripts": r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]",
}
_JAPANESE = re.compile(r"「[^」]*」|[^，。：；（）“” {}]*[ぁ-ヿ][^，。：；（）“” {}]*")
"""Japanese inside a text: quoted words, and names with kana in them."""
_NAMES = ("MNP転入", "MNP予約番号", "認証ID", "郵便局留", "SIM回収係", "日本通信SIM", "格安SIM")


def _texts(node: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if isinstance(node.get("zh"), str):
            yield place, node["zh"]
        for key, value in node.items():
            yield from _texts(value, f"{place}/{key}")
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value, place)


def _shipped() -> list[tuple[str, str]]:
    found = [*PHRASES.items(), *((f"web {key}", text) for key, text in WORDS.items())]
    for file in sorted(shipped_rulebook_folder().rglob("*.yaml")):
        found += _texts(yaml.safe_load(file.read_text(encoding="utf-8")), file.name)
    return found


SHIPPED = _shipped()


@pytest.mark.parametrize("once", ONE_WORD)
def test_one_thing_has_one_word(once: str) -> None:
    found = [f"{place}: {text}" for place, text in SHIPPED if re.search(once, text)]
    assert found == [], f"say {ONE_WORD[once]}"


@pytest.mark.parametrize("fault", PUNCTUATION)
def test_texts_are_set_as_chinese_is(fault: str) -> None:
    found = []
    for place, text in SHIPPED:
        chinese = _JAPANESE.sub("〓", text)
        for name in _NAMES:
            chinese = chinese.replace(name, "")
        if spot := re.search(PUNCTUATION[fault], chinese):
            found.append(f"{place}: …{chinese[max(0, spot.start() - 9) : spot.end() + 9]}…")
    assert found == []


def test_a_japanese_sentence_to_say_is_told_in_chinese_beside_it() -> None:
    """Before it ("…吗？「…」"), or in the brackets behind it."""
    sentence = re.compile(
        r"([^「]*)「[^」]*(?:か|ください|ません|ます|たいのですが)」(?:（([^）]*)）)?"
    )
    found = [
        f"{place}: {spoken[0][-60:]}"
        for place, text in SHIPPED
        for spoken in sentence.finditer(text)
        if not re.search("[一-鿿]", spoken[2] or "")
        and not re.search(r"[？吗]$|要问清：$|先问清：$", spoken[1])
    ]
    assert found == []
