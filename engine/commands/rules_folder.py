"""Which rulebook the commands under ``kaiyaku rules`` work on.

Owns the choice where ``--rules`` says nothing: somebody who stands in the folder of a rulebook
means that one.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

from .options import rules_option

RulesOption = Annotated[
    Path | None,
    rules_option(
        "this folder if it holds a rulebook.yaml, else the one that comes with the program"
    ),
]
MAIN_FILE = "rulebook.yaml"


def folder_of(rules: Path | None) -> Path:
    """The rulebook folder that is meant."""
    from ..loading import shipped_rulebook_folder

    if rules is None and Path(MAIN_FILE).is_file():
        return Path()
    return rules or shipped_rulebook_folder()


def spelled(command: str, rules: Path | None) -> str:
    """A command for the same rulebook, to be typed as it stands."""
    where = "" if rules is None else f" {shlex.join(['--rules', str(rules)])}"
    return f"{command}{where}"
