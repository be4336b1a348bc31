"""The course of a questionnaire."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from engine.asking.session import Session
from engine.asking.talk import Ending, talk
from engine.values import UNKNOWN, Answer, Wording
from tests.asking.screens import ScriptedScreen
from tests.library import TODAY, library


def session(answers: Mapping[str, Answer] | None = None, *, thorough: bool = False) -> Session:
    return Session(library(), TODAY, answers or {}, thorough)


def keep(session: Session, fact_id: str) -> Mapping[str, Answer]:
    return session.answers


def run(*lines: str, start: Session | None = None) -> tuple[ScriptedScreen, Session, Ending]:
    screen = ScriptedScreen(*lines)
    after, ending = talk(start or session(), screen, "en", keep)
    return screen, after, ending


def test_questions_come_by_topic_and_only_while_they_matter() -> None:
    screen, after, ending = run("main", "2026-12-01", "no", "0")
    assert ["branch", "leaves_on", "has_books", "fine"] == screen.asked
    assert Ending.COMPLETE is ending
    assert ["branch", "leaves_on", "has_books", "fine"] == list(after.answers)


def test_the_heading_tells_topic_and_progress() -> None:
    screen, _, _ = run("main", "2026-12-01", "no", "0")
    expected = [
        "Your card · Question 1 of at most 5",
        "Your card · Question 2 of at most 5",
        "What you have · Question 3 of at most 5",
        "What you have · Last question",
    ]
    assert expected == screen.headings


def test_detail_questions_are_asked_only_of_the_thorough() -> None:
    screen, _, _ = run(*("u",) * 6, start=session(thorough=True))
    assert "visits" in screen.asked
    screen, _, _ = run(*("u",) * 5)
    assert "visits" not in screen.asked


def test_going_back_asks_again_and_keeps_what_was_answered_after() -> None:
    screen, after, _ = run("main", "2026-12-01", "b", "b", "north", "no", "0")
    assert ["branch", "leaves_on", "has_books", "leaves_on", "branch"] == screen.asked[:5]
    assert ["has_books", "fine"] == screen.asked[5:]
    assert ["branch", "leaves_on", "has_books", "fine"] == list(after.answers)
    assert "north" == after.answers["branch"]


def test_going_back_from_the_first_question_stays_there() -> None:
    screen, _, _ = run("b")
    assert ["branch", "branch"] == screen.asked
    assert ["This is the first question."] == screen.shown


def test_a_changed_answer_tells_which_others_no_longer_matter() -> None:
    screen, after, _ = run("main", "2026-12-01", "yes", "1", "c", "2", "no", "0")
    assert "No longer needed: Things" in screen.shown
    assert frozenset({"book"}) == after.answers["things"]
    assert frozenset({"things"}) == after.idle()


def test_changing_can_be_given_up() -> None:
    screen, after, _ = run("main", "c", "1", "2026-12-01")
    assert "Branch: Main library" in screen.shown
    assert ["branch", "leaves_on", "leaves_on"] == screen.asked[:3]
    assert "main" == after.answers["branch"]


def test_there_is_nothing_to_change_before_the_first_answer() -> None:
    screen, _, _ = run("c")
    assert ["No answers yet."] == screen.shown


def test_why_names_what_an_answer_can_still_change_and_how_to_find_it_out() -> None:
    screen, _, _ = run("main", "2026-12-01", "?")
    expected = """\
Your answer can still add, remove or change:
- warning: Bring everything back first.
- step: Bring everything back
- warning: Films go to the counter.
How to find out: Look at My Main."""
    assert expected == screen.shown[-1]


def test_why_shortens_warnings_and_never_a_title() -> None:
    things = library().steps["return-things"]
    named = replace(things, title=Wording({"": "Tell Yahoo! JAPAN. Twice"}))
    steps = {**library().steps, "return-things": named}
    start = Session(replace(library(), steps=steps), TODAY, {}, thorough=False)
    screen, _, _ = run("main", "2026-12-01", "?", start=start)
    assert "- step: Tell Yahoo! JAPAN. Twice\n" in screen.shown[-1]
    assert "- warning: Films go to the counter.\n" in screen.shown[-1]


def test_why_of_an_answered_question_is_told_as_if_it_were_open() -> None:
    screen, _, _ = run("main", "2026-12-01", "yes", "b", "?")
    assert "step: Bring everything back" in screen.shown[-1]


@pytest.mark.parametrize(("line", "expected"), [("s", Ending.STOPPED), ("q", Ending.QUIT)])
def test_the_talk_can_be_ended(line: str, expected: Ending) -> None:
    _, after, ending = run("main", line)
    assert (expected, {"branch": "main"}) == (ending, after.answers)


def test_when_the_input_ends_the_answers_so_far_are_kept() -> None:
    _, after, ending = run("u", "2026-12-01")
    assert Ending.INPUT_ENDED is ending
    assert UNKNOWN is after.answers["branch"]


def test_a_person_looks_over_all_answers_at_the_end_and_can_change_any() -> None:
    screen = ScriptedScreen("main", "u", "no", "0", "3", "yes", "u", "0", interactive=True)
    after, ending = talk(session(), screen, "en", keep)
    assert Ending.COMPLETE is ending
    assert ["has_books", "things"] == screen.asked[-2:]
    assert after.answers["has_books"] is True
    review = screen.shown.index("Look over your answers")
    expected = [
        "All correct, show my plan",
        "Branch: Main library",
        "Last day: I don't know",
        "Borrowed things: no",
        "Fine: ¥0",
    ]
    assert expected == screen.shown[review + 1 : review + 6]


def test_the_review_marks_answers_that_no_longer_matter() -> None:
    start = session({"has_books": False, "things": frozenset({"book"}), "branch": "main"})
    screen = ScriptedScreen("u", "0", "0", interactive=True)
    talk(start, screen, "en", keep)
    assert "Things: Books (changes nothing by itself)" in screen.shown


def test_what_is_kept_elsewhere_joins_the_talk() -> None:
    """Two programs may work on one case; each answer counts in both."""
    kept: dict[str, Answer] = {"fine": 0}

    def share(session: Session, fact_id: str) -> Mapping[str, Answer]:
        kept[fact_id] = session.answers[fact_id]
        return dict(kept)

    screen = ScriptedScreen("main", "u", "no")
    after, ending = talk(session(), screen, "en", share)
    assert ["branch", "leaves_on", "has_books"] == screen.asked
    assert (Ending.COMPLETE, kept) == (ending, after.answers)
