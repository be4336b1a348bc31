"""Conditions that have nothing to do with each other are judged one by one, to the same end."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings

from engine.authoring.checks.independence import Independence
from engine.authoring.checks.model import Context
from engine.authoring.inspecting.condition_places import both, negated
from engine.conditions import Comparison, Relation
from engine.rulebook import Rulebook
from engine.worlds.solving import Window
from tests.authoring.checks.found import TODAY, book, rule
from tests.strategies import Size, rulebooks

SIZE = Size(asked=4, options=3, tables=1, columns=2, derived=3, rules=5, steps=3, depth=2, parts=3)


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(rulebooks(size=SIZE, small=True))
def test_a_verdict_is_the_same_as_for_the_whole(rulebook: Rulebook) -> None:
    context = Context(rulebook, TODAY)
    written = [it.condition for it in context.conditions]
    pairs = [both(one, negated(other)) for one in written for other in written]
    for condition in (*written, *pairs):
        for window in (Window(), Window(TODAY, date(2026, 12, 31))):
            whole = context.solver.verdict(condition, window)
            if whole.exact:
                assert whole == context.verdict(condition, window), condition


def test_what_shares_a_question_or_the_day_is_looked_at_together() -> None:
    more = """\
calculated:
  days_gone: {days_between: [moves_on, today]}
  since_then: {days_until: started_on}
facts:
  started_on: {kind: date, group: home, question: Since when?}
rules:
"""
    text = more + rule("x", "days_gone: {over: 3}, since_then: {over: 3}")
    apart = Independence(book(text)).apart
    town, days = (Comparison(fact, Relation.KNOWN) for fact in ("town", "town.days"))
    rents, boxes, van = (
        Comparison(fact, Relation.KNOWN) for fact in ("rents", "boxes", "needs_van")
    )
    gone, since = (Comparison(fact, Relation.KNOWN) for fact in ("days_gone", "since_then"))
    assert [[town], [rents]] == apart([town, rents])
    assert 1 == len(apart([town, days]))
    assert 1 == len(apart([boxes, van]))
    assert 1 == len(apart([gone, since]))
    assert 3 == len(apart([rents, gone, boxes, since, van]))
