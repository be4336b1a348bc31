"""The people of a population: situations from files.

Owns which files: scenarios, cases, and folders of either.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ...case import load_case
from ...loading.scenarios.scenarios import load_scenarios_text
from ...rulebook import Rulebook
from ...situation import Situation

_ENDINGS = (".yaml", ".yml")


class NoPopulation(Exception):
    """The files hold no situation; the message says why."""


def people_in(path: Path, rulebook: Rulebook, as_of: date) -> tuple[Situation, ...]:
    """Every situation in the file or folder; cases are looked at on ``as_of``. Raises
    :class:`NoPopulation`, and what the reading of scenarios and cases raises."""
    if not path.exists():
        raise NoPopulation(f"There is no file {path}.")
    files = [path]
    if path.is_dir():
        files = sorted(it for it in path.rglob("*") if it.suffix in _ENDINGS)
    found = tuple(it for file in files for it in _in_file(file, rulebook, as_of))
    if not found:
        raise NoPopulation(f"{path} holds no scenario and no case.")
    return found


def _in_file(file: Path, rulebook: Rulebook, as_of: date) -> Iterator[Situation]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoPopulation(f"{file} cannot be read: {error}.") from None
    if any(line.startswith("scenarios:") for line in text.splitlines()):
        for scenario in load_scenarios_text({str(file): text}, rulebook):
            yield Situation(scenario.given, scenario.as_of)
    else:
        yield Situation(load_case(file, rulebook).answers, as_of)
