"""What durable-rules can bear, and what keeps it fast: the bounds that compiling respects.

Owns numbers only. The library checks few of its own limits: past most of them it hangs,
overwrites memory or stops matching. The tests of this package drive it beyond each.
"""

from __future__ import annotations

MOST_BRANCHES = 400
"""Tests that may follow one test. The library keeps them in 512 slots and searches for ever
when none is free; long chains of slots are slow before that."""

MOST_WAITING = 60
"""Tests that may hold at once and wait to be followed. The library's stack has 64 places and
refuses the whole message beyond."""

MOST_PROPERTIES = 200
"""Properties of one message. The library numbers them with one byte and has 255 places, its
own two included."""

MOST_TESTS = 100
"""Facts in one conjunction; a longer one is cut into auxiliaries."""

MOST_ALTERNATIVES = 32
"""Conjunctions that one condition may multiply out to; beyond, its parts become auxiliaries."""

MOST_RULES = 256
"""Rules of one ruleset. The library takes 4,096, but looks through them from the first after
every match."""

MOST_RULES_IN_ALL = 60_000
"""Rules of all rulesets together: each takes about 15 KB of memory."""
