"""Case files: what is read, what is refused, and what survives."""

import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.case import (
    Case,
    CaseError,
    InCalendar,
    load_case,
    new_case,
    read_case,
    save_case,
    spell_case,
    update_case,
)
from engine.values import UNKNOWN, Answer
from tests.library import library
from tests.programs import LIBRARY, kaiyaku

HEAD = 'case: "1"\nrulebook: library\nversion: "1.2.0"\n'
OLDER = HEAD.replace("1.2.0", "1.1.0")

ANSWERS: dict[str, st.SearchStrategy[Answer]] = {
    "branch": st.sampled_from(["main", "north", "south"]),
    "has_books": st.booleans(),
    "things": st.frozensets(st.sampled_from(["book", "map", "film"])),
    "fine": st.integers(0, 100_000),
    "leaves_on": st.dates(date(2020, 1, 1), date(2199, 12, 31)),
}


@given(
    st.permutations(list(ANSWERS)).flatmap(
        lambda order: st.tuples(
            *(st.tuples(st.just(fact), ANSWERS[fact] | st.just(UNKNOWN)) for fact in order)
        )
    ),
    st.dictionaries(st.sampled_from(["pay-fine", "post-card"]), st.dates(date(1900, 1, 1))),
    st.sampled_from([None, "en", "zh", "ja"]),
)
def test_a_case_reads_back_as_it_was_with_answers_in_their_order(
    answers: tuple[tuple[str, Answer], ...], done: dict[str, date], language: str | None
) -> None:
    done = {step: min(day, date(2199, 12, 31)) for step, day in done.items()}
    case = replace(new_case(library(), language), answers=dict(answers), done=done)
    again = read_case(spell_case(case), "x.yaml", library())
    assert (case, list(case.answers)) == (again, list(again.answers))


@given(
    st.text("0123456789abcdef", min_size=8, max_size=16),
    st.integers(0, 999),
    st.dictionaries(
        st.sampled_from(["pay-fine", "post-card", "dropped-since"]),
        st.tuples(st.dates(), st.text(st.characters(exclude_categories=["C"]), max_size=20)),
    ),
)
def test_what_is_in_the_calendar_reads_back_as_it_was(
    id: str, sequence: int, entries: dict[str, tuple[date, str]]
) -> None:
    kept = InCalendar(id, sequence, "0123", entries)
    case = replace(new_case(library()), calendar=kept)
    assert kept == read_case(spell_case(case), "x.yaml", library()).calendar


@pytest.mark.parametrize(
    "broken",
    [
        "calendar: {id: nonsense!, sequence: 1, digest: a}",
        "calendar: {id: 0123456789, sequence: -1, digest: a}",
        "calendar: {id: 0123456789, digest: a}",
        "calendar: {id: 0123456789, sequence: 1, digest: a, entries: {pay-fine: tomorrow}}",
        "calendar: {id: 0123456789, sequence: 1, digest: a, entries: [pay-fine]}",
        "calendar: {id: [1], sequence: 1, digest: a}",
        "calendar: soon",
    ],
)
def test_a_broken_memory_of_the_calendar_is_told_and_not_guessed(broken: str) -> None:
    with pytest.raises(CaseError, match=r"x\.yaml:"):
        read_case(spell_case(new_case(library())) + broken + "\n", "x.yaml", library())


def test_a_saved_case_is_readable_yaml() -> None:
    case = (
        new_case(library(), "en")
        .with_answers({"branch": "north", "has_books": True, "fine": UNKNOWN})
        .with_answers({"things": frozenset({"map", "book"}), "leaves_on": date(2026, 12, 1)})
        .with_done(["pay-fine"], date(2026, 11, 22))
    )
    expected = """\
case: "1"
rulebook: library
version: "1.2.0"
language: en
answers:
  branch: north
  has_books: yes
  fine: unknown
  things: [book,map]
  leaves_on: 2026-12-01
done:
  pay-fine: 2026-11-22
"""
    assert expected == spell_case(case)


def test_a_case_edited_by_hand_may_have_comments_and_words_for_yes() -> None:
    text = HEAD + "answers:  # mine\n  has_books: true\n  things:\n    - map\n  branch: 'main'\n"
    expected = {"has_books": True, "things": frozenset({"map"}), "branch": "main"}
    assert expected == dict(read_case(text, "x.yaml", library()).answers)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("   \n", "is empty"),
        ("just words", "is no case file"),
        ("- a\n- b\n", "is no case file"),
        ("answers: {}\n", "it has no line 'case:'"),
        (HEAD + "answers:\n  brunch: north\n", ":5:3: there is no fact 'brunch'. Did you mean"),
        (HEAD + "answers:\n  branch: est\n", ":5:3: branch has no option 'est'"),
        (HEAD + "answers:\n  leaves_on: 2026-02-30\n", ":5:3: leaves_on: '2026-02-30' is not"),
        (HEAD + "answers:\n  fine: {a: 1}\n", ":5:9: a single word belongs here"),
        (HEAD + "answers: soon\n", ":4:10: under 'answers:' stand lines"),
        (HEAD + "answers:\n  site: main\n  branch: main\n", ":6:3: 'branch' is answered twice"),
        (HEAD + "answers: {}\nanswer: {}\n", ":5:1: a case file has no 'answer'. Did you mean"),
        (HEAD + "answers: {}\ndone:\n  pay-fin: 2026-11-22\n", ":6:3: there is no step 'pay-fin'"),
        (HEAD + "answers: {}\ndone:\n  pay-fine: yes\n", ":6:13: pay-fine: 'yes' is not a date"),
        (HEAD + "answers:\n  fine: 1\n  fine: 2\n", ":6:3: The key 'fine' is already at line 5"),
        (HEAD + "answers: &a {}\n", "Anchors"),
        (HEAD + "answers: !!python/object/apply:os.system [id]\n", "Tags"),
        (HEAD + "answers: [\n", "x.yaml:"),
        (HEAD.replace("library", "museum") + "answers: {}\n", "belong to the rulebook 'museum'"),
        (HEAD.replace('"1"', '"2"') + "answers: {}\n", "saved by a newer program"),
        (HEAD.replace('"1"', "one") + "answers: {}\n", "is '1', not 'one'"),
        ("[" * 5000, "x.yaml:"),
        (HEAD.replace('"1"', '"' + "9" * 6000 + '"') + "answers: {}\n", "by a newer program"),
        (HEAD.replace('"1.2.0"', '""') + "answers: {}\n", ":3:10: the version of the rulebook"),
        (HEAD + "language: 'en\\nx'\nanswers: {}\n", "is no language code"),
        (HEAD + 'language: "en\\nx: 1"\nanswers: {}\n', ":4:11: 'en x: 1' is no language code"),
        (HEAD + "answers: {things: ['', '']}\n", "Options: book, map, film, none."),
        (HEAD + "answers: {branch: '" + "z" * 5000 + "'}\n", "…'. Options:"),
    ],
)
def test_nonsense_is_refused_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(path, library())
    assert words in str(caught.value)
    assert "x.yaml" in str(caught.value)


def test_files_that_are_no_text_are_refused(tmp_path: Path) -> None:
    huge, binary, latin = (tmp_path / name for name in ("huge", "binary", "latin"))
    huge.write_bytes(b"# " + b"x" * 1_000_000)
    binary.write_bytes(b"\x7fELF\0\0")
    latin.write_bytes("é".encode("latin-1"))
    missing = tmp_path / "missing"
    found = []
    for path in (huge, binary, latin, tmp_path, missing):
        with pytest.raises(CaseError) as caught:
            load_case(path, library())
        found.append(str(caught.value).replace(str(path), "X"))
    expected = [
        "X is no case file: it is larger than 1,000,000 bytes.",
        "X is no case file: it is not text.",
        "X is no case file: it is not UTF-8 text.",
        "X is a folder. Name the file that holds the answers.",
        "There is no file X.",
    ]
    assert expected == found


def test_nobody_is_waited_for(tmp_path: Path) -> None:
    """A pipe that nobody writes into would never end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(CaseError, match="pipe is empty"):
        load_case(pipe, library())


def test_a_case_can_be_read_from_a_pipe_but_not_kept_in_one() -> None:
    reader, writer = os.pipe()
    os.write(writer, f"{HEAD}answers: {{branch: main}}\n".encode())
    os.close(writer)
    path = Path(f"/dev/fd/{reader}")
    case = load_case(path, library())
    assert {"branch": "main"} == dict(case.answers)
    with pytest.raises(CaseError, match="no file that answers can be kept in"):
        save_case(path, case)
    os.close(reader)


@pytest.mark.parametrize("name", ["x" * 300, "nul\0byte", "one"])
def test_a_file_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")
    for act in (load_case, lambda path, rulebook: save_case(path, new_case(rulebook))):
        with pytest.raises(CaseError, match="cannot be"):
            act(tmp_path / name, library())
    assert (tmp_path / "one").is_symlink()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            "x.yaml:5:11：branch 没有“east”这个选项。可选：main, north, south。"
            "请改正或删除这一行。",
        ),
        (
            "ja",
            "x.yaml:5:11：branch に「east」という選択肢はありません。選択肢：main, north, south。"
            "この行を直すか、削除してください。",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_persons_language(language: str, expected: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_case(HEAD + "language: en\nanswers: {branch: east}\n", "x.yaml", library())
    assert expected == caught.value.in_language(language).split("\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("1.2.0", "0\\x1b[31m") + "answers: {}\n",
        OLDER + 'answers: {"\\e[31m": "\\e[32m"}\n',
        OLDER + "answers: {fine: '\u202egnp'}\n",
    ],
)
def test_what_a_case_says_cannot_harm_a_terminal(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    run = kaiyaku("plan", *LIBRARY, "--case", path)
    assert not {"\x1b", "\u202e"} & set(run.err)
    assert "Traceback" not in run.err


@given(st.text(max_size=200) | st.text(max_size=200).map(lambda text: HEAD + text))
def test_any_text_is_a_case_or_a_clear_error(text: str) -> None:
    try:
        case = read_case(text, "x.yaml", library())
    except CaseError as error:
        assert "x.yaml" in str(error)
    else:
        assert "library" == case.rulebook


def test_what_a_newer_rulebook_renamed_is_carried_over_and_what_it_dropped_is_told() -> None:
    text = OLDER + (
        "answers:\n  site: main\n  things: [tome, map]\n  coffee: yes\n  fine: 200000\n"
        "done:\n  settle-fine: 2026-11-20\n  sing: 2026-11-20\n"
    )
    case = read_case(text, "x.yaml", library())
    assert {"branch": "main", "things": frozenset({"book", "map"})} == dict(case.answers)
    assert {"pay-fine": date(2026, 11, 20)} == dict(case.done)
    expected = [
        ("case.rulebook_newer", {"saved": "1.1.0", "here": "1.2.0"}),
        ("case.renamed", {"old": "site", "new": "branch"}),
        ("case.renamed", {"old": "tome", "new": "book"}),
        ("case.answer_dropped", {"fact": "coffee", "answer": "yes"}),
        ("case.answer_dropped", {"fact": "fine", "answer": "200000"}),
        ("case.renamed", {"old": "settle-fine", "new": "pay-fine"}),
        ("case.step_dropped", {"step": "sing"}),
    ]
    assert expected == [(notice.key, notice.values) for notice in case.notices]


def test_what_was_dropped_is_kept_in_the_file_and_goes_once_it_is_answered_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        OLDER + "answers:\n  coffee: yes\n  fine: 200000\n  things: [book, map]\n"
        "done:\n  sing: 2026-11-20\n"
    )
    for _ in range(2):
        case = update_case(path, library(), lambda it: it.with_answers({"branch": "main"}))
        assert {"coffee": "yes", "fine": "200000", "sing": "2026-11-20"} == dict(case.left_out)
    again = load_case(path, library())
    assert case.left_out == again.left_out
    assert () == again.notices
    assert "# Answers and steps that the rulebook no longer has." in path.read_text()
    update_case(path, library(), lambda it: it.with_answers({"fine": 200}))
    assert {"coffee", "sing"} == set(load_case(path, library()).left_out)


def test_what_the_rulebook_has_again_counts_again() -> None:
    text = (
        HEAD
        + "answers: {branch: main}\nleft_out:\n"
        + ('  "fine": "200"\n  "branch": "north"\n  "pay-fine": "2026-11-20"\n  "coffee": "yes"\n')
    )
    case = read_case(text, "x.yaml", library())
    assert {"branch": "main", "fine": 200} == dict(case.answers)
    assert {"pay-fine": date(2026, 11, 20)} == dict(case.done)
    assert {"coffee": "yes"} == dict(case.left_out)
    assert ["case.answer_restored", "case.step_restored"] == [it.key for it in case.notices]


def test_a_case_of_a_newer_rulebook_says_so() -> None:
    case = read_case(HEAD.replace("1.2.0", "1.10.0") + "answers: {}\n", "x.yaml", library())
    assert ["case.rulebook_older"] == [notice.key for notice in case.notices]


def test_a_file_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    save_case(path, new_case(library()))
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_an_update_starts_from_what_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    save_case(path, new_case(library()).with_answers({"branch": "main"}))
    update_case(path, library(), lambda case: case.with_answers({"fine": 5}))
    assert {"branch": "main", "fine": 5} == dict(load_case(path, library()).answers)


def test_an_update_without_a_file_needs_a_fresh_case(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    with pytest.raises(CaseError, match="There is no file"):
        update_case(path, library(), lambda case: case)
    update_case(path, library(), lambda case: case, new_case(library()))
    assert path.exists()


def test_a_changed_answer_keeps_its_place() -> None:
    case = new_case(library()).with_answers({"branch": "main", "fine": 5})
    assert ["branch", "fine"] == list(case.with_answers({"branch": "north"}).answers)


def test_two_programs_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    save_case(path, new_case(library()))
    changes: list[dict[str, Answer]] = [
        {"branch": "main"},
        {"has_books": True},
        {"fine": 5},
        {"leaves_on": UNKNOWN},
        {"visits": 3},
        {"things": frozenset()},
    ]

    def save(change: dict[str, Answer]) -> Case:
        return update_case(path, library(), lambda case: case.with_answers(change))

    with ThreadPoolExecutor(len(changes)) as pool:
        list(pool.map(save, changes))
    assert set().union(*changes) == set(load_case(path, library()).answers)


SAVE_FOR_EVER = """
import sys
from pathlib import Path
from engine.case import new_case, save_case
from tests.library import library
from tests.programs import LIBRARY, kaiyaku
path = Path(sys.argv[1])
case = new_case(library())
while True:
    for amount in range(1000):
        save_case(path, case.with_answers({"fine": amount, "branch": "main"}))
"""


def test_a_program_killed_while_it_saves_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", SAVE_FOR_EVER, str(path)])
        deadline = time.monotonic() + 30
        before = path.stat().st_mtime_ns if path.exists() else 0
        while not path.exists() or path.stat().st_mtime_ns == before:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert {"fine", "branch"} == set(load_case(path, library()).answers)
