"""The order of steps: complete, stable, explainable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.planning.ordering import Cause, OrderCircle, Placed, Tie, order_steps

DAY = date(2026, 11, 22)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Placed], list[Tie]]:
    count = draw(st.integers(1, 8))
    phases = sorted(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    due = st.none() | st.integers(0, 5).map(lambda days: DAY + timedelta(days=days))
    hidden = draw(st.permutations(range(count)))
    steps = [Placed(f"s{n}", phases[n], draw(due), hidden[n]) for n in range(count)]
    ties = []
    for first in range(count):
        for then in range(first + 1, count):
            if draw(st.integers(0, 4)) == 0:
                ties.append(Tie(f"s{first}", f"s{then}", None, draw(st.booleans())))
    return steps, draw(st.permutations(ties))


@given(problems())
def test_every_tie_and_every_phase_is_kept(problem: tuple[list[Placed], list[Tie]]) -> None:
    steps, ties = problem
    ordering = order_steps(steps, ties)
    position = {step: n for n, step in enumerate(ordering.steps)}
    phase = {step.id: step.phase for step in steps}
    assert sorted(ordering.steps) == sorted(step.id for step in steps)
    assert all(position[tie.first] < position[tie.then] for tie in ties)
    assert [phase[step] for step in ordering.steps] == sorted(phase.values())


@given(problems(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_steps_and_ties_are_listed(
    problem: tuple[list[Placed], list[Tie]], random: object
) -> None:
    steps, ties = problem
    shuffled_steps, shuffled_ties = list(steps), list(ties)
    random.shuffle(shuffled_steps)  # type: ignore[attr-defined]
    random.shuffle(shuffled_ties)  # type: ignore[attr-defined]
    assert order_steps(shuffled_steps, shuffled_ties).steps == order_steps(steps, ties).steps


@given(problems(), st.integers(0, 2), st.integers(-1, 9))
def test_an_unrelated_step_swaps_no_two_others(
    problem: tuple[list[Placed], list[Tie]], phase: int, declared: int
) -> None:
    steps, ties = problem
    with_one_more = order_steps([*steps, Placed("new", phase, None, declared)], ties).steps
    assert tuple(s for s in with_one_more if s != "new") == order_steps(steps, ties).steps


@given(problems())
def test_every_neighbouring_pair_has_a_reason_that_is_true(
    problem: tuple[list[Placed], list[Tie]],
) -> None:
    steps, ties = problem
    ordering = order_steps(steps, ties)
    placed = {step.id: step for step in steps}
    for first, then in zip(ordering.steps, ordering.steps[1:], strict=False):
        reason = ordering.reason(first, then)
        match reason.cause:
            case Cause.TIE:
                assert reason.chain[0].first == first
                assert reason.chain[-1].then == then
            case Cause.PHASE:
                assert placed[first].phase < placed[then].phase
            case Cause.DUE:
                owner = placed[reason.chain[-1].then if reason.chain else first]
                assert owner.due == ordering.urgent[first]
                assert then not in ordering.urgent or owner.due < ordering.urgent[then]
            case Cause.DECLARED:
                assert ordering.urgent.get(first) == ordering.urgent.get(then)
                assert placed[first].declared < placed[then].declared


def test_a_step_takes_over_the_due_date_of_what_waits_for_it() -> None:
    soon, later = DAY + timedelta(days=2), DAY + timedelta(days=9)
    steps = [
        Placed("undated", 0, None, 0),
        Placed("later", 0, later, 1),
        Placed("papers", 0, None, 2),
        Placed("request", 0, soon, 3),
    ]
    ordering = order_steps(steps, [Tie("papers", "request", None, True)])
    assert ordering.steps == ("papers", "request", "later", "undated")
    reason = ordering.reason("papers", "later")
    assert (reason.cause, reason.chain[-1].then) == (Cause.DUE, "request")


def test_certain_ties_in_a_circle_are_an_error_that_names_them() -> None:
    steps = [Placed(name, 0, None, n) for n, name in enumerate("abc")]
    ties = [Tie("a", "b", "r1", True), Tie("b", "c", None, True), Tie("c", "a", "r2", True)]
    with pytest.raises(OrderCircle) as caught:
        order_steps(steps, ties)
    assert {tie.rule for tie in caught.value.ties} == {"r1", None, "r2"}


def test_a_possible_tie_gives_way_to_certain_ones() -> None:
    steps = [Placed(name, 0, None, n) for n, name in enumerate("ab")]
    ordering = order_steps(steps, [Tie("b", "a", "maybe", False), Tie("a", "b", "sure", True)])
    assert ordering.steps == ("a", "b")
    assert [tie.rule for tie in ordering.dropped] == ["maybe"]


def test_a_certain_tie_against_the_phases_is_a_circle() -> None:
    steps = [Placed("early", 0, None, 0), Placed("late", 1, None, 1)]
    with pytest.raises(OrderCircle):
        order_steps(steps, [Tie("late", "early", "r", True)])
