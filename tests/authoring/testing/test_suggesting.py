"""Suggested scenarios load, pass and cover what was uncovered."""

from __future__ import annotations

from datetime import date

import pytest

from engine.authoring.testing.coverage import Coverage, coverage_of
from engine.authoring.testing.goals import Wish, wishes_for_survivors, wishes_for_targets
from engine.authoring.testing.mutation_operators import mutants_of
from engine.authoring.testing.remaining_goals import still_missing
from engine.authoring.testing.running import Result, run
from engine.authoring.testing.running_mutants import Fate, try_mutants
from engine.authoring.testing.suggesting import Suggestions, Why, suggest
from engine.authoring.testing.suggestion_yaml import suggestions_text
from engine.authoring.testing.targets import Targets, targets_of
from engine.conditions import ALWAYS
from engine.rulebook import Rulebook
from engine.situation import Situation
from engine.worlds.solving import Solver
from tests.authoring.sample import BODY, book, opened, scenarios

TODAY = date(2026, 11, 22)


def covered(rulebook: Rulebook, results: tuple[Result, ...]) -> tuple[Targets, Coverage]:
    """What the scenarios see."""
    targets = targets_of(rulebook, Solver(rulebook, TODAY))
    return targets, coverage_of(targets, results)


def suggestions(rulebook: Rulebook) -> Suggestions:
    """Suggestions for a rulebook without scenarios."""
    return suggest(rulebook, wishes_for_targets(rulebook, *covered(rulebook, ())), TODAY)


def test_suggestions_cover_everything_and_pass() -> None:
    rulebook = book()
    found = suggestions(rulebook)
    results = run(opened(rulebook), scenarios(rulebook, suggestions_text(found)))
    assert () == found.unmet
    assert all(result.passed for result in results)
    assert 100.0 == covered(rulebook, results)[1].percent


def test_few_scenarios_do_for_many_wishes() -> None:
    rulebook = book()
    wishes = wishes_for_targets(rulebook, *covered(rulebook, ()))
    assert len(suggestions(rulebook).found) < len(wishes) / 3


NUMBERS = """\
calculated:
  paid_until: {add_days: [moves_on, 14]}
  helpers: {cases: [{when: {boxes: {over: 20}}, value: 3}, {otherwise: 1}]}
"""


@pytest.mark.parametrize("body", [BODY, BODY + NUMBERS])
def test_suggestions_for_survivors_notice_them(body: str) -> None:
    rulebook = book(body)
    ready, solver = opened(rulebook), Solver(rulebook, TODAY)
    nothing = "on: 2026-11-22\nscenarios: {one: {given: {}, expect: {steps: [pack]}}}\n"
    before = run(ready, scenarios(rulebook, nothing))
    mutants = list(mutants_of(rulebook))
    survivors = [
        it.mutant
        for it in try_mutants(rulebook, mutants, before, solver)
        if it.fate is Fate.SURVIVED
    ]
    text = suggestions_text(suggest(rulebook, wishes_for_survivors(rulebook, survivors), TODAY))
    after = run(ready, scenarios(rulebook, text))
    fates = {it.fate for it in try_mutants(rulebook, survivors, after, solver)}
    assert survivors
    assert {Fate.NOTICED} == fates


def test_a_situation_is_found_through_conclusions_tables_and_dates() -> None:
    body = BODY.replace(
        "conclusions:",
        "tables:\n"
        "  pet:\n"
        "    key: pet\n"
        "    columns: {noise: {kind: integer}}\n"
        "    rows: {cat: {noise: 3}, dog: {noise: 9}}\n"
        "calculated:\n"
        "  days_left: {days_until: moves_on}\n"
        "conclusions:",
    )
    body += (
        "  hurry:\n"
        "    when: {pet.noise: {over: 5}, days_left: {between: [1, 3]}, needs_van: yes}\n"
        "    then: [{do: calm-cat}]\n"
        "    because: B\n"
        "    sources: [handbook]\n"
    )
    rulebook = book(body)
    rule = rulebook.rules["hurry"]
    found = Solver(rulebook, TODAY).situation(rule.when)
    assert found is not None
    assert {"pet", "boxes", "moves_on"} == found.answers.keys()
    assert "dog" == found.answers["pet"]


def test_an_order_is_shown_without_the_steps_that_would_do_its_work() -> None:
    body = BODY.replace(
        "pack: {phase: before, title: Pack}",
        "pack: {phase: before, title: Pack, after: [load]}\n"
        "  load: {phase: before, title: Load, after: [book-van]}",
    ).replace("- do: [give-notice, hand-over]", "- do: [give-notice, hand-over, load]")
    rulebook = book(body)
    found = suggestions(rulebook)
    assert () == found.unmet
    text = suggestions_text(found)
    assert "order: [[book-van, pack]]" in text


def test_what_cannot_be_found_is_said() -> None:
    body = BODY.replace(
        "pack: {phase: before, title: Pack}",
        "pack: {phase: before, title: Pack, after: [load]}\n"
        "  load: {phase: before, title: Load, after: [book-van]}",
    ).replace("[{do: pack}]", "[{do: [pack, load]}]")
    rulebook = book(body)
    targets, coverage = covered(rulebook, ())
    found = suggestions(rulebook)
    text, solver = suggestions_text(found), Solver(rulebook, TODAY)
    left = still_missing(opened(rulebook), text, found, (targets, coverage), (), solver)
    assert ["the order book-van → pack, by the rule van decides nothing in any scenario"] == [*left]
    assert [Why.IMPOSSIBLE.value] == [*left.values()]
    assert "# Still missing: the order book-van → pack" in suggestions_text(found, (), left)


def test_a_scenario_with_an_empty_plan_expects_that() -> None:
    body = BODY.replace("[{do: [give-notice, hand-over]}]", "[{do: hand-over}]")
    rulebook = book(body)
    option = Wish("pet-dog", "dog is chosen in no scenario", ALWAYS, given=(("pet", "dog"),))
    text = suggestions_text(suggest(rulebook, (option,), TODAY))
    [result] = run(opened(rulebook), scenarios(rulebook, text))
    assert result.passed
    assert result.scenario.expectations


def test_what_shows_only_where_something_is_not_known_is_suggested_and_noticed() -> None:
    body = BODY + (
        "  guarded:\n    when: {pet: known, all: [{pet: dog}]}\n"
        "    then: [{warn: {severity: note, text: Woof}}]\n"
        "    because: B\n    sources: [handbook]\n"
    )
    rulebook = book(body)
    mutants = [it for it in mutants_of(rulebook) if it.id == "guarded.when.0.dropped"]
    wishes = wishes_for_survivors(rulebook, mutants)
    found = suggest(rulebook, wishes, TODAY)
    results = run(opened(rulebook), scenarios(rulebook, suggestions_text(found)))
    solver = Solver(rulebook, TODAY)
    assert () == found.unmet
    assert [Fate.NOTICED] == [it.fate for it in try_mutants(rulebook, mutants, results, solver)]


def test_what_was_not_looked_for_in_time_is_not_said_to_be_impossible() -> None:
    rulebook = book()
    wishes = wishes_for_targets(rulebook, *covered(rulebook, ()))
    found = suggest(rulebook, wishes, TODAY, seconds=0)
    assert {Why.NO_TIME} == {why for _, why in found.unmet}
    assert len(wishes) == len(found.unmet)


def _wish(body: str, condition: str) -> Situation | None:
    rulebook = book(
        body + f"  wished:\n    when: {{{condition}}}\n    then: [{{do: pack}}]\n"
        "    because: B\n    sources: [handbook]\n"
    )
    return Solver(rulebook, TODAY).situation(rulebook.rules["wished"].when)


def test_options_that_are_counted_are_chosen() -> None:
    body = BODY.replace(
        "conclusions:",
        "  helpers:\n    {kind: choices, group: home, question: Who?,"
        " options: {a: A, b: B, c: C, d: D}}\n"
        "calculated:\n  hands: {count: helpers}\nconclusions:",
    )
    found = _wish(body, "hands: {at_least: 3}")
    assert found is not None
    assert frozenset({"a", "b", "c"}) == found.answers["helpers"]


def test_no_number_is_larger_than_it_needs_to_be() -> None:
    body = BODY.replace(
        "conclusions:",
        "  rent: {kind: money, group: home, question: How much?, minimum: 0}\n"
        "calculated:\n  left: {difference: [rent, 500]}\nconclusions:",
    )
    found = _wish(body, "left: {over: 400}")
    assert found is not None
    assert 901 == found.answers["rent"]


def test_another_day_is_tried_where_no_answer_does_today() -> None:
    body = BODY.replace(
        "conclusions:",
        "calculated:\n"
        '  open_day: {working_day_on_or_before: [moves_on, "DE"]}\n'
        "  days_open: {days_until: open_day}\nconclusions:",
    )
    body += (
        "  today-only:\n    when: {days_open: 0}\n    then: [{do: calm-cat}]\n"
        "    because: B\n    sources: [handbook]\n"
    )
    rulebook = book(body)
    assert TODAY.isoweekday() == 7
    found = suggest(rulebook, wishes_for_targets(rulebook, *covered(rulebook, ())), TODAY)
    days = {it.outcome.situation.as_of for it in found.found}
    assert () == found.unmet
    assert days > {TODAY}


def test_no_suggested_id_is_taken() -> None:
    found = suggestions(book())
    names = [
        line.strip(" :")
        for line in suggestions_text(found).splitlines()
        if line.startswith("  suggested-")
    ]
    again = suggestions_text(found, names)
    assert names
    assert not any(f"  {name}:\n" in again for name in names)
    assert len(names) == again.count("  suggested-")
