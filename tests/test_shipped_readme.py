"""The figures in the shipped rulebook's README are those of the rulebook."""

from __future__ import annotations

from collections import Counter

from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.loading.scenarios.scenarios import load_scenarios
from engine.rulebook import Warn

FOLDER = shipped_rulebook_folder()


def test_the_shipped_rulebook_has_what_its_readme_counts() -> None:
    rulebook = load_rulebook(FOLDER)
    warnings = Counter(
        effect.severity.value
        for rule in rulebook.rules.values()
        for effect in rule.effects
        if isinstance(effect, Warn)
    )
    degrees = ", ".join(f"{warnings[it]} {it}" for it in ("danger", "caution", "note"))
    counts = (len(rulebook.steps), len(rulebook.documents), len(rulebook.costs))
    sources = Counter(it.kind.value for it in rulebook.sources.values())
    rows = [
        f"| rules | {len(rulebook.rules)} |",
        f"| steps · documents · costs | {' · '.join(map(str, counts))} |",
        f"| warnings | {warnings.total()} ({degrees}) |",
        f"| questions | {len(rulebook.askable)} |",
        f"| scenarios | {len(load_scenarios(FOLDER, rulebook))};",
        *(f"| {kind} | {number} |" for kind, number in sources.items()),
    ]
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert [it for it in rows if it not in readme] == []
