"""Programs: equal conditions are matched once, and layers follow what depends on what."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

from engine.conditions import All, Any, Comparison, Condition, Relation
from engine.inference import compile_program
from engine.inference.limits import Limits
from engine.rulebook import Rulebook
from tests.inference.books import book, choice, yes_no
from tests.inference.children import ROOT


def equals(fact_id: str, value: str | bool) -> Comparison:
    return Comparison(fact_id, Relation.EQUALS, value)


def test_equal_conditions_are_matched_once() -> None:
    """300 rules: one conjunction for "true"; each of the two ways to be false is told."""
    when = {f"r{n}": All((equals("f0", True), equals("f1", True))) for n in range(300)}
    (layer,) = compile_program(book(yes_no(2), when)).layers
    (ruleset,) = layer.rulesets
    assert ((1 << 300) - 1,) == ruleset.outcomes
    every_false = ((1 << 300) - 1) << 300
    assert [every_false, every_false] == [max(gate.told) for gate in layer.gates]


def test_each_value_is_matched_once_however_many_rules_compare_with_it() -> None:
    when: dict[str, Condition] = {f"r{n}": equals("a", f"v{n % 4}") for n in range(40)}
    (layer,) = compile_program(book([choice("a", 5)], when)).layers
    assert [4] == [len(ruleset.outcomes) for ruleset in layer.rulesets]


def chain() -> Rulebook:
    when: dict[str, Condition] = {
        "first": equals("f0", True),
        "second": Any((equals("c1", True), equals("f1", True))),
        "third": equals("c2", False),
    }
    return book(yes_no(2), when, {"c1": ["first"], "c2": ["second"], "unused": ["third"]})


def test_a_conclusion_on_a_conclusion_is_matched_a_layer_later() -> None:
    program = compile_program(chain(), Limits(unfolded_facts=0))
    concluded = [[program.signals[it.signal].fact for it in at.found] for at in program.layers]
    assert [[], ["c1"], ["c2"]] == concluded


def test_a_conclusion_that_follows_from_little_is_matched_with_what_it_follows_from() -> None:
    (layer,) = compile_program(chain()).layers
    assert () == layer.found


def test_conclusions_need_a_state_only_where_open_is_told_from_unknown() -> None:
    when: dict[str, Condition] = {
        "first": equals("f0", True),
        "second": Comparison("c1", Relation.UNKNOWN),
    }
    program = compile_program(book(yes_no(1), when, {"c1": ["first"]}))
    assert [(), ("c1",)] == [layer.facts for layer in program.layers]


def test_a_rule_that_always_holds_needs_no_matching() -> None:
    program = compile_program(book(yes_no(1), {"r": All(())}))
    assert () == program.layers
    assert 0b0001 == program.always


def test_the_same_rulebook_gives_the_same_program() -> None:
    """Whatever the seed of Python's hashing: a stored program can be compared."""
    code = (
        "import hashlib, pickle\n"
        "from tests.inference.test_compiling import sample\n"
        "print(hashlib.sha256(pickle.dumps(sample())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert 1 == len(digests)


def sample() -> object:
    when: dict[str, Condition] = {
        f"r{n}": All((equals(f"a{n % 5}", f"v{n % 3}"), equals(f"a{n % 4}", f"v{n % 2}")))
        for n in range(60)
    }
    return compile_program(book([choice(f"a{n}", 4) for n in range(5)], when, {"c": ["r1"]}))


def test_a_program_can_be_stored() -> None:
    program = sample()
    assert program == pickle.loads(pickle.dumps(program))


def test_only_one_module_imports_durable_rules() -> None:
    importing = [
        path.relative_to(ROOT).as_posix()
        for path in [*sorted(Path(ROOT, "engine").rglob("*.py")), Path(ROOT, "cli.py")]
        if path.exists() and "import durable" in path.read_text(encoding="utf-8")
    ]
    assert ["engine/inference/session.py"] == importing
