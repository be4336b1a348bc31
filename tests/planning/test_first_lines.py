"""What a plan begins with: the lines that matter most to one person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine import load_rulebook
from engine.answers import read_answer
from engine.planning.building import make_plan
from engine.planning.first_lines import GENERAL
from engine.planning.plan import Plan
from engine.planning.prevalence import Prevalence
from engine.situation import Situation, Valuation, reference_findings

RULEBOOK = """\
rulebook: {id: gym, version: "1", title: Gym, languages: [en], currency: EUR, time_zone: UTC}
phases: {all: {title: All}}
groups: {first: {title: First}, later: {title: Later}}
facts:
  member:
    {kind: choice, label: As, question: Which?, group: first, options: {full: F, day: D, try: T}}
  ends: {kind: date, label: Ends, question: When?, group: first}
  owes: {kind: yes_no, label: Owes, question: Owes?, group: later}
steps:
  pay: {phase: all, title: Pay, due: {by: ends, days_before: 3}}
  empty: {phase: all, title: Empty the locker, due: {by: ends, days_before: 9}}
  leave: {phase: all, title: Leave, due: {by: ends}}
  watch: {phase: all, title: Watch, due: {until: ends}}
sources: {desk: {title: Desk, kind: background, checked: 2026-11-01}}
rules:
  everybody:
    then:
      - do: [watch, leave]
      - warn: {severity: note, text: "A word on the whole."}
      - warn: {severity: danger, text: "Never sell your card."}
    because: It is so.
    sources: desk
  full-members:
    when: {member: full}
    then:
      - do: empty
      - warn: {severity: danger, on: leave, text: "The lock is cut."}
      - warn: {severity: danger, cannot_be_undone: yes, on: leave, text: "No way back."}
      - warn: {severity: caution, on: leave, text: "It rains."}
    because: It is so.
    sources: desk
  debtors:
    when: {owes: yes}
    then:
      - do: pay
      - warn: {severity: danger, on: pay, text: "Pay first."}
      - warn: {severity: danger, text: "Debts follow you."}
    because: It is so.
    sources: desk
"""


def plan_of(
    folder: Path, *, text: str = RULEBOOK, done: frozenset[str] = frozenset(), **answers: str
) -> Plan:
    """The plan for these answers on 1 December 2026."""
    folder.joinpath("gym.yaml").write_text(text, "utf-8")
    rulebook = load_rulebook(folder)
    given = {fact: read_answer(rulebook, fact, text).answer for fact, text in answers.items()}
    situation = Situation(given, date(2026, 12, 1))
    return make_plan(rulebook, situation, "en", reference_findings(rulebook, situation), done)


def lines_of(plan: Plan) -> list[tuple[str, str]]:
    """What the plan begins with: the kind, and the title or text."""
    steps = {step.id: step.title for step in plan.steps}
    texts = {warning.id: warning.text for warning in plan.warnings}
    return [
        (line.kind, texts[line.warning] if line.warning else steps[line.step or ""])
        for line in plan.first_lines
    ]


def test_the_persons_own_come_first_and_what_everybody_is_told_last(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, member="full", ends="2026-12-20", owes="yes")
    assert lines_of(plan) == [
        ("deadline", "Empty the locker"),
        ("danger", "Debts follow you."),
        ("danger", "Pay first."),
        ("danger", "The lock is cut."),
        ("cannot_be_undone", "No way back."),
        ("general", "Never sell your card."),
        ("general", "A word on the whole."),
    ]


def test_a_single_deadline_stands_at_the_top(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, member="day", ends="2026-12-20", owes="no")
    assert ("deadline", "Leave") == lines_of(plan)[0]
    assert ["deadline", "general", "general"] == [kind for kind, _ in lines_of(plan)]


def test_what_is_done_is_neither_due_nor_dangerous_any_more(tmp_path: Path) -> None:
    done = frozenset({"empty", "pay"})
    plan = plan_of(tmp_path, done=done, member="full", ends="2026-12-20", owes="yes")
    found = lines_of(plan)
    assert ("deadline", "Leave") == found[0]
    assert ("danger", "Pay first.") not in found


def test_a_missed_deadline_stays_the_next_one(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, member="full", ends="2026-12-08", owes="no")
    assert ("deadline", "Empty the locker") == lines_of(plan)[0]


def test_what_is_due_today_does_not_hide_what_is_due_next(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, member="full", ends="2026-12-10", owes="yes")
    assert lines_of(plan)[:3] == [
        ("deadline", "Empty the locker"),
        ("deadline", "Pay"),
        ("danger", "Debts follow you."),
    ]


def test_what_may_not_be_so_is_no_danger_of_this_persons_own(tmp_path: Path) -> None:
    """After "I don't know" it stands at its step, and for the whole plan among the general."""
    found = lines_of(plan_of(tmp_path, member="day", ends="unknown", owes="unknown"))
    assert found == [
        ("general", "Never sell your card."),
        ("general", "Debts follow you."),
        ("general", "A word on the whole."),
    ]


def test_every_warning_of_the_whole_plan_is_among_the_first_lines(tmp_path: Path) -> None:
    for owes in ("yes", "no", "unknown"):
        plan = plan_of(tmp_path, owes=owes)
        of_all = {warning.id for warning in plan.warnings if warning.step is None}
        assert of_all == {line.warning for line in plan.first_lines if line.step is None}


def reach(folder: Path, text: str, **answers: str) -> dict[str, float]:
    """How many give the answers that bring each rule to somebody with these."""
    folder.joinpath("gym.yaml").write_text(text, "utf-8")
    rulebook = load_rulebook(folder)
    given = {fact: read_answer(rulebook, fact, it).answer for fact, it in answers.items()}
    found = Prevalence(Valuation(rulebook, Situation(given, date(2026, 12, 1))))
    return {rule.id: found.of(rule) for rule in rulebook.rules.values()}


def test_the_reach_of_a_rule_is_the_share_of_people_who_give_its_rarest_answer(
    tmp_path: Path,
) -> None:
    shares = reach(tmp_path, RULEBOOK, member="full", owes="yes")
    assert 1 == shares["everybody"]
    assert 0.5 == shares["debtors"]
    assert round(1 / 3, 9) == round(shares["full-members"], 9)


def test_what_is_presumed_of_everybody_makes_no_rule_personal(tmp_path: Path) -> None:
    """The debtors' rule speaks to few then, and one for all others to nearly everybody."""
    presumed = RULEBOOK.replace("question: Owes?,", "question: Owes?, presumed: no,")
    others = """\
  others: {when: {owes: no}, then: [warn: {severity: note, text: T}], because: B, sources: desk}
"""
    assert reach(tmp_path, presumed + others, owes="yes")["debtors"] < 0.1
    assert reach(tmp_path, presumed + others, owes="no")["others"] > 0.9


@pytest.mark.parametrize(
    "changed",
    [
        "when: {any: [{owes: yes}, {owes: unknown}]}",
        "when: {all: [{owes: yes}, {any: [{member: [full, try]}, {member: unknown}]}]}",
        "when: {any: [{owes: yes}, {member: day}]}",
    ],
)
def test_a_danger_stays_ones_own_when_the_rule_is_changed_for_others(
    tmp_path: Path, changed: str
) -> None:
    text = RULEBOOK.replace("when: {owes: yes}", changed)
    assert reach(tmp_path, text, owes="yes", member="full")["debtors"] <= GENERAL
    assert reach(tmp_path, RULEBOOK, owes="yes", member="full")["debtors"] <= GENERAL


def test_what_most_people_come_to_is_nobodys_own_however_rare_the_way(tmp_path: Path) -> None:
    text = RULEBOOK.replace("when: {owes: yes}", "when: {usual: yes}")
    text += """\
  one-way: {when: {member: full}, then: [conclude: usual], because: B, sources: desk}
  other-way: {when: {member: [day, try]}, then: [conclude: usual], because: B, sources: desk}
conclusions: {usual: {label: Usual}}
"""
    assert reach(tmp_path, text, member="full")["debtors"] > GENERAL


def test_the_dangers_of_one_answer_do_not_push_out_that_of_another(tmp_path: Path) -> None:
    many = "".join(
        f'      - warn: {{severity: danger, on: pay, text: "Pay {n}."}}\n' for n in range(9)
    )
    text = RULEBOOK.replace('      - warn: {severity: danger, on: pay, text: "Pay first."}\n', many)
    texts = [
        said
        for kind, said in lines_of(
            plan_of(tmp_path, text=text, member="full", ends="2026-12-20", owes="yes")
        )
    ]
    assert texts[1:6] == ["Debts follow you.", "Pay 0.", "The lock is cut.", "Pay 1.", "Pay 2."]
