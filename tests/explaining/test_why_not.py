"""What ``why_not`` proposes brings the thing in, and nothing smaller does."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.explaining.subjects import certainty_of, subjects_of
from engine.explaining.why_not import ways_to, why_not
from engine.items import Certainty
from engine.rulebook import Fact, Rulebook
from engine.situation import Situation
from engine.values import UNKNOWN, Answer
from engine.worlds import View
from engine.worlds.changes import MOST_CHANGES, Allowed, OneOf, Within
from tests.strategies import Size, asked_facts, domain, rulebooks, situations

SIZE = Size(asked=4, options=3, tables=1, columns=2, derived=2, rules=5, steps=3, depth=2, parts=2)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_proposal_brings_it_in_and_no_smaller_set_does(data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(size=SIZE, small=True))
    situation = data.draw(situations(rulebook))
    subject = data.draw(st.sampled_from(list(subjects_of(rulebook).values())))
    assume(any(subject.entry.wanted))
    found = why_not(rulebook, situation, subject, "en")

    def certain(changes: dict[str, Answer]) -> bool:
        tried = Situation({**situation.answers, **changes}, situation.as_of)
        return certainty_of(subject, View(rulebook, tried)) is Certainty.CERTAIN

    ways = ways_to(subject, View(rulebook, situation))
    assert len(ways) == len(found.ways)
    for way in ways:
        values = [_allowed_values(rulebook, situation, *part) for part in way]
        for answers in product(*values):
            assert certain(dict(zip((fact for fact, _ in way), answers, strict=True)))
    if found.certainty == "certain":
        assert found.ways == ()
        return
    smallest = len(found.ways[0]) if found.ways else MOST_CHANGES + 1
    for size in range(1, smallest):
        for chosen in combinations(asked_facts(rulebook), size):
            for answers in product(*map(_answers, chosen)):
                changes = dict(zip((fact.id for fact in chosen), answers, strict=True))
                assert not certain(changes)


def _allowed_values(
    rulebook: Rulebook, situation: Situation, fact_id: str, allowed: Allowed
) -> list[Answer]:
    if isinstance(allowed, OneOf):
        return list(allowed.values)
    if isinstance(allowed, Within):
        return [
            value
            for value in domain(rulebook.facts[fact_id])
            if (allowed.low is None or value >= allowed.low)  # type: ignore[operator]
            and (allowed.high is None or value <= allowed.high)  # type: ignore[operator]
        ]
    before = situation.answers.get(fact_id)
    chosen = before if isinstance(before, frozenset) else frozenset()
    return [(chosen | allowed.chosen) - allowed.left_out]


def _answers(fact: Fact) -> list[Answer]:
    """What somebody may answer; nobody says "I don't know" who is not asked."""
    return [*domain(fact), UNKNOWN] if fact.can_be_asked else list(domain(fact))
