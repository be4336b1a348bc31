"""``rules new``: scaffolds of rulebooks, rules, table rows and scenarios.

What is scaffolded is loaded, and its scenarios are run, before anything is written.
"""

from engine.authoring.scaffolding.additions import (
    CannotScaffold,
    Files,
    new_row,
    new_rule,
    new_scenario,
)
from engine.authoring.scaffolding.starter import starter_files

__all__ = [
    "CannotScaffold",
    "Files",
    "new_row",
    "new_rule",
    "new_scenario",
    "starter_files",
]
