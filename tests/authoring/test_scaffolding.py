"""What ``rules new`` writes loads, checks and tests at once, and overwrites nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.authoring.checks.codes import Gravity
from engine.authoring.checks.model import Context
from engine.authoring.checks.registry import findings
from engine.authoring.scaffolding import (
    CannotScaffold,
    new_row,
    new_rule,
    new_scenario,
)
from engine.authoring.scaffolding.additions import Ground
from engine.authoring.scaffolding.insertion import NoRoom, with_entry
from engine.authoring.scaffolding.starter import schema_line, starter_files
from engine.authoring.scaffolding.words import quoted
from engine.authoring.testing.judging import differences
from engine.authoring.testing.outcomes import Outcome
from engine.loading import load_rulebook, load_rulebook_text
from engine.loading.scenarios.scenarios import load_scenarios_text
from engine.loading.source.folder import contents
from engine.rulebook import Rulebook
from engine.situation import Situation, reference_findings
from engine.values import UNKNOWN, Answer
from engine.wording.filling import plain
from tests.authoring.books import Texts, library_texts, starter
from tests.authoring.plain_yaml import read_yaml
from tests.library import TODAY
from tests.programs import kaiyaku_inside


def ground(texts: Texts) -> Ground:
    return Ground(load_rulebook_text(texts), texts, TODAY)


def scenarios_failing(texts: Texts) -> list[str]:
    rulebook = load_rulebook_text(texts)
    scenarios = load_scenarios_text(
        {path: text for path, text in texts.items() if path.startswith("scenarios/")}, rulebook
    )
    assert scenarios
    failing = []
    for scenario in scenarios:
        situation = Situation(scenario.given, scenario.as_of)
        outcome = Outcome(rulebook, situation, reference_findings(rulebook, situation))
        failing += [scenario.id for _ in differences(scenario, outcome)]
    return failing


def complaints(rulebook: Rulebook) -> list[str]:
    found = findings(Context(rulebook, TODAY))
    return [it.problem for it in found if it.severity is not Gravity.NOTE]


@pytest.mark.parametrize("languages", [("en",), ("ja",), ("en", "zh", "ja"), ("de", "en")])
def test_a_new_rulebook_checks_and_tests_in_any_language(languages: tuple[str, ...]) -> None:
    texts = starter(languages)
    assert [] == complaints(load_rulebook_text(texts))
    assert [] == scenarios_failing(texts)


CONDITIONS: list[dict[str, Answer]] = [
    {},
    {"has_books": False},
    {"branch": "north"},
    {"things": frozenset({"film", "map"})},
    {"things": frozenset()},
    {"fine": 300, "has_books": True},
    {"leaves_on": date(2027, 1, 1)},
    {"visits": UNKNOWN},
    {"branch": UNKNOWN},
]


@pytest.mark.parametrize("when", CONDITIONS, ids=lambda when: ",".join(when) or "none")
def test_a_new_rule_holds_with_its_condition_and_not_without(when: dict[str, Answer]) -> None:
    texts = library_texts()
    before = complaints(load_rulebook_text(texts))
    grown = texts | new_rule(ground(texts), "new-rule", when)
    rulebook = load_rulebook_text(grown)
    assert {"new-rule"} == set(rulebook.rules) - set(load_rulebook_text(texts).rules)
    assert set(complaints(rulebook)) <= set(before)
    assert [] == scenarios_failing(grown)


def test_a_rule_can_be_put_into_a_file_that_is_there() -> None:
    """Every line that was there stays, the entries come at the end of their sections."""
    texts = starter()
    changed = new_rule(ground(texts), "bike-first", {}, file="advice.yaml")
    assert {"advice.yaml", "scenarios/bike-first.yaml"} == set(changed)
    old, new = texts["advice.yaml"].splitlines(), changed["advice.yaml"].splitlines()
    rest = iter(new)
    assert all(line in rest for line in old)
    after = read_yaml(changed["advice.yaml"])
    assert ["give-notice", "hand-key-back", "bike-first"] == list(after["steps"])


def test_a_new_rule_may_want_a_step_that_is_there() -> None:
    texts = starter()
    changed = new_rule(ground(texts), "again", {}, step="hand-key-back")
    assert {"rules"} == set(read_yaml(changed["again.yaml"]))


def test_a_rulebook_without_sources_gets_one() -> None:
    texts = library_texts()
    text = texts["rules.yaml"].partition("sources:\n  house-rules:")[0]
    texts["rules.yaml"] = text.replace("sources: [house-rules]", "sources: []")
    bare = {"rulebook.yaml": texts["rulebook.yaml"]}
    grown = bare | new_rule(ground(bare), "new-rule", {})
    assert ["say-where-it-stands"] == list(load_rulebook_text(grown).sources)


def test_a_new_row_has_a_hint_for_every_cell() -> None:
    texts = library_texts()
    grown = texts | new_row(ground(texts), "branch", "east")
    rulebook = load_rulebook_text(grown)
    assert {} == rulebook.tables["branch"].rows["east"]
    assert [] == scenarios_failing(grown)
    assert "# portal: ...  # Portal" in grown["branch-east.yaml"]
    filled = grown["branch-east.yaml"].replace("# by_post", "by_post")
    rows = load_rulebook_text(grown | {"branch-east.yaml": filled}).tables["branch"].rows
    assert {"by_post"} == set(rows["east"])


def test_a_new_scenario_expects_what_the_plan_holds() -> None:
    texts = library_texts()
    given: dict[str, Answer] = {"has_books": True, "fine": 300, "branch": UNKNOWN}
    files = new_scenario(ground(texts), "late", given, date(2026, 12, 1))
    expect = read_yaml(files["scenarios/late.yaml"])["scenarios"]["late"]
    assert {
        "on": "2026-12-01",
        "given": {"has_books": "yes", "fine": 300, "branch": "unknown"},
        "expect": {
            "steps": ["return-things", "pay-fine", "give-card-back"],
            "possible_steps": ["post-card"],
            "warnings": ["borrowed"],
            "documents": ["id-card"],
            "costs": ["fine"],
        },
    } == expect


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (lambda it: new_rule(it, "fined", {}), "there is already a rule 'fined'"),
        (lambda it: new_rule(it, "pay-fine", {}), "To use it add: --step pay-fine"),
        (lambda it: new_rule(it, "New Rule", {}), "cannot be an id here"),
        (lambda it: new_rule(it, "x", {}, step="pay-fien"), "Did you mean 'pay-fine'?"),
        (lambda it: new_rule(it, "x", {}, file="../x.yaml"), "is no YAML file in"),
        (lambda it: new_rule(it, "x", {}, file="/x.yaml"), "is no YAML file in"),
        (lambda it: new_rule(it, "x", {}, file="x.txt"), "is no YAML file in"),
        (lambda it: new_rule(it, "x", {}, file="scenarios/x.yaml"), "this belongs outside"),
        (lambda it: new_row(it, "branhc", "east"), "Did you mean 'branch'?"),
        (lambda it: new_row(it, "branch", "north"), "there is already a row"),
        (lambda it: new_scenario(it, "x", {}, file="x.yaml"), "in the folder scenarios/"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(attempt: object, message: str) -> None:
    assert callable(attempt)
    with pytest.raises(CannotScaffold) as error:
        attempt(ground(library_texts()))
    assert message in str(error.value)


def test_an_entry_goes_to_the_end_of_its_section_and_takes_on_its_layout() -> None:
    text = "# top\nsteps:\n    a: {x: 1}\n\n    b:\n        x: 2\n# about rules\nrules:\n  c: 1\n"
    assert (
        "# top\nsteps:\n    a: {x: 1}\n\n    b:\n        x: 2\n\n    new: 1\n"
        "# about rules\nrules:\n  c: 1\n"
    ) == with_entry(text, "f.yaml", ("steps",), "new: 1\n")
    assert text + "\nsources:\n  new: 1\n" == with_entry(text, "f.yaml", ("sources",), "new: 1\n")


def test_an_entry_finds_its_way_into_nested_sections() -> None:
    text = "rows:\n  one:\n    a: {}\n  two:\n    b: {}\n"
    assert "rows:\n  one:\n    a: {}\n    new: 1\n  two:\n    b: {}\n" == with_entry(
        text, "f.yaml", ("rows", "one"), "new: 1\n"
    )
    assert text + "  three:\n    new: 1\n" == with_entry(
        text, "f.yaml", ("rows", "three"), "new: 1\n"
    )


def test_an_empty_section_is_filled_and_one_on_a_single_line_refused() -> None:
    assert "rules:\n  new: 1\n" == with_entry("rules:\n", "f.yaml", ("rules",), "new: 1\n")
    with pytest.raises(NoRoom, match=r"f\.yaml:1: what stands under `rules:`"):
        with_entry("rules: {a: 1}\n", "f.yaml", ("rules",), "new: 1\n")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_a_title_survives_whatever_is_in_it(text: str) -> None:
    if not text.strip("\ufeff\u2028\u2029") or {"\ufeff", "\uffff", "\ufffe"} & set(text):
        return
    written = read_yaml(f"a: {quoted(text)}\nb: {{c: {quoted(text)}, d: 1}}\n")
    assert (text, text) == (written["a"], written["b"]["c"])


def test_the_commands_write_a_rulebook_and_extend_it(tmp_path: Path) -> None:
    folder = tmp_path / "our garden"
    at = ("--rules", str(folder))
    assert 0 == kaiyaku_inside("rules", "new", "rulebook", str(folder)).status
    assert 0 == kaiyaku_inside("rules", "new", "rule", "bike", "--when", "has_key=no", *at).status
    assert 0 == kaiyaku_inside("rules", "new", "scenario", "all", *at).status
    schema = (folder / ".schema" / "scenarios.schema.json").read_text(encoding="utf-8")
    assert '"bike"' in schema
    texts = {path: content.decode() for path, content in contents(folder)}
    assert "our-garden" == load_rulebook_text(texts).id
    assert [] == scenarios_failing(texts)
    assert ["our garden"] == [path.name for path in tmp_path.iterdir()]


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    run = kaiyaku_inside("rules", "new", "rulebook", str(tmp_path))
    assert 2 == run.status
    assert "is already there" in run.err
    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]


def test_languages_that_are_none_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    run = kaiyaku_inside("rules", "new", "rulebook", str(tmp_path / "x"), "--languages", "English")
    assert 2 == run.status
    assert "is no language code" in run.err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--languages", ","), "--languages names no language. Write codes like en,zh,ja."),
        (("--languages", "en;zh"), "--languages: 'en;zh' is no language code."),
        (("--title", " \n"), "--title is empty."),
    ],
)
def test_what_a_rulebook_cannot_begin_with_is_told_as_the_option_it_is(
    tmp_path: Path, option: tuple[str, str], words: str
) -> None:
    run = kaiyaku_inside("rules", "new", "rulebook", str(tmp_path / "x"), *option)
    assert 2 == run.status
    assert run.err.startswith(f"Error: {words}")
    assert [] == list(tmp_path.iterdir())


def test_a_rulebook_begins_whatever_its_title_its_folder_and_its_languages_are(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "null"
    title = "{x} {{y}} \x1b[31m\n- # 'it' \"is\""
    run = kaiyaku_inside(
        "rules", "new", "rulebook", str(folder), "--title", title, "--languages", "en,en, zh"
    )
    assert 0 == run.status
    made = load_rulebook(folder)
    assert ("rulebook", ("en", "zh")) == (made.id, made.languages)
    assert "{x} {{y}} [31m - # 'it' \"is\"" == plain(made.title, "en")


def test_the_next_commands_can_be_copied_into_a_shell(tmp_path: Path) -> None:
    run = kaiyaku_inside("rules", "new", "rulebook", str(tmp_path / "our garden"))
    assert f"kaiyaku --rules '{tmp_path}/our garden'\n" in run.err


@pytest.mark.parametrize("name", ["null", "x" * 200])
def test_what_yaml_would_not_take_for_an_id_is_none(tmp_path: Path, name: str) -> None:
    at = ("--rules", str(tmp_path / "book"))
    kaiyaku_inside("rules", "new", "rulebook", at[1])
    run = kaiyaku_inside("rules", "new", "rule", name, *at)
    assert 2 == run.status
    assert run.err.startswith(f"Error: '{name[:50]}")


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("facts.yaml", ".schema/rulebook.schema.json"),
        ("topics/keys.yaml", "../.schema/rulebook.schema.json"),
        ("scenarios/first.yaml", "../.schema/scenarios.schema.json"),
        ("scenarios/by-topic/keys.yaml", "../../.schema/scenarios.schema.json"),
        ("invariants/order.yaml", "../.schema/invariants.schema.json"),
    ],
)
def test_the_first_line_of_a_file_tells_an_editor_its_schema(path: str, schema: str) -> None:
    assert f"# yaml-language-server: $schema={schema}\n" == schema_line(path)


def test_an_editor_takes_no_file_of_a_new_rulebook_for_one_of_another_kind() -> None:
    files = starter_files("small", "Small", ["en"], TODAY)
    schemas = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert {
        "./.schema/rulebook.schema.json": [
            "*.yaml",
            "!scenarios/**",
            "!invariants/**",
            "!accepted.yaml",
        ],
        "./.schema/scenarios.schema.json": ["scenarios/**/*.yaml"],
        "./.schema/invariants.schema.json": ["invariants/**/*.yaml"],
    } == schemas
