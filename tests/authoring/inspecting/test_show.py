"""``rules show`` tells what an id says and what is tied to it, both ways."""

import re
from pathlib import Path

from engine.authoring.inspecting.show import show
from engine.loading import load_rulebook_text
from engine.loading.scenarios.invariants import load_invariants
from engine.loading.scenarios.scenarios import load_scenarios_text
from tests.authoring.page_base import FILES
from tests.library import TODAY, library

SCENARIO = """\
on: 2026-11-22
scenarios:
  fined:
    given: {fine: 300}
    expect: {steps: [pay-fine], conclusions: {}}
"""


def shown(typed: str, language: str = "en") -> str:
    scenarios = load_scenarios_text({"scenarios/fines.yaml": SCENARIO}, library())
    return show(library(), scenarios, (), typed, language, TODAY, width=100)


def part(text: str, heading: str) -> list[str]:
    """The lines under a heading, without indentation."""
    found = re.search(rf"^{heading}\n((?:  .*\n)+)", text, re.MULTILINE)
    assert found is not None, text
    return [line.strip() for line in found[1].splitlines()]


def test_a_rule_reads_as_a_sentence_with_file_and_line() -> None:
    text = shown("films")
    assert text.startswith("rule films   rules.yaml:")
    assert "if           you have borrowed something and “Things” includes “Films”" in text
    assert "warn (note)  Films go to the counter.  [films]" in text
    assert "source       House rules of the library  [house-rules]" in text


def test_a_rule_without_a_condition_always_holds() -> None:
    assert re.search(r"^  if +always$", shown("everybody"), re.MULTILINE)


def test_a_step_names_what_it_refers_to_and_what_refers_to_it() -> None:
    text = shown("return-things")
    assert "due      by 1 day before “Last day”" in text
    assert "because  Without the card nobody takes things back." in text
    assert [
        "is in phase before: Before",
        "comes before step give-card-back: Give your card back",
        "is due by fact leaves_on: Last day",
        "shows the value of table column branch.portal: Portal",
    ] == [line.rpartition("  rulebook.yaml:")[0] for line in part(text, "Refers to")]
    assert ["rule borrowed wants it  rules.yaml:10:13"] == part(text, "Referred to by")


def test_scenarios_are_listed_with_what_they_do() -> None:
    assert ["fined answers it  scenarios/fines.yaml:4:13"] == part(shown("fine"), "In scenarios")


def test_what_nothing_refers_to_is_said_to_stand_alone() -> None:
    assert "Nothing in the rulebook refers to it." in shown("branch.south")


def test_the_words_come_in_the_language_asked_for() -> None:
    assert "您借了东西" in shown("films", "zh")
    assert "何か借りている" in shown("films", "ja")


def test_empty_cells_are_named_as_unknown() -> None:
    assert re.search(r"^  unknown +portal, by_post$", shown("branch.south"), re.MULTILINE)


def test_an_option_is_tied_to_the_rules_that_test_it() -> None:
    text = shown("things=film")
    assert ["is an answer to fact things: Things  rulebook.yaml:35:3"] == part(text, "Refers to")
    assert ["rule films tests it  rules.yaml:18:28"] == part(text, "Referred to by")


def test_options_tell_the_clauses_in_which_they_are_said() -> None:
    rulebook = load_rulebook_text(FILES)
    text = show(rulebook, (), (), "helpers", "en", TODAY, width=100)
    assert "  option friends  Friends\n  said as         friends help\n" in text
    assert "  denied as       no firm helps\n" in text


def test_an_invariant_is_shown_with_what_it_claims_and_beside_what_it_is_about(
    tmp_path: Path,
) -> None:
    text = (
        "invariants:\n"
        "  fine-first:\n"
        "    when: {fine: {over: 0}}\n"
        "    includes: [pay-fine]\n"
        "    because: Nobody leaves in debt.\n"
    )
    folder = tmp_path / "invariants"
    folder.mkdir()
    (folder / "fines.yaml").write_text(text, "utf-8")
    [found] = load_invariants(tmp_path, library())
    page = show(library(), (), (found,), "fine-first", "en", TODAY, width=100)
    assert page.startswith("invariant fine-first   invariants/fines.yaml:2:3")
    assert "[pay-fine]" in page
    assert "because   Nobody leaves in debt." in page
    step = show(library(), (), (found,), "pay-fine", "en", TODAY, width=100)
    assert ["fine-first claims something of it  invariants/fines.yaml:2:3"] == part(
        step, "In invariants"
    )
