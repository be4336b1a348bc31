"""``python cli.py`` in a checkout is the command ``kaiyaku``."""

from __future__ import annotations

from engine import __version__
from engine.commands.program import COMMANDS, GROUPS, main, program

__all__ = ["COMMANDS", "GROUPS", "__version__", "main", "program"]

if __name__ == "__main__":
    main()
