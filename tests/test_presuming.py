"""An answer that is presumed makes plans, but is asked all the same."""

from __future__ import annotations

from datetime import date

from engine.explaining.why import why
from engine.explaining.why_not import why_not
from engine.interview import Interview
from engine.loading import RulebookErrors, load_rulebook_text
from engine.planning import make_plan
from engine.rendering.explanations import render_why, render_why_not
from engine.rendering.text import render_text
from engine.situation import Situation, presuming, reference_findings
from engine.values import UNKNOWN, Answer
from tests.authoring.page_base import FILES

AS_OF = date(2026, 11, 22)
TROUBLE = """
facts:
  trouble:
    kind: choices
    group: home
    label: Trouble
    question: Does any of this apply?
    options: {lost_key: My key is lost, far: I live far away}
    presumed: none
rules:
  key-is-lost:
    when: {trouble: {includes: lost_key}}
    then: [warn: {severity: danger, text: Have the lock changed.}]
    because: B.
    sources: [handbook]
  nobody-is-far:
    when: {not: {trouble: {includes: far}}}
    then: [do: hurry]
    because: B.
    sources: [handbook]
"""


def rulebook(text: str = TROUBLE):  # type: ignore[no-untyped-def]
    return load_rulebook_text({**FILES, "trouble.yaml": text})


def plan(**answers: Answer):  # type: ignore[no-untyped-def]
    book = rulebook()
    situation = Situation(answers, AS_OF)
    findings = reference_findings(book, presuming(book, situation))
    return make_plan(book, situation, "en", findings)


def test_a_plan_without_the_answer_is_made_with_what_is_presumed() -> None:
    made = plan()
    assert [step.certainty for step in made.steps if step.id == "hurry"] == ["certain"]
    assert "key-is-lost" not in [warning.id for warning in made.warnings]


def test_what_is_presumed_is_no_answer_and_stays_an_open_question() -> None:
    made = plan()
    assert "trouble" not in [answer.fact for answer in made.answers]
    assert "trouble" not in made.situation
    assert ("trouble", "unanswered") in [(it.fact, it.answer) for it in made.open_questions]


def test_the_questionnaire_asks_it() -> None:
    assert "trouble" in Interview(rulebook(), Situation({}, AS_OF)).relevant()


def test_an_answer_counts_and_so_does_not_knowing() -> None:
    assert "key-is-lost" in [it.id for it in plan(trouble=frozenset({"lost_key"})).warnings]
    unsure = plan(trouble=UNKNOWN)
    assert [it.certainty for it in unsure.warnings if it.id == "key-is-lost"] == ["possible"]


def test_only_an_answer_of_the_fact_can_be_presumed() -> None:
    for wrong in ("lost_key", "yes", "[far]"):
        try:
            rulebook(TROUBLE.replace("presumed: none", f"presumed: {wrong}"))
        except RulebookErrors as errors:
            assert "presumed" in str(errors)
        else:
            raise AssertionError(wrong)


def test_the_plan_says_what_it_takes_for_granted() -> None:
    made = plan()
    assert [(it.fact, it.value, it.in_words) for it in made.presumed] == [
        ("trouble", "none", "Trouble: none of these")
    ]
    assert "Taken for granted until you say otherwise: Trouble: none of these." in " ".join(
        render_text(made).split()
    )


def test_an_answer_or_not_knowing_takes_nothing_for_granted() -> None:
    for answer in (UNKNOWN, frozenset[str](), frozenset({"far"})):
        made = plan(trouble=answer)
        assert made.presumed == ()
        assert "Taken for granted" not in render_text(made)


def test_why_tells_what_was_taken_for_granted_from_what_was_answered() -> None:
    book = rulebook()
    for answers, said in (
        ({}, "Trouble: none of these (taken for granted)"),
        ({"trouble": frozenset[str]()}, "Trouble: none of these"),
    ):
        explanation = why(book, Situation(answers, AS_OF), "hurry", "en")
        assert explanation.certainty == "certain"
        assert f"Answers used: {said}\n" in render_why(explanation, "en")


def test_why_not_puts_no_answer_into_the_mouth_of_somebody_who_gave_none() -> None:
    explanation = why_not(rulebook(), Situation({}, AS_OF), "key-is-lost", "en")
    assert explanation.certainty == "ruled_out"
    assert "instead of" not in render_why_not(explanation, "en")
