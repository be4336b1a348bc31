"""How fast inference is, as ratios measured in one run.

``python -m tests.bench.bench_inference [--quick]`` prints how many times as long other ways
take to find which rules hold, and how inference grows. Rivals run in processes of their own,
each in turn with inference on the same situations, so that whatever else the machine does
touches both alike; a rival that hangs or fails says so in its place of the table.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

RIVALS = {
    "naive": "durable-rules, plain use: what holds (*)",
    "naive_both": "durable-rules, plain use: what holds and what does not",
    "naive_facts": "the same, one fact of the library per answer",
    "plain_loop": "plain evaluation in Python",
    "closures": "closures in Python, made beforehand",
    "zen": "zen-engine, one compiled list: what holds (*)",
    "zen_both": "the same: what holds and what does not",
    "clips": "CLIPS: what stands on the agenda (*)",
    "spelled": "inference, every finding read by its name",
}
SYNTHETIC = {"naive", "naive_both", "naive_facts", "closures", "zen", "zen_both"}
"""Rivals that know no conclusions."""
OTHERS = ("chains", "chains+", "shipped")
ERRORS = {
    "106": "more rules than it takes (106)",
    "303": "more tests hold than it takes (303)",
}


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and situations")
    quick = parser.parse_args().quick
    sizes = ["10", "100", "1000"] if quick else ["10", "100", "1000", "4000"]
    blocks, patience = (3, 60) if quick else (5, 300)
    print("Finding which rules hold, as a multiple of inference (above 1: inference is faster).")
    print("Rules test three of 28 choices of 4 values; four of five questions are answered.")
    print("chains: 20 chains of 10 conclusions; chains+: each link with a test of its own.")
    print("zen-engine and CLIPS are measured where zen-engine and clipspy are installed.\n")
    print(f"{'rules':<56}" + "".join(f"{size:>12}" for size in [*sizes, *OTHERS]))
    notes = []
    for rival, label in RIVALS.items():
        cells = []
        for size in [*sizes, *OTHERS]:
            if (size in OTHERS and rival in SYNTHETIC) or (size, rival) == ("shipped", "clips"):
                cells.append("")
                continue
            result = child("inference_rivals", [rival, size, str(blocks)], patience)
            if "ratios" in result:
                cells.append(f"{median(result['ratios']):.1f}")
            else:
                notes.append(f"{label}, {size} rules: {reason(result['fails'])}")
                cells.append("fails")
        print(f"{label:<56}" + "".join(f"{cell:>12}" for cell in cells))
    print("\n(*) half of the work: it does not tell rules that are ruled out from open ones.")
    for note in notes:
        print(f"fails: {note}")
    print_growth(child("inference_growth", ["10000" if quick else "100000"], 900))


def print_growth(grown: dict[str, Any]) -> None:
    """Print what the child for growth measured."""
    if "fails" in grown:
        print(f"\nGrowth: {grown['fails']}")
        return
    print("\nTime for a situation, as a multiple of that for 10 rules:")
    print("   ".join(f"{size} rules: {ratio:.1f}" for size, ratio in grown["rules"].items()))
    print("\nStarting, as a multiple of one plain evaluation of the same rulebook:")
    for name, costs in grown["starting"].items():
        book = "shipped rulebook" if name == "shipped" else f"{name} rules"
        opening = f"opening a stored program {costs['open']:.0f}"
        print(f"{book}: compiling {costs['compile']:.0f}, {opening}")
    lasting = grown["endurance"]
    print("\nMany situations in one process, 400 rules: the last tenth takes")
    print(f"{lasting['slower']:.2f} times as long as the second; memory grew by", end=" ")
    print(f"{lasting['memory']:.0f} KiB after the first tenth.")


def reason(error: str) -> str:
    """An error of the library in words."""
    return next((words for code, words in ERRORS.items() if error.endswith(code)), error)


def child(module: str, arguments: list[str], patience: int) -> dict[str, Any]:
    """The JSON that a module of this folder prints, or why it ``fails``."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return {"fails": f"does not come back within {patience} seconds"}
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        return {"fails": f"ends with {done.returncode}: {last}"}
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


if __name__ == "__main__":
    main()
