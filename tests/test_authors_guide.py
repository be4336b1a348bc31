"""The pages for authors say nothing untrue: every example on them is run."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft7Validator

from engine.authoring.checks.accepted import accepted_in
from engine.authoring.schemas import schemas_for
from engine.authoring.testing.judging import differences
from engine.authoring.testing.outcomes import Outcome
from engine.loading import RulebookErrors, load_rulebook_text
from engine.loading.faults.report import Report, SourceFile
from engine.loading.scenarios.scenarios import load_scenarios_text
from engine.rulebook import Rulebook
from engine.situation import Situation, reference_findings
from tests.authoring.plain_yaml import read_yaml
from tests.programs import ROOT, kaiyaku_inside

FOLDER = ROOT / "rules"
GUIDE = (FOLDER / "README.md").read_text(encoding="utf-8")
COOKBOOK = (FOLDER / "cookbook.md").read_text(encoding="utf-8")
MESSAGES = (FOLDER / "messages.md").read_text(encoding="utf-8")
PAGES = ["README.md", "cookbook.md", "messages.md"]
Texts = dict[str, str]


class Fence(NamedTuple):
    """An example: what its first line says, its text, and the heading above it."""

    info: str
    text: str
    heading: str


@cache
def fences() -> tuple[Fence, ...]:
    found = []
    pages = GUIDE + COOKBOOK + MESSAGES
    for match in re.finditer(r"^```(.*)\n((?:.*\n)*?)```$", pages, re.MULTILINE):
        headings = re.findall(r"^##+ (.*)$", pages[: match.start()], re.MULTILINE)
        found.append(Fence(match[1].removeprefix("yaml "), match[2], headings[-1]))
    return tuple(found)


RECIPES = [fence for fence in fences() if fence.info == "recipe"]


def marked(info: str) -> Iterator[Fence]:
    return (fence for fence in fences() if fence.info.split()[0] == info)


@cache
def club() -> tuple[tuple[str, str], ...]:
    """The running example, as files."""
    texts: Texts = {}
    for fence in fences():
        if fence.info.startswith("club/"):
            path = fence.info.removeprefix("club/")
            texts[path] = texts.get(path, "") + fence.text
    return tuple(texts.items())


def with_club(**more: str) -> Rulebook:
    extra = {f"{name}.yaml": text for name, text in more.items()}
    return load_rulebook_text({**dict(club()), **extra})


def failures(rulebook: Rulebook, text: str) -> list[str]:
    found = []
    for scenario in load_scenarios_text({"scenarios/x.yaml": text}, rulebook):
        situation = Situation(scenario.given, scenario.as_of)
        outcome = Outcome(rulebook, situation, reference_findings(rulebook, situation))
        found += [f"{scenario.id}: {it}" for it in differences(scenario, outcome)]
    return found


def test_the_example_of_what_is_accepted_is_read() -> None:
    [example] = [fence.text for fence in fences() if fence.info == "accepted"]
    report = Report()
    assert len(accepted_in(SourceFile("accepted.yaml", example), report)) == 2
    assert not report


def test_every_example_is_marked_so_that_it_is_run() -> None:
    known = {"club", "starter", "three-languages", "console", "when", "recipe",
             "recipe-scenarios", "wrong", "accepted"}  # fmt: skip
    assert set() == {re.split(r"[ /]", fence.info)[0] for fence in fences()} - known


def test_the_running_example_is_one_rulebook_and_its_scenarios_pass() -> None:
    texts = dict(club())
    assert [] == failures(with_club(), texts["scenarios/first.yaml"])


def test_the_editor_agrees_with_the_examples() -> None:
    """The schemas made for the running example accept all of it, recipes included."""
    texts = {f"r{number}": recipe.text for number, recipe in enumerate(RECIPES)}
    schemas = schemas_for(with_club(**texts), "en")
    for path, text in (*club(), *texts.items()):
        folder = path.partition("/")[0]
        kind = folder if folder in schemas else "rulebook"
        errors = Draft7Validator(schemas[kind]).iter_errors(read_yaml(text))
        assert [] == [f"{path}: {error.message}" for error in errors]


def test_texts_can_stand_in_three_languages() -> None:
    (example,) = marked("three-languages")
    header = "rulebook: {id: x, title: x, languages: [en, zh, ja]}\n"
    rulebook = load_rulebook_text({"rulebook.yaml": header, "documents.yaml": example.text})
    assert {"en", "zh", "ja"} == set(rulebook.documents["passport"].title.by_language)


CONDITIONS = [line.partition("  #")[0] for it in marked("when") for line in it.text.splitlines()]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_shown_is_one(condition: str) -> None:
    inside = condition.strip() if condition.startswith("{") else f"{{{condition.strip()}}}"
    probe = (
        f"rules: {{probe: {{when: {inside}, then: [do: pay-bill], because: x, sources: [desk]}}}}"
    )
    assert "probe" in with_club(probe=probe).rules


def test_the_cookbook_has_its_recipes() -> None:
    numbers = re.findall(r"^## (\d+)\. ", COOKBOOK, re.MULTILINE)
    assert [str(number) for number in range(1, 21)] == numbers
    assert len({recipe.heading for recipe in RECIPES}) == len(numbers)
    assert f"\n{len(numbers)} things " in COOKBOOK and f" {len(numbers)} recipes " in GUIDE


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.heading for recipe in RECIPES])
def test_every_recipe_works(recipe: Fence) -> None:
    rulebook = with_club(recipe=recipe.text)
    assert set(rulebook.rules) > set(with_club().rules)
    for scenarios in marked("recipe-scenarios"):
        if scenarios.heading == recipe.heading:
            assert [] == failures(rulebook, scenarios.text)


def test_all_recipes_work_together() -> None:
    texts = {f"r{number}": recipe.text for number, recipe in enumerate(RECIPES)}
    assert len(with_club(**texts).rules) >= len(with_club().rules) + len(RECIPES)


WRONG = list(marked("wrong"))


@pytest.mark.parametrize("example", WRONG, ids=[it.info for it in WRONG])
def test_what_is_shown_as_wrong_gets_the_code_it_is_said_to_get(example: Fence) -> None:
    with pytest.raises(RulebookErrors) as error:
        with_club(wrong=example.text)
    assert [example.info.split()[1]] == [it.code for it in error.value.diagnostics]


def test_the_commands_work_as_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the guide, in one folder; the lines below a command are in its output.
    The questionnaire itself is left out, which needs somebody to answer."""
    monkeypatch.chdir(tmp_path)
    for path, text in club():
        file = tmp_path / "club" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for fence in fences():
        if fence.info.startswith("starter/"):
            (tmp_path / "my-rules" / fence.info.removeprefix("starter/")).write_text(
                fence.text, encoding="utf-8"
            )
        if fence.info != "console":
            continue
        for command, output in re.findall(r"^\$ kaiyaku (.*)\n((?:[^$].*\n)*)", fence.text, re.M):
            if command.startswith("--"):
                continue
            run = kaiyaku_inside(*shlex.split(command))
            assert (command, 0, run.err) == (command, run.status, run.err)
            for line in output.splitlines():
                assert line in run.out, (command, run.out)


def test_every_command_for_authors_is_in_the_guide() -> None:
    listed = kaiyaku_inside("rules", "--help").out.partition("Commands:")[2]
    for command in re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE):
        assert f"`rules {command}" in GUIDE, command


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^##+ (.*)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", it.lower()).replace(" ", "-") for it in headings}


@pytest.mark.parametrize("name", PAGES)
def test_links_inside_the_guide_lead_somewhere(name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    for file, anchor in re.findall(r"\]\(([\w.]*)#([^)]*)\)", page):
        other = (FOLDER / file).read_text(encoding="utf-8") if file else page
        assert anchor in anchors(other), (file, anchor)


@pytest.mark.parametrize("name", PAGES)
def test_every_section_of_the_guide_is_in_its_contents(name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    contents = page.partition("\n## ")[0]
    sections = set(re.findall(r"^## (.*)$", page, re.MULTILINE))
    assert {anchor for it in sections for anchor in anchors(f"## {it}")} == set(
        re.findall(r"\]\(#([^)]*)\)", contents)
    )
