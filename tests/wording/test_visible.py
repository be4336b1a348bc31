"""Removing what cannot be seen."""

import pytest

from engine.wording.visible import on_one_line, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("bell\x07", "bell"),
        ("a\u202egnp", "agnp"),
        ("one\r\ntwo\tthree", "one\ntwo three"),
        ("解約 été", "解約 été"),
        ("\x9b2J", "2J"),
    ],
)
def test_control_characters_go_and_text_stays(text: str, expected: str) -> None:
    assert expected == visible(text)


def test_one_line_is_one_line() -> None:
    assert "a b c" == on_one_line(" a\n\x0bb \u2028\tc\r\n")
