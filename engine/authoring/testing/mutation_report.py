"""What became of the mutants, as text.

Owns the sorting into noticed, surviving and accepted ones, and the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..checks.accepted import Accepted, is_of_check
from ..inspecting.shown_places import shown_place
from .running_mutants import Fate, Trial


@dataclass(frozen=True, slots=True)
class Mutation:
    """All trials. ``stale`` are accepted ids that no surviving mutant has any more."""

    trials: tuple[Trial, ...]
    accepted: Mapping[str, Accepted]
    stale: tuple[str, ...]

    @property
    def noticed(self) -> int:
        """How many mutants some scenario noticed."""
        return sum(it.fate is Fate.NOTICED for it in self.trials)

    @property
    def equivalent(self) -> int:
        """How many mutants provably change nothing."""
        return sum(it.fate is Fate.EQUIVALENT for it in self.trials)

    @property
    def surviving(self) -> tuple[Trial, ...]:
        """Mutants that no scenario noticed and nobody accepted."""
        survived = (it for it in self.trials if it.fate is Fate.SURVIVED)
        return tuple(it for it in survived if it.mutant.id not in self.accepted)

    @property
    def explained(self) -> tuple[Trial, ...]:
        """Surviving mutants that somebody accepted."""
        survived = (it for it in self.trials if it.fate is Fate.SURVIVED)
        return tuple(it for it in survived if it.mutant.id in self.accepted)

    @property
    def score(self) -> float:
        """The share of mutants noticed among those that change something, in per cent."""
        counted = len(self.trials) - self.equivalent
        return 100.0 * self.noticed / counted if counted else 100.0

    @property
    def failed(self) -> bool:
        """Whether some survivor is not explained, or an explanation is out of date."""
        return bool(self.surviving or self.stale)


def judged(
    trials: Sequence[Trial], accepted: Mapping[str, Accepted], *, all_tried: bool
) -> Mutation:
    """What the trials come to; only if all mutants were tried can an acceptance be stale."""
    survivors = {it.mutant.id for it in trials if it.fate is Fate.SURVIVED}
    kept = (it for it in accepted if it not in survivors and not is_of_check(it))
    stale = tuple(kept) if all_tried else ()
    return Mutation(tuple(trials), accepted, stale)


def mutation_text(mutation: Mutation, folder: str) -> str:
    """The survivors with their places, and the figures."""
    lines = []
    if mutation.surviving:
        lines.append("Changes that no scenario notices:")
        for trial in mutation.surviving:
            mutant = trial.mutant
            lines.append(f"  {shown_place(folder, mutant.place)}: {mutant.words}")
            lines.append(f"      {mutant.id}")
        lines.append("")
    for stale in mutation.stale:
        place = shown_place(folder, mutation.accepted[stale].place)
        lines.append(f"{place}: no surviving mutant is called {stale!r} any more; remove it.")
    counted = len(mutation.trials) - mutation.equivalent
    lines.append(
        f"Mutation score: {mutation.score:.1f} % ({mutation.noticed} of {counted} noticed, "
        f"{len(mutation.explained)} accepted, {mutation.equivalent} changed nothing)."
    )
    return "\n".join(lines)
