"""Mutants are small changes to the rules; scenarios that expect enough notice them."""

from __future__ import annotations

import pytest

from engine.authoring.checks.accepted import Accepted, accepted_in
from engine.authoring.testing.judging import differences
from engine.authoring.testing.mutant import Mutant
from engine.authoring.testing.mutation_operators import mutants_of
from engine.authoring.testing.mutation_report import judged, mutation_text
from engine.authoring.testing.outcomes import Outcome
from engine.authoring.testing.running import run
from engine.authoring.testing.running_mutants import Fate, Trial, try_mutants
from engine.authoring.testing.variants import with_rules
from engine.loading.faults.report import Report, SourceFile
from engine.rulebook import Place
from engine.situation import Situation, reference_findings
from engine.worlds.solving import Solver
from tests.authoring.sample import BODY, book, opened, scenarios

CASES = (
    BODY
    + """\
  both:
    when: {rents: yes, pet: [cat, dog]}
    then: [{do: calm-cat}]
    because: Two reasons.
    sources: [handbook]
  some:
    when: {any: [{boxes: {between: [3, 5]}}, {not: {pet: cat}}]}
    then: [{do: pack}]
    because: One of two.
    sources: [handbook]
  dated:
    when: {moves_on: {before: 2027-01-01}}
    then: [{do: pack}]
    because: Soon.
    sources: [handbook]
"""
)
SCENARIOS = """\
on: 2026-11-22
scenarios:
  nothing: {given: {}, expect: {steps: [pack], asked: [rents, boxes]}}
  renting:
    given: {rents: yes, pet: dog, boxes: 21, moves_on: 2027-03-31}
    expect:
      steps: [hand-over, book-van]
      order: [[book-van, pack]]
      warnings: [renting]
      costs: [van]
      absent_steps: []
      due: {give-notice: {by: 2026-12-31}}
  owner:
    given: {rents: no, pet: cat, boxes: 20}
    expect: {steps: [calm-cat], absent_steps: [hand-over, book-van], not_asked: [moves_on]}
  unsure:
    given: {rents: unknown, pet: unknown}
    expect: {possible_steps: [hand-over], conclusions: {needs_van: unknown}}
"""


def trials(body: str = BODY, text: str = SCENARIOS) -> list[Trial]:
    """What becomes of every mutant."""
    rulebook = book(body)
    results = run(opened(rulebook), scenarios(rulebook, text))
    assert all(result.passed for result in results)
    solver = Solver(rulebook, results[0].scenario.as_of)
    return list(try_mutants(rulebook, mutants_of(rulebook), results, solver))


def mutants(body: str = CASES) -> dict[str, Mutant]:
    """The mutants by id."""
    return {mutant.id: mutant for mutant in mutants_of(book(body))}


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("cat.when.0.dropped", "in the rule cat, `pet: cat` is dropped"),
        ("cat.when.0.flipped", "in the rule cat, `pet: cat` is turned into its opposite"),
        ("cat.then.0.dropped", "in the rule cat, `do: calm-cat` is dropped"),
        ("many-boxes.when.0.moved",
         "in the rule many-boxes, `boxes: {over: 20}` becomes `boxes: {over: 19}`"),
        ("many-boxes.when.0.moved-2",
         "in the rule many-boxes, `boxes: {over: 20}` becomes `boxes: {over: 21}`"),
        ("some.when.0.moved-4",
         "in the rule some, `boxes: {between: [3, 5]}` becomes `boxes: {between: [3, 6]}`"),
        ("dated.when.0.moved",
         "in the rule dated, `moves_on: {before: 2027-01-01}` becomes"
         " `moves_on: {before: 2026-12-31}`"),
        ("both.when.0.turned",
         "in the rule both, one of `rents: yes`; `pet: [cat, dog]` is enough"),
        ("both.when.1.dropped", "in the rule both, `pet: [cat, dog]` is dropped"),
        ("some.when.1.dropped", "in the rule some, `pet: cat` is dropped"),
        ("van.order.book-van.pack", "the order book-van → pack of the rule van is dropped"),
        ("renting.then.2.dropped",
         "in the rule renting, `warn: {id: renting, severity: caution}` is dropped"),
        ("many-boxes.then.0.dropped", "in the rule many-boxes, `conclude: needs_van` is dropped"),
    ],
)  # fmt: skip
def test_a_mutant_says_what_it_changes(id: str, words: str) -> None:
    assert words == mutants()[id].words


def test_a_mutant_stands_where_the_change_does() -> None:
    line = CASES.splitlines().index("    when: {rents: yes, pet: [cat, dog]}") + 1
    assert Place("book.yaml", line, 24) == mutants()["both.when.1.dropped"].place


def test_orders_between_phases_are_left_alone() -> None:
    assert not any("order.give-notice" in id for id in mutants())


def test_scenarios_notice_what_they_expect_and_nothing_else() -> None:
    survivors = {it.mutant.id for it in trials() if it.fate is Fate.SURVIVED}
    assert {"cat.when.0.dropped", "cat.order.calm-cat.hand-over"} == survivors


@pytest.mark.parametrize("body", [BODY, CASES])
def test_the_short_cuts_notice_exactly_what_running_everything_would(body: str) -> None:
    rulebook = book(body)
    found = scenarios(rulebook, SCENARIOS)
    for trial in trials(body):
        mutant = trial.mutant
        if mutant.changed is None:
            continue
        variant = with_rules(rulebook, {mutant.changed.id: mutant.changed})
        noticed = False
        for scenario in found:
            situation = Situation(scenario.given, scenario.as_of)
            outcome = Outcome(variant, situation, reference_findings(variant, situation))
            noticed = noticed or bool(differences(scenario, outcome))
        assert noticed == (trial.fate is Fate.NOTICED), mutant.id


def test_a_change_that_provably_changes_nothing_is_no_survivor() -> None:
    body = BODY.replace("when: {pet: cat}", "when: {pet: cat, boxes: {at_least: 0}}")
    fates = {it.mutant.id: it.fate for it in trials(body)}
    assert Fate.EQUIVALENT is fates["cat.when.1.moved"]
    doubled = BODY + (
        "  again: {when: {pet: cat}, then: [{do: pack}], because: B, sources: [handbook]}\n"
    )
    fates = {it.mutant.id: it.fate for it in trials(doubled)}
    assert Fate.EQUIVALENT is fates["again.when.0.flipped"]
    assert Fate.EQUIVALENT is fates["again.then.0.dropped"]


def test_a_dropped_order_is_noticed_by_who_expects_the_order() -> None:
    fates = {it.mutant.id: it.fate for it in trials()}
    assert Fate.NOTICED is fates["van.order.book-van.pack"]
    assert Fate.SURVIVED is fates["cat.order.calm-cat.hand-over"]


def test_survivors_are_listed_unless_accepted_with_a_reason() -> None:
    order = "cat.order.calm-cat.hand-over"
    reason = {order: Accepted("Cats and keys never meet.", Place("accepted.yaml", 2, 3))}
    plain = judged(trials(), {}, all_tried=True)
    assert plain.failed
    assert "the order calm-cat → hand-over of the rule cat is dropped" in mutation_text(plain, "b")
    assert order not in mutation_text(judged(trials(), reason, all_tried=True), "b")


def test_an_acceptance_that_nothing_needs_any_more_is_told() -> None:
    stale = {"van.order.book-van.pack": Accepted("Once.", Place("accepted.yaml", 2, 3))}
    text = mutation_text(judged(trials(), stale, all_tried=True), "my/book")
    assert "my/book/accepted.yaml:2:3: no surviving mutant is called" in text


def test_accepted_mutants_are_read_with_their_reasons() -> None:
    report = Report()
    file = SourceFile("accepted.yaml", "accepted:\n  a.when.0.dropped: Because.\n")
    assert {"a.when.0.dropped": Accepted("Because.", Place(file.path, 2, 3))} == accepted_in(
        file, report
    )
    assert not report
    assert {} == accepted_in(SourceFile("m", "accepted: [a]\n"), report)
    assert ["KY206"] == [it.code for it in report.diagnostics()]


NUMBERS = (
    BODY
    + """\
calculated:
  days_left: {days_until: moves_on}
  paid_until: {add_days: [moves_on, 14]}
  helpers:
    cases:
      - {when: {boxes: {over: 20}}, value: 3}
      - {otherwise: 1}
"""
)


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("calculated.paid_until.1.moved",
         "in the calculated fact paid_until, `14` becomes `13`"),
        ("calculated.helpers.4.moved", "in the calculated fact helpers, `1` becomes `2`"),
        ("steps.give-notice.due.by.earlier", "the step give-notice is due a day earlier"),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_moved_too(id: str, words: str) -> None:
    assert words == mutants(NUMBERS)[id].words


@pytest.mark.parametrize(
    ("expect", "noticed"),
    [
        ("{values: {paid_until: 2027-04-14}}", {"paid_until.1", "paid_until.2"}),
        ("{values: {helpers: 3}}", {"helpers.1", "helpers.2"}),
        ("{steps: [pack]}", set()),
    ],
)
def test_a_number_is_noticed_where_its_value_is_expected(expect: str, noticed: set[str]) -> None:
    text = (
        "on: 2026-11-22\nscenarios:\n  one:\n"
        f"    given: {{boxes: 21, moves_on: 2027-03-31}}\n    expect: {expect}\n"
    )
    found = {
        it.mutant.id.removeprefix("calculated.").removesuffix(".moved")
        for it in trials(NUMBERS, text)
        if it.fate is Fate.NOTICED and it.mutant.fact is not None
    }
    assert noticed == found


def test_a_due_date_is_noticed_where_it_is_expected() -> None:
    due = {it.mutant.id: it.fate for it in trials() if it.mutant.step is not None}
    assert {
        "steps.give-notice.due.by.earlier": Fate.NOTICED,
        "steps.give-notice.due.by.later": Fate.NOTICED,
    } == due
