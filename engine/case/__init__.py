"""Case files: one person's answers and the steps they have ticked off, as readable YAML.

This module is the door. It imports nothing that only the reading of a file needs.
"""

from .case import Case, CaseError, InCalendar, find_step, new_case, present_step
from .files import load_case, read_case, save_case, spell_case, update_case

__all__ = [
    "Case",
    "CaseError",
    "InCalendar",
    "find_step",
    "load_case",
    "new_case",
    "present_step",
    "read_case",
    "save_case",
    "spell_case",
    "update_case",
]
