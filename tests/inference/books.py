"""Rulebooks for tests, said in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from hypothesis import HealthCheck, settings

from engine.conditions import Condition
from engine.inference import Inference, compile_program
from engine.inference.limits import LIMITS, Limits
from engine.rulebook import (
    Asked,
    Conclude,
    Concluded,
    Do,
    Effect,
    Fact,
    GroupOrder,
    Option,
    Origin,
    Phase,
    Place,
    Rule,
    Rulebook,
    Step,
)
from engine.situation import Situation, reference_findings
from engine.values import Answer, Kind, Wording

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Properties are about results; how fast a busy machine draws examples is not."""

PLACE = Place("test.yaml", 1, 1)
TODAY = date(2026, 11, 22)


def words(text: str) -> Wording:
    """``text`` in every language."""
    return Wording({"": text})


def fact(
    fact_id: str, kind: Kind, options: Iterable[str] = (), origin: Origin | None = None
) -> Fact:
    """A fact; asked, unless it has another ``origin``."""
    listed = tuple(Option(option, words(option), None, (), PLACE) for option in options)
    return Fact(fact_id, kind, origin or Asked(), PLACE, words(fact_id), options=listed)


def choice(fact_id: str, count: int) -> Fact:
    """A choice of ``count`` options, ``v0`` and so on."""
    return fact(fact_id, Kind.CHOICE, [f"v{n}" for n in range(count)])


def yes_no(count: int) -> list[Fact]:
    """So many yes/no facts, ``f0`` and so on."""
    return [fact(f"f{n}", Kind.YES_NO) for n in range(count)]


def book(
    facts: Iterable[Fact],
    when: Mapping[str, Condition],
    conclusions: Mapping[str, Sequence[str]] | None = None,
) -> Rulebook:
    """A rulebook of the rules ``when``; ``conclusions`` names the rules for each conclusion."""
    conclusions = conclusions or {}
    concluded = [fact(it, Kind.YES_NO, origin=Concluded()) for it in conclusions]
    effects: dict[str, list[Effect]] = {rule: [Do("step")] for rule in when}
    for conclusion, rules in conclusions.items():
        for rule in rules:
            effects[rule].append(Conclude(conclusion))
    step = Step("step", "phase", words("step"), None, PLACE)
    return Rulebook(
        id="test",
        version="1",
        title=words("test"),
        languages=("en",),
        currency="JPY",
        time_zone="Asia/Tokyo",
        group_order=GroupOrder.OPEN,
        phases=(Phase("phase", words("phase"), PLACE),),
        groups=(),
        facts={it.id: it for it in (*facts, *concluded)},
        tables={},
        steps={step.id: step},
        documents={},
        costs={},
        rules={
            rule: Rule(rule, condition, tuple(effects[rule]), words(rule), (), PLACE)
            for rule, condition in when.items()
        },
        sources={},
    )


def agrees(
    rulebook: Rulebook, situations: Iterable[Mapping[str, Answer]], limits: Limits = LIMITS
) -> None:
    """Asserts that inference finds in each of ``situations`` what plain evaluation finds."""
    inference = Inference(compile_program(rulebook, limits), rulebook)
    for answers in situations:
        situation = Situation(answers, TODAY)
        assert reference_findings(rulebook, situation) == inference.findings(situation)
    inference.close()
