"""How long ``kaiyaku plan`` takes from a cold start, as ratios measured in one run.

The yardstick is ``python -c "import typer, yaml"``: what any program with these two libraries
pays before it does anything. Every command is run in turn, round after round; what counts is
the processor time of the whole process in the median round, so that whatever else the machine
does touches all of them alike. Python keeps its compiled files, as it does for everybody.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 9
LINES = 10_000
YARDSTICK = "import typer, yaml"


def main() -> None:
    """Measure and print the ratios."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "rulebook"
        lines = write_large_rulebook(folder)
        plan = [sys.executable, str(ROOT / "cli.py"), "plan", "--on", "2026-11-22"]
        large = [*plan, "--rules", str(folder), "--set", "fact_1=yes"]
        commands = {
            YARDSTICK: [sys.executable, "-c", YARDSTICK],
            "kaiyaku plan, shipped rulebook": plan,
            f"kaiyaku plan, {lines:,} lines": large,
        }
        environment = {**os.environ, "KAIYAKU_CACHE_DIR": str(Path(scratch) / "cache")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        first = {name: seconds(command, environment) for name, command in commands.items()}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(seconds(command, environment))
    yardstick = median(times[YARDSTICK])
    print(f"Cold start, as a multiple of python -c {YARDSTICK!r} (median of {ROUNDS}):")
    for name in list(commands)[1:]:
        again, at_first = median(times[name]) / yardstick, first[name] / yardstick
        print(f"  {name:<34} {again:5.2f}   (first run, nothing cached: {at_first:.2f})")


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How much processor time ``command`` takes, its own and the system's for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_large_rulebook(folder: Path) -> int:
    """Write a rulebook of about ``LINES`` lines; returns how many they are."""
    folder.mkdir()
    head = """\
rulebook:
  id: large
  version: "1"
  title: Large
  languages: [en]
  currency: JPY
  time_zone: Asia/Tokyo
phases:
  one: {title: One}
groups:
  all: {title: All}
"""
    facts, steps, rules = ["facts:"], ["steps:"], ["rules:"]
    number = 0
    while (lines := head.count("\n") + len(facts) + len(steps) + len(rules)) < LINES:
        number += 1
        if number <= 40:
            facts += [
                f"  fact_{number}:",
                "    kind: yes_no",
                "    group: all",
                f"    label: Fact {number}",
                f"    question: Is fact {number} so?",
            ]
        one, other = number % 40 + 1, number * 7 % 40 + 1
        steps += [f"  step-{number}:", "    phase: one", f"    title: Do thing {number}"]
        rules += [
            f"  rule-{number}:",
            "    when:",
            f"      fact_{one}: yes",
            f"      any: [fact_{other}: no, fact_1: no]",
            f"    then: [do: step-{number}]",
            f"    because: Thing {number} needs doing.",
            "    sources: [known]",
        ]
    source = "sources:\n  known: {title: Known, kind: background, checked: 2026-11-22}\n"
    text = "\n".join([*facts, *steps, *rules]) + "\n"
    (folder / "rulebook.yaml").write_text(head + source, "utf-8")
    (folder / "rules.yaml").write_text(text, "utf-8")
    return lines


if __name__ == "__main__":
    main()
