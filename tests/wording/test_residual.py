"""The open part of a condition."""

from hypothesis import given
from hypothesis import strategies as st

from engine.conditions import ALWAYS, NEVER, Condition, Not, comparisons_in, truth_of
from engine.situation import Situation, Valuation
from engine.values import UNKNOWN, Answer
from engine.wording.residual import OpenParts
from tests.strategies import asked_facts, conditions, rulebooks, situations, values


@st.composite
def _ways_it_turns_out(
    draw: st.DrawFn,
) -> tuple[Condition, Valuation, Valuation]:
    """A condition, what is known now, and what is known once every question is answered."""
    rulebook = draw(rulebooks(small=True))
    now = draw(situations(rulebook))
    answers: dict[str, Answer] = {}
    for fact in asked_facts(rulebook):
        kept = now.answers.get(fact.id)
        answers[fact.id] = draw(values(fact) | st.just(UNKNOWN)) if kept is None else kept
    later = Situation(answers, now.as_of)
    condition = draw(conditions(tuple(rulebook.facts.values())))
    return condition, Valuation(rulebook, now), Valuation(rulebook, later)


@given(_ways_it_turns_out())
def test_the_open_part_holds_exactly_when_the_condition_does(
    case: tuple[Condition, Valuation, Valuation],
) -> None:
    """And the open part of the negation exactly when it does not."""
    condition, now, later = case
    expected = truth_of(condition, later.knowledge)
    positive = truth_of(OpenParts(now).of(condition), later.knowledge)
    negative = truth_of(OpenParts(now).of(Not(condition)), later.knowledge)
    assert expected is None or (expected, not expected) == (positive, negative)


@given(_ways_it_turns_out())
def test_the_open_part_speaks_only_of_what_is_open(
    case: tuple[Condition, Valuation, Valuation],
) -> None:
    condition, now, _ = case
    truth = truth_of(condition, now.knowledge)
    part = OpenParts(now).of(condition)
    assert truth is None or (ALWAYS if truth else NEVER) == part
    assert all(truth_of(leaf, now.knowledge) is None for leaf in comparisons_in(part))
    open_facts = OpenParts(now).facts_in(condition)
    assert all(now.value(fact) is None for fact in open_facts)
