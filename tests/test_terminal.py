"""The questionnaire in a real terminal, key by key."""

import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from engine.case import load_case
from engine.values import UNKNOWN
from tests.library import library
from tests.programs import LIBRARY, ON, PROGRAM, environment

UP, DOWN, LEFT, ENTER, CTRL_C, CTRL_D = "\x1b[A", "\x1b[B", "\x1b[D", "\r", "\x03", "\x04"


def heed_hang_ups() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextmanager
def terminal(
    *arguments: str | Path,
    columns: int = 80,
    rows: int = 40,
    program: Sequence[str] = PROGRAM[1:],
    **variables: str,
) -> Iterator["pexpect.spawn[str]"]:
    """The program in a terminal of its own."""
    child = pexpect.spawn(
        sys.executable,
        [*program, "ask", *LIBRARY, *ON, *map(str, arguments)],
        encoding="utf-8",
        timeout=60,
        dimensions=(rows, columns),
        env=environment(**{"PAGER": "cat", **variables}),
        # Under nohup a hang-up is ignored, and so it would be here.
        preexec_fn=heed_hang_ups,
    )
    try:
        yield child
    finally:
        child.close(force=True)


def finish(child: "pexpect.spawn[str]") -> tuple[int | None, str]:
    """Wait for the end; the exit status and what was printed until then."""
    child.expect(pexpect.EOF)
    rest = child.before
    child.close()
    assert isinstance(rest, str)
    return child.exitstatus, rest


@pytest.mark.parametrize(
    ("language", "first", "third", "several", "review", "title", "closing"),
    [
        (
            "en", "Which branch", "borrowed anything", "Space ticks", "All correct",
            "Leaving the library", "What next",
        ),
        (
            "zh", "哪个分馆", "您借了东西吗", "空格勾选", "没有问题", "退出图书馆", "接下来做什么",
        ),
        (
            "ja", "どの分館", "何か借りていますか", "スペースで選択",
            "この内容でやることリストを見る",
            "図書館の退会", "次は何をしますか",
        ),
    ],
)  # fmt: skip
def test_the_whole_questionnaire_can_be_done_with_arrow_keys(
    tmp_path: Path,
    language: str,
    first: str,
    third: str,
    several: str,
    review: str,
    title: str,
    closing: str,
) -> None:
    path = tmp_path / "case.yaml"
    with terminal("--lang", language, "--case", path, columns=60) as child:
        child.expect(first)
        child.send(DOWN + ENTER)
        child.expect("2026-11-22")
        child.send("2026年12月1日" + ENTER)
        child.expect(third)
        child.send(ENTER)
        child.expect(several)
        child.send(" " + DOWN + DOWN + " " + ENTER)
        child.expect("JPY")
        child.send("u" + ENTER)
        child.expect(review)
        child.send(ENTER)
        child.expect(title)
        child.expect(closing)
        child.send("\x1b[F" + ENTER)
        assert 0 == finish(child)[0]
    expected = {
        "branch": "north",
        "leaves_on": "2026-12-01",
        "has_books": True,
        "things": frozenset({"book", "film"}),
        "fine": UNKNOWN,
    }
    found = dict(load_case(path, library()).answers)
    assert expected == {**found, "leaves_on": str(found["leaves_on"])}


def test_keys_go_back_explain_and_stop() -> None:
    with terminal() as child:
        child.expect("Which branch")
        child.send("?")
        child.expect("Your answer can still add")
        child.expect("How to find out: It is printed on the card.")
        child.expect("Which branch")
        child.send("1" + ENTER)
        child.expect("When do you leave")
        child.send("b" + ENTER)
        child.expect("Your answer so far: Main library")
        child.send(LEFT)
        child.expect("This is the first question.")
        child.send("s")
        child.expect("Branch: Main library")
        child.expect("What next")
        child.send(CTRL_D)
        assert 0 == finish(child)[0]


def test_what_explains_a_question_is_not_pushed_off_a_small_screen() -> None:
    with terminal(rows=10) as child:
        child.expect("Which branch")
        child.send("?")
        child.expect("Your answer can still add")
        child.expect("> Return to this question")
        child.send(ENTER)
        child.expect("Which branch")
        child.send(CTRL_D)
        assert 0 == finish(child)[0]


def test_ticks_outlast_the_question_why() -> None:
    with terminal() as child:
        child.send(ENTER)
        child.expect("When do you leave")
        child.send("u" + ENTER + ENTER)
        child.expect("What have you borrowed")
        child.send(" ?")
        child.expect("Your answer can still add")
        child.expect(re.escape("> [x] "))
        child.send(CTRL_D)


def test_everything_is_reachable_without_knowing_a_key() -> None:
    with terminal() as child:
        child.expect("More …")
        child.send("\x1b[F" + ENTER)
        child.expect("Why is this asked")
        child.send(LEFT)
        child.expect("More …")
        child.send("\x1b[F" + ENTER)
        child.expect("Return to this question")
        child.send("\x1b[F" + UP + ENTER)
        status, rest = finish(child)
        assert 0 == status
        assert "Your answers are not saved." in rest


def test_keys_pressed_before_a_menu_is_there_count() -> None:
    with terminal() as child:
        child.send(ENTER)
        child.expect("When do you leave")
        child.send("u" + ENTER + ENTER)
        child.expect("What have you borrowed")
        child.send(CTRL_D)
        child.expect("Borrowed things: yes")
        assert 0 == finish(child)[0]


def test_the_closing_menu_saves_exports_explains_and_goes_deeper(tmp_path: Path) -> None:
    saved, exported = tmp_path / "saved.yaml", tmp_path / "plan.md"
    exported.write_text("mine")
    with terminal("--set", "branch=main") as child:
        child.expect("When do you leave")
        child.send("s" + ENTER)
        child.expect("What next")
        child.send("3" + "\x1b[A" + ENTER)
        child.expect("Which step")
        child.send(ENTER)
        child.expect("The card belongs to the library.")
        child.expect("What next")
        child.send("4" + ENTER)
        child.expect("File name")
        child.send("\x15" + str(saved) + ENTER)
        child.expect(r"Saved\s+in")
        child.expect("What next")
        child.send("4" + ENTER)
        child.expect("In which form")
        child.send(ENTER)
        child.expect("File name")
        child.send("\x15" + str(exported) + ENTER)
        child.expect(r"is\s+already\s+there")
        child.send("\x15" + str(exported) + ".2" + ENTER)
        child.expect(r"Written\s+to")
        child.expect("What next")
        child.send("1" + ENTER)
        child.expect("Question 2 of at most 6")
        child.send("q" + ENTER)
        status, rest = finish(child)
        assert 0 == status
        assert "To go on later" in rest
    assert {"branch": "main"} == dict(load_case(saved, library()).answers)
    assert "mine" == exported.read_text()
    assert (tmp_path / "plan.md.2").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["/nowhere/at/all.yaml", "x" * 300, "~nobody-of-this-name/x"])
def test_answers_that_cannot_be_saved_there_are_not_lost(tmp_path: Path, name: str) -> None:
    saved = tmp_path / "saved.yaml"
    with terminal("--set", "branch=main") as child:
        child.expect("When do you leave")
        child.send("s" + ENTER)
        for answer, reply in ((name, "cannot be"), (str(saved), "Saved")):
            child.expect("What next")
            child.send("4" + ENTER)
            child.expect("File name")
            child.send("\x15" + answer + ENTER)
            child.expect(reply)
        child.expect("What next")
        child.send(CTRL_D)
        assert 0 == finish(child)[0]
    assert {"branch": "main"} == dict(load_case(saved, library()).answers)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_program_told_to_end_puts_the_terminal_back(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    path = tmp_path / "case.yaml"
    with terminal("--case", path) as child:
        child.expect("Which branch")
        child.send(ENTER)
        child.expect("When do you leave")
        child.kill(number)
        ended, rest = finish(child)
        assert status == ended
        assert "\x1b[?2004l" in rest
        assert "Traceback" not in rest
    assert {"branch": "main"} == dict(load_case(path, library()).answers)


TOLD_TO_END_WHILE_A_PROMPT_IS_SET_UP = """
import os, signal, prompt_toolkit.history

async def load(history):
    os.kill(os.getpid(), signal.SIGTERM)
    yield ""

prompt_toolkit.history.History.load = load
import cli
cli.main()
"""


def test_a_program_told_to_end_says_nothing_of_what_that_cut_off() -> None:
    program = ("-c", TOLD_TO_END_WHILE_A_PROMPT_IS_SET_UP)
    with terminal("--set", "branch=main", program=program) as child:
        child.expect("When do you leave")
        status, rest = finish(child)
    assert 143 == status
    assert "\x1b[?2004l" in rest
    assert "Traceback" not in rest


def test_an_interrupt_at_a_menu_ends_with_status_130(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    with terminal("--case", path) as child:
        child.expect("Which branch")
        child.send(ENTER)
        child.expect("When do you leave")
        child.send(CTRL_C)
        status, rest = finish(child)
        assert 130 == status
        assert "To go on later: kaiyaku ask --case" in rest
        assert "Traceback" not in rest
    assert {"branch": "main"} == dict(load_case(path, library()).answers)


@pytest.mark.parametrize(("option", "term"), [("--plain", "xterm"), ("--thorough", "dumb")])
def test_plain_lines_move_no_cursor_and_use_no_colour(option: str, term: str) -> None:
    with terminal(option, TERM=term) as child:
        child.expect("> ")
        shown = str(child.before)
        child.sendline("1")
        child.expect("> ")
        child.sendline("s")
        child.expect("What next")
        shown += str(child.before)
        assert "  1  Main library" in shown
        child.expect(r"(\d)  Quit")
        assert isinstance(child.match, re.Match)
        child.sendline(child.match[1])
        status, _ = finish(child)
        assert 0 == status
    if term == "dumb":
        assert "\x1b" not in shown


def test_answers_without_a_file_are_kept_for_next_time_however_the_program_ends(
    tmp_path: Path,
) -> None:
    draft = tmp_path / "kaiyaku" / "draft-library.yaml"
    with terminal(XDG_DATA_HOME=str(tmp_path)) as child:
        child.expect("Nothing you type leaves this\\s+computer")
        child.expect("Which branch")
        child.send(ENTER)
        child.expect("When do you leave")
        child.kill(signal.SIGKILL)
        child.expect(pexpect.EOF)
    assert 0o600 == draft.stat().st_mode & 0o777
    assert 0o700 == draft.parent.stat().st_mode & 0o777
    with terminal(XDG_DATA_HOME=str(tmp_path)) as child:
        child.expect("Branch: Main library")
        child.expect("Go on from there")
        child.send(ENTER)
        child.expect("When do you leave")
        child.send(CTRL_C)
        status, rest = finish(child)
        assert 130 == status
        assert "Your answers are kept on this computer" in rest
    with terminal(XDG_DATA_HOME=str(tmp_path)) as child:
        child.expect("Go on from there")
        child.send(DOWN + ENTER)
        child.expect("Which branch")
        assert not draft.exists()


def test_two_questionnaires_at_once_do_not_see_each_other_s_answers(tmp_path: Path) -> None:
    drafts = tmp_path / "kaiyaku"
    with terminal(XDG_DATA_HOME=str(tmp_path)) as one:
        one.expect("Which branch")
        with terminal(XDG_DATA_HOME=str(tmp_path)) as other:
            other.expect("Which branch")
            one.send(ENTER)
            one.expect("When do you leave")
            other.send(DOWN + ENTER)
            other.expect("When do you leave")
            for child in (one, other):
                child.send("q" + ENTER)
                assert 0 == finish(child)[0]
    kept = [load_case(it, library()).answers["branch"] for it in sorted(drafts.glob("draft-*"))]
    assert ["north", "main"] == kept
    assert not list(drafts.glob(".draft-*"))
    with terminal(XDG_DATA_HOME=str(tmp_path)) as child:
        child.expect("Branch: North branch")
        child.expect("Go on from there")
        with terminal(XDG_DATA_HOME=str(tmp_path)) as other:
            other.expect("Branch: Main library")
            other.send(CTRL_C)
            finish(other)
        child.send(CTRL_C)
        finish(child)
    with terminal("--forget", XDG_DATA_HOME=str(tmp_path)) as again:
        again.expect("Your answers have been deleted")
        assert 0 == finish(again)[0]
    assert not list(drafts.glob("draft-*"))


def test_answers_kept_for_next_time_are_deleted_once_saved_and_on_request(tmp_path: Path) -> None:
    draft = tmp_path / "kaiyaku" / "draft-library.yaml"
    for choice in ("save", "forget", "--forget"):
        with terminal("--thorough", XDG_DATA_HOME=str(tmp_path)) as child:
            child.expect("Which branch")
            child.send(ENTER)
            child.expect("When do you leave")
            child.send("s" + ENTER)
            child.expect("What next")
            child.expect("more questions would sharpen")
            assert draft.exists()
            if choice == "save":
                child.send("4" + ENTER)
                child.expect("File name")
                child.send("\x15" + str(tmp_path / "case.yaml") + ENTER)
                child.expect("Saved")
                child.expect("What next")
                assert not draft.exists()
            elif choice == "forget":
                child.send("\x1b[F" + UP + ENTER)
                child.expect("Your answers have been deleted")
                finish(child)
            else:
                child.send(CTRL_D)
                finish(child)
                with terminal("--forget", XDG_DATA_HOME=str(tmp_path)) as again:
                    again.expect("Your answers have been deleted")
                    assert 0 == finish(again)[0]
        assert not draft.exists()


def test_enter_keeps_the_answer_typed_before() -> None:
    with terminal() as child:
        child.send(ENTER)
        child.expect("When do you leave")
        child.send("2026-12-01" + ENTER)
        child.expect("borrowed anything")
        child.send(LEFT)
        child.expect("1 December 2026. Enter alone keeps it")
        child.send(ENTER)
        child.expect("1 December 2026")
        child.expect("borrowed anything")
        child.send(CTRL_C)


def test_a_menu_is_laid_out_anew_when_the_terminal_changes_its_size() -> None:
    with terminal("--lang", "en") as child:
        child.expect("why is this asked")
        child.setwinsize(40, 30)
        child.expect(r"back · \? why\x1b\S*\s+\S*is this asked")
        child.send(CTRL_C)


KEYS_PRESSED_WHILE_IT_COUNTS = """
import sys, time, engine.asking.session
question = engine.asking.session.Session.question

def slowly(session):
    print("counting", flush=True)
    time.sleep(2)
    return question(session)

engine.asking.session.Session.question = slowly
import cli
cli.main()
"""


def test_keys_pressed_meanwhile_do_not_land_on_the_screen() -> None:
    with terminal(program=("-c", KEYS_PRESSED_WHILE_IT_COUNTS)) as child:
        child.expect("counting")
        child.send("xyxy")
        child.expect("Which branch")
        assert "xyxy" not in str(child.before)
        child.send(CTRL_C)


def test_a_page_written_can_be_opened_at_once(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o700)
    with terminal("--set", "branch=main", BROWSER=f"{browser} %s") as child:
        child.expect("When do you leave")
        child.send("s" + ENTER)
        child.expect("What next")
        child.send("5" + ENTER)
        child.expect("HTML")
        child.send(ENTER)
        child.expect("File name")
        child.send("\x15" + str(tmp_path / "plan.html") + ENTER)
        child.expect("Open it now")
        child.send(ENTER)
        child.expect("What next")
        child.send(CTRL_D)
        finish(child)
    assert (tmp_path / "plan.html").as_uri() == opened.read_text().strip()


def test_no_color_is_respected() -> None:
    with terminal(NO_COLOR="1") as child:
        child.expect("Which branch")
        child.send("s")
        child.expect("What next")
        assert "\x1b[1;3" not in str(child.before)
