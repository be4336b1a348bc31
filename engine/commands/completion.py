"""What the shell offers when Tab is pressed: languages, facts with their values, ids.

Owns completion only; a rulebook that cannot be opened offers nothing.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..rulebook import Rulebook


def languages(ctx: Any) -> list[str]:
    """The rulebook's languages; those the engine speaks, if it cannot be opened."""
    from ..wording.phrases import SUPPORTED

    rulebook = _rulebook(ctx)
    return list(SUPPORTED if rulebook is None else rulebook.languages)


def settings(ctx: Any, incomplete: str) -> list[str]:
    """``FACT=`` for a beginning of a fact; ``FACT=VALUE`` once the fact is there."""
    from ..rulebook import Asked
    from ..values import Kind

    rulebook = _rulebook(ctx)
    if rulebook is None:
        return []
    name, equals, _ = incomplete.partition("=")
    if not equals:
        return [
            f"{fact.id}="
            for fact in rulebook.facts.values()
            if isinstance(fact.origin, Asked) and fact.id.startswith(name)
        ]
    fact = rulebook.facts.get(name)
    if fact is None:
        return []
    values = ["yes", "no"] if fact.kind is Kind.YES_NO else [option.id for option in fact.options]
    return [it for it in (f"{name}={v}" for v in [*values, "unknown"]) if it.startswith(incomplete)]


def steps(ctx: Any, incomplete: str) -> list[str]:
    """Ids of steps."""
    rulebook = _rulebook(ctx)
    return [step for step in rulebook.steps if step.startswith(incomplete)] if rulebook else []


def subjects(ctx: Any, incomplete: str) -> list[str]:
    """Ids of everything that can be explained."""
    from ..explaining.subjects import subjects_of

    rulebook = _rulebook(ctx)
    return [it for it in subjects_of(rulebook) if it.startswith(incomplete)] if rulebook else []


def names(ctx: Any, incomplete: str) -> list[str]:
    """Ids of everything in the rulebook that has one."""
    from ..authoring.inspecting.names import names_in

    rulebook = _rulebook(ctx)
    ids = dict.fromkeys(name.id for name in names_in(rulebook)) if rulebook else {}
    return [it for it in ids if it.startswith(incomplete)]


def _rulebook(ctx: Any) -> Rulebook | None:
    from ..opening import open_rulebook

    folder = ctx.params.get("rules")
    with suppress(Exception):
        return open_rulebook(Path(folder) if folder else None).rulebook
    return None
