from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.interview import Interview
from engine.loading import load_rulebook_text
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Answer
from tests import brute_force
from tests.strategies import AS_OF, Size, domain, rulebooks, situations

SMALL = Size(asked=4, options=3, tables=1, columns=2, derived=2, rules=5, steps=3, depth=2, parts=2)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    report_multiple_bugs=False,
)
@given(st.data())
def test_a_question_is_asked_exactly_when_its_answer_can_change_what_is_seen(
    data: st.DataObject,
) -> None:
    rulebook = data.draw(rulebooks(size=SMALL, small=True))
    situation = data.draw(situations(rulebook))
    interview = Interview(rulebook, situation, thorough=True)
    valuation = Valuation(rulebook, situation)
    assert brute_force.relevant(rulebook, valuation) == frozenset(interview.relevant())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_bound_on_questions_never_rises(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks())
    as_of = data.draw(st.sampled_from(AS_OF))
    answers: dict[str, Answer] = {}
    bound = None
    while question := Interview(rulebook, Situation(dict(answers), as_of)).next_question():
        assert bound is None or question.at_most <= bound
        assert question.number == len(answers) + 1
        bound = question.at_most
        answers[question.fact.id] = data.draw(st.sampled_from([UNKNOWN, *domain(question.fact)]))


NOT_KNOWING_ALONE_CHANGES_NOTHING = """
rulebook: {id: tiny, version: "1", title: Tiny, languages: [en], currency: JPY}
phases: {all: {title: All}}
groups: {all: {title: All}}
facts:
  owes: {kind: yes_no, group: all, label: Owes, question: Owes?}
  moves: {kind: yes_no, group: all, label: Moves, question: Moves?}
steps: {go: {phase: all, title: Go}}
rules:
  owing: {when: {owes: yes}, then: [{do: go}], because: B, sources: [page]}
  perhaps:
    when: {all: [{moves: unknown}, {moves: no}]}
    then: [do: go]
    because: B
    sources: [page]
sources:
  page: {title: Page, kind: background, checked: 2026-01-01}
"""


def test_what_is_the_case_is_not_given_away_by_not_knowing_it() -> None:
    rulebook = load_rulebook_text({"tiny.yaml": NOT_KNOWING_ALONE_CHANGES_NOTHING})
    situation = Situation({"owes": UNKNOWN}, AS_OF[0])
    assert () == Interview(rulebook, situation).relevant()
