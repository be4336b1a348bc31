"""``rules new``: scaffolds of rulebooks, rules, table rows and scenarios.

What is scaffolded is loaded, and its scenarios are run, before anything is written.
"""

from .additions import (
    CannotScaffold,
    Files,
    new_row,
    new_rule,
    new_scenario,
)
from .starter import starter_files

__all__ = [
    "CannotScaffold",
    "Files",
    "new_row",
    "new_rule",
    "new_scenario",
    "starter_files",
]
