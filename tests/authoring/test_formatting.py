"""``rules fmt`` changes the layout and nothing else, and is content with its own work."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.authoring.formatting import CannotFormat, formatted
from engine.authoring.scaffolding import starter_files
from engine.loading import load_rulebook_text, shipped_rulebook_folder
from tests.authoring.books import library_texts
from tests.authoring.plain_yaml import read_yaml
from tests.authoring.random_yaml import documents
from tests.library import FOLDER, TODAY
from tests.programs import kaiyaku_inside

LANGUAGES = ("en", "zh", "ja")
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def laid_out(text: str) -> str:
    return formatted(text, LANGUAGES)


def comments(text: str) -> Counter[str]:
    """Comments found in another way than the formatter's: what the YAML scanner skips."""
    found: Counter[str] = Counter()
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    tokens = [it for it in yaml.scan(plain, Loader=yaml.CSafeLoader) if hasattr(it, "value")]
    spans = [(it.start_mark.index, it.end_mark.index) for it in tokens if it.value is not None]
    kept = list(plain)
    for start, end in spans:
        kept[start:end] = ["x" if char != "\n" else char for char in plain[start:end]]
    for line in "".join(kept).split("\n"):
        if "#" in line:
            found[line[line.index("#") :].rstrip()] += 1
    return found


@PATIENT
@given(documents())
def test_the_meaning_and_every_comment_stay(text: str) -> None:
    result = laid_out(text)
    assert read_yaml(text.removeprefix("\ufeff") + "\n") == read_yaml(result)
    assert comments(text) == comments(result)


@PATIENT
@given(documents())
def test_formatting_twice_is_formatting_once(text: str) -> None:
    once = laid_out(text)
    assert once == laid_out(once)


@PATIENT
@given(documents())
def test_the_layout_is_tidy(text: str) -> None:
    result = laid_out(text)
    assert result.endswith("\n")
    assert not result.endswith("\n\n")
    assert "\r" not in result and "\ufeff" not in result


@PATIENT
@given(st.text(max_size=60))
@example("a: [b\n")
@example("- 1\n")
def test_what_is_no_rulebook_file_is_left_or_refused(text: str) -> None:
    try:
        result = laid_out(text)
    except (yaml.YAMLError, CannotFormat, ValueError):
        return
    assert result == laid_out(result)


def said(value: object) -> object:
    """Everything a rulebook says, in order, without where it stands."""
    if isinstance(value, Mapping):
        return [(key, said(it)) for key, it in value.items()]
    if isinstance(value, tuple):
        return [said(it) for it in value]
    names: tuple[str, ...] = getattr(value, "__struct_fields__", ())
    if not names:
        return value
    return type(value).__name__, [
        (name, said(getattr(value, name))) for name in names if name not in ("place", "places")
    ]


@pytest.mark.parametrize("reverse", [False, True])
def test_a_rulebook_says_the_same_afterwards(reverse: bool) -> None:
    """Also when the keys of every step were turned round before."""
    texts = library_texts()
    if reverse:
        keys = (
            "    phase: before\n",
            "    title: {en: Pay your fine, zh: 缴清罚款, ja: 延滞金を払う}\n",
        )
        assert "".join(keys) in texts["rulebook.yaml"]
        texts["rulebook.yaml"] = texts["rulebook.yaml"].replace("".join(keys), "".join(keys[::-1]))
    after = {path: laid_out(text) for path, text in texts.items()}
    assert said(load_rulebook_text(texts)) == said(load_rulebook_text(after))


def _folder(parts: Sequence[str]) -> str:
    return next((it for it in ("scenarios", "invariants") if it in parts), "")


def test_real_files_keep_their_meaning() -> None:
    for path in FOLDER.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        result = formatted(text, LANGUAGES, _folder(path.parts))
        assert read_yaml(text) == read_yaml(result), path
        assert comments(text) == comments(result), path
        again = formatted(result, LANGUAGES, _folder(path.parts))
        assert result == again, path


def test_the_shipped_rulebook_is_in_the_layout() -> None:
    shipped = str(shipped_rulebook_folder())
    assert 0 == kaiyaku_inside("rules", "fmt", "--check", "--rules", shipped).status


def test_what_rules_new_writes_is_in_the_layout_already() -> None:
    for path, text in starter_files("x", "A title", LANGUAGES, TODAY).items():
        if path.endswith(".yaml"):
            assert text == formatted(text, LANGUAGES, _folder(path.split("/")))


UNTIDY = """\
# About fines.

sources:
    b: {kind: official, title: "B",   checked: 2026-11-01}
rules:

    fined:   # at the desk
        sources: [ b ]
        because: {ja: 理由, en: "Because, well", zh: 原因}   # say more
        # when money is owed
        when: {fine: {over: 0}}


        then:
        - do: pay-fine
        -   warn:
              text: >
                Pay # first.

                Then go.
              severity: note
    # the end of fined
"""

TIDY = """\
# About fines.

rules:
  fined:  # at the desk
    # when money is owed
    when: {fine: {over: 0}}

    then:
      - do: pay-fine
      - warn:
          severity: note
          text: >
            Pay # first.

            Then go.
    because: {en: "Because, well", zh: 原因, ja: 理由}  # say more
    sources: [b]
  # the end of fined

sources:
  b: {title: "B", kind: official, checked: 2026-11-01}
"""


def test_an_untidy_file_becomes_tidy() -> None:
    assert TIDY == laid_out(UNTIDY)


def test_the_order_that_an_author_gives_to_entries_and_conditions_stays() -> None:
    text = "facts:\n  b: {kind: date}\n  a: {kind: date}\nrules:\n  z: {when: {b: 1, a: 2}}\n"
    assert ["b", "a"] == list(read_yaml(laid_out(text))["facts"])
    assert "when: {b: 1, a: 2}" in laid_out(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in library_texts().items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "scenarios").mkdir()
    scenario = "scenarios: {a: {expect: {steps: [give-card-back]}, on: 2026-11-01}}\n"
    (tmp_path / "scenarios" / "a.yaml").write_text(scenario, encoding="utf-8")
    return tmp_path


def test_the_command_formats_a_folder_and_is_then_content(folder: Path) -> None:
    at = ("rules", "fmt", "--rules", str(folder))
    check = kaiyaku_inside(*at, "--check")
    assert 1 == check.status
    assert "scenarios/a.yaml" in check.out
    assert "on: 2026-11-01, expect:" not in (folder / "scenarios/a.yaml").read_text("utf-8")
    assert 0 == kaiyaku_inside(*at).status
    assert "on: 2026-11-01, expect:" in (folder / "scenarios/a.yaml").read_text("utf-8")
    assert 0 == kaiyaku_inside(*at, "--check").status


def test_the_command_leaves_a_rulebook_that_does_not_load_alone(folder: Path) -> None:
    (folder / "rules.yaml").write_text("rules: {a: {then: [do: nothing-known]}}\n", "utf-8")
    run = kaiyaku_inside("rules", "fmt", "--rules", str(folder))
    assert 2 == run.status
    assert "KY302" in run.err
    assert "rules: {a:" in (folder / "rules.yaml").read_text("utf-8")
