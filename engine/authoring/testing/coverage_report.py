"""Coverage as text: what the scenarios never see, with places, and the figures."""

from __future__ import annotations

from ..inspecting.shown_places import shown_place
from .coverage import Coverage
from .targets import Sight, Target

FIGURES = (
    ("rules applied", Sight.APPLIED),
    ("rules not applied", Sight.NOT_APPLIED),
    ("conditions true", Sight.TRUE),
    ("conditions false", Sight.FALSE),
    ("conditions unknown", Sight.UNKNOWN),
    ("orders decisive", Sight.DECISIVE),
    ("options chosen", Sight.CHOSEN),
)


def coverage_text(coverage: Coverage, folder: str) -> str:
    """What is not covered, line by line, and the figures."""
    lines = [
        f"{shown_place(folder, target.place)}: {missed(target)}" for target in coverage.uncovered()
    ]
    if lines:
        lines = ["Not seen by any scenario:", *(f"  {line}" for line in lines), ""]
    lines.append(f"Coverage: {coverage.percent:.1f} %")
    lines += [f"  {line}" for line in figures(coverage)]
    return "\n".join(lines)


def figures(coverage: Coverage) -> list[str]:
    """``rules applied: 12 of 13``, and so on; what is not counted says so."""
    found = []
    for name, sight in FIGURES:
        seen, total = coverage.counts(sight)
        if total:
            aside = " (not counted)" if sight is Sight.UNKNOWN else ""
            found.append(f"{name}: {seen} of {total}{aside}")
    return found


def missed(target: Target) -> str:
    """A sentence on what no scenario has seen of the target."""
    if target.sight is Sight.APPLIED:
        return f"{target.words} applies in no scenario"
    if target.sight is Sight.NOT_APPLIED:
        return f"{target.words} is left out in no scenario"
    if target.sight is Sight.DECISIVE:
        return f"{target.words} decides nothing in any scenario"
    return f"{target.words} is {target.sight.value} in no scenario"
