"""Sessions: one ruleset inside durable-rules, with the one session in which it is used.

The only module that touches the library, which need not be there: where it cannot be
imported, :data:`MISSING` says why, and no session can be made. A message becomes the
session's whole state, so nothing is asserted or retracted and no message goes unhandled;
then every match is taken out. An exception in the middle leaves matches behind that would
silence later ones: the next use starts a new session first.
"""

from __future__ import annotations

import weakref
from contextlib import suppress

from .network import NAME_OF_REPLY, RULE_NAME, WAKE, Ruleset

MISSING: ImportError | None = None
"""Why the library cannot be imported; ``None`` where it can."""

try:
    import durable_rules_engine
except ImportError as error:
    MISSING = error

SESSION = "0"
"""The library's name for the session of messages that name none."""

MESSAGE = '{%s"id":"0"}'
"""A message; with an id of its own the library need not work one out."""


class LibrarySession:
    """A ruleset ready to match messages. Not for use by several threads at once."""

    def __init__(self, ruleset: Ruleset) -> None:
        if MISSING is not None:
            raise MISSING
        self._outcome_of = {RULE_NAME(n): it for n, it in enumerate(ruleset.outcomes)}
        self._outcome_of[WAKE] = 0
        self._handle: int = durable_rules_engine.create_ruleset(SESSION, ruleset.text)
        self._take_all(f'"{WAKE}":1,')
        self._in_order = True
        self.close = weakref.finalize(self, _forget, self._handle)
        self.close.atexit = False

    def outcomes(self, properties: str) -> int:
        """The union of what the rules that match are the sign of. ``properties`` are those of
        the message as JSON, each followed by a comma."""
        if not self._in_order:
            _end_session(self._handle)
            self._take_all(f'"{WAKE}":1,')
        self._in_order = False
        found = self._take_all(properties)
        self._in_order = True
        return found

    def _take_all(self, properties: str) -> int:
        handle = self._handle
        session = durable_rules_engine.update_state(handle, MESSAGE % properties)
        first = durable_rules_engine.start_action_for_state(handle, session)
        if first is None:
            return 0
        found = 0
        outcome_of, take_next = self._outcome_of, durable_rules_engine.complete_and_start_action
        reply = first[1]
        while reply is not None:
            found |= outcome_of[reply[NAME_OF_REPLY]]
            reply = take_next(handle, session)
        return found


def _end_session(handle: int) -> None:
    with suppress(durable_rules_engine.error):  # an interruption may have left none to end
        durable_rules_engine.delete_state(handle, SESSION)


def _forget(handle: int) -> None:
    _end_session(handle)
    durable_rules_engine.delete_ruleset(handle)
