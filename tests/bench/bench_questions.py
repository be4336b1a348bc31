"""How many questions the interview asks, against the fewest possible.

For random small rulebooks: the mean number of questions over all truthful people, for the
interview, for the best possible strategy (found by going through all of them) and for asking
everything. Prints ratios to the best. Run: ``python tests/bench/bench_questions.py``.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.conditions import All, Any, Comparison, Condition, Not, Relation
from engine.interview import Interview
from engine.rulebook import (
    Asked,
    Conclude,
    Concluded,
    Do,
    Effect,
    Fact,
    Group,
    GroupOrder,
    Option,
    Phase,
    Place,
    Rule,
    Rulebook,
    Step,
)
from engine.situation import Situation
from engine.values import Answer, Kind, Value, Wording

PLACE = Place("bench", 1, 1)
TODAY = date(2026, 11, 22)
RULEBOOKS = 150


def words(text: str) -> Wording:
    return Wording({"": text})


def random_rulebook(source: random.Random) -> Rulebook:
    """4 to 6 questions in one open group, 4 to 7 steps, a conclusion now and then."""
    facts = {}
    for number in range(source.randint(4, 6)):
        kind = source.choice((Kind.YES_NO, Kind.YES_NO, Kind.CHOICE))
        options = tuple(
            Option(name, words(name), None, (), PLACE)
            for name in ("a", "b", "c")
            if kind is Kind.CHOICE
        )
        fact_id = f"f{number}"
        facts[fact_id] = Fact(
            fact_id, kind, Asked(), PLACE, words(fact_id), words(fact_id), group="all",
            options=options,
        )  # fmt: skip
    questions = tuple(facts)
    facts["k"] = Fact("k", Kind.YES_NO, Concluded(), PLACE, words("k"))
    count = source.randint(4, 7)
    steps = {f"s{n}": Step(f"s{n}", "p", words(f"s{n}"), None, PLACE) for n in range(count)}
    asked = [facts[fact_id] for fact_id in questions]
    rules = [rule("r-k", condition(source, asked, 1), Conclude("k"))]
    rules += [
        rule(f"r{n}", condition(source, [*asked, facts["k"]], 2), Do(f"s{n}")) for n in range(count)
    ]
    return Rulebook(
        "bench", "1", words("bench"), ("en",), "JPY", "UTC", GroupOrder.OPEN,
        (Phase("p", words("p"), PLACE),),
        (Group("all", words("all"), questions, GroupOrder.OPEN, PLACE),),
        facts, {}, steps, {}, {}, {it.id: it for it in rules}, {},
    )  # fmt: skip


def rule(rule_id: str, when: Condition, effect: Effect) -> Rule:
    return Rule(rule_id, when, (effect,), words(rule_id), (), PLACE)


def condition(source: random.Random, facts: list[Fact], depth: int) -> Condition:
    if depth and source.random() < 0.7:
        parts = tuple(condition(source, facts, depth - 1) for _ in range(2))
        made: Condition = All(parts) if source.random() < 0.6 else Any(parts)
        return Not(made) if source.random() < 0.1 else made
    fact = source.choice(facts)
    value: Value = True if fact.kind is Kind.YES_NO else source.choice("abc")
    return Comparison(fact.id, Relation.EQUALS, value)


def domain(fact: Fact) -> tuple[Value, ...]:
    if fact.kind is Kind.YES_NO:
        return (True, False)
    return tuple(option.id for option in fact.options)


def by_interview(rulebook: Rulebook, answers: Mapping[str, Answer]) -> float:
    """Mean number of further questions over all ways to answer, each value equally likely."""
    question = Interview(rulebook, Situation(answers, TODAY)).next_question()
    if question is None:
        return 0.0
    fact = question.fact
    values = domain(fact)
    further = (by_interview(rulebook, {**answers, fact.id: value}) for value in values)
    return 1 + sum(further) / len(values)


def at_best(
    rulebook: Rulebook, answers: Mapping[str, Answer], seen: dict[frozenset[object], float]
) -> float:
    """The same for the best strategy."""
    key = frozenset(answers.items())
    if key not in seen:
        relevant = Interview(rulebook, Situation(answers, TODAY)).relevant()
        best = 0.0 if not relevant else float("inf")
        for fact_id in relevant:
            values = domain(rulebook.facts[fact_id])
            further = [at_best(rulebook, {**answers, fact_id: v}, seen) for v in values]
            best = min(best, 1 + sum(further) / len(values))
        seen[key] = best
    return seen[key]


@dataclass(frozen=True)
class Result:
    """Ratios to the best strategy."""

    interview: float
    everything: float


def measure(rulebook: Rulebook) -> Result | None:
    best = at_best(rulebook, {}, {})
    if not best:
        return None
    return Result(by_interview(rulebook, {}) / best, len(rulebook.askable) / best)


def main() -> None:
    source = random.Random(2026)
    measured = [measure(random_rulebook(source)) for _ in range(RULEBOOKS)]
    results = [result for result in measured if result is not None]
    for name in ("interview", "everything"):
        ratios = sorted(getattr(result, name) for result in results)
        mean = sum(ratios) / len(ratios)
        print(
            f"{name:<12} {mean:.3f} times the fewest questions on average,"
            f" {ratios[len(ratios) * 95 // 100]:.3f} at the 95th percentile,"
            f" {ratios[-1]:.3f} at worst ({len(ratios)} rulebooks)"
        )


if __name__ == "__main__":
    main()
