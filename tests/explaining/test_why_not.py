"""What ``why_not`` proposes brings the thing in, and nothing smaller does."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine.explaining import why_not
from engine.explaining.subjects import subjects_of
from engine.explaining.why_not import MOST_CHANGES
from engine.rulebook import Rulebook
from engine.sharpening import Certainty, Sharpener
from engine.situation import Situation
from engine.values import UNKNOWN, Answer, parse_value
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
        return Sharpener(rulebook, tried).certainty(subject.entry) is Certainty.CERTAIN

    for proposal in found.proposals:
        for values in product(*(change.values for change in proposal.changes)):
            facts = [change.fact for change in proposal.changes]
            assert certain(_parsed(rulebook, dict(zip(facts, values, strict=True))))
    if found.certainty == "certain":
        assert found.proposals == ()
        return
    smallest = len(found.proposals[0].changes) if found.proposals else MOST_CHANGES + 1
    if not found.searched_all:
        return
    for size in range(1, smallest):
        for chosen in combinations(asked_facts(rulebook), size):
            for answers in product(*([*domain(fact), UNKNOWN] for fact in chosen)):
                changes = dict(zip((fact.id for fact in chosen), answers, strict=True))
                assert not certain(changes)


def _parsed(rulebook: Rulebook, spelled: dict[str, str]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for fact_id, text in spelled.items():
        fact = rulebook.facts[fact_id]
        options = frozenset(option.id for option in fact.options)
        answers[fact_id] = UNKNOWN if text == "unknown" else parse_value(fact.kind, text, options)
    return answers
