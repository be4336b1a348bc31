"""What people are told about input that cannot be taken."""

import errno
import os
from pathlib import Path

import pytest

from engine.files import FileError
from engine.wording.phrases import SUPPORTED
from engine.wording.refusals import (
    Refusal,
    as_it_is,
    counted_saying,
    saying,
    told,
    why_it_failed,
)


def test_a_refusal_reads_in_english_and_in_any_language_asked_for() -> None:
    refusal = Refusal(saying("step.unknown", name="x"), saying("answer.did_you_mean", name="y"))
    assert "there is no step 'x'. Did you mean 'y'?" == str(refusal)
    assert "没有名为“x”的步骤。您是不是想写“y”？" == refusal.in_language("zh")
    assert "「x」という手順はありません。「y」のことですか。" == told(refusal, "ja")


def test_what_is_shown_stands_below_as_it_is() -> None:
    assert "x is empty.\n  x\n  ^" == str(Refusal(saying("case.empty", file="x"), shown="  x\n  ^"))


def test_a_saying_in_a_saying_is_said_in_the_same_language() -> None:
    values = saying("value.or_more", form=saying("value.number"), low=1)
    assert "可选：整数（不小于 1）。" == saying("answer.options", values=values).in_language("zh")


def test_an_endless_path_does_not_hide_what_is_wrong_with_it() -> None:
    endless = Path("/tmp", "x" * 2000, "my.yaml")
    for text in (
        str(Refusal(saying("case.empty", file=endless))),
        told(FileError("", str(endless), OSError(errno.EACCES, "")), "en"),
    ):
        assert len(text) < 400
        assert "/tmp/xx" in text and "xx/my.yaml" in text
    assert "/tmp/my.yaml is empty." == str(Refusal(saying("case.empty", file=Path("/tmp/my.yaml"))))


@pytest.mark.parametrize(("count", "words"), [(1, "it has 1 step."), (2, "it has 2 steps.")])
def test_one_thing_has_a_form_of_its_own(count: int, words: str) -> None:
    assert words in counted_saying("step.no_number", count, number="9").in_language("en")


def test_a_file_that_cannot_be_written_is_told_with_the_reason() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    error = FileError("x cannot be written: no space left on device.", "x", full)
    assert str(error) == told(error, "en")
    assert "无法写入 x：磁盘已满。" == told(error, "zh")
    assert "x に書き込めません（空き容量がありません）。" == told(error, "ja")


def test_a_folder_in_the_place_of_a_file_is_told_as_one() -> None:
    error = FileError("x is a folder. Name a file.", "x", IsADirectoryError())
    assert [str(error), "x 是文件夹，请指定文件。"] == [told(error, "en"), told(error, "zh")]


@pytest.mark.parametrize("language", SUPPORTED)
def test_a_reason_that_the_engine_has_no_words_for_is_the_systems(language: str) -> None:
    assert "no locks available" == why_it_failed(
        OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
    ).in_language(language)


def test_other_errors_say_what_they_say() -> None:
    assert "plain" == told(ValueError("plain"), "ja") == as_it_is("plain").in_language("zh")
