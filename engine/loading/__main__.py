"""``python -m engine.loading FOLDER`` checks a rulebook."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.loading import RulebookErrors, load_rulebook


def main(folder: str) -> int:
    """Print what is wrong with the rulebook in ``folder``, or that nothing is."""
    try:
        rulebook = load_rulebook(Path(folder))
    except RulebookErrors as errors:
        print(errors)
        return 1
    counts = (
        f"{len(rulebook.rules)} rules, {len(rulebook.facts)} facts, {len(rulebook.steps)} steps"
    )
    print(f"ok: {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "."))
