"""Rulebooks beyond each limit of durable-rules are matched all the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from engine.conditions import All, Any, Comparison, Condition, Not, Relation
from engine.inference import TooLargeForInference, compile_program
from engine.inference.limits import Limits
from engine.rulebook import Fact, Rulebook
from engine.values import UNKNOWN, Answer, Kind
from tests.inference.books import agrees, book, choice, fact, yes_no
from tests.inference.children import run_in_child
from tests.random_conditions import domain

AT_THE_EDGE = Limits(branches=510, waiting=64, properties=252, tests=250, rules=4000)
"""The last values that durable-rules bears, beside the rule that wakes a session."""


def equals(fact_id: str, value: Answer) -> Comparison:
    return Comparison(fact_id, Relation.EQUALS, value)  # type: ignore[arg-type]


def holds(number: int) -> Comparison:
    return equals(f"f{number}", True)


def random_answers(rulebook: Rulebook, count: int) -> Iterator[dict[str, Answer]]:
    """Nobody has asked, all is unknown, then random answers with ever fewer gaps."""
    facts = [it for it in rulebook.facts.values() if not it.id.startswith("c")]
    yield {}
    yield {it.id: UNKNOWN for it in facts}
    for number in range(count):
        chance = random.Random(number)
        yield {
            it.id: chance.choice(domain(it))
            for it in facts
            if chance.random() < (number + 1) / count
        }


def six_hundred_tests_of_one_fact() -> None:
    when: dict[str, Condition] = {f"r{n}": equals("a", f"v{n}") for n in range(600)}
    rulebook = book([choice("a", 600)], when)
    agrees(rulebook, [{}, {"a": UNKNOWN}, *({"a": f"v{n}"} for n in range(0, 600, 7))])


def six_hundred_tests_after_one_test() -> None:
    rules = {f"r{n}": All((holds(0), equals("a", f"v{n}"))) for n in range(600)}
    rulebook = book([choice("a", 600), *yes_no(1)], rules)
    agrees(rulebook, random_answers(rulebook, 30), AT_THE_EDGE)


def three_hundred_equal_conditions() -> None:
    when = {f"r{n}": All((holds(0), holds(1))) for n in range(300)}
    rulebook = book(yes_no(2), when)
    agrees(rulebook, random_answers(rulebook, 20))


def three_hundred_facts_that_all_matter() -> None:
    when: dict[str, Condition] = {f"r{n}": holds(n) for n in range(300)}
    rulebook = book(yes_no(300), when)
    agrees(rulebook, [*random_answers(rulebook, 10), {f"f{n}": True for n in range(300)}])


def sixty_facts_in_one_rule() -> None:
    when: dict[str, Condition] = {
        "r": All(tuple(map(holds, range(60)))),
        "s": Any(tuple(map(holds, range(60)))),
    }
    rulebook = book(yes_no(60), when)
    every: dict[str, Answer] = {f"f{n}": True for n in range(60)}
    agrees(rulebook, [every, {**every, "f31": False}, {**every, "f7": UNKNOWN}, {"f59": False}])


def six_hundred_facts_in_one_rule() -> None:
    rulebook = book(yes_no(600), {"r": All(tuple(map(holds, range(600))))})
    every: dict[str, Answer] = {f"f{n}": True for n in range(600)}
    agrees(rulebook, [every, {**every, "f599": False}, {**every, "f300": UNKNOWN}, {}])


def many_alternatives_of_many_facts() -> None:
    """16 alternatives of 4 facts each, 16 times one of 4 facts, and what contradicts them."""
    fours = [tuple(holds(4 * n + k) for k in range(4)) for n in range(16)]
    some, every = Any(tuple(map(All, fours))), All(tuple(map(Any, fours)))
    rulebook = book(yes_no(64), {"a": some, "b": every, "c": Not(some), "d": All((some, every))})
    agrees(rulebook, random_answers(rulebook, 60))


def two_thousand_alternatives() -> None:
    threes = [
        All((holds(n % 199), holds((n * 7 + n // 199) % 200), holds(n * 3 % 197)))
        for n in range(2000)
    ]
    rulebook = book(yes_no(200), {"r": Any(tuple(threes))})
    agrees(rulebook, random_answers(rulebook, 10))


def nested_thirty_two_deep() -> None:
    def nested(depth: int, first: int) -> Condition:
        if depth == 0:
            return holds(first)
        inner = nested(depth - 1, (first * 7 + 3) % 40)
        shape = (Any, All)[depth % 2]
        return Not(shape((Not(inner) if depth % 3 else inner, holds(first), holds(depth))))

    rulebook = book(yes_no(40), {f"r{n}": nested(32, n) for n in range(20)})
    agrees(rulebook, random_answers(rulebook, 60))


def four_thousand_five_hundred_rules() -> None:
    chance = random.Random(1)
    facts = [choice(f"a{n}", 4) for n in range(28)]
    rulebook = book(facts, random_rules(facts, 4500, chance))
    agrees(rulebook, random_answers(rulebook, 20))


def everything_at_the_edge() -> None:
    """Random rules over facts of all kinds, packed as tightly as the library bears."""
    chance = random.Random(2)
    facts = [
        *(choice(f"a{n}", 6) for n in range(40)),
        *(fact(f"n{n}", Kind.INTEGER) for n in range(40)),
        *(fact(f"s{n}", Kind.CHOICES, ("x", "y", "z")) for n in range(20)),
    ]
    rulebook = book(facts, random_rules(facts, 1500, chance))
    agrees(rulebook, random_answers(rulebook, 60), AT_THE_EDGE)


def random_rules(facts: list[Fact], count: int, chance: random.Random) -> dict[str, Condition]:
    def leaf(it: Fact) -> Condition:
        if it.kind is Kind.CHOICE:
            relation = chance.choice((Relation.EQUALS, Relation.DIFFERS))
            return Comparison(it.id, relation, f"v{chance.randrange(4)}")
        if it.kind is Kind.CHOICES:
            relation = chance.choice((Relation.INCLUDES, Relation.EXCLUDES))
            return Comparison(it.id, relation, chance.choice("xyz"))
        relation = chance.choice((Relation.OVER, Relation.AT_MOST, Relation.DIFFERS))
        return Comparison(it.id, relation, chance.randrange(6))

    return {
        f"r{n}": All(tuple(map(leaf, chance.sample(facts, chance.choice((1, 2, 3, 5))))))
        for n in range(count)
    }


def four_hundred_thresholds() -> None:
    relations = (Relation.OVER, Relation.UNDER, Relation.AT_LEAST, Relation.DIFFERS)
    when: dict[str, Condition] = {
        f"r{n}": All((Comparison("a", relations[n % 4], 10 * n), holds(0))) for n in range(400)
    }
    rulebook = book([fact("a", Kind.INTEGER), *yes_no(1)], when)
    values: list[dict[str, Answer]] = [{"a": n, "f0": True} for n in range(-15, 4030, 45)]
    agrees(rulebook, [*values, {"a": UNKNOWN, "f0": True}, {"a": 10**30, "f0": True}, {"a": 5}])


def a_chain_of_forty_conclusions() -> None:
    when: dict[str, Condition] = {"r0": holds(0)}
    for n in range(1, 40):
        when[f"r{n}"] = Any((All((equals(f"c{n - 1}", True), holds(n))), Not(holds(n - 1))))
    rulebook = book(yes_no(40), when, {f"c{n}": [f"r{n}"] for n in range(40)})
    agrees(rulebook, random_answers(rulebook, 60))


def ids_and_values_in_any_script() -> None:
    odd = ['解約"', "\\", "é\u0000", "'", "id", "sid", "$and", "$s", "😀", "m"]
    facts = [fact(it, Kind.CHOICE, odd) for it in odd]
    when = {f"规则{n}": equals(it, it) for n, it in enumerate(odd)}
    rulebook = book(facts, when)
    agrees(rulebook, [dict.fromkeys(odd, value) for value in odd])


@pytest.mark.parametrize(
    "case",
    [
        six_hundred_tests_of_one_fact,
        six_hundred_tests_after_one_test,
        three_hundred_equal_conditions,
        three_hundred_facts_that_all_matter,
        sixty_facts_in_one_rule,
        six_hundred_facts_in_one_rule,
        many_alternatives_of_many_facts,
        two_thousand_alternatives,
        nested_thirty_two_deep,
        four_thousand_five_hundred_rules,
        everything_at_the_edge,
        four_hundred_thresholds,
        a_chain_of_forty_conclusions,
        ids_and_values_in_any_script,
    ],
    ids=lambda case: case.__name__,
)
def test_rulebooks_beyond_the_limits_agree_with_plain_evaluation(
    case: Callable[[], None],
) -> None:
    run_in_child(case)


def test_a_condition_nested_too_deep_is_an_error_that_names_the_rule() -> None:
    deep: Condition = holds(0)
    for _ in range(5000):
        deep = Not(Any((deep, holds(1))))
    with pytest.raises(TooLargeForInference, match=r"rule 'deep' .*nested too deep"):
        compile_program(book(yes_no(2), {"deep": deep}))


def test_too_many_conjunctions_are_an_error_that_says_how_many() -> None:
    rulebook = book([choice("a", 21)], {f"r{n}": equals("a", f"v{n}") for n in range(21)})
    with pytest.raises(TooLargeForInference, match="21 different conjunctions; at most 20"):
        compile_program(rulebook, Limits(rules_in_all=20))
