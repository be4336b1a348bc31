"""How long plans, ``rules check``, ``rules prove`` and ``rules test --mutate`` take on generated
rulebooks, and how that grows.

Run: ``python tests/bench/bench_generated.py [--all]``. What counts is the processor time of the
whole process. A third of the rules draws conclusions, from facts and from other conclusions;
facts are yes/no questions, choices, numbers, amounts and dates, and days between them are
calculated. Without ``--all``, the large rulebooks are only planned with.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from engine.opening import open_rulebook
from engine.situation import Situation
from tests.bench.bench_start import ROOT, YARDSTICK, seconds
from tests.bench.people_at_random import answer_at_random
from tests.random_conditions import TODAY

SIZES = ((100, 20), (300, 60), (500, 60), (1000, 60))
PLAN, CHECK, PROVE = (1, 2, 3, 5), (5, 20, 35, 60), (20, 40, 60, None)
MUTATE = (20, 120, None, None)
"""Most seconds for each size."""
INVARIANTS = 80
SCENARIOS = 12
PATIENCE = 3
"""A command is stopped after so many times its bar; what is shown then is when."""


def main(everything: bool) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = {**os.environ, "KAIYAKU_CACHE_DIR": str(Path(scratch) / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        yardstick = seconds([sys.executable, "-c", YARDSTICK], environment)
        print("Generated rulebooks: seconds of a processor (bar), times as long as", YARDSTICK)
        before: dict[str, float] = {}
        for number, (rules, facts) in enumerate(SIZES):
            folder = Path(scratch) / f"{rules}"
            askable = write_rulebook(folder, rules, facts)
            half = [f"--set={it}=unknown" for it in askable[::2]]
            unknown = [f"--set={it}=unknown" for it in askable]
            plan = ["plan", "--rules", str(folder), "--on", TODAY.isoformat()]
            tasks: dict[str, tuple[list[str], int | None]] = {
                "the first plan": ([*plan, *half], None),
                "a plan, half unanswered, half unknown": ([*plan, *half], PLAN[number]),
                "a plan, all unknown": ([*plan, *unknown], PLAN[number]),
            }
            if everything or number == 0:
                tasks["rules check"] = (["rules", "check", "--rules", str(folder)], CHECK[number])
                if PROVE[number] is not None:
                    write_invariants(folder, rules - rules // 3, askable)
                    prove = ["rules", "prove", "--rules", str(folder)]
                    tasks["rules prove"] = (prove, PROVE[number])
                if MUTATE[number] is not None:
                    write_scenarios(folder)
                    test = ["rules", "test", "--mutate", "--rules", str(folder)]
                    tasks["rules test --mutate"] = (test, MUTATE[number])
            print(f"{rules} rules, {len(askable)} questions")
            for name, (arguments, bar) in tasks.items():
                took = taken(arguments, environment, PATIENCE * (bar or PLAN[number]))
                grown = f"{took / before[name]:6.1f} times the last size" if name in before else ""
                before[name] = took
                stopped = took > 0.95 * PATIENCE * (bar or PLAN[number])
                limit = f"(bar {bar})" if bar else ""
                limit += " stopped" if stopped else ""
                print(
                    f"  {name:<40}{took:8.2f} {limit:<18}{took / yardstick:8.1f} {grown}",
                    flush=True,
                )


def taken(arguments: list[str], environment: dict[str, str], most: int) -> float:
    """The processor time of one command, which is stopped after ``most`` seconds. What it
    finds does not matter, that it ends does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *arguments],
        capture_output=True,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (most, most)),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, -signal.SIGKILL, -signal.SIGXCPU):
        sys.exit(done.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_rulebook(folder: Path, rules: int, facts: int) -> list[str]:
    """Write a rulebook with so many rules and asked facts; the ids of those."""
    drawn = random.Random(rules)
    kinds = ["date"] * 3 + ["integer"] * 3 + ["money"] * 2 + ["choice"] * (facts // 3)
    kinds += ["yes_no"] * (facts - len(kinds))
    asked = {f"fact_{n}": kind for n, kind in enumerate(kinds)}
    lines = [HEAD, "facts:"]
    for name, kind in asked.items():
        options = "options: {a: A, b: B, c: C, d: D}, " if kind == "choice" else ""
        options += "minimum: 0, " if kind in ("integer", "money") else ""
        lines.append(
            f"  {name}: {{kind: {kind}, group: all, label: {name}, {options}question: {name}?}}"
        )
    lines += [
        "calculated:",
        "  days_left: {label: Days left, days_until: fact_0}",
        "  days_apart: {label: Days apart, days_between: [fact_0, fact_1]}",
        "  total: {label: Total, sum: [fact_6, fact_7]}",
        "conclusions:",
    ]
    known = {**asked, "days_left": "integer", "days_apart": "integer", "total": "money"}
    concluding = rules // 3
    conclusions = concluding // 2
    lines += [f"  so_{n}: {{label: So {n}, statement: it is so {n}}}" for n in range(conclusions)]
    steps = rules - concluding
    lines.append("steps:")
    lines += [f"  step-{n}: {{phase: all, title: Do {n}}}" for n in range(steps)]
    lines.append("rules:")
    for n in range(concluding):
        so = n % conclusions
        earlier = [f"so_{it}" for it in range(max(0, so - 20), so)]
        lines += rule(f"concludes-{n}", condition(drawn, known, earlier), f"conclude: so_{so}")
    for n in range(steps):
        some = [f"so_{it}" for it in range(conclusions)]
        lines += rule(f"does-{n}", condition(drawn, known, some), f"do: step-{n}")
    folder.mkdir()
    (folder / "rulebook.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return list(asked)


HEAD = """\
rulebook: {id: generated, version: "1", title: Generated, languages: [en], currency: JPY}
phases: {all: {title: All}}
groups: {all: {title: All}}
sources: {known: {title: Known, kind: background, checked: 2026-11-01}}"""


def rule(name: str, when: str, effect: str) -> list[str]:
    """The lines of one rule."""
    return [f"  {name}: {{when: {when}, then: [{effect}], because: So, sources: [known]}}"]


def condition(drawn: random.Random, facts: dict[str, str], conclusions: list[str]) -> str:
    """Two or three tests of facts and conclusions, one of them perhaps a choice of two."""
    tests = [test(drawn, *drawn.choice([*facts.items()])) for _ in range(drawn.randint(2, 3))]
    if conclusions and drawn.random() < 0.6:
        tests[0] = f"{{{drawn.choice(conclusions)}: yes}}"
    if len(tests) == 3 and drawn.random() < 0.4:
        return f"{{all: [{tests[0]}, {{any: [{tests[1]}, {tests[2]}]}}]}}"
    return f"{{all: [{', '.join(tests)}]}}"


def test(drawn: random.Random, fact: str, kind: str) -> str:
    """A test of one fact."""
    match kind:
        case "yes_no":
            return f"{{{fact}: {drawn.choice(('yes', 'no'))}}}"
        case "choice":
            return f"{{{fact}: [{', '.join(drawn.sample('abcd', 2))}]}}"
        case "date":
            day = f"2026-12-{drawn.randint(10, 28)}"
            return f"{{{fact}: {{{drawn.choice(('before', 'on_or_after'))}: {day}}}}}"
    return f"{{{fact}: {{{drawn.choice(('over', 'at_most'))}: {drawn.randint(1, 40)}}}}}"


def write_invariants(folder: Path, steps: int, askable: list[str]) -> None:
    """Write invariants of every kind about the steps."""
    drawn = random.Random(steps)
    lines = ["invariants:"]
    for number in range(INVARIANTS):
        one, other = drawn.sample(range(steps), 2)
        asked = drawn.choice(askable)
        claim = (
            f"never_together: [step-{one}, step-{other}]",
            f"at_least_one_of: [step-{one}, step-{other}]",
            f"exactly_one_of: [step-{one}, step-{other}]",
            f"order: [step-{one}, step-{other}]",
            f"when: {{{asked}: known}}, includes: [step-{one}]",
            f"when: {{{asked}: unknown}}, excludes: [step-{one}]",
            f"asks: [{asked}]",
            f"at_most: {{steps: {steps}}}",
        )[number % 8]
        lines.append(f"  it-{number}: {{{claim}, because: So}}")
    (folder / "invariants").mkdir()
    (folder / "invariants" / "all.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def write_scenarios(folder: Path) -> None:
    """Write scenarios that expect the steps that plans have."""
    opened = open_rulebook(folder)
    drawn = random.Random(1)
    lines = [f"on: {TODAY}", "scenarios:"]
    for number in range(SCENARIOS):
        facts = opened.rulebook.facts
        given = {it: answer_at_random(facts[it], TODAY, drawn, 0) for it in opened.rulebook.askable}
        plan = opened.plan(Situation(given, TODAY), "en")
        said = ", ".join(
            f"{fact}: {('no', 'yes')[answer] if isinstance(answer, bool) else answer}"
            for fact, answer in given.items()
        )
        there = [step.id for step in plan.steps]
        absent = [it for it in opened.rulebook.steps if it not in there]
        lines.append(
            f"  person-{number}: {{given: {{{said}}},"
            f" expect: {{steps: [{', '.join(there)}], absent_steps: [{', '.join(absent)}]}}}}"
        )
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "people.yaml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main("--all" in sys.argv)
