"""Running the checks on the rulebook of the pages with something more in it."""

from __future__ import annotations

from datetime import date

from engine.authoring.checks.model import Context, Finding
from engine.authoring.checks.registry import findings
from engine.loading import load_rulebook_text
from engine.rulebook import Rulebook
from tests.authoring.page_base import FILES

TODAY = date(2026, 11, 22)


def book(example: str) -> Rulebook:
    """The rulebook with one file more."""
    return load_rulebook_text({**FILES, "example.yaml": example})


def found(example: str) -> tuple[Finding, ...]:
    """What the checks find."""
    return findings(Context(book(example), TODAY))


def codes(example: str) -> list[str]:
    """The codes of what they find."""
    return [finding.code for finding in found(example)]


def rule(name: str, when: str, then: str = "{do: hurry}", more: str = "") -> str:
    """One rule; ``rules:`` has to stand before the first."""
    return (
        f"  {name}: {{when: {{{when}}}, then: [{then}], because: B., sources: [handbook]{more}}}\n"
    )
