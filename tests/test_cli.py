"""The commands, run as people run them."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from engine.case import load_case, new_case, save_case
from engine.values import UNKNOWN, Answer
from tests.library import FOLDER, library
from tests.programs import LIBRARY, ON, PROGRAM, ROOT, Run, environment, kaiyaku, kaiyaku_inside

BORROWED: dict[str, Answer] = {
    "branch": "main",
    "leaves_on": date(2026, 12, 1),
    "has_books": True,
    "fine": 300,
}


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A case with the answers of somebody who has borrowed something."""
    path = tmp_path / "case.yaml"
    save_case(path, new_case(library()).with_answers(BORROWED))
    return path


def test_a_plan_is_made_from_given_answers() -> None:
    run = kaiyaku("plan", *LIBRARY, *ON, "--set", "has_books=yes")
    assert (0, "") == (run.status, run.err)
    assert "1  Bring everything back" in run.out


def test_given_answers_go_before_those_of_the_case(case_file: Path) -> None:
    run = kaiyaku(
        "plan", *LIBRARY, *ON, "--case", case_file, "--set", "has_books=no", "--format", "json"
    )
    plan = json.loads(run.out)
    assert {"has_books": "no", "fine": "300"}.items() <= plan["situation"].items()
    assert ["pay-fine", "give-card-back", "post-card"] == [step["id"] for step in plan["steps"]]


@pytest.mark.parametrize(
    ("form", "beginning"),
    [
        ("text", "Leaving the library\n"),
        ("markdown", "# Leaving the library\n"),
        ("html", "<!doctype html>\n"),
        ("json", '{\n  "schema_version": "1"'),
        ("ics", "BEGIN:VCALENDAR\n"),
    ],
)
def test_a_plan_comes_in_every_form(form: str, beginning: str) -> None:
    run = kaiyaku("plan", *LIBRARY, *ON, "--set", "leaves_on=2026-12-01", "--format", form)
    assert (0, "", beginning) == (run.status, run.err, run.out[: len(beginning)])


def test_a_plan_is_written_to_a_file_that_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    command = ("plan", *LIBRARY, *ON, "--format", "markdown", "--output", path)
    first = kaiyaku(*command)
    assert (0, "", "") == (first.status, first.out, first.err)
    path.write_text("mine")
    second = kaiyaku(*command)
    expected = f"Error: {path} is already there. Use --force to replace it.\n"
    assert (2, expected, "mine") == (second.status, second.err, path.read_text())
    assert 0 == kaiyaku(*command, "--force").status
    assert path.read_text().startswith("# Leaving the library")


def test_a_plan_never_replaces_the_answers_it_is_made_of(tmp_path: Path, case_file: Path) -> None:
    before, link = case_file.read_text(), tmp_path / "link"
    link.symlink_to(case_file)
    for output in (case_file, link):
        run = kaiyaku("plan", *LIBRARY, "--case", case_file, "--output", output, "--force")
        assert (2, before) == (run.status, case_file.read_text())
        assert f"{output} holds your answers." in run.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan", "--set", "brunch=main"], "Did you mean 'branch'?"),
        (["plan", "--set", "branch=mian"], "Did you mean 'main'?"),
        (["plan", "--set", "leaves_on=2026-02-30"], "is not a date that exists"),
        (["plan", "--set", "fine=1", "--set", "fine=2"], "fine is given twice"),
        (["plan", "--set", "fine"], "Write FACT=VALUE"),
        (["plan", "--on", "tomorrow"], "--on: 'tomorrow' is not a date"),
        (["plan", "--lang", "tlh"], "'tlh' is not one of en, zh, ja"),
        (["plan", "--case", "nowhere.yaml"], "There is no file nowhere.yaml"),
        (["plan", "--output", "missing/plan.txt"], "missing/plan.txt cannot be written"),
        (["status"], "Missing option '--case'"),
        (["plan", "--sett", "a=b"], "No such option: --sett"),
        (["plam"], "No such command 'plam'"),
        (["why", "retrun-things"], "Did you mean 'return-things'?"),
        (["why-not", "nothing"], "'nothing'"),
        (["what-if", "--change", "brunch=main"], "Did you mean 'branch'?"),
        (["explain-order", "pay-fine", "post-card"], "the plan has no step 'pay-fine'"),
        (["explain-order", "pay-fien", "post-card"], "Did you mean 'pay-fine'?"),
        (["explain-order", "1", "1"], "name two different steps"),
        (["explain-order", "1", "9" * 6000], "it has 1 step."),
        (["why", "x" * 100_000], "Give the number of a step in your plan, or an id"),
        (["plan", "--case", "x" * 300], "file name too long"),
        (["plan", "--output", "x" * 300], "file name too long"),
        (["rules", "schema", "plam"], "'plam' is not"),
        (["rules", "test", "--fail-under", "nan"], "a number from 0 to 100"),
    ],
)
def test_bad_input_is_one_message_and_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    rules = () if arguments[0] in ("plam", "rules") else LIBRARY
    run = kaiyaku_inside(*arguments, *rules)
    assert (2, "") == (run.status, run.out)
    assert words in run.err
    assert 1 == run.err.count("Error: ")
    assert "Traceback" not in run.err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["plan", "facts", "rules show x", "rules fmt"])
@pytest.mark.parametrize("folder", ["x" * 300, "not-there"])
def test_a_rulebook_that_cannot_be_there_is_told(command: str, folder: str) -> None:
    run = kaiyaku_inside(*command.split(), "--rules", folder)
    assert (2, "") == (run.status, run.out)
    assert "Traceback" not in run.err
    assert run.err.strip()


def test_a_broken_rulebook_says_where(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("rulebook:\n  idd: x\n")
    run = kaiyaku("plan", "--rules", tmp_path)
    assert (2, "") == (run.status, run.out)
    assert "rulebook.yaml:2:3: KY203" in run.err


SHELL = " ".join(f"'{part}'" for part in PROGRAM)


def in_shell(command: str, cwd: Path | None = None) -> Run:
    """Run ``command`` in a shell, where ``kaiyaku`` stands for the program."""
    process = subprocess.run(
        ["bash", "-c", command.replace("kaiyaku", SHELL)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        cwd=cwd,
        env=environment(),
    )
    return Run(process.returncode, process.stdout, process.stderr)


@pytest.mark.parametrize(
    "command",
    [f"plan --rules {FOLDER}", "--version", "--help", "plan --help", f"ask --rules {FOLDER}"],
)
@pytest.mark.parametrize(
    ("target", "reason"), [(">/dev/full", "no space left on device"), (">&-", "it is closed")]
)
def test_output_that_nobody_gets_is_an_error(command: str, target: str, reason: str) -> None:
    run = in_shell(f"kaiyaku {command} {target}")
    assert 2 == run.status
    assert run.err.endswith(f"Error: the output cannot be written: {reason}.\n")
    assert "Traceback" not in run.err


@pytest.mark.parametrize("target", ["2>/dev/full", "2>&-", "2>&- <&- >&-"])
def test_an_error_that_nobody_can_hear_has_its_status(target: str) -> None:
    run = in_shell(f"kaiyaku plan --rules {FOLDER} --set nothing=1 {target}")
    assert (2, "", "") == (run.status, run.out, run.err)


def test_a_plan_can_be_written_to_standard_output_by_name() -> None:
    run = in_shell(f"kaiyaku plan --rules {FOLDER} --output /dev/stdout | head -n 1")
    assert (0, "Leaving the library\n", "") == (run.status, run.out, run.err)


def test_a_case_can_come_from_another_program() -> None:
    case = 'case: "1"\\nrulebook: library\\nversion: "1.2.0"\\nanswers: {branch: south}\\n'
    run = in_shell(f"kaiyaku status --rules {FOLDER} --case <(printf '{case}')")
    assert (0, "") == (run.status, run.err)
    assert "1 answer\n" in run.out


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = f"mkdir x && cd x && rmdir ../x && kaiyaku {{}} --rules {FOLDER}"
    run = in_shell(gone.format("rules check"), cwd=tmp_path)
    assert (2, "") == (run.status, run.out)
    assert "Error: the folder you are in no longer exists." in run.err
    assert (
        0 == in_shell("export KAIYAKU_CACHE_DIR=c && " + gone.format("plan"), cwd=tmp_path).status
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan", "--set", "brunch=main"], "错误：没有名为“brunch”的项目。您是不是想写“branch”？"),
        (["plan", "--case", "nowhere.yaml"], "错误：没有 nowhere.yaml 这个文件。"),
        (["plan", "--on", "2026-02-30"], "错误：--on：“2026-02-30”不是实际存在的日期"),
        (["plan", "--output", "missing/x"], "错误：无法写入 missing/x：没有这个文件或文件夹。"),
        (["plan", "--output", "mine"], "错误：mine 已经存在。要替换它，请加上 --force。"),
        (["done", "pay-fien", "--case", "case"], "错误：没有名为“pay-fien”的步骤。您是不是想写"),
        (["done", "7", "--case", "case"], "错误：计划里没有第 7 步；一共 3 步。"),
        (
            ["why", "retrun-things"],
            "错误：没有名为“retrun-things”的内容。您是不是想写“return-things”？",
        ),
        (["why-not", "5"], "计划里没有第 5 步"),
        (["explain-order", "1", "1"], "错误：请写两个不同的步骤。"),
        (["ask", "--case", "missing/x"], "错误：无法保存回答。无法写入 missing/x：没有这个文件"),
    ],
)
def test_bad_input_is_told_in_the_persons_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    save_case(Path("case"), new_case(library()).with_answers(BORROWED | {"fine": 0}))
    Path("mine").touch()
    run = kaiyaku_inside(*arguments, *LIBRARY, "--lang", "zh")
    assert 2 == run.status
    assert words in run.err


def test_the_language_of_a_refusal_is_that_of_the_case_or_the_locale(case_file: Path) -> None:
    save_case(case_file, new_case(library(), "ja"))
    of_case = kaiyaku("plan", *LIBRARY, "--case", case_file, "--set", "x=1")
    assert of_case.err.startswith("エラー：「x」という項目はありません。")
    of_locale = kaiyaku("plan", *LIBRARY, "--set", "x=1", env={"LANG": "zh_CN.UTF-8"})
    assert of_locale.err.startswith("错误：没有名为“x”的项目。")


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "退出图书馆"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, "図書館の退会"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "zh_TW"}, "退出图书馆"),
        ({"LANG": "de_DE.UTF-8"}, "Leaving the library"),
        ({"LANG": "jam_JM.UTF-8"}, "Leaving the library"),
        ({"LANG": "zha_CN.UTF-8"}, "Leaving the library"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:ja:en"}, "図書館の退会"),
        ({"LANG": "ja_JP.UTF-8", "LANGUAGE": "de"}, "図書館の退会"),
        ({"LC_ALL": "C", "LANGUAGE": "ja"}, "Leaving the library"),
        ({"LANG": ""}, "Leaving the library"),
    ],
)
def test_the_language_is_that_of_the_locale(variables: dict[str, str], words: str) -> None:
    assert words in kaiyaku("plan", *LIBRARY, env=variables).out


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("zh-CN", "退出图书馆"),
        ("zh_Hans_CN", "退出图书馆"),
        ("ja-JP", "図書館の退会"),
        ("JA", "図書館の退会"),
        ("en-GB", "Leaving the library"),
    ],
)
def test_lang_takes_tags_in_any_spelling(tag: str, words: str) -> None:
    run = kaiyaku("plan", *LIBRARY, "--lang", tag)
    assert words in run.out
    assert not run.err


@pytest.mark.parametrize("tag", ["zh-TW", "zh-hk", "zh-Hant", "yue"])
def test_readers_of_traditional_chinese_get_simplified_and_are_told(tag: str) -> None:
    run = kaiyaku("plan", *LIBRARY, "--lang", tag)
    assert (0, True) == (run.status, "退出图书馆" in run.out)
    assert "沒有繁體中文" in run.err
    assert "繁體" in kaiyaku("plan", *LIBRARY, env={"LANG": "zh_TW.UTF-8"}).err


@pytest.mark.parametrize("on", ["2026-12-31", "31/12/2026", "20261231", "令和8年12月31日"])
def test_on_takes_a_date_as_people_write_it(on: str) -> None:
    assert "as of 31 December 2026" in kaiyaku("plan", *LIBRARY, "--on", on).out


def test_on_asks_back_where_two_days_are_meant() -> None:
    run = kaiyaku("plan", *LIBRARY, "--on", "1/2/2026")
    assert (2, "") == (run.status, run.out)
    assert "can mean 2026-02-01 or 2026-01-02" in run.err


def test_lang_goes_before_the_language_of_the_case_and_that_before_the_locale(
    tmp_path: Path,
) -> None:
    path = tmp_path / "case.yaml"
    save_case(path, new_case(library(), "ja"))
    command = ("plan", *LIBRARY, "--case", path)
    assert "図書館の退会" in kaiyaku(*command, env={"LANG": "zh_CN.UTF-8"}).out
    assert "退出图书馆" in kaiyaku(*command, "--lang", "zh").out


def test_steps_are_ticked_off_by_id_and_by_number(case_file: Path) -> None:
    case = ("--case", case_file, *LIBRARY, *ON)
    run = kaiyaku("done", "settle-fine", "1", *case)
    assert (0, "", "Done: Pay your fine\nDone: Bring everything back\n") == (
        run.status,
        run.out,
        run.err,
    )
    expected = {"pay-fine": date(2026, 11, 22), "return-things": date(2026, 11, 22)}
    assert expected == dict(load_case(case_file, library()).done)
    assert "3  Give your card back" in kaiyaku("next", *case).out
    run = kaiyaku("undo", "pay-fine", *case)
    assert (0, "Not done: Pay your fine\n") == (run.status, run.err)
    assert ["return-things"] == list(load_case(case_file, library()).done)


def test_a_step_ticked_twice_keeps_its_day_and_this_is_said(case_file: Path) -> None:
    case = ("--case", case_file, *LIBRARY)
    kaiyaku("done", "pay-fine", *case, "--on", "2026-11-20")
    run = kaiyaku("done", "pay-fine", *case, *ON)
    assert (0, "Already done before: Pay your fine\n") == (run.status, run.err)
    assert {"pay-fine": date(2026, 11, 20)} == dict(load_case(case_file, library()).done)
    run = kaiyaku("undo", "return-things", *case, *ON)
    assert (0, "It was not done anyway: Bring everything back\n") == (run.status, run.err)


def test_the_status_tells_what_is_done_next_late_and_open(case_file: Path) -> None:
    kaiyaku("done", "pay-fine", "--case", case_file, *LIBRARY, *ON)
    run = kaiyaku("status", "--case", case_file, *LIBRARY, "--on", "2026-12-01")
    expected = """\
4 answers
1 of 4 steps done
Overdue: 1. Bring everything back (By Monday 30 November 2026)
Next: 1. Bring everything back (By Monday 30 November 2026)
2 more answers would sharpen your plan
"""
    assert (0, expected, "") == (run.status, run.out, run.err)


def test_when_all_is_done_next_and_status_say_so(case_file: Path) -> None:
    case = ("--case", case_file, *LIBRARY, *ON)
    kaiyaku("done", "1", "2", "3", "4", *case)
    assert "Every step of your plan is done.\n" == kaiyaku("next", *case).out
    assert "4 of 4 steps done\nEvery step of your plan is done.\n" in kaiyaku("status", *case).out


def test_a_step_outside_the_plan_can_be_ticked_and_this_is_said(case_file: Path) -> None:
    run = kaiyaku("done", "write-farewell", "--case", case_file, *LIBRARY, *ON)
    assert 0 == run.status
    assert "“write-farewell” is not in your plan at the moment." in run.err


@pytest.mark.parametrize(
    ("step", "words"),
    [("pay-fien", "Did you mean 'pay-fine'?"), ("9", "the plan has no step 9; it has 4 steps")],
)
def test_a_step_that_is_none_is_refused_and_nothing_is_saved(
    case_file: Path, step: str, words: str
) -> None:
    before = case_file.read_text()
    run = kaiyaku("done", "pay-fine", step, "--case", case_file, *LIBRARY, *ON)
    assert 2 == run.status
    assert words in run.err
    assert before == case_file.read_text()


def test_facts_are_listed_for_people_and_as_json() -> None:
    words = kaiyaku("facts", *LIBRARY, "--lang", "ja").out
    assert (
        "branch (choice)\n  カードはどの分館で作りましたか。\n  = main, north, south, unknown\n"
        in words
    )
    entries = json.loads(kaiyaku("facts", *LIBRARY, "--json", "--all").out)
    origins = {entry["id"]: entry["origin"] for entry in entries}
    expected = {"branch": "asked", "staff": "given", "branch.by_post": "table"}
    assert expected.items() <= origins.items()


def test_no_text_of_a_rulebook_turns_the_direction_of_a_terminal(
    tmp_path: Path, case_file: Path
) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    for source in FOLDER.glob("*.yaml"):
        text = source.read_text("utf-8").replace("Pay your fine", "Pay \u202eyour fine")
        text = text.replace("Have you borrowed", "Have \u202eyou borrowed")
        (rules / source.name).write_text(text, "utf-8")
    at = ("--rules", rules, *ON, "--case", case_file)
    for command in ("next", "status", "done pay-fine", "plan --explain", "why 1"):
        run = kaiyaku(*command.split(), *at)
        assert (2, False) == (run.status, "\u202e" in run.out + run.err)
        assert "KY147" in run.err


def test_a_step_is_explained_by_its_number(case_file: Path) -> None:
    case = ("--case", case_file, *LIBRARY, *ON)
    by_id = kaiyaku("why", "return-things", *case)
    for number in ("1", "１"):
        by_number = kaiyaku("why", number, *case)
        assert (0, by_id.out) == (by_number.status, by_number.out)


def test_explanations_are_printed(case_file: Path) -> None:
    case = ("--case", case_file, *LIBRARY, *ON)
    for command, words in (
        (("why", "return-things"), "A card with loans cannot be closed."),
        (("why-not", "write-farewell"), "Visits"),
        (("what-if", "--change", "has_books=no"), "Bring everything back"),
        (("explain-order", "1", "give-card-back"), "Give your card back"),
    ):
        run = kaiyaku(*command, *case)
        assert (0, "") == (run.status, run.err)
        assert words in run.out


def test_the_version_is_told() -> None:
    run = kaiyaku("--version")
    assert (0, "kaiyaku 0.1.0\n", "") == (run.status, run.out, run.err)


def test_the_schema_of_the_plan_is_printed() -> None:
    run = kaiyaku("rules", "schema", "plan")
    assert (0, "") == (run.status, run.err)
    assert "schema_version" in json.loads(run.out)["properties"]


def test_a_reader_who_goes_away_is_no_error() -> None:
    plan = subprocess.Popen(
        [*PROGRAM, "plan", *LIBRARY, "--format", "html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert plan.stdout is not None
    assert plan.stderr is not None
    plan.stdout.close()
    assert b"" == plan.stderr.read()
    plan.stderr.close()
    assert 0 == plan.wait()


def test_a_plan_needs_neither_yaml_nor_the_libraries_of_other_commands() -> None:
    kaiyaku("plan", *LIBRARY)
    process = subprocess.run(
        [PROGRAM[0], "-X", "importtime", PROGRAM[-1], "plan", *LIBRARY],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in process.stderr.splitlines()}
    heavy = {"yaml", "dataclasses", "prompt_toolkit", "rich", "holidays", "icalendar"}
    assert set() == heavy & loaded
    assert "durable_rules_engine" in loaded or "engine.inference" in loaded


@pytest.mark.parametrize(
    "watcher",
    [
        ("-m", "cProfile", "-s", "tottime"),
        (
            "-c",
            "import runpy, sys; sys.settrace(lambda *_: None); sys.argv.pop(0);"
            " import atexit; atexit.register(print, 'function calls');"
            " runpy.run_path(sys.argv[0], run_name='__main__')",
        ),
    ],
    ids=["profiler", "tracer"],
)
def test_a_run_can_be_measured(watcher: tuple[str, ...]) -> None:
    """A process that ends at once would take with it what was measured."""
    process = subprocess.run(
        [PROGRAM[0], *watcher, PROGRAM[-1], "next", *LIBRARY, *ON, "--set", "nothing=1"],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
    )
    assert "function calls" in process.stdout
    assert "there is no fact 'nothing'" in process.stderr


# Answers on standard input


def test_answers_are_read_from_standard_input() -> None:
    run = kaiyaku("ask", *LIBRARY, *ON, typed="main\n2026-12-01\nno\n0\n")
    assert 0 == run.status
    assert "1  Give your card back" in run.out
    assert "Question 1 of at most 5" in run.err
    assert "That is all. Here is your plan." in run.err
    assert "Question" not in run.out


def test_asking_is_what_happens_without_a_command() -> None:
    run = kaiyaku(*LIBRARY, *ON, "--lang", "zh", typed="?\n")
    assert 0 == run.status
    assert "您的借书证是哪个分馆发的？" in run.err


def test_when_the_answers_end_early_the_plan_is_that_of_the_answers_so_far() -> None:
    run = kaiyaku("ask", *LIBRARY, *ON, typed="main\n")
    assert 0 == run.status
    assert "The answers ended early." in run.err
    assert "Branch: Main library" in run.out


def test_given_answers_are_not_asked_for() -> None:
    run = kaiyaku("ask", *LIBRARY, *ON, "--set", "branch=main")
    assert "Which branch" not in run.err
    assert "Question 2 of at most 5" in run.err


def test_nobody_is_promised_questions_when_all_are_answered() -> None:
    answers = ("branch=main", "leaves_on=2026-12-01", "has_books=no", "things=none", "fine=0")
    given = [part for answer in answers for part in ("--set", answer)]
    run = kaiyaku("ask", *LIBRARY, *ON, *given)
    assert (0, True) == (run.status, "Leaving the library" in run.out)
    assert "at most" not in run.err


def test_a_case_is_saved_after_every_answer_and_gone_on_from(tmp_path: Path) -> None:
    path = tmp_path / "my case.yaml"
    command = ("ask", *LIBRARY, *ON, "--case", path)
    first = kaiyaku(*command, typed="main\nu\nq\n")
    assert (0, "") == (first.status, first.out)
    assert f"To go on later: kaiyaku ask --case '{path}'" in first.err
    assert {"branch": "main", "leaves_on": UNKNOWN} == dict(load_case(path, library()).answers)
    second = kaiyaku(*command, typed="no\n0\n")
    assert "2 answers so far." in second.err
    assert "Question 3 of at most" in second.err
    assert ["branch", "leaves_on", "has_books", "fine"] == list(load_case(path, library()).answers)
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_answers_that_cannot_be_saved_are_refused_before_the_first_question(
    tmp_path: Path,
) -> None:
    path = tmp_path / "missing" / "case.yaml"
    run = kaiyaku("ask", *LIBRARY, "--case", path, typed="main\n")
    assert (2, "") == (run.status, run.out)
    assert f"{path} cannot be written: no such file or directory." in run.err
    assert "Which branch" not in run.err


def test_a_closed_standard_input_is_an_end_of_the_answers() -> None:
    command = " ".join(f"'{part}'" for part in (*PROGRAM, "ask", *LIBRARY, *ON))
    run = subprocess.run(
        ["bash", "-c", f"{command} <&-"], capture_output=True, encoding="utf-8", env=environment()
    )
    assert 0 == run.returncode
    assert "Leaving the library" in run.stdout


TAKING_INTERRUPTS = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Starts a program that a Ctrl-C ends, as it would not if a shell started the tests in the
background."""


def test_an_interrupt_ends_with_status_130_and_keeps_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    process = subprocess.Popen(
        [sys.executable, "-c", TAKING_INTERRUPTS, *PROGRAM, "ask", *LIBRARY, *ON, "--case", path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdin is not None
    process.stdin.write(b"main\n")
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while not path.exists() or "main" not in path.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (130, b"") == (process.returncode, out)
    assert b"To go on later" in err
    assert b"Traceback" not in err
    assert {"branch": "main"} == dict(load_case(path, library()).answers)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("plan --set le", ["leaves_on="]),
        ("plan --set branch=n", ["branch=north"]),
        ("plan --set has_books=", ["has_books=yes", "has_books=no", "has_books=unknown"]),
        ("plan --lang ", ["en", "zh", "ja"]),
        ("done p", ["pay-fine", "post-card"]),
        ("why fi", ["films", "fine"]),
        ("expl", ["explain-order"]),
    ],
)
def test_the_shell_completes_commands_facts_values_and_ids(typed: str, expected: list[str]) -> None:
    command, *rest = typed.split(" ")
    words = ["kaiyaku", command, *(LIBRARY if rest else ()), *rest]
    process = subprocess.run(
        [PROGRAM[0], "-c", "import sys; sys.argv = ['kaiyaku']; import cli; cli.main()"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(
            _KAIYAKU_COMPLETE="complete_bash",
            COMP_WORDS=" ".join(words),
            COMP_CWORD=str(len(words) - 1),
        ),
    )
    assert (0, "") == (process.returncode, process.stderr)
    assert sorted(expected) == sorted(process.stdout.split())


def test_a_calendar_of_a_case_is_told_apart_and_kept_in_its_file(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        'case: "1"\nrulebook: library\nversion: "1.2.0"\n'
        "answers:\n  has_books: yes\n  leaves_on: 2026-12-01\n",
        "utf-8",
    )
    calendar = ("plan", *LIBRARY, *ON, "--format", "ics", "--case", case)
    first = kaiyaku(*calendar)
    assert 0 == first.status, first.err
    kept = case.read_text("utf-8")
    again = kaiyaku(*calendar)
    assert (first.out, kept) == (again.out, case.read_text("utf-8"))
    identifiers = set(re.findall(r"^UID:.*", first.out, re.MULTILINE))
    changed = kaiyaku(*calendar, "--set", "leaves_on=2026-12-05")
    assert identifiers == set(re.findall(r"^UID:.*", changed.out, re.MULTILINE))
    assert "SEQUENCE:0" in first.out
    assert "SEQUENCE:1" in changed.out


def test_a_calendar_without_a_date_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    run = kaiyaku("plan", *LIBRARY, *ON, "--format", "ics", "--output", target)
    assert 2 == run.status
    assert "Nothing in this plan has a date yet" in run.err
    assert not target.exists()
