"""Where one text is put into another."""

import re

import pytest

from engine.wording.phrases import counted_phrase, phrase
from engine.wording.spacing import joined, substituted

_NAME = re.compile(r"<(\w+)>")
_VALUES = {"page": "My Page", "day": "3 月 1 日", "shop": "门店", "end": "末日"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在<page>办理", "在 My Page 办理"),
        ("在 <page> 办理", "在 My Page 办理"),
        ("在<shop>办理", "在门店办理"),
        ("到<day>为止", "到 3 月 1 日为止"),
        ("（<page>）、<page>。", "（My Page）、My Page。"),
        ("<shop><page><shop>", "门店 My Page 门店"),
        ("MNP予約<page>", "MNP予約 My Page"),
    ],
)
def test_chinese_is_set_apart_from_latin_only_where_a_value_meets_the_text(
    text: str, expected: str
) -> None:
    assert expected == substituted(_NAME, lambda found: _VALUES[found[1]], text, "zh")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_texts_of_other_languages_are_put_together_as_they_are(language: str) -> None:
    assert "在My Page办理" == joined(["在", "My Page", "办理"], language)
    assert "在3 月 1 日" == substituted(_NAME, lambda found: _VALUES[found[1]], "在<day>", language)


def test_nothing_put_in_leaves_no_space() -> None:
    assert "门店" == joined(["", "门", "", "店", ""], "zh")


def test_phrases_keep_the_space_around_what_is_counted() -> None:
    assert "共 12 步" == counted_phrase("zh", "plan.steps_count", 12)
    assert "见第 9 步" == phrase("zh", "plan.for_step", steps="9")
