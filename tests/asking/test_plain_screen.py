"""The questionnaire in plain lines."""

from io import StringIO
from pathlib import Path

import pytest

from engine.asking.plain_screen import PlainScreen
from engine.asking.question_view import QuestionView, question_view
from engine.asking.replies import Command
from engine.asking.screen import EndOfInput
from engine.asking.session import Session
from engine.values import Answer
from engine.wording.wrapping import columns
from tests.library import TODAY, library


def view(answers: dict[str, Answer], language: str, again: str | None = None) -> QuestionView:
    session = Session(library(), TODAY, answers, again=again)
    question = session.question()
    assert question is not None
    return question_view(session, question, language)


def screen(typed: str, language: str = "en", width: int = 60) -> tuple[PlainScreen, StringIO]:
    shown = StringIO()
    return PlainScreen(StringIO(typed), shown, language, width, interactive=True), shown


def test_a_question_is_shown_with_numbered_answers_and_the_commands() -> None:
    plain, shown = screen("2\n")
    assert "north" == plain.ask(view({}, "en"))
    expected = """
Your card · Question 1 of at most 5
Which branch gave you your card?
  1  Main library
  2  North branch
  3  South branch
  4  I don't know
Type an answer, or: u I don't know · ? why · b back · c
change · s plan · q quit
> """
    assert expected == shown.getvalue()


def test_the_commands_are_told_once_and_after_an_empty_line() -> None:
    plain, shown = screen("1\n\n1\n")
    plain.ask(view({}, "en"))
    plain.ask(view({"branch": "main", "leaves_on": TODAY}, "en"))
    assert 2 == shown.getvalue().count("Type an answer")


def test_help_and_the_answer_given_before_are_shown() -> None:
    plain, shown = screen("no\n")
    answers: dict[str, Answer] = {"branch": "main", "has_books": True}
    assert plain.ask(view(answers, "en", again="has_books")) is False
    assert "\n  Also count what is overdue.\n" in shown.getvalue()
    assert "\nYour answer so far: yes. Enter alone keeps it.\n" in shown.getvalue()


def test_several_answers_are_asked_for_with_their_notes() -> None:
    answers: dict[str, Answer] = {"branch": "main", "leaves_on": TODAY, "has_books": True}
    plain, shown = screen("1,3\n")
    assert frozenset({"book", "film"}) == plain.ask(view(answers, "en"))
    assert "  3  Films\n     On disc.\n  4  None of these\n" in shown.getvalue()
    assert "(Choose all that apply)" in shown.getvalue()


def test_what_is_not_understood_is_asked_again() -> None:
    plain, shown = screen("east\n?\n")
    assert Command.WHY is plain.ask(view({}, "en"))
    assert "Please choose one of the answers listed" in shown.getvalue()


def test_the_end_of_the_input_is_noticed_everywhere() -> None:
    plain, _ = screen("")
    with pytest.raises(EndOfInput):
        plain.ask(view({}, "en"))
    with pytest.raises(EndOfInput):
        plain.pick("Which?", ["a"])
    with pytest.raises(EndOfInput):
        plain.type_text("Name", "x")


def test_a_missing_standard_input_is_an_end_of_input() -> None:
    with pytest.raises(EndOfInput):
        PlainScreen(None, StringIO(), "en", 60, interactive=False).ask(view({}, "en"))


def test_a_list_is_picked_from_by_number_and_enter_is_the_first() -> None:
    plain, _ = screen("9\nx\n2\n\n")
    assert [1, 0] == [plain.pick("Which?", ["a", "b"]), plain.pick("Which?", ["a", "b"])]


def test_an_empty_line_is_the_proposal() -> None:
    plain, _ = screen("\nmine.md\n")
    assert ["plan.md", "mine.md"] == [plain.type_text("File", "plan.md") for _ in range(2)]


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
@pytest.mark.parametrize("width", [40, 60])
def test_lines_fit_narrow_terminals_in_every_language(language: str, width: int) -> None:
    plain, shown = screen("?\n", language, width)
    plain.ask(view({"branch": "main"}, language))
    assert max(columns(line) for line in shown.getvalue().splitlines()) <= width


def test_an_input_that_cannot_be_read_is_at_its_end(tmp_path: Path) -> None:
    with (tmp_path / "x").open("w") as unreadable, pytest.raises(EndOfInput):
        PlainScreen(unreadable, StringIO(), "en", 60, interactive=False).ask(view({}, "en"))
