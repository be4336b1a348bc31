"""What durable-rules can bear, and what keeps it fast: the bounds that compiling respects.

Owns numbers only. The library checks few of its own limits: past most of them it hangs,
overwrites memory or refuses the whole message.
"""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Bounds on what is given to durable-rules."""

    branches: int = 400
    """Tests that may follow one test. The library keeps them in 512 slots and searches for
    ever when none is free; long chains of slots are slow before that."""

    waiting: int = 60
    """Tests that may hold at once and wait to be followed. The library's stack has 64 places
    and it refuses the whole message beyond."""

    properties: int = 200
    """Properties of one message. The library has 255 places, two of them for its own."""

    tests: int = 100
    """Facts in one conjunction; a longer one is cut into auxiliaries."""

    alternatives: int = 32
    """Conjunctions that one condition may multiply out to; beyond, its parts become
    auxiliaries."""

    unfolded_facts: int = 16
    """A conclusion is replaced by what it follows from where that is at most so many
    alternatives, each about at most so many facts; else it is matched first, and sent."""

    unfolded_alternatives: int = 4
    """The same for alternatives that are about several facts: these multiply."""

    rules: int = 128
    """Rules of one ruleset. The library takes 4,096, but looks through them from the first
    after every match; fewer than these take more memory each."""

    gated_codes: int = 250
    """Codes of a signal whose gate is kept; with more, its sets would fill the memory."""

    rules_in_all: int = 60_000
    """Rules of all rulesets together: each takes about 15 KB of memory."""


LIMITS = Limits()
