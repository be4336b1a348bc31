"""Other ways to find which rules hold, each measured against inference in one process.

Run as a child of the benchmark: ``python -m tests.bench.inference_rivals RIVAL RULES BLOCKS``
prints one JSON object: how many times as long the rival takes (``ratios``, one per block of
situations, each block run by both in turn), or why it ``fails``.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import reduce
from importlib import import_module
from operator import and_, or_
from typing import Any

from engine.conditions import All, Comparison, Condition, Not, Relation, compare
from engine.inference import Inference, compile_program
from engine.loading import RulebookErrors, load_rulebook, shipped_rulebook_folder
from engine.rulebook import Rulebook
from engine.situation import Findings, Situation, reference_findings
from engine.values import UNKNOWN, Answer, Truth
from tests.inference.books import TODAY, book, choice
from tests.random_conditions import domain
from tests.strategies import asked_facts

FACTS, VALUES, TESTS = 28, 4, 3
CHAINS, LINKS = 20, 10
SEEDS = 3
SITUATIONS = 24
UNANSWERED_SHARE = 0.2

Finder = Callable[[Situation], object]
"""Finds what holds in a situation; what it returns is compared by :func:`holding`. Rivals that
need not name what they found return a way to name it, which is not timed."""


def synthetic(rules: int, seed: int = 0) -> Rulebook:
    """A rulebook whose rules each test three of 28 choices of 4 values for equality."""
    chance = random.Random(rules + seed)
    facts = [choice(f"a{n}", VALUES) for n in range(FACTS)]
    when: dict[str, Condition] = {}
    for n in range(rules):
        chosen = chance.sample(facts, TESTS)
        when[f"r{n}"] = All(tuple(_equals(it.id, chance.randrange(VALUES)) for it in chosen))
    return book(facts, when)


def chains(own_tests: bool, seed: int = 0) -> Rulebook:
    """20 chains of ten conclusions, each from the one before; with ``own_tests`` each link
    also asks for one of three values of one choice."""
    chance = random.Random(seed)
    facts = [choice(f"a{n}", VALUES) for n in range(FACTS)]
    when: dict[str, Condition] = {}
    for chain, link in ((n // LINKS, n % LINKS) for n in range(CHAINS * LINKS)):
        first = _equals(chance.choice(facts).id, chance.randrange(VALUES))
        if link == 0:
            when[f"r{chain}_0"] = first
            continue
        before: Condition = Comparison(f"c{chain}_{link - 1}", Relation.EQUALS, True)
        if own_tests:
            some = tuple(f"v{n}" for n in chance.sample(range(VALUES), VALUES - 1))
            before = All((before, Comparison(first.fact, Relation.ONE_OF, some)))
        when[f"r{chain}_{link}"] = before
    return book(facts, when, {f"c{rule[1:]}": [rule] for rule in when})


def subjects(name: str) -> list[Rulebook]:
    """The rulebooks that ``name`` stands for: a number of rules, a kind of chains, or the one
    that comes with the program."""
    if name == "shipped":
        return [shipped()]
    if name in ("chains", "chains+"):
        return [chains(name == "chains+", seed) for seed in range(SEEDS)]
    return [synthetic(int(name), seed) for seed in range(SEEDS)]


def shipped() -> Rulebook:
    """The rulebook that comes with the program."""
    try:
        return load_rulebook(shipped_rulebook_folder())
    except RulebookErrors as errors:
        raise SystemExit("the shipped rulebook does not load: see rules check") from errors


def _equals(fact: str, value: int) -> Comparison:
    return Comparison(fact, Relation.EQUALS, f"v{value}")


def random_situations(rulebook: Rulebook, count: int, seed: int = 0) -> list[Situation]:
    """Situations in which four of five questions are answered."""
    chance = random.Random(seed)
    return [
        Situation(
            {
                it.id: chance.choice(domain(it))
                for it in asked_facts(rulebook)
                if chance.random() > UNANSWERED_SHARE
            },
            TODAY,
        )
        for _ in range(count)
    ]


def inference(rulebook: Rulebook) -> Finder:
    """What the program does: both formulas of every rule, matched by durable-rules."""
    return Inference(compile_program(rulebook), rulebook).findings


def plain_loop(rulebook: Rulebook) -> Finder:
    """A loop over the conditions in plain Python: the evaluator that is the reference."""
    return lambda situation: reference_findings(rulebook, situation)


def closures(rulebook: Rulebook) -> Finder:
    """Each condition made a closure beforehand, called in turn; nothing derived."""
    rules = [(rule.id, _closure(rule.when)) for rule in rulebook.rules.values()]

    def find(situation: Situation) -> Findings:
        answers = situation.answers
        return Findings({rule: holds(answers) for rule, holds in rules}, {})

    return find


def _closure(condition: Condition) -> Callable[[Mapping[str, Answer]], Truth]:
    if isinstance(condition, Comparison):
        fact, relation, operand = condition.fact, condition.relation, condition.operand

        def equals(answers: Mapping[str, Answer]) -> Truth:
            answer = answers.get(fact)
            return None if answer is None or answer is UNKNOWN else answer == operand

        def compares(answers: Mapping[str, Answer]) -> Truth:
            answer: Any = answers.get(fact)
            return (
                None if answer is None or answer is UNKNOWN else compare(relation, answer, operand)
            )

        return equals if relation is Relation.EQUALS else compares
    if isinstance(condition, Not):
        raise ValueError("the rules measured here negate nothing")
    parts = list(map(_closure, condition.parts))
    settles = not isinstance(condition, All)

    def several(answers: Mapping[str, Answer]) -> Truth:
        result: Truth = not settles
        for part in parts:
            truth = part(answers)
            if truth is settles:
                return settles
            if truth is None:
                result = None
        return result

    return several


def naive(rulebook: Rulebook) -> Finder:
    """durable-rules as its manual has it: one ruleset, a lambda per rule, the situation
    asserted as one fact and retracted. Finds the rules that hold; does not tell those that
    are ruled out from those that are open."""
    from durable.lang import m, ruleset, when_all

    found: set[tuple[str, bool]] = set()
    with ruleset("rules"):
        for rule, tests in _equalities(rulebook):
            holds = [getattr(m, fact) == value for fact, value in tests]
            when_all(reduce(and_, holds))(_note(found, (rule, True)))
    return lambda situation: _asserted(found, [dict(situation.answers)])


def naive_both(rulebook: Rulebook) -> Finder:
    """The same with a second lambda for each rule, that it certainly does not hold: with it,
    as much is found as inference finds."""
    from durable.lang import m, ruleset, when_all

    found: set[tuple[str, bool]] = set()
    with ruleset("rules"):
        for rule, tests in _equalities(rulebook):
            holds = [getattr(m, fact) == value for fact, value in tests]
            fails = [getattr(m, fact) != value for fact, value in tests]
            when_all(reduce(and_, holds))(_note(found, (rule, True)))
            when_all(reduce(or_, fails))(_note(found, (rule, False)))
    return lambda situation: _asserted(found, [dict(situation.answers)])


def naive_facts(rulebook: Rulebook) -> Finder:
    """The same, each answer asserted as a fact of its own, which the rules join."""
    from durable.lang import c, m, ruleset, when_all

    found: set[tuple[str, bool]] = set()
    with ruleset("rules"):
        for rule, tests in _equalities(rulebook):
            holds = [
                getattr(c, f"it{n}") << (m.fact == fact) & (m.value == value)
                for n, (fact, value) in enumerate(tests)
            ]
            when_all(*holds)(_note(found, (rule, True)))
            for fact, value in tests:
                fails = (m.fact == fact) & (m.value != value)
                when_all(fails)(_note(found, (rule, False)))
    return lambda situation: _asserted(
        found, [{"fact": fact, "value": value} for fact, value in situation.answers.items()]
    )


def _equalities(rulebook: Rulebook) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    for rule in rulebook.rules.values():
        assert isinstance(rule.when, All)
        tests = [part for part in rule.when.parts if isinstance(part, Comparison)]
        yield rule.id, [(test.fact, test.operand) for test in tests]


def _note(found: set[tuple[str, bool]], finding: tuple[str, bool]) -> Callable[[Any], None]:
    return lambda _context: found.add(finding)


def _asserted(found: set[tuple[str, bool]], messages: list[dict[str, Any]]) -> dict[str, bool]:
    from durable.engine import MessageNotHandledException
    from durable.lang import assert_fact, retract_fact

    found.clear()
    for message in messages:
        with suppress(MessageNotHandledException):
            assert_fact("rules", message)
    for message in messages:
        with suppress(MessageNotHandledException):
            retract_fact("rules", message)
    return dict(found)


def spelled(rulebook: Rulebook) -> Finder:
    """Inference, and every finding then read by its name."""
    find = inference(rulebook)
    return lambda situation: dict(find(situation).rules)  # type: ignore[attr-defined]


def zen(rulebook: Rulebook) -> Finder:
    """zen-engine (Rust): one compiled list of all conditions. Finds the rules that hold."""
    compile_expression = import_module("zen").compile_expression
    conditions = [_in_zen(rule.when) for rule in rulebook.rules.values()]
    compiled = compile_expression(f"[{', '.join(conditions)}]")
    rules = list(rulebook.rules)

    def find(situation: Situation) -> Callable[[], Mapping[str, bool]]:
        holds = compiled.evaluate(situation.answers)
        return lambda: dict(zip(rules, holds, strict=True))

    return find


def zen_both(rulebook: Rulebook) -> Finder:
    """The same with a second condition for each rule: that it certainly does not hold."""
    compile_expression = import_module("zen").compile_expression
    conditions = [_in_zen(rule.when) for rule in rulebook.rules.values()]
    conditions += [
        " or ".join(f"({fact} != null and {fact} != '{value}')" for fact, value in tests)
        for _, tests in _equalities(rulebook)
    ]
    compiled = compile_expression(f"[{', '.join(conditions)}]")
    rules = list(rulebook.rules)

    def find(situation: Situation) -> Callable[[], Mapping[str, bool]]:
        holds = compiled.evaluate(situation.answers)
        return lambda: dict(zip(rules, holds[: len(rules)], strict=True))

    return find


def _in_zen(condition: Condition) -> str:
    if isinstance(condition, All):
        return " and ".join(map(_in_zen, condition.parts))
    assert isinstance(condition, Comparison)
    return f"{condition.fact} == '{condition.operand}'"


def clips(rulebook: Rulebook) -> Finder:
    """CLIPS (C): the situation as one fact of a template, what holds is what stands on the
    agenda; conclusions are asserted by running it. Finds the rules that hold."""
    library = import_module("clips")
    symbol = library.Symbol
    asked = [it.id for it in asked_facts(rulebook)]
    conclusions = set(rulebook.concluding_rules)
    environment = library.Environment()
    slots = " ".join(f"(slot {fact} (type SYMBOL))" for fact in asked)
    environment.build(f"(deftemplate situation {slots})")
    template = environment.find_template("situation")
    for rule in rulebook.rules.values():
        parts = rule.when.parts if isinstance(rule.when, All) else (rule.when,)
        tests = [part for part in parts if isinstance(part, Comparison)]
        patterns = " ".join(f"({it.fact})" for it in tests if it.fact in conclusions)
        about = " ".join(f"({it.fact} {_in_clips(it)})" for it in tests if it.fact in asked)
        patterns += f" (situation {about})" if about else ""
        then = f"(assert (c{rule.id[1:]}))" if conclusions else ""
        environment.build(f"(defrule {rule.id} {patterns} => {then})")
    before: list[Any] = []

    def agenda(situation: Situation) -> Callable[[], Mapping[str, bool]]:
        while before:
            before.pop().retract()
        answers = {fact: symbol(value) for fact, value in situation.answers.items()}
        before.append(template.assert_fact(**answers))
        return lambda: {it.name: True for it in environment.activations()}

    def run(situation: Situation) -> Callable[[], Mapping[str, bool]]:
        environment.reset()
        answers = {fact: symbol(value) for fact, value in situation.answers.items()}
        template.assert_fact(**answers)
        environment.run()
        names = (it.template.name for it in environment.facts())
        return lambda: {f"r{name[1:]}": True for name in names if name in conclusions}

    return run if conclusions else agenda


def _in_clips(test: Comparison) -> str:
    operand = test.operand
    return "|".join(map(str, operand)) if isinstance(operand, tuple) else str(operand)


RIVALS: Mapping[str, Callable[[Rulebook], Finder]] = {
    it.__name__: it
    for it in (naive, naive_both, naive_facts, plain_loop, closures, spelled, zen, zen_both, clips)
}


def holding(found: object) -> set[str]:
    """The rules found to hold."""
    named: Any = found() if callable(found) else found
    rules: Any = named.rules if isinstance(named, Findings) else named
    return {rule for rule, truth in rules.items() if truth}


def measure(name: str, rulebooks: list[Rulebook], blocks: int) -> dict[str, object]:
    """Times both on the same situations, in turn, after checking that they agree."""
    ratios = []
    for seed, rulebook in enumerate(rulebooks):
        situations = random_situations(rulebook, SITUATIONS, seed)
        ours = inference(rulebook)
        try:
            rival = RIVALS[name](rulebook)
            wrong = sum(holding(rival(it)) != holding(ours(it)) for it in situations)
        except ImportError:
            return {"fails": "not installed"}
        except Exception as error:
            return {"fails": str(error).splitlines()[0]}
        if wrong:
            return {"fails": f"wrong in {wrong} of {SITUATIONS} situations"}
        for _ in range(blocks):
            ratios.append(seconds(rival, situations) / seconds(ours, situations))
    return {"ratios": ratios}


def seconds(find: Finder, situations: list[Situation]) -> float:
    """Processor time that ``find`` takes for all of ``situations``."""
    start = time.process_time()
    for situation in situations:
        find(situation)
    return time.process_time() - start


if __name__ == "__main__":
    rival_name, subject, block_count = sys.argv[1:]
    print(json.dumps(measure(rival_name, subjects(subject), int(block_count))))
